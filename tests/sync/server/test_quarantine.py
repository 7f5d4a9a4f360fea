"""What is wrong with single entries never stops the others, and nothing of it is lost."""

import msgspec
import pytest

from sync.protocol.columns import to_columns
from sync.protocol.entry import GENESIS
from sync.protocol.messages import ExchangeAnswer, UnitPart
from sync.protocol.version import MOST_PAYLOAD
from sync.protocol.wire_entry import to_wire
from sync.server.publishing import add_unit
from sync.server.supervision import NotHeld, StillFaulty, release, status
from tests.sync.server.conftest import Setting

POISON = {
    "not_utf8": b'{"name":"\xff\xfe"}',
    "not_json": b'{"name":',
    "too_deep": b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "too_large": b'{"a":"' + b"x" * MOST_PAYLOAD + b'"}',
}
NO_OBJECT = b"[1, 2]"


@pytest.mark.parametrize("bad", [{1}, {6}, {3, 4}, {1, 2, 3, 4, 5, 6}], ids=str)
def test_i09_bad_ones_are_held_back_and_the_rest_goes_on_in_order(
    setting: Setting, bad: set[int]
) -> None:
    """Seen to fail when a bad entry ended the batch."""
    first, second = setting.counter(), setting.counter()
    for n in range(1, 7):
        first.record(payload=NO_OBJECT if n in bad else b'{"n":%d}' % n)

    answer = first.sync()
    second.sync()

    assert answer.acked_seq == 6
    assert {(held.seq, held.reason) for held in answer.quarantined} == {
        (n, "not_json") for n in bad
    }
    came = [seq for journal, seq in second.arrivals if journal == first.journal]
    assert came == [n for n in range(1, 7) if n not in bad]
    assert setting.verified() == []


@pytest.mark.parametrize("reason", POISON)
def test_i10_poison_is_kept_with_its_raw_bytes_and_shown(setting: Setting, reason: str) -> None:
    """Seen to fail when bad UTF-8 was decoded without catching what that raises."""
    counter = setting.counter()
    bad = counter.record(payload=POISON[reason])
    counter.record()

    answer = counter.sync()

    assert answer.acked_seq == 2
    assert [(held.seq, held.reason) for held in answer.quarantined] == [(1, reason)]
    ((journal, held),) = status(setting.province).quarantine
    assert (journal, held.seq, held.payload) == (*bad.name, bad.payload)
    assert setting.verified() == []


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        ("bad_kind", {"kind": "no kind\x00"}),
        ("bad_kind", {"kind": ""}),
        ("bad_units", {"units": ("*",)}),
        ("bad_units", {"units": ("no unit\x00",)}),
        ("unknown_unit", {"units": ("99999",)}),
        ("not_concerned", {"subject": "the neighbour's"}),
        ("bad_name", {"subject": ("00112233aabbccdd", 2**60)}),
        ("bad_name", {"after": (("00112233aabbccdd", -5),)}),
    ],
    ids=str,
)
def test_i10_a_strange_envelope_is_poison_too(
    setting: Setting, reason: str, parts: dict[str, object]
) -> None:
    """Seen to fail when any unit was accepted, so that "*" spoke to the whole province."""
    counter, neighbour = setting.counter(), setting.counter("01900")
    dossier = neighbour.record()
    neighbour.sync()
    if "subject" in parts and isinstance(parts["subject"], str):
        parts = {"subject": dossier.name}

    counter.record(**parts)  # type: ignore[arg-type]
    counter.record()
    answer = counter.sync()

    assert answer.acked_seq == 2
    assert [(held.seq, held.reason) for held in answer.quarantined] == [(1, reason)]
    assert dossier.name not in counter.held
    assert setting.verified() == []


def test_i10_an_entry_that_makes_the_server_raise_is_held_back_alone(setting: Setting) -> None:
    """Seen to fail without going through a failed batch one by one."""
    _raise_in_the_database(setting, b'{"n":"poison"}')
    first, second = setting.counter(), setting.counter()
    for n in range(5):
        first.record(payload=b'{"n":"poison"}' if n in (1, 3) else b'{"n":%d}' % n)

    answer = first.sync()
    second.sync()

    assert answer.acked_seq == 5
    assert [(held.seq, held.reason) for held in answer.quarantined] == [
        (2, "server_raised"),
        (4, "server_raised"),
    ]
    assert [seq for journal, seq in second.arrivals if journal == first.journal] == [1, 3, 5]
    assert setting.verified() == []


def test_i10_an_entry_too_large_for_the_line_travels_without_its_payload(
    setting: Setting,
) -> None:
    counter = setting.counter()
    huge = counter.record(payload=b'{"a":"' + b"x" * 30_000_000 + b'"}')
    counter.record()
    wire = [to_wire(entry) for entry in counter.own]
    wire[0] = msgspec.structs.replace(wire[0], payload=b"", withheld=huge.payload_digest)
    request = counter.request(most=1)
    request.entries, request.end = to_columns(wire, [GENESIS]), None

    answer = counter.take(request, counter.call("/v1/exchange", request, ExchangeAnswer))

    assert answer.acked_seq == 2
    assert [(held.seq, held.reason) for held in answer.quarantined] == [(1, "withheld")]
    assert setting.verified() == []


def test_what_is_held_back_is_told_until_it_is_released(setting: Setting) -> None:
    """Seen to fail when the answer named only what its own request had brought."""
    first, far = setting.counter(), setting.counter("01900")
    entry = first.record(units=("01843", "03000"))
    first.sync()
    assert [held.reason for held in first.exchange().quarantined] == ["unknown_unit"]
    with pytest.raises(StillFaulty) as still:
        release(setting.province, *entry.name)
    assert still.value.reason == "unknown_unit"

    add_unit(setting.province, UnitPart("03000", "Xã Mới", "H55.30.00"))
    release(setting.province, *entry.name)

    assert first.exchange().quarantined == []
    new = setting.counter("03000")
    new.sync()
    far.sync()
    assert entry.name in new.held
    assert entry.name not in far.held
    with pytest.raises(NotHeld):
        release(setting.province, *entry.name)
    assert setting.verified() == []


def _raise_in_the_database(setting: Setting, payload: bytes) -> None:
    if setting.postgres is None:
        setting.execute(
            "CREATE TRIGGER poison BEFORE INSERT ON entries"
            f" WHEN NEW.payload = x'{payload.hex()}'"
            " BEGIN SELECT RAISE(ABORT, 'poison'); END"
        )
        return
    setting.execute(
        "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NEW.payload = '\\x{payload.hex()}'::bytea THEN RAISE EXCEPTION 'poison'; END IF;"
        " RETURN NEW; END $$"
    )
    setting.execute(
        "CREATE TRIGGER poison BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION poison()"
    )
