"""Hands out one result after another: a slip, a look, one question, the next slip; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.citizen_card import BadCard
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import ChannelOut
from counter_app.domain.people import FieldsRefused, tidy_id_number
from counter_app.domain.plain_text import composed
from counter_app.domain.states import DossierState
from counter_app.services.collecting import LookedUp
from counter_app.services.counter import ClockBehind
from counter_app.services.returning import HandOut, Result
from counter_app.ui.intake.paying import read_payment
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Action, Notice, Question, Tone
from counter_app.ui.returning.clock_question import Again, clock_question
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.screen import DeskScreen
from counter_app.ui.returning.shown import at_desk, is_found, not_ready
from counter_app.ui.words import amount_words, sentence_of

WAITING = "Kết quả chờ người dân đến nhận, chờ lâu nhất đứng đầu"
FOUND = "Tìm thấy; chọn một hồ sơ rồi bấm Enter"


@dataclass(frozen=True)
class _InHand:
    """The dossier on the desk, and under which code lists show it."""

    code: str
    dossier: Dossier


class ReturningPresenter:
    """Decides what the page of the queue shows and does."""

    def __init__(self, ports: ReturningPorts, screen: DeskScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._rows: tuple[DossierRow, ...] = ()
        self._found: tuple[DossierRow, ...] | None = None
        self._in_hand: _InHand | None = None
        self._text = ""
        self._is_working = False

    @property
    def is_busy(self) -> bool:
        """Whether a dossier is on the desk."""
        return self._in_hand is not None

    # -- what waits ---------------------------------------------------------------------------

    def show_waiting(self, rows: tuple[DossierRow, ...]) -> None:
        """Take the results that wait to be collected at the desk."""
        self._rows = tuple(row for row in rows if row.channel_out is ChannelOut.DESK)
        self._show_rows()

    def search(self, text: str) -> None:
        """Something else stands in the field: show what fits it of what waits."""
        self._text, self._found = text, None
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is not None:
            self._screen.show_rows(self._found, FOUND)
            return
        rows = tuple(row for row in self._rows if is_found(row, self._text))
        self._screen.show_rows(rows, WAITING)

    # -- a dossier comes to the desk ----------------------------------------------------------

    def enter(self, text: str) -> None:
        """Enter in the field: the one that fits, or everything that has such a code or name."""
        fitting = [row for row in self._rows if is_found(row, text)]
        if not text.strip():
            self._screen.to_rows()
        elif len(fitting) == 1:
            self.open(fitting[0].code)
        elif fitting:
            self._screen.to_rows()
        else:
            self.open(text)

    def open(self, text: str) -> None:
        """Bring a dossier to the desk by its code as scanned, or by what was typed."""
        if self._is_working:
            return
        self._screen.show_notice(None)
        self._ports.run(
            lambda: self._ports.look_up(text), self._opened, self._tell, lane="returning.open"
        )

    def _opened(self, found: LookedUp) -> None:
        now = self._ports.now()
        if found.dossier is None:
            self._clear()
            self._choose_among(found.rows)
        elif found.dossier.state is DossierState.READY and not found.dossier.is_disputed:
            self._in_hand = _InHand(found.code, found.dossier)
            self._screen.show_dossier(at_desk(found.code, found.dossier, now))
        else:
            self._clear()
            self._say_where(found.code, found.dossier, now)

    def _choose_among(self, rows: tuple[DossierRow, ...]) -> None:
        if not rows:
            words = "Quầy này không có hồ sơ nào như vậy. Hãy xem lại mã, tên hoặc số thẻ."
            self._screen.show_notice(Notice(Tone.WARN, words))
            return
        self._found = rows
        self._show_rows()
        self._screen.to_rows()

    def _say_where(self, code: str, dossier: Dossier, now: datetime) -> None:
        why = not_ready(code, dossier, now)
        actions = [Action("Mở hồ sơ", lambda: self._screen.open_dossier(code))]
        if why.may_be_marked:
            actions.append(Action("Kết quả vừa về, ghi nhận", lambda: self._mark_ready(code)))
        self._screen.show_notice(Notice(Tone.WARN, why.words, tuple(actions)))

    def _mark_ready(self, code: str) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()
        self._ports.run(
            lambda: self._ports.mark_ready(code, Result(), by, now),
            lambda _: self.open(code),
            lambda error: self._failed(error, lambda: self._mark_ready(code)),
        )

    def card_scanned(self, payload: str) -> None:
        """A citizen's card: who receives the result, or whose results wait."""
        try:
            card = self._ports.read_card(payload)
        except BadCard as error:
            self._screen.show_notice(Notice(Tone.WARN, sentence_of(error)))
            return
        if self._in_hand is None:
            self._screen.show_text(card.number)
            self.enter(card.number)
            return
        self._screen.show_receiver(card.name, card.number, self.advice_on(card.number))

    def advice_on(self, number: str) -> str:
        """Return what deserves a look about the receiver's card; nothing for a known one."""
        number = tidy_id_number(number)
        if self._in_hand is None or not number:
            return ""
        intake = self._in_hand.dossier.intake
        known = {intake.applicant.id_number}
        if intake.submitter:
            known.add(intake.submitter.person.id_number)
        if number in known:
            return ""
        return "Không phải số của chủ hồ sơ hay người nộp: xem giấy ủy quyền"

    # -- it goes out --------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask once, naming the citizen, before the result goes out."""
        if self._is_working:
            return
        if self._in_hand is None:
            words = "Chưa có hồ sơ nào trên bàn. Hãy quét giấy hẹn trước."
            self._screen.show_notice(Notice(Tone.WARN, words))
            return
        typed, dossier = self._screen.typed(), self._in_hand.dossier
        try:
            payment = read_payment(typed.payment)
        except FieldsRefused as error:
            self._screen.show_problems(error.problems)
            return
        how = HandOut(
            ChannelOut.DESK,
            receiver=composed(typed.receiver),
            receiver_id=typed.receiver_id,
            satisfaction=typed.satisfaction,
            payment=payment,
        )
        if not how.receiver:
            self._screen.show_problems({"receiver": "missing"})
            return
        self._screen.show_problems({})
        question = _question(self._in_hand.code, dossier, how)
        self._screen.ask(question, lambda: self._hand_out(how))

    def _hand_out(self, how: HandOut) -> None:
        if self._in_hand is None or self._is_working:
            return
        by, now, code = self._ports.current_clerk(), self._ports.now(), self._in_hand.code
        self._working(True)
        self._ports.run(
            lambda: self._ports.hand_out(code, how, by, now),
            lambda dossier: self._handed_out(code, dossier, how),
            lambda error: self._refused(error, lambda: self._hand_out(how)),
        )

    def _handed_out(self, code: str, dossier: Dossier, how: HandOut) -> None:
        self._working(False)
        self._clear()
        whose = said_name(dossier.intake.applicant.name)
        words = f"Đã trả kết quả {code} của {whose} cho {said_name(how.receiver)}."
        action = Action("Mở hồ sơ", lambda: self._screen.open_dossier(code))
        self._screen.show_notice(Notice(Tone.SUCCESS, words, (action,)))
        self._screen.returned(code, how.satisfaction is not None)

    def _refused(self, error: CounterError, again: Again) -> None:
        self._working(False)
        if isinstance(error, FieldsRefused):
            self._screen.show_problems(error.problems)
        else:
            self._failed(error, again)

    def skip(self) -> None:
        """Put the dossier aside: the next citizen, please."""
        if not self._is_working:
            self._screen.show_notice(None)
            self._clear()

    def release(self) -> None:
        """Something unforeseen ended the work without an answer: free the page again."""
        self._working(False)

    def _clear(self) -> None:
        self._in_hand, self._found, self._text = None, None, ""
        self._screen.show_dossier(None)
        self._show_rows()

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)

    def _failed(self, error: CounterError, again: Again) -> None:
        if isinstance(error, ClockBehind):
            self._screen.show_notice(clock_question(self._ports, error, again, self._tell))
        else:
            self._tell(error)

    def _tell(self, error: CounterError) -> None:
        self._screen.show_notice(Notice(Tone.WARN, sentence_of(error)))


def _question(code: str, dossier: Dossier, how: HandOut) -> Question:
    whose = said_name(dossier.intake.applicant.name)
    words = f"Trả kết quả {code} của {whose} cho {said_name(how.receiver)}?"
    if how.payment is not None:
        words += f" Thu {amount_words(how.payment.amount)}, biên lai {how.payment.receipt}."
    return Question("Trả kết quả", words, "Trả kết quả")
