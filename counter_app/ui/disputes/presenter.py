"""Decides what the screen "Mâu thuẫn" says, and carries a person's word on a dispute."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from counter_app.domain.disputes import Dispute
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import CounterFounded, EntryName
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.units import Desk
from counter_app.services import accounts, dossiers, review, settling
from counter_app.services.counter import ClockBehind, Counter, confirm_clock
from counter_app.ui.disputes.shown import (
    Around,
    DisputedRow,
    DisputeShown,
    disputed_rows,
    question_of,
    shown_of,
)
from counter_app.ui.notices import Question
from counter_app.ui.ports import Clock, Run
from counter_app.ui.words import fault_words, sentence_of

NOT_CHOSEN = "Hãy chọn việc nào có hiệu lực, hoặc không việc nào"
NO_REASON = "Hãy ghi lý do, để người khác hiểu vì sao quyết định như vậy"

Settle = Callable[[str, Dispute, EntryName | None, str, StaffMember, datetime], object]


@dataclass(frozen=True)
class DisputePorts:
    """Everything outside the screen of disputes."""

    run: Run
    now: Clock
    desk: Desk
    current_clerk: Callable[[], StaffMember]
    disputed: Callable[[], Sequence[DossierRow]]
    open_dossier: Callable[[str], Dossier]
    places: Callable[[], Mapping[str, CounterFounded]]
    unit_name: Callable[[str], str]
    staff: Callable[[], Mapping[str, str]]
    settle: Settle
    confirm_clock: Callable[[StaffMember, datetime], object]


def ports_of(
    counter: Counter, run: Run, now: Clock, current_clerk: Callable[[], StaffMember]
) -> DisputePorts:
    """Bind the screen of disputes to the services of one counter."""

    def names() -> dict[str, str]:
        return {member.clerk: member.name for member in accounts.staff(counter)}

    return DisputePorts(
        run=run,
        now=now,
        desk=counter.desk,
        current_clerk=current_clerk,
        disputed=partial(settling.disputed, counter),
        open_dossier=lambda code: dossiers.seen_by(counter, code, current_clerk(), now()),
        places=partial(settling.places, counter),
        unit_name=partial(review.unit_name, counter),
        staff=names,
        settle=partial(settling.settle, counter),
        confirm_clock=partial(confirm_clock, counter),
    )


@dataclass(frozen=True)
class Choice:
    """What the clerk chose: ``holds`` is a side, or None for none of them."""

    is_made: bool = False
    holds: EntryName | None = None


class DisputesScreen(Protocol):
    """What the view can do."""

    def show_list(self, rows: tuple[DisputedRow, ...]) -> None:
        """Fill the list of disputed dossiers."""

    def show_dispute(self, shown: DisputeShown, *, keeps_input: bool) -> None:
        """Show a dispute; ``keeps_input`` leaves what was chosen and typed where it still fits."""

    def leave_dispute(self) -> None:
        """Go back to the list."""

    def show_faults(self, choice: str, reason: str) -> None:
        """Say what is wrong with the choice and with the reason; nothing where they are right."""

    def show_working(self, is_working: bool) -> None:
        """Hold the main button while something is being recorded."""

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def say_warning(self, words: str) -> None:
        """Say what deserves care."""

    def ask_about_clock(self, words: str, is_right: Callable[[], None]) -> None:
        """Say that the clock stands behind the last entry, and offer to say that it is right."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""


@dataclass(frozen=True)
class _Page:
    dossier: Dossier
    dispute: Dispute
    shown: DisputeShown


