"""The screen "Hạn trả": what is overdue, due, awaited, ready, or needs an apology."""
