"""Moments as people type them at the counter."""

from datetime import datetime

import pytest

from counter_app.domain.moments import VIETNAM
from counter_app.ui.intake.reading import Unreadable
from counter_app.ui.steps.fields import Picked, Tick
from counter_app.ui.steps.reading import StepReader, read_when

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "text",
    [
        "15:10 22/11/2026",
        "22/11/2026 15h10",
        "15:10 hôm qua",
        "hôm qua 15:10",
        "lúc 15 giờ 10 hom qua",
        "15h10 chiều qua",
        "15:10 22112026",
    ],
)
def test_yesterday_afternoon(text: str) -> None:
    assert read_when(text, NOW) == datetime(2026, 11, 22, 15, 10, tzinfo=VIETNAM)


@pytest.mark.parametrize("text", ["9:30", "9h30", "sáng nay 9:30", "9:30 hôm nay"])
def test_a_clock_time_alone_is_of_today(text: str) -> None:
    assert read_when(text, NOW) == datetime(2026, 11, 23, 9, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize("text", ["hôm qua", "25:00", "9:75 hôm qua", "31/2/2026 9:00", "mười giờ"])
def test_what_is_no_moment_is_named(text: str) -> None:
    with pytest.raises(Unreadable):
        read_when(text, NOW)


def test_a_reader_gathers_every_fault_and_reads_the_rest() -> None:
    reader = StepReader(
        {
            "done_at": "hôm kia",
            "amount": "mười",
            "unit": Picked("Xã nào đó", ""),
            "papers": (Tick("Giấy A", True), Tick("Giấy B"), Tick(" ", True)),
            "note": "  hai   chữ ",
        },
        NOW,
    )

    assert reader.moment("done_at") is None
    assert reader.amount("amount") == 0
    assert reader.picked("unit").value == ""
    assert reader.ticked("papers") == ("Giấy A",)
    assert reader.text("note") == "hai chữ"
    assert reader.required("reason") == ""
    assert reader.faults == {
        "done_at": "not_a_moment",
        "amount": "not_an_amount",
        "unit": "unknown",
        "reason": "missing",
    }
