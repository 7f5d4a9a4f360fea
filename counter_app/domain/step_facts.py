"""What can happen to a dossier after its intake: one fact for each step of its life.

Every fact carries ``done_at``, the moment at which it happened at the counter; the entry's own
time is when it was written down, which may be later. Due moments are counted when a fact is
made, by the calendar known then, and recorded: nothing recomputes them later.
"""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.fact_parts import (
    ChannelOut,
    CountedDay,
    EntryName,
    Paper,
    PayMethod,
    RatedBy,
    Satisfaction,
)
from counter_app.domain.intake_fact import TakenIn


@dataclass(frozen=True)
class SupplementRequested:
    """Form 02 went out for a dossier that was taken in: everything lacking, in one notice.

    ``rule`` is the value of ``procedure.SupplementRule``: what happens to the time limit while
    the papers are awaited. ``left_minutes`` is the working time that was left then, by the
    desk's hours; ``again_because`` why this is not the first notice.
    """

    done_at: datetime
    missing: tuple[str, ...]
    rule: str = "pause"
    left_minutes: int = 0
    reason: str = ""
    again_because: str = ""


@dataclass(frozen=True)
class SupplementReceived:
    """The citizen brought what form 02 asked for; ``due_at`` is the due moment from now on.

    ``counted`` says how a limit that started anew was counted; it is empty for a pause.
    """

    done_at: datetime
    due_at: datetime
    papers: tuple[Paper, ...] = ()
    counted: tuple[CountedDay, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Refused:
    """The dossier will not be solved, and form 03 says why."""

    done_at: datetime
    reason: str


@dataclass(frozen=True)
class Forwarded:
    """The dossier was handed to a handler of this unit or to another unit (liên thông).

    Within the unit ``to_clerk`` or ``to_name`` names the handler; ``to_unit`` is the code of
    another unit. ``due_at`` is the receiver's own due moment; the citizen's stays as it is.
    """

    done_at: datetime
    to_clerk: str = ""
    to_name: str = ""
    to_unit: str = ""
    to_unit_name: str = ""
    due_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class ForwardReceived:
    """The other side confirmed that it has the dossier (form 06, người nhận)."""

    done_at: datetime
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReceivedBack:
    """The dossier came back to the counter from where it was forwarded to."""

    done_at: datetime
    note: str = ""


@dataclass(frozen=True)
class ResultReady:
    """The result is there: solved at ``solved_at``, and at the counter since ``done_at``."""

    done_at: datetime
    solved_at: datetime
    kind: str = ""
    number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Returned:
    """The result went to the citizen: at the desk, by post or electronically.

    ``receiver`` is who signed for it, ``receiver_id`` the number of their card; ``tracking``
    the postal number.
    """

    done_at: datetime
    channel: ChannelOut = ChannelOut.DESK
    receiver: str = ""
    receiver_id: str = ""
    tracking: str = ""
    satisfaction: Satisfaction | None = None
    rated_by: RatedBy = RatedBy.CLERK
    note: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """The applicant took the dossier back."""

    done_at: datetime
    reason: str
    receiver: str = ""


@dataclass(frozen=True)
class Stopped:
    """The dossier's handling was stopped, and form 05 says why."""

    done_at: datetime
    reason: str


@dataclass(frozen=True)
class Apologised:
    """The office apologised in writing for a late result, without naming a new date."""

    done_at: datetime
    reason: str


@dataclass(frozen=True)
class Reappointed:
    """The office apologised and named another due moment (form 04).

    ``again_because`` is the written reason for a second one. ``is_after_due`` says that the
    earlier due moment had already passed: a date named too late makes nothing punctual.
    """

    done_at: datetime
    due_at: datetime
    earlier_due_at: datetime
    reason: str
    again_because: str = ""
    is_after_due: bool = False


@dataclass(frozen=True)
class Corrected:
    """Something about the intake was wrong; a new slip replaces the earlier one.

    ``intake`` is the intake as it should have been; only what ``fields`` names is taken from
    it. Where the promise changes, ``due_at`` is the due moment in force from now on, and
    ``intake.due_at`` what the new slip promises; ``left_minutes`` is the working time that is
    left of it while a pause runs.
    """

    done_at: datetime
    reason: str
    fields: tuple[str, ...]
    intake: TakenIn
    slip_number: int
    replaces: int
    due_at: datetime | None = None
    left_minutes: int = 0


@dataclass(frozen=True)
class CodeChanged:
    """A dossier whose code another one has as well got a code of its own, with a new slip.

    ``former_code`` stands on the slips given out before: the dossier is found under it for ever.
    """

    done_at: datetime
    code: str
    former_code: str
    reason: str
    slip_number: int
    replaces: int


@dataclass(frozen=True)
class FeePaid:
    """A fee was paid, in đồng, with the number of its receipt."""

    done_at: datetime
    amount: int
    receipt: str
    method: PayMethod = PayMethod.CASH
    note: str = ""


@dataclass(frozen=True)
class Rated:
    """The citizen said how content they are."""

    done_at: datetime
    level: Satisfaction
    rated_by: RatedBy = RatedBy.CLERK
    comment: str = ""


@dataclass(frozen=True)
class Settled:
    """A person settled a dispute: which side holds, or none of them, and why.

    ``entries`` are all the entries that the dispute was about; those that the side which holds
    does not rest on have no effect from now on.
    """

    done_at: datetime
    entries: tuple[EntryName, ...]
    holds: EntryName | None
    reason: str


StepFact = (
    SupplementRequested
    | SupplementReceived
    | Refused
    | Forwarded
    | ForwardReceived
    | ReceivedBack
    | ResultReady
    | Returned
    | Withdrawn
    | Stopped
    | Apologised
    | Reappointed
    | Corrected
    | CodeChanged
    | FeePaid
    | Rated
    | Settled
)
"""The facts that only ever stand behind an intake."""
