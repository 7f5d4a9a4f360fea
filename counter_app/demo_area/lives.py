"""A year at one commune's counter: who came for what, what became of it, and how late it was.

All of it is drawn from the seed of the commune, so that the area is the same at every making.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from counter_app.demo_visits.people import people
from counter_app.domain.deadline import DueClock
from counter_app.domain.facts import (
    Apologised,
    ChannelIn,
    ChannelOut,
    Corrected,
    Fact,
    FeePaid,
    Forwarded,
    Paper,
    PayMethod,
    RatedBy,
    Reappointed,
    Refused,
    ResultReady,
    Returned,
    Satisfaction,
    SlipPaper,
    SlipPrinted,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.places import Commune
from counter_app.domain.procedure import Procedure

LINES = ("Thôn Nà Thử", "Thôn Bản Mẫu", "Thôn Khuổi Thí", "Tổ 3", "Tổ 8", "Thôn Pác Ví")
HANDLERS = ("Triệu Văn Giả", "Bàn Thị Họa", "Hà Văn Tạm", "Ma Thị Nháp")
REASON = "Hồ sơ cần xác minh tại thực địa, cán bộ phụ trách đi vắng"

_OPENS, _CLOSES = time(7, 35), time(16, 20)
_NOON, _AGAIN = time(11, 30), time(13, 30)


@dataclass(frozen=True)
class Character:
    """How a commune works: the share of late results, of silence at the end, of apologies.

    ``silent_days`` are the days before now on which nothing comes from it any more.
    """

    late: float = 0.03
    apologises: float = 1.0
    silent_days: int = 0
    corrects: float = 0.01
    keeps_back: float = 0.0


@dataclass(frozen=True)
class Work:
    """What a desk has to do with: its codes, its clerks, its procedures, the law's days."""

    unit_code: str
    agency: str
    desk: int
    first_serial: int
    clerks: Sequence[str]
    procedures: Sequence[Procedure]
    due: DueClock
    commune: Commune


@dataclass(frozen=True)
class Event:
    """A fact, by whom, at which moment; ``dossier`` counts the desk's dossiers, or other subjects.

    ``at`` is what the machine's clock said; ``ahead`` how far it was ahead of the right time.
    """

    at: datetime
    dossier: int
    by: str
    fact: Fact
    ahead: timedelta = timedelta()

    @property
    def truly_at(self) -> datetime:
        """When it happened by a clock that is right."""
        return self.at - self.ahead


def a_year(
    work: Work, character: Character, count: int, days: tuple[date, date], seed: str
) -> list[Event]:
    """Return everything that happened at a desk from one day to another, in its order."""
    luck = random.Random(seed)
    last = datetime.combine(days[1], time(17, 0), VIETNAM) - timedelta(character.silent_days)
    persons = people(luck.randrange(10**6), LINES, work.commune)
    weights = [1 / (place + 1) for place in range(len(work.procedures))]
    events: list[Event] = []
    serials: dict[date, int] = {}
    for number, at in enumerate(_arrivals(work.due, luck, count, days)):
        (procedure,) = luck.choices(work.procedures, weights)
        on = at.date()
        serials[on] = serials.get(on, work.first_serial - 1) + 1
        code = f"{work.agency}-{on:%y%m%d}-{serials[on]:04}"
        opening = intake_of(work, luck, procedure, code, at)
        opening = replace(opening, applicant=next(persons))
        life = _life(work, character, luck, opening, at)
        by = luck.choice(work.clerks)
        events += [
            Event(as_utc(when), number, by if when == at else luck.choice(work.clerks), fact)
            for when, fact in ((at, opening), *life)
            if when <= last
        ]
    return sorted(events, key=lambda event: (event.at, event.dossier))


def _arrivals(
    due: DueClock, luck: random.Random, count: int, days: tuple[date, date]
) -> list[datetime]:
    """Return when dossiers came, in order: on working days, more before noon and on Mondays."""
    span = (days[1] - days[0]).days + 1
    every = [days[0] + timedelta(n) for n in range(span)]
    working = [on for on in every if due.calendar.is_working_day(on)]
    weights = [1.4 if on.weekday() == 0 else 1.0 for on in working]
    return sorted(_moment(luck, on) for on in luck.choices(working, weights, k=count))


def _moment(luck: random.Random, on: date) -> datetime:
    """Return a moment at which the desk is open."""
    is_morning = luck.random() < 0.6
    first, minutes = (_OPENS, 225) if is_morning else (time(13, 35), 160)
    start = datetime.combine(on, first, VIETNAM)
    return start + timedelta(minutes=luck.randrange(minutes), seconds=luck.randrange(60))


def intake_of(
    work: Work, luck: random.Random, procedure: Procedure, code: str, at: datetime
) -> TakenIn:
    """Return the intake of a dossier that comes at a moment, promised by the law's days."""
    channel = luck.choices(list(ChannelIn), (70, 24, 6))[0]
    limit = procedure.limit_for(channel) or procedure.limit
    assert limit is not None, "only procedures with a limit are chosen"
    promise = work.due.promise(at, limit)
    received = as_utc(at)
    return TakenIn(
        code=code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field=procedure.field,
        received_at=received,
        counted_from=received,
        limit=promise.limit.text,
        due_at=as_utc(promise.due_at),
        counted=promise.counted,
        applicant=next(people(1, LINES, work.commune)),
        papers=tuple(Paper(p.name) for p in procedure.papers if p.is_required)[:6],
        fees=procedure.fees,
        channel_in=channel,
        channel_out=luck.choices(list(ChannelOut), (74, 8, 18))[0],
        unit_code=work.unit_code,
        desk=work.desk,
        mode=promise.mode.value,
        procedure_valid_from=procedure.valid_from.isoformat(),
    )


