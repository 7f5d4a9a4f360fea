"""Disputes and shared codes: which there are, and a person's word on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.disputes import Dispute
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import CodeChanged, CounterFounded, EntryName, Settled
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step, StepNotAllowed, Why
from counter_app.services.acting import acting
from counter_app.services.counter import Counter
from counter_app.services.intake import next_code
from counter_app.services.stepping import Act, add_step, problems_of_texts, refuse, take_step
from counter_app.store.shared_codes import shown_code
from counter_app.store.store import Reading


class CodeNotShared(Refusal):
    """The dossier alone has its code: there is no reason for another one."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sharer:
    """A dossier whose code another one has as well; lists show it as ``shown``."""

    code: str
    shown: str
    dossier: Dossier


def disputed(counter: Counter) -> tuple[DossierRow, ...]:
    """Return the dossiers about which counters contradict each other."""
    with counter.store.reading() as reading:
        return reading.board.disputed(counter.sight)


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


def sharers(counter: Counter) -> tuple[Sharer, ...]:
    """Return the dossiers that share their code with another one, by their codes."""
    with counter.store.reading() as reading:
        found = [
            Sharer(one.code, shown_code(one.code, name), reading.dossiers.by_name(name))
            for one in reading.sync.shared_codes()
            for name in one.dossiers
        ]
    return tuple(sorted(found, key=lambda sharer: (sharer.code, sharer.dossier.history[0].at)))


def change_code(
    counter: Counter, code: str, reason: str, by: StaffMember, now: datetime
) -> Dossier:
    """Give a dossier that shares its code a new one of this counter, and a new slip.

    ``code`` is what lists show for it. The former code keeps leading to both dossiers, for it
    stands on both slips.

    Raises:
        NoSuchDossier, StepNotAllowed, ClockBehind: as in ``following``; also a dossier of
            another unit, whose codes that unit issues.
        CodeNotShared: nobody else has its code.
        SerialsExhausted: this desk has no more serials for today.
        FieldsRefused: no reason was given.
    """
    text = composed(reason)
    with acting(counter, by, Step.CHANGE_CODE.value, now, code) as work:
        dossier = work.dossiers.by_code(code)
        _check_may_change(work, counter, dossier)
        new_code = next_code(work, counter, day_of(now))

        def make(act: Act, dossier: Dossier) -> CodeChanged:
            refuse(problems_of_texts({"reason": text}, {}))
            return CodeChanged(
                done_at=act.done_at,
                code=new_code,
                former_code=dossier.code,
                reason=text,
                slip_number=dossier.slip_number + 1,
                replaces=dossier.slip_number,
            )

        add_step(work, counter, dossier, Step.CHANGE_CODE, make, by, now)
        return work.dossiers.by_name(dossier.name)


def _check_may_change(reading: Reading, counter: Counter, dossier: Dossier) -> None:
    if not any(dossier.name in one.dossiers for one in reading.sync.shared_codes()):
        raise CodeNotShared(dossier.code)
    if dossier.intake.unit_code not in ("", counter.desk.unit.code):
        raise StepNotAllowed(Step.CHANGE_CODE, dossier.state, Why.OTHER_UNIT)
