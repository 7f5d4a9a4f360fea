"""What a form means: its text read into a request, and every field that cannot be read.

Fields are named as the intake service names them (``applicant.phone``, ``fees.0.amount``), and
so are their faults, for which ``ui/words.py`` has the sentences.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import ChannelIn, ChannelOut, FeeLine, Paper, PaperKind
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import (
    Address,
    Person,
    Sex,
    Submitter,
    problems_of_person,
    tidy_person,
)
from counter_app.domain.plain_text import composed
from counter_app.services.intake import IntakeRequest
from counter_app.ui.dates import NotADate, read_day
from counter_app.ui.intake.form import FeeRow, IntakeForm, PaperRow, PaperState, PersonForm

Value = TypeVar("Value")

_DAY = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\b\d{8}\b")
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?")
_GROUPED = re.compile(r"\d{1,3}([.,\s]\d{3})+")
_CURRENCY = re.compile(r"\s*(đ|₫|đồng|vnđ|vnd)\.?$", re.IGNORECASE)


class Unreadable(Refusal):
    """A field's text cannot be read; ``fault`` names why."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Reading:
    """The request a form stands for, as far as it can be read, and what is wrong with it."""

    request: IntakeRequest
    problems: dict[str, str]


def read_date(text: str) -> date:
    """Return the day typed as ``15081991``, ``15/8/1991``, ``15-8-1991`` or ``15.8.1991``.

    Raises:
        Unreadable: it is no day of the calendar, or the year has not four digits.
    """
    try:
        day = read_day(text)
    except NotADate as error:
        raise Unreadable("not_a_date") from error
    if day is None:
        raise Unreadable("not_a_date")
    return day


def read_moment(text: str) -> datetime:
    """Return the moment typed as ``9:30 24/11/2026``, ``24/11/2026 9h30`` or a clock and a day.

    Raises:
        Unreadable: the day or the clock time is missing or impossible.
    """
    day = _DAY.search(text)
    clock = _CLOCK.search(text.replace(day.group(), " ") if day else text)
    if day is None or clock is None:
        raise Unreadable("not_a_moment")
    hour, minute = int(clock.group(1)), int(clock.group(2) or 0)
    on = read_date(day.group())
    if hour > 23 or minute > 59:
        raise Unreadable("not_a_moment")
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=VIETNAM)


def read_amount(text: str) -> int:
    """Return đồng typed as ``10000``, ``10.000``, ``10 000`` or ``10.000 đ``.

    Raises:
        Unreadable: it is not a whole number of đồng.
    """
    plain = _CURRENCY.sub("", text.strip())
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,\s]", "", plain)
    if not (plain.isascii() and plain.isdigit()):
        raise Unreadable("not_an_amount")
    return int(plain)


def read_count(text: str) -> int:
    """Return a count of sets.

    Raises:
        Unreadable: it is not a whole number.
    """
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()):
        raise Unreadable("not_a_count")
    return int(plain)


def read_limit(text: str) -> TimeLimit:
    """Return the time limit typed as ``3 ngày làm việc``, ``20 ngày``, ``8 giờ``, ``trong ngày``.

    Raises:
        Unreadable: it is no time limit.
    """
    try:
        return TimeLimit.parse(text)
    except Refusal as error:
        raise Unreadable("not_a_limit") from error


class _FormReader:
    """Reads one form, gathering the faults by field."""

    def __init__(self, today: date) -> None:
        self.problems: dict[str, str] = {}
        self._today = today

    def value(self, field: str, text: str, read: Callable[[str], Value]) -> Value | None:
        if not text.strip():
            return None
        try:
            return read(text)
        except Unreadable as unreadable:
            self.problems[field] = unreadable.fault
            return None

    def person(self, who: str, form: PersonForm) -> Person:
        person = tidy_person(
            Person(
                name=form.name,
                id_number=form.id_number,
                birth_on=self.value(f"{who}.birth_on", form.birth, read_date),
                sex=Sex(form.sex) if form.sex else None,
                address=_address(form),
                phone=form.phone,
                email=form.email,
            )
        )
        for field, fault in problems_of_person(person, self._today).items():
            self.problems.setdefault(f"{who}.{field}", fault)
        return person

    def fees(self, rows: tuple[FeeRow, ...]) -> tuple[FeeLine, ...]:
        lines = []
        for index, row in enumerate(rows):
            if not row.name.strip() and not row.amount.strip():
                continue
            if not row.name.strip():
                self.problems[f"fees.{index}.name"] = "missing"
            if not row.amount.strip():
                self.problems[f"fees.{index}.amount"] = "missing"
            amount = self.value(f"fees.{index}.amount", row.amount, read_amount)
            lines.append(FeeLine(composed(row.name), amount or 0))
        return tuple(lines)


