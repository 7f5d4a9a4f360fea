"""Following a dossier on a real store: each step one entry, refusals leave no trace."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    ChannelOut,
    FeePaid,
    Forwarded,
    Paper,
    PayMethod,
    RatedBy,
    Satisfaction,
    SupplementRequested,
)
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.people import FieldsRefused
from counter_app.domain.procedure import Catalogue, SupplementRule
from counter_app.domain.rules import RuleBook
from counter_app.domain.states import DossierState
from counter_app.domain.steps import StepNotAllowed, Why
from counter_app.services import following, returning
from counter_app.services.correcting import correct, request_of
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from counter_app.store.errors import NoSuchDossier
from tests.support.counters import A_CLERK, A_MONDAY, ANOTHER_CLERK, BIRTH, RESIDENCE, a_person

A_REQUEST = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))
BIRTH_PAPER = (Paper("Giấy chứng sinh"),)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


TUESDAY_TEN = at("2026-11-25 10:00")
"""The second working day: the 24th is a holiday."""


@pytest.fixture
def code(counter: Counter) -> str:
    """Return the code of a dossier of three working days, due on Friday the 27th at 17:00."""
    return take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code


def seq(counter: Counter) -> int:
    with counter.store.reading() as reading:
        head = reading.journal.head()[0]
    return head.seq if head else 0


def kept(counter: Counter, code: str) -> Dossier:
    with counter.store.reading() as reading:
        return reading.dossiers.by_code(code)


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
    before = seq(counter)
    dossier = ask(counter, code)

    assert seq(counter) == before + 1
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
    before = seq(counter)
    with pytest.raises(FieldsRefused) as refusal:
        ask(counter, code)

    assert refusal.value.problems == {"again_because": "missing"}
    assert seq(counter) == before
    assert ask(counter, code, again_because="Giấy nộp bị nhòe").state is DossierState.PAUSED


def test_an_impossible_step_is_refused_with_the_reason_and_leaves_no_trace(
    counter: Counter, code: str
) -> None:
    before = seq(counter)
    with pytest.raises(StepNotAllowed) as refusal:
        returning.hand_out(counter, code, HandOut(receiver="Thử"), A_CLERK, A_MONDAY)

    assert refusal.value.why is Why.NOT_READY
    assert seq(counter) == before
    with pytest.raises(NoSuchDossier):
        following.stop(counter, "H55.18.43-261123-2999", "Sai", A_CLERK, A_MONDAY)
    with pytest.raises(ClockBehind):
        following.stop(counter, code, "Sai", A_CLERK, A_MONDAY - timedelta(hours=1))
    assert seq(counter) == before


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
    before = seq(counter)
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


def test_the_same_day_flow_records_both_or_neither(counter: Counter, code: str) -> None:
    before = seq(counter)
    with pytest.raises(FieldsRefused):
        returning.solve_and_hand_out(counter, code, Result(), HandOut(), A_CLERK, A_MONDAY)
    assert seq(counter) == before

    how = HandOut(receiver="Thử", satisfaction=Satisfaction.SATISFIED)
    dossier = returning.solve_and_hand_out(counter, code, Result(), how, A_CLERK, A_MONDAY)
    assert seq(counter) == before + 2
    assert dossier.state is DossierState.RETURNED
    assert dossier == kept(counter, code)
    assert len(dossier.ratings) == 1


def test_a_wrong_name_is_corrected_without_touching_the_promise(
    counter: Counter, code: str
) -> None:
    dossier = kept(counter, code)
    form = replace(request_of(dossier), applicant=a_person("LÝ VĂN BÉ"))
    after = correct(counter, code, form, "Gõ sai tên", A_CLERK, A_MONDAY)

    assert after.intake.applicant.name == "LÝ VĂN BÉ"
    assert (after.due_at, after.code) == (dossier.due_at, code)
    assert [(slip.number, slip.replaces) for slip in after.slips] == [(1, 0), (2, 1)]
    with counter.store.reading() as reading:
        assert [row.code for row in reading.search.find("ly van be")] == [code]
        assert reading.search.find("nguyen van thu") == ()


def test_a_wrong_procedure_is_corrected_with_a_new_promise(counter: Counter, code: str) -> None:
    form = replace(request_of(kept(counter, code)), procedure_code=BIRTH, limit=None)
    dossier = correct(counter, code, form, "Chọn nhầm thủ tục", A_CLERK, A_MONDAY)

    assert dossier.intake.procedure_code == BIRTH
    assert at_counter(dossier.due_at) == at("2026-11-23 17:00")
    assert dossier.promised_at == dossier.due_at


def test_a_new_promise_keeps_every_wait_for_a_supplement(counter: Counter, code: str) -> None:
    ask(counter, code, at("2026-11-23 17:00"))
    form = replace(request_of(kept(counter, code)), limit=TimeLimit.parse("5 ngày làm việc"))
    paused = correct(counter, code, form, "Sai thời hạn", A_CLERK, at("2026-11-26 09:00"))
    assert paused.state is DossierState.PAUSED
    assert paused.pauses[-1].left_minutes == 5 * 450

    now = at("2026-11-30 07:30")
    resumed = following.receive_supplement(counter, code, BIRTH_PAPER, A_CLERK, now)
    assert at_counter(resumed.due_at) == at("2026-12-04 17:00")
    form = replace(request_of(resumed), limit=TimeLimit.parse("3 ngày làm việc"))
    again = correct(counter, code, form, "Sai thời hạn", A_CLERK, at("2026-11-30 08:00"))
    assert at_counter(again.due_at) == at("2026-12-02 17:00")
    assert at_counter(again.promised_at) == at("2026-11-27 17:00")
    assert again.slip_number == 3


def test_a_correction_changes_something_and_says_why(counter: Counter, code: str) -> None:
    form = request_of(kept(counter, code))
    with pytest.raises(FieldsRefused) as refusal:
        correct(counter, code, form, "", A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"reason": "missing", "fields": "nothing_changed"}


def test_once_there_is_a_result_its_promise_can_no_longer_be_corrected(
    counter: Counter, code: str
) -> None:
    ready = returning.mark_ready(counter, code, Result(), A_CLERK, TUESDAY_TEN)
    form = replace(request_of(ready), limit=TimeLimit.parse("20 ngày"))
    with pytest.raises(StepNotAllowed):
        correct(counter, code, form, "Sai thời hạn", A_CLERK, TUESDAY_TEN)

    form = replace(request_of(ready), note="Đã gọi điện")
    dossier = correct(counter, code, form, "Ghi thêm", A_CLERK, TUESDAY_TEN)
    assert dossier.intake.note == "Đã gọi điện"


def test_a_receipt_cannot_be_moved_behind_what_was_done(counter: Counter, code: str) -> None:
    following.forward(counter, code, ForwardTo(name="Lý Văn Thử"), A_CLERK, A_MONDAY)
    form = replace(request_of(kept(counter, code)), received_at=at("2026-11-23 09:12"))
    with pytest.raises(FieldsRefused) as refusal:
        correct(counter, code, form, "Sai giờ", A_CLERK, TUESDAY_TEN)
    assert refusal.value.problems == {"received_at": "after_a_step"}
