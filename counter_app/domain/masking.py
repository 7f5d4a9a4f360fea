"""Personal numbers as those see them who only look: the first and last digits, the rest hidden.

Identity and phone numbers are hidden wherever they stand in a fact, a dossier or a line of a list;
names, addresses and words that somebody typed are not.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

MASK = "•"

NUMBERS = frozenset({"id_number", "phone", "receiver_id"})
"""The fields that hold the number of a person, in whatever they stand."""

_T = TypeVar("_T")


def masked_number(number: str) -> str:
    """Return a personal number as lists show it: ``006•••••0000``, ``091•••5678``."""
    if len(number) < 8:
        return MASK * len(number)
    return number[:3] + MASK * (len(number) - 7) + number[-4:]


def masked(value: _T) -> _T:
    """Return a value with the personal numbers in it hidden; what holds none is the same again."""
    return cast(_T, _masked(value))


def _masked(value: object) -> object:
    if isinstance(value, tuple):
        return _masked_tuple(value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: Mapping[str, object] = {
        field.name: hidden
        for field in fields(value)
        if (hidden := _field(field.name, kept := getattr(value, field.name))) is not kept
    }
    return replace(value, **changed) if changed else value


def _masked_tuple(value: tuple[object, ...]) -> tuple[object, ...]:
    hidden = tuple(_masked(each) for each in value)
    is_same = all(new is old for new, old in zip(hidden, value, strict=True))
    return value if is_same or type(value) is not tuple else hidden


def _field(name: str, kept: object) -> object:
    if name in NUMBERS and isinstance(kept, str):
        return masked_number(kept) if kept else kept
    return _masked(kept)