def read_form(form: IntakeForm, today: date) -> Reading:
    """Return the request that a form stands for; unreadable fields are left out and named."""
    reader = _FormReader(today)
    request = IntakeRequest(
        procedure_code=form.procedure_code,
        applicant=reader.person("applicant", form.applicant),
        submitter=_submitter(reader, form),
        papers=_papers(form.papers),
        sets=reader.value("sets", form.sets or "1", read_count) or 0,
        fees=reader.fees(form.fees),
        channel_in=ChannelIn(form.channel_in),
        channel_out=ChannelOut(form.channel_out),
        note=composed(form.note),
        received_at=reader.value("received_at", form.received, read_moment),
        limit=reader.value("limit", form.limit, read_limit) if form.is_limit_confirmed else None,
        is_extra_session=form.is_extra_session,
    )
    request = _with_other_office(reader, form, request)
    if not form.procedure_code:
        reader.problems["procedure_code"] = "missing"
    if "sets" not in reader.problems and not 1 <= request.sets <= 99:
        reader.problems["sets"] = "not_a_count"
    return Reading(request, _in_reading_order(reader.problems))


def _submitter(reader: _FormReader, form: IntakeForm) -> Submitter | None:
    if not form.has_submitter:
        return None
    return Submitter(reader.person("submitter", form.submitter), composed(form.authorisation))


def _with_other_office(
    reader: _FormReader, form: IntakeForm, request: IntakeRequest
) -> IntakeRequest:
    if not form.is_elsewhere:
        return request
    received_at = reader.value("competent_received_at", form.competent_received, read_moment)
    if not form.competent_office.strip():
        reader.problems["competent_office"] = "missing"
    if not form.competent_received.strip():
        reader.problems["competent_received_at"] = "missing"
    return replace(
        request,
        competent_office=composed(form.competent_office),
        competent_received_at=received_at,
    )


def _address(form: PersonForm) -> Address:
    commune, _, province = form.commune.rpartition(",")
    if not commune:
        commune, province = province, ""
    return Address(
        line=form.line,
        commune_code=form.commune_code,
        commune=commune.strip(),
        province=province.strip(),
    )


def _papers(rows: tuple[PaperRow, ...]) -> tuple[Paper, ...]:
    """Return the papers that are here or lacking; what is not needed is not part of the slip."""
    papers = []
    for row in rows:
        is_here = row.state == PaperState.PRESENT
        is_missing = row.state == PaperState.LACKING or (
            row.state == PaperState.UNCHECKED and row.is_required
        )
        if row.name.strip() and (is_here or is_missing):
            kind = PaperKind(row.kind)
            papers.append(Paper(composed(row.name), kind, row.count, is_lacking=is_missing))
    return tuple(papers)


_ORDER = (
    "procedure_code",
    "applicant.",
    "submitter.",
    "authorisation",
    "papers",
    "limit",
    "channel",
    "fees",
    "sets",
    "note",
    "received_at",
    "competent_office",
    "competent_received_at",
)


def _in_reading_order(problems: dict[str, str]) -> dict[str, str]:
    """Return the problems in the order in which the fields stand on the screen."""

    def place(item: tuple[str, str]) -> int:
        field = item[0]
        places = (i for i, start in enumerate(_ORDER) if field.startswith(start))
        return next(places, len(_ORDER))

    return dict(sorted(problems.items(), key=place))
