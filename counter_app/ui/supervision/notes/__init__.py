"""The screen "Ghi chú của người giám sát": what supervisors asked, and the unit's answers."""
