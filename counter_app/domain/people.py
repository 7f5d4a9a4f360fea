"""The people of a dossier and of the counter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import Refusal
from counter_app.domain.plain_text import composed, digits_of


class Sex(StrEnum):
    """Sex as the citizen's card states it."""

    MALE = "male"
    FEMALE = "female"


class Role(StrEnum):
    """What a member of staff may do at this counter."""

    CLERK = "clerk"
    HEAD = "head"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True)
class StaffMember:
    """A member of staff with an account: ``clerk`` is the log-in name, ``name`` the person's."""

    clerk: str
    name: str
    role: Role = Role.CLERK


@dataclass(frozen=True)
class Address:
    """Where a person lives: the part inside the commune, and the commune with its province.

    ``commune_code`` is the code of the commune of today, or empty where it is not known.
    """

    line: str = ""
    commune_code: str = ""
    commune: str = ""
    province: str = ""

    @property
    def text(self) -> str:
        """The whole address in one line, from the smallest place to the largest."""
        return ", ".join(part for part in (self.line, self.commune, self.province) if part)


@dataclass(frozen=True)
class Person:
    """An applicant or a submitter: a person, or an organisation without sex and birth date.

    ``id_number`` is the 12-digit personal number (or an organisation's tax code), without spaces.
    """

    name: str
    id_number: str = ""
    birth_on: date | None = None
    sex: Sex | None = None
    address: Address = Address()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Submitter:
    """Who hands the dossier in for the applicant, and by which authorisation."""

    person: Person
    authorisation: str = ""


class FieldsRefused(Refusal):
    """Some fields of a form are wrong: ``problems`` maps a field's name to the fault's name.

    The names of faults are words of ``ui/words.py``; nothing typed is thrown away.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {fault}" for field, fault in problems.items()))
        self.problems = problems


def tidy_person(person: Person) -> Person:
    """Return the person as it is kept: composed letters, numbers without spaces."""
    home = person.address
    return Person(
        name=composed(person.name),
        id_number=tidy_id_number(person.id_number),
        birth_on=person.birth_on,
        sex=person.sex,
        address=Address(
            line=composed(home.line),
            commune_code=home.commune_code.strip(),
            commune=composed(home.commune),
            province=composed(home.province),
        ),
        phone=tidy_phone(person.phone),
        email=person.email.strip(),
    )


def tidy_id_number(text: str) -> str:
    """Return a personal or tax number without the spaces and dots people type in it."""
    return "".join(letter for letter in text if letter not in " .\u00a0\t")


def tidy_phone(text: str) -> str:
    """Return a phone number as digits; ``+84`` becomes the leading ``0``."""
    number = digits_of(text)
    if text.strip().startswith("+84") or (number.startswith("84") and len(number) == 11):
        return "0" + number[2:]
    return number if number == "" or not text.strip().strip("0123456789 .-()+") else text.strip()


def problems_of_person(person: Person, today: date) -> dict[str, str]:
    """Return what is wrong with a tidied person, by field; an empty answer means nothing.

    Only what can be known for certain is an error: a personal number has 12 digits (a tax
    code has 10 or 13 and belongs to an organisation), a birth date is not in the future, a
    phone number in Vietnam has 10 digits (11 for some landlines).
    """
    problems: dict[str, str] = {}
    if not person.name:
        problems["name"] = "missing"
    elif not any(letter.isalpha() for letter in person.name):
        problems["name"] = "not_a_name"
    elif len(person.name) > 200:
        problems["name"] = "too_long"
    if person.id_number and not _is_id_number(person.id_number):
        problems["id_number"] = "not_12_digits"
    if person.birth_on and not date(1900, 1, 1) <= person.birth_on <= today:
        problems["birth_on"] = "not_in_a_lifetime"
    if person.phone and not (
        person.phone.isascii() and person.phone.isdigit() and person.phone.startswith("0")
    ):
        problems["phone"] = "not_a_phone"
    elif person.phone and len(person.phone) < 10:
        problems["phone"] = "too_short"
    elif person.phone and len(person.phone) > 11:
        problems["phone"] = "too_long"
    if person.email and ("@" not in person.email.strip("@") or " " in person.email):
        problems["email"] = "not_an_email"
    return problems


def _is_id_number(number: str) -> bool:
    plain = number.replace("-", "")
    return plain.isascii() and plain.isdigit() and len(plain) in (10, 12, 13)
