"""The shelf of dossiers: one by its code or name, pages of lists, and counts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)

from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.facts import ChannelIn, ChannelOut, EntryName, TakenIn
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Person
from counter_app.domain.plain_text import composed
from counter_app.domain.plain_text import fold as folded
from counter_app.domain.states import RUNNING, DossierState
from counter_app.domain.units import SerialBlock
from counter_app.store.errors import CodeShared, NoSuchDossier
from counter_app.store.journal import JournalShelf
from counter_app.store.procedures import STEP_THROUGH_PROCEDURES
from counter_app.store.shared_codes import MARK, SharedCodes, shown_code
from counter_app.store.tables import IS_LIVE, dossiers
from counter_app.store.words import asked_words, match_anything

_IS_LIVE: ColumnElement[bool] = literal_column(f"({IS_LIVE})")
_RUNS = dossiers.c.state.in_(sorted(RUNNING))
_HAS_ID_NUMBER = dossiers.c.id_number != literal_column("''")
_BY_CODE = select(dossiers.c.journal, dossiers.c.seq).where(dossiers.c.code == bindparam("asked"))
_LAST_CODE = (
    select(dossiers.c.code)
    .where(
        dossiers.c.code.between(bindparam("low"), bindparam("high")),
        # A code that another dossier has as well is shown with a mark behind it.
        func.length(func.substr(dossiers.c.code, 1, func.instr(dossiers.c.code + MARK, MARK) - 1))
        == bindparam("length"),
    )
    .order_by(dossiers.c.code.desc())
    .limit(1)
)
_LAST_OF_PERSON = (
    select(dossiers.c.journal, dossiers.c.seq)
    .where(_HAS_ID_NUMBER, dossiers.c.id_number == bindparam("id_number"))
    .order_by(dossiers.c.number.desc())
    .limit(1)
)
_USED_PROCEDURES = text(
    STEP_THROUGH_PROCEDURES + "SELECT code, (SELECT count(*) FROM dossiers"
    " WHERE procedure_code = used.code AND received_at >= :since) AS times"
    " FROM used WHERE code IS NOT NULL"
).bindparams(bindparam("since", type_=dossiers.c.received_at.type))
_MATCHES: ColumnElement[bool] = dossiers.c.number.in_(
    text("SELECT rowid FROM dossier_words WHERE dossier_words MATCH :m").columns(dossiers.c.number)
)

_COUNT_MATCHES = text("SELECT count(*) FROM dossier_words WHERE dossier_words MATCH :m")
_NEWEST_MATCHES = text(
    "SELECT rowid FROM dossier_words WHERE dossier_words MATCH :m "
    "ORDER BY rowid DESC LIMIT :most OFFSET :offset"
)

_NEWEST = dossiers.c.number.desc()
_ORDERS: Mapping[DossierOrder, tuple[ColumnElement[Any], ...]] = {
    DossierOrder.NEWEST: (dossiers.c.received_at.desc(), _NEWEST),
    DossierOrder.OLDEST: (dossiers.c.received_at.asc(), _NEWEST),
    DossierOrder.DUE_FIRST: (dossiers.c.due_at.asc(), _NEWEST),
    DossierOrder.DUE_LAST: (dossiers.c.due_at.desc(), _NEWEST),
    DossierOrder.CODE: (dossiers.c.code.asc(),),
    DossierOrder.APPLICANT: (dossiers.c.applicant_folded.asc(), _NEWEST),
}


Procedures = Callable[[], Mapping[str, Sequence[str]]]
"""Tells the words of the names of the procedures in use, by their codes."""


class DossierShelf:
    """Reads dossiers: whole ones are the fold of their history, lists come from the projection."""

    def __init__(
        self, connection: Connection, journal: JournalShelf, procedures: Procedures
    ) -> None:
        self._procedures = procedures
        self._connection = connection
        self._journal = journal

    def by_code(self, code: str) -> Dossier:
        """Return a dossier by its code as typed or scanned, in capitals or not.

        Raises:
            NoSuchDossier: no dossier here has it.
            CodeShared: several have it; each is found under the code that lists show for it.
        """
        asked = composed(code).upper()
        row = self._connection.execute(_BY_CODE, {"asked": asked}).one_or_none()
        if row is None:
            return self.by_name(self._by_former_code(asked))
        return self.by_name(EntryName(row.journal, row.seq))

    def _by_former_code(self, asked: str) -> EntryName:
        """Return the dossier that a code belongs to which no list shows any more."""
        codes = SharedCodes(self._connection)
        plain, _, mark = asked.partition(MARK)
        noted = codes.of(plain)
        marked = [name for name in noted if mark and shown_code(plain, name) == asked]
        found = marked if mark else noted
        if not found:
            raise NoSuchDossier(asked)
        if len(found) > 1:
            raise CodeShared(asked, tuple(codes.code_of(plain, name) for name in found))
        return found[0]

    def by_name(self, name: EntryName) -> Dossier:
        """Return a dossier by the name of the entry that opened it.

        Raises:
            NoSuchDossier: there is no such entry.
        """
        history = self._journal.history(name)
        if not history:
            raise NoSuchDossier(str(name))
        return fold(history)

    def page(
        self,
        wanted: DossierFilter,
        order: DossierOrder = DossierOrder.NEWEST,
        offset: int = 0,
        most: int = 200,
    ) -> tuple[DossierRow, ...]:
        """Return ``most`` rows of a list behind the first ``offset``.

        What is found by text alone comes in the order of search: the last that came first.
        """
        conditions, values = self._conditions(wanted)
        if conditions is None:
            return ()
        if _is_text_alone(wanted) and order is DossierOrder.NEWEST:
            values |= {"most": most, "offset": offset}
            found = self._connection.execute(_NEWEST_MATCHES, values).scalars().all()
            newest = select(dossiers).where(dossiers.c.number.in_(found)).order_by(_NEWEST)
            return tuple(row_value(row) for row in self._connection.execute(newest).all())
        # The numbers alone come from an index, so a far page skips no whole rows.
        numbers = (
            select(dossiers.c.number)
            .where(*conditions)
            .order_by(*_ORDERS[order])
            .limit(most)
            .offset(offset)
        )
        statement = select(dossiers).where(dossiers.c.number.in_(numbers)).order_by(*_ORDERS[order])
        rows = self._connection.execute(statement, values).all()
        return tuple(row_value(row) for row in rows)

    def count(self, wanted: DossierFilter) -> int:
        """Return how many rows the list has."""
        conditions, values = self._conditions(wanted)
        if conditions is None:
            return 0
        if _is_text_alone(wanted):
            return int(self._connection.execute(_COUNT_MATCHES, values).scalar_one())
        statement = select(func.count()).select_from(dossiers).where(*conditions)
        return int(self._connection.execute(statement, values).scalar_one())

    def open_of(self, person: Person, procedure_code: str) -> tuple[DossierRow, ...]:
        """Return the open dossiers of a person for a procedure, newest first.

        The same person is the same number, or the same name (without regard to diacritics)
        and birth date.
        """
        same: list[ColumnElement[bool]] = []
        if person.id_number:
            same.append(_HAS_ID_NUMBER & (dossiers.c.id_number == person.id_number))
        if person.name and person.birth_on:
            same.append(
                (dossiers.c.applicant_folded == folded(person.name))
                & (dossiers.c.birth_on == person.birth_on)
            )
        if not same:
            return ()
        statement = (
            select(dossiers)
            .where(or_(*same), dossiers.c.procedure_code == procedure_code, _IS_LIVE)
            .order_by(_NEWEST)
            .limit(20)
        )
        return tuple(row_value(row) for row in self._connection.execute(statement).all())

    def last_serial(self, agency: str, on: date, block: SerialBlock) -> int | None:
        """Return the highest serial of a block that a code of this agency and day has."""
        stem = f"{agency}-{on:%y%m%d}-"
        for width in range(_width(block.last), _width(block.first) - 1, -1):
            low = max(block.first, 10 ** (width - 1) if width > 4 else 0)
            high = min(block.last, 10**width - 1)
            values = {
                "low": f"{stem}{low:0{width}}",
                "high": f"{stem}{high:0{width}}{MARK}~",
                "length": len(stem) + width,
            }
            code = self._connection.execute(_LAST_CODE, values).scalar_one_or_none()
            former = SharedCodes(self._connection).last_between(
                f"{stem}{low:0{width}}", f"{stem}{high:0{width}}"
            )
            found = [int(each[len(stem) :].partition(MARK)[0]) for each in (code, former) if each]
            if found:
                return max(found)
        return None

    def last_person(self, id_number: str) -> Person | None:
        """Return an applicant as written down last under a number, or None if never seen."""
        if not id_number:
            return None
        row = self._connection.execute(_LAST_OF_PERSON, {"id_number": id_number}).one_or_none()
        opening = self._journal.entry(EntryName(row.journal, row.seq)) if row else None
        if opening is None or not isinstance(opening.fact, TakenIn):
            return None
        return opening.fact.applicant

    def used_procedures(self, since: datetime) -> dict[str, int]:
        """Return how many dossiers each procedure has had since a moment."""
        rows = self._connection.execute(_USED_PROCEDURES, {"since": since}).all()
        return {row.code: row.times for row in rows if row.times}

    def _conditions(
        self, wanted: DossierFilter
    ) -> tuple[list[ColumnElement[bool]] | None, dict[str, Any]]:
        """Return the conditions of a filter and their values; None where nothing can match."""
        conditions: list[ColumnElement[bool]] = []
        values: dict[str, Any] = {}
        if wanted.received_on:
            conditions += _on(dossiers.c.received_at, wanted.received_on)
        if wanted.due_on:
            conditions += _on(dossiers.c.due_at, wanted.due_on)
        if wanted.due_from:
            conditions += [_IS_LIVE, _RUNS, dossiers.c.due_at >= wanted.due_from]
        if wanted.due_before:
            conditions += [_IS_LIVE, _RUNS, dossiers.c.due_at < wanted.due_before]
        if wanted.unit:
            conditions.append(of_unit(wanted.unit))
        if wanted.state:
            conditions.append(dossiers.c.state == literal_column(_quoted(wanted.state)))
        if wanted.text.strip():
            words = asked_words(wanted.text)
            if not words:
                return None, {}
            conditions.append(_MATCHES)
            values["m"] = match_anything(words, self._procedures())
        return conditions, values


def row_value(row: Any) -> DossierRow:
    """Return a row of the projection as the value that leaves the store."""
    return DossierRow(
        name=EntryName(row.journal, row.seq),
        code=row.code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        field=row.field,
        applicant_name=row.applicant_name,
        id_number=row.id_number,
        phone=row.phone,
        state=DossierState(row.state),
        received_at=row.received_at,
        due_at=row.due_at,
        channel_in=ChannelIn(row.channel_in),
        channel_out=ChannelOut(row.channel_out),
        taken_in_by=row.taken_in_by,
        counted_from=row.counted_from,
        promised_at=row.promised_at,
        holder=row.holder,
        holder_unit=row.holder_unit,
        own_due_at=row.own_due_at,
        solved_at=row.solved_at,
        returned_at=row.returned_at,
        counts_late=row.counts_late,
        has_apology=row.has_apology,
        is_disputed=row.is_disputed,
    )


def of_unit(unit: str) -> ColumnElement[bool]:
    """Return the condition for dossiers of a unit, or that it has in hand."""
    return or_(dossiers.c.unit_code.in_((unit, "")), dossiers.c.holder_unit == unit)


def _is_text_alone(wanted: DossierFilter) -> bool:
    return wanted == DossierFilter(text=wanted.text) and bool(wanted.text.strip())


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day in Vietnam and the first of the next."""
    start = datetime.combine(on, time(), VIETNAM)
    return start, start + timedelta(days=1)


def _on(column: Any, on: date) -> list[ColumnElement[bool]]:
    start, end = day_bounds(on)
    return [column >= start, column < end]


def _quoted(state: DossierState) -> str:
    """Return a state as literal SQL, so that the index of open dossiers can serve."""
    return f"'{state.value}'"


def _width(serial: int) -> int:
    """Return how many digits a serial has in a code: at least four."""
    return max(4, len(str(serial)))
