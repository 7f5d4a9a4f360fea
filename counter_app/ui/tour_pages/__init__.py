"""The parts of the tour: what a clerk does on each screen, in the order of a day."""
