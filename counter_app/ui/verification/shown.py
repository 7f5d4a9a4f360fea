"""What the screen "Kiểm tra nhật ký" shows, as frozen values in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.verification import Finding
from counter_app.services.journal_places import JournalStanding
from counter_app.ui.words import count_words, format_moment, number_words
from counter_app.ui.words_of_verification import finding_words, place_words

SOUND, BROKEN, UNCHECKED, UNSIGNED = (
    "Nguyên vẹn ✓",
    "Có vấn đề ▲",
    "Chưa kiểm tra",
    "Chưa có chữ ký",
)
NEVER = "Chưa lần nào"


@dataclass(frozen=True)
class JournalRow:
    """A journal as a row; ``tone`` is empty where nothing is to be said about its verdict."""

    unit: str
    desk: str
    journal: str
    entries: int
    last_at: datetime | None
    checked_at: datetime | None
    verdict: str
    tone: str


@dataclass(frozen=True)
class FindingRow:
    """A finding as a row, with what it means below."""

    finding: Finding
    where: str
    entry: str
    title: str
    meaning: str


@dataclass(frozen=True)
class VerificationShown:
    """Everything on the screen but the progress."""

    headline: str
    tone: str
    summary: str
    journals: tuple[JournalRow, ...]
    findings: tuple[FindingRow, ...]


def shown_of(standings: Sequence[JournalStanding]) -> VerificationShown:
    """Return what the screen says of the journals; those with findings come first."""
    ordered = sorted(standings, key=lambda each: (not each.findings, not each.place.desk))
    entries = sum(each.last_seq for each in standings)
    return VerificationShown(
        *_headline(standings),
        f"{count_words(len(standings), 'nhật ký')} · {count_words(entries, 'mục')} · "
        f"{_whole_words(standings)}",
        tuple(_row(each) for each in ordered),
        tuple(_finding(each, finding) for each in ordered for finding in each.findings),
    )


def moment_words(at: datetime | None) -> str:
    """Return a moment of the table."""
    return NEVER if at is None else format_moment(at)


def _whole_words(standings: Sequence[JournalStanding]) -> str:
    """Return when everything was last checked from its first entry."""
    whole = [each.whole_at for each in standings if each.last_seq]
    known = [at for at in whole if at is not None]
    if not known or len(known) < len(whole):
        return "chưa kiểm tra toàn bộ lần nào"
    return f"kiểm tra toàn bộ lúc {format_moment(min(known))}"


def _headline(standings: Sequence[JournalStanding]) -> tuple[str, str]:
    broken = [each for each in standings if each.findings]
    unchecked = [each for each in standings if each.checked_at is None and each.last_seq]
    if len(broken) == 1:
        (each,) = broken
        return f"Nhật ký của {place_words(each.place)} không còn nguyên vẹn", "overdue"
    if broken:
        return f"{number_words(len(broken))} nhật ký không còn nguyên vẹn", "overdue"
    if unchecked:
        return f"{number_words(len(unchecked))} nhật ký chưa được kiểm tra", "today"
    return "Mọi nhật ký đều nguyên vẹn", "done"


def _row(each: JournalStanding) -> JournalRow:
    place = each.place
    return JournalRow(
        unit=place.unit_name or "Chưa rõ của quầy nào",
        desk=f"Quầy {place.desk}" if place.desk else "",
        journal=place.journal,
        entries=each.last_seq,
        last_at=each.last_at,
        checked_at=each.checked_at,
        verdict=_verdict(each),
        tone=_tone(each),
    )


def _verdict(each: JournalStanding) -> str:
    if each.findings:
        return BROKEN
    if each.checked_at is None:
        return UNCHECKED
    return SOUND if each.is_signed or each.place.is_own else UNSIGNED


def _tone(each: JournalStanding) -> str:
    if each.findings:
        return "overdue"
    return "done" if _verdict(each) == SOUND else "today"


def _finding(each: JournalStanding, finding: Finding) -> FindingRow:
    words = finding_words(finding)
    return FindingRow(finding, place_words(each.place), finding.name, words.title, words.meaning)
