"""The projections: what the journal adds up to, kept in tables for lists and search.

They are brought up to date in the transaction that appends an entry, touch nothing but the
entry's own subject, and can be rebuilt from the journal at any time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from counter_app.domain.dossier import Dossier, NotADossier, fold
from counter_app.domain.facts import EntryName, Recorded, TakenIn
from counter_app.domain.figure_marks import marks_of
from counter_app.domain.life import THE_DESK, Holder
from counter_app.domain.plain_text import fold as folded
from counter_app.store.errors import CodeTaken
from counter_app.store.figures import spells_text
from counter_app.store.journal import BATCH, JournalShelf
from counter_app.store.shared_codes import SharedCodes, codes_ever, shown_code
from counter_app.store.tables import CREATE_WORDS, dossiers
from counter_app.store.words import WORDED, IndexedWords, words_of

Progress = Callable[[int, int], None]
"""Hears (done, all) now and then while something takes long."""

Row = dict[str, Any]

_CHUNK = 500
_COLUMNS = tuple(column.name for column in dossiers.c)
_INSERT = insert(dossiers)
_ONE = select(dossiers).where(dossiers.c.number == bindparam("dossier"))
_UPDATE = update(dossiers).where(dossiers.c.number == bindparam("dossier"))
_INSERT_WORDS = text(
    "INSERT INTO dossier_words (rowid, name, numbers, procedure) "
    "VALUES (:number, :name, :numbers, :procedure)"
)
_DELETE_WORDS = text("DELETE FROM dossier_words WHERE rowid = :number")


class Projection:
    """Keeps the projections in step with the journal inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._codes = SharedCodes(connection)
        self.shown_procedures: set[tuple[str, str]] = set()
        self.has_moved = False

    def apply(self, journal: JournalShelf, position: int, recorded: Recorded) -> None:
        """Bring the projections up to date with an entry that has just been appended.

        Raises:
            CodeTaken: the entry opens a dossier under a code that another one has.
        """
        self.has_moved = True
        opens = recorded.name == recorded.subject
        if opens and recorded.name.journal == journal.own:
            # Nothing can be known yet about what our own journal opens just now.
            row = row_of(position, (recorded,))
            if row and self._codes.of(row["code"]):
                raise CodeTaken(row["code"])
            self._show_first(row)
        elif not opens or isinstance(recorded.fact, TakenIn):
            self.show(journal, recorded.subject)

    def show(self, journal: JournalShelf, subject: EntryName) -> None:
        """Show what a subject adds up to now; a code that another dossier has goes to both."""
        self.has_moved = True
        opening = journal.position(subject)
        if opening is not None:
            history = journal.history(subject)
            self._show(opening, row_of(opening, history))
            self._keep_codes(history)

    def show_all(self, histories: Mapping[int, tuple[Recorded, ...]]) -> None:
        """Show what many subjects add up to now, each by the position of its opening entry."""
        self.has_moved = True
        shown = self._shown(list(histories))
        changed: list[tuple[Row, Row]] = []
        others: list[tuple[int, Row | None]] = []
        for number, history in histories.items():
            row, before = row_of(number, history), shown.get(number)
            if row is None or before is None or before["code"] != row["code"]:
                others.append((number, row))
            elif before != row:
                changed.append((before, row))
        self._replace_all(changed)
        for number, row in others:
            self._show(number, row)
        for history in histories.values():
            self._keep_codes(history)

    def rename(self, journal: JournalShelf, was: EntryName, now: EntryName) -> None:
        """Follow a dossier whose opening entry was recorded again under another name."""
        self._codes.rename(was, now)
        self.show(journal, now)

    def rebuild(self, journal: JournalShelf, progress: Progress | None = None) -> None:
        """Throw the projections away and make them anew from the journal."""
        self.has_moved = True
        self._connection.execute(delete(dossiers))
        self._codes.forget()
        self._connection.exec_driver_sql("DROP TABLE IF EXISTS dossier_words")
        self._connection.exec_driver_sql(CREATE_WORDS)
        count, done = journal.count(), 0
        rows: list[Row] = []
        recoded: list[tuple[Recorded, ...]] = []
        for position, history in journal.by_subject():
            done += len(history)
            row = row_of(position, history)
            if row:
                rows.append(row)
            if codes_ever(history):
                recoded.append(history)
            if len(rows) >= BATCH:
                self.add(rows)
                rows = []
                if progress:
                    progress(done, count)
        self.add(rows)
        for history in recoded:
            self._keep_codes(history)
        if progress:
            progress(count, count)

    def add(self, rows: list[Row]) -> None:
        """Show dossiers that were not shown before, many at a time."""
        self.has_moved = True
        clashing = self._clashing(rows)
        doubled = [row for row in rows if row["code"] in clashing]
        rows = [row for row in rows if row["code"] not in clashing]
        if rows:
            self.shown_procedures |= {(r["procedure_code"], r["procedure_name"]) for r in rows}
            self._connection.execute(_INSERT, rows)
            self._connection.execute(_INSERT_WORDS, [_words_row(row) for row in rows])
        for row in doubled:
            self._show_first(self._with_own_code(row))

    def _clashing(self, rows: list[Row]) -> set[str]:
        """Return the codes among new rows that some other dossier has too."""
        counts = Counter(row["code"] for row in rows)
        codes = list(counts)
        doubled = {code for code, count in counts.items() if count > 1}
        known = self._codes.known_among(codes).keys()
        return doubled | known | self._codes.shared_among(codes)

    def _with_own_code(self, row: Row) -> Row:
        """Return a row whose code no other dossier is shown under; see ``shared_codes``."""
        code, name = row["code"], EntryName(row["journal"], row["seq"])
        return row | {"code": shown_code(code, name)} if self._is_shared(code, name) else row

    def _is_shared(self, code: str, name: EntryName) -> bool:
        """Tell whether others have a code too; if so, note it, and mark who is shown under it."""
        other = self._codes.other(code, name)
        others = {*self._codes.of(code), *([other[1]] if other else [])} - {name}
        if not others:
            return False
        self._codes.note(code, {name, *others})
        if other:
            number, other_name = other
            found = self._connection.execute(_ONE, {"dossier": number}).mappings().one()
            shown = {str(column): value for column, value in found.items()}
            self._replace(number, shown, shown | {"code": shown_code(code, other_name)})
        return True

    def _keep_codes(self, history: tuple[Recorded, ...]) -> None:
        """Keep finding a dossier under every code that was ever given to it."""
        for code in codes_ever(history):
            name = history[0].subject
            if not self._is_shared(code, name):
                self._codes.note(code, {name})

    def _show_first(self, row: Row | None) -> None:
        if row:
            self.shown_procedures.add((row["procedure_code"], row["procedure_name"]))
            self._write(_INSERT, row, row["code"])
            self._connection.execute(_INSERT_WORDS, _words_row(row))

    def _show(self, number: int, row: Row | None) -> None:
        found = self._connection.execute(_ONE, {"dossier": number}).mappings().one_or_none()
        shown = None if found is None else {str(name): value for name, value in found.items()}
        if row and (shown is None or shown["code"] != row["code"]):
            row = self._with_own_code(row)
        if shown is None:
            self._show_first(row)
        elif row and shown != row:
            self.shown_procedures.add((row["procedure_code"], row["procedure_name"]))
            self._replace(number, shown, row)

    def _replace(self, number: int, shown: Row, row: Row) -> None:
        changed = {name: value for name, value in row.items() if shown[name] != value}
        self._write(_UPDATE, {"dossier": number, **changed}, row["code"])
        if words_of(shown) != words_of(row):
            self._connection.execute(_DELETE_WORDS, {"number": number})
            self._connection.execute(_INSERT_WORDS, _words_row(row))

    def _shown(self, numbers: Sequence[int]) -> dict[int, Row]:
        """Return the rows that are shown now under these numbers."""
        found: dict[int, Row] = {}
        for start in range(0, len(numbers), _CHUNK):
            statement = select(dossiers).where(
                dossiers.c.number.in_(numbers[start : start + _CHUNK])
            )
            for row in self._connection.execute(statement):
                found[row.number] = dict(zip(_COLUMNS, row, strict=True))
        return found

    def _replace_all(self, changed: Sequence[tuple[Row, Row]]) -> None:
        """Replace rows that keep their codes."""
        if not changed:
            return
        self.shown_procedures |= {
            (row["procedure_code"], row["procedure_name"]) for _, row in changed
        }
        for rows in _by_column(changed):
            self._connection.execute(_UPDATE, rows)
        reworded = [row for shown, row in changed if any(shown[c] != row[c] for c in WORDED)]
        if reworded:
            numbers = [{"number": row["number"]} for row in reworded]
            self._connection.execute(_DELETE_WORDS, numbers)
            self._connection.execute(_INSERT_WORDS, [_words_row(row) for row in reworded])

    def _write(self, statement: Executable, values: Row, code: str) -> None:
        try:
            self._connection.execute(statement, values)
        except IntegrityError as error:
            raise CodeTaken(code) from error


