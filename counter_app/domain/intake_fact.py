"""The fact that opens a dossier; it stands alone because a correction holds a whole new one."""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.fact_parts import ChannelIn, ChannelOut, CountedDay, FeeLine, Paper
from counter_app.domain.people import Person, Submitter

OLD_REGISTER = "register"
"""The source of a dossier that was brought over from a register kept before this program."""


@dataclass(frozen=True)
class TakenIn:
    """A dossier was received and its result promised: what form 01 says, and how it was counted.

    ``received_at`` is the moment at the counter; ``counted_from`` the moment from which the
    limit runs, which is later only for a dossier of another territory (the moment the competent
    office receives it). ``limit`` is the time limit as text that ``TimeLimit.parse`` reads.
    ``procedure_valid_from`` names the edition of the procedure under which it was received.
    ``source`` is empty for what was taken in here, and ``OLD_REGISTER`` for what was brought over
    from an older register; there ``moved_due_at`` is the due moment that was in force instead of
    the promised one, where the register told another.
    """

    code: str
    procedure_code: str
    procedure_name: str
    field: str
    received_at: datetime
    counted_from: datetime
    limit: str
    due_at: datetime
    counted: tuple[CountedDay, ...]
    applicant: Person
    submitter: Submitter | None = None
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK
    note: str = ""
    unit_code: str = ""
    desk: int = 0
    mode: str = "A"
    is_extra_session: bool = False
    competent_office: str = ""
    procedure_valid_from: str = ""
    source: str = ""
    moved_due_at: datetime | None = None
