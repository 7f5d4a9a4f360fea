"""Every endpoint asked by the wrong party: what lies outside the scope is given to nobody."""

import json
from collections.abc import Callable

import msgspec
import pytest

from sync.protocol.codec import decode_body, encode_body
from sync.protocol.columns import from_columns
from sync.protocol.contacts import ContactsAnswer, ContactsRequest
from sync.protocol.errors import ErrorAnswer, Refused
from sync.protocol.heads import HeadsAnswer, HeadsRequest
from sync.protocol.messages import (
    CommonAnswer,
    CommonRequest,
    DayAnswer,
    DayRequest,
    Neighbours,
)
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.signing import authorization
from sync.protocol.version import MEDIA_TYPE
from sync.server.cursors import write_cursor
from sync.server.enrolment import new_code, revoke, set_scope
from sync.server.exchange import recall
from sync.server.openapi import openapi
from sync.server.placing import PROVINCE_HOME
from sync.server.service import Call
from tests.sync.server.conftest import A_DAY, Setting
from tests.sync.server.toy_counter import ToyCounter

MINE, OTHERS, THIRD = "01843", "01900", "02000"


@pytest.fixture
def owner(setting: Setting) -> ToyCounter:
    """Return the counter of another unit, with ten entries at the province."""
    counter = setting.counter(OTHERS)
    counter.record_many(10)
    counter.sync()
    return counter


def a_supervisor(setting: Setting, *units: str) -> ToyCounter:
    counter = ToyCounter(setting.send)
    counter.enrol(new_code(setting.province, MINE, A_DAY, units).code)
    return counter


def paths() -> list[tuple[str, str]]:
    """Return every path of the server that wants a signature, from its own description."""
    described = json.loads(openapi())["paths"]
    return [
        (method.upper(), path.replace("{name}", "x"))
        for path, methods in described.items()
        for method, told in methods.items()
        if told.get("security")
    ]


def asked(
    setting: Setting, counter: ToyCounter, method: str, path: str, tamper: Callable[[str], str]
) -> tuple[int, str]:
    """Ask with a signature that was tampered with; return the status and the word."""
    body = encode_body(HeadsRequest()) if method == "POST" else b""
    sign = tamper(authorization(counter.keys, method, path, body))
    reply = setting.service.answer(Call(method, path, "127.0.0.1", sign, MEDIA_TYPE, body))
    return reply.status, decode_body(reply.body, ErrorAnswer).error


def test_the_description_names_every_path_of_the_server(setting: Setting) -> None:
    """Seen to fail when a path was served and not described: no scope test would have met it."""
    service = setting.service
    served = {*service._posts, *service._gets} - {"/v1/health", "/v1/openapi.json", "/v1/enrol"}
    assert served <= {path for _, path in paths()}
    assert len(paths()) >= 7


@pytest.mark.parametrize("party", ["unsigned", "stranger", "another's signature", "revoked"])
def test_no_path_answers_a_wrong_party(setting: Setting, owner: ToyCounter, party: str) -> None:
    """Seen to fail for ``/v1/heads`` when it was answered without a caller."""
    caller, word = owner, "bad_signature"
    tamper: Callable[[str], str] = str
    if party == "unsigned":
        word, tamper = "unsigned", lambda _: ""
    elif party == "stranger":
        word, caller = "stranger", ToyCounter(setting.send)
    elif party == "another's signature":
        other = authorization(setting.counter(MINE).keys, "POST", "/", b"").partition(".")[2]
        tamper = lambda sign: f"{sign.partition('.')[0]}.{other}"  # noqa: E731 - one of four
    else:
        word = "revoked"
        revoke(setting.province, f"{OTHERS}/1", "hết hạn")

    for method, path in paths():
        status, said = asked(setting, caller, method, path, tamper)
        assert (said, status) == (word, 403 if word == "revoked" else 401), path


