"""The store of a counter: transactions, the bell, and opening and closing.

``reading()`` is one snapshot that cannot write. ``writing()`` takes the writer lock, commits at
the end or takes everything back, then rings. Inside either: no network, printing or sleeping.
"""

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from counter_app.domain.facts import CounterFounded, Recorded
from counter_app.store import renewal
from counter_app.store.arrivals import Arrivals
from counter_app.store.board import BoardShelf
from counter_app.store.bulk import BulkDesk
from counter_app.store.connections import Connections
from counter_app.store.dossiers import DossierShelf, day_bounds
from counter_app.store.drafts import Draft, DraftDesk, DraftShelf, StateDesk, StateShelf
from counter_app.store.errors import SQL_ERRORS, StoreFromOlderVersion, StoreMissing, store_trouble
from counter_app.store.figures import FigureShelf
from counter_app.store.files import make_store, version_of
from counter_app.store.forks import Fork
from counter_app.store.journal import JournalDesk, JournalShelf
from counter_app.store.journals import Journals
from counter_app.store.lock import StoreLock
from counter_app.store.people import StaffShelf, founding
from counter_app.store.procedures import ProcedureWords
from counter_app.store.projection import Progress, Projection
from counter_app.store.register import RegisterShelf
from counter_app.store.rules import RuleShelf
from counter_app.store.search import SearchShelf
from counter_app.store.snapshot_parts import SnapshotDesk, SnapshotShelf
from counter_app.store.sync_state import SyncDesk, SyncShelf
from counter_app.store.tables import PROJECTIONS_VERSION, SCHEMA_VERSION
from counter_app.store.verify import (
    Problem,
    chain_problems,
    file_problems,
    projection_problems,
)
from sync.protocol.wire_entry import WireEntry

__all__ = ["Draft", "Problem", "Progress", "Reading", "Store", "Work"]

log = logging.getLogger(__name__)


class Reading:
    """The shelves of the store as they are in one snapshot."""

    def __init__(
        self, connection: Connection, numbers: Journals, procedures: ProcedureWords
    ) -> None:
        """Wrap the connection of one transaction; nobody outside the store uses it."""
        self.connection = connection
        self.numbers = numbers
        self._procedures = procedures
        self._age = procedures.age

    @cached_property
    def journal(self) -> JournalShelf:
        """The journal: what happened."""
        return JournalShelf(self.connection, self.numbers)

    @cached_property
    def dossiers(self) -> DossierShelf:
        """Dossiers, one by one and in lists."""
        return DossierShelf(self.connection, self.journal, self._procedure_words)

    @cached_property
    def board(self) -> BoardShelf:
        """What has not ended, for the deadline board, and what is disputed."""
        return BoardShelf(self.connection)

    @cached_property
    def register(self) -> RegisterShelf:
        """The lines of the register (form 07) and of the lists made of them."""
        return RegisterShelf(self.connection)

    @cached_property
    def figures(self) -> FigureShelf:
        """The figures of the reports, and what is behind them."""
        return FigureShelf(self.connection, self.journal)

    @cached_property
    def search(self) -> SearchShelf:
        """Instant search over all dossiers."""
        return SearchShelf(self.connection, self._procedure_words)

    @cached_property
    def staff(self) -> StaffShelf:
        """Who may log in here."""
        return StaffShelf(self.journal, self.sync.state())

    @cached_property
    def rules(self) -> RuleShelf:
        """What was decided about the catalogue, the calendar and the forms."""
        founded, state = self.counter, self.sync.state()
        unit = founded.unit_code if founded else ""
        return RuleShelf(self.connection, self.journal, state, unit)

    @cached_property
    def drafts(self) -> DraftShelf:
        """Half-filled forms."""
        return DraftShelf(self.connection)

    @cached_property
    def state(self) -> StateShelf:
        """What the program remembers."""
        return StateShelf(self.connection)

    @property
    def counter(self) -> CounterFounded | None:
        """What this counter was set up as; None before it was.

        The serials of an enrolled counter are those that the province lets it issue now.
        """
        state = self.sync.state()
        founded = founding(self.journal, state)
        if founded is None or state is None or not state.is_enrolled:
            return founded
        return replace(founded, blocks=state.blocks)

    @cached_property
    def sync(self) -> SyncShelf:
        """What is known of the exchanges with the province."""
        return SyncShelf(self.connection)

    @cached_property
    def snapshot(self) -> SnapshotShelf:
        """The parts of a first load that have come so far."""
        return SnapshotShelf(self.connection)

    def supplements_asked_on(self, on: date) -> int:
        """Return how many supplement requests (form 02) were handed out on a day in Vietnam."""
        return self.journal.count_between("SupplementAsked", *day_bounds(on))

    def _procedure_words(self) -> Mapping[str, Sequence[str]]:
        return self._procedures.of(self.connection, self._age)


