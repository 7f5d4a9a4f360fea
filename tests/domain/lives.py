"""Entries of a fictional dossier, made by several counters that may not know of each other."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from counter_app.domain.facts import (
    Apologised,
    ChannelOut,
    CodeChanged,
    Corrected,
    EntryName,
    Fact,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Paper,
    Rated,
    Reappointed,
    ReceivedBack,
    Recorded,
    Refused,
    ResultReady,
    Returned,
    Satisfaction,
    SlipPaper,
    SlipPrinted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from counter_app.domain.steps import Step
from tests.support.intakes import A_MOMENT, taken_in

OPENING = EntryName("a" * 16, 1)
DUE = A_MOMENT + timedelta(days=3)
LATER = A_MOMENT + timedelta(days=9)

FACTS: dict[Step, Fact] = {
    Step.PRINT_SLIP: SlipPrinted(SlipPaper.A5),
    Step.REQUEST_SUPPLEMENT: SupplementRequested(A_MOMENT, ("Hợp đồng",), "pause", 900),
    Step.RECEIVE_SUPPLEMENT: SupplementReceived(A_MOMENT, LATER, (Paper("Hợp đồng"),)),
    Step.REFUSE: Refused(A_MOMENT, "Không đủ điều kiện"),
    Step.FORWARD: Forwarded(A_MOMENT, to_clerk="hoan", to_name="Triệu Văn Hoan"),
    Step.CONFIRM_FORWARD: ForwardReceived(A_MOMENT),
    Step.RECEIVE_BACK: ReceivedBack(A_MOMENT),
    Step.MARK_READY: ResultReady(A_MOMENT, A_MOMENT, "Giấy xác nhận", "12/XN"),
    Step.RETURN: Returned(A_MOMENT, ChannelOut.DESK, "Nguyễn Văn Thử"),
    Step.WITHDRAW: Withdrawn(A_MOMENT, "Không còn nhu cầu"),
    Step.STOP: Stopped(A_MOMENT, "Có tranh chấp"),
    Step.APOLOGISE: Apologised(A_MOMENT, "Thiếu người"),
    Step.REAPPOINT: Reappointed(A_MOMENT, LATER, DUE, "Thiếu người"),
    Step.CORRECT: Corrected(A_MOMENT, "Sai tên", ("note",), taken_in(note="Đã sửa"), 2, 1),
    Step.CORRECT_PROMISE: Corrected(
        A_MOMENT, "Sai thủ tục", ("due_at",), taken_in(due_at=LATER), 2, 1, due_at=LATER
    ),
    Step.CHANGE_CODE: CodeChanged(
        A_MOMENT, "H55.18.43-261120-2999", "H55.18.43-261120-2001", "Trùng mã", 2, 1
    ),
    Step.PAY_FEE: FeePaid(A_MOMENT, 15_000, "BL-01"),
    Step.RATE: Rated(A_MOMENT, Satisfaction.SATISFIED),
}
"""One fact for every step but settling, which needs a dispute."""


class Writer:
    """A counter that writes entries on top of what it is told it has seen."""

    def __init__(self, letter: str, at: datetime = A_MOMENT) -> None:
        self.journal = letter * 16
        self.at = at
        self.seq = 0

    def write(self, fact: Fact, after: Iterable[Recorded], by: str = "mau") -> Recorded:
        """Return an entry; it stands on all of ``after``."""
        self.seq += 1
        self.at += timedelta(minutes=1)
        name = EntryName(self.journal, self.seq)
        parents = tuple(sorted((e.name for e in after), key=str))
        return Recorded(name, OPENING if parents else name, parents, self.at, by, fact)


def opened() -> tuple[Writer, Recorded]:
    """Return the counter that took a dossier in, and its entry."""
    writer = Writer("a")
    return writer, writer.write(taken_in(), ())


def a_line(*facts: Fact) -> tuple[Recorded, ...]:
    """Return an intake and what one counter did with it, one step on top of the other."""
    writer, entry = opened()
    line = [entry]
    for fact in facts:
        line.append(writer.write(fact, line[-1:]))
    return tuple(line)


WAY_TO = {
    "open": (),
    "forwarded": (Step.FORWARD,),
    "handled": (Step.FORWARD, Step.CONFIRM_FORWARD),
    "paused": (Step.REQUEST_SUPPLEMENT,),
    "ready": (Step.MARK_READY,),
    "returned": (Step.MARK_READY, Step.RETURN),
    "refused": (Step.REFUSE,),
    "withdrawn": (Step.WITHDRAW,),
    "stopped": (Step.STOP,),
}
"""The steps that lead to every state; ``waiting`` asks for another rule of supplements."""


def way_to(state: str) -> tuple[Fact, ...]:
    """Return the facts that lead to a state."""
    if state == "waiting":
        return (SupplementRequested(A_MOMENT, ("Hợp đồng",), "none", 900),)
    return tuple(FACTS[step] for step in WAY_TO[state])
