"""Decides what visitors see; whatever comes, no name, number or procedure is shown; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import RatedBy, Satisfaction
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.states import AWAITING, RUNNING, DossierState
from counter_app.services import public, returning
from counter_app.services.counter import Counter
from counter_app.services.public import PublicDossier
from counter_app.ui.ports import Clock, Run
from counter_app.ui.scan_router import code_in
from counter_app.ui.words import format_day, promise_words


@dataclass(frozen=True)
class PublicPorts:
    """Everything outside the visitors' screen; ``tell_desk`` is for what the clerk must know."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    ready_codes: Callable[[datetime], tuple[str, ...]]
    look_at: Callable[[str], PublicDossier]
    rate: Callable[[str, Satisfaction, StaffMember, datetime], object]
    tell_desk: Callable[[CounterError], None]


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current_clerk: Callable[[], StaffMember],
    tell_desk: Callable[[CounterError], None],
) -> PublicPorts:
    """Bind the visitors' screen to the services of one counter."""

    def rate(code: str, level: Satisfaction, by: StaffMember, at: datetime) -> object:
        return returning.rate(counter, code, level, by, at, rated_by=RatedBy.CITIZEN)

    return PublicPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        ready_codes=partial(public.ready_codes, counter),
        look_at=partial(public.look_at, counter),
        rate=rate,
        tell_desk=tell_desk,
    )


class Mode(StrEnum):
    """What the screen shows."""

    BOARD = "board"
    DOSSIER = "dossier"
    RATING = "rating"
    THANKS = "thanks"


@dataclass(frozen=True)
class PublicShown:
    """A state in plain words: ``tone`` names a colour token, ``shape`` goes with it."""

    code: str
    whose: str
    shape: str
    state: str
    tone: str
    advice: str


class PublicScreen(Protocol):
    """What the window can do."""

    def show_board(self, codes: tuple[str, ...]) -> None:
        """Show the codes of results that wait."""

    def show_dossier(self, shown: PublicShown) -> None:
        """Show how a dossier stands; back to the board after a while."""

    def show_rating(self, code: str) -> None:
        """Ask how content the citizen is; back to the board after a while."""

    def show_thanks(self, words: str) -> None:
        """Say a word, and go back to the board soon."""


UNKNOWN = PublicShown(
    "", "", "?", "Chưa tìm thấy hồ sơ này", "today", "Mời đưa giấy hẹn cho công chức tại quầy xem."
)
NOT_A_SLIP = PublicShown(
    "", "", "?", "Mời quét mã vạch trên giấy hẹn", "today", "Màn hình này không đọc thẻ căn cước."
)
THANKS = "Cảm ơn ông, bà đã đánh giá."
NOT_KEPT = "Chưa ghi được đánh giá. Mời nói với công chức tại quầy."


class PublicPresenter:
    """Board, a scanned slip, a question after a return, and back to the board."""

    def __init__(self, ports: PublicPorts, screen: PublicScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._rated_code = ""
        self._is_over = False
        self.mode = Mode.BOARD

    def end(self) -> None:
        """The window is closed: what is answered from now on is heard by nobody."""
        self._is_over = True

    def _run(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None],
        *,
        lane: str = "",
    ) -> None:
        def answered(answer: Any) -> None:
            if not self._is_over:
                on_answer(answer)

        def failed(error: CounterError) -> None:
            if not self._is_over:
                on_error(error)

        self._ports.run(job, answered, failed, lane=lane)

    def refresh(self) -> None:
        """Something was recorded, or time went on: read the board again, if it is shown."""
        if self.mode is Mode.BOARD:
            now = self._ports.now()
            self._run(
                lambda: self._ports.ready_codes(now),
                self._show_board,
                self._ports.tell_desk,
                lane="public.board",
            )

    def _show_board(self, codes: tuple[str, ...]) -> None:
        if self.mode is Mode.BOARD:
            self._screen.show_board(codes)

    def back(self) -> None:
        """Go back to the board: nobody stands there any more, or has been answered."""
        self.mode, self._rated_code = Mode.BOARD, ""
        self.refresh()

    def scanned(self, text: str) -> None:
        """A visitor's slip was scanned; anything else, a card above all, is not even read."""
        code = code_in(text)
        if not code:
            self._show(NOT_A_SLIP)
            return
        self._run(
            lambda: self._ports.look_at(code),
            self._looked_at,
            lambda _: self._show(UNKNOWN),
            lane="public.look",
        )

    def _looked_at(self, dossier: PublicDossier) -> None:
        self._show(shown_of(dossier, self._ports.now()))

    def _show(self, shown: PublicShown) -> None:
        self.mode, self._rated_code = Mode.DOSSIER, ""
        self._screen.show_dossier(shown)

    def ask_rating(self, code: str) -> None:
        """A result went out at the desk: ask the citizen who has it."""
        self.mode, self._rated_code = Mode.RATING, code
        self._screen.show_rating(code)

    def rate(self, level: Satisfaction) -> None:
        """The citizen pressed a face; a second press does nothing."""
        if self.mode is not Mode.RATING:
            return
        code, by, now = self._rated_code, self._ports.current_clerk(), self._ports.now()
        self.mode, self._rated_code = Mode.THANKS, ""
        self._run(
            lambda: self._ports.rate(code, level, by, now),
            lambda _: self._screen.show_thanks(THANKS),
            self._not_kept,
        )

    def _not_kept(self, error: CounterError) -> None:
        self._screen.show_thanks(NOT_KEPT)
        self._ports.tell_desk(error)


def shown_of(dossier: PublicDossier, now: datetime) -> PublicShown:
    """Return how a dossier stands, as it is said to its owner in front of others."""
    whose = f"Chủ hồ sơ {dossier.applicant}" if dossier.applicant else ""
    return PublicShown(dossier.code, whose, *_state_of(dossier, now))


def _state_of(dossier: PublicDossier, now: datetime) -> tuple[str, str, str, str]:
    """Return shape, words, tone and advice."""
    if dossier.state is DossierState.READY:
        return ("✓", "Đã có kết quả", "done", _how_to_get(dossier))
    if dossier.state is DossierState.RETURNED:
        on = f"Ngày {format_day(day_of(dossier.ended_at))}." if dossier.ended_at else ""
        return ("✓", "Đã trả kết quả", "done", on)
    if dossier.state in AWAITING:
        return ("‖", "Cần bổ sung giấy tờ", "today", "Mời hỏi công chức tại quầy.")
    if dossier.state not in RUNNING:
        return ("–", "Đã dừng giải quyết", "paused", "Mời hỏi công chức tại quầy.")
    due = f"Hẹn trả {promise_words(dossier.due_at)}."
    if now > dossier.due_at:
        return ("▲", "Đang giải quyết, đã quá hẹn", "overdue", f"{due} Mời hỏi công chức tại quầy.")
    return ("●", "Đang giải quyết", "accent", due)


def _how_to_get(dossier: PublicDossier) -> str:
    if dossier.is_collected_here:
        return "Mời đến quầy nhận, mang theo giấy hẹn và thẻ căn cước."
    return "Kết quả được gửi đến ông, bà theo cách đã chọn khi nộp."
