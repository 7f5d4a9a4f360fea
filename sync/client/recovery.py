"""When the two sides hold different things: finding the last common entry, repairing a day."""

from collections.abc import Callable

from sync.client.causes import Cause, ExchangeFailed
from sync.client.ports import Counter, Line, Outbox, Standing
from sync.client.requests_made import Maker, check_echo
from sync.protocol.codec import encode_body
from sync.protocol.columns import BadColumns, from_columns
from sync.protocol.messages import (
    IN_STEP,
    CommonAnswer,
    CommonRequest,
    DayAnswer,
    DayDigest,
    DayRequest,
    DaysAnswer,
    DaysRequest,
    ExchangeAnswer,
    ExchangeRequest,
)

MARKS = 100
"""Places asked about at a time; each round leaves a hundredth of the range."""


def common_seq(
    outbox: Outbox, line: Line, standing: Standing, answer: ExchangeAnswer
) -> int | None:
    """Return the number up to which both copies of the own journal agree.

    None means that the answer was only late: the server's last entry is here, unchanged.
    """
    held = sorted(answer.held, reverse=True)
    if held and outbox.digest(standing.journal, held[0][0]) == held[0][1]:
        return None
    lower = next((seq for seq, digest in held if outbox.digest(standing.journal, seq) == digest), 0)
    above = [seq for seq, _ in held if seq > lower]
    upper = min(min(above, default=lower + 1) - 1, standing.head_seq)
    return agreed_seq(outbox, line, standing.journal, lower, upper)


def agreed_seq(outbox: Outbox, line: Line, journal: str, lower: int, upper: int) -> int:
    """Return the last number up to ``upper`` at which both sides have the same digest.

    They have it at ``lower``, and behind the first difference nowhere up to ``upper``.
    """
    while lower < upper:
        step = max(1, (upper - lower) // MARKS)
        places = sorted({*range(lower + 1, upper + 1, step), upper})[-MARKS:]
        if len(places) == MARKS and places[0] > lower + step:
            places = sorted({*range(upper, lower, -step)})[:MARKS]
        common = _asked(outbox, line, journal, places)
        following = [seq for seq in places if seq > common]
        lower, upper = max(lower, common), min(following, default=upper + 1) - 1
    return lower


def repair(
    counter: Counter, line: Line, days: tuple[int, int], stop_if_wanted: Callable[[], None]
) -> int:
    """Compare the digests of days and fetch the days that differ; return how much was new.

    Nothing is ever deleted for it: what only this side has stays and is sent as always.
    """
    request = DaysRequest(first=days[0], last=days[1])
    theirs = line.ask("/v1/days", encode_body(request), DaysAnswer).days
    ours = {(one.unit, one.day): (one.count, one.digest) for one in counter.days(*days)}
    new = 0
    for one in theirs:
        if ours.get((one.unit, one.day)) != (one.count, one.digest):
            new += _fetch(counter, line, one, stop_if_wanted)
    stop_if_wanted()
    counter.repaired()
    return new


def offer_former(maker: Maker, line: Line, journal: str, epoch: str) -> None:
    """Send the server what it lacks of a former journal, as far as this side has it.

    After it was set back to a backup the server may have lost what only the former journals
    hold. A journal of which it has something else, or more, is left as it is.
    """
    asked = ExchangeRequest(journal=journal, epoch=epoch)
    answer = line.ask("/v1/exchange", encode_body(asked), ExchangeAnswer)
    check_echo(asked, answer)
    while made := maker.make_of_former(journal, answer.acked_seq, epoch):
        answer = line.ask("/v1/exchange", made.body, ExchangeAnswer)
        check_echo(made.request, answer)
        if answer.state != IN_STEP or answer.acked_seq < made.last_seq:
            return


def _asked(outbox: Outbox, line: Line, journal: str, places: list[int]) -> int:
    marks = [(seq, outbox.digest(journal, seq) or b"") for seq in places]
    request = CommonRequest(journal=journal, marks=[mark for mark in marks if mark[1]])
    return line.ask("/v1/common", encode_body(request), CommonAnswer).seq


def _fetch(
    counter: Counter, line: Line, wanted: DayDigest, stop_if_wanted: Callable[[], None]
) -> int:
    new, after = 0, 0
    while True:
        request = DayRequest(unit=wanted.unit, day=wanted.day, after=after)
        answer = line.ask("/v1/day", encode_body(request), DayAnswer)
        try:
            page = from_columns(answer.entries)
        except BadColumns as error:
            raise ExchangeFailed(Cause.NOT_OUR_SERVER, f"a damaged day: {error}") from error
        stop_if_wanted()
        new += counter.heal(page)
        if not answer.more or answer.after <= after:
            return new
        after = answer.after
