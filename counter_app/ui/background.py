"""The desk's worker thread: services and printing run there, answers come back on the GUI thread.

One worker, first come first served, so two services never meet. The only crossing back is the
``_delivered`` signal, which ends in this object's own slot on the GUI thread.
"""

import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from counter_app.domain.errors import CounterError
from counter_app.ui.ports import Run

Job = Callable[[], Any]
OnAnswer = Callable[[Any], None]
OnError = Callable[[CounterError], None]


@dataclass(eq=False)
class _Task:
    job: Job
    on_answer: OnAnswer
    on_error: OnError | None
    asker: QObject | None
    answer: Any = None
    error: BaseException | None = None
    is_dropped: bool = False

    def is_wanted(self) -> bool:
        """Say whether whoever asked is still there to hear the answer."""
        return not self.is_dropped and (self.asker is None or shiboken6.isValid(self.asker))


class Background(QObject):
    """Runs jobs on the thread named ``desk`` and delivers their answers on the GUI thread.

    ``on_trouble`` hears foreseen errors that the asker did not want to treat itself;
    ``on_crash`` hears everything unforeseen. Both are called on the GUI thread.
    """

    _delivered = Signal()

    def __init__(
        self,
        on_trouble: OnError,
        on_crash: Callable[[BaseException], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_trouble = on_trouble
        self._on_crash = on_crash
        self._waiting: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._done: deque[_Task] = deque()
        self._latest: dict[str, _Task] = {}
        # Always emitted on the desk thread, so Qt queues it for this object's own thread.
        self._delivered.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)
        self._thread.start()

    def run(
        self,
        job: Job,
        on_answer: OnAnswer,
        on_error: OnError | None = None,
        *,
        asker: QObject | None = None,
        lane: str = "",
    ) -> None:
        """Run ``job`` on the desk thread, then call ``on_answer`` or ``on_error`` here.

        ``asker`` is the screen that asks: once it is gone, a job that has not begun is left out
        and an answer is dropped. Of the jobs in one ``lane`` only the latest is answered: a
        search overtaken by the next letter never shows. A job that records something has no lane.
        """
        task = _Task(job, on_answer, on_error, asker or _owner_of(on_answer))
        if lane:
            overtaken = self._latest.get(lane)
            if overtaken:
                overtaken.is_dropped = True
            self._latest[lane] = task
        self._waiting.put(task)

    def for_screen(self, asker: QObject) -> Run:
        """Return ``run`` bound to a screen: what a presenter gets."""

        def run(
            job: Job, on_answer: OnAnswer, on_error: OnError | None = None, *, lane: str = ""
        ) -> None:
            self.run(job, on_answer, on_error, asker=asker, lane=lane)

        return run

    def stop(self, seconds: float = 10.0) -> None:
        """Let the job in hand and those queued end, then end the thread; answers are dropped."""
        self._waiting.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            if not task.is_wanted():
                continue
            try:
                task.answer = task.job()
            except BaseException as error:  # noqa: BLE001 - carried to the GUI thread whole
                task.error = error
            self._done.append(task)
            self._ring()

    def _ring(self) -> None:
        if shiboken6.isValid(self):
            self._delivered.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._done:
            task = self._done.popleft()
            if task.error is not None:
                self._deliver_error(task, task.error)
            elif task.is_wanted():
                task.on_answer(task.answer)

    def _deliver_error(self, task: _Task, error: BaseException) -> None:
        if not isinstance(error, CounterError):
            self._on_crash(error)
        elif task.is_wanted():
            (task.on_error or self._on_trouble)(error)


def _owner_of(callback: Callable[..., None]) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
