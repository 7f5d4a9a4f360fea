"""Is everything in the store as it was written? The file, the chain of entries, the projections."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DatabaseError

from counter_app.domain.facts import EntryName
from counter_app.store.chain_check import Envelopes, Expected, Walk
from counter_app.store.journal import BATCH, JournalShelf
from counter_app.store.journals import Journals
from counter_app.store.projection import expected_rows
from counter_app.store.sqlcipher import dbapi2
from counter_app.store.tables import dossiers
from counter_app.store.words import words_of

MOST_PROBLEMS = 20
"""Problems named of each sort; a ruined store would have a million."""

_INDEX_VIEW = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_words "
    "USING fts5vocab('main', 'dossier_words', 'instance')"
)
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Problem:
    """Something in the store that is not as it was written.

    ``kind`` is ``file`` (encrypted pages or SQLite's structure), ``chain`` (an entry changed
    or missing), ``dossier`` (a list line that differs from the journal) or ``search`` (the
    search index differs). ``entry`` names the entry concerned, ``detail`` says what is wrong.
    """

    kind: str
    detail: str
    entry: EntryName | None = None


def file_problems(cursor: DBAPICursor) -> Iterator[Problem]:
    """Yield what is wrong with the file: seals of pages, structure, references."""
    try:
        for statement in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {statement}")
            for row in cursor.fetchmany(MOST_PROBLEMS):
                if row[0] != "ok":
                    yield Problem("file", f"{statement}: {' '.join(map(str, row))}")
    except dbapi2.Error as error:
        yield Problem("file", str(error))


def chain_problems(connection: Connection, numbers: Journals) -> Iterator[Problem]:
    """Yield the entries that are changed or missing, by the chains of digests alone.

    Of other journals only parts may be here; ``services.verification`` knows of which, and what
    their counters signed.
    """
    journals = numbers.all(connection)
    envelopes = Envelopes({number: journal for number, journal, _ in journals})
    for number, journal, is_own in journals:
        walk = Walk(journal, number, envelopes, Expected(is_whole=is_own))
        while walk.step(connection, BATCH):
            pass
        for finding in walk.findings(connection):
            yield Problem("chain", finding.kind.value, EntryName(journal, finding.seq))


def projection_problems(connection: Connection, journal: JournalShelf) -> Iterator[Problem]:
    """Yield how the projections differ from the fold of the journal."""
    expected, words = _Numbered(), _Words()
    for row in expected_rows(connection, journal):
        expected.add(row)
        words.add(row)
    shown = _Numbered()
    for found in connection.execute(select(dossiers).execution_options(yield_per=BATCH)).mappings():
        shown.add(dict(found))
    yield from _differences(expected, shown)
    if words.sum != _indexed(connection):
        yield Problem("search", "the search index does not hold the words of the dossiers")


class _Numbered:
    """A short mark of every row by its number, so that a million rows fit in memory."""

    def __init__(self) -> None:
        self.marks: dict[int, int] = {}
        self.codes: dict[int, str] = {}

    def add(self, row: dict[str, Any]) -> None:
        """Remember a row."""
        self.marks[row["number"]] = hash(tuple(row[column.name] for column in dossiers.c))
        self.codes[row["number"]] = row["code"]


class _Words:
    """The sum of marks of all (word, dossier, column): the same in whatever order they come."""

    def __init__(self) -> None:
        self.sum = 0

    def add(self, row: dict[str, Any]) -> None:
        """Add the words of a row."""
        words = words_of(row)
        columns = (("name", words.name), ("numbers", words.numbers), ("procedure", words.procedure))
        for column, text in columns:
            for word in set(text.split()):
                self.add_word(word, row["number"], column)

    def add_word(self, word: str, number: int, column: str) -> None:
        """Add one word."""
        self.sum = (self.sum + hash((word, number, column))) & _MASK


def _differences(expected: _Numbered, shown: _Numbered) -> Iterator[Problem]:
    numbers = sorted(expected.marks.keys() | shown.marks.keys())
    wrong = [n for n in numbers if expected.marks.get(n) != shown.marks.get(n)]
    for number in wrong[:MOST_PROBLEMS]:
        if number not in shown.marks:
            yield Problem("dossier", f"missing from the lists: {expected.codes[number]}")
        elif number not in expected.marks:
            yield Problem("dossier", f"in the lists without an entry: {shown.codes[number]}")
        else:
            yield Problem("dossier", f"differs from the journal: {expected.codes[number]}")


def _indexed(connection: Connection) -> int | None:
    """Return the sum of marks of all words that the search index holds; None without an index."""
    words = _Words()
    try:
        # The view of the index is a temporary table: it writes nothing to the store.
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql(_INDEX_VIEW)
        for term, number, column in connection.exec_driver_sql(
            "SELECT term, doc, col FROM temp.indexed_words"
        ):
            words.add_word(term, number, column)
    except DatabaseError:
        return None
    finally:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    return words.sum
