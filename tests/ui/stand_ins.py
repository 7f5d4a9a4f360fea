"""Stand-ins that several tests of the windows use."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

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
        assert on_error is not None
        on_error(error)
    else:
        on_answer(value)


def focus() -> QWidget:
    """Return the widget that hears the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
