"""Intakes written as JSON, one object a line, as another program or a colleague hands them over."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.facts import ChannelIn, ChannelOut, FeeLine, Paper, PaperKind
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Address, FieldsRefused, Person, Sex, Submitter
from counter_app.domain.places import Places
from counter_app.domain.plain_text import fold
from counter_app.services.intake import IntakeRequest

LONGEST_LINE = 200_000
"""Characters of one line; a dossier with two hundred papers needs a tenth of that."""

WORDS: dict[str, StrEnum] = {
    "nam": Sex.MALE,
    "nu": Sex.FEMALE,
    "ban chinh": PaperKind.ORIGINAL,
    "ban sao": PaperKind.COPY,
    "ban sao chung thuc": PaperKind.CERTIFIED_COPY,
    "ban dien tu": PaperKind.SCAN,
    "ban chup": PaperKind.SCAN,
    "du lieu": PaperKind.DATABASE,
    "truc tiep": ChannelIn.DIRECT,
    "truc tuyen": ChannelIn.ONLINE,
    "buu chinh": ChannelIn.POST,
}
"""The Vietnamese words that may stand in the place of the English ones, folded."""

WORDS_OUT: dict[str, StrEnum] = {
    "tai quay": ChannelOut.DESK,
    "truc tiep": ChannelOut.DESK,
    "direct": ChannelOut.DESK,
    "buu chinh": ChannelOut.POST,
    "dien tu": ChannelOut.ELECTRONIC,
    "truc tuyen": ChannelOut.ELECTRONIC,
    "online": ChannelOut.ELECTRONIC,
}


_Word = TypeVar("_Word", bound=StrEnum)
_Default = TypeVar("_Default")


class _PersonLine(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    id_number: str | None = None
    birth_on: str | None = None
    sex: str | None = None
    address: str | None = None
    commune_code: str | None = None
    phone: str | None = None
    email: str | None = None
    authorisation: str | None = None


class _PaperLine(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: str | None = None
    count: int = 1
    is_lacking: bool = False


class _FeeLine(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    amount: int


class _IntakeLine(msgspec.Struct, forbid_unknown_fields=True):
    procedure: str
    applicant: _PersonLine
    received_at: str | None = None
    submitter: _PersonLine | None = None
    papers: list[_PaperLine] | None = None
    sets: int = 1
    fees: list[_FeeLine] | None = None
    channel_in: str | None = None
    channel_out: str | None = None
    note: str | None = None
    time_limit: str | None = None
    extra_session: bool = False
    competent_office: str | None = None
    competent_received_at: str | None = None


def read_line(line: str, places: Places) -> IntakeRequest:
    """Return the request that one line of an intake file asks for.

    Moments are ISO 8601; one without a time zone is Vietnam's. ``time_limit`` is needed only
    for a procedure whose limit the catalogue does not know for certain.

    Raises:
        FieldsRefused: the line is no JSON object of this form, or a value cannot be read.
        BadTimeLimit: the time limit is not written as a time limit.
    """
    if len(line) > LONGEST_LINE:
        raise FieldsRefused({"line": "too_long"})
    try:
        read = msgspec.json.decode(line.encode(), type=_IntakeLine)
    except msgspec.ValidationError as error:
        raise FieldsRefused(_problem_of(str(error))) from None
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        raise FieldsRefused({"line": "not_json"}) from None
    return _Reader(places).request(read)


def _problem_of(message: str) -> dict[str, str]:
    place = re.search(r"at `\$\.?([^`]*)`", message)
    path = re.sub(r"\[[^\]]*\]", "", place.group(1) if place else "")
    named = re.search(r"(missing required|unknown) field `([^`]*)`", message)
    if named:
        path = ".".join(part for part in (path, named.group(2)) if part)
        return {path: "missing" if named.group(1).startswith("missing") else "unknown_field"}
    return {path or "line": "wrong_type"}


class _Reader:
    """Turns a decoded line into a request and gathers what cannot be read."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._problems: dict[str, str] = {}

    def request(self, line: _IntakeLine) -> IntakeRequest:
        """Return the request, or refuse with all its faults at once."""
        request = IntakeRequest(
            procedure_code=line.procedure,
            applicant=self._person("applicant", line.applicant),
            submitter=self._submitter(line.submitter) if line.submitter else None,
            papers=tuple(
                Paper(
                    paper.name,
                    self._word(f"papers.{n}.kind", paper.kind, PaperKind, PaperKind.ORIGINAL),
                    paper.count,
                    paper.is_lacking,
                )
                for n, paper in enumerate(line.papers or [])
            ),
            sets=line.sets,
            fees=tuple(FeeLine(fee.name, fee.amount) for fee in line.fees or []),
            channel_in=self._word("channel_in", line.channel_in, ChannelIn, ChannelIn.DIRECT),
            channel_out=self._word("channel_out", line.channel_out, ChannelOut, ChannelOut.DESK),
            note=line.note or "",
            received_at=self._moment("received_at", line.received_at),
            limit=TimeLimit.parse(line.time_limit) if line.time_limit else None,
            is_extra_session=line.extra_session,
            competent_office=line.competent_office or "",
            competent_received_at=self._moment("competent_received_at", line.competent_received_at),
        )
        if self._problems:
            raise FieldsRefused(self._problems)
        return request

    def _person(self, field: str, line: _PersonLine) -> Person:
        return Person(
            name=line.name,
            id_number=line.id_number or "",
            birth_on=self._day(f"{field}.birth_on", line.birth_on),
            sex=self._word(f"{field}.sex", line.sex, Sex, None),
            address=self._address(field, line),
            phone=line.phone or "",
            email=line.email or "",
        )

    def _submitter(self, line: _PersonLine) -> Submitter:
        return Submitter(self._person("submitter", line), line.authorisation or "")

    def _address(self, field: str, line: _PersonLine) -> Address:
        if not line.commune_code:
            return Address(line=line.address or "")
        commune = self._places.by_code(line.commune_code.strip())
        if commune is None:
            self._problems[f"{field}.commune_code"] = "unknown_commune"
            return Address(line=line.address or "")
        return Address(line.address or "", commune.code, commune.name, commune.province)

    def _day(self, field: str, text: str | None) -> date | None:
        if not text:
            return None
        typed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
        try:
            if typed:
                return date(int(typed[3]), int(typed[2]), int(typed[1]))
            return date.fromisoformat(text.strip())
        except ValueError:
            self._problems[field] = "not_a_date"
            return None

    def _moment(self, field: str, text: str | None) -> datetime | None:
        if not text:
            return None
        try:
            return read_moment(text)
        except ValueError:
            self._problems[field] = "not_a_moment"
            return None

    def _word(
        self, field: str, text: str | None, kind: type[_Word], default: _Default
    ) -> _Word | _Default:
        if not text:
            return default
        word = fold(text)
        found: StrEnum | None = WORDS_OUT.get(word) if kind is ChannelOut else WORDS.get(word)
        if isinstance(found, kind):
            return found
        if word in set(kind):
            return kind(word)
        self._problems[field] = "unknown_word"
        return default


def read_moment(text: str) -> datetime:
    """Return an ISO 8601 moment; one without a time zone is Vietnam's.

    Raises:
        ValueError: the text is not a moment.
    """
    moment = datetime.fromisoformat(text.strip())
    if not 1900 < moment.year < 9000:
        raise ValueError(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
