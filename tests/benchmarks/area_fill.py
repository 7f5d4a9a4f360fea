"""Fills a supervisor's store with the journals of a whole area, within minutes.

Two communes live three years by chance (``demo_area.lives``): one as most do, one that is often
late. Their journals come in like any page from the province. The other communes repeat the years
of one of them, entry by entry, under their own unit, codes and clerks: every entry is sealed
anew behind the one before it in that commune's own journal, and its end is signed with a key of
its own, so a check has as much to do as with any other journal. Repeated are the people, the
moments and what became of the dossiers; the rows of the lists and of the search are those that
a rebuild would make.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from counter_app.demo_area.lives import Character, Event, Work, a_year
from counter_app.domain.facts import CounterFounded, Fact, StaffJoined
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.procedure import Procedure
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.services.counter import Counter
from counter_app.store.engine import connect
from counter_app.store.fact_codec import encode_fact, kind_of
from counter_app.store.store import Store
from counter_app.store.sync_state import SyncState
from counter_app.store.tables import dossiers
from counter_app.store.vouched import KnownHead, VouchedDesk
from counter_app.store.words import words_of
from sync.protocol.entry import GENESIS, Entry, Name, microseconds, seal
from sync.protocol.heads import SignedHead
from sync.protocol.signing import Keys, id_of, sign_head
from sync.protocol.wire_entry import envelope_from, to_wire
from tests.support.counters import A_KEY, a_counter, joined_counter

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)
YEARS = 3
YEAR = timedelta(days=365)
SUPERVISOR = StaffMember("giam", "Hà Văn Giám Thử", Role.SUPERVISOR)
CHARACTERS = (Character(), Character(late=0.2, apologises=0.5, corrects=0.1))
EVERY = 6
"""Every so many communes one is of the second character."""

A_PUSH = 4
"""Entries that came to the province together, most of the time."""

_PROCEDURES = 16
_SERIALS = SerialBlock(2001, 2999)
AREA = Unit("19-KV1", "UBND tỉnh, tổ kiểm tra", "Thái Nguyên", "H55.98.01", place="Bắc Kạn")
DESK = Desk(AREA, 1, (_SERIALS,))

_INSERT_ENTRY = (
    "INSERT INTO entries (position, journal, seq, subject_journal, subject_seq, after, kind, at,"
    ' "by", units, payload, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
_INSERT_ARRIVAL = (
    "INSERT INTO arrivals (journal, last_seq, received_at, clock_offset) VALUES (?, ?, ?, 0)"
)
_INSERT_WORDS = "INSERT INTO dossier_words (rowid, name, numbers, procedure) VALUES (?, ?, ?, ?)"

_Row = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """What a store was filled with."""

    units: tuple[str, ...]
    dossier_count: int
    entry_count: int


@dataclass
class _Journal:
    """The journal of a commune's counter, sealed in memory; a copy keeps its last entry only."""

    unit: Unit
    name: str
    keys: Keys = field(default_factory=Keys.new)
    entries: list[Entry] = field(default_factory=list)

    def found(self, staff: Sequence[StaffMember], at: datetime) -> None:
        """Begin as every counter does: the founding and the staff."""
        unit, blocks = self.unit, ((_SERIALS.first, _SERIALS.last),)
        agency = unit.agency_identifier
        founded = CounterFounded(unit.code, unit.name, agency, 1, blocks, unit.province)
        self._seal(founded, staff[0].clerk, at, None, ())
        for member in staff:
            joined = StaffJoined(member.clerk, member.name, member.role)
            self._seal(joined, staff[0].clerk, at, None, ())

    def record(self, events: Iterable[Event]) -> None:
        """Seal events one behind the other."""
        subjects: dict[int, tuple[Name, Name]] = {}
        for event in events:
            opening, last = subjects.get(event.dossier, (None, None))
            after = (last,) if last else ()
            entry = self._seal(event.fact, event.by, event.at, opening, after)
            subjects[event.dossier] = (opening or entry.name, entry.name)

    def _seal(
        self, fact: Fact, by: str, at: datetime, subject: Name | None, after: tuple[Name, ...]
    ) -> Entry:
        entry = seal(
            self.entries[-1].digest if self.entries else GENESIS,
            journal=self.name,
            seq=len(self.entries) + 1,
            subject=subject,
            after=after,
            kind=kind_of(fact),
            at=at,
            by=by,
            units=(self.unit.code,),
            payload=encode_fact(fact),
        )
        self.entries.append(entry)
        return entry


@dataclass(frozen=True)
class _Template:
    """A commune whose years others repeat: its place, its entries, and its dossiers' rows."""

    place: int
    counter: _Journal
    rows: Sequence[_Row]


def opened(folder: Path) -> Counter:
    """Return the supervisor's counter on a store that was filled."""
    return joined_counter(Store.open(folder / "counter.db", A_KEY), DESK)


