"""How a dossier stands, in words: by the rule of the deadline board."""

from dataclasses import replace
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierFilter, DossierOrder
from counter_app.domain.moments import VIETNAM
from counter_app.domain.standing import SoonRule
from counter_app.services import deadlines, dossiers
from counter_app.services.counter import Counter
from counter_app.ui.dossiers.standing import soon_by_rule, standing_of
from tests.support.counters import A_CLERK


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


def test_soon_is_the_last_working_day_whatever_lies_between(
    counter: Counter, three: tuple[Dossier, ...]
) -> None:
    dossier = three[1]  # due on Thursday at 17:00, with a holiday on Tuesday
    is_soon = soon_by_rule(counter)

    assert standing_of(dossier, at(24), is_soon).tone == ""
    assert standing_of(dossier, at(25, 17), is_soon).tone == "soon"
    assert standing_of(dossier, at(26), is_soon).tone == "today"
    assert standing_of(dossier, at(27), is_soon).tone == "overdue"


def test_the_threshold_is_a_setting_of_the_counter(
    counter: Counter, three: tuple[Dossier, ...]
) -> None:
    is_soon = soon_by_rule(counter)
    assert standing_of(three[1], at(25), is_soon).tone == ""

    rules = replace(counter.rules.current, soon=SoonRule(working_days=2))
    counter.rules.take(rules, 0)

    assert standing_of(three[1], at(25), is_soon).tone == "soon"


def test_a_line_of_the_list_stands_as_its_dossier_does(
    counter: Counter, three: tuple[Dossier, ...]
) -> None:
    rows = dossiers.page(counter, DossierFilter(text=three[1].code), DossierOrder.NEWEST)
    is_soon = soon_by_rule(counter)

    for now in (at(23), at(25, 17), at(26), at(27)):
        assert standing_of(rows[0], now, is_soon) == standing_of(three[1], now, is_soon)


def test_what_was_appointed_too_late_counts_as_late_and_says_the_new_moment(
    counter: Counter, three: tuple[Dossier, ...]
) -> None:
    dossier = deadlines.reappoint(
        counter, three[0].code, at(30), "Chờ xác minh", A_CLERK, at(23, 10)
    )

    standing = standing_of(dossier, at(24))

    assert standing.words == "▲ Tính quá hạn, hẹn lại còn 6 ngày"
    assert standing.tone == "overdue"
