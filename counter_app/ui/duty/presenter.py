"""Decides what the screen of duty shows of now, of a week and of the roster; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import RosterDay
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.shifts import Shift
from counter_app.services.duty import DutyDay
from counter_app.ui.duty.ports import DutyPorts, NowOnDuty
from counter_app.ui.duty.shown import NowShown, WeekRow, now_shown, sheet_of, week_rows
from counter_app.ui.words import fault_words, format_day

SIX_DAYS = timedelta(days=6)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekShown:
    """A week: its words, its days, and whether the clerk may plan."""

    title: str
    rows: tuple[WeekRow, ...]
    may_plan: bool


@dataclass(frozen=True)
class RosterForm:
    """The roster as it is edited: seven weekdays, who may be named, and the first day."""

    days: tuple[RosterDay, ...]
    staff: tuple[StaffMember, ...]
    valid_from: date


@dataclass(frozen=True)
class _Read:
    state: NowOnDuty
    days: tuple[DutyDay, ...]


class DutyScreen(Protocol):
    """What the view can do."""

    def show_now(self, shown: NowShown) -> None:
        """Show who is on duty now."""

    def show_week(self, shown: WeekShown) -> None:
        """Show a week."""

    def show_roster(self, form: RosterForm) -> None:
        """Let the roster be edited."""

    def show_roster_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields (``valid_from``, ``days.0``) what is wrong."""

    def leave_roster(self) -> None:
        """Go back to the week."""

    def show_sheet(self, pdf: bytes, name: str) -> None:
        """Show the sheet of a hand-over before it is printed."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def say_in_preview(self, words: str) -> None:
        """Say over the preview what was done."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class DutyPresenter:
    """Asks for the week and for now, and carries the roster to the service."""

    def __init__(self, ports: DutyPorts, screen: DutyScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._monday: date | None = None

    @property
    def today(self) -> date:
        """The day it is."""
        return day_of(self._ports.now())

    def refresh(self) -> None:
        """Ask for now and for the week."""
        first = self._monday or _monday_of(self.today)
        by = self._ports.current()

        def read() -> _Read:
            return _Read(self._ports.state(by), self._ports.days(first, first + SIX_DAYS))

        self._ports.run(read, self._show, self._screen.show_trouble, lane="duty")

    def go(self, weeks: int) -> None:
        """Go some weeks on or back; 0 goes to the week of today."""
        this = _monday_of(self.today)
        self._monday = (self._monday or this) + weeks * A_WEEK if weeks else this
        self.refresh()

    def edit_roster(self) -> None:
        """Let the head edit the roster as it is in force today."""
        today = self.today

        def read() -> RosterForm:
            staff = [m for m in self._ports.staff() if m.role is not Role.SUPERVISOR]
            return RosterForm(self._ports.roster(today), tuple(staff), today)

        self._ports.run(read, self._screen.show_roster, self._screen.show_trouble)

    def save_roster(self, days: Sequence[RosterDay], valid_from: date | None, fault: str) -> None:
        """Set the roster from a day on; ``fault`` names what is wrong with the day as typed."""
        if valid_from is None:
            self._screen.show_roster_faults({"valid_from": fault_words(fault or "missing")})
            return
        by = self._ports.current()

        def saved(_: object) -> None:
            self._screen.leave_roster()
            self._screen.say_done(f"Đã lập lịch trực, áp dụng từ {format_day(valid_from)}.")
            self.refresh()

        self._ports.run(
            lambda: self._ports.set_roster(days, valid_from, by), saved, self._roster_refused
        )

    def preview_sheet(self, shift: Shift) -> None:
        """Make the sheet of a shift that was handed over or closed."""
        if shift.handed is None:
            return
        self.preview(sheet_of(shift, shift.handed, shift.ended_at or self._ports.now()))

    def preview(self, sheet: HandOverSheet) -> None:
        """Make a sheet and show it."""
        name = f"ban-giao-ca-{sheet.to_at:%Y%m%d-%H%M}.pdf"
        self._ports.run(
            lambda: self._ports.sheet(sheet),
            lambda pdf: self._screen.show_sheet(pdf, name),
            self._screen.show_trouble,
        )

    def print_sheet(self, pdf: bytes) -> None:
        """Send a sheet to the printer."""
        self._ports.run(
            lambda: self._ports.send(pdf, "Ban giao ca"),
            lambda _: self._screen.say_in_preview("Đã gửi biên bản bàn giao tới máy in."),
            self._screen.show_trouble,
        )

    def save_sheet(self, pdf: bytes, path: Path) -> None:
        """Save a sheet as a file."""
        self._ports.run(
            lambda: self._ports.save(pdf, path),
            lambda _: self._screen.say_in_preview(f"Đã lưu biên bản vào {path}."),
            self._screen.show_trouble,
        )

    def _show(self, read: _Read) -> None:
        self._screen.show_now(now_shown(read.state, self._ports.desk))
        first, last = read.days[0].on, read.days[-1].on
        self._screen.show_week(
            WeekShown(
                title=f"Tuần {first:%d/%m} – {format_day(last)}",
                rows=week_rows(read.days, self.today),
                may_plan=self._ports.current().role is Role.HEAD,
            )
        )

    def _roster_refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_roster_faults(
                {name: fault_words(fault) for name, fault in error.problems.items()}
            )
        else:
            self._screen.show_trouble(error)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
