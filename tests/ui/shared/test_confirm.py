"""The question before a fact that somebody will feel, answered with Tab and Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from counter_app.ui.shared.confirm import ConfirmDialog

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def asked(qtbot: QtBot) -> ConfirmDialog:
    dialog = ConfirmDialog("Trả kết quả?", "Lý Văn Bé nhận kết quả tại quầy.", "Trả kết quả")
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.leave_button.hasFocus)
    return dialog


def test_enter_at_once_leaves_everything_as_it_is(qtbot: QtBot) -> None:
    dialog = asked(qtbot)

    qtbot.keyPress(dialog.leave_button, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_enter_presses_the_button_that_tab_reached(qtbot: QtBot) -> None:
    """Seen to fail while the buttons took no Enter."""
    dialog = asked(qtbot)

    qtbot.keyClick(dialog.leave_button, Qt.Key.Key_Tab)
    qtbot.waitUntil(dialog.do_button.hasFocus)
    qtbot.keyPress(dialog.do_button, Qt.Key.Key_Return)

    assert dialog.result() == QDialog.DialogCode.Accepted
