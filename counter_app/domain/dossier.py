"""A dossier: what its facts, read in their causal order, add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName, Recorded, SlipPrinted, TakenIn


class DossierState(StrEnum):
    """Where a dossier stands on its way from intake to return."""

    OPEN = "open"


class NotADossier(CounterError):
    """Entries were folded that do not begin with an intake."""


@dataclass(frozen=True)
class Dossier:
    """A dossier as it stands now: the intake and everything that followed.

    ``name`` is the name of the entry that opened it; ``due_at`` the moment promised on the
    slip in force; ``slip_count`` how often the slip was printed or saved.
    """

    name: EntryName
    intake: TakenIn
    taken_in_by: str
    state: DossierState
    due_at: datetime
    slip_count: int
    history: tuple[Recorded, ...]

    @property
    def code(self) -> str:
        """The dossier code (mã số hồ sơ) on the slip in force."""
        return self.intake.code


def in_causal_order(entries: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Order a dossier's entries so that each stands behind those it was made on top of.

    Ties are broken by (time, journal, seq), so every replica with the same entries sees the
    same order, whatever the order in which they arrived.
    """
    waiting = sorted(entries, key=lambda entry: (entry.at, entry.name.journal, entry.name.seq))
    known = {entry.name for entry in waiting}
    placed: dict[EntryName, Recorded] = {}
    while waiting:
        ready = next(
            (e for e in waiting if all(p in placed or p not in known for p in e.after)), waiting[0]
        )
        placed[ready.name] = ready
        waiting.remove(ready)
    return tuple(placed.values())


def fold(entries: Iterable[Recorded]) -> Dossier:
    """Return the dossier that these entries add up to.

    Raises:
        NotADossier: the first entry in causal order is not an intake.
    """
    history = in_causal_order(entries)
    if not history or not isinstance(history[0].fact, TakenIn):
        raise NotADossier(str(history[0].name) if history else "no entries")
    opening, intake = history[0], history[0].fact
    return Dossier(
        name=opening.name,
        intake=intake,
        taken_in_by=opening.by,
        state=DossierState.OPEN,
        due_at=intake.due_at,
        slip_count=sum(isinstance(entry.fact, SlipPrinted) for entry in history),
        history=history,
    )