def _by_column(changed: Sequence[tuple[Row, Row]]) -> Iterable[list[Row]]:
    """Return what is to be written of rows, together where the same columns have changed.

    A column that is named would have all its indexes written, whether it changed or not.
    """
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for shown, row in changed:
        columns = tuple(name for name, value in row.items() if shown[name] != value)
        values = {name: row[name] for name in columns}
        groups[columns].append({"dossier": row["number"], **values})
    return groups.values()


def row_of(number: int, history: tuple[Recorded, ...]) -> Row | None:
    """Return the row of the dossier that a history adds up to; None if it is no dossier."""
    try:
        dossier = fold(history)
    except NotADossier:
        return None
    return _row(number, dossier)


def expected_rows(connection: Connection, journal: JournalShelf) -> Iterator[Row]:
    """Yield the row of every dossier of the journal."""
    holders = SharedCodes(connection).all()
    for position, history in journal.by_subject():
        row = row_of(position, history)
        if row:
            name = EntryName(row["journal"], row["seq"])
            code = row["code"]
            is_shared = bool(holders.get(code, set()) - {name})
            yield row | {"code": shown_code(code, name)} if is_shared else row


def _row(number: int, dossier: Dossier) -> Row:
    intake = dossier.intake
    person = intake.applicant
    holder = dossier.holder
    return {
        "number": number,
        "journal": dossier.name.journal,
        "seq": dossier.name.seq,
        "code": intake.code,
        "procedure_code": intake.procedure_code,
        "procedure_name": intake.procedure_name,
        "field": intake.field,
        "applicant_name": person.name,
        "applicant_folded": folded(person.name),
        "id_number": person.id_number,
        "birth_on": person.birth_on,
        "phone": person.phone,
        "state": dossier.state.value,
        "received_at": intake.received_at,
        "due_at": dossier.due_at,
        "channel_in": intake.channel_in.value,
        "channel_out": intake.channel_out.value,
        "taken_in_by": dossier.taken_in_by,
        "counted_from": intake.counted_from,
        "promised_at": dossier.promised_at,
        "holder": _called(holder),
        "holder_unit": holder.unit,
        "own_due_at": holder.due_at,
        "solved_at": dossier.solved_at,
        "returned_at": dossier.returned_at,
        "counts_late": dossier.counts_late,
        "has_apology": bool(dossier.apologies),
        "is_disputed": dossier.is_disputed,
        **_for_the_register(dossier),
        **_for_the_figures(dossier),
    }


