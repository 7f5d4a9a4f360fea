"""What supervisors see: the overview, the journals, what is worth a look, notes and answers."""
