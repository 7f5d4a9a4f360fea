"""The deadline board, apologies, and what a new holiday touches, on a real store."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from counter_app.domain.deadlines import BoardList
from counter_app.domain.facts import Paper
from counter_app.domain.people import FieldsRefused
from counter_app.domain.rules import NewDay
from counter_app.domain.standing import Standing
from counter_app.domain.steps import StepNotAllowed
from counter_app.services import deadlines, following, returning
from counter_app.services.counter import Counter
from counter_app.services.deadlines import BoardFilter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, RESIDENCE, a_person
from tests.support.moments import at

RESIDE = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))
"""Due on Friday the 27th at 17:00."""

NEWBORN = IntakeRequest(BIRTH, a_person())
"""Due the same day at 17:00."""


def taken(counter: Counter, request: IntakeRequest) -> str:
    return taken_at(counter, request, A_MONDAY)


def taken_at(counter: Counter, request: IntakeRequest, now: datetime) -> str:
    return take_in(counter, request, A_CLERK, now).code


def counts(counter: Counter, now: datetime) -> dict[str, int]:
    found = deadlines.board(counter, now).counts
    return {each.value: number for each, number in found.items() if number}


def codes(counter: Counter, wanted: BoardList, now: datetime) -> list[str]:
    return [row.code for row in deadlines.board_page(counter, wanted, now).rows]


def test_the_board_follows_the_clock_without_anything_being_recorded(counter: Counter) -> None:
    slow, quick = taken(counter, RESIDE), taken(counter, NEWBORN)

    assert counts(counter, A_MONDAY) == {"due_today": 1}
    assert counts(counter, at("2026-11-23 17:01")) == {"overdue": 1}
    assert counts(counter, at("2026-11-26 17:00")) == {
        "overdue": 1,
        "due_soon": 1,
        "needs_apology": 1,
    }
    assert counts(counter, at("2026-11-27 08:00")) == {"overdue": 1, "due_today": 1}
    assert counts(counter, at("2026-11-30 08:00")) == {"overdue": 2}
    assert codes(counter, BoardList.OVERDUE, at("2026-11-30 08:00")) == [quick, slow]


def test_each_step_moves_a_dossier_from_list_to_list(counter: Counter) -> None:
    code, late = taken(counter, RESIDE), at("2026-11-30 08:00")
    following.request_supplement(counter, code, ("Hợp đồng",), "", A_CLERK, A_MONDAY)
    assert counts(counter, late) == {"awaiting_supplement": 1}

    following.receive_supplement(counter, code, (Paper("Hợp đồng"),), A_CLERK, A_MONDAY)
    assert counts(counter, late) == {"overdue": 1}
    returning.mark_ready(counter, code, Result(), A_CLERK, at("2026-11-25 08:00"))
    assert counts(counter, late) == {"to_collect": 1}
    (row,) = deadlines.board_page(counter, BoardList.TO_COLLECT, late).rows
    assert row.standing(late) is Standing.BEFORE_TIME
    returning.hand_out(counter, code, HandOut(receiver="Thử"), A_CLERK, at("2026-11-25 08:00"))
    assert counts(counter, late) == {}
    assert deadlines.board(counter, late).live_count == 0


def test_the_board_is_told_by_field_and_by_who_has_the_dossier(counter: Counter) -> None:
    here, there = taken(counter, RESIDE), taken(counter, RESIDE)
    taken(counter, NEWBORN)
    to = ForwardTo(clerk="hoan", due_at=at("2026-11-25 17:00"))
    following.forward(counter, there, to, A_CLERK, A_MONDAY)
    now = at("2026-11-30 08:00")
    found = deadlines.board(counter, now)

    assert sorted(by[BoardList.OVERDUE] for by in found.by_field.values()) == [1, 2]
    assert found.by_holder[""][BoardList.OVERDUE] == 2
    assert found.by_holder["Triệu Văn Hoan"][BoardList.OVERDUE] == 1
    assert found.counts[BoardList.PART_OVERDUE] == 1
    hers = deadlines.board_page(
        counter, BoardList.OVERDUE, now, only=BoardFilter(holder="Triệu Văn Hoan")
    ).rows
    assert [row.code for row in hers] == [there]
    assert hers[0].own_due_at == at("2026-11-25 17:00")
    some = deadlines.board_page(counter, BoardList.OVERDUE, now, offset=1, most=1).rows
    assert [row.code for row in some] == [here]


def test_a_reappointment_is_a_promise_that_counts(counter: Counter) -> None:
    code, now = taken(counter, RESIDE), at("2026-11-26 16:00")
    due_at = at("2026-12-04 17:00")
    dossier = deadlines.reappoint(counter, code, due_at, "Chờ xác minh", A_CLERK, now)

    assert dossier.due_at == due_at
    assert dossier.promised_at == at("2026-11-27 17:00")
    assert counts(counter, at("2026-11-30 08:00")) == {}
    assert dossier.standing(at("2026-11-30 08:00")) is Standing.IN_TIME


def test_a_second_reappointment_needs_a_reason_and_stays_late(counter: Counter) -> None:
    code, now = taken(counter, RESIDE), at("2026-11-26 16:00")
    first, second = at("2026-12-04 17:00"), at("2026-12-11 17:00")
    deadlines.reappoint(counter, code, first, "Chờ xác minh", A_CLERK, now)
    with pytest.raises(FieldsRefused) as refusal:
        deadlines.reappoint(counter, code, second, "Chờ xác minh", A_CLERK, now)
    assert refusal.value.problems == {"again_because": "missing"}

    dossier = deadlines.reappoint(
        counter, code, second, "Chờ xác minh", A_CLERK, now, again_because="Tỉnh trả lời chậm"
    )
    assert dossier.due_at == second
    assert dossier.standing(now) is Standing.OVERDUE
    assert counts(counter, now) == {"overdue": 1}
    (row,) = deadlines.board_page(counter, BoardList.OVERDUE, now).rows
    assert row.counts_late


def test_a_reappointment_names_a_later_moment_and_is_possible_when_overdue(
    counter: Counter,
) -> None:
    code = taken(counter, RESIDE)
    with pytest.raises(FieldsRefused) as refusal:
        deadlines.reappoint(counter, code, at("2026-11-27 17:00"), "", A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"reason": "missing", "due_at": "not_later"}

    late = at("2026-11-30 08:00")
    dossier = deadlines.reappoint(counter, code, at("2026-12-04 17:00"), "Quên", A_CLERK, late)
    assert dossier.standing(late) is Standing.OVERDUE


def test_an_apology_takes_a_dossier_from_the_list_of_those_that_need_one(counter: Counter) -> None:
    code, now = taken(counter, RESIDE), at("2026-11-26 17:00")
    assert codes(counter, BoardList.NEEDS_APOLOGY, now) == [code]
    dossier = deadlines.apologise(counter, code, "Thiếu người", A_CLERK, now)

    assert codes(counter, BoardList.NEEDS_APOLOGY, now) == []
    assert dossier.due_at == at("2026-11-27 17:00")
    following.withdraw(counter, code, "Đổi ý", A_CLERK, now)
    with pytest.raises(StepNotAllowed):
        deadlines.apologise(counter, code, "Thiếu người", A_CLERK, now)


def test_a_new_holiday_names_the_promises_that_count_it(counter: Counter) -> None:
    code = taken(counter, RESIDE)
    taken(counter, NEWBORN)
    paused = taken(counter, RESIDE)
    following.request_supplement(counter, paused, ("Hợp đồng",), "", A_CLERK, A_MONDAY)
    now = A_MONDAY + timedelta(hours=1)

    def touched(day: int) -> list[str]:
        new = NewDay(date(2026, 11, day), known_at=now)
        counter.rules.take(replace(counter.rules.base, new_days=(new,)), 0)
        return codes(counter, BoardList.NEW_DAY, now)

    assert touched(26) == touched(27) == touched(24) == [code]
    assert touched(23) == touched(28) == []
    assert touched(26) == [code]
    later = taken_at(counter, RESIDE, now)
    assert touched(26) == [code], f"{later} was promised when the holiday was known"
    deadlines.reappoint(counter, code, at("2026-12-04 17:00"), "Nghỉ lễ", A_CLERK, now)
    assert touched(26) == []
