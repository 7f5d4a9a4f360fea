"""The screen of accounts: passwords, staff of this counter, the recovery key."""
