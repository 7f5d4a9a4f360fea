"""A counter to try the program with: a real commune, fictional staff and people, all the data.

What makes it is loaded inside the functions that do: a demonstration that is there already opens
its window as soon as any counter.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from counter_app import app
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.system.settings import read_settings, write_settings
from counter_app.ui.tour import Visit

UNIT_CODE = "01843"
"""Phường Bắc Kạn, tỉnh Thái Nguyên; before 1/7/2025 a part of the province of Bắc Kạn."""

AGENCY = "H55.18.43"
"""An identifier of the right form under Thái Nguyên's H55; the commune's own is configuration."""


@dataclass(frozen=True)
class DemoAccount:
    """A fictional member of staff, with the password everybody may know."""

    member: StaffMember
    password: str


STAFF = (
    DemoAccount(StaffMember("lien", "Nông Thị Liên", Role.HEAD), "truong-bo-phan-2026"),
    DemoAccount(StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK), "quay-hai-2026"),
    DemoAccount(StaffMember("hoan", "Triệu Văn Hoan", Role.CLERK), "truc-du-phong-2026"),
)


AGE = timedelta(days=30)
"""So long ago the demonstration's counters were set up: before the fortnight they tell of."""

NEIGHBOUR = DemoAccount(StaffMember("thi", "Đàm Thị Thí", Role.HEAD), "quay-ben-canh-2026")
"""Who works at the neighbouring commune's counter."""


def desk() -> Desk:
    """Return the desk of the demonstration: number 2, with the serials 2001 to 2999."""
    unit = Unit(
        code=UNIT_CODE,
        name="Phường Bắc Kạn",
        province="Thái Nguyên",
        agency_identifier=AGENCY,
        place="Bắc Kạn",
        phone="0209 000 0000",
    )
    return Desk(unit, 2, (SerialBlock(2001, 2999),))


def neighbour() -> Unit:
    """Return the neighbouring commune, which has an enrolled counter too."""
    return Unit(
        code="01849",
        name="Xã Phong Quang",
        province="Thái Nguyên",
        agency_identifier="H55.18.49",
        place="Phong Quang",
    )


def neighbour_of(home: app.Home) -> app.Home:
    """Return the home of the neighbouring commune's counter."""
    return app.Home(home.folder / "neighbour")


def prepare(home: app.Home, now: datetime) -> dict[str, Any]:
    """Make the demonstration's home where there is none yet, and say how to log in."""
    if not home.is_founded():
        home.folder.mkdir(parents=True, exist_ok=True)
        _found(home, now - AGE)
    place = desk()
    return {
        "home": str(home.folder.resolve()),
        "unit": place.unit.name,
        "desk": f"Quầy {place.number}",
        "staff": [
            {
                "clerk": account.member.clerk,
                "password": account.password,
                "role": account.member.role.value,
            }
            for account in STAFF
        ],
    }


def _found(home: app.Home, now: datetime) -> None:
    """Make the province, a counter of the neighbouring commune, and this counter in the end.

    All of it is as old as what ``fill`` tells of the days before.
    """
    from counter_app import demo_province
    from counter_app.services import accounts

    unit, head = desk().unit, STAFF[0]
    here, there = home, neighbour_of(home)
    there.folder.mkdir(exist_ok=True)
    write_settings(
        here.folder, replace(read_settings(here.folder), place=unit.place, phone=unit.phone)
    )
    with demo_province.opened(home, lambda: now) as province:
        if not there.is_founded():
            account = NEIGHBOUR
            demo_province.enrol(province, there, neighbour(), account.member, account.password, now)
        demo_province.enrol_second(province, here, unit, head.member, head.password, now)
    with app.log_in(here, head.member.clerk, head.password, now) as session:
        for account in STAFF[1:]:
            accounts.add_staff(
                session.counter,
                session.ring,
                session.key,
                account.member,
                account.password,
                session.member,
                now,
            )


def visit() -> Visit:
    """Return the visit of the tour: two fictional citizens, one of whom waits for the result."""
    account, colleague = STAFF[1], STAFF[2]
    return Visit(
        clerk=account.member.clerk,
        password=account.password,
        card="006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam"
        "|Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|20072021",
        phone="0912345678",
        procedure="tam tru",
        search="nguyen van thu",
        card_at_once="006185000000|095100000|HOÀNG THỊ MẪU|02031985|Nữ"
        "|Tổ 11, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|12082021",
        procedure_at_once="chung thuc chu ky",
        result_at_once="Giấy tờ đã chứng thực chữ ký",
        colleague=colleague.member.clerk,
        colleagues_password=colleague.password,
    )


def fill(home: app.Home, now: datetime) -> None:
    """Give a demonstration that holds nothing yet a fortnight of fictional dossiers.

    The neighbouring commune has some too, and forwarded two of them here; about one of these
    the two counters contradict each other.
    """
    done = home.folder / "filled"
    if done.exists():
        return
    from counter_app.demo_visits import fortnight
    from counter_app.demo_visits.office import Team
    from counter_app.domain.dossier_row import DossierFilter
    from counter_app.services import dossiers

    team = Team(*(account.member for account in STAFF[:3]))
    agency = neighbour().agency_identifier
    with _session(home, STAFF[1], now) as here:
        if dossiers.count(here.counter, DossierFilter()):
            pass
        elif neighbour_of(home).is_founded():
            with _session(neighbour_of(home), NEIGHBOUR, now) as there:
                fortnight.play_there(there, now)
                _carry(home, now, there, here)
                fortnight.play_here(here, team, agency, now)
                fortnight.contradict(there, agency, now)
                _carry(home, now, here, there, here)
        else:
            fortnight.play_here(here, team, agency, now)
    done.touch()


def _session(home: app.Home, account: DemoAccount, now: datetime) -> app.CommandSession:
    return app.log_in(home, account.member.clerk, account.password, now)


def _carry(home: app.Home, now: datetime, *sessions: app.Session) -> None:
    """Carry what waits at counters to the province and back, one after another."""
    from counter_app import demo_province

    with demo_province.opened(home, lambda: now) as province:
        for session in sessions:
            demo_province.carry(province, session.counter.store, lambda: now)
