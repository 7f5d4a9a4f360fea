"""A real counter in a folder: a SQLCipher store, the whole catalogue, fictional staff."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from counter_app.domain.deadline import DueClock
from counter_app.domain.facts import CounterFounded, StaffJoined
from counter_app.domain.form import FormSet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Address, Person, Role, Sex, StaffMember
from counter_app.domain.places import Places
from counter_app.domain.procedure import Catalogue
from counter_app.domain.rules import RuleBook, Rules
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.domain.working_time import WorkCalendar
from counter_app.printing.fonts import use_fonts
from counter_app.printing.form_files import load_forms
from counter_app.services.counter import Counter
from counter_app.store.catalogue import load_calendar, load_catalogue, load_places
from counter_app.store.store import Store
from counter_app.system.paths import resources_dir
from tests.support.hours import STANDARD_HOURS

A_KEY = bytes(range(32))
A_UNIT = Unit("01843", "Phường Bắc Kạn", "Thái Nguyên", "H55.18.43", place="Bắc Kạn")
A_DESK = Desk(A_UNIT, 2, (SerialBlock(2001, 2999),))
A_CLERK = StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK)
ANOTHER_CLERK = StaffMember("hoan", "Triệu Văn Hoan", Role.CLERK)
A_HEAD = StaffMember("lien", "Nông Thị Liên", Role.HEAD)
A_MONDAY = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)

BIRTH = "1.001193"
"""Thủ tục đăng ký khai sinh: same day, free."""

RESIDENCE = "1.004194"
"""Đăng ký tạm trú: three working days, with fees."""


@cache
def _data() -> tuple[Catalogue, WorkCalendar, Places, FormSet]:
    resources = resources_dir()
    use_fonts(resources / "fonts")
    return (
        load_catalogue(resources / "catalogue"),
        load_calendar(resources / "calendar"),
        load_places(resources / "places"),
        load_forms(resources / "forms"),
    )


def a_counter(folder: Path, desk: Desk = A_DESK, founded_at: datetime = A_MONDAY) -> Counter:
    """Return a new counter in the folder, founded, with three members of staff."""
    store = Store.create(folder / "counter.db", A_KEY)
    with store.writing() as work:
        unit = desk.unit
        fact = CounterFounded(
            unit.code,
            unit.name,
            unit.agency_identifier,
            desk.number,
            tuple((block.first, block.last) for block in desk.blocks),
            unit.province,
        )
        work.journal.record(fact, by=A_HEAD.clerk, at=founded_at, units=(unit.code,))
        for member in (A_HEAD, A_CLERK, ANOTHER_CLERK):
            joined = StaffJoined(member.clerk, member.name, member.role)
            work.journal.record(joined, by=A_HEAD.clerk, at=founded_at, units=(unit.code,))
    return joined_counter(store, desk)


def joined_counter(store: Store, desk: Desk = A_DESK) -> Counter:
    """Return the counter around a store that is open already."""
    catalogue, calendar, places, forms = _data()
    rules = Rules(catalogue, DueClock(calendar, STANDARD_HOURS), forms)
    return Counter(store, desk, RuleBook(rules), places)


def a_person(name: str = "NGUYỄN VĂN THỬ", id_number: str = "006091000000") -> Person:
    """Return a fictional citizen."""
    return Person(
        name=name,
        id_number=id_number,
        birth_on=date(1991, 8, 15),
        sex=Sex.MALE,
        address=Address("Tổ 1", "01843", "Phường Bắc Kạn", "Thái Nguyên"),
        phone="0912345678",
    )


def without_id(person: Person) -> Person:
    """Return the person as known by name and birth date only."""
    return replace(person, id_number="")