def fill_area(folder: Path, communes: int, a_year_each: int) -> Filled:
    """Make the store of an area in a folder."""
    founded_at = NOW - YEARS * YEAR - timedelta(days=1)
    counter = a_counter(folder, DESK, founded_at)
    every = _communes(counter, communes)
    counters = [_counter_of(commune, place) for place, commune in enumerate(every)]
    units = tuple(each.unit.code for each in counters)
    with counter.store.writing() as work:
        joined = StaffJoined(SUPERVISOR.clerk, SUPERVISOR.name, SUPERVISOR.role)
        work.journal.record(joined, by="lien", at=founded_at, units=(AREA.code,))
        work.sync.put(SyncState(url="", sign=b"", box=b"", scope=(AREA.code, *units)))
    templates = [
        _template(counter, counters[place], place, every[place], a_year_each)
        for place in range(min(len(CHARACTERS), communes))
    ]
    counter.store.close()
    with closing(connect(folder / "counter.db", A_KEY)) as raw, _InBulk(raw):
        copies = _Copies(raw)
        for place, copy in enumerate(counters):
            if place >= len(templates):
                is_other = place % EVERY == 1 and len(templates) > 1
                copies.repeat(templates[1 if is_other else 0], place, copy)
        entry_count = raw.execute("SELECT count(*) FROM entries").fetchone()[0]
        dossier_count = raw.execute("SELECT count(*) FROM dossiers").fetchone()[0]
    with closing(opened(folder).store) as store:
        _sign(store, counters)
    return Filled(units, dossier_count, entry_count)


def _communes(counter: Counter, count: int) -> list[Commune]:
    """Return communes of the province, and of its neighbours if it has too few."""
    own = AREA.province
    every = sorted(counter.places.communes, key=lambda one: (one.province != own, one.code))
    return every[:count]


def _counter_of(commune: Commune, place: int) -> _Journal:
    unit = Unit(commune.code, commune.name, AREA.province, f"H55.{10 + place:03}.10")
    return _Journal(unit, sha256(f"bench area/{unit.code}".encode()).hexdigest()[:16])


def _staff(place: int) -> tuple[StaffMember, ...]:
    return (
        StaffMember(f"cb{place:03}a", "Nông Thị Mẫu", Role.HEAD),
        StaffMember(f"cb{place:03}b", "Hoàng Văn Thử", Role.CLERK),
    )


def _template(
    counter: Counter, made: _Journal, place: int, commune: Commune, a_year_each: int
) -> _Template:
    """Let a commune live its years, and take its journal in as a page from the province."""
    staff = _staff(place)
    made.found(staff, NOW - YEARS * YEAR - timedelta(days=1))
    first = (NOW - YEARS * YEAR).date()
    work = Work(
        made.unit.code,
        made.unit.agency_identifier,
        1,
        _SERIALS.first,
        [member.clerk for member in staff],
        _procedures(counter),
        counter.due_clock,
        commune,
    )
    made.record(_years(work, CHARACTERS[place], a_year_each, first))
    with counter.store.writing() as writing:
        writing.receive([to_wire(entry) for entry in made.entries])
    with counter.store.reading() as reading:
        names = [column.name for column in dossiers.c]
        statement = f"SELECT {', '.join(names)} FROM dossiers WHERE unit_code = ?"
        found = reading.connection.exec_driver_sql(statement, (made.unit.code,)).fetchall()
    return _Template(place, made, [dict(zip(names, row, strict=True)) for row in found])


def _years(work: Work, character: Character, count: int, first: date) -> list[Event]:
    """Return all that happened until now, the years one after the other."""
    events = []
    for year in range(YEARS):
        days = (first + year * YEAR, first + (year + 1) * YEAR - timedelta(days=1))
        for event in a_year(work, character, count, days, seed=f"{work.unit_code}/{year}"):
            events.append(replace(event, dossier=event.dossier + year * count))
    events.sort(key=lambda event: (event.at, event.dossier))
    return [event for event in events if event.at <= as_utc(NOW)]


def _procedures(counter: Counter) -> tuple[Procedure, ...]:
    catalogue = counter.catalogue
    every = [p for p in catalogue.procedures if p.limit is not None and p.is_in_force(NOW.date())]
    usual = [p for p in every if p.code in catalogue.common]
    others = [p for p in every if p.code not in catalogue.common]
    return tuple((*usual, *others)[:_PROCEDURES])


