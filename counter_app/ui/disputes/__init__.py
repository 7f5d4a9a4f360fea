"""The screen "Mâu thuẫn": two counters contradict each other, and a person settles it."""
