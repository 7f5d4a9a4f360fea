"""Counters come, go, and are who they say."""

import pytest

from sync.protocol.errors import STATUS, Refused
from sync.protocol.messages import EnrolAnswer, EnrolRequest, ExchangeAnswer
from sync.protocol.signing import Keys, authorization, sign_enrolment
from sync.protocol.version import MEDIA_TYPE
from sync.server.enrolment import NoSuchCounter, NoSuchUnit, new_code, revoke
from sync.server.limits import Buckets, Rate
from sync.server.supervision import status
from tests.sync.server.conftest import A_DAY, Setting
from tests.sync.server.toy_counter import ToyCounter


def test_a_code_makes_a_counter_with_everything_it_needs(setting: Setting) -> None:
    counter = ToyCounter(setting.send)

    answer = counter.enrol(new_code(setting.province, "01843", A_DAY).code)

    assert (answer.unit.code, answer.unit.agency_identifier) == ("01843", "H55.18.43")
    assert (answer.desk, answer.blocks) == (1, [(1001, 1999)])
    assert answer.scope == ["*", "01843"]
    assert answer.province == "Tỉnh Thái Nguyên"
    assert answer.province_journal == setting.province.journal
    assert answer.sign_key == setting.province.keys.sign_key
    assert setting.counter().blocks == [(2001, 2999)]
    assert setting.counter("01900").blocks == [(1001, 1999)]


def test_a_code_read_out_over_the_telephone_works_too(setting: Setting) -> None:
    code = new_code(setting.province, "01843", A_DAY).code

    counter = ToyCounter(setting.send)

    assert counter.enrol(code.lower().replace("-", " ").replace("0", "o")).unit.code == "01843"


def test_i02_a_lost_answer_to_an_enrolment_is_given_again(setting: Setting) -> None:
    """Seen to fail when a used code was refused to everybody."""
    code = new_code(setting.province, "01843", A_DAY).code
    counter = ToyCounter(setting.send)
    first, second = counter.enrol(code), counter.enrol(code)

    assert (first.counter, first.desk, first.blocks) == (
        second.counter,
        second.desk,
        second.blocks,
    )
    assert setting.counter().blocks == [(2001, 2999)]


def test_a_code_serves_one_counter_for_a_while(setting: Setting) -> None:
    """Seen to fail when the time of a code was not looked at."""
    code = new_code(setting.province, "01843", A_DAY)
    late = new_code(setting.province, "01843", A_DAY)
    ToyCounter(setting.send).enrol(code.code)
    setting.clock.now += A_DAY

    for text, word in (
        (code.code, "code_used"),
        (late.code, "code_expired"),
        ("AAAAA-AAAAA-AAAAA-AAAAA", "unknown_code"),
        ("", "unknown_code"),
    ):
        with pytest.raises(Refused) as refused:
            ToyCounter(setting.send).enrol(text)
        assert refused.value.word == word


def test_nobody_enrols_keys_that_are_not_his(setting: Setting) -> None:
    """Seen to fail when the proof was not checked."""
    code = new_code(setting.province, "01843", A_DAY).code
    other = Keys.new()
    counter = ToyCounter(setting.send)
    request = EnrolRequest(
        code=code,
        sign_key=other.sign_key,
        box_key=counter.keys.box_key,
        proof=sign_enrolment(counter.keys, code),
    )

    with pytest.raises(Refused) as refused:
        counter.call("/v1/enrol", request, EnrolAnswer)

    assert refused.value.word == "bad_signature"


def test_a_revoked_counter_neither_pushes_nor_pulls_and_says_why(setting: Setting) -> None:
    """Seen to fail when only pushing was refused."""
    counter, other = setting.counter(), setting.counter()
    counter.record()
    counter.sync()

    revoke(setting.province, "01843/1", "Máy bị mất ngày 20/11")
    counter.record()
    with pytest.raises(Refused) as refused:
        counter.exchange()

    assert (refused.value.word, refused.value.detail) == ("revoked", "Máy bị mất ngày 20/11")
    for path in ("/v1/snapshot", "/v1/snapshot/x"):
        sign = authorization(counter.keys, "GET", path)
        status, _ = setting.send("GET", path, b"", {"Authorization": sign})
        assert status == STATUS["revoked"]
    other.sync()
    assert [name for name in other.arrivals if name[0] == counter.journal] == [(counter.journal, 1)]


