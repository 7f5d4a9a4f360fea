"""Leads through bringing an older register over: read the file, look at it, take it in whole."""

from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.services.old_register import OldRegisterReport
from counter_app.ui.reports.ports import ReportPorts
from counter_app.ui.words_of_registers import summary_words


class ImportScreen(Protocol):
    """What the page can do."""

    def show_working(self, words: str) -> None:
        """Say what is being done; empty: nothing is."""

    def show_report(self, report: OldRegisterReport) -> None:
        """Show what would become of every line."""

    def show_refused(self, error: CounterError) -> None:
        """Say why the file cannot be used, or was not brought over."""

    def show_done(self, words: str) -> None:
        """Say how many dossiers were brought over."""


class ImportPresenter:
    """Reads the file in the background and records it when the clerk has looked at it."""

    def __init__(self, ports: ReportPorts, screen: ImportScreen) -> None:
        self._ports = ports
        self._screen = screen
        self.report: OldRegisterReport | None = None
        self._skips_bad = False

    def read(self, path: Path, sheet: str | None = None) -> None:
        """Read a file, or another of its sheets, and show what it says."""
        now = self._ports.now()
        self._screen.show_working(f"Đang đọc {path.name}…")
        self._ports.run(
            lambda: self._ports.preview_old(self._ports.read_old(path, now, sheet)),
            self._shown,
            self._refused,
            lane="reports.old",
        )

    def bring_over(self, *, skip_bad: bool) -> None:
        """Record what was looked at; all good lines, or none."""
        report = self.report
        if report is None:
            return
        self._skips_bad = skip_bad
        by, now = self._ports.current_clerk(), self._ports.now()
        self._screen.show_working("Đang nhập sổ cũ, quầy chờ vài giây…")
        self._ports.run(
            lambda: self._ports.bring_over(report.register, by, now, skip_bad),
            self._done,
            self._not_done,
        )

    def confirm_clock(self) -> None:
        """The clerk says that the machine's time is right: record that, and go on."""
        by, now = self._ports.current_clerk(), self._ports.now()

        def go_on(_: object) -> None:
            self.bring_over(skip_bad=self._skips_bad)

        self._ports.run(lambda: self._ports.confirm_clock(by, now), go_on, self._not_done)

    def forget(self) -> None:
        """Leave the file alone."""
        self.report = None

    def _shown(self, report: OldRegisterReport) -> None:
        self.report = report
        self._screen.show_working("")
        self._screen.show_report(report)

    def _refused(self, error: CounterError) -> None:
        self.report = None
        self._not_done(error)

    def _not_done(self, error: CounterError) -> None:
        self._screen.show_working("")
        self._screen.show_refused(error)

    def _done(self, report: OldRegisterReport) -> None:
        self.report = None
        self._screen.show_working("")
        self._screen.show_done(summary_words(report, is_done=True))
