"""The shelf of the register: its lines from the projection, page by page or one after the other.

Everything that a line says is a column of ``dossiers``; nothing is folded, so that a year's
register of ten thousand lines is read in a fraction of a second.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text

from counter_app.domain.facts import ChannelIn, ChannelOut
from counter_app.domain.intake_fact import OLD_REGISTER
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.states import RUNNING, SOLVED, DossierState
from counter_app.store.dossiers import day_bounds
from counter_app.store.shared_codes import SharedCodes
from counter_app.store.tables import dossiers

_FIELDS = text(
    "WITH RECURSIVE known(name) AS ("
    " SELECT min(field) FROM dossiers"
    " UNION ALL"
    " SELECT (SELECT min(field) FROM dossiers WHERE field > known.name)"
    " FROM known WHERE known.name IS NOT NULL"
    ") SELECT name FROM known WHERE name != ''"
)
"""Steps from one field to the next on the index: a handful of steps, not every row."""

_SAID = (
    *("number", "code", "procedure_code", "procedure_name", "field", "applicant_name"),
    *("address", "phone", "competent_office", "state", "received_at", "promised_at", "due_at"),
    *("channel_in", "channel_out", "channel_returned", "solved_at", "returned_at", "ended_at"),
    *("receiver", "tracking", "taken_in_by", "holder", "handler", "rating", "counts_late"),
    *("has_apology", "is_extra_session", "source", "unit_code"),
)
_LINES = select(*(dossiers.c[name] for name in _SAID))

Place = tuple[datetime, int]
"""Where a line stands in its list: the moment the list goes by, and the row's number."""


@dataclass(frozen=True)
class Naming:
    """What the store does not know: the unit, who solves its dossiers, and people's names.

    ``people`` maps log-in names to names; whoever is not in it keeps the log-in name. ``others``
    says the same of other units by their codes: a log-in name may mean somebody else there.
    """

    unit_code: str
    office: str
    people: Mapping[str, str]
    others: Mapping[str, "Naming"] = field(default_factory=dict)

    def of(self, unit_code: str) -> "Naming":
        """Return the names of the unit that a dossier belongs to; none named: the own one."""
        return self.others.get(unit_code, self)

    def person(self, clerk: str) -> str:
        """Return a person's name."""
        return self.people.get(clerk, clerk)


class RegisterShelf:
    """Reads lines of the register of one unit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fields(self) -> tuple[str, ...]:
        """Return the fields of which there are dossiers, by name."""
        return tuple(self._connection.execute(_FIELDS).scalars())

    def known_codes(self, codes: Iterable[str]) -> frozenset[str]:
        """Return which of these codes a dossier here has already."""
        asked = list(codes)
        shared = SharedCodes(self._connection)
        return frozenset(shared.known_among(asked)) | frozenset(shared.shared_among(asked))

    def count(self, ask: RegisterAsk, units: Collection[str], now: datetime) -> int:
        """Return how many lines a list of some units has."""
        wanted = _conditions(ask, units, now)
        statement = select(func.count()).select_from(dossiers).where(*wanted)
        return int(self._connection.execute(statement).scalar_one())

    def page(
        self,
        ask: RegisterAsk,
        units: Collection[str],
        naming: Naming,
        now: datetime,
        offset: int,
        most: int,
    ) -> tuple[RegisterRow, ...]:
        """Return lines behind the first ``offset``, in the order of the list."""
        by = _ordered_by(ask)
        numbers = (
            select(dossiers.c.number)
            .where(*_conditions(ask, units, now))
            .order_by(by, dossiers.c.number)
            .limit(most)
            .offset(offset)
        )
        statement = (
            select(dossiers).where(dossiers.c.number.in_(numbers)).order_by(by, dossiers.c.number)
        )
        found = self._connection.execute(statement).all()
        return tuple(line_of(row, offset + n, naming) for n, row in enumerate(found, 1))

    def after(
        self,
        ask: RegisterAsk,
        units: Collection[str],
        now: datetime,
        place: Place | None,
        most: int,
    ) -> Sequence[tuple[Place, Any]]:
        """Return rows behind a place in the list (None: from the top) with their places."""
        by = _ordered_by(ask)
        conditions = _conditions(ask, units, now)
        if place is not None:
            at, number = place
            conditions += [by >= at, or_(by > at, dossiers.c.number > number)]
        statement = _LINES.where(*conditions).order_by(by, dossiers.c.number).limit(most)
        found = self._connection.execute(statement).all()
        return [((getattr(row, by.name), row.number), row) for row in found]


def _ordered_by(ask: RegisterAsk) -> Any:
    return dossiers.c.due_at if ask.kind is RegisterKind.LATE else dossiers.c.received_at


def _conditions(
    ask: RegisterAsk, units: Collection[str], now: datetime
) -> list[ColumnElement[bool]]:
    by = _ordered_by(ask)
    start, end = day_bounds(ask.first)[0], day_bounds(ask.last)[1]
    conditions = [by >= start, by < end, dossiers.c.unit_code.in_(list(units))]
    if ask.field is not None:
        conditions.append(dossiers.c.field == ask.field)
    if ask.kind is RegisterKind.LATE:
        conditions.append(_is_late(now))
    return conditions


def _is_late(now: datetime) -> ColumnElement[bool]:
    """Return the rule of ``domain.standing`` for late and overdue, as SQL."""
    solved, due = dossiers.c.solved_at, dossiers.c.due_at
    return or_(
        and_(
            dossiers.c.state.in_(sorted(SOLVED)),
            solved.is_not(None),
            or_(dossiers.c.counts_late, solved > due),
        ),
        and_(dossiers.c.state.in_(sorted(RUNNING)), or_(dossiers.c.counts_late, due < now)),
    )


def line_of(row: Any, number: int, naming: Naming) -> RegisterRow:
    """Return a row of the projection as a line of the register."""
    state = DossierState(row.state)
    handler = row.holder if state in RUNNING else row.handler
    naming = naming.of(row.unit_code)
    return RegisterRow(
        number=number,
        code=row.code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        field=row.field,
        applicant_name=row.applicant_name,
        address=row.address,
        phone=row.phone,
        office=row.competent_office or naming.office,
        state=state,
        received_at=row.received_at,
        promised_at=row.promised_at,
        due_at=row.due_at,
        channel_in=ChannelIn(row.channel_in),
        channel_out=ChannelOut(row.channel_returned or row.channel_out),
        solved_at=row.solved_at,
        returned_at=row.returned_at,
        ended_at=row.ended_at,
        receiver=row.receiver,
        tracking=row.tracking,
        taken_in_by=naming.person(row.taken_in_by),
        officer=naming.person(handler or row.taken_in_by),
        rating=row.rating,
        counts_late=row.counts_late,
        has_apology=row.has_apology,
        is_extra_session=row.is_extra_session,
        is_old=row.source == OLD_REGISTER,
    )
