"""Who comes to the demonstration's counters, for what, when: all of them fictional."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from counter_app import app
from counter_app.domain.facts import ChannelIn, ChannelOut, Paper
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import Address, Person, Sex
from counter_app.services import intake
from counter_app.services.intake import IntakeRequest


@dataclass(frozen=True)
class PastVisit:
    """One fictional visit to a counter: who came, for what, so many working days ago.

    ``goes_on`` says that the dossier was forwarded to the demonstration's own unit.
    """

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
    goes_on: bool = False


VISITS = (
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
    PastVisit(
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
"""At the counter that people try."""

NEIGHBOUR_VISITS = (
    PastVisit(
        3,
        time(8, 45),
        "1.004194",
        "Hoàng Văn Ví",
        "006083000021",
        date(1983, 2, 11),
        Sex.MALE,
        "Thôn Nà Cáy",
        "0912000021",
    ),
    PastVisit(
        2,
        time(9, 10),
        "1.004194",
        "Lường Thị Mẫu",
        "006190000022",
        date(1990, 6, 3),
        Sex.FEMALE,
        "Thôn Bản Giềng",
        "0912000022",
        goes_on=True,
    ),
    PastVisit(
        1,
        time(14, 35),
        "1.004837",
        "Sằm Văn Thử",
        "006176000023",
        date(1976, 10, 27),
        Sex.MALE,
        "Thôn Nà Tu",
        "0912000023",
        goes_on=True,
    ),
)
"""At the counter of the neighbouring commune."""


def take_in_past(session: app.Session, visit: PastVisit, now: datetime) -> str:
    """Take a past visit in at a counter and return its code; nothing for one still to come."""
    received_at = _last_working_moment(session, visit, now)
    if received_at >= now:
        return ""
    request = _request(session, visit, received_at)
    return intake.take_in(session.counter, request, session.member, now).code


def _last_working_moment(session: app.Session, visit: PastVisit, now: datetime) -> datetime:
    """Return the visit's time on the working day that many working days ago."""
    on, left = day_of(now), visit.days_ago
    while left:
        on -= timedelta(days=1)
        left -= session.counter.due_clock.calendar.is_working_day(on)
    return datetime.combine(on, visit.at, VIETNAM)


def _request(session: app.Session, visit: PastVisit, received_at: datetime) -> IntakeRequest:
    counter = session.counter
    procedure = counter.catalogue.procedure(visit.procedure, on=day_of(received_at))
    commune = counter.places.by_code(counter.desk.unit.code)
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
