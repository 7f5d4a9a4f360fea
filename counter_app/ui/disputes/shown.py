"""A dispute in words: what each side did, who, where, when, and what follows if it holds; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.disputes import Dispute, Side
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import (
    Corrected,
    CounterFounded,
    EntryName,
    Forwarded,
    Recorded,
    Settled,
)
from counter_app.domain.people import StaffMember
from counter_app.domain.units import Desk
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Question
from counter_app.ui.words import (
    STATE_WORDS,
    fact_title,
    fact_words,
    format_moment,
    promise_words,
    said,
)
from counter_app.ui.words_of_sync import corrected_words

_LATER = timedelta(minutes=2)
"""So much later than done, a step counts as written down afterwards."""

_A_DRAFT = EntryName("\uffff", 1)
"""Names the settlement that is only being thought about."""


@dataclass(frozen=True)
class Around:
    """What is needed to put names to people and places: staff, counters, units, and this desk."""

    names: Mapping[str, str]
    places: Mapping[str, CounterFounded]
    unit_name: Callable[[str], str]
    desk: Desk

    def who(self, clerk: str) -> str:
        """Return a person's name, or the log-in name of somebody from elsewhere."""
        return self.names.get(clerk, clerk)

    def where(self, journal: str, dossier: Dossier) -> str:
        """Return which counter a journal belongs to.

        The counters of other units are not known here; of their units the dossier tells.
        """
        found = self.places.get(journal)
        if found is None:
            units = _units(dossier) - {self.desk.unit.code}
            return self.unit_name(units.pop()) if len(units) == 1 else "Một quầy khác"
        here = found.unit_code == self.desk.unit.code and found.desk == self.desk.number
        return f"{found.unit_name} · Quầy {found.desk}" + (" (quầy này)" if here else "")


@dataclass(frozen=True)
class SideShown:
    """One side as it is shown: ``also`` are earlier disputed steps that hold or fall with it."""

    name: EntryName
    title: str
    details: str
    who: str
    where: str
    when: str
    exactly: str
    also: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class DisputeShown:
    """A dispute as the page shows it; ``of_many`` says which of several it is, if it is one."""

    code: str
    procedure: str
    applicant: str
    until_then: str
    of_many: str
    sides: tuple[SideShown, ...]
    neither: str

    def title_of(self, holds: EntryName | None) -> str:
        """Return the name of what holds."""
        return next((side.title for side in self.sides if side.name == holds), "")


@dataclass(frozen=True)
class DisputedRow:
    """A disputed dossier as a line of the list."""

    code: str
    procedure: str
    applicant: str
    state: str
    received_at: datetime


def disputed_rows(rows: Sequence[DossierRow]) -> tuple[DisputedRow, ...]:
    """Return the list of disputed dossiers in words."""
    return tuple(
        DisputedRow(
            code=row.code,
            procedure=row.procedure_name,
            applicant=said_name(row.applicant_name),
            state=STATE_WORDS[row.state],
            received_at=row.received_at,
        )
        for row in rows
    )


def shown_of(dossier: Dossier, dispute: Dispute, around: Around, now: datetime) -> DisputeShown:
    """Return a dispute of a dossier in words."""
    count = len(dossier.disputes)
    at = dossier.disputes.index(dispute) + 1
    return DisputeShown(
        code=dossier.code,
        procedure=dossier.intake.procedure_name,
        applicant=said_name(dossier.intake.applicant.name),
        until_then=f"Trong khi chờ, hồ sơ giữ nguyên: {_standing(dossier)}.",
        of_many=f"Mâu thuẫn {at}/{count} của hồ sơ này" if count > 1 else "",
        sides=tuple(_side(side, dossier, dispute, around, now) for side in dispute.sides),
        neither=outcome(dossier, dispute, None, now),
    )


def outcome(dossier: Dossier, dispute: Dispute, holds: EntryName | None, now: datetime) -> str:
    """Return how the dossier will stand if a side holds: what the fold itself would say."""
    settled = Recorded(
        name=_A_DRAFT,
        subject=dossier.name,
        after=tuple(entry.name for entry in dossier.history),
        at=max(now, dossier.history[-1].at),
        by="",
        fact=Settled(now, dispute.entries, holds, ""),
    )
    after = fold((*dossier.history, settled))
    rest = len(after.disputes)
    return _standing(after) + (f"; còn {rest} mâu thuẫn khác" if rest else "")


def question_of(
    shown: DisputeShown, holds: EntryName | None, reason: str, by: StaffMember
) -> Question:
    """Return the question that names what will be recorded."""
    keeps = [side for side in shown.sides if side.name == holds]
    loses = [side for side in shown.sides if side.name != holds]
    lines = [f"Sẽ ghi vào nhật ký hồ sơ {shown.code}, không xóa gì:"]
    lines += [f"• Có hiệu lực: {_in_full(side)}." for side in keeps]
    lines += [f"• Không có hiệu lực, vẫn còn trong lịch sử: {_in_full(side)}." for side in loses]
    lines.append(f"• Sau đó hồ sơ: {keeps[0].outcome if keeps else shown.neither}.")
    lines.append(f"• Lý do: {reason}")
    lines.append(f"• Người quyết định: {by.name}")
    title = f"Giữ việc “{keeps[0].title}”?" if keeps else "Không giữ việc nào?"
    return Question(title, "\n".join(lines), "Ghi quyết định")


def _side(
    side: Side, dossier: Dossier, dispute: Dispute, around: Around, now: datetime
) -> SideShown:
    entry = _entry(dossier, side.name)
    done_at = getattr(entry.fact, "done_at", None) or side.at
    exactly = format_moment(done_at)
    if side.at - done_at > _LATER:
        exactly += f", ghi vào máy lúc {format_moment(side.at)}"
    return SideShown(
        name=side.name,
        title=fact_title(entry.fact),
        details=_details(entry),
        who=around.who(side.by),
        where=around.where(side.name.journal, dossier),
        when=said(done_at, now),
        exactly=exactly,
        also=tuple(_earlier(_entry(dossier, name), around) for name in side.rests_on),
        outcome=outcome(dossier, dispute, side.name, now),
    )


def _units(dossier: Dossier) -> set[str]:
    """Return the units that have had a dossier: the one it was taken in at, and where it went."""
    facts = [entry.fact for entry in dossier.history]
    sent = {fact.to_unit for fact in facts if isinstance(fact, Forwarded) and fact.to_unit}
    return {dossier.intake.unit_code, *sent} - {""}


def _details(entry: Recorded) -> str:
    """Return what a step says; of a correction what it changes, for that is what is disputed."""
    words = fact_words(entry.fact)
    if isinstance(entry.fact, Corrected):
        return " · ".join(part for part in (words, corrected_words(entry.fact)) if part)
    return words


def _earlier(entry: Recorded, around: Around) -> str:
    title, details = fact_title(entry.fact), _details(entry)
    who = around.who(entry.by)
    return f"{title}, {who}, {format_moment(entry.at)}" + (f" ({details})" if details else "")


def _entry(dossier: Dossier, name: EntryName) -> Recorded:
    return next(entry for entry in dossier.history if entry.name == name)


def _standing(dossier: Dossier) -> str:
    state = STATE_WORDS[dossier.state]
    holder = dossier.holder.name or dossier.holder.unit_name
    parts = [state, f"tại {holder}" if holder else ""]
    if dossier.end is None and dossier.returned is None:
        parts.append(f"hẹn trả {promise_words(dossier.due_at)}")
    return ", ".join(part for part in parts if part)


def _in_full(side: SideShown) -> str:
    return f"{side.title} ({side.who}, {side.where}, {side.exactly})"
