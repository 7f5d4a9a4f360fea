"""Carrying much: while one request is under way the next is made and follows on a second line.

Answers are taken in one after the other in their order, each as a whole, as ever. Whatever goes
wrong only ends the stream: what was taken in stays, and the plain exchange goes on from there.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait

from sync.client.causes import ExchangeFailed
from sync.client.link import Link
from sync.client.ports import Line, Standing
from sync.client.requests_made import Made, Maker, Place
from sync.protocol.codec import Recall
from sync.protocol.messages import IN_STEP, ExchangeAnswer

MANY = 100
"""With so many entries waiting on either side a stream is worth a second connection."""

_AHEAD = 4
"""Requests planned or under way, or answered and not yet taken in, at the most."""

Make = Callable[[], Made | None]
"""Makes a request when its turn has come; None if there is nothing to ask any more."""


class Asked:
    """A request on a thread of its own; ``ended`` has its answer, or why there is none.

    ``came`` is how many bytes the answer had.
    """

    def __init__(self, line: Line, make: Make, recall: Recall) -> None:
        self.made: Made | None = None
        self.came = 0
        self.ended: Future[ExchangeAnswer | None] = Future()
        self._line = line
        self._make = make
        self._recall = recall
        self._was_warm = line.is_warm
        self._cursor = b""
        self._has_head, self._has_left = threading.Event(), threading.Event()
        self.ended.add_done_callback(lambda _: self._has_head.set())
        self.ended.add_done_callback(lambda _: self._has_left.set())
        threading.Thread(target=self._run, name="sync line", daemon=True).start()

    def next_cursor(self) -> bytes:
        """Wait for the head of the answer; return where the feed goes on, empty if nowhere.

        Raises:
            ExchangeFailed: there was no answer.
        """
        self._has_head.wait()
        if self._cursor:
            return self._cursor
        answer = self.ended.result()
        return answer.cursor if answer and answer.ahead else b""

    def wait_until_over(self, seconds: float) -> None:
        """Wait until it has left and was so many seconds on its way, or has ended.

        On a line that was just dialled it has arrived for certain only when it has ended: a
        server takes its time to pick up.
        """
        self._has_left.wait()
        wait((self.ended,), seconds if self._was_warm else None)

    def _run(self) -> None:
        try:
            self.ended.set_result(self._asked())
        except BaseException as error:  # noqa: BLE001 - raised where the answer is waited for
            self.ended.set_exception(error)

    def _asked(self) -> ExchangeAnswer | None:
        self.made = self._make()
        if self.made is None:
            return None
        before = self._line.traffic.bytes_down
        ask, body = self._line.ask, self.made.body
        heard, left = self._heard, self._has_left.set
        answer = ask("/v1/exchange", body, ExchangeAnswer, self._recall, heard, left)
        self.came = self._line.traffic.bytes_down - before
        return answer

    def _heard(self, cursor: bytes) -> None:
        self._cursor = cursor
        self._has_head.set()


Take = Callable[[Made, ExchangeAnswer, int], bool]
"""Takes an answer in, of which so many bytes came; False if the store has moved on."""


class Stream:
    """Two lines to one server, and what is asked on them, the oldest first."""

    def __init__(self, lines: tuple[Line, Line], maker: Maker, recall: Recall, take: Take) -> None:
        self._lines = lines
        self._maker = maker
        self._recall = recall
        self._take = take
        self._asked: deque[Asked] = deque()
        self._last_on: list[Asked | None] = [None, None]
        self._count = 0
        self._is_over = False
        self.last: ExchangeAnswer | None = None

    def push(self, standing: Standing, link: Link) -> None:
        """Send what waits; only the last request asks for anything.

        Raises:
            ExchangeFailed: the line failed.
        """
        place = Place(standing.acked_seq, standing.acked_seq, standing.cursor, wants=False)
        made: Made | None = self._maker.make(standing, place)
        try:
            while made or self._asked:
                if made and len(self._asked) < len(self._lines):
                    self._send(made, link)
                    place = place.behind(made.last_seq, self.last)
                    is_more = made.last_seq < standing.head_seq
                    made = self._maker.make(standing, place) if is_more else None
                elif not self._took():
                    return
        finally:
            self._settle()

    def pull(self, standing: Standing) -> None:
        """Fetch what lies ahead; send nothing meanwhile.

        Raises:
            ExchangeFailed: the line failed.
        """
        place = Place(standing.acked_seq, standing.head_seq, standing.cursor)
        self._ask(lambda: self._maker.make(standing, place))
        try:
            while self._asked:
                while len(self._asked) < _AHEAD:
                    self._ask_behind(self._asked[-1], standing, place)
                if not self._took():
                    return
        finally:
            self._settle()

    def _send(self, made: Made, link: Link) -> None:
        if self._asked and (before := self._asked[-1].made):
            # It must not overtake: the server takes in only what comes next.
            self._asked[-1].wait_until_over(link.seconds_for(len(before.body)))
        self._ask(lambda: made)

    def _ask_behind(self, before: Asked, standing: Standing, place: Place) -> None:
        """Plan to ask for what follows as soon as it is known where that is."""
        on_the_line = self._last_on[self._count % len(self._lines)]

        def make() -> Made | None:
            cursor = before.next_cursor()
            if on_the_line is not None:
                wait((on_the_line.ended,))
            is_more = cursor and not self._is_over
            return self._maker.make(standing, place.at(cursor)) if is_more else None

        self._ask(make)

    def _ask(self, make: Make) -> None:
        which = self._count % len(self._lines)
        asked = Asked(self._lines[which], make, self._recall)
        self._count += 1
        self._last_on[which] = asked
        self._asked.append(asked)

    def _took(self) -> bool:
        """Take the oldest answer in; return whether the next one still fits behind it."""
        asked = self._asked.popleft()
        try:
            answer = asked.ended.result()
        except ExchangeFailed as failed:
            if failed.word != "unknown_dictionary":
                raise
            self._maker.forget_dictionary()
            return False
        if asked.made is None or answer is None or answer.state != IN_STEP:
            return False
        self.last = answer
        return self._take(asked.made, answer, asked.came)

    def _settle(self) -> None:
        """Leave no line with a request under way; what it is answered comes again."""
        self._is_over = True
        wait([asked.ended for asked in self._asked])
        self._asked.clear()
        self._is_over = False
