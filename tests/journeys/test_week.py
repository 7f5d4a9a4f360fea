"""A week of a busy commune ends as a separate, simpler calculation says it must."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.deadlines import BoardList
from counter_app.domain.duty_facts import DutyRole
from counter_app.domain.register import RegisterAsk, RegisterKind
from counter_app.services import deadlines, duty, register
from counter_app.services.counter import Counter
from tests.journeys.week import (
    CLERKS,
    MONDAY,
    SATURDAY,
    Week,
    at,
    backup_on,
    main_on,
)
from tests.support.counters import A_CLERK, a_counter

ENDS = at(SATURDAY, 11, 45)
THE_WEEK = [MONDAY + timedelta(days=number) for number in range(6)]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    folder: Path = tmp_path_factory.mktemp("week")
    counter = a_counter(folder, founded_at=at(MONDAY, 6))
    week = Week(counter, seed=2026)
    week.play(ENDS)
    return week


def board_of(counter: Counter, now: datetime) -> dict[str, set[str]]:
    lists = {
        each.value: {row.code for row in deadlines.board_page(counter, each, now, most=1_000).rows}
        for each in BoardList
    }
    return {name: codes for name, codes in lists.items() if codes}


@pytest.mark.parametrize(
    "now",
    [
        ENDS,
        at(date(2026, 11, 23), 8),
        at(date(2026, 11, 25), 16),
        at(date(2026, 11, 27), 17, 1),
        at(date(2026, 12, 4), 9),
    ],
    ids=lambda now: f"{now:%a %d/%m %H:%M}",
)
def test_the_board_agrees_at_every_moment(week: Week, now: datetime) -> None:
    plain = week.plain.board(now)

    assert board_of(week.counter, now) == plain
    counts = deadlines.board(week.counter, now).counts
    assert {each.value: n for each, n in counts.items() if n} == {
        name: len(codes) for name, codes in plain.items()
    }


def test_the_week_was_lively(week: Week) -> None:
    board = week.plain.board(ENDS)
    assert len(week.plain.dossiers) == 320
    assert (
        min(
            len(board[name]) for name in ("overdue", "to_collect", "awaiting_supplement", "new_day")
        )
        > 3
    )
    assert len({it.state for it in week.plain.dossiers.values()}) == 7


def test_the_register_agrees_line_by_line(week: Week) -> None:
    ask = RegisterAsk(RegisterKind.REGISTER, MONDAY, SATURDAY)
    found = [
        (
            row.number,
            row.code,
            row.state.value,
            row.received_at,
            row.promised_at,
            row.due_at,
            row.solved_at,
            row.returned_at,
            row.receiver,
        )
        for row in register.rows(week.counter, ask, A_CLERK, ENDS)
    ]

    assert found == [
        (
            number,
            it.code,
            it.state,
            it.received,
            it.promised,
            it.due,
            it.solved,
            it.returned,
            it.receiver,
        )
        for number, it in enumerate(week.plain.dossiers.values(), 1)
    ]


def test_the_list_of_late_ones_agrees(week: Week) -> None:
    ask = RegisterAsk(RegisterKind.LATE, MONDAY, SATURDAY)
    now = ENDS

    found = {row.code for row in register.rows(week.counter, ask, A_CLERK, now)}

    assert found == {
        it.code
        for it in week.plain.dossiers.values()
        if it.due.date() <= SATURDAY
        and it.state not in ("paused", "refused", "withdrawn")
        and (it.late_for_good or (it.solved or now) > it.due)
    }


def test_who_was_on_duty_can_be_answered_for_every_day(week: Week) -> None:
    for day in THE_WEEK:
        told = duty.on_duty(week.counter, day, ENDS)
        expected = [
            (main_on(day).clerk, DutyRole.MAIN, at(day, 7, 30)),
            (backup_on(day).clerk, DutyRole.BACKUP, at(day, 12)),
        ]
        ends = [at(day, 12), at(day, 17)]
        if day == SATURDAY:
            expected, ends = expected[:1], [at(day, 11, 30)]

        assert [(s.clerk, s.role, s.opened_at) for s in told.shifts] == expected
        assert [s.ended_at for s in told.shifts] == ends
        assert {each.clerk for each in told.rostered} == {
            main_on(day).clerk,
            backup_on(day).clerk,
        }
        taken = sum(it.received.date() == day for it in week.plain.dossiers.values())
        assert told.counts.taken_in == taken
        assert told.counts.in_extra_sessions == (taken if day == SATURDAY else 0)
    assert {main_on(day) for day in THE_WEEK} == set(CLERKS)


def test_the_cash_of_every_shift_was_handed_over(week: Week) -> None:
    assert sum(week.cash.values()) > 0
    assert week.handed_cash == {key: week.cash.get(key, 0) for key in week.handed_cash}
    assert set(week.cash) <= set(week.handed_cash)
