"""Decides about extra sessions and flagged days: the list, adding, cancelling; knows no Qt."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import DayFlag, DayFlagged, SessionAdded, SessionKind
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, Role
from counter_app.ui.duty.ports import DutyPorts
from counter_app.ui.duty.shown import PlanRow, counts_words, plan_rows
from counter_app.ui.words import fault_words
from counter_app.ui.words_of_duty import repeats_words

COUNTED = timedelta(days=30)


@dataclass(frozen=True)
class PlanForm:
    """What was typed for a plan; ``on`` and ``until`` come with the fault of their text."""

    kind: SessionKind | DayFlag
    on: date | None
    on_fault: str = ""
    weekly: bool = False
    until: date | None = None
    until_fault: str = ""
    hours: str = ""
    field: str = ""
    note: str = ""

    @property
    def is_session(self) -> bool:
        """Whether it is an extra session, which has hours and fields."""
        return isinstance(self.kind, SessionKind)

    def faults(self) -> dict[str, str]:
        """Return what cannot be asked of the service, by field."""
        faults: dict[str, str] = {}
        if self.on is None:
            faults["on"] = self.on_fault or "missing"
        if self.weekly and self.until_fault:
            faults["until"] = self.until_fault
        if self.is_session and not self.hours.strip():
            faults["hours"] = "missing"
        return faults


@dataclass(frozen=True)
class PlansShown:
    """The list of plans, what was counted, and whether the clerk may plan."""

    rows: tuple[PlanRow, ...]
    counted: str
    fields: tuple[str, ...]
    may_plan: bool


class PlansScreen(Protocol):
    """What the view can do."""

    def show_plans(self, shown: PlansShown) -> None:
        """Show the list."""

    def show_plan_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong."""

    def clear_plan(self) -> None:
        """Empty the form for the next plan."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class PlansPresenter:
    """Carries the head's plans to the service."""

    def __init__(self, ports: DutyPorts, screen: PlansScreen) -> None:
        self._ports = ports
        self._screen = screen

    def refresh(self) -> None:
        """Ask for the plans and the counts of the last days."""
        today = day_of(self._ports.now())

        def read() -> PlansShown:
            counts = self._ports.counts(today - COUNTED, today)
            return PlansShown(
                rows=plan_rows(self._ports.plans(), today),
                counted=counts_words(counts, today - COUNTED),
                fields=tuple(self._ports.fields()),
                may_plan=self._ports.current().role is Role.HEAD,
            )

        self._ports.run(read, self._screen.show_plans, self._screen.show_trouble, lane="duty.plans")

    def add(self, form: PlanForm) -> None:
        """Add an extra session or a flag."""
        faults = form.faults()
        if faults or form.on is None:
            self._show_faults(faults)
            return
        by, on, until = self._ports.current(), form.on, form.until if form.weekly else None
        kind = form.kind
        if isinstance(kind, SessionKind):
            fields = (form.field,) if form.field else ()
            session = SessionAdded(on, form.hours, kind, fields, form.weekly, until, form.note)
            self._ports.run(
                lambda: self._ports.add_session(session, by),
                lambda _: self._added(on, form.weekly, until),
                self._refused,
            )
        else:
            flagged = DayFlagged(on, kind, form.weekly, until, form.note)
            self._ports.run(
                lambda: self._ports.flag_day(flagged, by),
                lambda _: self._added(on, form.weekly, until),
                self._refused,
            )

    def cancel(self, row: PlanRow) -> None:
        """Cancel a plan from today on, or before it begins."""
        by = self._ports.current()
        since = day_of(self._ports.now())
        self._ports.run(
            lambda: self._ports.cancel(row.plan.name, since, by),
            lambda _: self._cancelled(row),
            self._screen.show_trouble,
        )

    def _added(self, on: date, weekly: bool, until: date | None) -> None:
        self._screen.show_plan_faults({})
        self._screen.clear_plan()
        self._screen.say_done(f"Đã thêm: {repeats_words(on, weekly, until)}.")
        self.refresh()

    def _cancelled(self, row: PlanRow) -> None:
        self._screen.say_done(f"Đã hủy từ hôm nay: {row.what}, {row.when}.")
        self.refresh()

    def _refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._show_faults(error.problems)
        else:
            self._screen.show_trouble(error)

    def _show_faults(self, faults: dict[str, str]) -> None:
        self._screen.show_plan_faults({name: fault_words(fault) for name, fault in faults.items()})