class DisputesPresenter:
    """Reads the disputes, and records a settlement once the person has said yes."""

    def __init__(self, ports: DisputePorts, screen: DisputesScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._page: _Page | None = None
        self._wanted = ""
        self._is_working = False

    @property
    def code(self) -> str:
        """The dossier whose dispute is shown, or an empty text."""
        return self._page.dossier.code if self._page else ""

    def refresh(self) -> None:
        """Read again what is shown: something was recorded, here or elsewhere."""
        self._ports.run(
            lambda: disputed_rows(self._ports.disputed()),
            self._screen.show_list,
            self._screen.show_trouble,
            lane="disputes",
        )
        if self._page is not None and not self._is_working:
            self.open(self.code)

    def open(self, code: str) -> None:
        """Show the first dispute of a dossier."""
        ports, now = self._ports, self._ports.now()
        self._wanted = code

        def read() -> tuple[Dossier, Around]:
            around = Around(ports.staff(), ports.places(), ports.unit_name, ports.desk)
            return ports.open_dossier(code), around

        def show(answer: tuple[Dossier, Around]) -> None:
            if self._wanted == code:
                self._show(*answer, now)

        ports.run(read, show, self._screen.show_trouble, lane="disputes.page")

    def leave(self) -> None:
        """The page was left: an answer that is still under way is not shown any more."""
        self._page, self._wanted = None, ""

    def settle(self, choice: Choice, reason: str) -> None:
        """Ask the person to confirm, if a side is chosen and a reason is given."""
        page = self._page
        if page is None or self._is_working:
            return
        faults = ("" if choice.is_made else NOT_CHOSEN, "" if reason.strip() else NO_REASON)
        self._screen.show_faults(*faults)
        if any(faults):
            return
        by = self._ports.current_clerk()
        question = question_of(page.shown, choice.holds, reason.strip(), by)
        self._screen.ask(question, lambda: self._record(page, choice.holds, reason, by))

    def _show(self, dossier: Dossier, around: Around, now: datetime) -> None:
        before = self._page if self._page and self._page.dossier.name == dossier.name else None
        if not dossier.disputes:
            self.leave()
            self._screen.leave_dispute()
            self._screen.say_done(f"Hồ sơ {dossier.code} không còn mâu thuẫn nào.")
            return
        dispute = _same_or_first(dossier, before.dispute if before else None)
        self._page = _Page(dossier, dispute, shown_of(dossier, dispute, around, now))
        self._screen.show_dispute(self._page.shown, keeps_input=before is not None)
        if before is not None and before.dispute != dispute:
            self._screen.say_warning(fault_words("has_changed") + ".")

    def _record(self, page: _Page, holds: EntryName | None, reason: str, by: StaffMember) -> None:
        now, code = self._ports.now(), page.dossier.code

        def done(_: object) -> None:
            self._working(False)
            self.leave()
            self._screen.leave_dispute()
            self._screen.say_done(_done_words(page.shown, holds))
            self.refresh()

        def failed(error: CounterError) -> None:
            self._working(False)
            self._refused(error, lambda: self._record(page, holds, reason, by), by)

        self._working(True)
        self._ports.run(
            lambda: self._ports.settle(code, page.dispute, holds, reason, by, now), done, failed
        )

    def _refused(self, error: CounterError, again: Callable[[], None], by: StaffMember) -> None:
        if isinstance(error, ClockBehind):
            self._screen.ask_about_clock(sentence_of(error), lambda: self._confirm(again, by))
        elif isinstance(error, FieldsRefused):
            self._say_faults(error.problems)
        else:
            self._screen.show_trouble(error)
            self.refresh()

    def _say_faults(self, problems: Mapping[str, str]) -> None:
        choice = next((problems[name] for name in ("dispute", "holds") if name in problems), "")
        reason = problems.get("reason", "")
        self._screen.show_faults(
            fault_words(choice) if choice else "", fault_words(reason) if reason else ""
        )
        self.refresh()

    def _confirm(self, again: Callable[[], None], by: StaffMember) -> None:
        now = self._ports.now()
        self._ports.run(
            lambda: self._ports.confirm_clock(by, now),
            lambda answer: again(),
            self._screen.show_trouble,
        )

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)


def _same_or_first(dossier: Dossier, before: Dispute | None) -> Dispute:
    """Return the dispute that was shown before, or what it has grown into, or the first one."""
    if before is not None:
        known = set(before.entries)
        for dispute in dossier.disputes:
            if known & set(dispute.entries):
                return dispute
    return dossier.disputes[0]


def _done_words(shown: DisputeShown, holds: EntryName | None) -> str:
    title = shown.title_of(holds)
    what = f"giữ việc “{title}”" if title else "không giữ việc nào"
    return f"Đã ghi quyết định cho hồ sơ {shown.code}: {what}."
