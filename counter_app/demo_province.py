"""The demonstration's province: made in its home, with its counters, and served from there."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from counter_app.app import Home
from counter_app.demo_line import FAILED, MISSING, NOWHERE
from counter_app.domain.people import StaffMember
from counter_app.domain.units import Unit
from counter_app.province import PROGRAM
from counter_app.services import enrolment, stick
from counter_app.store.store import Store
from counter_app.system.paths import migrations_dir
from sync.protocol.entry import microseconds
from sync.protocol.messages import EnrolAnswer, EnrolRequest, UnitPart
from sync.protocol.signing import Keys, sign_enrolment
from sync.server import enrolment as places
from sync.server import files, publishing
from sync.server.home import Home as ServerHome
from sync.server.home import open_home
from sync.server.province import AlreadyFounded, Province, found_province
from sync.server.service import Service
from sync.server.snapshots import Snapshots

NAME = "Tỉnh Thái Nguyên (thử)"

_LIFETIME = timedelta(hours=1) // timedelta(microseconds=1)

Clock = Callable[[], datetime]


def folder_of(home: Home) -> Path:
    """Return where the province of a demonstration is kept."""
    return home.folder / "province"


@contextmanager
def opened(home: Home, now: Clock) -> Iterator[Province]:
    """Give the province of a demonstration's home, made if it is not there yet."""

    def clock() -> int:
        return microseconds(now())

    place = ServerHome(folder_of(home), migrations=migrations_dir() / "province")
    storage = place.storage(create=True)
    try:
        found_province(storage, NAME, clock)
    except AlreadyFounded:
        pass
    finally:
        storage.close()
    province = open_home(place, clock)
    try:
        yield province
    finally:
        province.storage.close()


def enrol(
    province: Province, home: Home, unit: Unit, head: StaffMember, password: str, now: datetime
) -> None:
    """Make an enrolled counter of a unit in an empty home, without any line.

    Raises:
        AlreadyFounded, FieldsRefused, PasswordTooWeak: see ``services.enrolment.enrol``.
    """
    _add_unit(province, unit)
    code = places.new_code(province, unit.code, _LIFETIME).code

    def ask(request: EnrolRequest, _: Keys) -> EnrolAnswer:
        return places.enrol(province, request)

    wanted = enrolment.Enrolment(NOWHERE, code, head, password, program=PROGRAM)
    enrolment.enrol(home.store, home.slots, wanted, ask, now)


def enrol_second(
    province: Province, home: Home, unit: Unit, head: StaffMember, password: str, now: datetime
) -> None:
    """Make an enrolled counter that is desk 2 of its unit; desk 1 is somebody else's."""
    _add_unit(province, unit)
    counters = province.storage.read(lambda work: work.counters.all())
    if not any(counter.unit == unit.code for counter in counters):
        keys, code = Keys.new(), places.new_code(province, unit.code, _LIFETIME).code
        request = EnrolRequest(
            code=code,
            sign_key=keys.sign_key,
            box_key=keys.box_key,
            proof=sign_enrolment(keys, code),
            program=PROGRAM,
        )
        places.enrol(province, request)
    enrol(province, home, unit, head, password, now)


def _add_unit(province: Province, unit: Unit) -> None:
    part = UnitPart(
        code=unit.code,
        name=unit.name,
        agency_identifier=unit.agency_identifier,
        province=unit.province,
        office=unit.office,
        place=unit.place,
        phone=unit.phone,
    )
    publishing.add_unit(province, part)


def carry(province: Province, store: Store, now: Clock) -> None:
    """Carry what waits at a counter to the province, and the answer back, as on a stick."""
    answer = files.import_file(province, stick.export_request_file(store, now)).answer
    stick.import_answer_file(store, answer, now)


def serve(home: Home, now: Clock) -> int:
    """Be the demonstration's server, until nobody gives orders any more; return 0 if all went well.

    What it needs beside the counter's own libraries is loaded here: where it is missing, the
    demonstration says so and works on.
    """
    try:
        from sync.server.demonstration import run
    except ImportError:
        _tell(trouble=MISSING)
        return 1
    with opened(home, now) as province:
        service = Service(province, Snapshots(folder_of(home) / "snapshots"))
        try:
            run(service, sys.stdin, lambda address: _tell(address=address))
        except OSError:
            _tell(trouble=FAILED)
            return 1
    return 0


def _tell(**said: str) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
