"""What is asked when the machine's clock stands before the last entry; no Qt."""

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.services.counter import ClockBehind
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.words import sentence_of

Again = Callable[[], None]
"""Does again what the clock has kept back."""


def clock_question(
    ports: ReturningPorts,
    error: ClockBehind,
    again: Again,
    tell: Callable[[CounterError], None],
) -> Notice:
    """Return the notice that lets the clerk say that the machine's time is right."""

    def confirm() -> None:
        by, now = ports.current_clerk(), ports.now()
        ports.run(lambda: ports.confirm_clock(by, now), lambda _: again(), tell)

    action = Action("Giờ máy đúng, làm tiếp", confirm, is_likely=True)
    return Notice(Tone.WARN, sentence_of(error), (action,))
