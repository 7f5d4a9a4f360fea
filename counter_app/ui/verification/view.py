"""The screen "Kiểm tra nhật ký": the journals with their verdicts, and what was found."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName
from counter_app.ui.ports import Memory
from counter_app.ui.shared.looks import Button, Card, Label, row, set_look
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.theme import larger
from counter_app.ui.verification.presenter import VerificationPorts, VerificationPresenter
from counter_app.ui.verification.shown import FindingRow, VerificationShown, moment_words
from counter_app.ui.words import number_words
from counter_app.ui.words_of_verification import ADVICE

LOW_BELOW = 560
"""Below this height of the window, in logical pixels, the advice makes room."""

_SHAPES = {"done": "✓", "overdue": "▲", "today": "◔"}
_JOURNALS = (
    Column("unit", "Đơn vị", lambda r: r.unit, 150, stretches=True),
    Column("desk", "Quầy", lambda r: r.desk, 76, tip=lambda r: f"Nhật ký {r.journal}"),
    Column(
        "entries",
        "Số mục",
        lambda r: number_words(r.entries),
        84,
        sort_by=lambda r: r.entries,
        at_right=True,
    ),
    Column(
        "last",
        "Mục cuối lúc",
        lambda r: moment_words(r.last_at) if r.last_at else "",
        138,
        sort_by=lambda r: r.last_at.timestamp() if r.last_at else 0.0,
        at_right=True,
    ),
    Column(
        "checked",
        "Kiểm tra lúc",
        lambda r: moment_words(r.checked_at),
        138,
        sort_by=lambda r: r.checked_at.timestamp() if r.checked_at else 0.0,
        at_right=True,
    ),
    Column("verdict", "Kết luận", lambda r: r.verdict, 118, tone=lambda r: r.tone),
)
_FINDINGS = (
    Column("title", "Điều thấy được", lambda r: r.title, 240, stretches=True),
    Column("where", "Nhật ký của", lambda r: r.where, 180),
    Column("entry", "Nhật ký/mục", lambda r: r.entry, 210, is_code=True),
)


class _LowTable(ValuesTable):
    """A table that is content with few rows, so that the page around it need not scroll."""

    HEIGHT = 76

    def hasHeightForWidth(self) -> bool:
        """Say no: the height does not depend on the width."""
        return False

    def sizeHint(self) -> QSize:
        """Return room for the titles and a row."""
        return QSize(super().sizeHint().width(), larger(self.HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return room for the titles and a row."""
        return QSize(super().minimumSizeHint().width(), larger(self.HEIGHT))


