"""What the panels of all steps have in common: moments, faults, drafts, clocks, signatures."""

from datetime import timedelta

from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from tests.support.counters import A_MONDAY, ANOTHER_CLERK
from tests.ui.steps.conftest import NOW, Desk, bring, take_in

YESTERDAY = "17:00 22/11/2026"


def test_a_step_done_yesterday_is_recorded_as_such(desk: Desk) -> None:
    desk.now = NOW + timedelta(days=1)

    dossier = desk.do(Step.STOP, reason="Theo công văn", done_at="15:10 hôm qua")

    assert dossier.end is not None
    assert dossier.end.done_at.astimezone(NOW.tzinfo).strftime("%H:%M %d/%m") == "15:10 23/11"
    assert dossier.history[-1].at == desk.now


def test_a_moment_before_the_intake_is_said_beside_its_field(desk: Desk) -> None:
    screen = desk.open(Step.APOLOGISE, reason="Chậm", done_at=YESTERDAY)

    desk.presenter.submit()

    assert screen.faults == {"done_at": "Sớm hơn lúc tiếp nhận"}
    assert screen.typed["reason"] == "Chậm"


def test_a_half_typed_panel_comes_back(desk: Desk) -> None:
    desk.open(Step.STOP, reason="Theo công")
    desk.presenter.close()
    assert desk.presenter.step is None

    screen = desk.open(Step.REFUSE)
    assert screen.typed["reason"] == ""
    screen = desk.open(Step.STOP)

    assert screen.typed["reason"] == "Theo công"
    assert desk.presenter.is_begun


def test_what_was_recorded_is_not_offered_again(desk: Desk) -> None:
    desk.do(Step.APOLOGISE, reason="Chậm")

    assert desk.open(Step.APOLOGISE).typed["reason"] == ""


def test_a_panel_survives_what_others_record_and_says_when_it_is_too_late(desk: Desk) -> None:
    screen = desk.open(Step.MARK_READY, kind="Giấy xác nhận")
    bring(desk.counter, desk.code, DossierState.WITHDRAWN)

    desk.presenter.dossier_changed(desk.code, desk.dossier, ())

    assert screen.typed["kind"] == "Giấy xác nhận"
    assert screen.form is not None
    assert "đã kết thúc" in screen.warning
    desk.presenter.submit()
    assert screen.done is None
    assert "đã kết thúc" in screen.warning


def test_who_presses_the_key_signs(desk: Desk) -> None:
    desk.open(Step.APOLOGISE, reason="Chậm")
    desk.by = ANOTHER_CLERK

    desk.presenter.submit()

    assert desk.dossier.history[-1].by == "hoan"


def test_a_clock_behind_is_asked_about_and_the_step_is_then_recorded(desk: Desk) -> None:
    take_in(desk.counter, at=NOW)
    desk.now = A_MONDAY + timedelta(minutes=30)
    screen = desk.open(Step.APOLOGISE, reason="Chậm")
    desk.presenter.submit()
    assert screen.done is None
    assert "Đồng hồ máy" in screen.warning
    assert screen.action is not None

    screen.action[1]()

    assert screen.done is not None
    assert len(desk.dossier.apologies) == 1


def test_a_card_that_cannot_be_read_is_said(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.READY)
    screen = desk.open(Step.RETURN)

    desk.presenter.card_scanned("1|2|3")

    assert "Không đọc được thẻ" in screen.warning
    assert screen.typed["receiver"] == "Đặng Thị Ngữ Ánh"
