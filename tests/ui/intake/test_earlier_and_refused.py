"""A receipt in the past, a refusal before intake, and a form that never scrolls."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.domain.moments import VIETNAM
from counter_app.services import dossiers
from counter_app.ui.intake.form import FeeRow, IntakeForm, as_draft, from_draft
from counter_app.ui.intake.refusal_dialog import RefusalDialog
from counter_app.ui.intake.screen import LimitQuestion, PromiseShown
from tests.ui.intake.conftest import AtTheCounter
from tests.ui.intake.test_intake_by_keyboard import count, fill_in


def test_a_dossier_noted_down_while_the_power_was_out(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.terms.earlier.click()
    assert desk.keys.focus() is desk.view.terms.received
    desk.keys.enter("14:30 20/11/2026")
    assert desk.view.promise.due.text() == "17:00  thứ Sáu 20/11"

    desk.keys.press(Qt.Key.Key_F9)
    desk.waits_for("Đã tiếp nhận H55.18.43-261120-2001")

    taken = dossiers.open_dossier(desk.counter, "H55.18.43-261120-2001").intake
    assert taken.received_at == datetime(2026, 11, 20, 14, 30, tzinfo=VIETNAM)
    assert desk.view.terms.earlier.text() == "Nhận trước đó…"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hôm kia", "Ghi giờ và ngày, như 9:30 24/11/2026"),
        ("8:00 24/11/2026", "Thời điểm này còn ở phía trước"),
    ],
)
def test_a_moment_that_cannot_be_is_said_beside_its_field(
    at_the_counter: AtTheCounter, text: str, words: str
) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.terms.received.setText(text)

    desk.keys.press(Qt.Key.Key_F9)
    field = desk.view.terms.fields["received_at"]
    desk.bot.waitUntil(lambda: field.line == words)

    assert desk.view.terms.received.isVisible()
    assert count(desk.counter) == 0


def test_the_moment_is_kept_in_the_draft() -> None:
    form = IntakeForm(received="14:30 20/11/2026")
    assert from_draft(as_draft(form)) == form


def test_what_hides_behind_the_rarer_terms_is_shown_in_their_place(
    at_the_counter: AtTheCounter,
) -> None:
    terms = at_the_counter.view.terms
    terms.more.click()
    assert terms.received.isVisible()
    assert not terms.channel_in.isVisible()

    terms.received.setText("14:30 20/11/2026")
    terms.more.click()

    assert terms.channel_in.isVisible()
    assert terms.earlier.text() == "Nhận lúc 14:30 20/11/2026"


def test_the_fullest_form_needs_no_scrolling_at_1366x768(at_the_counter: AtTheCounter) -> None:
    view = at_the_counter.view
    at_the_counter.keys.types("khai sinh")
    at_the_counter.keys.enter()
    view.show_limit_question(LimitQuestion("Danh mục chưa ghi chắc thời hạn.", ("3 ngày",)))
    lacking = "Chưa đủ 3 giấy tờ: " + "Giấy chứng sinh; " * 6
    view.show_promise(PromiseShown("17:00  thứ Tư 25/11", "Tính từng ngày. " * 5, (), "", lacking))
    view.has_submitter.click()
    view.terms.show_form(
        IntakeForm(fees=(FeeRow("Lệ phí", "8.000"), FeeRow("Phí", "2.000")), is_elsewhere=True)
    )
    for is_rare in (True, False):
        view.terms.show_rare(is_rare)
        QApplication.processEvents()
        assert [sheet.verticalScrollBar().maximum() for sheet in view.sheets] == [0, 0]


def dialog_of(desk: AtTheCounter) -> RefusalDialog:
    desk.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RefusalDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RefusalDialog)
    desk.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_refusal_prints_form_03_with_its_reason(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.refuse.click()
    dialog = dialog_of(desk)

    dialog.reason.setPlainText("Không thuộc thẩm quyền của xã.")
    handle = dialog.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F9)
    desk.waits_for("Đã từ chối tiếp nhận hồ sơ của Nguyễn Văn Thử")

    assert [title for title, _ in desk.printer.jobs] == ["Phieu tu choi"]
    assert count(desk.counter) == 0
    assert not desk.view.form().is_blank


def test_a_refusal_needs_a_reason_and_escape_leaves_everything(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.refuse.click()
    dialog = dialog_of(desk)
    handle = dialog.windowHandle()
    assert handle is not None

    QTest.keyClick(handle, Qt.Key.Key_F9)
    assert dialog.field.line == "Ghi lý do, người dân sẽ đọc trên phiếu"

    QTest.keyClick(handle, Qt.Key.Key_Escape)
    desk.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert desk.printer.jobs == []


def test_a_refusal_needs_to_know_who_is_refused_what(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.keys.types("khai sinh")
    desk.keys.enter()

    desk.view.refuse.click()

    assert QApplication.activeModalWidget() is None
    assert desk.view.applicant.fields["name"].line == "Chưa nhập họ tên"
