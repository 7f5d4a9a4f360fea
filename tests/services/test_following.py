"""Following a dossier on a real store: each step one entry, refusals leave no trace."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    FeePaid,
    Forwarded,
    Paper,
    PayMethod,
    SupplementRequested,
)
from counter_app.domain.moments import at_counter
from counter_app.domain.people import FieldsRefused
from counter_app.domain.procedure import Catalogue, SupplementRule
from counter_app.domain.rules import RuleBook
from counter_app.domain.states import DossierState
from counter_app.domain.steps import StepNotAllowed, Why
from counter_app.services import following, returning
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut
from counter_app.store.errors import NoSuchDossier
from tests.support.counters import A_CLERK, A_MONDAY, ANOTHER_CLERK, RESIDENCE, a_person
from tests.support.kept import kept, last_seq
from tests.support.moments import at

A_REQUEST = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))
BIRTH_PAPER = (Paper("Giấy chứng sinh"),)


TUESDAY_TEN = at("2026-11-25 10:00")
"""The second working day: the 24th is a holiday."""


def with_rule(counter: Counter, rule: SupplementRule) -> Counter:
    procedures = tuple(replace(each, supplement=rule) for each in counter.catalogue.procedures)
    catalogue = Catalogue(procedures, counter.catalogue.common)
    return replace(counter, rules=RuleBook(replace(counter.rules.current, catalogue=catalogue)))


def ask(counter: Counter, code: str, now: datetime = A_MONDAY, again_because: str = "") -> Dossier:
    missing = ("Giấy chứng sinh",)
    return following.request_supplement(
        counter, code, missing, "Chưa nộp", A_CLERK, now, again_because=again_because
    )


def test_every_step_is_one_entry_and_what_comes_back_is_what_is_kept(
    counter: Counter, code: str
) -> None:
    before = last_seq(counter)
    dossier = ask(counter, code)

    assert last_seq(counter) == before + 1
    assert dossier == kept(counter, code)
    assert dossier.state is DossierState.PAUSED
    assert dossier.history[-1].by == "mau"
    with counter.store.reading() as reading:
        (entry,) = reading.journal.entries(after_seq=before)
    assert entry.units == ("01843",)


def test_a_pause_leaves_the_working_time_that_was_left(counter: Counter, code: str) -> None:
    ask(counter, code, at("2026-11-25 09:00"))
    fact = kept(counter, code).history[-1].fact
    assert isinstance(fact, SupplementRequested)
    assert fact.left_minutes == 150 + 210 + 450 + 450

    dossier = following.receive_supplement(
        counter, code, BIRTH_PAPER, A_CLERK, at("2026-12-07 09:00")
    )
    assert dossier.state is DossierState.OPEN
    assert at_counter(dossier.due_at) == at("2026-12-09 17:00")
    assert dossier.lacking == ()
    assert dossier.promised_at == kept(counter, code).intake.due_at


@pytest.mark.parametrize(
    ("rule", "state", "due"),
    [
        (SupplementRule.RESTART, DossierState.PAUSED, "2026-12-10 17:00"),
        (SupplementRule.NONE, DossierState.WAITING, "2026-11-27 17:00"),
    ],
)
def test_a_limit_that_starts_anew_or_runs_on(
    counter: Counter, code: str, rule: SupplementRule, state: DossierState, due: str
) -> None:
    ruled = with_rule(counter, rule)
    asked = ask(ruled, code)
    dossier = following.receive_supplement(
        ruled, code, BIRTH_PAPER, A_CLERK, at("2026-12-07 09:00")
    )

    assert asked.state is state
    assert at_counter(dossier.due_at) == at(due)


def test_a_second_notice_needs_a_written_reason(counter: Counter, code: str) -> None:
    ask(counter, code)
    following.receive_supplement(counter, code, BIRTH_PAPER, A_CLERK, A_MONDAY)
    before = last_seq(counter)
    with pytest.raises(FieldsRefused) as refusal:
        ask(counter, code)

    assert refusal.value.problems == {"again_because": "missing"}
    assert last_seq(counter) == before
    assert ask(counter, code, again_because="Giấy nộp bị nhòe").state is DossierState.PAUSED


def test_an_impossible_step_is_refused_with_the_reason_and_leaves_no_trace(
    counter: Counter, code: str
) -> None:
    before = last_seq(counter)
    with pytest.raises(StepNotAllowed) as refusal:
        returning.hand_out(counter, code, HandOut(receiver="Thử"), A_CLERK, A_MONDAY)

    assert refusal.value.why is Why.NOT_READY
    assert last_seq(counter) == before
    with pytest.raises(NoSuchDossier):
        following.stop(counter, "H55.18.43-261123-2999", "Sai", A_CLERK, A_MONDAY)
    with pytest.raises(ClockBehind):
        following.stop(counter, code, "Sai", A_CLERK, A_MONDAY - timedelta(hours=1))
    assert last_seq(counter) == before


@pytest.mark.parametrize(
    ("done", "fault"),
    [("2026-11-23 09:09", "before_intake"), ("2026-11-23 09:16", "in_the_future")],
)
def test_a_step_lies_between_the_intake_and_now(
    counter: Counter, code: str, done: str, fault: str
) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        following.withdraw(counter, code, "Đổi ý", A_CLERK, A_MONDAY, done_at=at(done))
    assert refusal.value.problems == {"done_at": fault}


@pytest.mark.parametrize("end", ["refuse", "withdraw", "stop"])
def test_an_end_needs_a_reason_and_ends_the_dossier(counter: Counter, code: str, end: str) -> None:
    act = {
        "refuse": following.refuse_dossier,
        "withdraw": following.withdraw,
        "stop": following.stop,
    }[end]
    with pytest.raises(FieldsRefused) as refusal:
        act(counter, code, "  ", A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"reason": "missing"}

    dossier = act(counter, code, " Hồ  sơ trùng ", ANOTHER_CLERK, A_MONDAY)
    assert dossier.end is not None
    assert dossier.end.reason == "Hồ sơ trùng"
    assert dossier.state.value in {"refused", "withdrawn", "stopped"}
    with pytest.raises(StepNotAllowed):
        act(counter, code, "Lại", A_CLERK, A_MONDAY)


def test_a_hand_over_to_a_colleague_and_back(counter: Counter, code: str) -> None:
    to = ForwardTo(clerk="hoan", due_at=at("2026-11-26 17:00"))
    given = following.forward(counter, code, to, A_CLERK, A_MONDAY, note="Gấp")
    got = following.confirm_forward(counter, code, ANOTHER_CLERK, TUESDAY_TEN)
    back = following.receive_back(counter, code, A_CLERK, TUESDAY_TEN)

    assert given.holder.name == "Triệu Văn Hoan"
    assert got.hand_overs[0].received_by == "hoan"
    assert back.holder.is_desk
    assert [each.note for each in back.hand_overs] == ["Gấp"]


def test_another_unit_stands_in_the_entries_from_then_on_and_confirms_itself(
    counter: Counter, code: str
) -> None:
    to = ForwardTo(unit="H55.1", unit_name="Chi nhánh đất đai")
    before = last_seq(counter)
    given = following.forward(counter, code, to, A_CLERK, A_MONDAY)
    following.pay_fee(counter, code, 8_000, "BL-7", A_CLERK, A_MONDAY)

    with counter.store.reading() as reading:
        entries = reading.journal.entries(after_seq=before)
        rows = reading.board.live()
    assert [entry.units for entry in entries] == [("01843", "H55.1")] * 2
    assert isinstance(given.history[-1].fact, Forwarded)
    assert rows[0].holder == "Chi nhánh đất đai"
    with pytest.raises(StepNotAllowed) as refusal:
        following.confirm_forward(counter, code, A_CLERK, A_MONDAY)
    assert refusal.value.why is Why.OTHER_UNIT
    assert following.receive_back(counter, code, A_CLERK, A_MONDAY).holder.is_desk


@pytest.mark.parametrize(
    ("to", "problems"),
    [
        (ForwardTo(), {"to": "missing"}),
        (ForwardTo(clerk="nobody"), {"to_clerk": "unknown_clerk"}),
        (ForwardTo(unit="01843", unit_name="Ta"), {"to_unit": "own_unit"}),
        (ForwardTo(unit="H55.1"), {"to_unit_name": "missing"}),
        (ForwardTo(name="Lý", due_at=A_MONDAY), {"due_at": "not_later"}),
    ],
)
def test_a_receiver_has_to_be_somebody_else(
    counter: Counter, code: str, to: ForwardTo, problems: dict[str, str]
) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        following.forward(counter, code, to, A_CLERK, A_MONDAY)
    assert refusal.value.problems == problems


def test_fees_are_paid_by_cash_or_transfer(counter: Counter, code: str) -> None:
    following.pay_fee(counter, code, 15_000, "BL-01", A_CLERK, A_MONDAY)
    dossier = following.pay_fee(
        counter, code, 8_000, "BL-02", A_CLERK, A_MONDAY, method=PayMethod.TRANSFER
    )

    assert dossier.paid == 23_000
    assert [each.method for each in dossier.payments] == [PayMethod.CASH, PayMethod.TRANSFER]
    assert isinstance(dossier.history[-1].fact, FeePaid)
    with pytest.raises(FieldsRefused) as refusal:
        following.pay_fee(counter, code, 0, "", A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"receipt": "missing", "amount": "not_an_amount"}
