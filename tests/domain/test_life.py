"""What the steps of a dossier add up to: holder, papers, slips, fees, hand-overs, ratings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.domain.dossier import NotADossier, fold
from counter_app.domain.facts import (
    Corrected,
    EntryName,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Paper,
    PayMethod,
    Rated,
    ReceivedBack,
    Returned,
    Satisfaction,
    SlipPaper,
    SlipPrinted,
    SupplementReceived,
    SupplementRequested,
    UnknownFact,
)
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from tests.domain.lives import DUE, FACTS, LATER, Writer, a_line
from tests.support.intakes import A_MOMENT, taken_in

HOUR = timedelta(hours=1)


def test_a_dossier_at_the_counter_lacks_what_its_intake_says() -> None:
    dossier = fold(a_line())

    assert dossier.holder.is_desk
    assert dossier.lacking == ("Hợp đồng thuê nhà",)
    assert dossier.due_at == dossier.promised_at == DUE
    assert [(slip.number, slip.replaces) for slip in dossier.slips] == [(1, 0)]
    assert dossier.units == ("01843",)


def test_what_was_asked_for_is_lacking_until_it_is_brought() -> None:
    request = SupplementRequested(A_MOMENT, ("Giấy chứng sinh", "hợp đồng thuê nhà"), "pause", 900)
    some = SupplementReceived(A_MOMENT + HOUR, LATER, (Paper("Giay chung sinh"),))
    asked, received = fold(a_line(request)), fold(a_line(request, some))

    assert asked.state is DossierState.PAUSED
    assert asked.lacking == ("Hợp đồng thuê nhà", "Giấy chứng sinh")
    assert asked.due_at == DUE
    assert received.lacking == ("Hợp đồng thuê nhà",)
    assert received.due_at == LATER
    assert received.promised_at == DUE
    assert [(p.left_minutes, p.until) for p in received.pauses] == [(900, A_MOMENT + HOUR)]


def test_another_unit_has_its_own_due_moment_and_the_citizens_stays() -> None:
    away = Forwarded(
        A_MOMENT, to_unit="H55.1", to_unit_name="Chi nhánh đất đai", due_at=A_MOMENT + HOUR
    )
    line = a_line(away, ForwardReceived(A_MOMENT + HOUR, "Lý Văn Thử"))
    dossier = fold(line)

    assert dossier.state is DossierState.HANDLED
    assert (dossier.holder.unit, dossier.holder.due_at) == ("H55.1", A_MOMENT + HOUR)
    assert dossier.due_at == DUE
    assert dossier.units == ("01843", "H55.1")
    (hand_over,) = dossier.hand_overs
    assert (hand_over.given_by, hand_over.received_by) == ("mau", "Lý Văn Thử")
    assert hand_over.back_at is None

    back = fold(a_line(away, ReceivedBack(A_MOMENT + 2 * HOUR)))
    assert back.holder.is_desk
    assert back.hand_overs[0].back_at == A_MOMENT + 2 * HOUR
    assert back.units == ("01843", "H55.1")


def test_a_result_brings_the_dossier_back_to_the_counter() -> None:
    dossier = fold(a_line(FACTS[Step.FORWARD], FACTS[Step.MARK_READY], FACTS[Step.RETURN]))

    assert dossier.state is DossierState.RETURNED
    assert dossier.holder.is_desk
    assert dossier.hand_overs[0].back_at == A_MOMENT
    assert (dossier.solved_at, dossier.returned_at) == (A_MOMENT, A_MOMENT)


def test_fees_add_up_and_ratings_are_kept() -> None:
    returned = Returned(A_MOMENT, receiver="Thử", satisfaction=Satisfaction.VERY_SATISFIED)
    dossier = fold(
        a_line(
            FeePaid(A_MOMENT, 15_000, "BL-01"),
            FeePaid(A_MOMENT, 8_000, "BL-02", PayMethod.TRANSFER),
            FACTS[Step.MARK_READY],
            returned,
            FACTS[Step.RATE],
        )
    )

    assert dossier.paid == 23_000
    assert dossier.ratings == (
        Rated(A_MOMENT, Satisfaction.VERY_SATISFIED),
        Rated(A_MOMENT, Satisfaction.SATISFIED),
    )


def test_a_correction_takes_only_the_fields_it_names_and_counts_slips_anew() -> None:
    wrong = taken_in(note="Đã sửa", code="H55.99-261120-0001", sets=7)
    fact = Corrected(A_MOMENT, "Sai ghi chú", ("note", "code", "unknown"), wrong, 2, 1)
    printed = SlipPrinted(SlipPaper.A5)
    dossier = fold(a_line(printed, printed, fact))

    assert dossier.intake == replace(taken_in(), note="Đã sửa")
    assert dossier.code == taken_in().code
    assert (dossier.slip_number, dossier.slip_count) == (2, 0)
    assert [(slip.number, slip.replaces) for slip in dossier.slips] == [(1, 0), (2, 1)]
    again = fold(a_line(printed, fact, SlipPrinted(SlipPaper.A5, slip_number=2)))
    assert again.slip_count == 1


def test_a_corrected_promise_is_the_due_moment_in_force() -> None:
    dossier = fold(a_line(FACTS[Step.CORRECT_PROMISE]))

    assert dossier.due_at == dossier.promised_at == LATER


def test_what_is_not_known_is_kept_and_does_nothing() -> None:
    line = a_line(UnknownFact("Blessed", b"{}"), FACTS[Step.FORWARD])
    dossier = fold(line)

    assert dossier.state is DossierState.FORWARDED
    assert dossier.history == line
    assert dossier.without_effect == ()


def test_the_intake_comes_first_whatever_the_clocks_say() -> None:
    opening, forwarded = a_line(FACTS[Step.FORWARD])
    early = replace(forwarded, after=(EntryName("e" * 16, 4),), at=A_MOMENT - 99 * HOUR)
    dossier = fold((early, opening))

    assert dossier.history == (opening, early)
    assert dossier.state is DossierState.FORWARDED


def test_without_an_intake_there_is_no_dossier() -> None:
    entry = Writer("b").write(FACTS[Step.FORWARD], ())
    with pytest.raises(NotADossier):
        fold((entry,))
    with pytest.raises(NotADossier):
        fold(())
    elsewhere = replace(a_line()[0], subject=EntryName("c" * 16, 1))
    with pytest.raises(NotADossier):
        fold((elsewhere,))
