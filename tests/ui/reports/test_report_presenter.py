"""What the screen of registers decides: periods, the list in sight, an export slice by slice."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from counter_app.domain.errors import CounterError
from counter_app.domain.listing import CannotExport
from counter_app.domain.moments import VIETNAM
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.register import ExportProgress
from counter_app.ui.figures.ports import FigurePorts
from counter_app.ui.reports.ports import ReportPorts
from counter_app.ui.reports.presenter import ReportPresenter
from counter_app.ui.shared.spans import Span, span_days
from tests.support.counters import A_CLERK
from tests.ui.stand_ins import Slowly

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
PATH = Path("so.xlsx")


@dataclass
class FakeScreen:
    """Notes what it is told."""

    said: list[Any] = field(default_factory=list)

    def visible_rows(self) -> tuple[int, int]:
        return 0, 20

    def show_choices(self, fields: tuple[str, ...], units: tuple[tuple[str, str], ...]) -> None:
        self.said.append(fields)

    def show_list(self, total: int, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        self.said.append(("list", total, offset))

    def show_rows(self, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        self.said.append(("rows", offset))

    def show_trouble(self, error: CounterError) -> None:
        self.said.append(error)

    def show_progress(self, progress: ExportProgress | None) -> None:
        self.said.append(progress)

    def show_exported(self, path: Path, count: int) -> None:
        self.said.append((path, count))

    def show_cancelled(self) -> None:
        self.said.append("cancelled")


@dataclass
class Desk:
    """The desk's thread, one job at a time when the test says so."""

    run: Slowly = field(default_factory=Slowly)
    closed: int = 0
    trouble: CounterError | None = None

    def export(
        self, ask: RegisterAsk, kind: ExportKind, path: Path, taker: Taker
    ) -> Generator[ExportProgress, None, None]:
        try:
            for done in range(3):
                yield ExportProgress(done, 3)
            if self.trouble:
                raise self.trouble
            yield ExportProgress(3, 3, is_done=True)
        finally:
            self.closed += 1

    def ports(self) -> ReportPorts:
        def unused(*_: object) -> Any:
            raise AssertionError("not asked for here")

        return ReportPorts(
            run=self.run,
            now=lambda: NOW,
            current_clerk=lambda: A_CLERK,
            fields=lambda: ("Hộ tịch",),
            units=lambda: (("01843", "Phường Bắc Kạn"),),
            count=lambda ask, now: 250,
            page=lambda ask, now, offset, most: (),
            file_name=lambda ask, kind: "so.xlsx",
            export=self.export,
            read_old=unused,
            preview_old=unused,
            bring_over=unused,
            confirm_clock=unused,
            figures=FigurePorts(
                run=self.run,
                now=lambda: NOW,
                units=unused,
                report=unused,
                rows_behind=unused,
                file_name=unused,
                export=unused,
                charts=unused,
                export_charts=unused,
                current_clerk=lambda: A_CLERK,
            ),
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def presenter(desk: Desk, screen: FakeScreen) -> ReportPresenter:
    return ReportPresenter(desk.ports(), screen)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, date(2026, 11, 23), date(2026, 11, 23)),
        (Span.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Span.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Span.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Span.LAST_QUARTER, date(2026, 7, 1), date(2026, 9, 30)),
        (Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Span.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_has_its_days(span: Span, first: date, last: date) -> None:
    assert span_days(span, NOW.date()) == (first, last)


def test_the_first_quarter_ends_in_march() -> None:
    assert span_days(Span.QUARTER, date(2026, 2, 28)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert span_days(Span.LAST_MONTH, date(2026, 1, 31))[0] == date(2025, 12, 1)
    last = span_days(Span.LAST_QUARTER, date(2026, 2, 28))
    assert last == (date(2025, 10, 1), date(2025, 12, 31))


def test_an_answer_to_an_older_question_is_dropped(
    desk: Desk, screen: FakeScreen, presenter: ReportPresenter
) -> None:
    presenter.refresh()
    presenter.choose(RegisterAsk(RegisterKind.LATE, date(2026, 1, 1), date(2026, 12, 31)))
    desk.run.work()
    assert screen.said == [("Hộ tịch",), ("list", 250, 0)]


def test_lines_are_read_by_the_page(
    desk: Desk, screen: FakeScreen, presenter: ReportPresenter
) -> None:
    presenter.fetch(234)
    desk.run.work()
    assert screen.said == [("rows", 200)]


def test_an_export_goes_from_slice_to_slice_and_others_have_their_turn(
    desk: Desk, screen: FakeScreen, presenter: ReportPresenter
) -> None:
    presenter.export(ExportKind.EXCEL, PATH)
    desk.run.work(2)
    assert presenter.is_exporting
    desk.run(lambda: "an intake", screen.said.append)
    desk.run.work()
    assert screen.said[-1] == (PATH, 3)
    # The intake was asked for after the second slice and answered before the export's end.
    assert screen.said.index("an intake") < screen.said.index(None)
    assert desk.closed == 1
    assert not presenter.is_exporting


def test_only_one_export_at_a_time(desk: Desk, presenter: ReportPresenter) -> None:
    presenter.export(ExportKind.EXCEL, PATH)
    presenter.export(ExportKind.PDF, Path("so.pdf"))
    assert len(desk.run.waiting) == 1


def test_a_cancelled_export_is_closed_and_said(
    desk: Desk, screen: FakeScreen, presenter: ReportPresenter
) -> None:
    presenter.export(ExportKind.EXCEL, PATH)
    desk.run.work(1)
    presenter.cancel()
    desk.run.work()
    assert screen.said[-2:] == [None, "cancelled"]
    assert desk.closed == 1
    assert not presenter.is_exporting


def test_an_export_that_fails_is_said_and_another_may_begin(
    desk: Desk, screen: FakeScreen, presenter: ReportPresenter
) -> None:
    desk.trouble = CannotExport(PATH, "full")
    presenter.export(ExportKind.EXCEL, PATH)
    desk.run.work()
    assert screen.said[-2:] == [None, desk.trouble]
    assert not presenter.is_exporting
