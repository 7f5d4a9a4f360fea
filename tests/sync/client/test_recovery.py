"""Finding the last entry on which two copies of a journal agree."""

from hashlib import sha256
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from sync.client.recovery import common_seq
from sync.protocol.codec import decode_body
from sync.protocol.messages import FORK, CommonAnswer, CommonRequest, ExchangeAnswer


class TwoCopies:
    """A journal of which counter and server agree up to ``common``; both ports in one."""

    def __init__(self, common: int, here: int, there: int) -> None:
        self.common, self.head_seq, self.there = common, here, there
        self.journal = "0" * 16
        self.asked = 0

    def digest(self, _: str, seq: int) -> bytes | None:
        return self._digest(seq, "here") if seq <= self.head_seq else None

    def ask(self, path: str, body: bytes, kind: Any, recall: Any = None) -> Any:
        self.asked += 1
        request = decode_body(body, CommonRequest)
        marks = [seq for seq, digest in request.marks if self._holds(seq, digest)]
        return CommonAnswer(max(marks, default=0), self.there)

    def answer(self) -> ExchangeAnswer:
        held, seq, step = [], self.there, 1
        while seq >= 1:
            held.append((seq, self._digest(seq, "there")))
            seq, step = seq - step, step * 2
        return ExchangeAnswer(journal=self.journal, epoch="e", state=FORK, held=held)

    def _holds(self, seq: int, digest: bytes) -> bool:
        return seq <= self.there and digest == self._digest(seq, "there")

    def _digest(self, seq: int, side: str) -> bytes:
        side = "both" if seq <= self.common else side
        return sha256(f"{side} {seq}".encode()).digest()


@given(st.integers(0, 5_000), st.integers(0, 3_000), st.integers(1, 3_000))
@example(0, 0, 1)
@example(1_234, 0, 1)
@example(0, 3_000, 3_000)
@example(2_999, 1, 3_000)
def test_the_last_common_entry_is_found_in_a_few_round_trips(
    common: int, further_here: int, further_there: int
) -> None:
    """Seen to fail when the search stopped at the marks that the server thins out."""
    copies = TwoCopies(common, common + further_here, common + further_there)
    found = common_seq(copies, copies, copies, copies.answer())  # type: ignore[arg-type]
    assert found == common
    assert copies.asked <= 4


def test_an_answer_that_was_only_late_begins_nothing() -> None:
    copies = TwoCopies(10, 12, 10)
    assert common_seq(copies, copies, copies, copies.answer()) is None  # type: ignore[arg-type]
