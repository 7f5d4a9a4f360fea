"""What the letters to a citizen say: forms 02 and 03 before intake, 02 to 05 of a dossier."""

from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    Apologised,
    IntakeRefused,
    Reappointed,
    Recorded,
    Refused,
    Stopped,
    SupplementAsked,
    SupplementRequested,
)
from counter_app.domain.moments import at_counter, day_of
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.filling import (
    Filling,
    day_serial_of,
    filling_of,
    head_texts,
    person_texts,
    procedure_text,
)

LetterFact = SupplementRequested | Refused | Apologised | Reappointed | Stopped
"""The steps of a dossier that go to the citizen as a letter."""

_TO_WRITE = "……"
"""Stands where the office writes a number of its own register by hand."""

_PHONE_TO_WRITE = "……………………"


def supplement_filling(
    fact: SupplementAsked, unit: Unit, clerk_name: str, printed_at: datetime
) -> Filling:
    """Return what form 02 says before intake: what is missing, why, and whom to ask."""
    texts = _before_intake(fact, unit, clerk_name, printed_at)
    return filling_of(texts, {"missing": fact.missing})


def refusal_filling(
    fact: IntakeRefused, unit: Unit, clerk_name: str, printed_at: datetime
) -> Filling:
    """Return what form 03 says before intake: who asked for what, and why it is refused."""
    return filling_of(_before_intake(fact, unit, clerk_name, printed_at))


def letter_filling(
    dossier: Dossier, entry: Recorded, fact: LetterFact, unit: Unit, signer: str
) -> Filling:
    """Return what a letter about a dossier says: the dossier, and the step it tells of."""
    intake = dossier.intake
    received = at_counter(intake.received_at)
    texts = {
        **head_texts(unit, day_of(fact.done_at), signer),
        **person_texts("applicant", intake.applicant),
        **_contact(unit),
        "number": _number(dossier, entry),
        "code": dossier.code,
        "procedure": procedure_text(intake.procedure_name, intake.procedure_code),
        "received_day": f"{received.day:02d}",
        "received_month": phrases.month_number(received.date()),
        "received_year": str(received.year),
        "due_at": phrases.moment_in_words(dossier.due_at),
        "reason": fact.reason,
    }
    if isinstance(fact, Reappointed):
        texts["due_at"] = phrases.moment_in_words(fact.earlier_due_at)
        texts["new_due_on"] = phrases.day_in_words(day_of(fact.due_at))
    if isinstance(fact, Stopped):
        texts["stopped_on"] = phrases.day_in_words(day_of(fact.done_at))
    missing = fact.missing if isinstance(fact, SupplementRequested) else ()
    return filling_of(texts, {"missing": missing})


def _before_intake(
    fact: SupplementAsked | IntakeRefused, unit: Unit, clerk_name: str, printed_at: datetime
) -> dict[str, str]:
    return {
        **head_texts(unit, day_of(printed_at), clerk_name),
        **person_texts("applicant", fact.applicant),
        **_contact(unit),
        "number": _TO_WRITE,
        "procedure": procedure_text(fact.procedure_name, fact.procedure_code),
        "reason": fact.reason,
    }


def _contact(unit: Unit) -> dict[str, str]:
    return {
        "contact": f"{unit.office} {phrases.unit_phrase(unit.name)}",
        "contact_phone": phrases.grouped_phone(unit.phone) or _PHONE_TO_WRITE,
    }


def _number(dossier: Dossier, entry: Recorded) -> str:
    """Return the number of a letter: the dossier's in its day; a second one of a kind adds 2."""
    of_kind = [each.name for each in dossier.history if type(each.fact) is type(entry.fact)]
    place = of_kind.index(entry.name) + 1
    serial = day_serial_of(dossier.code)
    return serial if place == 1 else f"{serial}.{place}"
