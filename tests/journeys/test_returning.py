"""From the intake to the result in the citizen's hand, in the real window, by keys and scans."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from counter_app.domain.facts import RatedBy, Satisfaction
from counter_app.domain.states import DossierState
from counter_app.services import dossiers
from counter_app.ui.public.view import PublicWindow
from counter_app.ui.returning.view import ReturningView
from tests.journeys.test_desk import CARD, Desk, desk, home

__all__ = ["desk", "home"]

ALT = Qt.KeyboardModifier.AltModifier
CITIZEN = ("THỬ", "Thử", "006091", "Tổ 1", "tạm trú")


def log_in(at: Desk) -> None:
    at.log_in("mau", "quay-hai-2026")


def to_returning(at: Desk) -> ReturningView:
    at.press(Qt.Key.Key_5, ALT)
    view = at.window.window.front
    assert isinstance(view, ReturningView)
    return view


def menu(at: Desk, words: str) -> None:
    """Choose an entry of the clerk's menu."""
    actions = at.window.window.top.person.menu().actions()
    entry: QAction = next(action for action in actions if action.text() == words)
    entry.trigger()


def public_window(at: Desk) -> PublicWindow:
    window = at.window.screens.public.window
    assert window is not None
    return window


def words_of(window: QWidget) -> str:
    return " | ".join(label.text() for label in window.findChildren(QLabel))


def answer(at: Desk, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Answer the one question before a return."""
    at.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    at.bot.waitUntil(dialog.isActiveWindow)
    handle = dialog.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)
    at.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    back_to_desk(at)


def scan_into_question(at: Desk, text: str) -> None:
    """Scan while the question has the keyboard: letters as fast as they come, then Enter."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    at.bot.waitUntil(dialog.isActiveWindow)
    handle = dialog.windowHandle()
    assert handle is not None
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(handle, event)
    QTest.keyClick(handle, Qt.Key.Key_Return)


def back_to_desk(at: Desk) -> None:
    at.window.window.activateWindow()
    at.bot.waitUntil(at.window.window.isActiveWindow)


def bring_result(at: Desk, view: ReturningView, code: str) -> None:
    """A result that has just come: its slip is scanned at the desk and noted down."""
    at.scan(code)
    at.bot.waitUntil(lambda: "hồ sơ đang ở quầy" in view.notice.text)
    view.notice.buttons[1].click()
    at.bot.waitUntil(view.desk.panel.isVisible)


def test_a_result_goes_out_and_the_citizen_rates_it_on_their_own_screen(desk: Desk) -> None:
    log_in(desk)
    menu(desk, "Màn hình cho dân")
    window = public_window(desk)
    back_to_desk(desk)
    code = desk.take_in()
    view = to_returning(desk)
    bring_result(desk, view, code)
    desk.bot.waitUntil(lambda: code in words_of(window))

    desk.press(Qt.Key.Key_F9)
    answer(desk)
    desk.bot.waitUntil(lambda: f"Đã trả kết quả {code}" in view.notice.text)
    desk.bot.waitUntil(lambda: window.shown.isAncestorOf(window.faces[0]))
    assert not any(secret in words_of(window) for secret in CITIZEN)
    QTest.mouseClick(window.faces[0], Qt.MouseButton.LeftButton)
    desk.bot.waitUntil(lambda: "Cảm ơn" in words_of(window))

    dossier = dossiers.open_dossier(desk.window.counter, code)
    assert dossier.state is DossierState.RETURNED
    assert [(r.level, r.rated_by) for r in dossier.ratings] == [
        (Satisfaction.VERY_SATISFIED, RatedBy.CITIZEN)
    ]


def test_one_scanner_serves_desk_and_visitors_and_never_mixes_them(desk: Desk) -> None:
    log_in(desk)
    code = desk.take_in()
    menu(desk, "Màn hình cho dân")
    window = public_window(desk)
    back_to_desk(desk)
    view = to_returning(desk)

    desk.scan(code)
    desk.bot.waitUntil(lambda: code in view.notice.text)
    view.notice.clear()
    desk.scan(CARD)
    desk.bot.waitUntil(lambda: code in view.notice.text)
    assert not any(secret in words_of(window) for secret in (*CITIZEN, code))

    desk.press(Qt.Key.Key_F12)
    assert view.for_visitors.isChecked()
    assert "Máy quét đang đọc giấy hẹn cho màn hình của dân" in view.notice.text
    desk.scan(code)
    desk.bot.waitUntil(lambda: f"{code} | Chủ hồ sơ N. V. T." in words_of(window))
    desk.scan(CARD)
    desk.bot.waitUntil(lambda: "Mời quét mã vạch trên giấy hẹn" in words_of(window))
    assert not any(secret in words_of(window) for secret in CITIZEN)
    assert view.desk.panel.isHidden()

    view.notice.buttons[0].click()
    assert not view.for_visitors.isChecked()
    desk.scan(code)
    desk.bot.waitUntil(lambda: code in view.notice.text)


def test_closing_the_counter_closes_the_visitors_window(desk: Desk) -> None:
    log_in(desk)
    menu(desk, "Quét cho dân")
    window = public_window(desk)
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))

    desk.window.window.close()

    assert closed == [True]


def test_a_slip_over_the_question_of_a_return_returns_nothing(desk: Desk) -> None:
    log_in(desk)
    code = desk.take_in()
    view = to_returning(desk)
    bring_result(desk, view, code)
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None)

    scan_into_question(desk, code)
    desk.bot.waitUntil(lambda: f"Vừa quét mã {code}" in view.notice.text)
    answer(desk, Qt.Key.Key_Escape)

    assert dossiers.open_dossier(desk.window.counter, code).state is DossierState.READY
