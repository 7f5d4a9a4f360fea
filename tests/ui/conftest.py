"""A themed application for every view, and typing as a Vietnamese input method does it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import CounterError
from counter_app.ui.background import Background
from counter_app.ui.theme import Theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt say what its platform without a screen cannot do; every other warning fails."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"))


Typed = Callable[[QObject, str], None]


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, resources: Path) -> Theme:
    """Give the application its look once."""
    theme = Theme(resources)
    if qapp.styleSheet() == "":
        theme.apply(qapp)
    return theme


@pytest.fixture
def typed() -> Typed:
    """Return a function that commits text to a widget as an input method does."""

    def commit(target: QObject, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    return commit


@pytest.fixture
def background() -> Iterator[Background]:
    """Return a background whose unforeseen and untreated errors fail the test."""

    def fail(error: BaseException) -> None:
        raise error

    def fail_foreseen(error: CounterError) -> None:
        raise error

    background = Background(fail_foreseen, fail)
    yield background
    background.stop()
