"""Decides about the hand-over: the list, the two signatures, the end of a shift; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import HandOverList
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.shifts import Shift
from counter_app.services.hand_over import HandedOver, HandOverView, NoShift
from counter_app.ui.duty.ports import DutyPorts
from counter_app.ui.duty.shown import figures, sheet_of
from counter_app.ui.words import amount_words, fault_words, format_moment, format_time, sentence_of
from counter_app.ui.words_of_duty import part_of_day_words


class Mode(Enum):
    """What the page is for: giving the desk away, ending the day, or signing for a shift."""

    GIVE = "give"
    CLOSE = "close"
    ACCEPT = "accept"


@dataclass(frozen=True)
class HandOverShown:
    """The page: what is handed over, and who may take it."""

    mode: Mode
    title: str
    cash: str
    figures: tuple[tuple[str, str], ...]
    attention: tuple[DossierRow, ...] = ()
    colleagues: tuple[StaffMember, ...] = ()
    papers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class HandOverForm:
    """What was typed: papers one a line, a note, who receives, and their password."""

    papers: tuple[str, ...]
    note: str
    to: StaffMember | None = None
    password: str = field(default="", repr=False)


class HandOverScreen(Protocol):
    """What the view can do."""

    def show_hand_over(self, shown: HandOverShown) -> None:
        """Show the page with the list."""

    def show_hand_over_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong: ``to``, ``password``, ``papers``, ``note``."""

    def show_signing(self, words: str) -> None:
        """Say that the password is being checked and take no input; empty words end it."""

    def leave_hand_over(self, words: str, sheet: HandOverSheet) -> None:
        """Go back to the week, say what was done, and offer the sheet."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class HandOverPresenter:
    """Carries the hand-over to the service, and the desk to the colleague who signed."""

    def __init__(self, ports: DutyPorts, screen: HandOverScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._attention: tuple[DossierRow, ...] = ()
        self._offered: Shift | None = None
        self._is_busy = False

    def begin(self, mode: Mode) -> None:
        """Read the list as it is now and show the page."""
        by = self._ports.current()
        self._is_busy = False
        self._ports.run(
            lambda: self._ports.state(by),
            lambda state: self._begun(mode, state.own, state.offered),
            self._screen.show_trouble,
        )

    def give(self, form: HandOverForm) -> None:
        """Hand over to a colleague who has typed their password: both sign now."""
        faults = {} if form.to else {"to": fault_words("missing")}
        if not form.password:
            faults["password"] = "Người nhận gõ mật khẩu của mình để ký nhận"
        self._screen.show_hand_over_faults(faults)
        to = form.to
        if faults or to is None:
            return
        by = self._ports.current()

        def signed() -> tuple[HandedOver, StaffMember]:
            member = self._ports.unlock(to.clerk, form.password)
            return self._ports.give(member, by, form.papers, form.note, True), member

        self._run("Đang kiểm tra chữ ký của người nhận…", signed, lambda done: self._given(*done))

    def give_unsigned(self, form: HandOverForm) -> None:
        """Hand over to a colleague who is not here and will sign at their log-in."""
        to = form.to
        self._screen.show_hand_over_faults({} if to else {"to": fault_words("missing")})
        if to is None:
            return
        by = self._ports.current()
        self._run(
            "Đang ghi bàn giao…",
            lambda: self._ports.give(to, by, form.papers, form.note, False),
            self._offered_to,
        )

    def close(self, form: HandOverForm) -> None:
        """End the shift without a successor."""
        by = self._ports.current()
        self._screen.show_hand_over_faults({})
        self._run(
            "Đang kết thúc ca…",
            lambda: self._ports.close(by, form.papers, form.note),
            self._closed,
        )

    def accept(self, remark: str) -> None:
        """Sign for the shift that waits for the clerk who is logged in."""
        offered, by = self._offered, self._ports.current()
        if offered is None:
            return
        self._screen.show_hand_over_faults({})
        self._run(
            "Đang ghi chữ ký…",
            lambda: self._ports.accept(offered.name, by, remark),
            self._accepted,
        )

    def _begun(self, mode: Mode, own: HandOverView | None, offered: Shift | None) -> None:
        self._offered = offered
        if mode is Mode.ACCEPT:
            if offered is not None and offered.handed is not None:
                self._attention = ()
                self._screen.show_hand_over(_accepting(offered, offered.handed))
            return
        if own is None:
            self._screen.show_trouble(NoShift())
            return
        self._attention = own.attention
        self._screen.show_hand_over(_giving(mode, own))

    def _run(self, words: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._screen.show_signing(words)

        def answered(answer: object) -> None:
            self._is_busy = False
            self._screen.show_signing("")
            done(answer)

        self._ports.run(job, answered, self._failed)

    def _failed(self, error: CounterError) -> None:
        self._is_busy = False
        self._screen.show_signing("")
        if isinstance(error, FieldsRefused):
            self._screen.show_hand_over_faults(
                {name: fault_words(fault) for name, fault in error.problems.items()}
            )
        elif type(error).__name__ in ("WrongPassword", "TooManyAttempts"):
            self._screen.show_hand_over_faults({"password": sentence_of(error)})
        else:
            self._screen.show_trouble(error)

    def _given(self, done: HandedOver, member: StaffMember) -> None:
        self._ports.take_desk(member)
        self._leave(
            done.given,
            f"{done.given.person} đã bàn giao ca cho {member.name} lúc "
            f"{_ended(done.given)}, hai bên đã ký. Từ giờ {member.name} trực quầy này.",
        )

    def _offered_to(self, done: HandedOver) -> None:
        name = done.given.to_person
        self._leave(
            done.given,
            f"Đã ghi bàn giao cho {name}. {name} ký nhận khi đăng nhập: Ca trực, F7.",
        )

    def _closed(self, shift: Shift) -> None:
        self._leave(shift, f"Đã kết thúc ca lúc {_ended(shift)}.")

    def _accepted(self, done: HandedOver) -> None:
        self._leave(done.given, f"Đã ký nhận ca của {done.given.person} lúc {_ended(done.given)}.")

    def _leave(self, shift: Shift, words: str) -> None:
        handed = shift.handed or HandOverList()
        to_at = shift.ended_at or shift.handed_at or self._ports.now()
        self._screen.leave_hand_over(words, sheet_of(shift, handed, to_at, self._attention))


def _giving(mode: Mode, view: HandOverView) -> HandOverShown:
    shift = view.shift
    since = f"{part_of_day_words(shift.is_morning)} của {shift.person}, từ {_since(shift)}"
    verb = "Bàn giao" if mode is Mode.GIVE else "Kết thúc"
    return HandOverShown(
        mode=mode,
        title=f"{verb} {since}",
        cash=amount_words(view.handed.cash),
        figures=figures(view.handed),
        attention=view.attention,
        colleagues=view.colleagues,
    )


def _accepting(shift: Shift, handed: HandOverList) -> HandOverShown:
    return HandOverShown(
        mode=Mode.ACCEPT,
        title=f"Nhận {part_of_day_words(shift.is_morning)} của {shift.person}, "
        f"bàn giao lúc {format_moment(shift.handed_at or shift.opened_at)}",
        cash=amount_words(handed.cash),
        figures=figures(handed),
        papers=handed.papers,
        note=handed.note,
    )


def _since(shift: Shift) -> str:
    return format_time(shift.since)


def _ended(shift: Shift) -> str:
    return format_time(shift.ended_at) if shift.ended_at else ""


def lines_of(text: str) -> Sequence[str]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
