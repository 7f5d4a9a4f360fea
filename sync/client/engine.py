"""``sync_once``: exchange until both sides have everything, or the line fails.

Whatever breaks off in between, nothing has to be undone: every answer that came was taken in as
a whole, and what was asked is asked again from where the store stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from sync.client import recovery, snapshot
from sync.client.causes import Cause, ExchangeFailed
from sync.client.link import Link
from sync.client.ports import Counter, Line, Standing, Traffic
from sync.client.requests_made import Made, Maker, check_echo
from sync.client.stream import MANY, Stream
from sync.protocol.columns import BadColumns, from_columns
from sync.protocol.messages import BEHIND, FORK, IN_STEP, ExchangeAnswer
from sync.protocol.wire_entry import WireEntry

MOST_STANDSTILL = 3
"""Round trips without any progress, after which one of the two programs must be at fault."""

SNAPSHOT_FROM = 2_000
"""With so many entries ahead of an empty store a snapshot is cheaper than pages."""


@dataclass(frozen=True)
class Progress:
    """How far an exchange is: entries acknowledged of all own ones, entries that came, ahead."""

    acked: int
    head: int
    pulled: int
    ahead: int


@dataclass(frozen=True)
class SyncOutcome:
    """How an exchange went.

    ``ok`` means that both sides had everything at its end; otherwise ``cause`` says what stood
    in the way, and ``retry_after`` how many seconds the server asked to wait. ``head`` and
    ``acked`` are of the own journal, ``sent`` is how much of it was acknowledged now, ``pulled``
    how many entries were new here. ``offset`` is the counter's clock minus the server's in
    microseconds, if they spoke.
    """

    ok: bool
    cause: Cause = Cause.NONE
    detail: str = ""
    head: int = 0
    acked: int = 0
    sent: int = 0
    pulled: int = 0
    quarantined: int = 0
    recorded_again: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    milliseconds: int = 0
    retry_after: int = 0
    offset: int | None = None


def never() -> bool:
    """Return False: nobody wants this to end."""
    return False


def nobody(_: Progress) -> None:
    """Tell nobody."""


def sync_once(
    counter: Counter,
    line: Line,
    link: Link,
    *,
    is_stopped: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] = nobody,
    program: str = "",
) -> SyncOutcome:
    """Exchange until both sides have everything or the line fails, and write down how it went.

    A line that breaks is tried once more at once if it was warm or has carried something since;
    otherwise the first failure ends it. What the counter's own ports raise ends it too, and is
    raised here: nothing of the answer in hand was taken in.
    """
    run = _Run(counter, line, link, is_stopped, on_progress, program)
    try:
        failed = run.to_the_end()
        return run.outcome(failed)
    finally:
        run.twin.close()


@dataclass
class _Run:
    counter: Counter
    line: Line
    link: Link
    is_stopped: Callable[[], bool]
    on_progress: Callable[[Progress], None]
    program: str
    sent: int = 0
    pulled: int = 0
    quarantined: int = 0
    recorded_again: int = 0
    offset: int | None = None
    acked: int = 0
    has_moved: bool = False
    started: float = field(default_factory=monotonic)
    before: Traffic = field(default_factory=Traffic)

    def __post_init__(self) -> None:
        self.before = Traffic(**vars(self.line.traffic))
        self.twin: Line = self.line.twin()
        self.maker = Maker(self.counter, self.link, self.program)

    def to_the_end(self) -> ExchangeFailed | None:
        """Exchange until all is done; return what stood in the way, if anything did."""
        while True:
            was_warm = self.line.is_warm
            self.has_moved = False
            try:
                self._exchange_all()
                self._repair()
                return None
            except ExchangeFailed as failed:
                if not failed.is_of_the_line:
                    return failed
                self.link.broke()
                self._hang_up()
                if self.is_stopped() or not (was_warm or self.has_moved):
                    return failed

    def outcome(self, failed: ExchangeFailed | None) -> SyncOutcome:
        """Return how it went, and have the counter write it down."""
        now, before = self.line.traffic + self.twin.traffic, self.before
        cause = failed.cause if failed else Cause.NONE
        spent = round((monotonic() - self.started) * 1000)
        up, down = now.bytes_up - before.bytes_up, now.bytes_down - before.bytes_down
        trips = now.round_trips - before.round_trips
        detail = failed.detail if failed else ""
        if cause is not Cause.STOPPED and not self.is_stopped():
            self.counter.note(cause.value, detail, self.sent, self.pulled, up, down, trips, spent)
        standing = self.counter.standing()
        return SyncOutcome(
            ok=failed is None,
            cause=cause,
            detail=detail,
            head=standing.head_seq,
            acked=standing.acked_seq,
            sent=self.sent,
            pulled=self.pulled,
            quarantined=self.quarantined,
            recorded_again=self.recorded_again,
            bytes_up=up,
            bytes_down=down,
            round_trips=trips,
            milliseconds=spent,
            retry_after=failed.retry_after if failed else 0,
            offset=self.offset,
        )

    def _exchange_all(self) -> None:
        standstill = 0
        has_everything = False
        while not has_everything:
            before = self._offered(self.counter.standing())
            answer = self._exchange(before)
            answer = self._stream(answer) or answer
            after = self.counter.standing()
            has_moved = _marks(before) != _marks(after)
            self.has_moved |= has_moved
            standstill = 0 if has_moved else standstill + 1
            has_everything = is_done(answer, after)
            if standstill >= MOST_STANDSTILL and not has_everything:
                raise ExchangeFailed(Cause.REFUSED, f"no progress, state {answer.state}")

    def _exchange(self, standing: Standing) -> ExchangeAnswer:
        self.acked = standing.acked_seq
        made = self.maker.make(standing)
        came = self.line.traffic.bytes_down
        answer = self._asked(made)
        came = self.line.traffic.bytes_down - came
        if answer.state in (FORK, BEHIND):
            check_echo(made.request, answer)
            self._resolve(standing, answer)
            return answer
        if not self._take(made, answer, came):
            return answer
        is_first = not standing.cursor or self.counter.snapshot_begun()
        if is_first and answer.ahead >= SNAPSHOT_FROM:
            self._stop_if_wanted()
            self.pulled += snapshot.load(self.counter, self.line, answer.cursor, self.is_stopped)
        return answer

    def _stream(self, answer: ExchangeAnswer) -> ExchangeAnswer | None:
        """Carry what waits on either side, if that is much; return the last answer of it."""
        standing = self.counter.standing()
        if answer.state != IN_STEP or standing.former or not self.link.is_steady:
            return None
        lines = (self.line, self.twin)
        stream = Stream(lines, self.maker, self.counter.recall, self._take)
        if standing.head_seq - standing.acked_seq >= MANY:
            stream.push(standing, self.link)
            standing = self.counter.standing()
        if standing.ahead >= MANY:
            stream.pull(standing)
        return stream.last

    def _take(self, made: Made, answer: ExchangeAnswer, came: int) -> bool:
        """Take an answer in; return False for one that came too late for the store."""
        check_echo(made.request, answer)
        page = _page(answer)
        self._stop_if_wanted()
        new = self.counter.take(made.request, answer, page)
        if new is None:
            return False
        self.maker.learned(page, made.budget, came, answer.ahead)
        self.pulled += new
        self.has_moved |= answer.acked_seq > self.acked or answer.cursor != made.request.cursor
        self.sent += max(0, answer.acked_seq - self.acked)
        self.acked = answer.acked_seq
        self.quarantined = len(answer.quarantined)
        if answer.server_at:
            self.offset = made.request.at - answer.server_at
        head = made.request.head.seq
        self.on_progress(Progress(answer.acked_seq, head, self.pulled, answer.ahead))
        return True

    def _asked(self, made: Made) -> ExchangeAnswer:
        try:
            return self._ask(made)
        except ExchangeFailed as failed:
            if failed.word != "unknown_dictionary":
                raise
            self.maker.forget_dictionary()
            return self._ask(self.maker.without_dictionary(made))

    def _ask(self, made: Made) -> ExchangeAnswer:
        recall = self.counter.recall
        return self.line.ask("/v1/exchange", made.body, ExchangeAnswer, recall)

    def _resolve(self, standing: Standing, answer: ExchangeAnswer) -> None:
        common = recovery.common_seq(self.counter, self.line, standing, answer)
        if common is None:
            return
        self._stop_if_wanted()
        self.recorded_again += self.counter.begin_journal(standing.journal, common)

    def _offered(self, standing: Standing) -> Standing:
        """Offer the former journals, where that is due, before anything that builds on them."""
        if not standing.former or not standing.epoch:
            return standing
        for journal in standing.former:
            self._stop_if_wanted()
            recovery.offer_former(self.maker, self.line, journal, standing.epoch)
        self.counter.offered(standing.epoch)
        return self.counter.standing()

    def _repair(self) -> None:
        days = self.counter.repair_days()
        if days is not None:
            self.pulled += recovery.repair(self.counter, self.line, days, self._stop_if_wanted)

    def _hang_up(self) -> None:
        self.line.close()
        self.twin.close()

    def _stop_if_wanted(self) -> None:
        if self.is_stopped():
            raise ExchangeFailed(Cause.STOPPED)


def is_done(answer: ExchangeAnswer, standing: Standing) -> bool:
    """Return whether both sides have everything: the only moment at which green is true."""
    return (
        answer.state not in (FORK, BEHIND)
        and standing.acked_seq == standing.head_seq
        and standing.ahead == 0
        and answer.ahead == 0
    )


def _page(answer: ExchangeAnswer) -> list[WireEntry]:
    if answer.entries is None:
        return []
    try:
        return from_columns(answer.entries)
    except BadColumns as error:
        raise ExchangeFailed(Cause.NOT_OUR_SERVER, f"the page is damaged: {error}") from error


def _marks(standing: Standing) -> tuple[object, ...]:
    return (standing.journal, standing.epoch, standing.cursor, standing.acked_seq, standing.blocks)