def _for_the_register(dossier: Dossier) -> Row:
    """Return what only the register and the reports ask for."""
    intake, returned, end = dossier.intake, dossier.returned, dossier.end
    handler = dossier.hand_overs[-1].to if dossier.hand_overs else THE_DESK
    return {
        "unit_code": intake.unit_code,
        "address": intake.applicant.address.text,
        "competent_office": intake.competent_office,
        "handler": _called(handler),
        "ended_at": end.done_at if end else None,
        "channel_returned": returned.channel.value if returned else "",
        "receiver": returned.receiver if returned else "",
        "tracking": returned.tracking if returned else "",
        "rating": dossier.ratings[-1].level.value if dossier.ratings else "",
        "is_extra_session": intake.is_extra_session,
        "source": intake.source,
    }


def _for_the_figures(dossier: Dossier) -> Row:
    """Return what the figures of any past period go by."""
    marks = marks_of(dossier)
    return {
        "is_elsewhere": bool(dossier.intake.competent_office),
        "finished_at": marks.finished_at,
        "outcome": marks.outcome,
        "spells": spells_text(marks.spells),
        "apologised_at": marks.apologised_at,
        "paid_at": marks.paid_at,
        "paid_by": marks.paid_by,
        "rated_at": marks.rated_at,
        "first_rating": marks.rating,
    }


def _called(holder: Holder) -> str:
    """Return what lists call a holder: the person, or else the unit; empty for the counter."""
    return holder.name or holder.clerk or holder.unit_name or holder.unit


def _words_row(row: Row) -> Row:
    words: IndexedWords = words_of(row)
    return {
        "number": row["number"],
        "name": words.name,
        "numbers": words.numbers,
        "procedure": words.procedure,
    }
