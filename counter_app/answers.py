"""What the commands answer: domain values as JSON objects, moments as the counter's clock."""

import re
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from counter_app.domain.deadline import Promise
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import CountedDay, Recorded, SlipPrinted
from counter_app.domain.figures import Tally
from counter_app.domain.moments import at_counter
from counter_app.domain.people import FieldsRefused, Person, Submitter
from counter_app.domain.report import APART, Report
from counter_app.domain.shifts import Shift
from counter_app.services.duty import DutyDay
from counter_app.services.journal_places import JournalStanding
from counter_app.services.old_register import OldRegisterReport, Outcome
from counter_app.ui.words import masked_number, sentence_of
from counter_app.ui.words_of_verification import finding_words

Answer = dict[str, Any]


def moment(at: datetime) -> str:
    """Return a moment as ISO 8601 with Vietnam's offset, to the second."""
    return at_counter(at).isoformat(timespec="seconds")


def refused(error: Exception) -> Answer:
    """Return what went wrong: the error's name for programs, the sentence for people."""
    name = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(error).__name__
    ).lower()
    answer: Answer = {"error": name, "message": sentence_of(error)}
    if isinstance(error, FieldsRefused):
        answer["fields"] = error.problems
    return answer


def counted(days: tuple[CountedDay, ...]) -> list[Answer]:
    """Return how a due moment was counted, day by day."""
    return [
        {"on": day.on, "number": day.number}
        | ({"reason": day.reason} if day.reason else {})
        | ({"name": day.name} if day.name else {})
        for day in days
    ]


def promised(promise: Promise) -> Answer:
    """Return a promise: the due moment, the limit and mode it comes from, and the count."""
    return {
        "due_at": moment(promise.due_at),
        "received_at": moment(promise.received_at),
        "limit": promise.limit.text,
        "mode": promise.mode.value,
        "counted": counted(promise.counted),
    }


def row(found: DossierRow) -> Answer:
    """Return a line of a list; personal numbers are masked."""
    return {
        "code": found.code,
        "procedure": found.procedure_code,
        "procedure_name": found.procedure_name,
        "field": found.field,
        "applicant": found.applicant_name,
        "id_number": masked_number(found.id_number),
        "phone": masked_number(found.phone),
        "state": found.state.value,
        "received_at": moment(found.received_at),
        "due_at": moment(found.due_at),
        "channel_in": found.channel_in.value,
        "channel_out": found.channel_out.value,
        "taken_in_by": found.taken_in_by,
    }


def dossier(shown: Dossier) -> Answer:
    """Return a dossier with all that the slip says, and its history."""
    intake = shown.intake
    return {
        "code": shown.code,
        "procedure": intake.procedure_code,
        "procedure_name": intake.procedure_name,
        "field": intake.field,
        "state": shown.state.value,
        "received_at": moment(intake.received_at),
        "counted_from": moment(intake.counted_from),
        "limit": intake.limit,
        "mode": intake.mode,
        "due_at": moment(shown.due_at),
        "counted": counted(intake.counted),
        "applicant": _person(intake.applicant),
        "submitter": intake.submitter and _submitter(intake.submitter),
        "papers": [
            {
                "name": paper.name,
                "kind": paper.kind.value,
                "count": paper.count,
                "is_lacking": paper.is_lacking,
            }
            for paper in intake.papers
        ],
        "sets": intake.sets,
        "fees": [{"name": fee.name, "amount": fee.amount} for fee in intake.fees],
        "channel_in": intake.channel_in.value,
        "channel_out": intake.channel_out.value,
        "note": intake.note,
        "competent_office": intake.competent_office,
        "taken_in_by": shown.taken_in_by,
        "slip_count": shown.slip_count,
        "history": [_entry(entry) for entry in shown.history],
    }