class Work(Reading):
    """The shelves inside a transaction that writes."""

    def __init__(
        self, connection: Connection, numbers: Journals, procedures: ProcedureWords
    ) -> None:
        super().__init__(connection, numbers, procedures)
        self.projection = Projection(connection)
        self.has_new_journal = False

    @cached_property
    def journal(self) -> JournalDesk:
        """The journal: what happened, and what happens now."""
        return JournalDesk(self.connection, self.numbers, self._project)

    @cached_property
    def bulk(self) -> BulkDesk:
        """Many whole lives of dossiers at once."""
        return BulkDesk(self.connection, self.numbers, self.journal, self.projection)

    @cached_property
    def drafts(self) -> DraftDesk:
        """Half-filled forms."""
        return DraftDesk(self.connection)

    @cached_property
    def state(self) -> StateDesk:
        """What the program remembers."""
        return StateDesk(self.connection)

    @cached_property
    def sync(self) -> SyncDesk:
        """What is known of the exchanges with the province."""
        return SyncDesk(self.connection)

    @cached_property
    def snapshot(self) -> SnapshotDesk:
        """The parts of a first load that have come so far."""
        return SnapshotDesk(self.connection)

    def receive(self, page: Sequence[WireEntry]) -> int:
        """Take in entries from elsewhere; return how many were new. See ``arrivals``."""
        return Arrivals(self.connection, self.numbers, self.projection, self.sync).take(page)

    def begin_journal(self, common_seq: int, journal: str) -> int:
        """Go on in a new journal after a fork; return how much was recorded again there."""
        self.has_new_journal = True
        fork = Fork(self.connection, self.numbers, self.projection, self.sync)
        return fork.begin(common_seq, journal)

    def _project(self, position: int, recorded: Recorded) -> None:
        self.projection.apply(self.journal, position, recorded)


