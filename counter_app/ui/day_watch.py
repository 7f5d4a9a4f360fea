"""Watches the day: the number of overdue dossiers in the rail, and one message to each clerk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.deadlines import BoardList
from counter_app.domain.moments import day_of
from counter_app.services.deadlines import Board
from counter_app.ui.deadlines.shown import day_words
from counter_app.ui.ports import Clock, Memory, Run

TITLE = "Việc cần để ý hôm nay"


class Tray(Protocol):
    """Where messages outside the window are shown."""

    def say(self, title: str, words: str) -> None:
        """Show a message."""


@dataclass(frozen=True)
class DayPorts:
    """Everything outside the watch; ``show_overdue`` puts a number into the rail."""

    run: Run
    now: Clock
    board: Callable[[], Board]
    current_clerk: Callable[[], str]
    memory: Memory
    tray: Tray
    show_overdue: Callable[[int], None]


class DayWatch:
    """Asked at every log-in and every minute; nothing is counted that is not on the board.

    Each clerk is told once a day what presses, and nothing when nothing does. That somebody was
    told is remembered in the store, so that a restart does not tell it again.
    """

    def __init__(self, ports: DayPorts) -> None:
        self._ports = ports

    def look(self) -> None:
        """Read the board, and say what there is to say."""
        self._ports.run(self._ports.board, self._say, lane="day")

    def _say(self, board: Board) -> None:
        ports = self._ports
        ports.show_overdue(board.counts[BoardList.OVERDUE])
        key, today = f"told.{ports.current_clerk()}", day_of(ports.now()).isoformat()
        words = day_words(board)
        if words and ports.memory.recall(key) != today:
            ports.memory.remember(key, today)
            ports.tray.say(TITLE, words)
