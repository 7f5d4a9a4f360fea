"""An idle counter is noticed."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.idle import VISITORS, IdleWatch


def test_an_idle_counter_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, timedelta(milliseconds=30))
    with qtbot.waitSignal(watch.idle):
        pass
    watch.deleteLater()


def test_a_visitor_at_the_second_window_does_not_keep_the_counter_open(
    qapp: QApplication, qtbot: QtBot
) -> None:
    desk, visitors = QWidget(), QWidget()
    visitors.setObjectName(VISITORS)
    watch = IdleWatch(qapp, timedelta(minutes=5))
    for window, keeps_open in ((visitors, False), (desk, True)):
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        watch._timer.stop()

        QTest.keyClick(window.windowHandle(), Qt.Key.Key_1)

        assert watch._timer.isActive() is keeps_open
    watch.stop()
