"""How each commune of the demonstration area works: most well, some late, a few with a story.

The places count the communes by their code. What a supervisor finds at which is told here, once.
"""

from collections.abc import Mapping
from datetime import timedelta

from counter_app.demo_area import oddities
from counter_app.demo_area.lives import Character
from counter_app.demo_area.oddities import Story

TAMPERED = 21
"""The place of the commune whose journal somebody changed."""

SILENT = {4: 4, 17: 5, 30: 16}
"""Communes from which nothing has come for so many days: the machine is off, or the line is."""

CLOCK_AHEAD = 9
"""The place of the commune whose machine's clock is ahead."""

HELD_BACK = 12
"""The place of the commune one of whose entries the province holds back."""

SLOW_LINE = 33
"""The place of the commune whose last entries wait for a better line."""

TWO_DESKS = 35
"""The place of the commune with two counters, which contradict each other about a dossier."""

ANSWERED, OPEN = 25, 5
"""The places of the communes that a supervisor asked: one has answered."""

STORIES: Mapping[int, tuple[Story, ...]] = {
    2: (oddities.silent_about_late,),
    5: (oddities.dates_moved,),
    8: (oddities.sorry_about_late,),
    11: (oddities.results_at_the_edge,),
    HELD_BACK: (oddities.forwarded_to_nowhere,),
    14: (oddities.silent_about_late,),
    19: (oddities.outside_hours,),
    TAMPERED: (oddities.late_with_apology,),
    23: (oddities.saturdays,),
    26: (oddities.sorry_about_late,),
    28: (oddities.clock_set_back,),
}

_LATE = {
    2: Character(late=0.2, apologises=0.5),
    8: Character(late=0.09),
    14: Character(late=0.16, apologises=0.7),
    TAMPERED: Character(late=0.07),
    26: Character(late=0.05),
}
_PUNCTUAL = frozenset({0, 7, 15, 22, 31})


def character_of(place: int) -> Character:
    """Return how the commune at a place works."""
    if place in _LATE:
        return _LATE[place]
    days = SILENT.get(place, 0)
    return Character(late=0.0 if place in _PUNCTUAL else 0.012, silent_days=days)


def clock_of(place: int) -> timedelta:
    """Return how far the machine's clock of the commune at a place is ahead today.

    A few seconds, as everywhere, but for the one that nobody has set right.
    """
    if place == CLOCK_AHEAD:
        return oddities.AHEAD
    return timedelta(seconds=(place * 7) % 19 - 9)
