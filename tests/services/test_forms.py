"""Forms 02 to 06: which can be printed, what they tell, and that looking records nothing."""

from dataclasses import replace
from datetime import datetime

import pytest

from counter_app.domain.facts import ChannelOut, IntakeRefused, Paper
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused, Person
from counter_app.domain.procedure import UnknownProcedure
from counter_app.services import deadlines, following, forms, returning
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.following import ForwardTo
from counter_app.services.forms import FormNumber, NoSuchForm, NothingToPost
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from counter_app.store.errors import NoSuchDossier
from tests.support.counters import (
    A_CLERK,
    A_MONDAY,
    ANOTHER_CLERK,
    RESIDENCE,
    a_person,
)
from tests.support.kept import last_seq
from tests.support.pdf import text_of

A_REQUEST = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))
LATER = datetime(2026, 11, 25, 10, tzinfo=VIETNAM)


class PrinterJammed(Exception):
    """The printer took nothing."""


@pytest.fixture
def code(counter: Counter) -> str:
    """Return the code of a dossier that was just taken in."""
    return take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code


def printable(counter: Counter, code: str) -> tuple[FormNumber, ...]:
    with counter.store.reading() as reading:
        return forms.forms_of(reading.dossiers.by_code(code))


def text(counter: Counter, code: str, number: FormNumber, now: datetime = LATER) -> str:
    return text_of(forms.form_pdf(counter, code, number, A_CLERK, now))


def test_a_dossier_just_taken_in_has_its_control_slip_and_no_letter(
    counter: Counter, code: str
) -> None:
    assert printable(counter, code) == (FormNumber.CONTROL,)
    for number in (FormNumber.SUPPLEMENT, FormNumber.REFUSAL, FormNumber.APOLOGY, FormNumber.STOP):
        with pytest.raises(NoSuchForm) as refusal:
            forms.form_pdf(counter, code, number, A_CLERK, LATER)
        assert (refusal.value.code, refusal.value.number) == (code, number)


def test_each_step_makes_its_form_printable_and_printing_records_nothing(
    counter: Counter, code: str
) -> None:
    following.request_supplement(counter, code, ("Hợp đồng",), "Bị mờ", A_CLERK, A_MONDAY)
    following.receive_supplement(counter, code, (Paper("Hợp đồng"),), A_CLERK, A_MONDAY)
    due = datetime(2026, 12, 2, 17, tzinfo=VIETNAM)
    deadlines.reappoint(counter, code, due, "Chờ xác minh", ANOTHER_CLERK, LATER)
    following.refuse_dossier(counter, code, "Trùng hồ sơ", A_CLERK, LATER)
    before = last_seq(counter)

    assert printable(counter, code) == (
        FormNumber.SUPPLEMENT,
        FormNumber.REFUSAL,
        FormNumber.APOLOGY,
        FormNumber.CONTROL,
    )
    assert "Bị mờ" in text(counter, code, FormNumber.SUPPLEMENT)
    assert "Trùng hồ sơ" in text(counter, code, FormNumber.REFUSAL)
    assert "ngày 02 tháng 12 năm 2026" in text(counter, code, FormNumber.APOLOGY)
    assert last_seq(counter) == before


def test_a_stopped_dossier_has_the_stop_notice(counter: Counter, code: str) -> None:
    following.stop(counter, code, "Không bổ sung", A_CLERK, LATER)

    assert FormNumber.STOP in printable(counter, code)
    assert "DỰ THẢO" in text(counter, code, FormNumber.STOP)


def test_a_letter_is_the_same_whenever_it_is_printed_and_names_who_did_the_step(
    counter: Counter, code: str
) -> None:
    following.refuse_dossier(counter, code, "Trùng hồ sơ", ANOTHER_CLERK, LATER)
    now, much_later = LATER, LATER.replace(year=2027)
    first = forms.form_pdf(counter, code, FormNumber.REFUSAL, A_CLERK, now)

    assert forms.form_pdf(counter, code, FormNumber.REFUSAL, A_CLERK, much_later) == first
    assert "Triệu Văn Hoan" in text_of(first)
    assert "ngày 25 tháng 11 năm 2026" in text_of(first)


def test_the_last_of_two_requests_is_the_one_that_is_printed(counter: Counter, code: str) -> None:
    following.request_supplement(counter, code, ("Hợp đồng",), "Bị mờ", A_CLERK, A_MONDAY)
    following.receive_supplement(counter, code, (Paper("Hợp đồng"),), A_CLERK, A_MONDAY)
    following.request_supplement(
        counter, code, ("Ảnh thẻ",), "Thiếu ảnh", A_CLERK, LATER, again_because="Sót"
    )
    said = text(counter, code, FormNumber.SUPPLEMENT)

    assert "Ảnh thẻ" in said
    assert "Bị mờ" not in said


