"""Looking dossiers up: today's, all of them, one by its code, some by what people type."""

from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.masking import masked
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.services.acting import looks_only, record_attempt
from counter_app.services.counter import Counter
from counter_app.store.errors import NoSuchDossier


@dataclass(frozen=True)
class TodayView:
    """What came in today: for the first screen after log-in."""

    rows: tuple[DossierRow, ...]
    taken_in_count: int
    supplement_count: int


def today(counter: Counter, now: datetime, most: int = 500) -> TodayView:
    """Return today's intake, newest first, and how much there was of it."""
    on = day_of(now)
    wanted = DossierFilter(received_on=on, unit=counter.sight)
    with counter.store.reading() as reading:
        return TodayView(
            rows=reading.dossiers.page(wanted, DossierOrder.NEWEST, most=most),
            taken_in_count=reading.dossiers.count(wanted),
            supplement_count=reading.supplements_asked_on(on),
        )


def page(
    counter: Counter,
    wanted: DossierFilter,
    order: DossierOrder,
    offset: int = 0,
    most: int = 200,
) -> tuple[DossierRow, ...]:
    """Return one page of the list of all dossiers."""
    with counter.store.reading() as reading:
        return reading.dossiers.page(_in_sight(counter, wanted), order, offset=offset, most=most)


def count(counter: Counter, wanted: DossierFilter) -> int:
    """Return how many dossiers the list would show."""
    with counter.store.reading() as reading:
        return reading.dossiers.count(_in_sight(counter, wanted))


def find(counter: Counter, text: str, most: int = 20) -> tuple[DossierRow, ...]:
    """Return the newest dossiers that match what was typed or scanned.

    Text may be a code (of today's or the old style), a name with or without diacritics, a card
    or phone number, a procedure's code or name.
    """
    with counter.store.reading() as reading:
        return reading.search.find(text, most=most, unit=counter.sight)


def open_dossier(counter: Counter, code: str) -> Dossier:
    """Return a dossier with its whole history.

    Raises:
        NoSuchDossier: no dossier of this counter has the code, or it is not for these eyes.
    """
    with counter.store.reading() as reading:
        dossier = reading.dossiers.by_code(code)
    unit = counter.sight
    if unit and dossier.intake.unit_code not in (unit, "") and unit not in dossier.units:
        raise NoSuchDossier(code)
    return dossier


def seen_by(counter: Counter, code: str, by: StaffMember, now: datetime) -> Dossier:
    """Return a dossier as somebody sees it: a supervisor without the full personal numbers.

    Raises:
        NoSuchDossier: as in ``open_dossier``; who asked for one that is here, but not for these
            eyes, stands in the journal then.
    """
    try:
        dossier = open_dossier(counter, code)
    except NoSuchDossier:
        if counter.sight and _is_here(counter, code):
            record_attempt(counter, by, "other_unit", now, code)
        raise
    return masked(dossier) if looks_only(by) else dossier


def _is_here(counter: Counter, code: str) -> bool:
    with counter.store.reading() as reading:
        try:
            reading.dossiers.by_code(code)
        except NoSuchDossier:
            return False
    return True


def _in_sight(counter: Counter, wanted: DossierFilter) -> DossierFilter:
    return replace(wanted, unit=counter.sight) if counter.sight else wanted
