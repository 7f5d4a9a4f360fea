"""Spans in which a desk is closed: what lies in none of them is what ``holds`` says yes to."""

import random
from datetime import datetime, timedelta

from counter_app.domain.deadline import DueClock
from counter_app.domain.moments import VIETNAM
from counter_app.domain.open_hours import OpenHours
from counter_app.store.catalogue import load_calendar
from counter_app.system.paths import resources_dir
from tests.support.hours import STANDARD_HOURS

HOURS = OpenHours(DueClock(load_calendar(resources_dir() / "calendar"), STANDARD_HOURS))
A_MONDAY = datetime(2026, 4, 20, 9, 10, tzinfo=VIETNAM)
THREE_WEEKS = A_MONDAY + timedelta(days=21, seconds=17)
"""With Hùng Vương's day, the Thirtieth of April and the First of May."""


def test_a_moment_is_in_a_closed_span_or_the_desk_is_open() -> None:
    spans = list(HOURS.closed(A_MONDAY, THREE_WEEKS))
    luck = random.Random(5)
    length = (THREE_WEEKS - A_MONDAY) // timedelta(seconds=1)
    seconds = [luck.randrange(length) for _ in range(3_000)]
    edges = [edge for span in spans for edge in span]
    near = [edge + timedelta(seconds=off) for edge in edges for off in (-60, -1, 0, 1, 60)]

    for moment in (*(A_MONDAY + timedelta(seconds=s) for s in seconds), *near):
        if A_MONDAY <= moment < THREE_WEEKS:
            is_closed = any(since <= moment < until for since, until in spans)
            assert is_closed is not HOURS.holds(moment), moment


def test_closed_spans_follow_each_other_and_stay_within_what_was_asked() -> None:
    edges = [edge for span in HOURS.closed(A_MONDAY, THREE_WEEKS) for edge in span]

    assert edges == sorted(set(edges))
    assert edges[0] > A_MONDAY, "the desk is open on a Monday morning"
    assert edges[-1] <= THREE_WEEKS
    assert list(HOURS.closed(A_MONDAY, A_MONDAY)) == []
