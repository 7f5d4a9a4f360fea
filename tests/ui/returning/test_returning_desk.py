"""The queue: a slip, a look, one question that names the citizen, the next slip."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.facts import ChannelOut, RatedBy, Satisfaction
from counter_app.domain.moments import as_utc
from counter_app.domain.states import DossierState
from counter_app.services import following, returning
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.returning import HandOut
from tests.support.counters import A_CLERK, A_MONDAY
from tests.ui.returning.conftest import NOW, DeskOfResults, ready, taken_in

CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1, Phường Bắc Kạn|20072021"
ANOTHER_CARD = "002185000099||HOÀNG THỊ MẪU|01021985|Nữ|Tổ 2, Phường Bắc Kạn|05052026"


def test_a_slip_enter_enter_and_the_result_is_out(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter)
    desk.brings(code)
    assert desk.keys.focus() is desk.view.desk.panel.number

    desk.keys.enter()
    words = desk.question().findChildren(type(desk.view.desk.heading))[1].text()
    assert words == f"Trả kết quả {code} của Nguyễn Văn Thử cho Nguyễn Văn Thử?"
    desk.answers()
    desk.waits_for("Đã trả kết quả")

    dossier = desk.dossier(code)
    assert dossier.state is DossierState.RETURNED
    assert dossier.returned is not None
    assert (dossier.returned.receiver, dossier.returned.channel) == (
        "NGUYỄN VĂN THỬ",
        ChannelOut.DESK,
    )
    assert dossier.returned.satisfaction is None
    assert desk.view.desk.panel.isHidden()
    assert desk.keys.focus() is desk.view.desk.search


def test_two_citizens_behind_each_other_by_keys_alone(
    desk: DeskOfResults, counter: Counter
) -> None:
    for code in (ready(counter, 0), ready(counter, 1)):
        desk.brings(code)
        desk.keys.press(Qt.Key.Key_F9)
        desk.answers(Qt.Key.Key_F9)
        desk.waits_for(f"Đã trả kết quả {code}")
        assert desk.dossier(code).state is DossierState.RETURNED


def test_escape_in_the_question_returns_nothing(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter)
    desk.brings(code)
    desk.keys.press(Qt.Key.Key_F9)

    desk.answers(Qt.Key.Key_Escape)

    assert desk.dossier(code).state is DossierState.READY
    assert desk.view.desk.panel.isVisible()


def test_fee_card_and_satisfaction_are_recorded(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter, fee=15_000)
    desk.brings(code)
    panel = desk.view.desk.panel
    assert "▲ Lệ phí chưa thu: 15.000 đ" in panel.warnings.text()

    desk.view.card_scanned(ANOTHER_CARD)
    assert panel.fields["receiver_id"].line.startswith("Không phải số của chủ hồ sơ")
    panel.pay.amount.setFocus()
    desk.keys.enter("15000")
    desk.keys.types("BL-0012")
    QTest.keyClick(desk.keys.focus(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.keys.press(Qt.Key.Key_F9)
    desk.answers()
    desk.waits_for("Đã trả kết quả")

    dossier = desk.dossier(code)
    assert dossier.returned is not None
    assert (dossier.returned.receiver, dossier.returned.receiver_id) == (
        "HOÀNG THỊ MẪU",
        "002185000099",
    )
    assert dossier.returned.satisfaction is Satisfaction.VERY_SATISFIED
    assert dossier.returned.rated_by is RatedBy.CLERK
    assert [(paid.amount, paid.receipt) for paid in dossier.payments] == [(15_000, "BL-0012")]


def test_an_amount_without_a_receipt_is_asked_for_and_nothing_recorded(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter, fee=15_000)
    desk.brings(code)
    desk.view.desk.panel.pay.amount.setFocus()
    desk.keys.types("15000")

    desk.keys.press(Qt.Key.Key_F9)

    assert desk.view.desk.panel.pay.fields["receipt"].line == "Chưa nhập"
    assert desk.keys.focus() is desk.view.desk.panel.pay.receipt
    assert desk.dossier(code).payments == ()


def test_a_return_that_fails_takes_no_fee(desk: DeskOfResults, counter: Counter) -> None:
    """The result was returned at the other desk in the meantime: no money is asked for it here."""
    code = ready(counter, fee=15_000)
    desk.brings(code)
    desk.view.desk.panel.pay.amount.setText("15000")
    desk.view.desk.panel.pay.receipt.setText("BL-0012")
    returning.hand_out(counter, code, HandOut(receiver="NGUYỄN VĂN THỬ"), A_CLERK, NOW)

    for _ in range(2):
        desk.keys.press(Qt.Key.Key_F9)
        desk.answers()
        desk.waits_for("hồ sơ đã kết thúc")
        desk.view.notice.clear()

    assert desk.dossier(code).payments == ()


def test_the_submitter_is_offered_as_receiver(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter, submitter="HÀ THỊ GIẢ")
    desk.brings(code)
    panel = desk.view.desk.panel
    assert panel.receiver.text() == "HÀ THỊ GIẢ"
    assert "Giấy ủy quyền số 3" in panel.checks.text()

    panel.offers[1].click()

    assert panel.receiver.text() == "NGUYỄN VĂN THỬ"


def test_a_late_result_says_so(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter, days_ago=20)
    desk.brings(code)

    words = desk.view.desk.panel.warnings.text()

    assert "▲ Trả muộn so với hẹn" in words
    assert "chưa có phiếu xin lỗi" in words


def test_a_slip_that_is_not_ready_says_where_it_is_and_when_it_is_due(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = taken_in(counter, days_ago=0)
    following.forward(counter, code, ForwardTo(name="Lý Văn Bé"), A_CLERK, NOW)

    desk.scans(code)
    desk.waits_for("đang ở Lý Văn Bé")

    assert "Hẹn trả 17:00" in desk.notice()
    assert desk.view.desk.panel.isHidden()


def test_a_result_that_has_just_come_is_noted_and_goes_on_to_the_desk(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = taken_in(counter)
    desk.scans(code)
    desk.waits_for("hồ sơ đang ở quầy")

    desk.view.notice.buttons[1].click()
    desk.bot.waitUntil(desk.view.desk.panel.isVisible)

    assert desk.dossier(code).state is DossierState.READY


def test_a_result_that_was_returned_says_when_and_to_whom(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter)
    returning.hand_out(counter, code, HandOut(receiver="HÀ THỊ GIẢ"), A_CLERK, NOW)

    desk.scans(code)

    desk.waits_for("đã trả kết quả lúc 10:10 23/11/2026 cho HÀ THỊ GIẢ")
    assert desk.view.desk.panel.isHidden()
    assert [button.text() for button in desk.view.notice.buttons] == ["Mở hồ sơ"]


def test_typing_a_name_without_diacritics_and_enter_brings_it_to_the_desk(
    desk: DeskOfResults, counter: Counter
) -> None:
    ready(counter, 1)
    code = ready(counter, 2)
    desk.bot.waitUntil(lambda: len(desk.view.desk.table.model.rows) == 2)

    desk.keys.enter("lo van duc")
    desk.bot.waitUntil(desk.view.desk.panel.isVisible)

    assert code in desk.view.desk.panel.procedure.words


def test_several_that_fit_are_chosen_from_the_list(desk: DeskOfResults, counter: Counter) -> None:
    ready(counter, 0)
    second = ready(counter, 5)
    desk.bot.waitUntil(lambda: len(desk.view.desk.table.model.rows) == 2)

    desk.keys.enter("nguyen van thu")
    desk.keys.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    desk.bot.waitUntil(desk.view.desk.panel.isVisible)

    assert second in desk.view.desk.panel.procedure.words


def test_a_name_that_waits_nowhere_is_said_to_be_unknown(desk: DeskOfResults) -> None:
    desk.keys.enter("khong co ai")

    desk.waits_for("Quầy này không có hồ sơ nào như vậy")
    assert desk.view.desk.panel.isHidden()
    assert desk.keys.focus() is desk.view.desk.search


def test_a_card_over_the_empty_desk_finds_the_result_of_its_bearer(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter, 0)
    desk.bot.waitUntil(lambda: len(desk.view.desk.table.model.rows) == 1)

    desk.view.card_scanned(CARD.replace("006091000000", "006091000000"))
    desk.bot.waitUntil(desk.view.desk.panel.isVisible)

    assert code in desk.view.desk.panel.procedure.words


def test_the_next_slip_replaces_the_one_on_the_desk(desk: DeskOfResults, counter: Counter) -> None:
    first, second = ready(counter, 0), ready(counter, 1)
    desk.brings(first)
    desk.brings(second)

    assert desk.view.desk.panel.receiver.text() == "MA THỊ BÉ"
    desk.keys.press(Qt.Key.Key_Escape)
    assert desk.view.desk.panel.isHidden()
    assert desk.dossier(second).state is DossierState.READY


def test_numbers_are_masked_in_list_and_panel(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter, 7)
    desk.bot.waitUntil(lambda: len(desk.view.desk.table.model.rows) == 1)
    desk.brings(code)

    shown = desk.view.desk.panel.details.words + desk.view.desk.table.model.index(0, 2).data()

    assert "006091000007" not in shown
    assert "006•••••0007" in shown


def test_a_clock_that_stands_behind_is_asked_about_and_the_return_goes_on(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter)
    desk.brings(code)
    desk.clock[0] = A_MONDAY - timedelta(hours=3)
    desk.keys.press(Qt.Key.Key_F9)
    desk.answers()
    desk.waits_for("Đồng hồ máy đang chỉ")

    assert desk.dossier(code).state is DossierState.READY

    desk.clock[0] = NOW
    desk.view.notice.buttons[0].click()
    desk.waits_for("Đã trả kết quả")

    dossier = desk.dossier(code)
    assert dossier.returned is not None
    assert dossier.returned.done_at == as_utc(NOW)


@pytest.mark.parametrize("fee", [0, 15_000])
def test_nothing_scrolls_at_1366x768(desk: DeskOfResults, counter: Counter, fee: int) -> None:
    desk.brings(ready(counter, fee=fee, submitter="HÀ THỊ GIẢ", days_ago=20))

    assert desk.view.minimumSizeHint().height() <= 680
    assert desk.view.minimumSizeHint().width() <= 1170
