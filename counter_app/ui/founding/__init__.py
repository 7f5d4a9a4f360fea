"""The wizard that sets a counter up: place, first account, recovery key."""
