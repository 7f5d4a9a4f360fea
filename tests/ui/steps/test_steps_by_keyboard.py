"""Every step of a dossier by keyboard alone, in a window, on a real store."""

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.facts import Satisfaction
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.services.returning import Result, mark_ready
from tests.support.counters import A_CLERK
from tests.ui.stand_ins import focus
from tests.ui.steps.clerk import Clerk
from tests.ui.steps.conftest import bring


def test_a_supplement_is_requested_printed_and_received(clerk: Clerk) -> None:
    clerk.choose(Step.REQUEST_SUPPLEMENT)
    assert focus() is clerk.panel.editors["papers"].lines
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Space)
    clerk.press(Qt.Key.Key_Return)
    clerk.commit(focus(), "Ảnh 3x4")
    clerk.press(Qt.Key.Key_Return)
    clerk.fill("reason", "Thiếu giấy tờ")
    clerk.record(Qt.Key.Key_F10)

    assert clerk.state is DossierState.PAUSED
    assert clerk.dossier.lacking[0] == "Giấy tờ chứng minh chỗ ở"
    assert clerk.dossier.lacking[-1] == "Ảnh 3x4"
    assert len(clerk.dossier.lacking) == 3
    assert clerk.outside.printed[0][0] == f"Mau 02 {clerk.code}"
    assert "Đã ghi yêu cầu bổ sung 3 giấy tờ" in clerk.view.notice.text
    assert "ra máy in" in clerk.view.notice.text
    assert focus() is clerk.page.main

    clerk.choose(Step.RECEIVE_SUPPLEMENT)
    clerk.press(Qt.Key.Key_F6)
    clerk.record()

    assert not clerk.dossier.lacking
    assert "hẹn trả" in clerk.view.notice.text


def test_a_hand_over_to_a_colleague_and_back(clerk: Clerk) -> None:
    clerk.choose(Step.FORWARD)
    clerk.fill("due_at", "16:00 25/11/2026")
    clerk.record(Qt.Key.Key_F10)
    assert clerk.dossier.holder.clerk == "hoan"
    assert clerk.outside.printed[0][0] == f"Mau 06 {clerk.code}"
    assert "Hạn của bên nhận" in clerk.page.body.words()

    clerk.choose(Step.CONFIRM_FORWARD)
    clerk.record()
    assert clerk.dossier.hand_overs[0].received_by == "Triệu Văn Hoan"
    clerk.choose(Step.RECEIVE_BACK)
    clerk.fill("note", "Đã thẩm định")
    clerk.record()
    assert clerk.state is DossierState.OPEN


def test_a_hand_over_to_another_unit_picked_from_the_list(clerk: Clerk) -> None:
    clerk.choose(Step.FORWARD)
    clerk.go_to("to")
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Down)
    clerk.fill("to_unit", "phong quang")
    assert clerk.panel.editors["to_unit"].suggestions
    clerk.press(Qt.Key.Key_Return)
    clerk.record()

    assert clerk.dossier.holder.unit_name.startswith("Xã Phong Quang")
    assert clerk.dossier.holder.unit


def test_a_result_is_recorded_and_returned(clerk: Clerk) -> None:
    clerk.choose(Step.MARK_READY)
    clerk.fill("kind", "Giấy xác nhận")
    clerk.fill("number", "12/XN")
    clerk.record()
    assert clerk.state is DossierState.READY

    clerk.choose(Step.RETURN)
    clerk.go_to("satisfaction")
    clerk.press(Qt.Key.Key_Down)
    clerk.record(asks=True)

    returned = clerk.dossier.returned
    assert returned is not None
    assert returned.satisfaction is Satisfaction.VERY_SATISFIED
    assert "Đã trả kết quả" in clerk.view.notice.text


@pytest.mark.parametrize(
    ("step", "state", "form"),
    [
        (Step.REFUSE, DossierState.REFUSED, "03"),
        (Step.STOP, DossierState.STOPPED, "05"),
        (Step.WITHDRAW, DossierState.WITHDRAWN, ""),
    ],
)
def test_an_end_is_asked_about_and_its_letter_printed(
    clerk: Clerk, step: Step, state: DossierState, form: str
) -> None:
    clerk.choose(step)
    clerk.fill("reason", "Người dân đổi ý")
    clerk.record(Qt.Key.Key_F10 if form else Qt.Key.Key_F9, asks=True)

    assert clerk.state is state
    assert [title for title, _ in clerk.outside.printed] == (
        [f"Mau {form} {clerk.code}"] if form else []
    )


def test_an_apology_and_a_new_appointment(clerk: Clerk) -> None:
    clerk.choose(Step.APOLOGISE)
    clerk.fill("reason", "Chờ xác minh")
    clerk.record()
    assert "In phiếu xin lỗi (mẫu 04)" in clerk.view.notice.buttons[0].text()
    clerk.bot.waitUntil(lambda: clerk.view.notice.buttons[0].isVisible())
    clerk.press(Qt.Key.Key_F10)
    assert clerk.outside.printed[0][0] == f"Mau 04 {clerk.code}"

    clerk.choose(Step.REAPPOINT)
    clerk.fill("due_at", "16:00 30/11/2026")
    clerk.fill("reason", "Chờ xác minh")
    clerk.record(asks=True)
    assert clerk.dossier.reappointments[0].reason == "Chờ xác minh"
    assert "16:00" in clerk.page.body.words()
    assert "Giấy hẹn số 1 ghi 17:00 thứ Sáu 27/11/2026." in clerk.page.body.words()


def test_a_correction_prints_the_slip_that_replaces_the_last(clerk: Clerk) -> None:
    clerk.choose(Step.CORRECT)
    clerk.fill("applicant.name", "ĐẶNG THỊ NGỮ")
    clerk.fill("reason", "Sai tên")
    clerk.record(Qt.Key.Key_F10)

    assert clerk.dossier.intake.applicant.name == "ĐẶNG THỊ NGỮ"
    assert clerk.dossier.slip_number == 2
    assert clerk.dossier.slip_count == 1
    assert clerk.outside.printed[0][0] == f"Giay hen {clerk.code}"


def test_a_fee_and_a_rating(clerk: Clerk) -> None:
    clerk.choose(Step.PAY_FEE)
    clerk.fill("receipt", "BL 0012")
    clerk.record()
    assert clerk.dossier.paid == 15_000

    bring(clerk.counter, clerk.code, DossierState.OPEN)
    mark_ready(clerk.counter, clerk.code, Result(), A_CLERK, clerk.outside.now)
    clerk.view.refresh()
    clerk.choose(Step.RETURN)
    clerk.record(asks=True)
    clerk.choose(Step.RATE)
    clerk.press(Qt.Key.Key_Down)
    clerk.record()
    assert clerk.dossier.ratings[-1].level is Satisfaction.NOT_SATISFIED
