"""What stands in the fields of the intake screen, as text, exactly as the clerk typed it.

A form is a frozen value: it may be kept as a draft, compared with the empty form, and shown
again letter by letter. What it means is decided in ``reading.py``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from counter_app.domain.facts import ChannelIn, ChannelOut, PaperKind

SEX_UNKNOWN = ""


class PaperState(StrEnum):
    """What the clerk says of a paper of the checklist."""

    UNCHECKED = "unchecked"
    PRESENT = "present"
    LACKING = "lacking"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class PersonForm:
    """The typed fields of an applicant or a submitter.

    ``commune`` is the text in the commune field; ``commune_code`` the commune picked for it,
    and empty again as soon as other text is typed.
    """

    id_number: str = ""
    name: str = ""
    birth: str = ""
    sex: str = SEX_UNKNOWN
    line: str = ""
    commune: str = ""
    commune_code: str = ""
    phone: str = ""
    email: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was typed."""
        return self == PersonForm()


@dataclass(frozen=True)
class PaperRow:
    """A row of the checklist: a paper the procedure asks for, or one added by hand."""

    name: str
    kind: str = PaperKind.ORIGINAL
    count: int = 1
    state: str = PaperState.UNCHECKED
    is_required: bool = True
    is_conditional: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class FeeRow:
    """A fee line as typed: the amount may be written ``10000``, ``10.000`` or ``10.000 đ``."""

    name: str = ""
    amount: str = ""


@dataclass(frozen=True)
class IntakeForm:
    """Everything on the intake screen.

    ``limit`` is only used where the catalogue knows no time limit or several; it counts as the
    clerk's own word as soon as ``is_limit_confirmed``. ``received`` is empty where the dossier
    is received now, as nearly always.
    """

    procedure_code: str = ""
    procedure_text: str = ""
    limit: str = ""
    is_limit_confirmed: bool = False
    applicant: PersonForm = PersonForm()
    has_submitter: bool = False
    submitter: PersonForm = PersonForm()
    authorisation: str = ""
    papers: tuple[PaperRow, ...] = ()
    sets: str = "1"
    fees: tuple[FeeRow, ...] = ()
    channel_in: str = ChannelIn.DIRECT
    channel_out: str = ChannelOut.DESK
    note: str = ""
    is_extra_session: bool = False
    is_elsewhere: bool = False
    competent_office: str = ""
    competent_received: str = ""
    received: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the clerk has not begun: nothing is worth a draft."""
        return self == IntakeForm()

    def person(self, who: str) -> PersonForm:
        """Return the ``applicant`` or the ``submitter``."""
        return self.submitter if who == "submitter" else self.applicant

    def with_person(self, who: str, person: PersonForm) -> "IntakeForm":
        """Return the form with the fields of one person changed."""
        if who == "submitter":
            return replace(self, submitter=person)
        return replace(self, applicant=person)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the papers that are not here: marked lacking, or required and not ticked."""
        return tuple(row.name for row in self.papers if is_lacking(row))


def is_lacking(row: PaperRow) -> bool:
    """Return whether a row stands for a paper that the citizen must still bring."""
    is_forgotten = row.state == PaperState.UNCHECKED and row.is_required
    return row.state == PaperState.LACKING or is_forgotten


def next_state(row: PaperRow) -> PaperState:
    """Return the state after one press of Space: present, lacking, not needed, and round again."""
    order = {
        PaperState.UNCHECKED: PaperState.PRESENT,
        PaperState.PRESENT: PaperState.LACKING,
        PaperState.LACKING: PaperState.NOT_NEEDED,
        PaperState.NOT_NEEDED: PaperState.PRESENT,
    }
    return order[PaperState(row.state)]


def ticked(rows: tuple[PaperRow, ...]) -> tuple[PaperRow, ...]:
    """Return the rows with every required paper present; conditional ones are left alone."""
    return tuple(
        replace(row, state=PaperState.PRESENT) if row.is_required or row.is_own else row
        for row in rows
    )


def as_draft(form: IntakeForm) -> dict[str, object]:
    """Return the form as plain values that the store can keep."""
    return asdict(form)


@dataclass(frozen=True)
class _Reader:
    """Reads plain values back; what a newer or older program wrote differently is left empty."""

    content: Mapping[str, object] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.content.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str) -> bool:
        return self.content.get(name) is True

    def number(self, name: str, default: int) -> int:
        value = self.content.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def inner(self, name: str) -> "_Reader":
        value = self.content.get(name)
        return _Reader(value if isinstance(value, Mapping) else {})

    def rows(self, name: str) -> "tuple[_Reader, ...]":
        value = self.content.get(name)
        rows = value if isinstance(value, list | tuple) else ()
        return tuple(_Reader(row) for row in rows if isinstance(row, Mapping))


def from_draft(content: Mapping[str, object]) -> IntakeForm:
    """Return the form that a draft holds; unknown or damaged parts come back empty."""
    read = _Reader(content)
    return IntakeForm(
        procedure_code=read.text("procedure_code"),
        procedure_text=read.text("procedure_text"),
        limit=read.text("limit"),
        is_limit_confirmed=read.flag("is_limit_confirmed"),
        applicant=_person_of(read.inner("applicant")),
        has_submitter=read.flag("has_submitter"),
        submitter=_person_of(read.inner("submitter")),
        authorisation=read.text("authorisation"),
        papers=tuple(_paper_of(row) for row in read.rows("papers")),
        sets=read.text("sets", "1"),
        fees=tuple(FeeRow(row.text("name"), row.text("amount")) for row in read.rows("fees")),
        channel_in=_known(ChannelIn, read.text("channel_in"), ChannelIn.DIRECT),
        channel_out=_known(ChannelOut, read.text("channel_out"), ChannelOut.DESK),
        note=read.text("note"),
        is_extra_session=read.flag("is_extra_session"),
        is_elsewhere=read.flag("is_elsewhere"),
        competent_office=read.text("competent_office"),
        competent_received=read.text("competent_received"),
        received=read.text("received"),
    )


def _person_of(read: _Reader) -> PersonForm:
    return PersonForm(**{name: read.text(name) for name in asdict(PersonForm())})


def _paper_of(read: _Reader) -> PaperRow:
    return PaperRow(
        name=read.text("name"),
        kind=_known(PaperKind, read.text("kind"), PaperKind.ORIGINAL),
        count=read.number("count", 1),
        state=_known(PaperState, read.text("state"), PaperState.UNCHECKED),
        is_required=read.flag("is_required"),
        is_conditional=read.flag("is_conditional"),
        is_own=read.flag("is_own"),
    )


def _known(kind: type[StrEnum], value: str, default: StrEnum) -> str:
    return value if value in [member.value for member in kind] else default.value
