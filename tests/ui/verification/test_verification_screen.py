"""The screen that checks the journals: on a real store, with the keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from counter_app.domain.errors import CounterError
from counter_app.domain.verification import Finding, FindingKind
from counter_app.services.counter import Counter
from counter_app.ui.verification.ports import ports_of
from counter_app.ui.verification.presenter import STOPPED
from counter_app.ui.verification.shown import BROKEN, SOUND, UNCHECKED, shown_of
from counter_app.ui.verification.view import VerificationView
from counter_app.ui.words_of_verification import finding_words
from tests.support.counters import A_MONDAY, a_counter
from tests.support.seeding import fill
from tests.ui.stand_ins import at_once, focus

Opened = Callable[[], VerificationView]


class Steps:
    """Runs jobs one at a time, when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.is_by_hand = False

    def __call__(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        if self.is_by_hand:
            self.waiting.append((job, on_answer))
        else:
            at_once(job, on_answer, on_error, lane=lane)

    def next(self) -> None:
        """Run the job that has waited longest."""
        job, on_answer = self.waiting.pop(0)
        on_answer(job())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path)
    fill(counter.store, 9_000)
    yield counter
    counter.store.close()


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def opened(qtbot: QtBot, counter: Counter, steps: Steps) -> Opened:
    def make() -> VerificationView:
        view = VerificationView(ports_of(counter, steps, lambda: A_MONDAY))
        qtbot.addWidget(view)
        view.resize(1170, 680)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.opened()
        return view

    return make


def tamper(counter: Counter, statement: str) -> None:
    with counter.store.writing() as work:
        work.connection.execute(text(statement))


def test_f5_checks_everything_and_says_that_all_is_well(opened: Opened) -> None:
    view = opened()
    (row,) = view.journals.model.rows
    assert (row.unit, row.desk, row.verdict) == ("Phường Bắc Kạn", "Quầy 2", UNCHECKED)
    assert view.headline.text() == "1 nhật ký chưa được kiểm tra"

    QTest.keyClick(view, Qt.Key.Key_F5)

    assert view.headline.text() == "Mọi nhật ký đều nguyên vẹn"
    assert view.headline.property("tone") == "done"
    assert [row.verdict for row in view.journals.model.rows] == [SOUND]
    assert not view.progress.isVisible()
    assert not view.findings.isVisible()


def test_a_changed_entry_is_named_with_what_that_means(opened: Opened, counter: Counter) -> None:
    """Seen to fail when the findings were not read again after the check."""
    view = opened()
    tamper(counter, "UPDATE entries SET at = at + 1 WHERE seq = 5")
    QTest.keyClick(view, Qt.Key.Key_F5)

    assert view.headline.text() == "Nhật ký của Phường Bắc Kạn · Quầy 2 không còn nguyên vẹn"
    (found,) = view.findings.model.rows
    assert found.title == "Mục 5 đã bị sửa"
    assert found.entry.endswith("/5")
    assert "mục 4 ngay trước nó bị viết lại" in view.meaning.text()
    assert [row.verdict for row in view.journals.model.rows] == [BROKEN]


def test_the_dossier_of_a_finding_is_one_key_away(
    qtbot: QtBot, opened: Opened, counter: Counter
) -> None:
    view = opened()
    tamper(counter, "UPDATE entries SET at = at + 1 WHERE seq = 5")
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert view.dossier_button.isEnabled()

    with qtbot.waitSignal(view.dossier_wanted) as asked:
        QTest.keyClick(view, Qt.Key.Key_F8)

    assert str(asked.args[0]).startswith("H55.12.34-")


def test_an_entry_that_belongs_to_no_dossier_leads_nowhere(
    opened: Opened, counter: Counter
) -> None:
    view = opened()
    tamper(counter, "UPDATE entries SET at = at + 1 WHERE seq = 2")
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert len(view.findings.model.rows) == 1
    assert not view.dossier_button.isEnabled()


def test_a_check_shows_how_far_it_is_and_can_be_stopped(opened: Opened, steps: Steps) -> None:
    """Seen to fail when stopping waited for the end."""
    view = opened()
    steps.is_by_hand = True
    QTest.keyClick(view, Qt.Key.Key_F5)
    steps.next()
    steps.next()
    assert view.progress.isVisible()
    assert 0 < view.progress.value() < view.progress.maximum() == 9_004
    assert focus() is view.stop_button, "the key for it is at hand"
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert len(steps.waiting) == 1, "one check at a time"

    QTest.keyClick(view, Qt.Key.Key_Escape)
    steps.next()

    assert not steps.waiting
    assert not view.progress.isVisible()
    assert view.notice.isVisible()
    assert STOPPED in view.notice.text
    assert focus() is view.check_button
    assert view.headline.text() == "1 nhật ký chưa được kiểm tra"


def test_others_use_the_desk_between_two_steps(opened: Opened, steps: Steps) -> None:
    """A check never holds the desk's thread longer than one slice."""
    view = opened()
    steps.is_by_hand = True
    QTest.keyClick(view, Qt.Key.Key_F5)
    steps.next()
    came: list[str] = []
    steps(lambda: "scan", came.append)
    steps.next()
    steps.next()
    assert came == ["scan"]
    assert view.presenter.is_checking


def test_every_kind_of_finding_has_its_own_words() -> None:
    words = [finding_words(Finding(kind, "a" * 16, 12, 20, 7)) for kind in FindingKind]
    assert len({each.title for each in words}) == len({each.meaning for each in words})
    assert len({each.title for each in words}) == len(FindingKind)
    for each in words:
        assert each.meaning.endswith(".")
        assert "12" in each.title or "7" in each.title


def test_without_any_journal_nothing_is_promised() -> None:
    assert shown_of(()).journals == ()
