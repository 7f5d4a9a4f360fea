"""Disputes: which there are, where their sides come from, and a person's word on them."""

from collections.abc import Mapping
from datetime import datetime

from counter_app.domain.disputes import Dispute
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import CounterFounded, EntryName, Settled
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step
from counter_app.services.counter import Counter
from counter_app.services.stepping import Act, problems_of_texts, refuse, take_step


def disputed(counter: Counter) -> tuple[DossierRow, ...]:
    """Return the dossiers about which counters contradict each other."""
    with counter.store.reading() as reading:
        return reading.board.disputed()


def disputed_count(counter: Counter) -> int:
    """Return how many dossiers are disputed, for the status line."""
    with counter.store.reading() as reading:
        return reading.board.disputed_count()


def places(counter: Counter) -> Mapping[str, CounterFounded]:
    """Return which counter each journal belongs to, as far as their foundings are known here.

    The journal of a side is ``side.name.journal``; ``unit_name`` and ``desk`` say where it was.
    """
    with counter.store.reading() as reading:
        return {
            entry.name.journal: entry.fact
            for entry in reading.journal.of_kinds(("CounterFounded",))
            if isinstance(entry.fact, CounterFounded)
        }


def settle(
    counter: Counter,
    code: str,
    dispute: Dispute,
    holds: EntryName | None,
    reason: str,
    by: StaffMember,
    now: datetime,
) -> Dossier:
    """Settle a dispute: the side that ``holds`` has effect, or none of them, and why.

    Raises:
        NoSuchDossier, StepNotAllowed, ClockBehind: as in ``following``.
        FieldsRefused: no reason, no such side, or the dispute has grown since it was read.
    """
    text = composed(reason)

    def make(act: Act, dossier: Dossier) -> Settled:
        problems = problems_of_texts({"reason": text}, {})
        if dispute not in dossier.disputes:
            problems["dispute"] = "has_changed"
        elif holds is not None and holds not in {side.name for side in dispute.sides}:
            problems["holds"] = "unknown"
        refuse(problems)
        return Settled(act.done_at, dispute.entries, holds, text)

    return take_step(counter, code, Step.SETTLE, make, by, now)
