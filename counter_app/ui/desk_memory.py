"""What the windows remember between starts."""

from functools import partial

from counter_app.services import memory
from counter_app.services.counter import Counter
from counter_app.ui.ports import Run


class DeskMemory:
    """Remembers widths and the like in the store: read once, written in the background."""

    def __init__(self, run: Run, counter: Counter) -> None:
        self._run = run
        self._counter = counter
        self._kept: dict[str, str] = {}
        run(partial(memory.recall, counter), self._kept.update)

    def recall(self, key: str) -> str:
        """Return what was remembered under a key, or an empty text."""
        return self._kept.get(key, "")

    def remember(self, key: str, value: str) -> None:
        """Keep a value under a key."""
        if self._kept.get(key) != value:
            self._kept[key] = value
            self._run(partial(memory.remember, self._counter, key, value), _nothing)


def _nothing(_: object) -> None:
    """Hear the answer of a job that has none."""
