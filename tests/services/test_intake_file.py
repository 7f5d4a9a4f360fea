"""Intakes written as JSON: everything read, nothing guessed, nothing silently dropped."""

import json
from datetime import datetime

import pytest

from counter_app.domain.deadline import BadTimeLimit
from counter_app.domain.facts import ChannelIn, ChannelOut, FeeLine, Paper, PaperKind
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused, Sex
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.services.intake_file import read_line

WHOLE = {
    "procedure": "1.004194",
    "received_at": "2026-11-20T16:00",
    "applicant": {
        "name": "NGUYỄN VĂN THỬ",
        "id_number": "006091000000",
        "birth_on": "1991-08-15",
        "sex": "Nam",
        "address": "Tổ 1",
        "commune_code": "01843",
        "phone": "0912345678",
        "email": "thu@example.vn",
    },
    "submitter": {"name": "MA THỊ BÉ", "birth_on": "1/2/1985", "authorisation": "Giấy ủy quyền"},
    "papers": [
        {"name": "Tờ khai", "kind": "original", "count": 2},
        {"name": "Thẻ", "kind": "bản sao"},
    ],
    "sets": 2,
    "fees": [{"name": "Lệ phí", "amount": 10000}],
    "channel_in": "post",
    "channel_out": "bưu chính",
    "note": "Gọi trước khi trả",
}


def read(counter: Counter, line: dict[str, object] | str) -> IntakeRequest:
    text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    return read_line(text, counter.places)


def test_a_whole_line_is_read(counter: Counter) -> None:
    request = read(counter, WHOLE)

    assert request.received_at == datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM)
    assert request.applicant.sex is Sex.MALE
    assert request.applicant.address.text == "Tổ 1, Phường Bắc Kạn, Thái Nguyên"
    assert request.submitter is not None
    assert request.submitter.authorisation == "Giấy ủy quyền"
    assert request.papers == (Paper("Tờ khai", PaperKind.ORIGINAL, 2), Paper("Thẻ", PaperKind.COPY))
    assert request.fees == (FeeLine("Lệ phí", 10000),)
    assert (request.channel_in, request.channel_out) == (ChannelIn.POST, ChannelOut.POST)


def test_what_is_not_said_takes_its_default(counter: Counter) -> None:
    request = read(
        counter, {"procedure": "1.004194", "applicant": {"name": "LÝ VĂN BÉ", "phone": None}}
    )

    assert (request.received_at, request.submitter, request.sets) == (None, None, 1)
    assert request.applicant.phone == ""


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("không phải JSON", {"line": "not_json"}),
        ("[1, 2]", {"line": "wrong_type"}),
        ("{}", {"procedure": "missing"}),
        ('{"procedure": "1", "applicant": {}}', {"applicant.name": "missing"}),
        ('{"procedure": "1", "applicant": {"name": 5}}', {"applicant.name": "wrong_type"}),
        ('{"procedure": "1", "applicant": {"name": "A"}, "sets": "2"}', {"sets": "wrong_type"}),
        (
            '{"procedure": "1", "applicant": {"name": "A", "tuoi": 3}}',
            {"applicant.tuoi": "unknown_field"},
        ),
        (
            '{"procedure": "1", "applicant": {"name": "A"},'
            ' "fees": [{"name": "x", "amount": 1.5}]}',
            {"fees.amount": "wrong_type"},
        ),
        (
            '{"procedure": "1", "applicant": {"name": "A", "birth_on": "31/2/1990", "sex": "x",'
            ' "commune_code": "99999"}, "received_at": "hôm qua", "channel_in": "chim"}',
            {
                "applicant.birth_on": "not_a_date",
                "applicant.sex": "unknown_word",
                "applicant.commune_code": "unknown_commune",
                "received_at": "not_a_moment",
                "channel_in": "unknown_word",
            },
        ),
        ('{"note": "' + "x" * 300_000 + '"}', {"line": "too_long"}),
        ("[" * 100_000, {"line": "wrong_type"}),
        ('{"procedure": "\ud800"}', {"line": "not_json"}),
    ],
)
def test_a_line_that_cannot_be_read_says_where_and_why(
    counter: Counter, line: str, problems: dict[str, str]
) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        read(counter, line)
    assert refusal.value.problems == problems


def test_a_time_limit_has_to_be_one(counter: Counter) -> None:
    with pytest.raises(BadTimeLimit):
        read(counter, WHOLE | {"time_limit": "sớm thôi"})
