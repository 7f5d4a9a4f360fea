"""The invariants of the exchange that the server must keep, named by their numbers."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from sync.protocol.codec import encode_body
from sync.protocol.columns import from_columns
from sync.protocol.errors import Refused
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from sync.server.province import begin_epoch
from tests.sync.server.conftest import Setting


def test_what_one_counter_records_reaches_the_other_of_its_unit(setting: Setting) -> None:
    first, second = setting.counter(), setting.counter()
    entries = first.record_many(5)

    first.sync()
    answer = second.sync()

    came = [name for name in second.arrivals if name[0] == first.journal]
    assert came == [entry.name for entry in entries]
    assert [second.held[e.name].payload for e in entries] == [e.payload for e in entries]
    assert [second.held[e.name].digest for e in entries] == [e.digest for e in entries]
    assert (first.acked, answer.ahead) == (5, 0)
    assert not [name for name in first.arrivals if name[0] == first.journal]


def test_i02_the_same_request_twice_has_one_effect_and_one_answer(setting: Setting) -> None:
    """Seen to fail when entries up to the last known number were appended again."""
    first, second = setting.counter(), setting.counter()
    first.record_many(7)
    request = first.request(most=5)

    answers = [first.call("/v1/exchange", request, ExchangeAnswer) for _ in range(3)]
    overlapping = first.call("/v1/exchange", first.request(first=3), ExchangeAnswer)

    assert [_timeless(answer) for answer in answers] == [_timeless(answers[0])] * 3
    assert (overlapping.acked_seq, overlapping.quarantined) == (7, [])
    second.sync()
    assert setting.verified() == []
    assert [n for n in second.arrivals if n[0] == first.journal] == [e.name for e in first.own]


def test_i02_two_senders_of_one_journal_do_no_harm(setting: Setting) -> None:
    """Seen to fail when a batch behind the server's end was taken for a fork."""
    counter = setting.counter()
    counter.record_many(10)
    early, late = counter.request(most=4), counter.request(most=10)

    done = counter.call("/v1/exchange", late, ExchangeAnswer)
    delayed = counter.call("/v1/exchange", early, ExchangeAnswer)

    assert (done.acked_seq, delayed.acked_seq) == (10, 10)
    assert delayed.state == "in_step"


def test_i04_the_cursor_never_passes_what_was_given_out(setting: Setting) -> None:
    """Seen to fail when the cursor moved to the feed's end although the page was cut."""
    first, second = setting.counter(), setting.counter()
    entries = [first.record(payload=b'{"n":"%s"}' % (b"%d" % n * 400)) for n in range(60)]
    first.sync()

    pages = 0
    while True:
        answer = second.exchange(want=300)
        pages += 1
        if not answer.ahead:
            break

    assert pages > 5
    came = [n for n in second.arrivals if n[0] == first.journal]
    assert came == [e.name for e in entries]


def test_i04_a_lost_answer_is_asked_for_again(setting: Setting) -> None:
    first, second = setting.counter(), setting.counter()
    first.record_many(20)
    first.sync()
    lost = second.call("/v1/exchange", second.request(want=300), ExchangeAnswer)

    again = second.call("/v1/exchange", second.request(want=300), ExchangeAnswer)

    assert _timeless(again) == _timeless(lost)


@pytest.mark.parametrize("split", [1, 3, 6, 9])
def test_i05_a_then_a_and_b_is_the_same_as_both_at_once(setting: Setting, split: int) -> None:
    """Seen to fail when the overlap's digests were chained from the wrong end."""
    counter, reader = setting.counter(), setting.counter()
    counter.record_many(10)
    a, ab = counter.request(most=split), counter.request(most=10)

    for request in (a, a, ab, a, ab):
        answer = counter.call("/v1/exchange", request, ExchangeAnswer)

    assert answer.acked_seq == 10
    reader.sync()
    assert [n for n in reader.arrivals if n[0] == counter.journal] == [
        entry.name for entry in counter.own
    ]


