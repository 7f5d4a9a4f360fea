"""Search: the field at the top of the window and its list of answers."""
