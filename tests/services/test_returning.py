"""Results on a real store: ready, returned with or without a fee, rated; a refusal is no trace."""

from dataclasses import replace

import pytest

from counter_app.domain.facts import ChannelOut, FeePaid, RatedBy, Returned, Satisfaction
from counter_app.domain.people import FieldsRefused
from counter_app.domain.states import DossierState
from counter_app.domain.steps import StepNotAllowed
from counter_app.services import returning
from counter_app.services.counter import Counter
from counter_app.services.following import Payment
from counter_app.services.returning import HandOut, Result
from tests.support.counters import A_CLERK, A_MONDAY
from tests.support.kept import kept, last_seq
from tests.support.moments import at

TUESDAY_TEN = at("2026-11-25 10:00")
"""The second working day: the 24th is a holiday."""

WITH_A_FEE = HandOut(receiver="Thử", payment=Payment(15_000, "BL-01"))


def test_a_result_is_returned_at_the_desk_and_rated(counter: Counter, code: str) -> None:
    returning.mark_ready(counter, code, Result("Giấy xác nhận", "12/XN"), A_CLERK, TUESDAY_TEN)
    with pytest.raises(FieldsRefused) as refusal:
        returning.hand_out(counter, code, HandOut(), A_CLERK, TUESDAY_TEN)
    assert refusal.value.problems == {"receiver": "missing"}

    returning.hand_out(counter, code, HandOut(receiver="Lý Thị Bé"), A_CLERK, TUESDAY_TEN)
    dossier = returning.rate(
        counter, code, Satisfaction.NOT_SATISFIED, A_CLERK, TUESDAY_TEN, comment="Chờ lâu"
    )
    assert dossier.state is DossierState.RETURNED
    assert dossier.standing(TUESDAY_TEN).value == "before_time"
    assert [(each.level.value, each.rated_by) for each in dossier.ratings] == [
        ("not_satisfied", RatedBy.CITIZEN)
    ]


def test_a_result_by_post_has_a_tracking_number(counter: Counter, code: str) -> None:
    returning.mark_ready(counter, code, Result(), A_CLERK, TUESDAY_TEN)
    by_post = HandOut(channel=ChannelOut.POST)
    with pytest.raises(FieldsRefused) as refusal:
        returning.hand_out(counter, code, by_post, A_CLERK, TUESDAY_TEN)
    assert refusal.value.problems == {"tracking": "missing"}

    sent = replace(by_post, tracking="EB123456789VN")
    dossier = returning.hand_out(counter, code, sent, A_CLERK, TUESDAY_TEN)
    assert dossier.returned is not None
    assert dossier.returned.receiver == "NGUYỄN VĂN THỬ"


def test_a_result_is_not_solved_before_its_intake_or_after_it_came(
    counter: Counter, code: str
) -> None:
    for solved, fault in (
        ("2026-11-23 09:00", "before_intake"),
        ("2026-11-25 10:01", "in_the_future"),
    ):
        with pytest.raises(FieldsRefused) as refusal:
            returning.mark_ready(counter, code, Result(solved_at=at(solved)), A_CLERK, TUESDAY_TEN)
        assert refusal.value.problems == {"solved_at": fault}


def test_the_same_day_flow_records_everything_or_nothing(counter: Counter, code: str) -> None:
    before = last_seq(counter)
    with pytest.raises(FieldsRefused):
        returning.solve_and_hand_out(counter, code, Result(), HandOut(), A_CLERK, A_MONDAY)
    assert last_seq(counter) == before

    how = replace(WITH_A_FEE, satisfaction=Satisfaction.SATISFIED)
    dossier = returning.solve_and_hand_out(counter, code, Result(), how, A_CLERK, A_MONDAY)
    assert last_seq(counter) == before + 3
    assert dossier.paid == 15_000
    assert dossier.state is DossierState.RETURNED
    assert dossier == kept(counter, code)
    assert len(dossier.ratings) == 1


def test_a_fee_taken_with_the_result_stands_before_the_return(counter: Counter, code: str) -> None:
    returning.mark_ready(counter, code, Result(), A_CLERK, TUESDAY_TEN)
    before = last_seq(counter)

    dossier = returning.hand_out(counter, code, WITH_A_FEE, A_CLERK, TUESDAY_TEN)

    facts = [type(entry.fact) for entry in dossier.history[-2:]]
    assert facts == [FeePaid, Returned]
    assert last_seq(counter) == before + 2
    assert (dossier.paid, dossier.state) == (15_000, DossierState.RETURNED)
    assert dossier == kept(counter, code)


def test_a_return_that_is_refused_takes_no_fee(counter: Counter, code: str) -> None:
    before = last_seq(counter)
    with pytest.raises(StepNotAllowed):
        returning.hand_out(counter, code, WITH_A_FEE, A_CLERK, TUESDAY_TEN)

    assert last_seq(counter) == before
    assert kept(counter, code).payments == ()


def test_a_fee_without_a_receipt_keeps_the_result_at_the_counter(
    counter: Counter, code: str
) -> None:
    returning.mark_ready(counter, code, Result(), A_CLERK, TUESDAY_TEN)
    how = replace(WITH_A_FEE, payment=Payment(0, " "))
    with pytest.raises(FieldsRefused) as refusal:
        returning.hand_out(counter, code, how, A_CLERK, TUESDAY_TEN)

    assert refusal.value.problems == {"receipt": "missing", "amount": "not_an_amount"}
    assert kept(counter, code).state is DossierState.READY
