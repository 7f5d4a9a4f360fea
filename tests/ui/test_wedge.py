"""A scanner that types like a keyboard, against hands that type: every window, every dialog."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter_app.ui.wedge import WedgeFilter

CODE = "H55.12.34-261121-0001"
CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1, Đức Xuân, Bắc Kạn|20072021"
PLAIN = Qt.KeyboardModifier.NoModifier


class Form(QWidget):
    """A form as a scan would find it: a field with text in it, and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other, self.button = QLineEdit(), QLineEdit(), QPushButton("Lưu")
        self.clicks: list[bool] = []
        self.enters: list[str] = []
        self.button.clicked.connect(self._clicked)
        self.field.returnPressed.connect(self._entered)
        self.box = QVBoxLayout(self)
        for widget in (self.field, self.other, self.button):
            self.box.addWidget(widget)
        self.field.setFocus()

    def _clicked(self) -> None:
        self.clicks.append(True)

    def _entered(self) -> None:
        self.enters.append(self.field.text())


@pytest.fixture
def wedge(qapp: QApplication) -> Iterator[WedgeFilter]:
    wedge = WedgeFilter(qapp)
    yield wedge
    wedge.stop()
    wedge.deleteLater()


@pytest.fixture
def scans(wedge: WedgeFilter) -> list[str]:
    heard: list[str] = []
    wedge.scanned.connect(heard.append)
    return heard


@pytest.fixture
def form(qtbot: QtBot, wedge: WedgeFilter) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()
    return form


def window_of(widget: QWidget) -> QWindow:
    window = widget.windowHandle()
    assert window is not None
    return window


def open_in_front(dialog: QDialog, qtbot: QtBot) -> None:
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())


def press(
    window: QWindow,
    key: int,
    text: str = "",
    stamp: int = 0,
    modifier: Qt.KeyboardModifier = PLAIN,
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifier, text)
        event.setTimestamp(stamp)
        QCoreApplication.sendEvent(window, event)


def send(
    window: QWindow, text: str, *, stamps: range | None = None, end: Qt.Key | None = None
) -> None:
    """Send letters as events, as a scanner or a pair of hands would."""
    for at, letter in enumerate(text):
        key = ord(letter.upper()) if letter.isascii() else 0
        press(window, key, letter, stamps[at] if stamps else 0)
    if end is not None:
        press(window, end, "", stamps[len(text)] if stamps else 0)


