"""A figure: what was measured, what it is compared with, and the target."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``target`` is the most it may be; None for a figure only stated."""

    name: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        """Return the figure as plain data."""
        return asdict(self) | {"is_met": self.is_met}

    def as_line(self) -> str:
        """Return the figure as a line of the table."""
        word = {True: "met", False: "MISSED", None: ""}[self.is_met]
        target = "" if self.target is None else f"≤ {self.target:g}"
        return f"{self.name:<58}{self.value:>10.2f} {self.unit:<6}{target:>9} {word:<7}{self.note}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of the values does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action took, in milliseconds."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def interleaved(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Time two actions in turn, so that a machine that slows down slows both."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(rounds):
        first.append(milliseconds(ours))
        second.append(milliseconds(theirs))
    return first, second
