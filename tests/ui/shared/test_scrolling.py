"""A long page inside a screen never pushes the screen's buttons below the window's edge."""

from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.scrolling import ScrollArea


def test_words_that_wrap_leave_the_buttons_in_sight(qtbot: QtBot) -> None:
    """Seen to fail with a plain scroll area: the screen grew by what the page would have liked."""
    screen, page, sheet = ScreenBase("Hồ sơ"), ScrollArea(), QLabel("dòng\n" * 80)
    page.setWidget(sheet)
    screen.body.addWidget(page, 1)
    button = Button("Ghi", "F9")
    screen.add_bottom(button)
    window = QScrollArea()
    window.setWidgetResizable(True)
    window.setWidget(screen)
    qtbot.addWidget(window)
    window.resize(600, 400)
    screen.notice.warn("Máy này và tỉnh chưa khớp nhau, xin xem lại từng hồ sơ một. " * 3)
    window.show()
    qtbot.waitExposed(window)

    assert sheet.height() > window.height()
    foot = button.mapTo(window, button.rect().bottomLeft()).y()
    assert foot <= window.viewport().height()