class _InBulk:
    """Lets a connection write without a log and without indexes, and makes them afterwards."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._indexes: list[tuple[str, str]] = []

    def __enter__(self) -> None:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
            self._raw.execute(f"PRAGMA {pragma}")
        self._raw.execute("PRAGMA journal_mode = OFF").fetchall()
        self._indexes = self._raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL "
            "AND tbl_name IN ('dossiers', 'entries')"
        ).fetchall()
        for name, _ in self._indexes:
            self._raw.execute(f"DROP INDEX {name}")
        self._raw.execute("BEGIN")

    def __exit__(self, *_: object) -> None:
        self._raw.execute("COMMIT")
        for _name, index in self._indexes:
            self._raw.execute(index)
        self._raw.execute("PRAGMA journal_mode = WAL").fetchall()


class _Copies:
    """Writes the journals and rows of communes that repeat the years of another."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._position = self._greatest("position", "entries")
        self._number = self._greatest("number", "journals")

    def repeat(self, template: _Template, place: int, copy: _Journal) -> None:
        """Write one commune's journal, its dossiers, and the words they are found by."""
        self._number += 1
        self._raw.execute(
            "INSERT INTO journals (number, id, is_own) VALUES (?, ?, 0)",
            (self._number, copy.name),
        )
        before, position = template.counter, self._position
        words = _Renamed(before, copy, template.place, place)
        self._raw.executemany(_INSERT_ENTRY, self._entries(before, copy, words))
        pushes = before.entries[A_PUSH - 1 :: A_PUSH]
        self._raw.executemany(
            _INSERT_ARRIVAL,
            ((self._number, each.seq, microseconds(each.at) + 180_000_000) for each in pushes),
        )
        names = [column.name for column in dossiers.c]
        marks = ", ".join("?" * len(names))
        self._raw.executemany(
            f"INSERT INTO dossiers ({', '.join(names)}) VALUES ({marks})",
            (tuple(row[name] for name in names) for row in _rows(template, copy, words, position)),
        )
        self._raw.executemany(
            _INSERT_WORDS,
            (
                (row["number"], found.name, found.numbers, found.procedure)
                for row in _rows(template, copy, words, position)
                for found in [words_of(row)]
            ),
        )

    def _entries(
        self, before: _Journal, copy: _Journal, words: "_Renamed"
    ) -> Iterator[tuple[Any, ...]]:
        digest, number, journal = GENESIS, self._number, copy.name
        units, units_text = (copy.unit.code,), f'["{copy.unit.code}"]'
        for entry in before.entries:
            self._position += 1
            payload = words.payload(entry.payload)
            after = tuple((journal, seq) for _, seq in entry.after)
            at, by = microseconds(entry.at), words.clerks[entry.by]
            subject = entry.subject[1]
            opening, hashed = (journal, subject), sha256(payload).digest()
            envelope = envelope_from(
                journal, entry.seq, opening, after, entry.kind, at, by, units, hashed
            )
            digest = sha256(digest + envelope).digest()
            after_text = " ".join(f"{number}/{seq}" for _, seq in after)
            place = (self._position, number, entry.seq, number, subject, after_text)
            yield (*place, entry.kind, at, by, units_text, payload, digest)
        copy.entries.append(replace(before.entries[-1], digest=digest))

    def _greatest(self, column: str, table: str) -> int:
        found = self._raw.execute(f"SELECT max({column}) FROM {table}").fetchone()
        return int(found[0] or 0)


class _Renamed:
    """What another commune's entries say where the template's name its own."""

    def __init__(self, before: _Journal, copy: _Journal, from_: int, to: int) -> None:
        pairs = [(b.clerk, c.clerk) for b, c in zip(_staff(from_), _staff(to), strict=True)]
        self.clerks: Mapping[str, str] = dict(pairs)
        one, other = before.unit, copy.unit
        self._said = [
            (a.encode(), b.encode())
            for a, b in (
                (one.agency_identifier, other.agency_identifier),
                (f'"unit_code":"{one.code}"', f'"unit_code":"{other.code}"'),
                (f'"unit_name":"{one.name}"', f'"unit_name":"{other.name}"'),
                *((f'"clerk":"{a}"', f'"clerk":"{b}"') for a, b in pairs),
            )
        ]

    def payload(self, payload: bytes) -> bytes:
        """Return a payload under the other commune's names."""
        for ours, theirs in self._said:
            if ours in payload:
                payload = payload.replace(ours, theirs)
        return payload


def _rows(template: _Template, copy: _Journal, words: _Renamed, position: int) -> Iterable[_Row]:
    ours, theirs = template.counter.unit.agency_identifier, copy.unit.agency_identifier
    for row in template.rows:
        yield row | {
            "number": position + row["seq"],
            "journal": copy.name,
            "code": row["code"].replace(ours, theirs),
            "unit_code": copy.unit.code,
            "taken_in_by": words.clerks[row["taken_in_by"]],
        }


def _sign(store: Store, counters: Sequence[_Journal]) -> None:
    """Keep the end of each journal as its counter signs it."""
    with store.writing() as work:
        desk = VouchedDesk(work.connection)
        for each in counters:
            last, own = each.entries[-1], each.keys
            head = SignedHead(
                journal=each.name,
                unit=each.unit.code,
                desk=1,
                counter=id_of(own.sign_key),
                sign_key=own.sign_key,
                seq=last.seq,
                digest=last.digest,
                signature=sign_head(own, each.name, last.seq, last.digest),
            )
            desk.put_head(each.name, KnownHead(head, is_due=True))