def test_a_foreign_feed_is_not_given_out_in_any_way(setting: Setting, owner: ToyCounter) -> None:
    """Exchange, day, days, snapshot, dictionary, signed ends, contacts: nothing of it."""
    thief = setting.counter(MINE)
    thief.sync()
    assert not any(name[0] == owner.journal for name in thief.held)
    assert thief.days_of_server(OTHERS) == []
    assert said(lambda: thief.fetch_day(OTHERS, 20_780)) == "not_your_unit"
    assert said(lambda: thief.fetch_day(PROVINCE_HOME, 20_780)) == "not_your_unit"
    heads = HeadsRequest(journals=[owner.journal])
    assert thief.call("/v1/heads", heads, HeadsAnswer).heads == []
    assert owner.journal not in journals_of_heads(thief)
    assert owner.journal not in told_of(thief)
    assert told_of(thief, (owner.journal, 4)) == {thief.journal}, "naming it opens nothing"
    marks = CommonRequest(journal=owner.journal, marks=[(3, owner.own[2].digest)])
    assert said(lambda: thief.call("/v1/common", marks, CommonAnswer)) == "not_your_journal"
    caller = setting.province.storage.read(lambda work: work.counters.get(thief.keys.id))
    assert caller is not None
    assert recall(setting.province, caller, Neighbours(owner.journal, 1, 3)) is None
    about = thief.get_snapshot()
    assert about.count == setting.counter(MINE).get_snapshot().count


def test_who_asks_for_what_is_not_theirs_leaves_a_line_in_the_log(
    setting: Setting, owner: ToyCounter, caplog: pytest.LogCaptureFixture
) -> None:
    thief = setting.counter(MINE)
    thief.sync()
    assert caplog.messages == []
    assert said(lambda: thief.fetch_day(OTHERS, 20_780)) == "not_your_unit"
    marks = CommonRequest(journal=owner.journal, marks=[(3, owner.own[2].digest)])
    assert said(lambda: thief.call("/v1/common", marks, CommonAnswer)) == "not_your_journal"
    assert caplog.messages == [
        f"POST '/v1/day' by '{thief.keys.id}': not_your_unit",
        f"POST '/v1/common' by '{thief.keys.id}': not_your_journal",
    ]


def test_a_cursor_of_another_s_feed_opens_nothing(setting: Setting, owner: ToyCounter) -> None:
    """Seen to fail when the positions of a cursor were read instead of the caller's scope."""
    thief = setting.counter(MINE)
    thief.cursor = write_cursor(1, {OTHERS: (0, b""), PROVINCE_FEED: (0, b"")})
    answer = thief.exchange()
    given = from_columns(answer.entries) if answer.entries else []
    assert not any(entry.journal == owner.journal for entry in given)
    assert OTHERS not in {unit for unit, _ in answer.feeds}


def test_a_snapshot_of_others_is_refused_by_its_name(setting: Setting, owner: ToyCounter) -> None:
    wide = a_supervisor(setting, OTHERS)
    name = wide.get_snapshot().name
    wide.get(f"/v1/snapshot/{name}")
    path = f"/v1/snapshot/{name}"
    thief = setting.counter(MINE)
    headers = {"Authorization": authorization(thief.keys, "GET", path)}
    status, body = setting.send("GET", path, b"", headers)
    assert (status, msgspec.json.decode(body, type=ErrorAnswer).error) == (403, "not_your_unit")


def test_nobody_pushes_to_a_journal_that_he_may_only_read(
    setting: Setting, owner: ToyCounter
) -> None:
    """Seen to fail when the scope of reading let a counter write."""
    reader = a_supervisor(setting, OTHERS)
    reader.sync()
    assert {name for name in reader.held if name[0] == owner.journal} == {
        entry.name for entry in owner.own
    }
    reader.journal = owner.journal
    reader.record()
    assert said(reader.exchange) == "not_your_journal"
    assert owner.sync().state == "in_step"
    assert len(owner.own) == 10


