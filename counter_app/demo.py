"""A counter to try the program with: a real commune, fictional staff and people, all the data."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from counter_app import app
from counter_app.domain.dossier_row import DossierFilter
from counter_app.domain.facts import ChannelIn, ChannelOut, Paper
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import Address, Person, Role, Sex, StaffMember
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.services import accounts, dossiers, intake
from counter_app.services.intake import IntakeRequest
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


def prepare(home: app.Home, now: datetime) -> dict[str, Any]:
    """Make the demonstration's home where there is none yet, and say how to log in."""
    if not home.is_founded():
        home.folder.mkdir(parents=True, exist_ok=True)
        founding = accounts.Founding(desk(), STAFF[0].member, STAFF[0].password)
        app.found(home, founding, now)
        head = STAFF[0]
        with app.log_in(home, head.member.clerk, head.password, now) as session:
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


def visit() -> Visit:
    """Return the visit of the tour: a fictional citizen who registers a temporary residence."""
    account = STAFF[1]
    return Visit(
        clerk=account.member.clerk,
        password=account.password,
        card="006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam"
        "|Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|20072021",
        phone="0912345678",
        procedure="tam tru",
        search="nguyen van thu",
    )


@dataclass(frozen=True)
class _Visit:
    """One fictional visit to the counter: who came, for what, when."""

    days_ago: int
    at: time
    procedure: str
    name: str
    id_number: str
    born: date
    sex: Sex
    line: str
    phone: str
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK


_VISITS = (
    _Visit(
        9,
        time(8, 5),
        "1.004194",
        "Lò Văn Mẫu",
        "006078000011",
        date(1978, 3, 2),
        Sex.MALE,
        "Tổ 4",
        "0912000011",
    ),
    _Visit(
        8,
        time(9, 40),
        "1.004827",
        "Nông Thị Thử",
        "006185000012",
        date(1985, 7, 19),
        Sex.FEMALE,
        "Tổ 11",
        "0912000012",
    ),
    _Visit(
        7,
        time(14, 20),
        "1.004837",
        "Triệu Văn Thí",
        "006069000013",
        date(1969, 11, 30),
        Sex.MALE,
        "Tổ 7",
        "0912000013",
        ChannelIn.POST,
        ChannelOut.POST,
    ),
    _Visit(
        4,
        time(7, 50),
        "1.004194",
        "Ma Thị Ví",
        "006192000014",
        date(1992, 1, 8),
        Sex.FEMALE,
        "Tổ 2",
        "0912000014",
    ),
    _Visit(
        3,
        time(10, 15),
        "1.004194",
        "Đặng Thị Ngữ Mẫu",
        "006191000015",
        date(1991, 8, 15),
        Sex.FEMALE,
        "Tổ 1",
        "0912000015",
    ),
    _Visit(
        2,
        time(15, 30),
        "2.000884",
        "Bàn Văn Dụ",
        "006088000016",
        date(1988, 5, 5),
        Sex.MALE,
        "Tổ 9",
        "0912000016",
    ),
    _Visit(
        1,
        time(8, 30),
        "1.004837",
        "Hà Thị Giả",
        "006195000017",
        date(1995, 12, 24),
        Sex.FEMALE,
        "Tổ 5",
        "0912000017",
    ),
    _Visit(
        1,
        time(16, 10),
        "2.000815",
        "Phùng Văn Thử",
        "006074000018",
        date(1974, 9, 1),
        Sex.MALE,
        "Tổ 3",
        "0912000018",
    ),
)


def fill(home: app.Home, now: datetime) -> None:
    """Give a demonstration that holds nothing yet a few fictional dossiers of the last days."""
    account = STAFF[1]
    with app.log_in(home, account.member.clerk, account.password, now) as session:
        if dossiers.count(session.counter, DossierFilter()):
            return
        for visit in _VISITS:
            received_at = _last_working_moment(session, now, visit)
            if received_at < now:
                request = _request(session, visit, received_at)
                intake.take_in(session.counter, request, session.member, now)


def _last_working_moment(session: app.Session, now: datetime, visit: _Visit) -> datetime:
    """Return the visit's time on the working day that many working days ago."""
    on, left = day_of(now), visit.days_ago
    while left:
        on -= timedelta(days=1)
        left -= session.counter.due_clock.calendar.is_working_day(on)
    return datetime.combine(on, visit.at, VIETNAM)


def _request(session: app.Session, visit: _Visit, received_at: datetime) -> IntakeRequest:
    procedure = session.counter.catalogue.procedure(visit.procedure, on=day_of(received_at))
    commune = session.counter.places.by_code(UNIT_CODE)
    home = (
        Address(visit.line, commune.code, commune.name, commune.province)
        if commune
        else Address(visit.line)
    )
    return IntakeRequest(
        procedure_code=procedure.code,
        applicant=Person(visit.name, visit.id_number, visit.born, visit.sex, home, visit.phone),
        papers=tuple(Paper(paper.name) for paper in procedure.papers if paper.is_required),
        channel_in=visit.channel_in,
        channel_out=visit.channel_out,
        received_at=received_at,
    )