def test_a_scan_leaves_the_field_with_the_cursor_as_it_was(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    form.field.setText("Nguyễn")
    send(window_of(form), CODE, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == [CODE])
    assert form.field.text() == "Nguyễn"
    assert form.enters == []


def test_a_scan_never_presses_the_button_with_the_focus(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    form.button.setFocus()
    send(window_of(form), CODE, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == [CODE])
    assert form.clicks == []


def test_a_scan_ended_by_tab_does_not_move_the_cursor(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    send(window_of(form), CODE, end=Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: scans == [CODE])
    assert form.field.hasFocus()


def test_a_citizens_card_arrives_with_its_vietnamese_letters(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    send(window_of(form), CARD, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == [CARD])
    assert form.field.text() == ""


def test_two_scans_in_a_row_are_two_scans(form: Form, scans: list[str], qtbot: QtBot) -> None:
    second = CODE[:-1] + "2"
    for code in (CODE, second):
        send(window_of(form), code, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == [CODE, second])


def test_capitals_sent_with_shift_are_part_of_the_scan(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    window = window_of(form)
    for letter in "HABCDE":
        press(window, Qt.Key.Key_Shift)
        press(window, ord(letter), letter, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == ["HABCDE"])


def test_hands_that_type_slowly_are_no_scanner(form: Form, scans: list[str], qtbot: QtBot) -> None:
    for letter in "nguyen van":
        before = form.field.text()
        send(window_of(form), letter)
        qtbot.waitUntil(lambda: form.field.text() == before + letter)  # noqa: B023 - at once
    send(window_of(form), "", end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.enters == ["nguyen van"])
    assert scans == []


def test_a_fast_short_burst_with_enter_is_typing(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    send(window_of(form), "abc", end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.enters == ["abc"])
    assert scans == []


def test_a_burst_without_an_end_is_written_into_the_field(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    send(window_of(form), CODE)
    qtbot.waitUntil(lambda: form.field.text() == CODE)
    assert scans == []


def test_typing_that_piled_up_while_the_window_was_busy_is_no_scan(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    send(window_of(form), "nguyenvan", stamps=range(1000, 3000, 150), end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.enters == ["nguyenvan"])
    assert scans == []


def test_a_backspace_of_an_input_method_keeps_its_place(form: Form, qtbot: QtBot) -> None:
    window = window_of(form)
    send(window, "Ta")
    press(window, Qt.Key.Key_Backspace)
    send(window, "â")
    qtbot.waitUntil(lambda: form.field.text() == "Tâ")


def test_what_an_input_method_commits_stays_behind_the_keys_before_it(
    form: Form, qtbot: QtBot
) -> None:
    send(window_of(form), "1")
    event = QInputMethodEvent()
    event.setCommitString("ữ")
    QCoreApplication.sendEvent(form.field, event)
    assert form.field.text() == "1ữ"


def test_letters_typed_before_a_click_stay_in_their_field(form: Form, qtbot: QtBot) -> None:
    send(window_of(form), "ab")
    QTest.mouseClick(window_of(form), Qt.MouseButton.LeftButton, PLAIN, form.other.pos())
    assert form.field.text() == "ab"
    assert form.other.text() == ""


def test_letters_typed_before_the_focus_moves_stay_in_their_field(form: Form) -> None:
    send(window_of(form), "ab")
    form.other.setFocus()
    assert (form.field.text(), form.other.text()) == ("ab", "")


def test_shortcuts_are_not_held_back(form: Form, qtbot: QtBot) -> None:
    form.field.setText("abc")
    QTest.keyClick(window_of(form), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert form.field.selectedText() == "abc"


def test_a_shortcut_key_of_the_window_works_at_once(form: Form, qtbot: QtBot) -> None:
    pressed: list[int] = []
    shortcut = QShortcut(Qt.Key.Key_F9, form)
    shortcut.activated.connect(lambda: pressed.append(9))
    QTest.keyClick(window_of(form), Qt.Key.Key_F9)
    assert pressed == [9]


def test_a_scan_over_a_dialog_neither_writes_into_it_nor_closes_it(
    form: Form, scans: list[str], qtbot: QtBot
) -> None:
    dialog = QDialog(form)
    field, confirm = QLineEdit(), QPushButton("Đồng ý")
    confirm.setDefault(True)
    confirm.clicked.connect(dialog.accept)
    box = QVBoxLayout(dialog)
    box.addWidget(field)
    box.addWidget(confirm)
    open_in_front(dialog, qtbot)
    send(window_of(dialog), CODE, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == [CODE])
    assert dialog.isVisible()
    assert field.text() == ""
    dialog.reject()


def test_typing_into_an_open_list_reaches_the_list(form: Form, qtbot: QtBot) -> None:
    combo = QComboBox()
    combo.addItems(["Ba Bể", "Chợ Đồn", "Na Rì"])
    form.box.addWidget(combo)
    combo.setFocus()
    combo.showPopup()
    send(window_of(form), "n")
    qtbot.waitUntil(lambda: combo.view().currentIndex().row() == 2)
    combo.hidePopup()


def test_a_window_that_closes_meanwhile_takes_its_keys_along(
    form: Form, wedge: WedgeFilter, qtbot: QtBot
) -> None:
    dialog = QDialog(form)
    open_in_front(dialog, qtbot)
    send(window_of(dialog), "ab")
    dialog.reject()
    wedge.flush()
    assert form.field.text() == ""
