"""Solved while the citizen waits: taken in, then result, fee and return in one small panel; no Qt.

The dossier is recorded before the panel opens, so that a power cut loses nothing: what is left
undone stands in the lists as any other dossier.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from counter_app.domain.citizen_card import BadCard
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import ChannelOut, Satisfaction
from counter_app.domain.people import FieldsRefused
from counter_app.domain.plain_text import composed
from counter_app.services.returning import HandOut, Result
from counter_app.ui.intake.paying import PayTyped, read_payment
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Notice, Tone
from counter_app.ui.words import sentence_of


@dataclass(frozen=True)
class SameDayShown:
    """The dossier of the panel: what is due for it, and who likely receives the result."""

    code: str
    applicant: str
    procedure: str
    receiver: str
    fee: int


@dataclass(frozen=True)
class SameDayTyped:
    """The fields of the panel as they stand."""

    kind: str = ""
    number: str = ""
    receiver: str = ""
    receiver_id: str = ""
    payment: PayTyped = field(default_factory=PayTyped)
    satisfaction: Satisfaction | None = None


class SameDayScreen(Protocol):
    """What the view can do with the panel."""

    def show_same_day(self, shown: SameDayShown | None) -> None:
        """Open the panel in place of the form, or close it."""

    def same_day_typed(self) -> SameDayTyped:
        """Return what stands in the fields of the panel."""

    def show_same_day_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields of the panel that are wrong."""

    def show_same_day_receiver(self, name: str, number: str) -> None:
        """Show whose card was scanned."""

    def show_same_day_working(self, is_working: bool) -> None:
        """Hold the panel while something is being recorded."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""


Ended = Callable[[str, str, bool], None]
"""Hears that the panel was closed: the code, what to say, and whether the result went out."""

Failed = Callable[[CounterError, Callable[[], None]], None]
"""Says what went wrong, and offers to do it again."""


class SameDayPart:
    """Decides what the panel does."""

    def __init__(
        self, ports: IntakePorts, screen: SameDayScreen, ended: Ended, failed: Failed
    ) -> None:
        self._ports = ports
        self._screen = screen
        self._ended, self._failed = ended, failed
        self._dossier: Dossier | None = None
        self._is_working = False

    @property
    def is_open(self) -> bool:
        """Whether a dossier is in the panel."""
        return self._dossier is not None

    def begin(self, dossier: Dossier) -> None:
        """Open the panel for a dossier that was taken in just now."""
        intake = dossier.intake
        self._dossier = dossier
        receiver = intake.submitter.person if intake.submitter else intake.applicant
        self._screen.show_same_day(
            SameDayShown(
                code=dossier.code,
                applicant=intake.applicant.name,
                procedure=intake.procedure_name,
                receiver=receiver.name,
                fee=sum(fee.amount for fee in intake.fees),
            )
        )

    def card_scanned(self, payload: str) -> None:
        """A citizen's card says who receives the result."""
        try:
            card = self._ports.read_card(payload)
        except BadCard as error:
            self._screen.show_notice(Notice(Tone.WARN, sentence_of(error)))
        else:
            self._screen.show_same_day_receiver(card.name, card.number)

    def submit(self) -> None:
        """Record the fee, the result and the return; a second press is harmless."""
        if self._dossier is None or self._is_working:
            return
        typed = self._screen.same_day_typed()
        problems = {} if composed(typed.receiver) else {"receiver": "missing"}
        payment = None
        try:
            payment = read_payment(typed.payment)
        except FieldsRefused as error:
            problems |= error.problems
        self._screen.show_same_day_problems(problems)
        if problems:
            return
        result = Result(composed(typed.kind), composed(typed.number))
        how = HandOut(
            ChannelOut.DESK,
            receiver=composed(typed.receiver),
            receiver_id=typed.receiver_id,
            satisfaction=typed.satisfaction,
            payment=payment,
        )
        self._hand_out(self._dossier, result, how)

    def _hand_out(self, dossier: Dossier, result: Result, how: HandOut) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()
        self._working(True)
        self._ports.run(
            lambda: self._ports.solve_and_hand_out(dossier.code, result, how, by, now),
            lambda _: self._done(dossier, how),
            self._refused,
        )

    def _done(self, dossier: Dossier, how: HandOut) -> None:
        self._working(False)
        whose = said_name(dossier.intake.applicant.name)
        words = f"Đã trả kết quả {dossier.code} của {whose} cho {said_name(how.receiver)}."
        self._close(words, is_returned=True)

    def leave(self) -> None:
        """Close the panel; the dossier is taken in and stands in the lists."""
        if self._dossier is not None and not self._is_working:
            words = f"{self._dossier.code} đã tiếp nhận, chưa trả. Trả sau ở mục “Trả kết quả”."
            self._close(words, is_returned=False)

    def _close(self, words: str, *, is_returned: bool) -> None:
        code = self._dossier.code if self._dossier else ""
        self._dossier = None
        self._screen.show_same_day(None)
        self._ended(code, words, is_returned)

    def _refused(self, error: CounterError) -> None:
        self._working(False)
        if isinstance(error, FieldsRefused):
            self._screen.show_same_day_problems(error.problems)
        else:
            self._failed(error, self.submit)

    def release(self) -> None:
        """Something unforeseen ended the work without an answer: free the panel again."""
        if self._is_working:
            self._working(False)

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_same_day_working(is_working)
