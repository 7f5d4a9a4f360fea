"""When the projections have to be made anew: an older program made them, or one that knew less.

A fact of a kind that a program does not know is kept and passed on as it came, and nothing is
shown of it. The first program that knows the kind makes the projections anew.
"""

from sqlalchemy import Connection, select

from counter_app.store.drafts import StateDesk, StateShelf
from counter_app.store.fact_codec import known_kinds
from counter_app.store.tables import entries

PROJECTIONS = "projections"
"""What is remembered: the version of the projections."""

KINDS = "known kinds"
"""What is remembered: the kinds of facts that the program knew, with a space between them."""


def is_outdated(connection: Connection, state: StateShelf, version: int) -> bool:
    """Return whether the projections show less than this program knows of the journal."""
    if state.get(PROJECTIONS) != str(version):
        return True
    before = state.get(KINDS)
    learned = set() if before is None else known_kinds() - set(before.split())
    asked = select(entries.c.position).where(entries.c.kind.in_(sorted(learned))).limit(1)
    return bool(learned) and connection.execute(asked).first() is not None


def is_noted(state: StateShelf) -> bool:
    """Return whether what this program knows is remembered."""
    return state.get(KINDS) == _kinds()


def note(state: StateDesk, version: int) -> None:
    """Remember what the projections were made with."""
    state.put(PROJECTIONS, str(version))
    state.put(KINDS, _kinds())


def _kinds() -> str:
    return " ".join(sorted(known_kinds()))
