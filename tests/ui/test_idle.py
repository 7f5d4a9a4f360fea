"""An idle counter is noticed."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.ui.idle import IdleWatch


def test_an_idle_counter_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, timedelta(milliseconds=30))
    with qtbot.waitSignal(watch.idle):
        pass
    watch.deleteLater()
