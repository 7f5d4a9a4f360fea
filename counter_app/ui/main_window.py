"""The one window: the rail, the top bar, the screen in front, the status line, and the lock.

Screens are registered by ``app`` and built when they are first wanted. The lock lies over
everything and leaves what is beneath as it was: a half-filled form, the cursor in its field.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.people import StaffMember
from counter_app.domain.units import Desk
from counter_app.ui.bell import Bell
from counter_app.ui.ports import Clock
from counter_app.ui.search.presenter import SearchPorts
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import Label, set_look
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.window.rail import Rail, RailEntry
from counter_app.ui.window.top_bar import MenuEntry, TopBar
from counter_app.ui.words import authority_words, clock_words

NARROW_BELOW = 1180
"""Below this width in logical pixels the rail takes its short words."""

_STANDALONE = "Đã lưu trên máy · chưa nối với tỉnh"


@dataclass(frozen=True)
class Screen:
    """A screen of the window: built by ``make`` when it is first wanted.

    ``short`` is its word in a narrow rail. What is not ``in_rail`` (help, accounts) is reached
    from the menu or by its key.
    """

    key: str
    title: str
    make: Callable[[], ScreenBase]
    short: str = ""
    in_rail: bool = True


class MainWindow(QMainWindow):
    """The window in which the counter works."""

    lock_wanted = Signal()
    """The clerk asked for the lock (Ctrl+L or the menu)."""

    closing = Signal()
    """The window is about to close."""

    def __init__(
        self,
        desk: Desk,
        screens: Sequence[Screen],
        clock: Clock,
        bell: Bell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Một cửa · {desk.unit.name} · Quầy {desk.number}")
        self._screens = {screen.key: screen for screen in screens}
        self._built: dict[str, ScreenBase] = {}
        self._clock = clock
        self._front = ""
        self._before_help = ""
        self._focus_before_lock: QWidget | None = None
        self.rail = Rail("Một cửa")
        self.top = TopBar(
            authority_words(desk.unit.name), f"{desk.unit.office} · Quầy {desk.number}"
        )
        self._pages = QStackedWidget()
        self._status = _StatusLine()
        self._layers = QStackedWidget()
        self._lay_out()
        for screen in screens:
            if screen.in_rail:
                self.rail.add(RailEntry(screen.key, screen.title, screen.short))
        self.rail.wanted.connect(self.show_screen)
        bell.rang.connect(self._refresh_front)
        self._bind_keys()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()

    # -- screens

    @property
    def front(self) -> ScreenBase | None:
        """The screen in front, or None before the first one."""
        return self._built.get(self._front)

    @property
    def front_key(self) -> str:
        """The key of the screen in front."""
        return self._front

    def screen_of(self, key: str) -> ScreenBase:
        """Return a screen, building it if this is the first time it is wanted."""
        if key not in self._built:
            widget = self._screens[key].make()
            self._built[key] = widget
            widget.badge_changed.connect(self._badge_changed)
            self._pages.addWidget(_scrolling(widget))
        return self._built[key]

    def built(self) -> tuple[ScreenBase, ...]:
        """The screens that were built so far."""
        return tuple(self._built.values())

    @Slot(str)
    def show_screen(self, key: str) -> None:
        """Bring a screen to the front and give it the keyboard."""
        widget = self.screen_of(key)
        if key == self._front:
            widget.opened()
            return
        self._front = key
        self.rail.mark(key)
        self._pages.setCurrentIndex(list(self._built).index(key))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.opened()

    def set_person(self, member: StaffMember) -> None:
        """Show who is logged in now."""
        self.top.set_person(member)

    def set_menu(self, *groups: tuple[MenuEntry, ...]) -> None:
        """Give the clerk's menu its entries, in groups."""
        self.top.set_menu(groups)

    def use_search(self, ports: SearchPorts) -> None:
        """Search with these ports."""
        self.top.search.use(ports, self)

    @property
    def status_words(self) -> str:
        """What the status line says now."""
        return self._status.words

    def say_status(self, words: str, tone: str = "done") -> None:
        """Change the left part of the status line; ``tone`` names a colour token."""
        self._status.say(words, tone)

    # -- the lock

    def cover(self, lock: QWidget) -> None:
        """Lay the lock over everything. Open dialogs are closed as if refused."""
        self._close_dialogs()
        self._focus_before_lock = QApplication.focusWidget()
        if self._layers.indexOf(lock) < 0:
            self._layers.addWidget(lock)
        self._layers.setCurrentWidget(lock)
        lock.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Take the lock away; the cursor returns to where it was."""
        self._layers.setCurrentIndex(0)
        if self._focus_before_lock is not None and self._focus_before_lock.isVisible():
            self._focus_before_lock.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before_lock = None

    @property
    def is_covered(self) -> bool:
        """Whether the lock lies over the window."""
        return self._layers.currentIndex() != 0

    # -- Qt's own

    def sizeHint(self) -> QSize:
        """Return the size the window is made for."""
        return QSize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the short words where there is little room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_BELOW
        self.rail.set_narrow(is_narrow)
        self.top.set_narrow(is_narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before closing, so that drafts and the store are put in order."""
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._pages, 1)
        right.addWidget(self._status)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._layers.addWidget(work)
        self.setCentralWidget(self._layers)
        self.setMinimumSize(880, 480)

    def _bind_keys(self) -> None:
        for digit, key in enumerate(self.rail.keys(), start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{digit}"), self)
            shortcut.setObjectName(key)
            shortcut.activated.connect(self._go_to_digit)
        for keys, slot in (
            ("Ctrl+F", self._to_search),
            ("Ctrl+L", self._ask_lock),
            ("F1", self._toggle_help),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @Slot()
    def _go_to_digit(self) -> None:
        shortcut = self.sender()
        if not self.is_covered:
            self.show_screen(shortcut.objectName())

    @Slot()
    def _to_search(self) -> None:
        if not self.is_covered:
            self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top.search.selectAll()

    @Slot()
    def _ask_lock(self) -> None:
        if not self.is_covered:
            self.lock_wanted.emit()

    @Slot()
    def _toggle_help(self) -> None:
        if self.is_covered or "help" not in self._screens:
            return
        if self._front == "help":
            self.show_screen(self._before_help or next(iter(self._screens)))
        else:
            self._before_help = self._front
            self.show_screen("help")

    @Slot()
    def _refresh_front(self) -> None:
        if self.front is not None and not self.is_covered:
            self.front.refresh()

    @Slot()
    def _show_time(self) -> None:
        self._status.show_time(clock_words(self._clock()))

    @Slot(int, bool)
    def _badge_changed(self, count: int, is_alarm: bool) -> None:
        sender = self.sender()
        key = next((key for key, widget in self._built.items() if widget is sender), "")
        self.rail.set_badge(key, count, is_alarm)

    @staticmethod
    def _close_dialogs() -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()


class _StatusLine(QFrame):
    """The line at the bottom: how things stand with what was saved, and the time."""

    HEIGHT = 30

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "status")
        self.setFixedHeight(self.HEIGHT)
        self._dot = Label("●", "table")
        self._words = ElidedLabel(look="table")
        self._time = Label(look="table")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(7)
        row.addWidget(self._dot)
        row.addWidget(self._words, 1)
        row.addWidget(self._time)
        self.say(_STANDALONE, "paused")

    def say(self, words: str, tone: str) -> None:
        """Say how things stand."""
        set_look(self._dot, tone=tone)
        self._words.set_words(words)

    @property
    def words(self) -> str:
        """What the line says now."""
        return self._words.words

    def show_time(self, words: str) -> None:
        """Show the time."""
        if self._time.text() != words:
            self._time.setText(words)


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
