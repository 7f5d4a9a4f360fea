"""What is filled into the forms: the values behind the ``{fields}`` of their data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelOut, TakenIn
from counter_app.domain.moments import day_of
from counter_app.domain.people import Person, Submitter
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Unit
from counter_app.printing import phrases


@dataclass(frozen=True)
class Filling:
    """The values of one form: texts, lists and tables by name, all in composed letters.

    ``rows`` are the rows of tables, each a filling of its own. ``blank`` stands where there is
    no value: a dash on a form, so that nobody writes it in later; nothing in a cell of a table.
    """

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple["Filling", ...]] = field(default_factory=dict)
    blank: str = phrases.NOTHING

    def has(self, name: str) -> bool:
        """Return whether there is something to say for a field or a list."""
        return bool(self.texts.get(name) or self.lists.get(name))


def appointment_filling(dossier: Dossier, unit: Unit, desk_number: int, clerk_name: str) -> Filling:
    """Return what form 01 says of a dossier."""
    intake = dossier.intake
    handed_in = tuple(paper for paper in intake.papers if not paper.is_lacking)
    return filling_of(
        {
            **head_texts(unit, day_of(intake.received_at), clerk_name),
            **person_texts("applicant", intake.applicant),
            **_submitter(intake.submitter),
            **_numbers(dossier.code, intake, desk_number),
            **_other_territory(intake),
            **_replaced(dossier),
            "procedure": procedure_text(intake.procedure_name, intake.procedure_code),
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


def unit_filling(unit: Unit, on: date) -> Filling:
    """Return what the head of any paper of a unit says."""
    return filling_of(head_texts(unit, on, ""))


def filling_of(
    texts: Mapping[str, str],
    lists: Mapping[str, tuple[str, ...]] | None = None,
    rows: Mapping[str, Iterable[Mapping[str, str]]] | None = None,
) -> Filling:
    """Return values as a filling, in composed letters."""
    return Filling(
        _composed(texts),
        {name: tuple(composed(item) for item in items) for name, items in (lists or {}).items()},
        {
            name: tuple(Filling(_composed(row), blank="") for row in table)
            for name, table in (rows or {}).items()
        },
    )


def _composed(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: composed(text) for name, text in texts.items()}


def head_texts(unit: Unit, on: date, clerk_name: str) -> dict[str, str]:
    """Return what the head of a paper says of the unit and the day, and who signs."""
    places = (phrases.unit_phrase(unit.name), phrases.province_phrase(unit.province))
    return {
        "unit_caps": phrases.unit_committee(unit.name).upper(),
        "office": unit.office,
        "office_caps": unit.office.upper(),
        "office_stem": phrases.office_stem(unit.office),
        "agency": phrases.unit_committee(unit.name),
        "unit_in_province": ", ".join(place for place in places if place),
        "unit_phone": phrases.grouped_phone(unit.phone),
        "place": phrases.place_of(unit),
        "day": f"{on.day:02d}",
        "month": phrases.month_number(on),
        "year": str(on.year),
        "clerk_name": clerk_name,
    }


def person_texts(part: str, person: Person) -> dict[str, str]:
    """Return what a form says of a person, each field's name beginning with the part they play."""
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
    return {**person_texts("submitter", submitter.person), "authorisation": submitter.authorisation}


def _numbers(code: str, intake: TakenIn, desk_number: int) -> dict[str, str]:
    # A serial counts anew each day, so only day and serial together name a line of the year's
    # register; each desk keeps its own volume, because desks may not see each other.
    _, _, serial = code.rpartition("-")
    year = day_of(intake.received_at).year
    return {
        "code": code,
        "serial": serial,
        "day_serial": day_serial_of(code),
        "book": f"{intake.desk or desk_number:02d}/{year}",
    }


def day_serial_of(code: str) -> str:
    """Return the day and the serial of a code, ``261123-2007``: a number within the year."""
    _, _, day_serial = code.partition("-")
    return day_serial or code


def _other_territory(intake: TakenIn) -> dict[str, str]:
    is_elsewhere = bool(intake.competent_office) or intake.counted_from != intake.received_at
    counted_from = phrases.moment_in_words(intake.counted_from) if is_elsewhere else ""
    return {"competent_office": intake.competent_office, "counted_from": counted_from}


def _replaced(dossier: Dossier) -> dict[str, str]:
    """Return which earlier slip the one in force replaces; nothing before a correction."""
    in_force = max(dossier.slips, key=lambda slip: slip.number, default=None)
    if in_force is None or not in_force.replaces:
        return {"replaces": "", "former_code": ""}
    earlier = [slip for slip in dossier.slips if slip.number == in_force.replaces]
    return {
        "slip_number": str(in_force.number),
        "replaces": str(in_force.replaces),
        "former_code": in_force.former_code,
        "replaced_at": phrases.moment_in_figures(earlier[0].at) if earlier else "",
    }


def procedure_text(name: str, code: str) -> str:
    """Return a procedure's name with its code in brackets."""
    return f"{name} ({code})" if code else name


def _place_of_return(channel: ChannelOut, unit: Unit) -> str:
    if channel is ChannelOut.POST:
        return "địa chỉ của chủ hồ sơ, qua dịch vụ bưu chính công ích"
    if channel is ChannelOut.ELECTRONIC:
        return "bản điện tử, qua Cổng Dịch vụ công quốc gia"
    return f"Quầy trả kết quả, {phrases.unit_committee(unit.name)}"
