"""Facts as bytes: fixed for ever, complete, and open to what newer programs write."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.facts import (
    AttemptRefused,
    ChannelIn,
    ChannelOut,
    ClockConfirmed,
    CountedDay,
    CounterFounded,
    DayDecided,
    EntryName,
    Exported,
    Fact,
    FeeLine,
    IntakeRefused,
    NumberOpened,
    Paper,
    PaperKind,
    ProcedureDecided,
    ProcedureEnded,
    ReviewAnswered,
    ReviewAsked,
    ReviewedTo,
    SlipPaper,
    SlipPrinted,
    StaffJoined,
    StaffLeft,
    SupplementAsked,
    TakenIn,
    UnknownFact,
)
from counter_app.domain.people import Address, Person, Role, Sex, Submitter
from counter_app.store.fact_codec import decode_fact, encode_fact, kind_of
from tests.support.intakes import A_MOMENT, taken_in

SAMPLES: dict[str, tuple[Fact, str]] = {
    "TakenIn": (
        taken_in(1),
        '{"applicant":{"address":{"commune":"Phường Bắc Kạn","commune_code":"01843","line'
        '":"Tổ 1","province":"Thái Nguyên"},"birth_on":"1991-08-15","id_number":"00609100'
        '0000","name":"Nguyễn Văn Thử","phone":"0912345678","sex":"male"},"code":"H55.12.'
        '34-261120-0001","counted":[{"number":1,"on":"2026-11-23"},{"name":"Ngày Văn hóa"'
        ',"number":0,"on":"2026-11-24","reason":"holiday"}],"counted_from":"2026-11-20T02'
        ':15:30Z","desk":2,"due_at":"2026-11-23T02:15:30Z","fees":[{"amount":15000,"name"'
        ':"Lệ phí"}],"field":"Cư trú","limit":"3 ngày làm việc","papers":[{"name":"Tờ kha'
        'i"},{"count":2,"is_lacking":true,"kind":"copy","name":"Hợp đồng thuê nhà"}],"pro'
        'cedure_code":"1.004194","procedure_name":"Đăng ký tạm trú","received_at":"2026-1'
        '1-20T02:15:30Z","submitter":{"authorisation":"Giấy ủy quyền số 3","person":{"id_'
        'number":"002185000000","name":"Hoàng Thị Mẫu"}},"unit_code":"01843"}',
    ),
    "SlipPrinted": (SlipPrinted(SlipPaper.A5), '{"paper":"a5"}'),
    "SlipPrinted as a copy": (
        SlipPrinted(SlipPaper.K80, is_copy=True, to_file=True),
        '{"is_copy":true,"paper":"k80","to_file":true}',
    ),
    "SupplementAsked": (
        SupplementAsked("1.004194", "Đăng ký tạm trú", Person("Lý Văn Bé"), ("Hợp đồng",)),
        '{"applicant":{"name":"Lý Văn Bé"},"missing":["Hợp đồng"],'
        '"procedure_code":"1.004194","procedure_name":"Đăng ký tạm trú"}',
    ),
    "DayDecided": (
        DayDecided("01843", date(2027, 4, 26), "off", "Giỗ Tổ Hùng Vương", "123/TB-UBND"),
        '{"document":"123/TB-UBND","kind":"off","name":"Giỗ Tổ Hùng Vương",'
        '"on":"2027-04-26","unit":"01843"}',
    ),
    "ProcedureDecided": (
        ProcedureDecided("01843", "1.001193", '{"code":"1.001193"}', "45/QĐ-UBND"),
        '{"code":"1.001193","document":"45/QĐ-UBND","text":"{\\"code\\":\\"1.001193\\"}",'
        '"unit":"01843"}',
    ),
    "ProcedureEnded": (
        ProcedureEnded("01843", "1.001193", date(2027, 2, 28), "45/QĐ-UBND"),
        '{"code":"1.001193","document":"45/QĐ-UBND","last_on":"2027-02-28","unit":"01843"}',
    ),
    "IntakeRefused": (
        IntakeRefused("1.004194", "Đăng ký tạm trú", Person("Lý Văn Bé"), "Không thuộc thẩm quyền"),
        '{"applicant":{"name":"Lý Văn Bé"},"procedure_code":"1.004194",'
        '"procedure_name":"Đăng ký tạm trú","reason":"Không thuộc thẩm quyền"}',
    ),
    "StaffJoined": (
        StaffJoined("mau", "Hoàng Thị Mẫu", Role.HEAD),
        '{"clerk":"mau","name":"Hoàng Thị Mẫu","role":"head"}',
    ),
    "StaffLeft": (StaffLeft("mau"), '{"clerk":"mau"}'),
    "CounterFounded": (
        CounterFounded("01843", "Phường Bắc Kạn", "H55.18.43", 2, ((2001, 2999),)),
        '{"agency_identifier":"H55.18.43","blocks":[[2001,2999]],"desk":2,'
        '"unit_code":"01843","unit_name":"Phường Bắc Kạn"}',
    ),
    "AttemptRefused": (
        AttemptRefused("take_in", "1.001193"),
        '{"about":"1.001193","what":"take_in"}',
    ),
    "NumberOpened": (
        NumberOpened(EntryName("00ff00ff00ff00ff", 7), "H55.18.43-261123-2001"),
        '{"code":"H55.18.43-261123-2001","dossier":{"journal":"00ff00ff00ff00ff","seq":7}}',
    ),
    "Exported": (
        Exported("overview", "Báo cáo tháng"),
        '{"purpose":"Báo cáo tháng","what":"overview"}',
    ),
    "ReviewedTo": (ReviewedTo("00ff00ff00ff00ff", 7), '{"journal":"00ff00ff00ff00ff","seq":7}'),
    "ReviewAsked": (
        ReviewAsked("01843", "Vì sao?", EntryName("00ff00ff00ff00ff", 7), "H55-1"),
        '{"about":{"journal":"00ff00ff00ff00ff","seq":7},"code":"H55-1","text":"Vì sao?",'
        '"unit":"01843"}',
    ),
    "ReviewAnswered": (ReviewAnswered("Do mất điện."), '{"text":"Do mất điện."}'),
    "ClockConfirmed": (
        ClockConfirmed(A_MOMENT, A_MOMENT + timedelta(hours=1, microseconds=5)),
        '{"last_entry_at":"2026-11-20T03:15:30.000005Z","machine_at":"2026-11-20T02:15:30Z"}',
    ),
}
"""Facts and their bytes in the journals of the first release: these must open for ever."""


@pytest.mark.parametrize("sample", SAMPLES)
def test_facts_have_the_bytes_of_the_first_release(sample: str) -> None:
    fact, text = SAMPLES[sample]
    assert encode_fact(fact).decode() == text
    assert decode_fact(kind_of(fact), text.encode()) == fact


def test_the_kind_is_the_name_of_the_class() -> None:
    assert kind_of(taken_in(1)) == "TakenIn"
    assert kind_of(UnknownFact("Blessed", b"")) == "Blessed"


def test_the_zone_of_a_moment_makes_no_difference() -> None:
    there = A_MOMENT.astimezone(timezone(timedelta(hours=7)))
    assert encode_fact(taken_in(1, received_at=there)) == encode_fact(taken_in(1))


def test_a_moment_without_a_zone_never_enters_the_journal() -> None:
    with pytest.raises(ValueError, match="time zone"):
        encode_fact(taken_in(1, received_at=datetime(2026, 11, 20)))  # noqa: DTZ001


def test_a_kind_from_a_newer_program_is_kept_as_it_came() -> None:
    fact = decode_fact("Returned", b'{"to":"Mai","at":5}')
    assert fact == UnknownFact("Returned", b'{"to":"Mai","at":5}')
    assert encode_fact(fact) == b'{"to":"Mai","at":5}'


def test_a_field_from_a_newer_program_is_passed_over() -> None:
    assert decode_fact("StaffLeft", b'{"clerk":"mau","because":"moved"}') == StaffLeft("mau")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"clerk":5}',
        b'{"clerk":' + b"[" * 100_000,
    ],
)
def test_a_payload_that_cannot_be_read_stops_nothing(payload: bytes) -> None:
    assert decode_fact("StaffLeft", payload) == UnknownFact("StaffLeft", payload)


def test_a_value_from_a_newer_program_keeps_the_whole_fact_unread() -> None:
    payload = b'{"paper":"a3"}'
    assert decode_fact("SlipPrinted", payload) == UnknownFact("SlipPrinted", payload)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
moments = st.datetimes(timezones=st.just(UTC))
people = st.builds(
    Person,
    name=words,
    id_number=words,
    birth_on=st.none() | st.dates(),
    sex=st.none() | st.sampled_from(Sex),
    address=st.builds(Address, words, words, words, words),
    phone=words,
    email=words,
)
intakes = st.builds(
    TakenIn,
    code=words,
    procedure_code=words,
    procedure_name=words,
    field=words,
    received_at=moments,
    counted_from=moments,
    limit=words,
    due_at=moments,
    counted=st.lists(
        st.builds(CountedDay, words, st.integers(0, 400), words, words), max_size=3
    ).map(tuple),
    applicant=people,
    submitter=st.none() | st.builds(Submitter, people, words),
    papers=st.lists(
        st.builds(Paper, words, st.sampled_from(PaperKind), st.integers(0, 99), st.booleans()),
        max_size=3,
    ).map(tuple),
    sets=st.integers(1, 99),
    fees=st.lists(st.builds(FeeLine, words, st.integers(0, 10**12)), max_size=3).map(tuple),
    channel_in=st.sampled_from(ChannelIn),
    channel_out=st.sampled_from(ChannelOut),
    note=words,
    is_extra_session=st.booleans(),
)


@given(intakes)
def test_every_intake_comes_back_whole(intake: TakenIn) -> None:
    payload = encode_fact(intake)
    assert decode_fact("TakenIn", payload) == intake
    assert encode_fact(decode_fact("TakenIn", payload)) == payload


def test_defaults_are_left_out_wherever_they_stand() -> None:
    plain = taken_in(1, applicant=Person("A"), submitter=None, papers=(Paper("T"),), fees=())
    text = encode_fact(plain).decode()
    for absent in ("submitter", "fees", "is_lacking", "kind", "address", "note", "sets"):
        assert f'"{absent}"' not in text
    explicit = replace(plain, applicant=Person("A", address=Address("")), sets=1)
    assert encode_fact(explicit).decode() == text
    assert decode_fact("TakenIn", text.encode()) == plain
    born = encode_fact(replace(plain, applicant=Person("A", birth_on=date(1991, 8, 15))))
    assert b'"birth_on":"1991-08-15"' in born