class VerificationView(ScreenBase):
    """Whose journals are here, and whether they are as they were written."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    entry_wanted = Signal(object)
    """The entry of a finding is asked for in its journal, by its name."""

    def __init__(
        self,
        ports: VerificationPorts,
        memory: Memory | None = None,
        parent: QWidget | None = None,
        *,
        opens_journals: bool = False,
    ) -> None:
        super().__init__("Kiểm tra nhật ký", parent)
        self.headline = Label(look="promise", wraps=True)
        self._shape = Label("◔", "promise")
        self.progress = QProgressBar()
        self.journals = _LowTable(
            "verification.journals",
            _JOURNALS,
            "Chưa có nhật ký nào ở máy này.",
            memory=memory,
            noun="nhật ký",
        )
        self.findings = _LowTable(
            "verification.findings", _FINDINGS, "", memory=memory, noun="chỗ có vấn đề"
        )
        self.meaning = Label(wraps=True)
        self._opens_journals = opens_journals
        self.entry_button = Button("Xem trong nhật ký", "F7")
        self.dossier_button = Button("Mở hồ sơ", "F8")
        self.stop_button = Button("Dừng", "Esc")
        self.check_button = Button("Kiểm tra tất cả", "F5", look="main")
        self._code = ""
        self._lay_out()
        self.presenter = VerificationPresenter(ports, self)
        self._connect()

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.hide()
        card = Card(margin=14, gap=6)
        top = row(self._shape, gap=10)
        top.addWidget(self.headline, 1)
        top.setAlignment(self._shape, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(top)
        card.body.addWidget(self.progress)
        self.body.addWidget(card)
        self._found = Card(margin=14, gap=8)
        self._found.body.addWidget(self.findings)
        self.findings.count_label.hide()
        self._found.body.addWidget(self.meaning)
        self._advice = Label(ADVICE, "second", wraps=True)
        self._found.body.addWidget(self._advice)
        self._found.setVisible(False)
        self.body.addWidget(self._found, 1)
        self.body.addWidget(self.journals, 3)
        self.add_bottom_left(self.journals.count_label)
        self.add_bottom(self.entry_button, self.dossier_button, self.stop_button, self.check_button)
        self.entry_button.setVisible(False)
        self.dossier_button.setEnabled(False)
        self.stop_button.setVisible(False)

    def _connect(self) -> None:
        self.check_button.clicked.connect(self.presenter.check_all)
        self.stop_button.clicked.connect(self.presenter.stop)
        self.dossier_button.clicked.connect(self._open)
        self.entry_button.clicked.connect(self._open_entry)
        self.findings.chosen.connect(self._chosen)
        self.findings.opened.connect(self._open_entry if self._opens_journals else self._open)

    # -- what the supervisor does

    def opened(self) -> None:
        """Come to the front: read what is known, with the main button at hand."""
        self.refresh()
        self.check_button.setFocus()

    def refresh(self) -> None:
        """Something came or was found."""
        self.presenter.refresh()

    def release(self) -> None:
        """Free a check that will not come to its end."""
        self.presenter.release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the advice to the tooltip where the window is low."""
        super().resizeEvent(event)
        self._advice.setVisible(self.window().height() > LOW_BELOW)

    @Slot(object)
    def _chosen(self, value: FindingRow | None) -> None:
        self.meaning.setText(value.meaning if value else "")
        self.meaning.setToolTip(ADVICE)
        self.presenter.choose(value.finding if value else None)

    @Slot()
    def _open_entry(self) -> None:
        value = self.findings.current()
        if value is not None:
            self.entry_wanted.emit(EntryName(value.finding.journal, value.finding.seq))

    @Slot()
    def _open(self) -> None:
        if self._code:
            self.dossier_wanted.emit(self._code)

    # -- what the presenter says

    def show_journals(self, shown: VerificationShown) -> None:
        """Show the journals and the findings."""
        self.set_subtitle(shown.summary)
        self.headline.setText(shown.headline)
        set_look(self.headline, tone=shown.tone)
        self._shape.setText(_SHAPES[shown.tone])
        set_look(self._shape, tone=shown.tone)
        self.journals.set_rows(shown.journals)
        self._found.setVisible(bool(shown.findings))
        self.dossier_button.setVisible(bool(shown.findings))
        self.entry_button.setVisible(bool(shown.findings) and self._opens_journals)
        self.findings.set_rows(shown.findings)
        if shown.findings and self.findings.current() is None:
            self.findings.choose(0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the check is; a total of 0 means that none is under way."""
        is_checking = total > 0
        if is_checking != self.progress.isVisibleTo(self):
            # The key that was pressed is not at hand any more: the other one is.
            self.stop_button.setVisible(is_checking)
            self.check_button.setEnabled(not is_checking)
            (self.stop_button if is_checking else self.check_button).setFocus()
        self.progress.setVisible(is_checking)
        if is_checking:
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self.progress.setAccessibleName(f"Đã kiểm tra {done} trên {total} mục")

    def say_done(self, words: str) -> None:
        """Say how the check ended; nothing where the screen itself says it."""
        if words:
            self.notice.succeed(words)
        else:
            self.notice.clear()

    def show_code(self, code: str) -> None:
        """Offer the dossier of the chosen finding; an empty code offers none."""
        self._code = code
        self.dossier_button.setEnabled(bool(code))

    def show_trouble(self, error: CounterError) -> None:
        """Say that something could not be read."""
        self.notice.fail(error)
