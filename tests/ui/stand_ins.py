"""Stand-ins that several tests of the windows use."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError


def at_once(
    job: Callable[[], Any],
    on_answer: Callable[[Any], None],
    on_error: Callable[[CounterError], None] | None = None,
    *,
    lane: str = "",
) -> None:
    """Run a job here and now, and answer in the same breath."""
    try:
        value = job()
    except CounterError as error:
        assert on_error is not None, f"nobody hears {error!r}"
        on_error(error)
    else:
        on_answer(value)


class Slowly:
    """A desk's thread that does its jobs when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        self.waiting.append(partial(at_once, job, on_answer, on_error))

    def answer(self, at: int = 0) -> None:
        """Do the job that has waited longest, or another one."""
        self.waiting.pop(at)()

    def work(self, most: int = 100) -> None:
        """Do the jobs that wait, and what they ask for, in their order."""
        for _ in range(most):
            if not self.waiting:
                return
            self.answer()


def in_front(view: QWidget, qtbot: QtBot) -> QMainWindow:
    """Return a window around a screen, of the room it has at 1366x768, with the keyboard."""
    window = QMainWindow()
    window.setCentralWidget(view)
    window.resize(1170, 680)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focus() -> QWidget:
    """Return the widget that hears the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
