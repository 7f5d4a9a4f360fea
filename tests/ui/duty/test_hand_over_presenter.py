"""A shift is handed over, signed for, or closed: the presenter on a real counter."""

from dataclasses import replace

import pytest

from counter_app.services import duty, hand_over
from counter_app.ui.duty.nudges import nudges
from counter_app.ui.duty.presenter import DutyPresenter
from counter_app.ui.duty.presenter_of_hand_over import (
    HandOverForm,
    HandOverPresenter,
    Mode,
)
from tests.support.counters import A_CLERK, ANOTHER_CLERK
from tests.ui.duty.desk import Desk, at


def test_both_signatures_hand_the_window_to_the_receiver(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.GIVE)
    page = desk.screen.page
    assert page is not None and [m.clerk for m in page.colleagues] == ["hoan", "lien"]
    desk.at = at("11:30")
    presenter.give(HandOverForm(("Con dấu",), "Lưu ý", ANOTHER_CLERK, "naoh"))

    assert desk.member == ANOTHER_CLERK
    assert desk.screen.faults == {}
    assert "Hoàng Thị Mẫu đã bàn giao ca cho Triệu Văn Hoan lúc 11:30" in desk.screen.said[0]
    assert desk.screen.sheet is not None and desk.screen.sheet.papers == ("Con dấu",)
    shift = duty.current_shift(desk.counter, ANOTHER_CLERK, at("11:31"))
    assert shift is not None


def test_a_wrong_password_records_nothing_and_stands_beside_its_field(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    before = desk.entry_count()
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.GIVE)
    presenter.give(HandOverForm((), "", ANOTHER_CLERK, "wrong"))

    assert "mật khẩu chưa đúng" in desk.screen.faults["password"]
    assert desk.member == A_CLERK
    assert desk.entry_count() == before
    assert desk.screen.signing[-1] == ""


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (HandOverForm((), "", None, ""), {"to", "password"}),
        (HandOverForm((), "", ANOTHER_CLERK, ""), {"password"}),
    ],
)
def test_without_a_signature_nothing_is_tried(
    desk: Desk, form: HandOverForm, fields: set[str]
) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    before = desk.entry_count()
    HandOverPresenter(desk.ports, desk.screen).give(form)

    assert set(desk.screen.faults) == fields
    assert desk.entry_count() == before


def test_a_second_key_while_the_password_is_checked_does_nothing(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    waiting: list[object] = []
    ports = replace(desk.ports, run=lambda job, *_, lane="": waiting.append(job))
    presenter = HandOverPresenter(ports, desk.screen)
    for _ in range(3):
        presenter.give(HandOverForm((), "", ANOTHER_CLERK, "naoh"))

    assert len(waiting) == 1


def test_the_receiver_signs_at_their_own_log_in(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    HandOverPresenter(desk.ports, desk.screen).give_unsigned(
        HandOverForm(("Sổ",), "Nhớ gọi", ANOTHER_CLERK)
    )
    assert desk.member == A_CLERK
    desk.member, desk.at = ANOTHER_CLERK, at("13:30")
    week = DutyPresenter(desk.ports, desk.screen)
    week.refresh()
    assert desk.screen.now is not None and "chờ ký nhận" in desk.screen.now.offer
    assert any("chưa ký nhận" in words for words in nudges(desk.counter, desk.at))

    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.ACCEPT)
    page = desk.screen.page
    assert page is not None and (page.papers, page.note) == (("Sổ",), "Nhớ gọi")
    presenter.accept("Đủ")
    week.refresh()

    assert desk.screen.sheet is not None and desk.screen.sheet.remark == "Đủ"
    assert desk.screen.now.offer == "" and desk.screen.now.has_shift
    assert nudges(desk.counter, desk.at) == ()


def test_without_a_shift_the_page_does_not_open(desk: Desk) -> None:
    HandOverPresenter(desk.ports, desk.screen).begin(Mode.GIVE)

    assert desk.screen.page is None
    assert isinstance(desk.screen.trouble, hand_over.NoShift)


def test_the_end_of_the_day_closes_the_shift(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    desk.at = at("16:58")
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.CLOSE)
    presenter.close(HandOverForm((), ""))

    assert desk.screen.said == ["Đã kết thúc ca lúc 16:58."]
    assert desk.screen.sheet is not None and desk.screen.sheet.receiver == ""


def test_the_sheet_is_made_from_what_was_recorded(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    desk.at = at("16:58")
    closed = hand_over.close_shift(desk.counter, A_CLERK, desk.at, papers=("Con dấu",))
    DutyPresenter(desk.ports, desk.screen).preview_sheet(closed)

    assert desk.screen.pdf.startswith(b"%PDF")
