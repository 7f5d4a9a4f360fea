"""Fields, choices and notices: nothing typed is lost, every fault beside its field."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import Refusal, Trouble
from counter_app.ui.dates import NotADate, read_day
from counter_app.ui.notices import Tone
from counter_app.ui.shared.combo import Choice, Combo, SearchField
from counter_app.ui.shared.fields import CheckBox, DateField, LabelledField, TextField
from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.notice import Action, NoticeBar
from tests.ui.stand_ins import focus


@pytest.mark.parametrize(
    "text", ["15081991", "15/8/1991", "15/08/1991", "15-8-1991", "15.8.1991", " 15 / 8 / 1991 "]
)
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert read_day(text) == date(1991, 8, 15)


@pytest.mark.parametrize("text", ["31/2/2026", "1508", "15/8/91", "hôm qua", "32081991"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        read_day(text)


def test_nothing_is_no_day() -> None:
    assert read_day("  ") is None


class Form(QWidget):
    """A few fields beneath each other."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        for field in fields:
            box.addWidget(field)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., Form]:
    kept: list[Form] = []

    def shown(*fields: QWidget) -> Form:
        form = Form(*fields)
        kept.append(form)
        qtbot.addWidget(form)
        form.show()
        with qtbot.waitActive(form):
            form.activateWindow()
        fields[0].setFocus()
        return form

    return shown


def test_a_typed_day_is_put_in_order_when_the_field_is_left(show: Callable[..., Form]) -> None:
    day, after = DateField(), TextField()
    show(day, after)
    QTest.keyClicks(day, "15081991")
    QTest.keyClick(day, Qt.Key.Key_Tab)
    assert day.text() == "15/08/1991"
    assert day.value() == date(1991, 8, 15)
    assert after.hasFocus()


def test_what_cannot_be_read_stays_as_it_was_typed(show: Callable[..., Form]) -> None:
    day, after = DateField(), TextField()
    show(day, after)
    QTest.keyClicks(day, "31/2/2026")
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert day.text() == "31/2/2026"
    assert (day.value(), day.fault()) == (None, "not_a_date")


def test_enter_goes_on_to_the_next_field(show: Callable[..., Form]) -> None:
    first, choice, box = TextField(), Combo([(1, "Một"), (2, "Hai")]), CheckBox("Ủy quyền")
    show(first, choice, box)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert choice.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert box.hasFocus()


def test_text_of_an_input_method_is_kept_composed(
    show: Callable[..., Form], typed: Callable[[QWidget, str], None]
) -> None:
    field = TextField()
    show(field)
    typed(field, "Nguyễn  Thị  Ánh")
    assert field.words() == "Nguyễn Thị Ánh"


def test_a_fault_stands_beneath_its_field_and_goes_again(show: Callable[..., Form]) -> None:
    field = LabelledField("Điện thoại", TextField())
    show(field)
    field.set_fault("too_short")
    assert field.line
    assert field.editor.property("wrong") is True
    assert field.editor.accessibleDescription() == field.line
    field.set_fault("")
    assert field.line == ""
    assert field.editor.property("wrong") is False


def test_advice_does_not_call_the_field_wrong(show: Callable[..., Form]) -> None:
    field = LabelledField("Xã, phường", TextField())
    show(field)
    field.set_advice("Nay là phường Bắc Kạn, xin hỏi lại")
    assert field.line
    assert not field.editor.property("wrong")


def test_the_wheel_never_changes_a_choice(show: Callable[..., Form]) -> None:
    choice = Combo([(1, "Một"), (2, "Hai")])
    show(choice)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == 1


def test_a_choice_tells_only_what_a_person_picked(show: Callable[..., Form]) -> None:
    choice = Combo([(1, "Một"), (2, "Hai")])
    show(choice)
    picked: list[int] = []
    choice.picked.connect(picked.append)
    choice.set_value(2)
    assert picked == []
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert picked == [1]


def test_new_choices_keep_the_value_if_it_is_still_there() -> None:
    choice = Combo([(1, "Một"), (2, "Hai")])
    choice.set_value(2)
    choice.set_choices([(2, "Hai"), (3, "Ba")])
    assert choice.value() == 2


