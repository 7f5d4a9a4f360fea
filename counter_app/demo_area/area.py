"""Makes the demonstration area, and a supervisor's counter that has loaded all of it.

Every commune's counter is enrolled and pushes its year to the demonstration's province; then
somebody with the database at hand postpones the due moment of a late dossier, and the
supervisor's counter loads what the province gives out, and checks it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from counter_app import app, demo_province
from counter_app.demo_area.commune import Made, Year, commune_at
from counter_app.demo_area.communes import SILENT, SLOW_LINE, TAMPERED
from counter_app.demo_area.counters import AreaCounter
from counter_app.demo_area.lives import REASON
from counter_app.demo_area.supervisor import AREA, HEAD, PASSWORDS, SUPERVISOR, Supervisor
from counter_app.domain.moments import day_of
from counter_app.domain.places import Commune
from counter_app.domain.procedure import Catalogue, Procedure
from counter_app.domain.units import Unit
from counter_app.store.catalogue import load_catalogue, load_places
from counter_app.system.logs import start_log
from counter_app.system.paths import resources_dir
from counter_app.ui.tour import Inspection
from sync.protocol.messages import UnitPart
from sync.server import publishing
from sync.server.province import Province

COMMUNES = 37
DOSSIERS = 300
"""Dossiers of a commune in the year, if nothing else is said."""

YEAR = timedelta(days=364)
COMMUNES_SINCE = date(2025, 7, 1)
"""Since when there are these communes, and their procedures: the area begins no earlier."""

PROCEDURES = 16
LEFT_WAITING = 9
"""So many entries wait at the commune whose line is slow."""

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


def inspection() -> Inspection:
    """Return the inspection of the tour."""
    return Inspection(
        supervisor=SUPERVISOR.clerk,
        password=PASSWORDS[SUPERVISOR.clerk],
        question="Hồ sơ này quá hạn, đề nghị cho biết lý do và cách khắc phục.",
        purpose="Báo cáo quý IV gửi Sở Tư pháp",
    )


def _make(home: app.Home, now: datetime, dossiers: int, say: Say) -> None:
    with demo_province.opened(home, lambda: now) as province:
        say(f"Lập {COMMUNES} xã, phường, mỗi nơi {dossiers} hồ sơ trong một năm…")
        made: dict[int, Made] = {}
        for place, commune in enumerate(communes_of(province, home, now, dossiers)):
            for counter in commune.counters:
                counter.push(province, LEFT_WAITING if place == SLOW_LINE else 0)
                counter.forget()
                if place not in SILENT:
                    counter.knock(province, commune.contact_at)
            made[place] = commune
        tamper(home, made[TAMPERED].counters[0].journal)
        say("Nạp về máy của người giám sát…")
        supervisor = Supervisor(province, home, now, made)
        supervisor.found()
        supervisor.work()


def counters_of(
    province: Province, home: app.Home, now: datetime, dossiers: int
) -> Iterator[AreaCounter]:
    """Yield the communes' counters with a year of work each, not pushed yet."""
    for commune in communes_of(province, home, now, dossiers):
        yield from commune.counters


def communes_of(province: Province, home: app.Home, now: datetime, dossiers: int) -> Iterator[Made]:
    """Yield the communes with what their counters sealed in a year, not pushed yet."""
    resources = resources_dir()
    due, catalogue = app.due_clock(home), load_catalogue(resources / "catalogue")
    days = (max(day_of(now) - YEAR, COMMUNES_SINCE), day_of(now))
    year = Year(now, days, dossiers, _procedures(catalogue, days[0]), due)
    communes = [
        commune
        for commune in load_places(resources / "places").communes
        if commune.province == AREA.province and commune.code < _LAST_OF_THE_FORMER_PROVINCE
    ]
    publishing.add_unit(province, part_of(AREA))
    for place, commune in enumerate(sorted(communes, key=lambda one: one.code)[:COMMUNES]):
        unit = unit_of(commune, place)
        publishing.add_unit(province, part_of(unit))
        yield commune_at(province, year, place, unit, commune)


def tamper(home: app.Home, journal: str) -> tuple[str, int]:
    """Postpone the due moment of a late dossier in the province's database; return its name.

    So the late result looks punctual to whoever reads it from there.
    """
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
    """Return the intake of a dossier that was late, with a due moment of two weeks later."""
    sorry = REASON.encode()
    solved = {row[2] for row in rows if b'"solved_at"' in row[3]}
    late = [row[2] for row in rows if sorry in row[3] and row[2] in solved]
    wanted = late[-1]
    unit, seq, _, payload = next(row for row in rows if row[1] == wanted)
    fact = json.loads(payload)
    due_at = datetime.fromisoformat(fact["due_at"]) + timedelta(weeks=2)
    text = due_at.isoformat().replace("+00:00", "Z")
    return unit, seq, payload.replace(fact["due_at"].encode(), text.encode())


def unit_of(commune: Commune, place: int) -> Unit:
    """Return a commune as a unit of the province, with an identifier of the right form."""
    agency = f"H55.{18 + place // 30}.{10 + place % 80:02}"
    bare = commune.name.partition(" ")[2]
    return Unit(commune.code, commune.name, AREA.province, agency, place=bare)


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


def part_of(unit: Unit) -> UnitPart:
    """Return a unit as the province is told of it."""
    return UnitPart(
        unit.code,
        unit.name,
        unit.agency_identifier,
        unit.province,
        unit.office,
        unit.place,
        unit.phone,
    )
