"""The exchange between counters and their province; knows nothing of the counter program."""
