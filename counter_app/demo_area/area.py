"""Makes the demonstration area, and a supervisor's counter that has loaded all of it.

Every commune's counter is enrolled and pushes its year to the demonstration's province; then
somebody with the database at hand postpones the due moment of a late dossier, and the
supervisor's counter loads what the province gives out, and checks it.
"""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from counter_app import app, demo_province
from counter_app.demo_area.counters import AreaCounter, enrolled
from counter_app.demo_area.line import ServiceLine
from counter_app.demo_area.lives import Character, Work, a_year
from counter_app.demo_line import NOWHERE
from counter_app.domain.deadline import DueClock
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.procedure import Catalogue, Procedure
from counter_app.domain.units import Unit
from counter_app.province import PROGRAM, vouch
from counter_app.services import accounts, enrolment, verification
from counter_app.services.exchange import Exchange
from counter_app.store.catalogue import load_catalogue, load_places
from counter_app.store.store import Store
from counter_app.system.logs import start_log
from counter_app.system.paths import resources_dir
from counter_app.system.settings import read_settings, write_settings
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.messages import EnrolAnswer, EnrolRequest, UnitPart
from sync.protocol.signing import Keys
from sync.server import enrolment as places
from sync.server import publishing
from sync.server.limits import Rate
from sync.server.province import Province
from sync.server.service import Service
from sync.server.snapshots import Snapshots

COMMUNES = 37
DOSSIERS = 300
"""Dossiers of a commune in the year, if nothing else is said."""

YEAR = timedelta(days=364)
PROCEDURES = 16
TAMPERED = 21
"""The place of the commune whose journal somebody changed."""

SILENT = {4: 1, 17: 5, 30: 16}
"""Communes from which nothing has come for so many days, by their place."""

AREA = Unit(
    code="19-KV1",
    name="UBND tỉnh, tổ kiểm tra Bắc Kạn",
    province="Thái Nguyên",
    agency_identifier="H55.98.01",
    place="Bắc Kạn",
)

HEAD = StaffMember("thanh", "Nông Thị Thanh Mẫu", Role.HEAD)
SUPERVISOR = StaffMember("giam", "Hà Văn Giám Thử", Role.SUPERVISOR)
PASSWORDS = {"thanh": "to-truong-2026", "giam": "giam-sat-2026"}

_LIFETIME = timedelta(hours=1) // timedelta(microseconds=1)
_OFTEN = Rate(100_000, 1e6)
_LAST_OF_THE_FORMER_PROVINCE = "02200"

Say = Callable[[str], object]


def prepare(home: app.Home, now: datetime, dossiers: int, say: Say) -> dict[str, Any]:
    """Make the area where there is none yet, and say how to log in."""
    if not home.is_founded():
        home.folder.mkdir(parents=True, exist_ok=True)
        start_log(home.folder)
        _make(home, now, dossiers, say)
    return {
        "home": str(home.folder.resolve()),
        "unit": AREA.name,
        "desk": "Quầy 1",
        "staff": [
            {"clerk": who.clerk, "password": PASSWORDS[who.clerk], "role": who.role.value}
            for who in (HEAD, SUPERVISOR)
        ],
    }


def _make(home: app.Home, now: datetime, dossiers: int, say: Say) -> None:
    with demo_province.opened(home, lambda: now) as province:
        say(f"Lập {COMMUNES} xã, phường, mỗi nơi {dossiers} hồ sơ trong một năm…")
        counters = []
        for counter in counters_of(province, home, now, dossiers):
            counter.push(province)
            counter.entries.clear()
            counters.append(counter)
        tamper(home, counters)
        say("Nạp về máy của người giám sát…")
        units = tuple(counter.unit.code for counter in counters)
        _found_supervisor(province, home, units, now)
        _load(province, home, now)


def counters_of(
    province: Province, home: app.Home, now: datetime, dossiers: int
) -> Iterator[AreaCounter]:
    """Yield the communes' counters with a year of work each, not pushed yet."""
    resources = resources_dir()
    due, catalogue = app.due_clock(home), load_catalogue(resources / "catalogue")
    days = (day_of(now) - YEAR, day_of(now))
    procedures = _procedures(catalogue, days[0])
    founded_at = datetime.combine(days[0] - timedelta(days=1), datetime.min.time(), VIETNAM)
    communes = [
        commune
        for commune in load_places(resources / "places").communes
        if commune.province == AREA.province and commune.code < _LAST_OF_THE_FORMER_PROVINCE
    ]
    publishing.add_unit(province, _part(AREA))
    for place, commune in enumerate(sorted(communes, key=lambda one: one.code)[:COMMUNES]):
        unit = unit_of(commune, place)
        publishing.add_unit(province, _part(unit))
        journal = sha256(f"demo area/{unit.code}".encode()).hexdigest()[:16]
        counter = enrolled(province, unit, journal, founded_at)
        staff = _staff(place)
        counter.found(staff, founded_at)
        clerks = [member.clerk for member in staff]
        work = _work(counter, clerks, procedures, due, commune)
        character = character_of(place)
        count = round(dossiers * (0.6 + 0.8 * ((place * 7) % COMMUNES) / COMMUNES))
        events = a_year(work, character, count, days, seed=unit.code)
        counter.record(event for event in events if event.at <= now)
        yield counter


