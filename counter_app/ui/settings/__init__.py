"""The screen of settings: what people choose, the catalogue of procedures, the calendar."""
