"""A busy fictional week: what happens when, by chance but the same every time, and its playing.

Sixty dossiers a day and twenty in a Saturday session, five clerks in rotation, supplements,
late ones, apologies, a published swap. Played through the services, and beside it through the
plain calculation of ``plain_week``.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush

from counter_app.domain.duty_facts import RosterDay, SessionAdded, SessionKind
from counter_app.domain.facts import Paper, PayMethod, StaffJoined
from counter_app.domain.people import Role, StaffMember
from counter_app.services import (
    deadlines,
    duty,
    duty_plans,
    following,
    hand_over,
    returning,
    rules,
)
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from tests.journeys.plain_week import VN, PlainWeek
from tests.support.counters import A_HEAD, BIRTH, RESIDENCE, a_person

MONDAY = date(2026, 11, 16)
SATURDAY = date(2026, 11, 21)
SWAP_ON, SWAP_OFF = date(2026, 11, 28), date(2026, 11, 25)
DECIDED_AT = datetime(2026, 11, 18, 10, 1, tzinfo=VN)
"""On Wednesday the head hears that the next Wednesday is off and a Saturday worked."""

SPLIT_HOUSEHOLD = "1.010038"
LIMITS = {BIRTH: 0, RESIDENCE: 3, SPLIT_HOUSEHOLD: 5}
CLERKS = (
    StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK),
    StaffMember("hoan", "Triệu Văn Hoan", Role.CLERK),
    StaffMember("vi", "Ma Thị Ví", Role.CLERK),
    StaffMember("du", "Bàn Văn Dụ", Role.CLERK),
    StaffMember("thi", "Lý Thị Thí", Role.CLERK),
)
A_MINUTE = timedelta(minutes=1)
A_FEE = 15_000
ENOUGH = 100
"""With fewer minutes left of the week a dossier simply stays open."""

UNIT = "01843"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VN)


def main_on(day: date) -> StaffMember:
    return CLERKS[day.weekday() % 5]


def backup_on(day: date) -> StaffMember:
    return CLERKS[(day.weekday() + 1) % 5]


def on_duty_at(moment: datetime) -> StaffMember:
    return main_on(moment.date()) if moment.hour < 12 else backup_on(moment.date())


@dataclass(order=True)
class Event:
    """Something that happens at a moment; ``number`` keeps the order of one minute."""

    when: datetime
    number: int
    do: Callable[[datetime], None] = field(compare=False)


class Week:
    """Plays the week through the services and through the plain calculation alike."""

    def __init__(self, counter: Counter, seed: int) -> None:
        self.counter = counter
        self.plain = PlainWeek()
        self.cash: dict[tuple[date, str], int] = {}
        self.handed_cash: dict[tuple[date, str], int] = {}
        self._luck = random.Random(seed)
        self._events: list[Event] = []
        self._codes: dict[int, str] = {}
        self._issued: dict[date, int] = {}
        self._plan()

    def play(self, until: datetime) -> None:
        """Let everything happen that happens until a moment."""
        while self._events and self._events[0].when <= until:
            event = heappop(self._events)
            event.do(event.when)

    # -- what is going to happen

    def _plan(self) -> None:
        days = [MONDAY + timedelta(days=number) for number in range(6)]
        self._on(at(MONDAY, 7, 0), self._prepare)
        self._on(DECIDED_AT, self._decide)
        for day in days:
            self._plan_duty(day)
        for number, moment in enumerate(self._arrivals(days)):
            code = self._luck.choices(list(LIMITS), (4, 4, 2))[0]
            self._on(moment, partial(self._take_in, number, code))
            self._plan_life(number, code, moment)

    def _arrivals(self, days: list[date]) -> Iterator[datetime]:
        for day in days:
            minutes = [at(day, 7, 31) + A_MINUTE * number for number in range(235)]
            if day != SATURDAY:
                minutes += [at(day, 13, 31) + A_MINUTE * number for number in range(205)]
            count = 20 if day == SATURDAY else 60
            yield from sorted(self._luck.sample(minutes, count))

    def _plan_life(self, number: int, code: str, taken: datetime) -> None:
        """Choose what becomes of a dossier; only in minutes in which somebody is there."""
        fate, later = self._luck.random(), self._later(taken)
        if len(later) < ENOUGH:
            return
        first, second, third = sorted(self._luck.sample(later, 3))
        if code == BIRTH and fate < 0.75:
            soon = later[self._luck.randint(5, 90)]
            self._lead(number, (soon, self._ready), (soon + A_MINUTE, self._give))
        elif fate < 0.35:
            self._lead(number, (first, self._ready), (second, self._give))
        elif fate < 0.4:
            self._lead(number, (first, self._ask), (second, self._bring), (third, self._ready))
        elif fate < 0.45:
            self._lead(number, (first, self._ask), (second, self._bring))
        elif fate < 0.5:
            self._lead(number, (first, self._ask))
        elif fate < 0.55:
            self._lead(number, (first, self._forward), (second, self._ready))
        elif fate < 0.6:
            self._lead(number, (first, self._forward))
        elif fate < 0.7:
            self._lead(number, (first, self._appoint))
        elif fate < 0.75:
            self._lead(number, (first, self._apologise))
        elif fate < 0.8:
            self._lead(number, (first, self._refuse))
        elif fate < 0.85:
            self._lead(number, (first, self._withdraw))
        elif fate < 0.9:
            self._lead(number, (first, self._ready))

    def _later(self, moment: datetime) -> list[datetime]:
        week = [day for day in self.plain.office.minutes if day < at(SATURDAY, 0)]
        saturday = [at(SATURDAY, 7, 31) + A_MINUTE * number for number in range(230)]
        return [minute for minute in (*week, *saturday) if minute > moment + A_MINUTE]

    def _plan_duty(self, day: date) -> None:
        self._on(at(day, 7, 30), self._open)
        if day == SATURDAY:
            self._on(at(day, 11, 30), self._close)
        else:
            self._on(at(day, 12, 0), self._hand_over)
            self._on(at(day, 17, 0), self._close)

    def _lead(self, number: int, *steps: tuple[datetime, Callable[[str, datetime], None]]) -> None:
        for when, step in steps:
            self._on(when, partial(self._step, number, step))

    def _step(self, number: int, step: Callable[[str, datetime], None], now: datetime) -> None:
        step(self._codes[number], now)

    def _on(self, when: datetime, do: Callable[[datetime], None]) -> None:
        heappush(self._events, Event(when, len(self._events), do))

    # -- the office

    def _prepare(self, now: datetime) -> None:
        with self.counter.store.writing() as work:
            for clerk in CLERKS[2:]:
                joined = StaffJoined(clerk.clerk, clerk.name, clerk.role)
                work.journal.record(joined, by=A_HEAD.clerk, at=now, units=(UNIT,))
        week = [MONDAY + timedelta(days=number) for number in range(6)]
        roster = [
            RosterDay(day.weekday(), main_on(day).clerk, backup_on(day).clerk) for day in week
        ]
        duty_plans.set_roster(self.counter, roster, MONDAY, A_HEAD, now)
        session = SessionAdded(SATURDAY, "07:30-11:30", SessionKind.SATURDAY)
        duty_plans.add_session(self.counter, session, A_HEAD, now)

    def _decide(self, now: datetime) -> None:
        wishes = (
            rules.DayWish(SWAP_ON, "workday", "Làm bù cho ngày 25/11"),
            rules.DayWish(SWAP_OFF, "off", "Nghỉ hoán đổi"),
        )
        rules.decide_days(self.counter, wishes, "88/TB-UBND", A_HEAD, now)
        self.plain.decide({SWAP_OFF}, {SWAP_ON}, now)

    def _open(self, now: datetime) -> None:
        duty.open_shift(self.counter, on_duty_at(now), now)

    def _hand_over(self, now: datetime) -> None:
        giver, taker = main_on(now.date()), backup_on(now.date())
        handed = hand_over.hand_over(self.counter, taker, giver, now, is_signed=True).given.handed
        assert handed is not None
        self.handed_cash[now.date(), giver.clerk] = handed.cash_taken

    def _close(self, now: datetime) -> None:
        clerk = main_on(now.date()) if now.date() == SATURDAY else backup_on(now.date())
        left = hand_over.close_shift(self.counter, clerk, now).handed
        assert left is not None
        self.handed_cash[now.date(), clerk.clerk] = left.cash_taken

    # -- the dossiers

    def _take_in(self, number: int, procedure: str, now: datetime) -> None:
        person = a_person(f"Người thứ {number}", f"0060910{number:05}")
        request = IntakeRequest(procedure, person, papers=(Paper("Tờ khai"),))
        clerk = on_duty_at(now)
        wanted = duty.in_session(self.counter, request, now)
        dossier = take_in(self.counter, wanted, clerk, now)
        self._issued[now.date()] = self._issued.get(now.date(), 2000) + 1
        code = f"H55.18.43-{now:%y%m%d}-{self._issued[now.date()]}"
        assert dossier.code == code
        self._codes[number] = code
        self.plain.take_in(code, LIMITS[procedure], now)
        if procedure == RESIDENCE:
            is_cash = self._luck.random() < 0.6
            method = PayMethod.CASH if is_cash else PayMethod.TRANSFER
            following.pay_fee(
                self.counter, code, A_FEE, f"BL{number:04}", clerk, now, method=method
            )
            key = now.date(), clerk.clerk
            self.cash[key] = self.cash.get(key, 0) + (A_FEE if is_cash else 0)

    def _ask(self, code: str, now: datetime) -> None:
        if now < self.plain.dossiers[code].due:
            following.request_supplement(
                self.counter, code, ("Hợp đồng thuê nhà",), "Chưa nộp", on_duty_at(now), now
            )
            self.plain.ask(code, now)

    def _bring(self, code: str, now: datetime) -> None:
        if self.plain.dossiers[code].state == "paused":
            paper = Paper("Hợp đồng thuê nhà")
            following.receive_supplement(self.counter, code, (paper,), on_duty_at(now), now)
            self.plain.bring(code, now)

    def _forward(self, code: str, now: datetime) -> None:
        handler, clerk = CLERKS[4], on_duty_at(now)
        own_due = at(self.plain.office.next_day(now.date()), 10)
        to = ForwardTo(clerk=handler.clerk, due_at=own_due)
        following.forward(self.counter, code, to, clerk, now)
        self.plain.forward(code, handler.name, own_due)

    def _ready(self, code: str, now: datetime) -> None:
        if self.plain.dossiers[code].state == "paused":
            return
        returning.mark_ready(self.counter, code, Result(kind="Giấy"), on_duty_at(now), now)
        self.plain.ready(code, now)

    def _give(self, code: str, now: datetime) -> None:
        how = HandOut(receiver="Nguyễn Văn Thử")
        returning.hand_out(self.counter, code, how, on_duty_at(now), now)
        self.plain.give(code, "Nguyễn Văn Thử", now)

    def _appoint(self, code: str, now: datetime) -> None:
        due = at(self.plain.office.next_day(max(now, self.plain.dossiers[code].due).date()), 17)
        deadlines.reappoint(self.counter, code, due, "Chờ xác minh", on_duty_at(now), now)
        self.plain.appoint(code, due, now)

    def _apologise(self, code: str, now: datetime) -> None:
        deadlines.apologise(self.counter, code, "Thiếu người", on_duty_at(now), now)
        self.plain.apologise(code)

    def _refuse(self, code: str, now: datetime) -> None:
        following.refuse_dossier(self.counter, code, "Trái quy định", on_duty_at(now), now)
        self.plain.end(code, "refused")

    def _withdraw(self, code: str, now: datetime) -> None:
        following.withdraw(self.counter, code, "Đổi ý", on_duty_at(now), now)
        self.plain.end(code, "withdrawn")
