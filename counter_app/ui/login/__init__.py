"""Log-in, lock screen and the wizard that founds a counter."""