def old_register(report: OldRegisterReport, *, is_done: bool) -> Answer:
    """Return what became, or would become, of an older register, line by line."""
    read = report.register
    return {
        "file": read.sheet.file,
        "sheet": read.sheet.name,
        "sheets": list(read.sheet.names),
        "columns": dict(read.header.titles),
        "unknown_columns": list(read.header.unknown),
        "formulas": read.sheet.formula_count,
        "is_done": is_done,
        "counts": {outcome.value: report.count(outcome) for outcome in Outcome},
        "lines": [
            {"row": each.line.row, "code": each.line.code, "outcome": each.outcome.value}
            | ({"problems": dict(each.line.problems)} if each.line.problems else {})
            for each in report.lines
        ],
    }


def duty_day(day: DutyDay) -> Answer:
    """Return who was on duty on a day: the roster, the shifts, what the day was, the counts."""
    return {
        "on": day.on.isoformat(),
        "is_working_day": day.is_working_day,
        "roster": [
            {"clerk": who.clerk, "name": who.name, "role": who.role.value, "has_come": who.has_come}
            for who in day.rostered
        ],
        "shifts": [_shift(shift) for shift in day.shifts],
        "flags": [flag.value for flag in day.flags],
        "sessions": [
            {"hours": each.fact.hours, "kind": each.fact.kind.value, "fields": each.fact.fields}
            for each in day.sessions
        ],
        "counts": asdict(day.counts),
    }


def journal(standing: JournalStanding) -> Answer:
    """Return whose a journal is, how far it was checked, and what was found."""
    place = standing.place
    return {
        "unit": place.unit,
        "unit_name": place.unit_name,
        "desk": place.desk,
        "journal": place.journal,
        "entries": standing.last_seq,
        "last_entry_at": standing.last_at and moment(standing.last_at),
        "checked_at": standing.checked_at and moment(standing.checked_at),
        "is_signed": standing.is_signed,
        "findings": [
            {
                "kind": finding.kind.value,
                "entry": finding.name,
                "last": f"{finding.journal}/{finding.last_seq or finding.seq}",
                "is_exact": finding.is_exact,
                "words": finding_words(finding).sentence,
            }
            for finding in standing.findings
        ],
    }


def _shift(shift: Shift) -> Answer:
    return {
        "desk": shift.desk,
        "clerk": shift.clerk,
        "name": shift.person,
        "role": shift.role.value,
        "opened_at": moment(shift.opened_at),
        "ended_at": shift.ended_at and moment(shift.ended_at),
        "ending": shift.ending and shift.ending.value,
        "handed_to": shift.to_clerk,
        "cash": shift.handed.cash if shift.handed else None,
    }


def _person(person: Person) -> Answer:
    return {
        "name": person.name,
        "id_number": person.id_number,
        "birth_on": person.birth_on and person.birth_on.isoformat(),
        "sex": person.sex and person.sex.value,
        "address": person.address.text,
        "commune_code": person.address.commune_code,
        "phone": person.phone,
        "email": person.email,
    }


def _submitter(submitter: Submitter) -> Answer:
    return _person(submitter.person) | {"authorisation": submitter.authorisation}


def _entry(entry: Recorded) -> Answer:
    answer: Answer = {
        "entry": str(entry.name),
        "at": moment(entry.at),
        "by": entry.by,
        "kind": type(entry.fact).__name__,
    }
    if isinstance(entry.fact, SlipPrinted):
        answer |= {"paper": entry.fact.paper.value, "is_copy": entry.fact.is_copy}
    return answer


def report(made: Report) -> Answer:
    """Return a report: every line with its columns by key; null is what no fact tells."""
    return {
        "form": made.form.value,
        "by": made.by.value,
        "from": made.period.first.isoformat(),
        "to": made.period.last.isoformat(),
        "units": list(made.scope),
        "as_of": moment(made.as_of),
        "is_running": made.is_running,
        "columns": {each.key: each.number for each in made.columns},
        "lines": [
            {"key": line.key, "name": line.name, "group": line.group, **_told(made, line.tally)}
            for line in made.lines
        ],
        "total": _told(made, made.total),
        "apart": {figure.value: made.total.count(figure) for figure, _ in APART},
    }


def _told(made: Report, tally: Tally) -> Answer:
    values = {each.key: each.value(tally) for each in made.columns}
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in values.items()}
