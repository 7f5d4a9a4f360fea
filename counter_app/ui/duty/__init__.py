"""The screen of duty: shifts and their hand-over, the roster, extra sessions, flagged days."""
