"""No appointment slip: taken in, solved and returned on one screen, by keyboard, really kept."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.facts import PayMethod, Satisfaction, SlipPrinted
from counter_app.domain.states import DossierState
from counter_app.services import dossiers
from tests.support.counters import A_CLERK, A_MONDAY
from tests.ui.intake.conftest import AtTheCounter
from tests.ui.intake.test_intake_by_keyboard import count, fill_in

CODE = "H55.18.43-261123-2001"
CARD = "002185000099||HOÀNG THỊ MẪU|01021985|Nữ|Tổ 2, Phường Bắc Kạn, Thái Nguyên|05052026"


def take_in_at_once(desk: AtTheCounter) -> None:
    fill_in(desk)
    desk.keys.press(Qt.Key.Key_F11)
    desk.bot.waitUntil(desk.view.same_day.isVisible)


def test_from_the_empty_form_to_the_result_in_the_citizens_hand(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    take_in_at_once(desk)
    panel = desk.view.same_day
    assert desk.keys.focus() is panel.kind
    assert panel.receiver.text() == "NGUYỄN VĂN THỬ"

    desk.keys.enter("Giấy khai sinh")
    desk.keys.enter("15/KS")
    panel.pay.amount.setFocus()
    desk.keys.enter("8.000")
    desk.keys.enter("BL-0007")
    panel.pay.method.setCurrentIndex(1)
    QTest.keyClick(desk.keys.focus(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.keys.press(Qt.Key.Key_F11)
    desk.waits_for(f"Đã trả kết quả {CODE} của Nguyễn Văn Thử cho Nguyễn Văn Thử.")

    dossier = dossiers.open_dossier(desk.counter, CODE)
    assert dossier.state is DossierState.RETURNED
    assert (dossier.taken_in_by, dossier.solved_at) == (A_CLERK.clerk, A_MONDAY)
    assert dossier.result is not None and dossier.returned is not None
    assert (dossier.result.kind, dossier.result.number) == ("Giấy khai sinh", "15/KS")
    assert dossier.returned.satisfaction is Satisfaction.SATISFIED
    (paid,) = dossier.payments
    assert (paid.amount, paid.receipt, paid.method) == (8_000, "BL-0007", PayMethod.TRANSFER)
    assert not any(isinstance(entry.fact, SlipPrinted) for entry in dossier.history)
    assert panel.isHidden()
    assert desk.view.sheets[0].isVisible()
    assert desk.keys.focus() is desk.view.procedure


def test_nothing_but_f11_twice_is_needed_where_nothing_is_to_be_paid(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    take_in_at_once(desk)

    desk.keys.press(Qt.Key.Key_F11)
    desk.waits_for("Đã trả kết quả")

    assert dossiers.open_dossier(desk.counter, CODE).state is DossierState.RETURNED


def test_the_slip_may_still_be_printed_afterwards(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    take_in_at_once(desk)
    desk.keys.press(Qt.Key.Key_F11)
    desk.waits_for("Đã trả kết quả")

    desk.keys.press(Qt.Key.Key_F9)
    desk.waits_for("Giấy hẹn đã gửi ra máy in.")

    assert [title for title, _ in desk.printer.jobs] == [f"Giay hen {CODE}"]


def test_the_dossier_is_kept_when_it_is_left_for_later(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    take_in_at_once(desk)

    desk.keys.press(Qt.Key.Key_Escape)
    desk.waits_for(f"{CODE} đã tiếp nhận, chưa trả.")

    assert dossiers.open_dossier(desk.counter, CODE).state is DossierState.OPEN
    assert desk.view.same_day.isHidden()


def test_an_amount_without_a_receipt_and_nobody_as_receiver_are_marked(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    take_in_at_once(desk)
    panel = desk.view.same_day
    panel.receiver.clear()
    panel.pay.amount.setText("8000")

    desk.keys.press(Qt.Key.Key_F11)

    assert panel.fields["receiver"].line == "Chưa nhập"
    assert panel.pay.fields["receipt"].line == "Chưa nhập"
    assert dossiers.open_dossier(desk.counter, CODE).payments == ()


def test_a_card_scanned_meanwhile_says_who_receives(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    take_in_at_once(desk)

    desk.view.card_scanned(CARD)

    panel = desk.view.same_day
    assert (panel.receiver.text(), panel.receiver_id.text()) == ("HOÀNG THỊ MẪU", "002185000099")
    assert desk.view.form().is_blank


def test_pressing_f11_again_and_again_takes_in_one_dossier(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.keys.press(Qt.Key.Key_F11, Qt.Key.Key_F11, Qt.Key.Key_F9)
    desk.bot.waitUntil(desk.view.same_day.isVisible)
    desk.keys.press(Qt.Key.Key_F11, Qt.Key.Key_F11)
    desk.waits_for("Đã trả kết quả")

    assert count(desk.counter) == 1


def test_f11_is_offered_for_what_is_solved_the_same_day_alone(
    at_the_counter: AtTheCounter,
) -> None:
    desk = at_the_counter
    assert desk.view.at_once.isHidden()
    desk.keys.types("tam tru")
    desk.keys.enter()
    assert desk.view.at_once.isHidden()

    desk.view.clear.click()
    desk.keys.types("khai sinh")
    desk.keys.enter()
    assert desk.view.at_once.isVisible()


def test_f9_and_f10_are_as_they_were(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.keys.press(Qt.Key.Key_F9)
    desk.waits_for("Đã tiếp nhận")

    assert desk.view.same_day.isHidden()
    assert dossiers.open_dossier(desk.counter, CODE).state is DossierState.OPEN
