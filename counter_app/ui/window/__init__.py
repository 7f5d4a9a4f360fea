"""Parts of the main window: the rail, the top bar, the help page."""
