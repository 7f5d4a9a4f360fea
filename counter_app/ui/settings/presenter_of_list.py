"""Leads through taking a list of procedures over: file, what changes, decision; knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.people import FieldsRefused
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure_list import RowKind
from counter_app.services.procedure_list import ListFile, ListReport
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter import worded
from counter_app.ui.settings.presenter_of_edition import FIRST_DAY
from counter_app.ui.words import format_day
from counter_app.ui.words_of_settings import list_summary_words


@dataclass(frozen=True)
class ListForm:
    """From when on the list holds, and by which document."""

    valid_from: date | None
    valid_from_fault: str
    document: str


class ListScreen(Protocol):
    """The page of a list as the presenter sees it."""

    def show_working(self, words: str) -> None:
        """Say what is being done; empty: nothing is."""

    def show_report(self, report: ListReport) -> None:
        """Show what would become of every row."""

    def show_nothing(self) -> None:
        """No file is looked at."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong."""

    def leave(self, words: str) -> None:
        """Go back to the list and say what was done."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class ListPresenter:
    """Reads the file in the background, and records it when the head has looked at it."""

    def __init__(self, ports: SettingsPorts, screen: ListScreen) -> None:
        self._ports = ports
        self._screen = screen
        self.report: ListReport | None = None

    def read(self, path: Path, valid_from: date, sheet: str | None = None) -> None:
        """Read a file, or another of its sheets, and show what it would change."""
        self._screen.show_working(f"Đang đọc {path.name}…")
        self._ports.run(
            lambda: self._ports.preview_list(self._ports.read_list(path, sheet), valid_from),
            self._shown,
            self._unreadable,
            lane="settings.list",
        )

    def look_again(self, valid_from: date) -> None:
        """Show what the list would change from another day on."""
        if self.report is None or self.report.valid_from == valid_from:
            return
        file: ListFile = self.report.file
        self._ports.run(
            lambda: self._ports.preview_list(file, valid_from),
            self._shown,
            self._not_done,
            lane="settings.list",
        )

    def take_over(self, form: ListForm, *, skip_bad: bool) -> None:
        """Record every edition that is new or changed."""
        report = self.report
        faults = self._faults(form)
        self._screen.show_faults(worded(faults))
        if report is None or faults:
            return
        if form.valid_from != report.valid_from:
            assert form.valid_from is not None
            self.look_again(form.valid_from)
            return
        by, document = self._ports.current(), form.document
        self._screen.show_working("Đang ghi danh mục…")
        self._ports.run(
            lambda: self._ports.take_over(report, document, by, skip_bad),
            lambda done: self._done(done, document),
            self._not_done,
        )

    def forget(self) -> None:
        """Leave the file alone."""
        self.report = None
        self._screen.show_nothing()

    def _faults(self, form: ListForm) -> dict[str, str]:
        faults = {} if form.document.strip() else {"document": "missing"}
        if form.valid_from is None:
            faults["valid_from"] = form.valid_from_fault or "missing"
        elif form.valid_from < FIRST_DAY:
            faults["valid_from"] = "too_far"
        return faults

    def _shown(self, report: ListReport) -> None:
        self.report = report
        self._screen.show_working("")
        self._screen.show_report(report)

    def _unreadable(self, error: CounterError) -> None:
        self.report = None
        self._screen.show_working("")
        self._screen.show_nothing()
        self._screen.show_trouble(error)

    def _not_done(self, error: CounterError) -> None:
        self._screen.show_working("")
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(worded(error.problems))
        self._screen.show_trouble(error)

    def _done(self, report: ListReport, document: str) -> None:
        self.report = None
        self._screen.show_working("")
        said = summary_of(report, is_done=True)
        since = format_day(report.valid_from)
        self._screen.leave(f"{said} Áp dụng từ {since} theo {composed(document)}.")


def summary_of(report: ListReport, *, is_done: bool = False) -> str:
    """Return what becomes, or became, of the list."""
    counts = {kind.value: report.count(kind) for kind in RowKind}
    return list_summary_words(counts, report.kept_count, is_done=is_done)