Life = Iterator[tuple[datetime, Fact]]


def _life(
    work: Work, character: Character, luck: random.Random, intake: TakenIn, at: datetime
) -> Life:
    """Yield what became of a dossier: (moment, fact)."""
    yield at + timedelta(seconds=40), SlipPrinted(SlipPaper.A5)
    if intake.fees:
        paid = at + timedelta(minutes=2)
        method = luck.choices(list(PayMethod), (60, 40))[0]
        receipt = f"BL-{luck.randrange(100_000):05}"
        yield paid, FeePaid(as_utc(paid), intake.fees[0].amount, receipt, method)
    if luck.random() < character.corrects:
        fixed = at + timedelta(minutes=15)
        right = replace(intake, note="Ghi lại số điện thoại")
        reason = "Ghi nhầm khi tiếp nhận"
        yield fixed, Corrected(as_utc(fixed), reason, ("note",), right, 2, 1)
    due_at, at = intake.due_at, _at_desk(at + timedelta(minutes=30))
    if luck.random() < 0.5:
        yield at, Forwarded(as_utc(at), to_name=luck.choice(HANDLERS))
    fate = luck.random()
    if fate < 0.02:
        ended = _within(work, luck, at, due_at, 0.4)
        yield ended, _ended(luck, as_utc(ended))
        return
    if fate < 0.06 and due_at - as_utc(at) > timedelta(days=1):
        asked = _within(work, luck, at, due_at, 0.3)
        yield asked, SupplementRequested(as_utc(asked), ("Bản sao giấy tờ tùy thân",), "none", 60)
        at = next_open(work, asked + timedelta(days=1))
        yield at, SupplementReceived(as_utc(at), due_at)
    yield from _result(work, character, luck, intake, at)


def _ended(luck: random.Random, at: datetime) -> Fact:
    if luck.random() < 0.5:
        return Withdrawn(at, "Công dân đề nghị rút hồ sơ")
    return Refused(at, "Không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã")


def _result(
    work: Work, character: Character, luck: random.Random, intake: TakenIn, at: datetime
) -> Life:
    due_at = intake.due_at
    if luck.random() >= character.late:
        solved = _within(work, luck, at, due_at, 0.2 + 0.75 * luck.random())
    else:
        solved = next_open(work, due_at + timedelta(days=luck.choice((1, 1, 2, 3, 5, 9)), hours=-2))
        said = max(at, due_at - timedelta(minutes=25))
        if luck.random() < character.apologises:
            yield said, Apologised(as_utc(said), REASON)
        elif luck.random() < 0.3:
            moved = as_utc(solved + timedelta(hours=1))
            yield said, Reappointed(as_utc(said), moved, due_at, REASON, is_after_due=said > due_at)
    yield solved, ResultReady(as_utc(solved), solved_at=as_utc(solved), kind="Giấy xác nhận")
    wait = luck.choice((0, 0, 0, 1, 1, 2, 4)) + (9 if luck.random() < character.keeps_back else 0)
    handed = next_open(work, solved + timedelta(days=wait, minutes=luck.randrange(15, 90)))
    level = luck.choices(list(Satisfaction), (62, 33, 5))[0] if luck.random() < 0.7 else None
    by = luck.choice(list(RatedBy))
    name = intake.applicant.name
    yield (
        handed,
        Returned(as_utc(handed), intake.channel_out, name, satisfaction=level, rated_by=by),
    )


def _within(
    work: Work, luck: random.Random, at: datetime, due_at: datetime, share: float
) -> datetime:
    """Return a moment on the way from one to another, never behind the second."""
    rest = max(timedelta(minutes=5), due_at - at)
    moment = _at_desk(at + rest * share)
    while moment > at and not work.due.calendar.is_working_day(moment.date()):
        moment -= timedelta(days=1)
    return max(at, min(moment, due_at - timedelta(minutes=luck.randrange(3, 30))))


def _at_desk(moment: datetime) -> datetime:
    """Return the moment moved into the day's desk hours, not always to the same minute."""
    local = moment.astimezone(VIETNAM).replace(microsecond=0)
    aside = timedelta(minutes=(7 * local.hour + local.minute) % 100, seconds=local.second)
    if local.time() < _OPENS:
        return datetime.combine(local.date(), _OPENS, VIETNAM) + aside
    if local.time() > _CLOSES:
        return datetime.combine(local.date(), _CLOSES, VIETNAM) - aside
    if _NOON < local.time() < _AGAIN:
        return datetime.combine(local.date(), _AGAIN, VIETNAM) + aside / 2
    return local


def next_open(work: Work, moment: datetime) -> datetime:
    """Return the moment, on the next working day if the office is closed on its own."""
    local = _at_desk(moment)
    while not work.due.calendar.is_working_day(local.date()):
        local += timedelta(days=1)
    return local
