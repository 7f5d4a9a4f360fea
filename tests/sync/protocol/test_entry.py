"""Entries, their canonical encoding and the digest chain."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.entry import (
    GENESIS,
    BadEnvelope,
    BrokenChain,
    Entry,
    check_link,
    envelope,
    microseconds,
    moment_of,
    seal,
)
from tests.support.chains import check_chain

JOURNAL = "00c0ffee00c0ffee"
OTHER = "fedcba9876543210"
AT = datetime(2026, 11, 23, 2, 10, 0, 123456, tzinfo=UTC)


def sealed(previous: bytes = GENESIS, seq: int = 1, **changes: Any) -> Entry:
    parts: dict[str, Any] = {
        "journal": JOURNAL,
        "subject": None,
        "after": (),
        "kind": "TakenIn",
        "at": AT,
        "by": "mau",
        "units": ("01843",),
        "payload": b'{"code":"H55.12.34-261123-2001"}',
    }
    return seal(previous, seq=seq, **(parts | changes))


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        entries.append(sealed(entries[-1].digest if entries else GENESIS, seq))
    return entries


def test_the_encoding_is_the_one_of_the_first_release() -> None:
    """These bytes are on disks and on the line: they must never change."""
    first = sealed()
    assert envelope(first) == (
        b'[1,"00c0ffee00c0ffee",1,["00c0ffee00c0ffee",1],[],"TakenIn",1795399800123456,"mau",'
        b'["01843"],"badfcc5958f6d9ca3ee766a03da26bf51c0af685db446c04e04da022886db78d"]'
    )
    assert first.digest.hex() == "3e719abcb5339561aefc782b10b904ddbf1d75a778e0df3355097c5b3d6042eb"
    second = sealed(
        first.digest,
        2,
        subject=(JOURNAL, 1),
        after=[(OTHER, 7), (JOURNAL, 1)],
        kind="SlipPrinted",
        by='Mẫu "quầy 2"',
        units=("01849", "01843"),
        payload=b"",
    )
    assert envelope(second).decode() == (
        '[1,"00c0ffee00c0ffee",2,["00c0ffee00c0ffee",1],'
        '[["00c0ffee00c0ffee",1],["fedcba9876543210",7]],'
        '"SlipPrinted",1795399800123456,"Mẫu \\"quầy 2\\"",'
        '["01843","01849"],"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]'
    )
    assert second.digest.hex() == "3b90261487a7211815906da3551ded7906402a168ee150c7dc64e7cdd6e90d32"


def test_order_and_doubles_of_parents_and_units_make_no_difference() -> None:
    one = sealed(after=[(OTHER, 7), (JOURNAL, 1)], units=("b", "a"))
    two = sealed(after=[(JOURNAL, 1), (OTHER, 7), (JOURNAL, 1)], units=("a", "b", "a"))
    assert one == two


def test_the_zone_in_which_a_moment_is_written_makes_no_difference() -> None:
    there = AT.astimezone(timezone(timedelta(hours=7)))
    assert sealed(at=there).digest == sealed().digest
    assert sealed(at=there).at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "changes",
    [
        {"journal": OTHER},
        {"subject": (OTHER, 1)},
        {"after": ((OTHER, 3),)},
        {"kind": "Returned"},
        {"at": AT + timedelta(microseconds=1)},
        {"by": "hoan"},
        {"units": ()},
        {"payload": b"{}"},
    ],
)
def test_every_part_of_an_entry_is_in_its_digest(changes: dict[str, Any]) -> None:
    assert sealed(**changes).digest != sealed().digest


def test_the_same_entry_behind_another_has_another_digest() -> None:
    assert sealed(b"\x01" * 32).digest != sealed(GENESIS).digest


def test_a_whole_chain_is_accepted_and_can_be_checked_in_pieces() -> None:
    entries = chain(5)
    assert check_chain(entries, JOURNAL) == (5, entries[-1].digest)
    seq, digest = check_chain(entries[:2], JOURNAL)
    assert check_chain(entries[2:], JOURNAL, seq, digest) == (5, entries[-1].digest)


@pytest.mark.parametrize(
    ("spoil", "seq", "fault"),
    [
        (lambda e: e[:2] + e[3:], 3, "gap"),
        (lambda e: [*e[:2], replace(e[2], payload=b"{}"), *e[3:]], 3, "digest"),
        (lambda e: [*e[:2], replace(e[2], by="hoan"), *e[3:]], 3, "digest"),
        (lambda e: [e[1], e[0]], 1, "gap"),
        (lambda e: [replace(e[0], journal=OTHER)], 1, "other_journal"),
    ],
)
def test_a_spoilt_chain_names_its_first_fault(spoil: Any, seq: int, fault: str) -> None:
    with pytest.raises(BrokenChain) as broken:
        check_chain(spoil(chain(5)), JOURNAL)
    assert (broken.value.seq, broken.value.fault) == (seq, fault)


@pytest.mark.parametrize(
    "changes",
    [
        {"journal": "short"},
        {"journal": JOURNAL.upper()},
        {"at": datetime(2026, 11, 23)},  # noqa: DTZ001 - the moment without a zone is the point
        {"by": "\udcff"},
    ],
)
def test_what_cannot_stand_in_an_envelope_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadEnvelope):
        sealed(**changes)


def test_numbers_begin_at_one() -> None:
    with pytest.raises(BadEnvelope):
        sealed(seq=0)


def test_an_entry_with_impossible_text_is_a_broken_link_not_a_crash() -> None:
    with pytest.raises(BrokenChain):
        check_link(GENESIS, replace(sealed(), by="\udcff"))


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_survive_as_numbers(moment: datetime) -> None:
    assert moment_of(microseconds(moment)) == moment
