"""The screen "Ghi chú của người giám sát": the questions, the whole of one, and its answer."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError
from counter_app.services.counter import ClockBehind
from counter_app.services.notes import Question
from counter_app.ui.notices import Tone
from counter_app.ui.ports import Memory
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.supervision.notes.presenter import NotePorts, NotesPresenter
from counter_app.ui.words import format_moment, said, sentence_of

TITLE = "Ghi chú của người giám sát"
_ANSWER = "Trả lời ngắn gọn: việc gì đã xảy ra, đã làm gì"


class NotesView(ScreenBase):
    """What supervisors asked; at a unit's counter with a field for the answer."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    entry_wanted = Signal(object)
    """The entry that a note is about is asked for in its journal, by a supervisor: its name."""

    def __init__(
        self, ports: NotePorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, parent)
        self._ports = ports
        self._about: tuple[str, str] | None = None
        self._units: Mapping[str, str] = {}
        self.table = ValuesTable(
            "notes",
            self._columns(),
            "Chưa có ghi chú nào của người giám sát.",
            memory=memory,
            noun="ghi chú",
        )
        self.asked = Label(wraps=True)
        self.answers = Label(look="second", wraps=True)
        self.text = TextField(_ANSWER)
        self.text.setProperty("keeps_enter", True)
        self.field = LabelledField("Trả lời", self.text, keeps_line=True)
        self.card = Card()
        self.entry_button = Button("Xem trong nhật ký", "F7")
        self.open_button = Button("Mở hồ sơ", "F8")
        self.leave_button = Button("Thôi", "Esc")
        self.answer_button = Button("Gửi trả lời", "F9", look="main")
        self._lay_out()
        self.presenter = NotesPresenter(ports, self)
        self._connect()
        self._chosen(None)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "state",
                "Tình hình",
                lambda q: "✓ Đã trả lời" if q.is_answered else "● Chưa trả lời",
                140,
                sort_by=lambda q: q.is_answered,
                tone=lambda q: "" if q.is_answered else "today",
            ),
            Column(
                "at",
                "Gửi lúc",
                lambda q: said(q.at, self._ports.now()),
                150,
                sort_by=lambda q: q.at,
                tip=lambda q: format_moment(q.at),
            ),
            Column("unit", "Đơn vị", lambda q: self._units.get(q.fact.unit, q.fact.unit), 180),
            Column("by", "Người giám sát", lambda q: q.by, 160),
            Column("code", "Hồ sơ", lambda q: q.fact.code, 192, is_code=True),
            Column("text", "Nội dung", lambda q: q.fact.text, stretches=True),
        ]

    def _lay_out(self) -> None:
        for part in (self.asked, self.answers, self.field):
            self.card.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.card)
        self.add_bottom_left(self.table.count_label)
        self.add_bottom(self.entry_button, self.open_button, self.leave_button, self.answer_button)
        self.entry_button.setHidden(self._ports.may_answer)
        self.leave_button.hide()

    def _connect(self) -> None:
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._begin_answer)
        self.text.returnPressed.connect(self._answer)
        self.answer_button.clicked.connect(self._answer)
        self.open_button.clicked.connect(self._open_dossier)
        self.entry_button.clicked.connect(self._open_entry)
        self.leave_button.clicked.connect(self._leave_note)

    def opened(self) -> None:
        """Come to the front: read again."""
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Something has come or was recorded."""
        self._show_field()
        self.presenter.refresh()

    def begin_note(self, code: str, unit: str) -> None:
        """Begin a note to a unit about a dossier."""
        self._about = (code, unit)
        self._show_field()
        self.text.setFocus()

    def _show_field(self) -> None:
        """Show the field for an answer at a unit's counter, for a note that was begun elsewhere."""
        may = self._ports.may_answer or self._about is not None
        self.field.setVisible(may)
        self.answer_button.setVisible(may)
        self.leave_button.setVisible(self._about is not None)
        self.asked.setVisible(self._about is None)
        self.answers.setVisible(self._about is None)
        if self._about is None:
            self.field.label.setText("Trả lời")
            self.text.setPlaceholderText(_ANSWER)
            self.answer_button.set_words("Gửi trả lời")
        else:
            code, unit = self._about
            self.field.label.setText(f"Ghi chú gửi {self._units.get(unit, unit)} về hồ sơ {code}")
            self.text.setPlaceholderText("Hỏi hoặc nhắc đơn vị về hồ sơ này")
            self.answer_button.set_words("Gửi ghi chú")
            self.card.show()
            self.answer_button.setEnabled(True)

    @Slot()
    def _leave_note(self) -> None:
        self._about = None
        self.text.clear()
        self._show_field()
        self._chosen(self.table.current())
        self.table.setFocus()

    @Slot(object)
    def _chosen(self, question: Question | None) -> None:
        is_noting = self._about is not None
        self.card.setVisible(question is not None or is_noting)
        self.open_button.setEnabled(bool(question and question.fact.code))
        self.entry_button.setEnabled(bool(question and question.fact.about))
        self.answer_button.setEnabled(question is not None or is_noting)
        if question is None:
            return
        self.asked.setText(f"{question.by} hỏi: {question.fact.text}")
        lines = (f"{a.by}, {format_moment(a.at)}: {a.text}" for a in question.answers)
        self.answers.setText("\n".join(lines) or "Chưa có câu trả lời.")

    @Slot()
    def _begin_answer(self) -> None:
        if self._ports.may_answer:
            self.text.setFocus()

    @Slot()
    def _answer(self) -> None:
        question, text = self.table.current(), self.text.words()
        if self._about is None and (question is None or not self._ports.may_answer):
            return
        self.field.set_error("" if text else "Hãy ghi vài lời rồi gửi")
        if not text:
            self.text.setFocus()
        elif self._about is not None:
            code, unit = self._about
            self.presenter.ask(unit, text, code)
        elif question is not None:
            self.presenter.answer(question, text)

    @Slot()
    def _open_dossier(self) -> None:
        question = self.table.current()
        if question is not None and question.fact.code:
            self.dossier_wanted.emit(question.fact.code)

    @Slot()
    def _open_entry(self) -> None:
        question = self.table.current()
        if question is not None and question.fact.about is not None:
            self.entry_wanted.emit(question.fact.about)

    def show_questions(self, questions: tuple[Question, ...], units: Mapping[str, str]) -> None:
        """Show the notes; the one that was chosen stays chosen, with its new answers."""
        self._units = units
        if self._about is not None:
            self._show_field()
        was, is_first = self.table.current(), not self.table.model.rows
        self.table.set_rows(questions)
        if is_first and self.isVisible() and self._about is None:
            self.table.setFocus()
        rows = self.table.model.rows
        at = next((i for i, q in enumerate(rows) if was and q.name == was.name), 0)
        self.table.choose(at)
        self._chosen(self.table.current())

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""
        self.notice.fail(error)

    def ask_about_clock(self, error: ClockBehind, is_right: Callable[[], None]) -> None:
        """Say that the clock stands behind, and offer to say that it is right."""
        action = Action("Giờ máy đúng, làm tiếp", is_right, key="F10", is_main=True)
        self.notice.say(Tone.WARN, sentence_of(error), action)

    def say_asked(self, unit: str) -> None:
        """Say that a note was recorded, and leave its field."""
        self._leave_note()
        self.notice.succeed(
            f"Đã gửi ghi chú cho {self._units.get(unit, unit)}. Câu trả lời sẽ về sau khi đồng bộ."
        )

    def say_answered(self) -> None:
        """Say that the answer was recorded."""
        self.text.clear()
        self.notice.succeed("Đã ghi câu trả lời; người giám sát sẽ thấy sau lần đồng bộ tới.")
        self.table.setFocus()
