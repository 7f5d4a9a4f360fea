"""Checks what has come by a file: slice by slice, so that the desk goes on beside it; no Qt.

What comes over the line is checked on the line's own thread, behind each exchange.
"""

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.ui.ports import Run
from counter_app.ui.verification.presenter import Check


class CheckAfterFiles:
    """The check of what is new; asked for while it is under way, it is done once more."""

    def __init__(
        self,
        run: Run,
        begin: Callable[[], Check],
        moved: Callable[[], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        self._run, self._begin = run, begin
        self._moved, self._said = moved, failed
        self._is_asked_again = False
        self._is_under_way = False
        self.checking: tuple[int, int] | None = None

    def ask(self) -> None:
        """Check what is new, now or behind the check that is under way."""
        if self._is_under_way:
            self._is_asked_again = True
            return
        self._is_under_way = True
        self._run(self._begin, self._go_on, self._failed)

    def _go_on(self, check: Check) -> None:
        def stepped(is_all: bool) -> None:
            if is_all:
                self._end()
            else:
                self.checking = (check.done, check.total)
                self._moved()
                self._go_on(check)

        self._run(check.step, stepped, self._failed)

    def _end(self) -> None:
        self._is_under_way, self.checking = False, None
        self._moved()
        if self._is_asked_again:
            self._is_asked_again = False
            self.ask()

    def _failed(self, error: CounterError) -> None:
        self._is_under_way, self._is_asked_again, self.checking = False, False, None
        self._said(error)