def test_nobody_enters_a_dossier_that_he_may_only_read(setting: Setting, owner: ToyCounter) -> None:
    """Reading is not being concerned: what a supervisor writes about it is held back."""
    reader = a_supervisor(setting, OTHERS)
    reader.sync()
    reader.record(subject=owner.own[0].name, units=(MINE,))
    answer = reader.sync()
    assert [held.reason for held in answer.quarantined] == ["not_concerned"]
    owner.sync()
    assert not any(name[0] == reader.journal for name in owner.held)


def test_a_reader_gets_the_signed_ends_of_its_scope_and_no_others(
    setting: Setting, owner: ToyCounter
) -> None:
    third = setting.counter(THIRD)
    third.record_many(2)
    third.sync()
    reader = a_supervisor(setting, OTHERS)
    (head,) = reader.call("/v1/heads", HeadsRequest(journals=[owner.journal]), HeadsAnswer).heads
    assert (head.unit, head.desk, head.counter) == (OTHERS, 1, owner.keys.id)
    assert (head.seq, head.digest) == (10, owner.own[-1].digest)
    assert head.is_vouched_for
    assert not msgspec.structs.replace(head, seq=9).is_vouched_for
    assert not msgspec.structs.replace(head, sign_key=third.keys.sign_key).is_vouched_for
    assert journals_of_heads(reader) == {owner.journal, setting.province.journal}
    marks = CommonRequest(journal=owner.journal, marks=[(3, owner.own[2].digest), (4, b"x" * 32)])
    assert reader.call("/v1/common", marks, CommonAnswer).seq == 3


def test_a_unit_taken_out_of_the_scope_is_closed_at_once(
    setting: Setting, owner: ToyCounter
) -> None:
    """Seen to fail when the scope was remembered from an earlier request."""
    reader = a_supervisor(setting, OTHERS, THIRD)
    reader.sync()
    name = reader.get_snapshot().name
    set_scope(setting.province, reader.keys.id, (THIRD,))

    owner.record()
    owner.sync()
    reader.sync()
    assert owner.own[-1].name not in reader.held
    assert said(lambda: reader.fetch_day(OTHERS, 20_780)) == "not_your_unit"
    assert reader.days_of_server(OTHERS) == []
    assert owner.journal not in journals_of_heads(reader)
    assert owner.journal not in told_of(reader)
    path = f"/v1/snapshot/{name}"
    headers = {"Authorization": authorization(reader.keys, "GET", path)}
    assert setting.send("GET", path, b"", headers)[0] == 403


def test_a_code_gives_its_scope_once_and_not_for_ever(setting: Setting) -> None:
    code = new_code(setting.province, MINE, A_DAY, (OTHERS,)).code
    first, second, late = (ToyCounter(setting.send) for _ in range(3))
    assert first.enrol(code).scope == [PROVINCE_FEED, MINE, OTHERS]
    assert said(lambda: second.enrol(code)) == "code_used"
    old = new_code(setting.province, MINE, 1, (OTHERS,)).code
    assert said(lambda: late.enrol(old)) == "code_expired"
    assert said(late.exchange) == "stranger"


def test_one_day_of_a_feed_in_scope_is_given_whole(setting: Setting, owner: ToyCounter) -> None:
    reader = a_supervisor(setting, OTHERS)
    (day,) = {day.day for day in reader.days_of_server(OTHERS)}
    request = DayRequest(unit=OTHERS, day=day)
    answer = reader.call("/v1/day", request, DayAnswer)
    assert {entry.name for entry in from_columns(answer.entries)} == {e.name for e in owner.own}


def journals_of_heads(counter: ToyCounter) -> set[str]:
    heads = counter.call("/v1/heads", HeadsRequest(), HeadsAnswer).heads
    return {head.journal for head in heads}


def told_of(counter: ToyCounter, *known: tuple[str, int]) -> set[str]:
    """Return the journals of which a counter hears anything when it asks about contacts."""
    answer = counter.call("/v1/contacts", ContactsRequest(known=list(known)), ContactsAnswer)
    return {one.journal for one in (*(answer.contacts or ()), *answer.arrivals)}


def said(action: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.word
