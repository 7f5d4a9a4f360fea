"""The list of all dossiers, and the page of one."""