def test_a_revoked_counter_comes_back_with_a_new_code(setting: Setting) -> None:
    counter = setting.counter()
    counter.record()
    revoke(setting.province, counter.keys.id, "thử")

    answer = counter.enrol(new_code(setting.province, "01843", A_DAY).code)

    assert (answer.desk, answer.blocks) == (1, [(1001, 1999)])
    assert counter.sync().acked_seq == 1


def test_units_and_counters_that_are_not_there_are_named(setting: Setting) -> None:
    with pytest.raises(NoSuchUnit):
        new_code(setting.province, "77777", A_DAY)
    with pytest.raises(NoSuchCounter):
        revoke(setting.province, "01843/9", "")


def test_strangers_and_forgers_get_nothing(setting: Setting) -> None:
    """Seen to fail when the body was left out of what is signed."""
    counter = setting.counter()
    body = b"0" + b"\x80"
    sign = authorization(counter.keys, "POST", "/v1/exchange", body)

    def answered(authorization: str, body: bytes = body) -> bytes:
        headers = {"Authorization": authorization, "Content-Type": MEDIA_TYPE}
        status, answer = setting.send("POST", "/v1/exchange", body, headers)
        assert status == 401
        return answer

    assert b"unsigned" in answered("")
    assert b"unsigned" in answered("Bearer x")
    assert b"stranger" in answered(authorization(Keys.new(), "POST", "/v1/exchange", body))
    assert b"bad_signature" in answered(sign, body + b"x")


def test_the_end_of_a_journal_must_be_signed(setting: Setting) -> None:
    """Seen to fail when only requests were verified, not heads."""
    counter = setting.counter()
    counter.record_many(3)
    for spoil in ("head", "end"):
        request = counter.request(most=2)
        part = getattr(request, spoil)
        part.signature = bytes(64)
        with pytest.raises(Refused) as refused:
            counter.call("/v1/exchange", request, ExchangeAnswer)
        assert refused.value.word == "bad_head"
    assert counter.sync().acked_seq == 3


def test_digests_that_do_not_lead_to_the_signed_end_change_nothing(setting: Setting) -> None:
    """Seen to fail when the batch's own digests were believed."""
    counter, reader = setting.counter(), setting.counter()
    counter.record_many(3)
    request = counter.request()
    assert request.entries
    request.entries.payloads[1] = b'{"n":"changed on the way"}'

    with pytest.raises(Refused) as refused:
        counter.call("/v1/exchange", request, ExchangeAnswer)

    assert refused.value.word == "bad_entries"
    reader.sync()
    assert not [name for name in reader.held if name[0] == counter.journal]


def test_further_blocks_are_leased_once_per_wish(setting: Setting) -> None:
    """Seen to fail when a repeated wish leased another block."""
    counter = setting.counter()
    counter.sync()
    request = counter.request()
    request.wants_block = True

    answers = [counter.call("/v1/exchange", request, ExchangeAnswer) for _ in range(3)]

    assert [answer.blocks for answer in answers] == [[(1001, 1999), (2001, 2999)]] * 3
    assert setting.counter().blocks == [(3001, 3999)]


def test_who_asks_too_often_is_told_when_to_come_again() -> None:
    """Seen to fail when allowances were filled up at every look."""
    buckets = Buckets(Rate(3, 0.5))
    for _ in range(3):
        buckets.take("counter", now=0)

    with pytest.raises(Refused) as refused:
        buckets.take("counter", now=0)

    assert (refused.value.word, refused.value.retry_after) == ("too_many_requests", 3)
    buckets.take("another", now=0)
    buckets.take("counter", now=2_000_000)
    with pytest.raises(Refused):
        buckets.take("counter", now=2_000_000)


def test_the_province_sees_who_was_here_and_how_much_waits_where(setting: Setting) -> None:
    """Seen to fail when the counter's own word on its head was not kept."""
    counter, silent = setting.counter(), setting.counter()
    counter.record_many(142)

    counter.exchange(most=10)
    setting.clock.now += 1_000_000

    first, second = status(setting.province).counters
    assert (first.waiting, first.counter.id) == (132, counter.keys.id)
    assert first.counter.seen_at and first.counter.clock_offset
    assert (second.counter.id, second.counter.seen_at) == (silent.keys.id, None)
    counter.sync()
    assert status(setting.province).counters[0].waiting == 0
