"""The recovery key: 29 random signs and one that gives a mistyped sign away.

It is written ``XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`` in 32 signs without 0, O, 1 and I. The
check sign is chosen so that the sum of all signs, weighted with the powers of a generator of
GF(32), is zero: one wrong sign and any two signs swapped are always noticed.
"""

from collections.abc import Callable

from counter_app.store.key_errors import RecoveryKeyMistyped

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 30
GROUP = 5
RANDOM_BYTES = LENGTH - 1
"""One byte is drawn for each sign; its lowest five bits are used (145 bits in all)."""


def new_recovery_key(random: Callable[[int], bytes]) -> str:
    """Return a new recovery key in groups, as it is shown and printed."""
    values = [byte % len(SIGNS) for byte in random(RANDOM_BYTES)]
    values.append(_times_generator(_weighed(values)))
    text = "".join(SIGNS[value] for value in values)
    return "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def tidy_recovery_key(text: str) -> str:
    """Return a typed recovery key as its bare signs; spaces, dashes and case do not matter.

    Raises:
        RecoveryKeyMistyped: signs are lacking or wrong.
    """
    signs = "".join(letter for letter in text.upper() if letter.isalnum())
    if any(sign not in SIGNS for sign in signs):
        raise RecoveryKeyMistyped("letter")
    if len(signs) != LENGTH:
        raise RecoveryKeyMistyped("length")
    if _weighed([SIGNS.index(sign) for sign in signs]) != 0:
        raise RecoveryKeyMistyped("check")
    return signs


def _weighed(values: list[int]) -> int:
    """Return the sum of the values, each times a power of the generator (Horner's rule)."""
    total = 0
    for value in values:
        total = _times_generator(total) ^ value
    return total


def _times_generator(value: int) -> int:
    """Multiply by x in GF(32) with the polynomial x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
