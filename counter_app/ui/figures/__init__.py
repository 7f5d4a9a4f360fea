"""The periodic reports on the screen, and the way down to the dossiers behind a figure."""
