"""The screen "Tổng quan": the units in scope, down to their clerks and dossiers."""