def test_a_step_that_had_no_effect_is_not_told(counter: Counter, code: str) -> None:
    """Two desks that cannot see each other: what is disputed is nothing to hand out."""
    with counter.store.reading() as reading:
        dossier = reading.dossiers.by_code(code)
    following.refuse_dossier(counter, code, "Trùng hồ sơ", A_CLERK, LATER)
    with counter.store.reading() as reading:
        refused = reading.dossiers.by_code(code)
    idle = replace(refused, without_effect=(refused.history[-1].name,))

    assert FormNumber.REFUSAL in forms.forms_of(refused)
    assert FormNumber.REFUSAL not in forms.forms_of(idle)
    assert FormNumber.REFUSAL not in forms.forms_of(dossier)


def test_the_control_slip_names_people_and_says_when_it_was_printed(
    counter: Counter, code: str
) -> None:
    following.forward(counter, code, ForwardTo(clerk="hoan"), A_CLERK, A_MONDAY)
    following.confirm_forward(counter, code, ANOTHER_CLERK, A_MONDAY)
    said = text(counter, code, FormNumber.CONTROL)

    assert "2. Nhận: Triệu Văn Hoan" in said
    assert "Hoàng Thị Mẫu" in said
    assert "In lúc 10:00 ngày 25/11/2026" in said


def test_the_postmans_list_has_every_chosen_result_in_order(counter: Counter, code: str) -> None:
    other = take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code
    returning.mark_ready(counter, code, Result("Xác nhận"), A_CLERK, LATER)
    how = HandOut(channel=ChannelOut.POST, tracking="EP123456789VN")
    returning.hand_out(counter, code, how, A_CLERK, LATER)
    before = last_seq(counter)
    said = text_of(forms.postman_list(counter, [other, code], A_CLERK, LATER))

    assert said.index(other) < said.index(code)
    assert "EP123456789VN" in said
    assert "Hoàng Thị Mẫu" in said
    assert last_seq(counter) == before


def test_a_list_of_nothing_and_of_unknown_codes_is_refused(counter: Counter) -> None:
    with pytest.raises(NothingToPost):
        forms.postman_list(counter, [], A_CLERK, LATER)
    with pytest.raises(NoSuchDossier):
        forms.postman_list(counter, ["H55.18.43-261123-2999"], A_CLERK, LATER)


def refuse(
    counter: Counter,
    *,
    procedure: str = RESIDENCE,
    applicant: Person | None = None,
    reason: str = "Không thuộc  thẩm quyền",
    now: datetime = LATER,
) -> bytes:
    pages: list[bytes] = []
    forms.refuse_before_intake(
        counter, procedure, applicant or a_person(), reason, A_CLERK, now, pages.append
    )
    return pages[0]


def test_a_refusal_before_intake_is_delivered_and_recorded(counter: Counter) -> None:
    said = text_of(refuse(counter))

    assert "Không thuộc thẩm quyền" in said
    assert "Mã hồ sơ (nếu có): –" in said
    with counter.store.reading() as reading:
        (entry,) = reading.journal.of_kinds(("IntakeRefused",))
    assert isinstance(entry.fact, IntakeRefused)
    assert (entry.by, entry.fact.procedure_code) == ("mau", RESIDENCE)
    assert entry.fact.reason == "Không thuộc thẩm quyền"


def test_a_refusal_that_never_came_out_is_not_recorded(counter: Counter) -> None:
    before = last_seq(counter)

    def jam(_: bytes) -> None:
        raise PrinterJammed

    with pytest.raises(PrinterJammed):
        forms.refuse_before_intake(counter, RESIDENCE, a_person(), "Lý do", A_CLERK, LATER, jam)
    assert last_seq(counter) == before


def test_a_refusal_needs_somebody_a_reason_a_procedure_and_a_sound_clock(
    counter: Counter,
) -> None:
    before = last_seq(counter)
    with pytest.raises(FieldsRefused) as refused:
        refuse(counter, applicant=Person(""), reason=" ")
    assert refused.value.problems == {"applicant.name": "missing", "reason": "missing"}
    with pytest.raises(UnknownProcedure):
        refuse(counter, procedure="9.999999")
    with pytest.raises(ClockBehind):
        refuse(counter, now=datetime(2026, 11, 1, 8, tzinfo=VIETNAM))
    assert last_seq(counter) == before