@pytest.mark.parametrize("years", [-1900, -10, 10, 7000])
def test_i07_a_wrong_clock_changes_nothing_but_labels(setting: Setting, years: int) -> None:
    """Seen to fail when times far from the server's own were held back."""
    first, second = setting.counter(), setting.counter()
    at = datetime(2026, 11, 23, tzinfo=UTC)
    at = at.replace(year=max(1, min(9999, at.year + years)))
    entries = [first.record(at=at + timedelta(seconds=-n)) for n in range(4)]

    first.sync()
    second.sync()

    assert first.acked == 4
    assert [n for n in second.arrivals if n[0] == first.journal] == [e.name for e in entries]


def test_i08_a_request_of_a_newer_protocol_is_answered_clearly(setting: Setting) -> None:
    counter = setting.counter()
    counter.record()
    request = msgspec.structs.replace(counter.request(), protocol=99)

    with pytest.raises(Refused) as refused:
        counter.call("/v1/exchange", request, ExchangeAnswer)

    assert refused.value.word == "newer_version"
    assert counter.sync().acked_seq == 1


def test_i08_unknown_kinds_and_fields_pass_unchanged(setting: Setting) -> None:
    """Seen to fail when payloads were decoded and encoded again."""
    first, second = setting.counter(), setting.counter()
    payload = '{"z":1,  "a":[1.50,"\\u0110"],"tương lai":null}'.encode()
    entry = first.record(kind="FromTheFuture", payload=payload)

    first.sync()
    second.sync()

    assert second.held[entry.name].payload == payload
    assert second.held[entry.name].kind == "FromTheFuture"


def test_a_gap_stops_there(setting: Setting) -> None:
    counter = setting.counter()
    counter.record_many(10)

    answer = counter.call("/v1/exchange", counter.request(first=4), ExchangeAnswer)

    assert (answer.state, answer.acked_seq) == ("gap", 0)
    assert counter.sync().acked_seq == 10


def test_i13_a_restored_disk_is_told_apart_by_its_digests(setting: Setting) -> None:
    """Seen to fail when only the numbers were compared."""
    counter = setting.counter()
    counter.record_many(5)
    counter.sync()
    backup = counter.copy()
    lost = counter.record_many(3)
    counter.sync()

    restored = backup
    assert restored.sync().state == "behind"
    for _ in range(3):
        restored.record(payload=b'{"made":"after the restore"}')
    answer = restored.exchange()

    assert answer.state == "fork"
    assert answer.held[0] == (8, lost[-1].digest)
    assert restored.cursor == backup.cursor
    own = {entry.seq: entry.digest for entry in restored.own}
    assert max(seq for seq, digest in answer.held if own.get(seq) == digest) <= 5


def test_i13_in_a_new_journal_the_restored_counter_gets_back_what_was_lost(
    setting: Setting,
) -> None:
    """Seen to fail when the feed left out all journals of the caller, not only its present one."""
    counter = setting.counter()
    counter.record_many(5)
    counter.sync()
    restored = counter.copy()
    lost = counter.record_many(3)
    counter.sync()

    restored.open_new_journal()
    again = restored.record(payload=b'{"made":"after the restore"}')
    restored.sync()

    assert [restored.held[entry.name].digest for entry in lost] == [e.digest for e in lost]
    assert restored.acked == 1
    reader = setting.counter()
    reader.sync()
    assert {again.name, *(entry.name for entry in lost)} <= set(reader.arrivals)


def test_i13_clones_both_go_on_and_share_no_serials(setting: Setting) -> None:
    """Seen to fail when blocks belonged to the counter instead of its journal."""
    one = setting.counter()
    one.record()
    one.sync()
    clone = one.copy()
    one.record(payload=b'{"by":"one"}')
    clone.record(payload=b'{"by":"clone"}')
    one.sync()

    assert clone.exchange().state == "fork"
    clone.open_new_journal()
    clone.exchange()

    assert clone.blocks
    assert not set(clone.blocks) & set(one.blocks)
    one.sync()
    assert one.blocks == [(1001, 1999)]


