"""A panel in its page: faults, Escape, the bell, scans, and the papers of a dossier."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.services import following
from counter_app.services.returning import Result, mark_ready
from counter_app.ui.printer import NoPrinter
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.preview import PreviewDialog
from counter_app.ui.words_of_following import STEP_WORDS
from tests.support.counters import A_CLERK
from tests.ui.stand_ins import focus
from tests.ui.steps.clerk import Clerk
from tests.ui.steps.conftest import bring, take_in


def test_faults_stand_beside_their_fields_and_nothing_is_cleared(clerk: Clerk) -> None:
    clerk.choose(Step.REAPPOINT)
    clerk.fill("due_at", "mai kia")
    clerk.fill("done_at", "hôm nọ")
    clerk.press(Qt.Key.Key_F9)

    labelled = clerk.panel._labelled
    assert "Ghi giờ và ngày" in labelled["due_at"].line
    assert "Ghi giờ và ngày" in labelled["done_at"].line
    assert labelled["reason"].line == "Chưa nhập"
    assert "Có 3 ô cần sửa" in clerk.panel._summary.text()
    assert clerk.panel.editors["due_at"].text() == "mai kia"
    assert focus() is clerk.panel.editors["due_at"]

    clerk.commit(focus(), "x")
    assert labelled["due_at"].line == ""


def test_no_leaves_everything_as_it_is(clerk: Clerk) -> None:
    clerk.choose(Step.WITHDRAW)
    clerk.fill("reason", "Đổi ý")
    clerk.press(Qt.Key.Key_F9)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert clerk.panel.is_open
    assert clerk.panel.editors["reason"].value() == "Đổi ý"
    assert clerk.state is DossierState.OPEN


def test_escape_leaves_the_panel_and_its_words_come_back(clerk: Clerk) -> None:
    clerk.choose(Step.STOP)
    clerk.fill("reason", "Theo công văn")
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.panel.isHidden()
    assert clerk.page.isVisible()
    assert clerk.page.main.isVisible()

    clerk.choose(Step.STOP)

    assert clerk.panel.editors["reason"].value() == "Theo công văn"


def test_a_half_typed_panel_survives_the_bell(clerk: Clerk) -> None:
    clerk.choose(Step.STOP)
    clerk.fill("reason", "Theo công")
    following.pay_fee(clerk.counter, clerk.code, 1000, "BL", A_CLERK, clerk.outside.now)

    clerk.view.refresh()
    clerk.view.opened()

    assert clerk.panel.editors["reason"].value() == "Theo công"
    assert focus() is clerk.panel.editors["reason"]


def test_a_slip_scanned_over_a_half_typed_panel_is_offered(clerk: Clerk) -> None:
    other = take_in(clerk.counter, at=clerk.outside.now)
    clerk.choose(Step.STOP)
    clerk.fill("reason", "Theo công văn")

    clerk.view.open_dossier(other)
    assert clerk.page.presenter.code == clerk.code
    assert clerk.panel.editors["reason"].value() == "Theo công văn"
    assert "Đang làm dở “Dừng giải quyết”" in clerk.view.notice.text

    clerk.view.notice.buttons[0].click()
    assert clerk.page.presenter.code == other
    assert clerk.panel.isHidden()
    clerk.view.open_dossier(clerk.code)
    clerk.choose(Step.STOP)
    assert clerk.panel.editors["reason"].value() == "Theo công văn"


def test_an_untouched_panel_gives_way_to_a_scan(clerk: Clerk) -> None:
    other = take_in(clerk.counter, at=clerk.outside.now)
    clerk.choose(Step.STOP)

    clerk.view.open_dossier(other)

    assert clerk.page.presenter.code == other
    assert clerk.panel.isHidden()


def test_a_card_is_taken_by_the_return_only(clerk: Clerk) -> None:
    assert not clerk.view.accepts_card()
    clerk.choose(Step.STOP)
    assert not clerk.view.accepts_card()
    clerk.press(Qt.Key.Key_Escape)
    mark_ready(clerk.counter, clerk.code, Result(), A_CLERK, clerk.outside.now)
    clerk.view.refresh()
    clerk.choose(Step.RETURN)
    assert clerk.view.accepts_card()

    clerk.view.card_scanned(
        "002185000000||HOÀNG THỊ MẪU|01021985|Nữ|Tổ 2, Phường Bắc Kạn, Thái Nguyên|05052026"
    )

    assert clerk.panel.editors["receiver"].text() == "Hoàng Thị Mẫu"
    assert clerk.panel.editors["receiver_id"].text() == "002185000000"


def test_a_printer_that_fails_says_that_the_step_is_recorded(clerk: Clerk) -> None:
    clerk.outside.printer_trouble = NoPrinter()
    clerk.choose(Step.APOLOGISE)
    clerk.fill("reason", "Chậm")
    clerk.record(Qt.Key.Key_F10)

    assert "Đã ghi lời xin lỗi" in clerk.view.notice.text
    assert "Nhưng chưa in được" in clerk.view.notice.text
    assert len(clerk.dossier.apologies) == 1

    clerk.outside.printer_trouble = None
    clerk.bot.waitUntil(lambda: clerk.view.notice.buttons[0].isVisible())
    clerk.press(Qt.Key.Key_F10)
    assert clerk.outside.printed[0][0] == f"Mau 04 {clerk.code}"
    assert len(clerk.dossier.apologies) == 1


def test_every_form_that_there_is_can_be_seen_again(clerk: Clerk) -> None:
    clerk.choose(Step.APOLOGISE)
    clerk.fill("reason", "Chậm")
    clerk.record()
    clerk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    menu = clerk.page.menu
    assert menu is not None
    assert [action.text().rpartition("(")[2] for action in menu.actions()] == [
        "mẫu 01)",
        "mẫu 04)",
        "mẫu 06)",
    ]

    clerk.take_from_menu("Xem, in lại phiếu xin lỗi")

    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    assert dialog.preview.pdf.startswith(b"%PDF")
    clerk.bot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert clerk.outside.printed[0][0] == f"Mau 04 {clerk.code}"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_an_ended_dossier_offers_no_step_that_moves_it(clerk: Clerk) -> None:
    bring(clerk.counter, clerk.code, DossierState.WITHDRAWN)
    clerk.view.refresh()
    assert not clerk.page.main.isVisible() or "Thu phí" in clerk.page.main.text()

    clerk.press(Qt.Key.Key_F7)

    menu = clerk.page.menu
    assert menu is not None
    words = {action.text() for action in menu.actions()}
    assert words == {STEP_WORDS[Step.CORRECT]}
    menu.close()
