"""Which steps a page offers: every possible one, no other, and why one is not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.domain.facts import SlipPaper
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step, allowed_steps
from counter_app.services import following, slips
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.ui.steps.offers import offers_of, owed, possible_steps, why_impossible
from counter_app.ui.steps.registry import STEP_KINDS
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH
from tests.ui.steps.conftest import NOW, WAYS, Desk, bring, take_in

OWN = "01843"
ELSEWHERE = {Step.CORRECT_PROMISE, Step.CHANGE_CODE}
"""A part of the correction, and what is done where two dossiers share a code."""


@pytest.mark.parametrize("state", WAYS)
def test_what_is_offered_is_what_the_table_allows(desk: Desk, state: DossierState) -> None:
    bring(desk.counter, desk.code, state)
    dossier = desk.dossier
    assert dossier.state is state

    offers = offers_of(dossier, OWN, NOW)
    offered = {step for step in (offers.main, *offers.near, *offers.rare) if step}

    assert offered | {Step.PRINT_SLIP} == allowed_steps(dossier) - ELSEWHERE
    assert offered - {Step.PRINT_SLIP} <= set(STEP_KINDS)


@pytest.mark.parametrize(
    ("state", "main"),
    [
        (DossierState.PAUSED, Step.RECEIVE_SUPPLEMENT),
        (DossierState.FORWARDED, Step.CONFIRM_FORWARD),
        (DossierState.HANDLED, Step.MARK_READY),
        (DossierState.READY, Step.RETURN),
        (DossierState.RETURNED, Step.RATE),
    ],
)
def test_the_likely_step_is_the_main_one(desk: Desk, state: DossierState, main: Step) -> None:
    print_slip(desk)
    bring(desk.counter, desk.code, state)

    assert offers_of(desk.dossier, OWN, NOW).main is main


def test_a_slip_that_was_not_given_out_comes_first(desk: Desk) -> None:
    offers = offers_of(desk.dossier, OWN, NOW)

    assert offers.main is Step.PRINT_SLIP
    assert offers.near == (Step.REQUEST_SUPPLEMENT, Step.FORWARD)
    print_slip(desk)
    assert offers_of(desk.dossier, OWN, NOW).main is Step.REQUEST_SUPPLEMENT


def test_what_is_solved_the_same_day_is_not_forwarded_first(counter: Counter) -> None:
    desk = Desk(counter, take_in(counter, BIRTH))
    dossier = replace(desk.dossier, lacking=(), slip_count=1)

    assert offers_of(dossier, OWN, NOW).main is Step.MARK_READY


def test_a_clerk_who_looks_for_a_step_reads_why_it_is_not_there(desk: Desk) -> None:
    assert "chưa có kết quả" in offers_of(desk.dossier, OWN, NOW).why[0]

    bring(desk.counter, desk.code, DossierState.PAUSED)

    [why] = offers_of(desk.dossier, OWN, NOW).why
    assert "ghi nhận kết quả" in why
    assert "chờ người dân bổ sung" in why


def test_what_another_unit_holds_is_not_confirmed_here(desk: Desk) -> None:
    to = ForwardTo(unit="01849", unit_name="Xã Phong Quang, Thái Nguyên")
    following.forward(desk.counter, desk.code, to, A_CLERK, NOW)
    dossier = desk.dossier

    assert Step.CONFIRM_FORWARD not in possible_steps(dossier, OWN)
    assert Step.CONFIRM_FORWARD in possible_steps(dossier, "01849")
    assert why_impossible(Step.CONFIRM_FORWARD, dossier, OWN) == "other_unit"
    assert any("đơn vị khác" in why for why in offers_of(dossier, OWN, NOW).why)


def test_what_is_owed_goes_down_with_every_payment(desk: Desk) -> None:
    assert owed(desk.dossier) == 15_000

    following.pay_fee(desk.counter, desk.code, 10_000, "BL1", A_CLERK, NOW)

    assert owed(desk.dossier) == 5_000


def print_slip(desk: Desk) -> None:
    at = A_MONDAY + timedelta(minutes=5)
    slips.print_slip(desk.counter, desk.code, SlipPaper.A5, A_CLERK, at, lambda pdf: None)
