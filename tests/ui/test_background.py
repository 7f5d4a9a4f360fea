"""The desk's worker: jobs beside the window, answers on the window's own thread."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refusal, Trouble
from counter_app.ui.background import Background
from counter_app.ui.bell import Bell


class Heard:
    """What the GUI thread was told, and on which thread."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.errors: list[BaseException] = []
        self.threads: set[QThread] = set()

    def answer(self, value: Any) -> None:
        self.answers.append(value)
        self.threads.add(QThread.currentThread())

    def error(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def troubles() -> Heard:
    return Heard()


@pytest.fixture
def crashes() -> Heard:
    return Heard()


@pytest.fixture
def desk(qapp: object, troubles: Heard, crashes: Heard) -> Iterator[Background]:
    desk = Background(troubles.error, crashes.error)
    yield desk
    desk.stop()


def refuse() -> None:
    raise Refusal("no")


def stumble() -> None:
    raise ZeroDivisionError


def test_a_job_runs_on_the_desk_thread_and_is_answered_on_ours(
    desk: Background, heard: Heard, qtbot: QtBot
) -> None:
    desk.run(lambda: threading.current_thread().name, heard.answer)
    qtbot.waitUntil(lambda: heard.answers == ["desk"])
    assert heard.threads == {QThread.currentThread()}


def test_an_answer_never_comes_before_run_has_returned(
    desk: Background, heard: Heard, qtbot: QtBot
) -> None:
    desk.run(lambda: 1, heard.answer)
    assert heard.answers == []
    qtbot.waitUntil(lambda: heard.answers == [1])


def test_jobs_are_answered_in_their_order(desk: Background, heard: Heard, qtbot: QtBot) -> None:
    for number in range(20):
        desk.run(lambda number=number: number, heard.answer)  # type: ignore[misc]
    qtbot.waitUntil(lambda: heard.answers == list(range(20)))


def test_a_refusal_goes_to_whoever_asked(
    desk: Background, heard: Heard, crashes: Heard, qtbot: QtBot
) -> None:
    desk.run(refuse, heard.answer, heard.error)
    qtbot.waitUntil(lambda: len(heard.errors) == 1)
    assert isinstance(heard.errors[0], Refusal)
    assert heard.threads == {QThread.currentThread()}
    assert crashes.errors == []


def test_an_error_that_nobody_treats_is_said_by_the_window(
    desk: Background, heard: Heard, troubles: Heard, qtbot: QtBot
) -> None:
    desk.run(refuse, heard.answer)
    qtbot.waitUntil(lambda: len(troubles.errors) == 1)
    assert isinstance(troubles.errors[0], Refusal)
    assert (heard.answers, heard.errors) == ([], [])


def test_a_bug_becomes_a_crash_report_and_the_desk_works_on(
    desk: Background, heard: Heard, crashes: Heard, qtbot: QtBot
) -> None:
    desk.run(stumble, heard.answer, heard.error)
    desk.run(lambda: "next", heard.answer)
    qtbot.waitUntil(lambda: heard.answers == ["next"])
    assert [type(error) for error in crashes.errors] == [ZeroDivisionError]
    assert heard.errors == []


def test_a_screen_that_is_gone_hears_nothing(desk: Background, heard: Heard, qtbot: QtBot) -> None:
    screen, gate, ran = QObject(), threading.Event(), []
    run = desk.for_screen(screen)
    run(gate.wait, heard.answer)
    run(lambda: ran.append("after"), heard.answer)
    screen.deleteLater()
    qtbot.waitUntil(lambda: not _is_alive(screen))
    gate.set()
    desk.run(lambda: "mine", heard.answer)
    qtbot.waitUntil(lambda: heard.answers == ["mine"])
    assert ran == []


def test_in_one_lane_only_the_latest_is_answered(
    desk: Background, heard: Heard, qtbot: QtBot
) -> None:
    gate, ran = threading.Event(), []

    def find(text: str) -> str:
        ran.append(text)
        return text

    desk.run(gate.wait, heard.answer)
    for text in ("d", "da", "dan", "dang"):
        desk.run(lambda text=text: find(text), heard.answer, lane="search")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: heard.answers == [True, "dang"])
    assert ran == ["dang"]


def test_stopping_lets_what_was_begun_end(desk: Background, heard: Heard) -> None:
    ended: list[str] = []
    desk.run(lambda: ended.append("saved"), heard.answer)
    desk.stop()
    assert ended == ["saved"]


def test_the_bell_is_heard_on_our_thread_whoever_rings(qtbot: QtBot) -> None:
    bell, heard = Bell(), Heard()
    bell.rang.connect(lambda: heard.answer("rang"))
    ringer = threading.Thread(target=bell.ring)
    ringer.start()
    ringer.join()
    assert heard.answers == []
    qtbot.waitUntil(lambda: heard.answers == ["rang"])
    assert heard.threads == {QThread.currentThread()}


def test_many_rings_in_a_row_are_heard_as_one(qtbot: QtBot) -> None:
    bell, heard = Bell(), Heard()
    bell.rang.connect(lambda: heard.answer("rang"))
    for _ in range(50):
        bell.ring()
    qtbot.waitUntil(lambda: heard.answers == ["rang"])
    bell.ring()
    qtbot.waitUntil(lambda: heard.answers == ["rang", "rang"])


def _is_alive(target: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(target)


def test_errors_have_two_roots() -> None:
    assert issubclass(Refusal, CounterError)
    assert issubclass(Trouble, CounterError)
