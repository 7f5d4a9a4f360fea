"""The visitors' window: big letters, read from where people sit; it holds nothing but codes."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.domain.facts import Satisfaction
from counter_app.ui.idle import VISITORS
from counter_app.ui.public.presenter import PublicPorts, PublicPresenter, PublicShown
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.faces import FaceButton
from counter_app.ui.shared.looks import Label, row
from counter_app.ui.theme import CODE_FACE, colour
from counter_app.ui.words import clock_words

DOSSIER_MS, RATING_MS, THANKS_MS = 20_000, 45_000, 6_000
"""How long a state, the question and a word of thanks stay, in milliseconds."""

TURN_MS = 12_000
"""How long a page of codes stays where there are more than fit."""

LINES, LETTERS = 20, 38
"""The window's height is this many lines of plain words, its width so many of their heights."""

_SIZES = {
    "huge": 1.9,
    "large": 1.3,
    "head": 1.0,
    "plain": 1.0,
    "small": 0.8,
    "code": 1.15,
    "codes": 1.15,
}
_CODE = 0.6 * 22
"""The width of a code and a space beside it, in heights of its letters."""

_STRONG = ("huge", "large", "head")
EMPTY = "Chưa có kết quả mới trong hôm nay"
HINT = "Đưa mã vạch trên giấy hẹn vào máy quét để xem tình trạng hồ sơ"


