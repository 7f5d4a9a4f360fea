"""What one counter asks in one exchange, checked as far as that goes without the database."""

from dataclasses import dataclass

from sync.protocol.messages import ExchangeRequest
from sync.server.batch import Batch, batch_of
from sync.server.cursors import Cursor, read_cursor
from sync.server.values import Counter


@dataclass(frozen=True, eq=False)
class Visit:
    """A counter that was identified, its request, and what the request brings."""

    caller: Counter
    request: ExchangeRequest
    cursor: Cursor
    batch: Batch

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """The serial blocks that the counter says it issues from."""
        return [(first, last) for first, last in self.request.blocks]


def visit_of(caller: Counter, request: ExchangeRequest) -> Visit:
    """Return what a counter asks.

    Raises:
        Refused: ``bad_cursor``, or see ``batch_of``.
    """
    cursor = read_cursor(request.cursor)
    return Visit(caller, request, cursor, batch_of(request, caller.sign_key))
