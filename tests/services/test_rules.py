"""Decisions about catalogue and calendar: recorded with their document, and in force at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from counter_app.domain.deadlines import BoardList
from counter_app.domain.people import FieldsRefused
from counter_app.domain.procedure import ProcedureNotInForce, UnknownProcedure
from counter_app.domain.rules import RuleBook
from counter_app.services import deadlines, rules
from counter_app.services.acting import NotAllowed
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.rules import DayWish
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY, BIRTH, RESIDENCE, a_person
from tests.support.moments import at

RESIDE = IntakeRequest(RESIDENCE, a_person())
"""Three working days: due on Friday the 27th at 17:00, as 24/11 is a holiday."""

THURSDAY = date(2026, 11, 26)
DOCUMENT = "123/TB-UBND"


def due_at(counter: Counter, now: datetime = A_MONDAY) -> datetime:
    return take_in(counter, RESIDE, A_CLERK, now).due_at


def reopened(counter: Counter) -> Counter:
    """Return the counter as the next start of the program finds it."""
    again = replace(counter, rules=RuleBook(counter.rules.base))
    rules.refresh(again)
    return again


def test_a_new_holiday_counts_from_now_on_and_touches_what_was_promised(
    counter: Counter,
) -> None:
    promised = take_in(counter, RESIDE, A_CLERK, A_MONDAY)
    later = A_MONDAY + timedelta(minutes=5)

    changed = rules.decide_days(
        counter, [DayWish(THURSDAY, "off", "Nghỉ lễ của tỉnh")], DOCUMENT, A_HEAD, later
    )

    assert changed == (THURSDAY,)
    assert due_at(counter, later + timedelta(minutes=1)) == at("2026-11-30 17:00")
    (touched,) = deadlines.board_page(counter, BoardList.NEW_DAY, later).rows
    assert (touched.code, touched.due_at) == (promised.code, promised.due_at)
    assert reopened(counter).due_clock.calendar.why_off(THURSDAY) == (
        "holiday",
        "Nghỉ lễ của tỉnh",
    )


def test_a_swapped_saturday_and_a_day_taken_back(counter: Counter) -> None:
    rules.decide_days(
        counter, [DayWish(date(2026, 11, 28), "workday", "Làm bù")], DOCUMENT, A_HEAD, A_MONDAY
    )
    friday = at("2026-11-27 09:00")
    assert due_at(counter, friday) == at("2026-12-01 17:00")

    rules.decide_days(counter, [DayWish(date(2026, 11, 28), "plain")], DOCUMENT, A_HEAD, friday)
    assert due_at(counter, friday) == at("2026-12-02 17:00")


def test_the_first_holiday_of_an_unknown_year_does_not_make_it_known(counter: Counter) -> None:
    new_year = [DayWish(date(2028, 1, 3), "off", "Tết Dương lịch")]
    with pytest.raises(FieldsRefused) as refused:
        rules.decide_days(counter, new_year, DOCUMENT, A_HEAD, A_MONDAY)
    assert refused.value.problems == {"days": "year_incomplete"}
    assert counter.due_clock.calendar.last_year == 2027

    whole = [DayWish(date(2028, 1, 3) + timedelta(7 * week), "off", "Lễ") for week in range(8)]
    rules.decide_days(counter, whole, DOCUMENT, A_HEAD, A_MONDAY)
    assert counter.due_clock.calendar.last_year == 2028


def test_a_new_edition_holds_from_its_day_and_the_old_one_until_then(counter: Counter) -> None:
    before = counter.catalogue.procedure(RESIDENCE, on=A_MONDAY.date())
    begins = date(2026, 12, 1)
    edition = replace(before, name="Đăng ký tạm trú (mới)", valid_from=begins)

    rules.decide_procedures(counter, [edition], DOCUMENT, A_HEAD, A_MONDAY)

    for place in (counter, reopened(counter)):
        assert place.catalogue.procedure(RESIDENCE, on=begins) == edition
        old = place.catalogue.procedure(RESIDENCE, on=begins - timedelta(days=1))
        assert (old.name, old.valid_to) == (before.name, begins - timedelta(days=1))


def test_a_procedure_that_ended_is_not_taken_in_any_more(counter: Counter) -> None:
    rules.end_procedure(counter, BIRTH, date(2026, 11, 30), DOCUMENT, A_HEAD, A_MONDAY)

    take_in(counter, IntakeRequest(BIRTH, a_person()), A_CLERK, A_MONDAY)
    with pytest.raises(ProcedureNotInForce):
        take_in(counter, IntakeRequest(BIRTH, a_person()), A_CLERK, at("2026-12-01 08:00"))
    with pytest.raises(UnknownProcedure):
        rules.end_procedure(counter, "9.999999", THURSDAY, DOCUMENT, A_HEAD, A_MONDAY)


def test_a_decision_needs_a_document_and_the_head(counter: Counter) -> None:
    day = [DayWish(THURSDAY, "off", "Nghỉ lễ")]
    with pytest.raises(NotAllowed):
        rules.decide_days(counter, day, DOCUMENT, A_CLERK, A_MONDAY)
    for document, days, problems in (
        ("", day, {"document": "missing"}),
        ("x" * 301, day, {"document": "too_long"}),
        (DOCUMENT, [], {"days": "missing"}),
        (DOCUMENT, [DayWish(THURSDAY, "off")], {"days": "no_name"}),
        (DOCUMENT, [DayWish(THURSDAY, "half", "Lễ")], {"days": "unknown_word"}),
    ):
        with pytest.raises(FieldsRefused) as refused:
            rules.decide_days(counter, days, document, A_HEAD, A_MONDAY)
        assert refused.value.problems == problems
    assert rules.decisions(counter) == ()
    assert counter.rules.current == counter.rules.base


def test_what_was_decided_is_told_with_its_document_newest_first(counter: Counter) -> None:
    rules.decide_days(counter, [DayWish(THURSDAY, "off", "Lễ")], "1/TB", A_HEAD, A_MONDAY)
    rules.end_procedure(counter, BIRTH, THURSDAY, "2/QĐ", A_HEAD, A_MONDAY)

    newest, oldest = rules.decisions(counter)

    assert (type(newest.said).__name__, newest.by) == ("ProcedureEnded", A_HEAD.clerk)
    assert type(oldest.said).__name__ == "DayDecided"
