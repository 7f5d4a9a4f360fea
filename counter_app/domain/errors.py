"""The roots of everything that can go wrong and is foreseen.

An error carries facts; ``ui/words.py`` makes the Vietnamese sentence of it. Errors are declared
beside the rule that raises them and inherit from one of the two roots here.
"""


class CounterError(Exception):
    """Something foreseen went wrong; the program goes on."""


class Refusal(CounterError):
    """The rules say no, and the clerk can put it right."""


class Trouble(CounterError):
    """The machine, the disk, the printer or the network says no."""
