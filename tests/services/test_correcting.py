"""Corrections on a real store: what was typed wrongly, the promise that follows, the new slip."""

from dataclasses import replace

import pytest

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.facts import Paper
from counter_app.domain.moments import at_counter
from counter_app.domain.people import FieldsRefused
from counter_app.domain.states import DossierState
from counter_app.domain.steps import StepNotAllowed
from counter_app.services import following, returning
from counter_app.services.correcting import correct, request_of
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.returning import Result
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, a_person
from tests.support.kept import kept
from tests.support.moments import at

TUESDAY_TEN = at("2026-11-25 10:00")
"""The second working day: the 24th is a holiday."""


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
    asked_at = at("2026-11-23 17:00")
    missing = ("Giấy chứng sinh",)
    following.request_supplement(counter, code, missing, "Chưa nộp", A_CLERK, asked_at)
    form = replace(request_of(kept(counter, code)), limit=TimeLimit.parse("5 ngày làm việc"))
    paused = correct(counter, code, form, "Sai thời hạn", A_CLERK, at("2026-11-26 09:00"))
    assert paused.state is DossierState.PAUSED
    assert paused.pauses[-1].left_minutes == 5 * 450

    now = at("2026-11-30 07:30")
    resumed = following.receive_supplement(counter, code, (Paper(missing[0]),), A_CLERK, now)
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
