"""Taking in: the promise, the code, the refusals, and what they leave behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.dossier_code import SerialsExhausted
from counter_app.domain.facts import (
    ChannelIn,
    FeeLine,
    Paper,
    SupplementAsked,
    TakenIn,
)
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.people import FieldsRefused, Person, Submitter
from counter_app.domain.procedure import UnknownProcedure
from counter_app.domain.units import SerialBlock
from counter_app.domain.working_time import CalendarMissing
from counter_app.services import intake
from counter_app.services.counter import ClockBehind, Counter, confirm_clock
from counter_app.services.intake import IntakeRequest, LimitUnknown, take_in
from tests.support.counters import (
    A_CLERK,
    A_MONDAY,
    ANOTHER_CLERK,
    BIRTH,
    RESIDENCE,
    a_person,
    without_id,
)
from tests.support.kept import last_seq

LIMIT_LOST = "1.000894"
"""Marriage: the catalogue knows a number, and not of what."""


def a_request(**changes: object) -> IntakeRequest:
    request = IntakeRequest(
        procedure_code=RESIDENCE,
        applicant=a_person(),
        papers=(Paper("Tờ khai thay đổi thông tin cư trú"),),
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def test_an_intake_promises_by_the_calendar_and_is_found_again(counter: Counter) -> None:
    dossier = take_in(counter, a_request(), A_CLERK, A_MONDAY)

    assert dossier.code == "H55.18.43-261123-2001"
    assert at_counter(dossier.due_at) == datetime(2026, 11, 27, 17, 0, tzinfo=VIETNAM)
    assert dossier.taken_in_by == "mau"
    with counter.store.reading() as reading:
        again = reading.dossiers.by_code(dossier.code)
    assert again == dossier
    assert isinstance(again.history[0].fact, TakenIn)


def test_codes_count_up_within_the_day_and_begin_anew_on_the_next(counter: Counter) -> None:
    codes = [
        take_in(counter, a_request(), A_CLERK, A_MONDAY + timedelta(minutes=minute)).code
        for minute in range(3)
    ]
    next_day = take_in(counter, a_request(), A_CLERK, A_MONDAY + timedelta(days=2)).code

    assert [code[-4:] for code in codes] == ["2001", "2002", "2003"]
    assert next_day == "H55.18.43-261125-2001"


def test_a_desk_goes_on_in_its_next_block_and_then_refuses(counter: Counter) -> None:
    blocks = (SerialBlock(2001, 2002), SerialBlock(5001, 5001))
    counter = replace(counter, desk=replace(counter.desk, blocks=blocks))
    codes = [take_in(counter, a_request(), A_CLERK, A_MONDAY).code[-4:] for _ in range(3)]

    assert codes == ["2001", "2002", "5001"]
    before = last_seq(counter)
    with pytest.raises(SerialsExhausted):
        take_in(counter, a_request(), A_CLERK, A_MONDAY)
    assert last_seq(counter) == before


def test_a_refused_intake_names_every_wrong_field_and_leaves_no_trace(counter: Counter) -> None:
    before = last_seq(counter)
    request = a_request(
        procedure_code="",
        applicant=Person(name="", id_number="12345", phone="0912 34", birth_on=date(2030, 1, 1)),
        submitter=Submitter(Person(name="Ma Thị Thử", email="không phải thư")),
        sets=0,
        fees=(FeeLine("", -1),),
        papers=(Paper(""),),
    )
    with pytest.raises(FieldsRefused) as refusal:
        take_in(counter, request, A_CLERK, A_MONDAY)

    assert refusal.value.problems == {
        "procedure_code": "missing",
        "applicant.name": "missing",
        "applicant.id_number": "not_12_digits",
        "applicant.phone": "too_short",
        "applicant.birth_on": "not_in_a_lifetime",
        "submitter.email": "not_an_email",
        "sets": "not_a_count",
        "fees.0.name": "missing",
        "fees.0.amount": "not_an_amount",
        "papers.0.name": "missing",
    }
    assert last_seq(counter) == before


def test_an_unknown_procedure_is_refused(counter: Counter) -> None:
    with pytest.raises(UnknownProcedure):
        take_in(counter, a_request(procedure_code="9.999999"), A_CLERK, A_MONDAY)


def test_a_limit_that_the_catalogue_lost_has_to_come_from_the_clerk(counter: Counter) -> None:
    with pytest.raises(LimitUnknown):
        take_in(counter, a_request(procedure_code=LIMIT_LOST), A_CLERK, A_MONDAY)

    request = a_request(procedure_code=LIMIT_LOST, limit=TimeLimit.parse("1 ngày làm việc"))
    dossier = take_in(counter, request, A_CLERK, A_MONDAY)
    assert at_counter(dossier.due_at) == datetime(2026, 11, 25, 17, 0, tzinfo=VIETNAM)


def test_past_the_known_calendar_nothing_is_promised(counter: Counter) -> None:
    received_at = datetime(2027, 12, 31, 9, 0, tzinfo=VIETNAM)
    with pytest.raises(CalendarMissing) as refusal:
        take_in(counter, a_request(), A_CLERK, received_at)
    assert refusal.value.year == 2028


def test_a_receipt_in_the_future_is_a_mistake(counter: Counter) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        take_in(counter, a_request(received_at=A_MONDAY + timedelta(hours=1)), A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"received_at": "in_the_future"}


def test_a_dossier_noted_during_a_power_cut_counts_from_its_own_receipt(counter: Counter) -> None:
    received_at = datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM)
    dossier = take_in(counter, a_request(received_at=received_at), A_CLERK, A_MONDAY)

    assert dossier.code.startswith("H55.18.43-261120-")
    assert at_counter(dossier.due_at) == datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM)
    assert at_counter(dossier.history[0].at) == A_MONDAY


def test_time_of_another_territory_runs_from_the_competent_office(counter: Counter) -> None:
    arrives = datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM)
    request = a_request(competent_office="UBND xã Ba Bể", competent_received_at=arrives)
    dossier = take_in(counter, request, A_CLERK, A_MONDAY)

    assert at_counter(dossier.intake.received_at) == A_MONDAY
    assert at_counter(dossier.intake.counted_from) == arrives
    assert at_counter(dossier.due_at) == datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM)


def test_half_of_a_dossier_of_another_territory_is_refused(counter: Counter) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        take_in(counter, a_request(competent_office="UBND xã Ba Bể"), A_CLERK, A_MONDAY)
    assert refusal.value.problems == {"competent_received_at": "missing"}


def test_a_clock_behind_the_last_entry_asks_before_anything_is_recorded(counter: Counter) -> None:
    take_in(counter, a_request(), A_CLERK, A_MONDAY)
    before, behind = last_seq(counter), A_MONDAY - timedelta(days=1, hours=1)
    with pytest.raises(ClockBehind) as refusal:
        take_in(counter, a_request(), A_CLERK, behind)

    assert refusal.value.last_entry_at == A_MONDAY
    assert last_seq(counter) == before
    confirm_clock(counter, A_CLERK, behind)
    assert take_in(counter, a_request(), A_CLERK, behind).code


def test_the_limit_follows_the_channel_where_the_catalogue_says_so(counter: Counter) -> None:
    request = a_request(procedure_code="1.013225")
    direct = intake.promise(counter, request, A_MONDAY)
    online = intake.promise(counter, replace(request, channel_in=ChannelIn.ONLINE), A_MONDAY)

    assert (direct.limit.text, online.limit.text) == ("15 ngày", "20 ngày")


def test_the_same_person_with_an_open_dossier_is_pointed_out(counter: Counter) -> None:
    person = a_person()
    code = take_in(counter, a_request(), A_CLERK, A_MONDAY).code

    assert [row.code for row in intake.same_person_open(counter, person, RESIDENCE)] == [code]
    nameless = intake.same_person_open(counter, without_id(person), RESIDENCE)
    assert [row.code for row in nameless] == [code]
    assert intake.same_person_open(counter, person, BIRTH) == ()
    stranger = a_person("Hà Thị Khác", "006185000099")
    assert intake.same_person_open(counter, stranger, RESIDENCE) == ()


def test_a_known_person_brings_address_and_phone_along(counter: Counter) -> None:
    take_in(counter, a_request(), A_CLERK, A_MONDAY)
    known = intake.known_person(counter, "006091000000")

    assert known is not None
    assert (known.phone, known.address.line) == ("0912345678", "Tổ 1")
    assert intake.known_person(counter, "006091999999") is None


def test_a_draft_survives_and_goes_with_the_intake(counter: Counter) -> None:
    intake.save_draft(counter, {"name": "NGUYỄN VĂN"}, A_CLERK, A_MONDAY)
    draft = intake.load_draft(counter)

    assert draft is not None
    assert (draft.content, draft.by) == ({"name": "NGUYỄN VĂN"}, "mau")
    dossier = take_in(counter, a_request(), ANOTHER_CLERK, A_MONDAY)
    assert dossier.taken_in_by == "hoan"
    assert intake.load_draft(counter) is None


def test_form_02_is_recorded_in_one_go_and_opens_no_dossier(counter: Counter) -> None:
    recorded = intake.ask_supplement(
        counter, a_request(), ("Giấy chứng sinh", "Tờ khai"), "Chưa có", A_CLERK, A_MONDAY
    )

    assert isinstance(recorded.fact, SupplementAsked)
    assert recorded.fact.missing == ("Giấy chứng sinh", "Tờ khai")
    with counter.store.reading() as reading:
        assert reading.supplements_asked_on(A_MONDAY.date()) == 1
        assert reading.search.find("thu") == ()
    with pytest.raises(FieldsRefused):
        intake.ask_supplement(counter, a_request(), (" ",), "", A_CLERK, A_MONDAY)


def test_text_is_kept_composed_and_numbers_without_spaces(counter: Counter) -> None:
    person = replace(
        a_person(),
        name="  Đặng   Thị Ngữ A\u0301nh ",
        id_number="006 191 000 001",
        phone="+84 912 345 678",
    )
    dossier = take_in(counter, a_request(applicant=person), A_CLERK, A_MONDAY)

    kept = dossier.intake.applicant
    assert kept.name == "Đặng Thị Ngữ Ánh"
    assert kept.id_number == "006191000001"
    assert kept.phone == "0912345678"