def test_i13_how_far_two_copies_agree_is_found_in_a_few_questions(setting: Setting) -> None:
    from sync.protocol.messages import CommonAnswer, CommonRequest

    counter = setting.counter()
    counter.record_many(9)
    counter.sync()
    clone = counter.copy()
    clone.own = clone.own[:6]
    for _ in range(5):
        clone.record(payload=b'{"by":"clone"}')
    marks = [(entry.seq, entry.digest) for entry in clone.own]

    answer = clone.call(
        "/v1/common", CommonRequest(journal=clone.journal, marks=marks), CommonAnswer
    )

    assert (answer.seq, answer.last_seq) == (6, 9)


def test_i13_after_the_server_was_set_back_counters_push_again(setting: Setting) -> None:
    """Seen to fail when the epoch stayed the same: the toy counter refuses to forget then."""
    counter, reader = setting.counter(), setting.counter()
    counter.record_many(4)
    counter.sync()
    reader.sync()
    backup = setting.backup()
    more = counter.record_many(4)
    counter.sync()
    reader.sync()
    epoch = counter.epoch

    setting.set_back(backup)
    other = setting.counter()
    other.record_many(6)
    other.sync()
    counter.sync()
    reader.sync()
    late = counter.record()
    counter.sync()
    reader.sync()

    assert counter.epoch != epoch
    assert counter.acked == 9
    fresh = setting.counter()
    fresh.sync()
    assert {late.name, *(entry.name for entry in [*more, *other.own])} <= set(fresh.held)
    assert {late.name, *(entry.name for entry in other.own)} <= set(reader.held)


def test_i13_a_new_epoch_by_hand_changes_nothing_else(setting: Setting) -> None:
    counter = setting.counter()
    counter.record_many(3)
    counter.sync()

    epoch = begin_epoch(setting.province, "put back by hand")
    answer = counter.sync()

    assert (answer.epoch, answer.acked_seq) == (epoch, 3)


def test_i16_a_smaller_scope_deletes_nothing(setting: Setting) -> None:
    """Seen to fail when a change of scope started the remaining feeds anew."""
    from sync.server.enrolment import set_scope

    supervisor, north = setting.counter("01843"), setting.counter("01900")
    dossier = north.record()
    north.sync()
    supervisor.sync()
    assert dossier.name not in supervisor.held

    set_scope(setting.province, supervisor.keys.id, ("01900",))
    answer = supervisor.exchange()
    assert answer.scope == ["*", "01843", "01900"]
    assert dossier.name in supervisor.held

    set_scope(setting.province, supervisor.keys.id, ())
    later = north.record()
    north.sync()
    arrived = len(supervisor.arrivals)
    supervisor.sync()
    assert later.name not in supervisor.held
    assert len(supervisor.arrivals) == arrived
    assert setting.verified() == []


def test_i19_an_idle_exchange_is_small(setting: Setting) -> None:
    counter = setting.counter()
    counter.record_many(3)
    counter.sync()

    request = counter.request()
    status, answer = counter.post("/v1/exchange", encode_body(request))

    assert status == 200
    assert len(encode_body(request)) + len(answer) < 700


def test_i19_two_hundred_entries_fit_in_20_kb(setting: Setting) -> None:
    counter = setting.counter()
    for n in range(200):
        person = f'"name":"NGUYỄN THỊ {n * 7919}","id_number":"0060{n * 104729:08d}"'
        counter.record(payload=f'{{"applicant":{{{person}}},"procedure_code":"1.001193"}}'.encode())

    assert len(encode_body(counter.request(most=200))) < 20_000


def test_what_is_answered_reads_back_from_the_first_byte(setting: Setting) -> None:
    """Answers in JSON and in MessagePack say the same."""
    first, second = setting.counter(), setting.counter()
    first.record_many(3)
    first.sync()
    request = second.request()
    packed = second.call("/v1/exchange", request, ExchangeAnswer)

    answer = msgspec.json.decode(
        setting.post_json(second, "/v1/exchange", request), type=ExchangeAnswer
    )

    assert _timeless(answer) == _timeless(packed)
    assert answer.entries
    assert [e.journal for e in from_columns(answer.entries)][-3:] == [first.journal] * 3
    assert isinstance(request, ExchangeRequest)


def _timeless(answer: ExchangeAnswer) -> ExchangeAnswer:
    return msgspec.structs.replace(answer, server_at=0)
