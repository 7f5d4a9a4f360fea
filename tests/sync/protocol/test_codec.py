"""Bodies: small, exact, and bounded."""

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.codec import BadBody, decode_body, dictionary_of, encode_body
from sync.protocol.columns import to_columns
from sync.protocol.entry import GENESIS
from sync.protocol.messages import ExchangeRequest, Head, Neighbours
from tests.sync.protocol.entries import JOURNAL, OTHER, a_chain


def a_request(first: int = 1, last: int = 20) -> ExchangeRequest:
    chain = a_chain(last)
    before = chain[first - 2].digest if first > 1 else GENESIS
    return ExchangeRequest(journal=JOURNAL, entries=to_columns(chain[first - 1 :], [before]))


def test_a_body_is_its_message_again() -> None:
    assert decode_body(encode_body(a_request()), ExchangeRequest) == a_request()


def test_neighbours_make_the_next_batch_smaller() -> None:
    neighbours = Neighbours(JOURNAL, 1, 40)
    text = bytes(range(32, 127)) * 3
    payloads = dictionary_of([text, *(entry.payload for entry in a_chain(40))])
    request = a_request(41, 60)
    assert request.entries
    request.entries.payloads[0] = text

    body = encode_body(request, neighbours, payloads)

    assert len(body) < len(encode_body(request))
    assert decode_body(body, ExchangeRequest, lambda _: payloads) == request


def test_unknown_neighbours_are_a_clear_refusal() -> None:
    body = encode_body(a_request(), Neighbours(JOURNAL, 1, 2), b"some payloads")

    for recall in (None, lambda _: None):
        with pytest.raises(BadBody) as bad:
            decode_body(body, ExchangeRequest, recall)
        assert bad.value.word == "unknown_dictionary"


def test_a_small_body_cannot_swell_without_bound() -> None:
    """Seen to fail when the stated size was not looked at before decompressing."""
    bomb = b"1" + zstandard.ZstdCompressor(19).compress(bytes(64 << 20))

    with pytest.raises(BadBody) as bad:
        decode_body(bomb, ExchangeRequest, most=1 << 20)

    assert len(bomb) < 10_000
    assert bad.value.word == "too_large"


def test_a_bomb_that_hides_its_size_is_refused() -> None:
    stream = zstandard.ZstdCompressor(19).compressobj()
    bomb = b"1" + stream.compress(bytes(64 << 20)) + stream.flush()

    with pytest.raises(BadBody) as bad:
        decode_body(bomb, ExchangeRequest)

    assert bad.value.word == "malformed"


def test_a_frame_that_lies_about_its_size_is_refused() -> None:
    honest = zstandard.ZstdCompressor(3).compress(bytes(100_000))
    place = honest.index((100_000).to_bytes(4, "little"))
    lie = honest[:place] + (10).to_bytes(4, "little") + honest[place + 4 :]

    with pytest.raises(BadBody):
        decode_body(b"1" + lie, ExchangeRequest)


@given(st.binary(max_size=60), st.sampled_from([b"", b"0", b"1", b"2", b"2\x03", b"9"]))
def test_no_bytes_break_the_reader(rest: bytes, letter: bytes) -> None:
    try:
        decode_body(letter + rest, ExchangeRequest)
    except BadBody as bad:
        assert bad.word in ("malformed", "unknown_dictionary", "too_large")


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_changed_byte_breaks_the_reader(place: int, byte: int) -> None:
    body = bytearray(encode_body(a_request()))
    body[place % len(body)] = byte

    try:
        decode_body(bytes(body), ExchangeRequest)
    except BadBody as bad:
        assert bad.word in ("malformed", "unknown_dictionary", "too_large")


def test_i08_fields_of_a_newer_program_are_skipped() -> None:
    """Seen to fail when the messages forbade unknown fields."""

    class NewerRequest(ExchangeRequest, kw_only=True):
        colour: str = "blue"
        shape: list[int] = msgspec.field(default_factory=lambda: [1, 2, 3])

    newer = NewerRequest(journal=JOURNAL, colour="red", shape=[4])

    assert decode_body(encode_body(newer), ExchangeRequest).journal == JOURNAL


def a_recorded_request() -> ExchangeRequest:
    chain = a_chain(6)
    return ExchangeRequest(
        journal=JOURNAL,
        follows=OTHER,
        epoch="a1b2c3d4e5f6",
        acked_seq=3,
        head=Head(9, bytes(range(32)), bytes(range(64))),
        end=Head(6, chain[5].digest, bytes(64)),
        entries=to_columns(chain[3:], [chain[2].digest]),
        cursor=b"cursor",
        want=4_096,
        neighbours=Neighbours(OTHER, 1, 2),
        at=1_795_400_000_000_000,
        blocks=[(1001, 1999)],
        wants_block=True,
        day=20_780,
        program="0.1.0",
    )


def test_i08_a_recorded_request_reads_for_ever() -> None:
    """Seen to fail when ``acked_seq`` was renamed, and when the shared text was changed."""
    read = decode_body(bytes.fromhex(RECORDED), ExchangeRequest)

    assert read == a_recorded_request()


RECORDED = (
    "3128b52ffd604802f50e006414de000fa7b0323233336161626263636464a7b06664636362626161a5ac613162"
    "326333643465356636a903a483a373657109a6c420000102030405060708090a0b0c0d0e0f1011121314151617"
    "18191a1b1c1d1e1fa9c440202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3fa365"
    "6e06214eb44fd4c4ec70a3bd307bb2a655e7ca108bdd4ab6d8e1f08d66bb9ce8481ba7de000ea891a593a7a36d"
    "6175a9a99191a530313834339100a4736b697093030000a793000001a49101a593000002a2617493cf000660e8"
    "20d87604ce02625a01a262799101a59100a791c420f60d510bb6fde0073a3e0975cee9a014eca96322ab0b5e7f"
    "a131ee1c6f2062d7a893c432ac6e223a347d35367da6c406a4cd1000aa9301233ad000a69192cd03e9cd07cfab"
    "735fc3a3646179cd512ca770726f6772616da5302e312e3030203002428821424212c803c80517211c66c1688b"
    "2f5c9e75d74cb65e08895e10c61637d582070738c557a1caa4e53e558c9c55843251834385e4a514739c14a915"
    "28d29768007100a2d0c3a1b0b442512e9d7a4c4f543381b23c9364eb26d2ca57f32e131e4513cc3de252009c07"
    "e54e80c37b311e05b17ef2c331fdc280bd0f4b2b06bd8b9ab116b658f430f26b6dcbe286ac6501"
)
"""``a_recorded_request`` as the first version of this program wrote it."""
