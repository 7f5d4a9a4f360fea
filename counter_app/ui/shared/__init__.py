"""Widgets that every screen uses: fields, tables, notices, cards, the slip preview."""
