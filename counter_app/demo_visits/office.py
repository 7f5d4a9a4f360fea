"""The demonstration's office: who was on duty, what is planned, and what the head decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from counter_app.demo_visits.scene import Calendar
from counter_app.demo_visits.story import Story
from counter_app.domain.facts import DayFlag, DayFlagged, RosterDay, SessionAdded, SessionKind
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.services import duty, duty_plans, hand_over, rules

SATURDAY = 5
HAND_OVER = "11:30"
"""When the main clerk handed the desk over yesterday."""

LONGEST_AGO = 10
"""The first working day of the story."""

DECIDED_AT = (1, "16:50")
DOCUMENT = "215/TB-UBND"
HELD = ("Sổ theo dõi hồ sơ", "Dấu tiếp nhận", "Chìa khóa tủ hồ sơ")


@dataclass(frozen=True)
class Team:
    """The head of the office, and the two clerks who take turns at the desk."""

    head: StaffMember
    one: StaffMember
    other: StaffMember

    def main(self, on: date) -> StaffMember:
        """Return who is first on duty on a day: they take turns, beginning on Monday."""
        return self.other if on.weekday() in (1, 3) else self.one

    def backup(self, on: date) -> StaffMember:
        """Return who stands in on a day."""
        return self.one if self.main(on) is self.other else self.other

    def at(self, handed_over_at: datetime, moment: datetime) -> StaffMember:
        """Return who signs at a moment, of the desk that was handed over at another."""
        on, is_after = day_of(moment), moment >= handed_over_at
        has_changed = is_after and on == day_of(handed_over_at)
        return self.backup(on) if has_changed else self.main(on)


def plan(story: Story, team: Team) -> None:
    """Let the head plan a roster by weekday, a Saturday morning, and the Mondays without paper."""
    days = [date.min + timedelta(days=number) for number in range(SATURDAY + 1)]
    roster = [RosterDay(on.weekday(), team.main(on).clerk, team.backup(on).clerk) for on in days]
    saturday = _next_saturday(story.calendar.today)
    session = SessionAdded(saturday, "07:30-11:30", SessionKind.SATURDAY)
    counter, head = story.counter, team.head

    def do(now: datetime) -> None:
        on = day_of(now)
        monday = DayFlagged(on + timedelta(days=-on.weekday() % 7), DayFlag.PAPERLESS, weekly=True)
        duty_plans.set_roster(counter, roster, on, head, now)
        duty_plans.add_session(counter, session, head, now)
        duty_plans.flag_day(counter, monday, head, now)

    story.happens((LONGEST_AGO, "07:00"), do)


def work(story: Story, team: Team) -> None:
    """Let the clerks open and end their shifts; yesterday's was handed over at noon."""
    for days_ago in range(LONGEST_AGO, 0, -1):
        main = team.main(story.calendar.day(days_ago))
        backup = team.backup(story.calendar.day(days_ago))
        story.happens((days_ago, "07:25"), partial(_opens, story, main))
        if days_ago == 1:
            story.happens((days_ago, HAND_OVER), partial(_hands_over, story, main, backup))
            story.happens((days_ago, "17:05"), partial(_closes, story, backup))
        else:
            story.happens((days_ago, "17:05"), partial(_closes, story, main))


def decide(story: Story, team: Team) -> None:
    """Let the head publish a swapped day that dossiers were promised over before."""
    off = _day_to_swap(story.calendar)
    if off is None:
        return
    on = _next_saturday(off)
    wishes = (
        rules.DayWish(off, "off", "Nghỉ hoán đổi theo thông báo"),
        rules.DayWish(on, "workday", f"Làm bù cho ngày {off:%d/%m}"),
    )

    def do(now: datetime) -> None:
        rules.decide_days(story.counter, wishes, DOCUMENT, team.head, now)

    story.happens(DECIDED_AT, do)


def handed_over_at(calendar: Calendar) -> datetime:
    """Return when yesterday's desk was handed over."""
    return calendar.moment((1, HAND_OVER))


def _next_saturday(day: date) -> date:
    ahead = (SATURDAY - day.weekday()) % 7 or 7
    return day + timedelta(days=ahead)


def _day_to_swap(calendar: Calendar) -> date | None:
    """Return a working day of the week behind the planned Saturday, if there is one."""
    monday = _next_saturday(calendar.today) + timedelta(days=2)
    days = (monday + timedelta(days=number) for number in (2, 3, 1, 0, 4))
    return next((day for day in days if calendar.calendar.is_working_day(day)), None)


def _opens(story: Story, clerk: StaffMember, now: datetime) -> None:
    duty.open_shift(story.counter, clerk, now)


def _hands_over(story: Story, giver: StaffMember, taker: StaffMember, now: datetime) -> None:
    note = "Còn một hồ sơ chờ bưu chính đến nhận chiều nay."
    hand_over.hand_over(story.counter, taker, giver, now, papers=HELD, note=note, is_signed=True)


def _closes(story: Story, clerk: StaffMember, now: datetime) -> None:
    hand_over.close_shift(story.counter, clerk, now, papers=HELD)
