"""What a supervisor reads of contacts, clocks and arrivals."""

from datetime import datetime, timedelta

import pytest

from counter_app.domain.facts import ClockConfirmed, EntryName, Recorded
from counter_app.domain.figures import Tally
from counter_app.domain.journal_log import LogLine
from counter_app.domain.moments import VIETNAM
from counter_app.services.contacts import UnitContact
from counter_app.services.supervision import UnitLine
from counter_app.ui.supervision import contact_words as words

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
MADE = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


def a_unit(contact: UnitContact | None, **changed: object) -> UnitLine:
    since = contact.seen_at if contact else MADE
    values: dict[str, object] = {"waiting": contact and contact.waiting, "since": since, **changed}
    return UnitLine(
        "01843",
        "Phường Bắc Kạn",
        Tally({}),
        disputes=0,
        held_back=0,
        last_at=MADE,
        is_silent=bool(values.pop("is_silent", False)),
        journals=(),
        contact=contact,
        **values,  # type: ignore[arg-type]
    )


def a_contact(offset: timedelta | None = None, waiting: int = 0) -> UnitContact:
    return UnitContact(NOW - timedelta(minutes=20), NOW, waiting, offset, ("mot-cua 1",))


def a_line(received_at: datetime | None, offset: timedelta | None) -> LogLine:
    name = EntryName("0a" * 8, 1)
    entry = Recorded(name, name, (), MADE, "mau", ClockConfirmed(MADE, MADE))
    return LogLine(entry, "", False, offset, received_at)


@pytest.mark.parametrize(
    ("offset", "said", "tone"),
    [
        (None, "chưa rõ", ""),
        (timedelta(seconds=-40), "đúng giờ", ""),
        (timedelta(minutes=3), "nhanh 3 phút", ""),
        (timedelta(minutes=12), "nhanh 12 phút", "overdue"),
        (timedelta(days=-400), "chậm 400 ngày", "overdue"),
    ],
)
def test_a_clock_is_said_in_words(offset: timedelta | None, said: str, tone: str) -> None:
    assert (words.clock_words(offset), words.clock_tone(offset)) == (said, tone)


def test_a_contact_is_said_with_all_that_is_known_in_the_tip() -> None:
    unit = a_unit(a_contact(timedelta(minutes=12), 5))
    assert words.contact_words(unit, NOW) == "20 phút trước"
    tip = words.contact_tip(unit)
    for part in ("08:50 23/11/2026", "nhanh 12 phút", "08:00 23/11/2026", "mot-cua 1"):
        assert part in tip
    assert words.short_state(unit) == "chờ gửi 5"
    silent = a_unit(a_contact(waiting=5), is_silent=True)
    assert words.contact_words(silent, NOW).startswith("▲ im lặng từ ")
    assert words.short_state(silent) == "▲ im lặng · chờ gửi 5"


def test_what_the_province_did_not_tell_is_said_to_be_unknown() -> None:
    unit = a_unit(None)
    assert "Lần liên lạc với tỉnh: chưa rõ" in words.contact_tip(unit)
    assert words.clock_words(words.unit_clock(unit)) == "chưa rõ"
    assert words.short_state(unit) == ""
    assert words.contact_words(a_unit(None, since=None), NOW) == "chưa có gì gửi về"
    line = a_line(None, None)
    assert words.received_words(line) == "chưa rõ"
    assert "tỉnh chưa báo" in words.clock_tip(line)


def test_an_arrival_is_said_with_its_day_only_where_that_is_another() -> None:
    soon = a_line(MADE + timedelta(minutes=4), timedelta())
    assert words.received_words(soon) == "08:04"
    assert words.received_tip(soon) == "Tỉnh nhận lúc 08:04 23/11/2026"
    assert "khi mục này được gửi" in words.clock_tip(soon)
    late = a_line(MADE + timedelta(days=2), None)
    assert words.received_words(late) == "08:00 25/11"
    assert "bằng tệp" in words.clock_tip(late)
