"""Signatures and sealed files: nobody speaks for another, nobody reads another's file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.messages import ExchangeRequest
from sync.protocol.sealed_file import MAGIC, BadFile, RequestFile, open_file, seal_file, sender_of
from sync.protocol.signing import (
    Keys,
    authorization,
    head_text,
    is_signed,
    read_authorization,
    request_text,
    sign_head,
)
from tests.sync.protocol.entries import JOURNAL

COUNTER, SERVER, STRANGER = Keys.new(), Keys.new(), Keys.new()
A_FILE = RequestFile([ExchangeRequest(journal=JOURNAL)])


def test_a_signed_request_names_its_caller_and_nothing_else_passes() -> None:
    header = authorization(COUNTER, "POST", "/v1/exchange", b"body")
    caller, signature = read_authorization(header) or ("", b"")

    def passes(method: str, path: str, body: bytes, keys: Keys = COUNTER) -> bool:
        return is_signed(keys.sign_key, request_text(method, path, body), signature)

    assert caller == COUNTER.id
    assert passes("POST", "/v1/exchange", b"body")
    assert not passes("POST", "/v1/exchange", b"bodY")
    assert not passes("POST", "/v1/day", b"body")
    assert not passes("GET", "/v1/exchange", b"body")
    assert not passes("POST", "/v1/exchange", b"body", STRANGER)


def test_a_signed_head_is_for_one_place_in_one_journal() -> None:
    signature = sign_head(COUNTER, JOURNAL, 7, bytes(32))

    assert is_signed(COUNTER.sign_key, head_text(JOURNAL, 7, bytes(32)), signature)
    assert not is_signed(COUNTER.sign_key, head_text(JOURNAL, 8, bytes(32)), signature)
    assert not is_signed(COUNTER.sign_key, head_text(JOURNAL, 7, bytes(31) + b"1"), signature)


@given(st.text(max_size=120))
def test_no_header_breaks_the_reader(header: str) -> None:
    assert read_authorization(header) is None


def test_keys_that_are_none_sign_nothing() -> None:
    assert not is_signed(b"short", b"text", bytes(64))
    assert not is_signed(COUNTER.sign_key, b"text", b"short")


def test_only_the_receiver_opens_a_file_and_only_from_its_sender() -> None:
    data = seal_file(A_FILE, COUNTER, SERVER.id, SERVER.box_key)

    assert sender_of(data) == COUNTER.id
    assert open_file(data, RequestFile, SERVER, COUNTER.sign_key) == A_FILE
    assert JOURNAL.encode() not in data
    for keys, sign_key, word in (
        (STRANGER, COUNTER.sign_key, "not_for_us"),
        (SERVER, STRANGER.sign_key, "bad_signature"),
    ):
        with pytest.raises(BadFile) as bad:
            open_file(data, RequestFile, keys, sign_key)
        assert bad.value.word == word


def test_any_changed_byte_of_a_file_is_noticed() -> None:
    """Seen to fail when the signature did not cover the sealed part."""
    data = seal_file(A_FILE, COUNTER, SERVER.id, SERVER.box_key)

    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(BadFile):
            open_file(changed, RequestFile, SERVER, COUNTER.sign_key)


@given(st.binary(max_size=100))
def test_no_bytes_break_the_opener(rest: bytes) -> None:
    for data in (rest, MAGIC + rest):
        with pytest.raises(BadFile):
            open_file(data, RequestFile, SERVER, COUNTER.sign_key)


def test_a_file_cut_short_is_noticed() -> None:
    data = seal_file(A_FILE, COUNTER, SERVER.id, SERVER.box_key)

    for length in range(0, len(data), 7):
        with pytest.raises(BadFile):
            open_file(data[:length], RequestFile, SERVER, COUNTER.sign_key)
