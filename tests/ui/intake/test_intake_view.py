"""The intake view: what it draws, and what it tells."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.services.intake import IntakeRequest, take_in
from counter_app.ui.intake.form import FeeRow, IntakeForm, PaperRow, PersonForm
from counter_app.ui.intake.papers_cells import two_lines
from counter_app.ui.intake.papers_model import COUNT, KIND, NAME, STATE
from counter_app.ui.intake.person_box import PersonBox
from counter_app.ui.intake.screen import Faults, LimitQuestion, Offer, Offers, PromiseShown
from counter_app.ui.intake.suggest import SuggestField, Suggestion
from counter_app.ui.theme import face
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, a_person
from tests.ui.intake.conftest import AtTheCounter

A_FORM = IntakeForm(
    procedure_code="1.001193",
    procedure_text="Thủ tục đăng ký khai sinh",
    applicant=PersonForm("006 091 000 000", "NGUYỄN VĂN THỬ", "15/08/1991", "male", "Tổ 1"),
    has_submitter=True,
    submitter=PersonForm(name="Hà Thị Giả", birth="01/01/1970", sex="female"),
    authorisation="Giấy ủy quyền số 12",
    papers=(PaperRow("Giấy chứng sinh", count=2), PaperRow("Đơn", is_own=True)),
    sets="2",
    fees=(FeeRow("Lệ phí", "10.000"), FeeRow("", "x")),
    note="gấp",
    is_elsewhere=True,
    competent_office="UBND xã Ba Bể",
    competent_received="9:30 24/11/2026",
)


def test_what_is_shown_is_what_is_read(at_the_counter: AtTheCounter) -> None:
    view = at_the_counter.view

    view.show_form(A_FORM)

    assert view.form() == A_FORM


def test_the_empty_view_holds_the_blank_form(at_the_counter: AtTheCounter) -> None:
    assert at_the_counter.view.form() == IntakeForm()


def test_a_form_of_the_common_case_needs_no_scrolling_at_1366x768(
    at_the_counter: AtTheCounter,
) -> None:
    view = at_the_counter.view
    at_the_counter.keys.types("khai sinh")
    at_the_counter.keys.enter()

    assert [sheet.verticalScrollBar().maximum() for sheet in view.sheets] == [0, 0]
    assert [sheet.horizontalScrollBar().maximum() for sheet in view.sheets] == [0, 0]


def test_faults_stand_beside_their_fields_and_go_again(at_the_counter: AtTheCounter) -> None:
    view = at_the_counter.view
    view.show_form(A_FORM)

    view.show_faults(
        Faults(
            {
                "procedure_code": "Chọn thủ tục",
                "submitter.phone": "Thiếu 4 chữ số",
                "fees.1.amount": "Số tiền chỉ gồm chữ số",
                "sets": "Nhập số từ 1 đến 99",
                "limit": "Nhập thời hạn",
            },
            "5 ô cần sửa",
        )
    )
    assert view.procedure_field.line == "Chọn thủ tục"
    assert view.submitter.fields["phone"].line == "Thiếu 4 chữ số"
    assert view.terms.fields["sets"].line == "Nhập số từ 1 đến 99"
    assert view.jump.isVisible()

    view.show_faults(Faults({}, ""))
    assert view.submitter.fields["phone"].line == ""
    assert not view.jump.isVisible()


@pytest.mark.parametrize(
    "field",
    ["procedure_code", "applicant.phone", "submitter.name", "papers", "fees.0.amount", "limit"],
)
def test_a_jump_finds_every_field(at_the_counter: AtTheCounter, field: str) -> None:
    view = at_the_counter.view
    view.show_form(A_FORM)
    view.show_limit_question(LimitQuestion("", ()))

    view.focus(field)

    assert at_the_counter.keys.focus() is not at_the_counter.view.window()


def test_the_promise_and_its_days(at_the_counter: AtTheCounter) -> None:
    panel = at_the_counter.view.promise

    panel.show_promise(PromiseShown("17:00  thứ Tư 25/11", "1 ngày làm việc.", ("Thứ Hai",)))
    assert panel.due.text() == "17:00  thứ Tư 25/11"
    assert panel.due.toolTip() == "Thứ Hai"

    panel.show_promise(PromiseShown(trouble="Chưa có lịch nghỉ lễ năm 2028."))
    assert panel.due.isHidden()
    assert panel.trouble.text() == "Chưa có lịch nghỉ lễ năm 2028."


def test_offers_are_taken_with_ctrl_and_a_digit(at_the_counter: AtTheCounter) -> None:
    taken: list[str] = []
    at_the_counter.view.show_offers(
        Offers(
            "Thẻ ghi “Đức Xuân”, nay là:",
            (Offer("Một", lambda: taken.append("1")), Offer("Hai", lambda: taken.append("2"))),
        )
    )

    QTest.keyClick(at_the_counter.keys.focus(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert taken == ["2"]


def test_a_card_typed_by_a_slow_scanner_into_the_number_is_a_card(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    desk.view.applicant.id_number.setFocus()

    desk.keys.types("006091000000||LO VAN DUC|15081991|Nam|Ba Be, Thai Nguyen|20072025")
    desk.keys.enter()

    assert desk.view.applicant.id_number.text() == "006 091 000 000"
    assert desk.view.applicant.birth.text() == "15/08/1991"


def test_a_paper_is_added_counted_and_taken_away_by_key(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.view.papers.setFocus()
    desk.keys.press(Qt.Key.Key_Insert)
    desk.keys.types("Đơn viết tay")
    desk.keys.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(desk.view.papers.hasFocus)
    desk.keys.press(Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_K)

    (paper,) = desk.view.form().papers
    assert (paper.name, paper.count, paper.kind, paper.is_own) == (
        "Đơn viết tay",
        2,
        "copy",
        True,
    )

    desk.keys.press(Qt.Key.Key_Delete)
    assert desk.view.form().papers == ()


def test_a_click_says_what_a_key_says(at_the_counter: AtTheCounter) -> None:
    view = at_the_counter.view
    view.show_form(IntakeForm(papers=(PaperRow("Giấy chứng sinh"),)))
    place = view.papers.visualRect(view.papers.papers.index(0, STATE)).center()

    QTest.mouseClick(view.papers.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert view.form().papers[0].state == "present"


def test_only_papers_added_by_hand_may_be_renamed(at_the_counter: AtTheCounter) -> None:
    papers = at_the_counter.view.papers.papers
    papers.show((PaperRow("Giấy chứng sinh"), PaperRow("Đơn", is_own=True)))
    editable = Qt.ItemFlag.ItemIsEditable

    assert not papers.flags(papers.index(0, NAME)) & editable
    assert papers.flags(papers.index(1, NAME)) & editable
    assert papers.flags(papers.index(0, KIND)) & editable
    assert papers.flags(papers.index(0, COUNT)) & editable


def test_a_birth_day_is_tidied_when_the_field_is_left(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.view.applicant.birth.setFocus()
    desk.keys.types("1.2.1985")
    desk.keys.press(Qt.Key.Key_Tab)

    assert desk.view.applicant.birth.text() == "01/02/1985"


def test_amounts_are_tidied_when_the_field_is_left(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.view.terms.fees.add.setFocus()
    desk.keys.press(Qt.Key.Key_Return)
    desk.keys.types("1250000")
    desk.keys.press(Qt.Key.Key_Tab)

    assert desk.view.form().fees == (FeeRow("Lệ phí", "1.250.000"),)


def test_long_names_take_two_lines_and_end_with_an_ellipsis(at_the_counter: AtTheCounter) -> None:
    from PySide6.QtGui import QFontMetrics

    first, second = two_lines(QFontMetrics(face(13)), "Giấy chứng nhận " * 40, 300)

    assert first.startswith("Giấy chứng nhận")
    assert second.endswith("…")


def test_values_beyond_the_lines_of_a_person_are_kept(at_the_counter: AtTheCounter) -> None:
    box = PersonBox("submitter", at_the_counter.view)
    person = PersonForm(name="Hà Thị Giả", commune="Xã Ba Bể", commune_code="01900")

    box.show_form(person)

    assert box.form() == person


def test_tab_takes_what_is_chosen_and_closes_the_list(at_the_counter: AtTheCounter) -> None:
    field: SuggestField = at_the_counter.view.procedure
    field.suggest([Suggestion("1.004194", "Đăng ký tạm trú"), Suggestion("1.001193", "Hai", "x")])
    assert field.is_open

    at_the_counter.keys.press(Qt.Key.Key_Down, Qt.Key.Key_Tab)

    assert not field.is_open
    assert at_the_counter.view.form().procedure_code == "1.001193"


def test_a_whole_number_is_looked_up_before_the_field_is_left(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    request = IntakeRequest(BIRTH, a_person())
    take_in(desk.counter, request, A_CLERK, A_MONDAY)
    desk.view.applicant.id_number.setFocus()

    desk.keys.types("006091000000")
    desk.bot.waitUntil(lambda: bool(desk.view.offers.buttons))
    QTest.keyClick(desk.keys.focus(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    person = desk.view.form().applicant
    assert (person.name, person.line, person.phone) == (
        "NGUYỄN VĂN THỬ",
        "Tổ 1",
        "0912 345 678",
    )