def character_of(place: int) -> Character:
    """Return how the commune at a place works: most well, some late, a few silent."""
    character = Character(silent_days=SILENT.get(place, 0))
    if place % 6 == 2:
        return replace(character, late=0.22, apologises=0.4)
    if place % 9 == 5:
        return replace(character, late=0.10, corrects=0.12)
    if place == TAMPERED:
        return replace(character, late=0.15, keeps_back=0.2)
    return character


def tamper(home: app.Home, counters: list[AreaCounter]) -> tuple[str, int]:
    """Postpone the due moment of a late dossier in the province's database; return its name.

    So the late result looks punctual to whoever reads it from there.
    """
    journal = counters[TAMPERED].journal
    with sqlite3.connect(demo_province.folder_of(home) / "province.db") as database:
        number = database.execute("SELECT number FROM journals WHERE id = ?", (journal,)).fetchone()
        rows = database.execute(
            "SELECT unit, seq, subject_seq, payload FROM entries WHERE journal = ? ORDER BY seq",
            number,
        ).fetchall()
        unit, seq, payload = _a_late_one(rows)
        database.execute(
            "UPDATE entries SET payload = ? WHERE unit = ? AND journal = ? AND seq = ?",
            (payload, unit, *number, seq),
        )
    database.close()
    return journal, seq


def _a_late_one(rows: list[tuple[str, int, int, bytes]]) -> tuple[str, int, bytes]:
    """Return the intake of a dossier that was late, with a due moment of ten days later."""
    late = [row[2] for row in rows if b'"reason":"' in row[3] and b"due_at" not in row[3]]
    wanted = late[len(late) // 2]
    unit, seq, _, payload = next(row for row in rows if row[1] == wanted)
    fact = json.loads(payload)
    due_at = datetime.fromisoformat(fact["due_at"]) + timedelta(days=10)
    text = due_at.isoformat().replace("+00:00", "Z")
    return unit, seq, payload.replace(fact["due_at"].encode(), text.encode())


def unit_of(commune: Commune, place: int) -> Unit:
    """Return a commune as a unit of the province, with an identifier of the right form."""
    agency = f"H55.{18 + place // 30}.{10 + place % 80:02}"
    bare = commune.name.partition(" ")[2]
    return Unit(commune.code, commune.name, AREA.province, agency, place=bare)


def _staff(place: int) -> tuple[StaffMember, ...]:
    names = ("Nông Thị Mẫu", "Hoàng Văn Thử", "Lý Thị Ví", "Triệu Văn Dụ", "Bàn Thị Giả")
    return tuple(
        StaffMember(f"cb{place:02}{letter}", names[(place + n) % len(names)], role)
        for n, (letter, role) in enumerate((("a", Role.HEAD), ("b", Role.CLERK)))
    )


def _work(
    counter: AreaCounter,
    clerks: list[str],
    procedures: tuple[Procedure, ...],
    due: DueClock,
    commune: Commune,
) -> Work:
    return Work(
        counter.unit.code,
        counter.unit.agency_identifier,
        counter.answer.desk,
        counter.first_serial,
        clerks,
        procedures,
        due,
        commune,
    )


def _procedures(catalogue: Catalogue, on: date) -> tuple[Procedure, ...]:
    """Return the usual procedures whose limits are known, and some of other fields."""
    every = [p for p in catalogue.procedures if p.limit is not None and p.is_in_force(on)]
    usual = [p for code in catalogue.common for p in every if p.code == code]
    fields = {p.field for p in usual}
    for procedure in every:
        if procedure.field not in fields and "Cấp xã" in procedure.levels:
            fields.add(procedure.field)
            usual.append(procedure)
    return tuple(usual[:PROCEDURES])


def _part(unit: Unit) -> UnitPart:
    return UnitPart(
        unit.code,
        unit.name,
        unit.agency_identifier,
        unit.province,
        unit.office,
        unit.place,
        unit.phone,
    )


def _found_supervisor(
    province: Province, home: app.Home, units: tuple[str, ...], now: datetime
) -> None:
    code = places.new_code(province, AREA.code, _LIFETIME, units).code

    def ask(request: EnrolRequest, _: Keys) -> EnrolAnswer:
        return places.enrol(province, request)

    password = PASSWORDS[HEAD.clerk]
    wanted = enrolment.Enrolment(NOWHERE, code, HEAD, password, program=PROGRAM)
    write_settings(home.folder, replace(read_settings(home.folder), place=AREA.place))
    enrolment.enrol(home.store, home.slots, wanted, ask, now)
    with app.log_in(home, HEAD.clerk, password, now) as session:
        accounts.add_staff(
            session.counter,
            session.ring,
            session.key,
            SUPERVISOR,
            PASSWORDS[SUPERVISOR.clerk],
            session.member,
            now,
        )


def _load(province: Province, home: app.Home, now: datetime) -> None:
    """Load the area as a supervisor's counter does, and check all of it."""
    with app.log_in(home, HEAD.clerk, PASSWORDS[HEAD.clerk], now) as session:
        load(province, session.counter.store, home, now)


def load(province: Province, store: Store, home: app.Home, now: datetime) -> None:
    """Exchange in this process until everything is here; check the whole."""
    service = Service(province, Snapshots(demo_province.folder_of(home) / "snapshots"), _OFTEN)
    counter = Exchange(store, lambda: now)
    line = ServiceLine(service, counter.keys())
    for _ in range(2):
        sync_once(counter, line, Link(random.Random(1)), program=PROGRAM)
        vouch(store, line, lambda: now)
    verification.check_all(store, now)
