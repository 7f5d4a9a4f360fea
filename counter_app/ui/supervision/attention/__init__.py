"""The screen "Cần chú ý": patterns that are worth a look, with the entries that show them."""
