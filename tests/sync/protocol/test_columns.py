"""Columns bring back exactly the entries that went in."""

import contextlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.columns import BadColumns, Columns, from_columns, runs_of, to_columns
from sync.protocol.entry import GENESIS, chain_digest, envelope
from sync.protocol.wire_entry import WireEntry, envelope_of, from_envelope, from_wire
from tests.sync.protocol.entries import a_chain, chains


@given(chains())
def test_whatever_goes_in_comes_out_byte_for_byte(entries: list[WireEntry]) -> None:
    """Seen to fail when ``skip`` was counted from the last entry of any journal."""
    previous = {entry.name: _previous(entry, entries) for entry in entries}
    anchors = [previous[name] for name in runs_of(entries)]

    line = msgspec.msgpack.encode(to_columns(entries, anchors))
    back = from_columns(msgspec.msgpack.decode(line, type=Columns))

    assert [_without_digest(entry) for entry in back] == [_without_digest(e) for e in entries]
    assert [envelope_of(entry) for entry in back] == [envelope_of(entry) for entry in entries]


def test_digests_follow_from_the_one_before_the_run() -> None:
    chain = a_chain(9)

    back = from_columns(to_columns(chain[4:], [chain[3].digest]))

    assert back == chain[4:]


def test_a_gap_needs_the_digest_before_it() -> None:
    chain = a_chain(9)
    with_gap = [*chain[:3], *chain[5:]]

    back = from_columns(to_columns(with_gap, [GENESIS, chain[4].digest]))

    assert back == with_gap


def test_another_payload_leads_to_another_digest() -> None:
    chain = a_chain(5)
    columns = to_columns(chain, [GENESIS])
    columns.payloads[2] = columns.payloads[2].replace(b"3", b"4")

    back = from_columns(columns)

    assert [b.digest == c.digest for b, c in zip(back, chain, strict=True)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_withheld_payload_leaves_the_chain_whole() -> None:
    chain = a_chain(3)
    bare = msgspec.structs.replace(
        chain[1], payload=b"", withheld=from_wire(chain[1]).payload_digest
    )

    back = from_columns(to_columns([chain[0], bare, chain[2]], [GENESIS]))

    assert [entry.digest for entry in back] == [entry.digest for entry in chain]


@given(chains())
def test_the_quick_envelope_is_the_canonical_one(entries: list[WireEntry]) -> None:
    """Seen to fail when the quick one wrote the payload's digest in capitals."""
    for entry in entries:
        assert envelope_of(entry) == envelope(from_wire(entry))
        again = from_envelope(envelope_of(entry), entry.payload, entry.digest)
        assert again == entry


_SPOILS = {
    "a journal that is not there": {"journal": [7]},
    "a column that is too short": {"kind": [0, 0]},
    "a column that is too long": {"back": [1, 1, 1, 1, 1, 1]},
    "an unknown way to name what came before": {"after": [9]},
    "a list that is missing": {"after": [2]},
    "no digest to begin with": {"anchors": []},
    "one digest too many": {"anchors": [GENESIS, GENESIS]},
    "a number below one": {"skip": [-5]},
    "another encoding": {"encoding": 2},
    "a payload both here and withheld": {"withheld": {0: GENESIS}},
    "a payload withheld that is nowhere": {"withheld": {99: GENESIS}},
}


@pytest.mark.parametrize("spoil", _SPOILS.values(), ids=_SPOILS)
def test_columns_that_do_not_fit_are_refused(spoil: dict[str, object]) -> None:
    columns = to_columns(a_chain(5), [GENESIS])
    for name, value in spoil.items():
        setattr(columns, name, value)

    with pytest.raises(BadColumns):
        from_columns(columns)


@given(st.data())
def test_columns_full_of_nonsense_never_break_the_reader(data: st.DataObject) -> None:
    columns = to_columns(a_chain(4), [GENESIS])
    for name in ("journal", "skip", "subject", "back", "after", "kind", "at", "by", "units"):
        if data.draw(st.booleans()):
            setattr(columns, name, data.draw(st.lists(st.integers(-3, 9), max_size=6)))

    with contextlib.suppress(BadColumns):
        assert len(from_columns(columns)) == 4


def _without_digest(entry: WireEntry) -> WireEntry:
    return msgspec.structs.replace(entry, digest=b"")


def _previous(entry: WireEntry, entries: list[WireEntry]) -> bytes:
    """Return the digest before an entry: some candidate must lead to its own."""
    candidates = [GENESIS, *(other.digest for other in entries)]
    return next(
        (c for c in candidates if chain_digest(c, envelope_of(entry)) == entry.digest), GENESIS
    )
