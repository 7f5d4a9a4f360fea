"""The attention list: what the rules of ``domain.attention`` find in the journals in scope."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from counter_app.domain.attention import (
    RULES,
    AttentionRule,
    Finding,
    Pattern,
    at_the_edge,
    clock_wrong,
    dates_changed,
    not_apologised,
    outside_hours,
    silent,
)
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import EntryName, Recorded
from counter_app.domain.figures import Figure, Period
from counter_app.domain.journal_log import JournalPlace
from counter_app.domain.open_hours import OpenHours
from counter_app.domain.people import StaffMember
from counter_app.domain.report import By, ReportForm
from counter_app.services import reports
from counter_app.services.acting import check_supervisor
from counter_app.services.contacts import UnitContact, known_at, of_units, silent_since
from counter_app.services.counter import Counter
from counter_app.services.review import open_hours_of, places_of, shelf_of
from counter_app.services.supervision import silence
from counter_app.store.contacts import ContactsShelf
from counter_app.store.overview import OverviewShelf
from counter_app.store.store import Reading

_LATE = (Figure.LATE_SILENT, Figure.OVERDUE_SILENT)


def findings(
    counter: Counter,
    period: Period,
    by: StaffMember,
    now: datetime,
    rules: Mapping[Pattern, AttentionRule] = RULES,
) -> tuple[Finding, ...]:
    """Return what is worth a look in a period, in the order of the rules.

    Raises:
        OnlySupervisors: somebody else asks.
        PeriodBackwards, PeriodTooLong: the period makes no sense.
    """
    check_supervisor(counter, by, "attention", now)
    counts = _late_counts(counter, period, now)
    start, end = period.start, period.as_of(now) + timedelta(microseconds=1)
    with counter.store.reading() as reading:
        places = places_of(counter, reading)
        units = {place.journal: place.unit for place in places}
        shelf = OverviewShelf(reading.connection)
        hours = open_hours_of(counter, reading, set(units.values()))
        near = shelf.solved_near_due(start, end, rules[Pattern.EDGE].within)
        dates = shelf_of(reading).date_changes(start, end)
        # A unit may have opened longer, never shorter: only what lies outside is looked at.
        closed = OpenHours(counter.due_clock).closed(start, end)
        clocks = reading.journal.of_kinds_between(("ClockConfirmed",), start, end)
        told = ContactsShelf(reading.connection, reading.numbers)
        off = told.wrong_clocks(start, end, rules[Pattern.CLOCK].apart)
        return (
            *at_the_edge((each for each in near if each.unit in hours), now, rules),
            *dates_changed(dates, units, rules),
            *clock_wrong((*clocks, *_last(reading, places)), off, units, now, rules),
            *outside_hours(shelf.received(closed), hours, rules),
            *not_apologised(counts, rules),
            *silent(_silent(counter, places, of_units(reading), now), rules),
        )


def behind(
    counter: Counter,
    finding: Finding,
    period: Period,
    by: StaffMember,
    now: datetime,
    most: int = 200,
) -> tuple[DossierRow, ...]:
    """Return the dossiers that a finding is about; () where entries or a whole unit are meant.

    Raises:
        OnlySupervisors: somebody else asks.
    """
    check_supervisor(counter, by, "attention", now)
    if finding.rule.pattern is Pattern.NO_APOLOGY:
        report = reports.report(counter, ReportForm.II_06A, period, By.UNIT, now)
        pages = (
            reports.rows_behind(counter, report, figure, finding.unit, 0, most).rows
            for figure in _LATE
        )
        return tuple(row for page in pages for row in page)[:most]
    with counter.store.reading() as reading:
        return reading.board.rows(_numbers(reading, finding.entries[:most]))


def _numbers(reading: Reading, names: tuple[EntryName, ...]) -> list[int]:
    """Return the numbers of the rows of dossiers: the positions of what the entries are about."""
    found = []
    for name in names:
        entry = reading.journal.entry(name)
        position = reading.journal.position(entry.subject) if entry else None
        if position is not None and position not in found:
            found.append(position)
    return found


def _late_counts(counter: Counter, period: Period, now: datetime) -> dict[str, int]:
    report = reports.report(counter, ReportForm.II_06A, period, By.UNIT, now)
    counts = {line.key: sum(line.tally.count(f) for f in _LATE) for line in report.lines}
    return {unit: count for unit, count in counts.items() if count}


def _last(reading: Reading, places: tuple[JournalPlace, ...]) -> list[Recorded]:
    """Return the last entry of each journal: one from tomorrow shows a clock that runs ahead."""
    names = (EntryName(place.journal, place.last_seq) for place in places)
    return [entry for name in names if (entry := reading.journal.entry(name)) is not None]


def _silent(
    counter: Counter,
    places: tuple[JournalPlace, ...],
    contacts: Mapping[str, UnitContact],
    now: datetime,
) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for unit in {place.unit for place in places} - {counter.desk.unit.code}:
        contact = contacts.get(unit)
        since = silent_since(contact, (place for place in places if place.unit == unit))
        if since is not None and silence(counter, known_at(contact, now))(since):
            found[unit] = since
    return found
