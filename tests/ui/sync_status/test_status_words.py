"""The status line and the badge: different causes in different words, green only as a promise."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.ui import words_of_sync
from counter_app.ui.sync_status.shown import shown_of
from counter_app.ui.sync_status.state import (
    FRESH,
    Progress,
    SyncState,
    badge_of,
    status_words,
)
from counter_app.ui.words_of_sync import (
    CAUSES,
    bytes_words,
    cause_words,
    offset_words,
    reason_advice,
    reason_words,
)
from sync.client.causes import Cause
from sync.server.checks import REASONS
from tests.ui.sync_status.states import IN_STEP, NOW, a_state, ago


def test_a_counter_by_itself_says_that_all_is_saved() -> None:
    assert status_words(SyncState(), NOW) == ("Đã lưu trên máy · chưa nối với tỉnh", "paused")


def test_in_step_is_green_and_says_since_when() -> None:
    assert status_words(IN_STEP, NOW) == (
        "Đã gửi tỉnh lúc 10:40 · máy và tỉnh đã khớp nhau",
        "done",
    )


def test_without_a_network_the_line_says_what_waits_since_when_and_that_work_goes_on() -> None:
    state = a_state(acked_seq=120, succeeded_at=ago(minutes=20), cause="no_network")

    assert status_words(state, NOW) == (
        "Chờ gửi: 12 · lần đồng bộ gần nhất 20 phút trước"
        " · mất mạng, máy vẫn làm việc bình thường, sẽ tự gửi lại",
        "today",
    )


def test_sending_says_how_far_it_is() -> None:
    state = a_state(acked_seq=123, is_working=True, sending=Progress(3, 12))

    words, tone = status_words(state, NOW)
    assert words.startswith("Đang gửi 3/12")
    assert tone == "paused"


def test_what_waits_for_a_person_is_counted() -> None:
    words, tone = status_words(a_state(dispute_count=1), NOW)
    assert "1 hồ sơ cần xem lại" in words
    assert tone == "today"

    words, tone = status_words(a_state(quarantined_count=1), NOW)
    assert "tỉnh chưa nhận 1 việc" in words
    assert tone == "overdue"


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause])
def test_every_cause_of_the_client_has_words_of_its_own(cause: Cause) -> None:
    assert cause in CAUSES
    words, tone = status_words(a_state(acked_seq=120, cause=cause.value), NOW)

    assert words.startswith("Chờ gửi: 12")
    assert cause_words(cause).words in words
    assert tone == ("overdue" if cause_words(cause).needs_person else "today")


def test_no_two_causes_have_the_same_words() -> None:
    for one, other in combinations(sorted(CAUSES), 2):
        assert cause_words(one).title != cause_words(other).title


@pytest.mark.parametrize("cause", ["revoked", "stranger", "too_old", "clock_wrong"])
def test_what_waiting_does_not_cure_calls_for_a_person(cause: str) -> None:
    words, tone = status_words(a_state(cause=cause), NOW)
    assert "hãy" in words
    assert tone == "overdue"


def test_a_cause_that_nobody_knows_is_said_in_general_words() -> None:
    words, _ = status_words(a_state(cause="from_a_newer_program"), NOW)
    assert "chưa đồng bộ được" in words
    assert "from_a_newer_program" not in words


def test_a_wrong_clock_is_said_with_how_much_it_is_off() -> None:
    fast = a_state(clock_offset=timedelta(minutes=12))
    slow = a_state(clock_offset=-timedelta(hours=3), cause="clock_wrong")

    assert "giờ máy nhanh 12 phút so với tỉnh" in status_words(fast, NOW).words
    assert "giờ máy chậm 3 giờ so với tỉnh" in status_words(slow, NOW).words
    assert status_words(slow, NOW).words.count("giờ máy") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"acked_seq": 131},
        {"acked_seq": 133},
        {"ahead_count": 1},
        {"ahead_count": None},
        {"succeeded_at": None},
        {"cause": "no_network"},
        {"cause": "revoked"},
        {"is_enrolled": False},
        {"quarantined_count": 1},
        {"dispute_count": 1},
        {"succeeded_at": ago(hours=3)},
        {"clock_offset": timedelta(hours=1)},
    ],
    ids=str,
)
def test_green_is_taken_away_by_any_doubt(changes: dict[str, object]) -> None:
    """I14: green implies that both sides had everything in a fresh answer."""
    assert IN_STEP.is_green(NOW)
    state = a_state(**changes)

    assert not state.is_green(NOW)
    words, tone = status_words(state, NOW)
    assert tone != "done"
    assert "khớp nhau" not in words


@given(
    head=st.integers(0, 5),
    acked=st.integers(0, 5),
    ahead=st.one_of(st.none(), st.integers(0, 2)),
    cause=st.sampled_from(["", "no_network", "revoked"]),
    minutes=st.integers(-90, 90),
    is_working=st.booleans(),
)
def test_green_implies_in_step_and_what_waits_is_head_less_acked(
    head: int, acked: int, ahead: int | None, cause: str, minutes: int, is_working: bool
) -> None:
    """I14: whatever the state, the line never promises more than it knows."""
    state = a_state(
        head_seq=head,
        acked_seq=acked,
        ahead_count=ahead,
        cause=cause,
        is_working=is_working,
        succeeded_at=ago(minutes=minutes),
    )
    words, tone = status_words(state, NOW)

    if tone == "done":
        assert (acked, ahead, cause) == (head, 0, "")
        assert abs(timedelta(minutes=minutes)) <= FRESH
    if head > acked:
        assert words.startswith(f"Chờ gửi: {head - acked}")
    else:
        assert "Chờ gửi" not in words


def test_every_reason_of_the_quarantine_has_words_and_something_to_do() -> None:
    assert set(REASONS) <= set(words_of_sync.REASONS)
    for reason in (*REASONS, "from_a_newer_server"):
        assert reason_words(reason)
        assert reason_advice(reason).endswith(".")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (13_240, "13,2 kB"), (999_990, "1,0 MB"), (5 * 10**9, "5,0 GB")],
)
def test_amounts_of_data_are_written_as_people_read_them(count: int, words: str) -> None:
    assert bytes_words(count) == words


def test_an_offset_says_which_way() -> None:
    assert offset_words(timedelta(0)) == "khớp"
    assert offset_words(timedelta(seconds=5)) == "nhanh 5 giây"
    assert offset_words(-timedelta(days=400)) == "chậm 400 ngày"


def test_a_journal_that_was_changed_stands_first_and_is_never_green() -> None:
    """Seen to fail when only the screen of the sync knew of it."""
    state = replace(IN_STEP, broken_count=1)
    said = status_words(state, NOW)
    assert "1 nhật ký không còn nguyên vẹn" in said.words
    assert said.tone == "overdue"
    assert not state.is_green(NOW)
    assert badge_of(state) == (1, True)
    shown = shown_of(state, NOW)
    assert shown.headline.words == "1 nhật ký không còn nguyên vẹn"
    assert "Kiểm tra nhật ký" in shown.explanation


def test_the_check_behind_an_exchange_says_how_far_it_is() -> None:
    state = replace(IN_STEP, is_working=True, checking=Progress(12_000, 34_000))
    assert status_words(state, NOW).words.startswith("Đang kiểm tra nhật ký: 12.000/34.000 mục")
