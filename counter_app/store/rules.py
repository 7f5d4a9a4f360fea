"""The shelf of decisions about the rules: this unit's own, and what the province publishes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from counter_app.domain.facts import (
    DayDecided,
    ProcedureDecided,
    ProcedureEnded,
    UnknownFact,
)
from counter_app.store.journal import JournalShelf
from counter_app.store.sync_state import SyncState
from counter_app.store.tables import entries
from sync.protocol.province import Published, Withdrawn, decode_province

DECISIONS = ("DayDecided", "ProcedureDecided", "ProcedureEnded")
PUBLICATIONS = ("Published", "Withdrawn")

_NEWEST = select(func.max(entries.c.position)).where(
    entries.c.kind.in_(bindparam("kinds", expanding=True))
)

Said = DayDecided | ProcedureDecided | ProcedureEnded | Published | Withdrawn


@dataclass(frozen=True)
class Decision:
    """What was decided, when it was written down, and by whom: a clerk, or the province."""

    said: Said
    at: datetime
    by: str


class RuleShelf:
    """Reads decisions in causal order; there are a few hundred of them at the most."""

    def __init__(
        self, connection: Connection, journal: JournalShelf, state: SyncState | None, unit: str
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._province = state.province_journal if state else ""
        self._unit = unit

    def newest(self) -> int:
        """Return a number that goes up with every decision; cheap enough to ask often."""
        kinds = {"kinds": [*DECISIONS, *PUBLICATIONS]}
        return int(self._connection.execute(_NEWEST, kinds).scalar_one() or 0)

    def decisions(self) -> tuple[Decision, ...]:
        """Return what holds for this unit: its own decisions, and what the province said."""
        found = []
        for entry in self._journal.of_kinds([*DECISIONS, *PUBLICATIONS]):
            is_province = entry.name.journal == self._province
            said = self._said(entry.fact, is_province=is_province)
            if said is not None:
                found.append(Decision(said, entry.at, entry.by))
        return tuple(found)

    def _said(self, fact: object, *, is_province: bool) -> Said | None:
        if isinstance(fact, DayDecided | ProcedureDecided | ProcedureEnded):
            return fact if fact.unit == self._unit and not is_province else None
        if is_province and isinstance(fact, UnknownFact):
            said = decode_province(fact.kind, fact.payload)
            return said if isinstance(said, Published | Withdrawn) else None
        return None