class Store:
    """The encrypted store of one counter, open in this program and in no other."""

    def __init__(self, path: Path, key: bytes, lock: StoreLock) -> None:
        """Join the parts; use ``create`` or ``open``."""
        self.path = path
        self._lock = lock
        self._connections = Connections(path, key)
        self._numbers = Journals()
        self._procedures = ProcedureWords()
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def create(cls, path: Path, key: bytes, journal: str | None = None) -> "Store":
        """Make a new, empty store with a journal of its own, and open it.

        Raises:
            StoreAlreadyThere: there is a file at this place; it is left as it is.
            StoreLocked, DiskFull, StoreUnreachable: it cannot be made.
        """
        lock = StoreLock(path)
        try:
            make_store(path, key, journal or secrets.token_hex(8))
            lock.note_key(key)
            return cls(path, key, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        migrations: Path | None = None,
        projections: int = PROJECTIONS_VERSION,
        progress: Progress | None = None,
    ) -> "Store":
        """Open a store; upgrade it with ``migrations``, and rebuild outdated projections.

        Raises:
            StoreMissing, StoreLocked, WrongKey, StoreDamaged, StoreFromNewerVersion,
            StoreFromOlderVersion, UpgradeFailed, DiskFull, StoreUnreachable: the file is
            left as it was.
        """
        if not path.exists():
            raise StoreMissing(path)
        lock = StoreLock(path)
        try:
            found = version_of(path, key, is_known_key=lock.is_known_key(key))
            if found < SCHEMA_VERSION:
                _upgrade(path, key, found, migrations)
            store = cls(path, key, lock)
            try:
                store._bring_up_to_date(projections, progress)
            except BaseException:
                store.close()
                raise
            lock.note_key(key)
            return store
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the file and give it back; the log of changes is folded into it."""
        self._connections.dispose()
        self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give the shelves as they are in one snapshot."""
        with self._troubles(), self._connections.reading() as reader, reader.begin() as connection:
            yield Reading(connection, self._numbers, self._procedures)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Give the shelves to write; all of it is kept, or nothing.

        Raises:
            DiskFull, StoreDamaged, StoreUnreachable: nothing was kept.
        """
        with self._transaction() as connection:
            work = Work(connection, self._numbers, self._procedures)
            yield work
        if work.has_new_journal:
            # A reader with an older snapshot may still fill the former one.
            self._numbers = Journals()
        self._procedures.note(work.projection.shown_procedures)
        if work.projection.has_moved:
            self._ring()

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every commit that changed what happened, on the thread that committed.

        A draft or a remembered width is nobody else's news: the bell is silent for them.
        Returns what ends the listening. A listener must be quick and may not write.
        """
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

    def check(self) -> tuple[Problem, ...]:
        """Return everything in the store that is not as it was written; () means all is well."""
        problems = self._file_problems()
        if problems:
            return tuple(problems)
        with self._troubles(), self._connections.reading() as reader, reader.begin() as connection:
            journal = JournalShelf(connection, self._numbers)
            problems += chain_problems(connection, self._numbers)
            if not problems:
                problems += projection_problems(connection, journal)
        return tuple(problems)

    def rekey(self, key: bytes) -> None:
        """Encrypt the store with another key; a stop on the way leaves it whole under one of both.

        Raises:
            DiskFull, StoreDamaged, StoreUnreachable: it has the key it had.
        """
        with self._troubles(), self._connections.alone():
            self._lock.forget_key()
            self._connections.rekey(key)
            self._lock.note_key(key)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the projections anew from the journal, in one transaction."""
        with self.writing() as work:
            work.projection.rebuild(work.journal, progress)

    def _file_problems(self) -> list[Problem]:
        with self._troubles(), self._connections.alone():
            connection = self._connections.writer.raw_connection()
            try:
                # Pages still in the log would be reported as damaged (page 1, falsely).
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return list(file_problems(connection.cursor()))
            finally:
                connection.close()

    def _bring_up_to_date(self, projections: int, progress: Progress | None) -> None:
        with self.reading() as reading:
            outdated = renewal.is_outdated(reading.connection, reading.state, projections)
            if not outdated and renewal.is_noted(reading.state):
                return
        with self.writing() as work:
            if outdated:
                work.projection.rebuild(work.journal, progress)
            renewal.note(work.state, projections)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._connections.alone():
            try:
                with self._troubles(), self._connections.writer.begin() as connection:
                    yield connection
            except BaseException:
                self._numbers.forget()
                raise

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except SQL_ERRORS as error:
            trouble = store_trouble(self.path, error)
            if trouble is None:
                raise
            raise trouble from error

    def _ring(self) -> None:
        for listener in tuple(self._listeners):
            try:
                listener()
            except Exception:
                log.exception("a listener of the store failed")


def _upgrade(path: Path, key: bytes, found: int, migrations: Path | None) -> None:
    if migrations is None:
        raise StoreFromOlderVersion(path, found, SCHEMA_VERSION)
    from counter_app.store.upgrade import upgrade

    upgrade(path, key, migrations)