COMMUNES = (
    Choice("01840", "Phường Đức Xuân, Thái Nguyên"),
    Choice("01843", "Phường Bắc Kạn, Thái Nguyên"),
    Choice("09999", "Xã Bắc Quang, Tuyên Quang"),
)


def test_many_choices_are_searched_without_diacritics() -> None:
    field = SearchField(COMMUNES)
    assert [c.value for c in field.matches("duc")] == ["01840"]
    assert [c.value for c in field.matches("thai nguyen bac")] == ["01843"]
    assert [c.value for c in field.matches("quang")] == ["09999"]
    assert [c.value for c in field.matches("phuong bac")] == ["01843"]


def test_a_whole_name_typed_out_is_the_choice(
    show: Callable[..., Form], typed: Callable[[QWidget, str], None]
) -> None:
    field = SearchField(COMMUNES)
    show(field)
    typed(field, "Phường Bắc Kạn, Thái Nguyên")
    assert field.value() == "01843"


def test_other_text_after_a_choice_takes_the_choice_back(show: Callable[..., Form]) -> None:
    field = SearchField(COMMUNES)
    show(field)
    field.set_value("01843")
    heard: list[str | None] = []
    field.picked.connect(heard.append)
    QTest.keyClicks(field, "x")
    assert field.value() is None
    assert heard == [None]
    assert field.text().endswith("x")


def test_a_notice_says_what_was_done_and_offers_next_steps(show: Callable[..., Form]) -> None:
    bar, field = NoticeBar(), TextField()
    show(field, bar)
    field.setFocus()
    done: list[str] = []
    bar.succeed("Đã tiếp nhận H55", Action("Hồ sơ tiếp theo", lambda: done.append("next"), "F2"))
    assert bar.isVisible()
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert done == ["next"]


def test_a_notice_that_went_takes_its_keys_along(show: Callable[..., Form]) -> None:
    bar, field = NoticeBar(), TextField()
    show(field, bar)
    done: list[str] = []
    bar.succeed("Xong", Action("Tiếp", lambda: done.append("next"), "F2"))
    bar.clear()
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert done == []
    assert bar.text == ""


def test_a_refusal_and_a_trouble_look_different(show: Callable[..., Form]) -> None:
    bar = NoticeBar()
    show(bar)
    bar.fail(Refusal("x"))
    assert bar.property("look") == Tone.WARN
    bar.fail(Trouble("x"))
    assert bar.property("look") == Tone.ERROR


def test_a_notice_offers_three_steps_at_most(show: Callable[..., Form]) -> None:
    with pytest.raises(ValueError, match="three"):
        NoticeBar().succeed("x", *(Action(str(n), lambda: None) for n in range(4)))


def test_an_ampersand_in_a_name_is_shown_as_it_is(show: Callable[..., Form]) -> None:
    button = Button("In & lưu", "F9")
    assert button.text() == "In && lưu  F9"


def test_a_label_never_reads_markup(show: Callable[..., Form]) -> None:
    bar = NoticeBar()
    show(bar)
    bar.succeed("<b>Nguyễn</b>")
    label = next(label for label in bar.findChildren(QLabel) if "Nguyễn" in label.text())
    assert label.text() == "<b>Nguyễn</b>"
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_key_held_down_acts_once(show: Callable[..., Form]) -> None:
    button = Button("Tiếp nhận", "F9")
    show(button)
    done: list[bool] = []
    button.clicked.connect(lambda: done.append(True))
    QTest.keyPress(button, Qt.Key.Key_F9)
    QTest.keyRelease(button, Qt.Key.Key_F9)
    assert len(done) == 1


def test_a_disabled_button_hears_no_key(show: Callable[..., Form]) -> None:
    button, field = Button("Tiếp nhận", "F9"), TextField()
    show(field, button)
    done: list[bool] = []
    button.clicked.connect(lambda: done.append(True))
    button.setEnabled(False)
    QTest.keyClick(field, Qt.Key.Key_F9)
    assert done == []
