"""A dossier: what its facts, read in their causal order, add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.disputes import Dispute, Judged, judge
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import (
    Apologised,
    EntryName,
    FeePaid,
    Rated,
    Reappointed,
    Recorded,
    Refused,
    ResultReady,
    Returned,
    Stopped,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.life import THE_DESK, HandOver, Holder, Life, Pause, SlipIssue, live
from counter_app.domain.standing import Standing, standing
from counter_app.domain.states import DossierState

__all__ = ["Dossier", "DossierState", "NotADossier", "fold", "in_causal_order"]


class NotADossier(CounterError):
    """Entries were folded among which there is no intake."""


@dataclass(frozen=True)
class Dossier:
    """A dossier as it stands now: the intake and everything that followed.

    ``name`` is the name of the entry that opened it; ``intake`` the intake as corrected;
    ``due_at`` the due moment in force, and ``promised_at`` what the slip in force says.
    ``slip_count`` is how often the slip in force was printed or saved. While there are
    ``disputes``, everything is as it was before them. ``without_effect`` are entries that
    stand in the history and do nothing: impossible steps, and sides that did not hold.
    """

    name: EntryName
    intake: TakenIn
    taken_in_by: str
    state: DossierState
    due_at: datetime
    slip_count: int
    history: tuple[Recorded, ...]
    holder: Holder = THE_DESK
    lacking: tuple[str, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    pauses: tuple[Pause, ...] = ()
    slips: tuple[SlipIssue, ...] = ()
    payments: tuple[FeePaid, ...] = ()
    apologies: tuple[Apologised | Reappointed, ...] = ()
    ratings: tuple[Rated, ...] = ()
    result: ResultReady | None = None
    returned: Returned | None = None
    end: Refused | Withdrawn | Stopped | None = None
    units: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    without_effect: tuple[EntryName, ...] = ()

    @property
    def code(self) -> str:
        """The dossier code (mã số hồ sơ), the same for all its slips unless it was changed."""
        return self.intake.code

    @property
    def promised_at(self) -> datetime:
        """What the slip in force promises; a reprint never says anything else."""
        return self.intake.due_at

    @property
    def is_disputed(self) -> bool:
        """Whether counters contradict each other and nobody has settled it."""
        return bool(self.disputes)

    @property
    def slip_number(self) -> int:
        """The number of the slip in force: 1, and one more with every correction."""
        return max((slip.number for slip in self.slips), default=1)

    @property
    def solved_at(self) -> datetime | None:
        """When the result was there, if it is."""
        return self.result.solved_at if self.result else None

    @property
    def returned_at(self) -> datetime | None:
        """When the result went to the citizen, if it did."""
        return self.returned.done_at if self.returned else None

    @property
    def reappointments(self) -> tuple[Reappointed, ...]:
        """Every re-appointment; the law knows one."""
        return tuple(each for each in self.apologies if isinstance(each, Reappointed))

    @property
    def counts_late(self) -> bool:
        """Whether it is late for good: re-appointed twice, or after it was overdue already."""
        return len(self.reappointments) > 1 or any(r.is_after_due for r in self.reappointments)

    @property
    def paid(self) -> int:
        """What was paid, in đồng."""
        return sum(payment.amount for payment in self.payments)

    def standing(self, now: datetime) -> Standing:
        """Return how the dossier stands at a moment."""
        return standing(
            self.state,
            self.due_at,
            now,
            solved_at=self.solved_at,
            counts_late=self.counts_late,
        )


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

    A pure function of the entries: their order, and how often one of them comes, is no matter.

    Raises:
        NotADossier: there is no intake among them.
    """
    history = _intake_first(in_causal_order(entries))
    judged = judge(history)
    opening = history[0]
    return _dossier(opening, live(opening.name, judged.effective), history, judged)


def _intake_first(history: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    opening = next(
        (e for e in history if isinstance(e.fact, TakenIn) and e.name == e.subject), None
    )
    if opening is None:
        raise NotADossier(str(history[0].name) if history else "no entries")
    if opening is history[0]:
        return history
    return (opening, *(entry for entry in history if entry is not opening))


def _dossier(
    opening: Recorded, life: Life, history: tuple[Recorded, ...], judged: Judged
) -> Dossier:
    slip_number = max(slip.number for slip in life.slips)
    return Dossier(
        name=opening.name,
        intake=life.intake,
        taken_in_by=opening.by,
        state=life.state,
        due_at=life.due_at,
        slip_count=life.printed.count(slip_number),
        history=history,
        holder=life.holder,
        lacking=tuple(life.lacking),
        hand_overs=tuple(life.hand_overs),
        pauses=tuple(life.pauses),
        slips=tuple(life.slips),
        payments=tuple(life.payments),
        apologies=tuple(life.apologies),
        ratings=tuple(life.ratings),
        result=life.result,
        returned=life.returned,
        end=life.end,
        units=tuple(life.units),
        disputes=judged.disputes,
        without_effect=judged.without_effect,
    )
