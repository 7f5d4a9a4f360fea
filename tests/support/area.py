"""A small area: a province, a few communes that work, and a supervisor's machine that sees them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from counter_app.app import Home
from counter_app.domain.facts import ChannelOut
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.services import accounts, deadlines, enrolment, intake, returning, stick
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut, Result
from counter_app.store.keys import Cost, KeyRing
from counter_app.store.store import Store
from sync.protocol.entry import microseconds
from sync.protocol.messages import EnrolAnswer, EnrolRequest, UnitPart
from sync.protocol.signing import Keys
from sync.server import enrolment as places
from sync.server import files
from sync.server.home import MIGRATIONS
from sync.server.province import Province, found_province, open_province
from sync.server.publishing import add_unit
from sync.server.storage.engine import sqlite_url
from sync.server.storage.storage import Storage
from tests.support.counters import BIRTH, RESIDENCE, a_person, joined_counter

OFFICE = Unit("H55.KV1", "Tổ giám sát khu vực 1", "Thái Nguyên", "H55.KV1")
COMMUNES = (
    Unit("01843", "Phường Bắc Kạn", "Thái Nguyên", "H55.18.43"),
    Unit("01849", "Xã Phong Quang", "Thái Nguyên", "H55.18.49"),
    Unit("01900", "Xã Nam Cường", "Thái Nguyên", "H55.19.00"),
)
HEAD = StaffMember("lien", "Nông Thị Liên", Role.HEAD)
CLERK = StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK)
OTHER_CLERK = StaffMember("hoan", "Triệu Văn Hoan", Role.CLERK)
SUPERVISOR = StaffMember("vi", "Ma Thị Ví", Role.SUPERVISOR)
PASSWORD = "giam-sat-khu-vuc-2026"
CHEAP = Cost(1, 8, 1)
A_DAY = 86_400_000_000
NAMES = ("LÝ VĂN BÉ", "HOÀNG THỊ MẪU", "NGUYỄN VĂN THỬ", "ĐẶNG THỊ NGỮ ÁNH", "MA THỊ BÉ")


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Place:
    """An enrolled machine of the area: its home, and the counter that is open in it."""

    home: Home
    key: bytes
    counter: Counter

    @property
    def store(self) -> Store:
        return self.counter.store


class Area:
    """The province with its machines; ``carry`` exchanges for all of them, as on sticks."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        folder.mkdir(parents=True, exist_ok=True)
        storage = Storage(sqlite_url(folder / "province.db"))
        storage.upgrade(MIGRATIONS)
        found_province(storage, "Tỉnh Thái Nguyên", self._at)
        storage.close()
        self.province: Province = open_province(
            Storage(sqlite_url(folder / "province.db")), self._at
        )
        self.places: list[Place] = []

    def _at(self) -> int:
        return microseconds(self.clock())

    def enrol(self, unit: Unit, further: Sequence[Unit] = ()) -> Place:
        """Add a unit where it is new, and enrol a machine of it that reads others too."""
        add_unit(
            self.province, UnitPart(unit.code, unit.name, unit.agency_identifier, unit.province)
        )
        codes = tuple(each.code for each in further)
        code = places.new_code(self.province, unit.code, A_DAY, codes).code

        def ask(request: EnrolRequest, _: Keys) -> EnrolAnswer:
            return places.enrol(self.province, request)

        home = Home(self.folder / f"home-{len(self.places) + 1}")
        home.folder.mkdir()
        wanted = enrolment.Enrolment(
            "http://127.0.0.1:1", code, HEAD, PASSWORD, program="test", cost=CHEAP
        )
        done = enrolment.enrol(home.store, home.slots, wanted, ask, self.clock())
        place = Place(home, done.founded.key, self._open(home, done.founded.key))
        ring = KeyRing.open(home.slots)
        for member in (CLERK, OTHER_CLERK) if not further else (SUPERVISOR,):
            accounts.add_staff(place.counter, ring, place.key, member, PASSWORD, HEAD, self.clock())
        self.places.append(place)
        return place

    def carry(self, *only: Place) -> None:
        """Bring everything to the province and what is there back, for some places or all."""
        for place in (only or tuple(self.places)) * 2:
            # Twice: what one place brought has to reach those that were there before it.
            request = stick.export_request_file(place.store, self.clock)
            answer = files.import_file(self.province, request).answer
            stick.import_answer_file(place.store, answer, self.clock)

    def reopen(self, place: Place) -> None:
        """Open a machine's store again, after somebody else had it."""
        place.counter = self._open(place.home, place.key)

    def _open(self, home: Home, key: bytes) -> Counter:
        store = Store.open(home.store, key)
        founded = accounts.founded_as(store)
        unit = Unit(
            founded.unit_code, founded.unit_name, founded.province, founded.agency_identifier
        )
        blocks = tuple(SerialBlock(first, last) for first, last in founded.blocks)
        return joined_counter(store, Desk(unit, founded.desk, blocks))

    def close(self) -> None:
        """Close every store."""
        for place in self.places:
            place.store.close()
        self.province.storage.close()


@contextmanager
def an_area(folder: Path, founded_at: datetime) -> Iterator[Area]:
    """Give an area whose clock stands at a moment; everything is closed in the end."""
    area = Area(folder, Clock(founded_at))
    try:
        yield area
    finally:
        area.close()


def work_through(counter: Counter, clock: Clock, days: int, a_day: int, seed: int = 1) -> None:
    """Let a commune work for some days from the clock's day on, some of it late."""
    luck, start = Random(seed), clock.now
    waiting: list[tuple[datetime, str]] = []
    for day in range(days):
        morning = start + timedelta(days=day)
        if morning.weekday() > 4:
            continue
        for number in range(a_day):
            clock.now = morning + timedelta(minutes=4 * number)
            who = CLERK if luck.random() < 0.6 else OTHER_CLERK
            what = RESIDENCE if luck.random() < 0.7 else BIRTH
            person = a_person(luck.choice(NAMES), f"006{luck.randrange(10**9):09}")
            request = IntakeRequest(what, replace(person))
            dossier = intake.take_in(counter, request, who, clock.now)
            late = timedelta(days=luck.choice((0, 1, 2, 2, 3, 9)))
            waiting.append((clock.now + late, dossier.code))
        clock.now = morning + timedelta(hours=6)
        for due, code in [each for each in waiting if each[0] <= clock.now]:
            waiting.remove((due, code))
            clock.now += timedelta(minutes=1)
            returning.solve_and_hand_out(
                counter,
                code,
                Result(),
                HandOut(ChannelOut.DESK, receiver="Người nộp"),
                CLERK,
                clock.now,
            )
    for _, code in waiting[:1]:
        clock.now += timedelta(minutes=1)
        deadlines.apologise(counter, code, "Chờ bên công an xác minh", CLERK, clock.now)