class PublicWindow(QWidget):
    """Shows what its presenter decides; keys 1, 2, 3 and the faces say how content one is."""

    closed = Signal()
    """The window was closed."""

    answered = Signal()
    """A visitor has been answered: the keyboard belongs to the desk again."""

    def __init__(self, ports: PublicPorts, unit: str, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setWindowTitle("Màn hình cho dân")
        self.setProperty("look", "page")
        self.setObjectName(VISITORS)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._clock = clock
        self._codes: tuple[str, ...] = ()
        self._first = 0
        self.title = ElidedLabel(unit)
        self.title.setProperty("public", "head")
        self.time = _label("", "small")
        self.hint = _label(HINT, "small", wraps=True)
        self.heading = _label("Hồ sơ đã có kết quả hôm nay", "large")
        self.grid = QGridLayout()
        self.cells: list[Label] = []
        self.code, self.whose = _label("", "code"), _label("", "plain")
        self.state, self.advice = _label("", "huge", wraps=True), _label("", "large", wraps=True)
        self.question = _label("Ông, bà có hài lòng không?", "huge", wraps=True)
        self.rated_code = _label("", "code")
        self.faces = tuple(FaceButton(level, 96, is_tall=True) for level in Satisfaction)
        self.thanks = _label("", "huge", wraps=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self.presenter = PublicPresenter(ports, self)
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self.back_to_board)
        self._turn = QTimer(self, interval=TURN_MS)
        self._turn.timeout.connect(self.turn_page)
        self._turn.start()
        for face in self.faces:
            face.clicked.connect(self._pressed)
        self._show_time()

    def _lay_out(self) -> None:
        self._pages = (self._board(), self._dossier(), self._rating(), self._word())
        for page in self._pages:
            self._stack.addWidget(page)
        foot = row(self.hint, self.time)
        foot.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(48, 28, 48, 28)
        box.setSpacing(20)
        # Letters follow the window's size, never the other way round.
        box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        box.addWidget(self.title)
        box.addWidget(self._stack, 1)
        box.addLayout(foot)

    def _board(self) -> QWidget:
        self.grid.setSpacing(18)
        return _page(self.heading, self.grid, 1)

    def _dossier(self) -> QWidget:
        return _page(1, self.code, self.whose, self.state, self.advice, 2)

    def _rating(self) -> QWidget:
        buttons = row(*self.faces, gap=32)
        return _page(1, self.question, self.rated_code, buttons, 1)

    def _word(self) -> QWidget:
        return _page(1, self.thanks, 1)

    # -- what visitors do ---------------------------------------------------------------------

    @Slot()
    def back_to_board(self) -> None:
        """Go back to the board; called by the timer."""
        self._back.stop()
        self._stack.setCurrentIndex(0)
        self.presenter.back()
        self.answered.emit()

    @Slot()
    def turn_page(self) -> None:
        """Show the next codes, where there are more than fit, and the time."""
        room = self._room()
        self._first = self._first + room if self._first + room < len(self._codes) else 0
        self._show_codes()
        self._show_time()

    @Slot()
    def _pressed(self) -> None:
        face = self.sender()
        assert isinstance(face, FaceButton)
        self.presenter.rate(face.level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1, 2 and 3 for the three faces."""
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_3:
            self.presenter.rate(tuple(Satisfaction)[event.key() - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    # -- what the presenter says --------------------------------------------------------------

    def show_board(self, codes: tuple[str, ...]) -> None:
        """Show the codes of results that wait."""
        self._codes, self._first = codes, self._first if codes == self._codes else 0
        self._stack.setCurrentIndex(0)
        self._show_codes()
        self._show_time()

    def show_dossier(self, shown: PublicShown) -> None:
        """Show how a dossier stands; back to the board after a while."""
        self.code.setText(shown.code)
        self.whose.setText(shown.whose)
        self.state.setText(f"{shown.shape}  {shown.state}")
        self.state.setStyleSheet(f"color: {colour(shown.tone).name()};")
        self.advice.setText(shown.advice)
        self._stay(1, DOSSIER_MS)

    def show_rating(self, code: str) -> None:
        """Ask how content the citizen is; back to the board after a while."""
        self.rated_code.setText(f"Hồ sơ {code}")
        for face in self.faces:
            face.setChecked(False)
        self._stay(2, RATING_MS)

    def show_thanks(self, words: str) -> None:
        """Say a word, and go back to the board soon."""
        self.thanks.setText(words)
        self._stay(3, THANKS_MS)
        self.answered.emit()

    @property
    def shown(self) -> QWidget:
        """The page in front."""
        return self._pages[self._stack.currentIndex()]

    def _stay(self, page: int, milliseconds: int) -> None:
        self._stack.setCurrentIndex(page)
        self._back.start(milliseconds)

    # -- sizes --------------------------------------------------------------------------------

    def _plain(self) -> int:
        """Return the size of plain words in pixels: as large as the window can carry."""
        return max(12, min(self.height() // LINES, self.width() // LETTERS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the letters grow with the window."""
        super().resizeEvent(event)
        plain = self._plain()
        sizes = (
            f'QLabel[public="{name}"] {{ font-size: {round(plain * by)}px; }}'
            for name, by in _SIZES.items()
        )
        mono = f'QLabel[public^="code"] {{ font-family: "{CODE_FACE}"; font-weight: 700; }}'
        strong = "".join(f'QLabel[public="{s}"] {{ font-weight: 700; }}' for s in _STRONG)
        self.setStyleSheet("\n".join((*sizes, mono, strong)))
        for face in self.faces:
            face.set_face_size(plain * 4)
            face.setFixedHeight(plain * 7)
            face.words.setStyleSheet(f"font-size: {plain}px; font-weight: 700;")
        self._show_codes()

    def _columns(self) -> int:
        return max(1, int((self.width() - 96) // (self._plain() * _SIZES["codes"] * _CODE)))

    def _room(self) -> int:
        lines = int((self.height() - 12 * self._plain() * 0.6) // (self._plain() * 2.1)) - 2
        return self._columns() * max(1, lines)

    def _show_codes(self) -> None:
        for cell in self.cells:
            self.grid.removeWidget(cell)
            cell.deleteLater()
        shown = self._codes[self._first : self._first + self._room()]
        columns = self._columns()
        self.cells = [_label(code, "codes") for code in shown] or [_label(EMPTY, "plain")]
        for at, cell in enumerate(self.cells):
            self.grid.addWidget(cell, at // columns, at % columns)

    def _show_time(self) -> None:
        self.time.setText(clock_words(self._clock()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the desk."""
        self._back.stop()
        self._turn.stop()
        super().closeEvent(event)
        self.closed.emit()


def _label(text: str, size: str, *, wraps: bool = False) -> Label:
    label = Label(text, wraps=wraps)
    label.setProperty("public", size)
    label.setMinimumWidth(1)
    return label


def _page(*parts: QWidget | QLayout | int) -> QWidget:
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(18)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return page
