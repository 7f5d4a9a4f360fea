"""What is filled into the forms: the values behind the ``{fields}`` of their data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelOut, SupplementAsked, TakenIn
from counter_app.domain.moments import day_of
from counter_app.domain.people import Person, Submitter
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Unit
from counter_app.printing import phrases

_HEAD = frozenset(
    {
        *("unit_caps", "office", "office_caps", "unit_in_province", "unit_phone"),
        *("place", "day", "month", "year", "clerk_name"),
    }
)
_PERSON = ("name", "id", "address", "phone", "email")
_APPLICANT = frozenset(f"applicant_{part}" for part in _PERSON)
_SUBMITTER = frozenset(f"submitter_{part}" for part in _PERSON) | {"authorisation"}
_DOSSIER = frozenset(
    {
        *("code", "serial", "day_serial", "book", "procedure", "sets", "limit", "fees"),
        *("received_at", "competent_office", "counted_from", "due_at", "channel_out"),
    }
)
LISTS: Mapping[str, frozenset[str]] = {
    "01": frozenset({"papers", "owed_papers"}),
    "02": frozenset({"missing"}),
}
"""The lists that each form may print as numbered lines, by the form's number."""

FIELDS: Mapping[str, frozenset[str]] = {
    "01": _HEAD | _APPLICANT | _SUBMITTER | _DOSSIER,
    "02": _HEAD | _APPLICANT | {"procedure", "reason", "contact", "contact_phone"},
}
"""The fields that each form may use, by the form's number."""


@dataclass(frozen=True)
class Filling:
    """The values of one form: single texts and lists by field name, all in composed letters."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether there is something to say for a field or a list."""
        return bool(self.texts.get(name) or self.lists.get(name))


def appointment_filling(dossier: Dossier, unit: Unit, desk_number: int, clerk_name: str) -> Filling:
    """Return what form 01 says of a dossier."""
    intake = dossier.intake
    handed_in = tuple(paper for paper in intake.papers if not paper.is_lacking)
    return _filling(
        {
            **_head(unit, day_of(intake.received_at), clerk_name),
            **_person("applicant", intake.applicant),
            **_submitter(intake.submitter),
            **_numbers(dossier.code, intake, desk_number),
            **_other_territory(intake),
            "procedure": _procedure(intake.procedure_name, intake.procedure_code),
            "sets": f"{intake.sets:02d}",
            "limit": phrases.limit_in_words(intake.limit),
            "received_at": phrases.moment_in_words(intake.received_at),
            "due_at": phrases.promise_in_words(dossier.promised_at),
            "channel_out": _place_of_return(intake.channel_out, unit),
            "fees": phrases.fees_in_words(intake.fees),
        },
        {
            "papers": tuple(phrases.paper_in_words(paper) for paper in handed_in),
            "owed_papers": tuple(paper.name for paper in intake.papers if paper.is_lacking),
        },
    )


def supplement_filling(
    fact: SupplementAsked, unit: Unit, clerk_name: str, printed_at: datetime
) -> Filling:
    """Return what form 02 says: what is missing, why, and whom to ask."""
    return _filling(
        {
            **_head(unit, day_of(printed_at), clerk_name),
            **_person("applicant", fact.applicant),
            "procedure": _procedure(fact.procedure_name, fact.procedure_code),
            "reason": fact.reason,
            "contact": f"{unit.office} {phrases.unit_phrase(unit.name)}",
            "contact_phone": phrases.grouped_phone(unit.phone) or "……………………",
        },
        {"missing": fact.missing},
    )


def unit_filling(unit: Unit, on: date) -> Filling:
    """Return what the head of any paper of a unit says."""
    return _filling(_head(unit, on, ""), {})


def _filling(texts: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> Filling:
    return Filling(
        {name: composed(text) for name, text in texts.items()},
        {name: tuple(composed(item) for item in items) for name, items in lists.items()},
    )


def _head(unit: Unit, on: date, clerk_name: str) -> dict[str, str]:
    places = (phrases.unit_phrase(unit.name), phrases.province_phrase(unit.province))
    return {
        "unit_caps": phrases.unit_committee(unit.name).upper(),
        "office": unit.office,
        "office_caps": unit.office.upper(),
        "unit_in_province": ", ".join(place for place in places if place),
        "unit_phone": phrases.grouped_phone(unit.phone),
        "place": phrases.place_of(unit),
        "day": f"{on.day:02d}",
        "month": phrases.month_number(on),
        "year": str(on.year),
        "clerk_name": clerk_name,
    }


def _person(part: str, person: Person) -> dict[str, str]:
    return {
        f"{part}_name": person.name,
        f"{part}_id": person.id_number,
        f"{part}_address": phrases.address_in_words(person.address),
        f"{part}_phone": phrases.grouped_phone(person.phone),
        f"{part}_email": person.email,
    }


def _submitter(submitter: Submitter | None) -> dict[str, str]:
    if submitter is None:
        return {"submitter_name": ""}
    return {**_person("submitter", submitter.person), "authorisation": submitter.authorisation}


def _numbers(code: str, intake: TakenIn, desk_number: int) -> dict[str, str]:
    # A serial counts anew each day, so only day and serial together name a line of the year's
    # register; each desk keeps its own volume, because desks may not see each other.
    _, _, day_serial = code.partition("-")
    _, _, serial = code.rpartition("-")
    year = day_of(intake.received_at).year
    return {
        "code": code,
        "serial": serial,
        "day_serial": day_serial or code,
        "book": f"{intake.desk or desk_number:02d}/{year}",
    }


def _other_territory(intake: TakenIn) -> dict[str, str]:
    is_elsewhere = bool(intake.competent_office) or intake.counted_from != intake.received_at
    counted_from = phrases.moment_in_words(intake.counted_from) if is_elsewhere else ""
    return {"competent_office": intake.competent_office, "counted_from": counted_from}


def _procedure(name: str, code: str) -> str:
    return f"{name} ({code})" if code else name


def _place_of_return(channel: ChannelOut, unit: Unit) -> str:
    if channel is ChannelOut.POST:
        return "địa chỉ của chủ hồ sơ, qua dịch vụ bưu chính công ích"
    if channel is ChannelOut.ELECTRONIC:
        return "bản điện tử, qua Cổng Dịch vụ công quốc gia"
    return f"Quầy trả kết quả, {phrases.unit_committee(unit.name)}"
