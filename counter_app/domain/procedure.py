"""Administrative procedures (thủ tục hành chính), each in dated editions, and how to find one.

A dossier keeps the edition of the procedure under which it was received. What the public record
does not say for sure is left open here: a limit of None, an unconfirmed amount, a fee that only
the province knows. The clerk decides those at the counter, and the program never guesses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import ChannelIn, FeeLine
from counter_app.domain.plain_text import fold

NO_FAVOURITES: Mapping[str, int] = {}


class UnknownProcedure(Refusal):
    """No edition of the catalogue has a procedure of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ProcedureNotInForce(Refusal):
    """The procedure exists, but none of its editions is in force on the day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"{code} on {on}")
        self.code = code
        self.on = on


class FeeKind(StrEnum):
    """What is known of a procedure's fees."""

    UNKNOWN = "unknown"
    FREE = "free"
    AMOUNT = "amount"
    PROVINCE = "province"


class SupplementRule(StrEnum):
    """What happens to the time limit while a supplement is awaited; it differs by sector."""

    RESTART = "restart"
    PAUSE = "pause"
    NONE = "none"


@dataclass(frozen=True)
class RequiredPaper:
    """A line of a procedure's papers (thành phần hồ sơ), with the numbers that are asked for.

    ``is_conditional`` marks papers asked for in some cases only ("Trường hợp …", "nếu có").
    """

    name: str
    original_count: int = 0
    copy_count: int = 0
    is_conditional: bool = False

    @property
    def is_note(self) -> bool:
        """Whether the record asks for no copy at all: a remark that stands among the papers."""
        return self.original_count + self.copy_count == 0

    @property
    def is_required(self) -> bool:
        """Whether every dossier must contain the paper."""
        return not self.is_note and not self.is_conditional


@dataclass(frozen=True)
class Procedure:
    """One edition of a procedure, in force from ``valid_from`` to ``valid_to`` (both included).

    ``limit`` is None where the record has none that can be counted; ``unconfirmed_amount`` is
    then the bare number that stands there without its unit. ``channel_limits`` differ from
    ``limit`` by the channel in; ``limit_choices`` are all the limits named, where there are
    several and a person must choose. ``fees`` holds only fixed amounts that are certain.
    ``papers_omitted_count`` papers of the record did not come with the data.
    """

    code: str
    name: str
    field: str
    levels: tuple[str, ...] = ()
    limit: TimeLimit | None = None
    unconfirmed_amount: Decimal | None = None
    channel_limits: tuple[tuple[ChannelIn, TimeLimit], ...] = ()
    limit_choices: tuple[TimeLimit, ...] = ()
    limit_note: str = ""
    fee_kind: FeeKind = FeeKind.UNKNOWN
    fee_text: str = ""
    fees: tuple[FeeLine, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    papers_omitted_count: int = 0
    legal: str = ""
    source: str = ""
    note: str = ""
    valid_from: date = date(2025, 7, 1)
    valid_to: date | None = None
    supplement: SupplementRule = SupplementRule.PAUSE

    def limit_for(self, channel: ChannelIn) -> TimeLimit | None:
        """Return the time limit of a dossier that came in by a channel, if one is known."""
        return dict(self.channel_limits).get(channel, self.limit)

    def is_in_force(self, on: date) -> bool:
        """Tell whether this edition is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def lacking(self, names_at_hand: Iterable[str]) -> tuple[RequiredPaper, ...]:
        """Return the required papers that are not among those at hand."""
        at_hand = {fold(name) for name in names_at_hand}
        return tuple(p for p in self.papers if p.is_required and fold(p.name) not in at_hand)


@dataclass(frozen=True)
class Catalogue:
    """All procedures of the counter in all their editions.

    ``common`` are the codes that any commune uses every day, most used first: they come first
    where nobody has typed anything and nothing was counted yet.
    """

    procedures: tuple[Procedure, ...]
    common: tuple[str, ...] = ()

    def procedure(self, code: str, on: date) -> Procedure:
        """Return the edition of a procedure that is in force on a day.

        Raises:
            UnknownProcedure: no edition has the code.
            ProcedureNotInForce: the code is known, but not in force on that day.
        """
        editions = self._editions.get(code.strip(), ())
        if not editions:
            raise UnknownProcedure(code)
        in_force = [edition for edition in editions if edition.is_in_force(on)]
        if not in_force:
            raise ProcedureNotInForce(code, on)
        return max(in_force, key=lambda edition: edition.valid_from)

    def find(
        self, text: str, on: date, most: int = 20, favourites: Mapping[str, int] = NO_FAVOURITES
    ) -> tuple[Procedure, ...]:
        """Return the procedures that match what was typed, the likeliest first.

        Codes match from their beginning, with or without the point. Of names and fields every
        typed word must begin some word, diacritics aside: "khai si" finds "Đăng ký khai sinh".
        ``favourites`` says how often each code was used; it decides between equal matches.
        """
        query = _Query.of(text)
        ranked: list[tuple[tuple[int, int, int, int, str], Procedure]] = []
        for entry in self._index:
            procedure = entry.procedure
            if procedure.is_in_force(on) and (rank := query.rank(entry)) is not None:
                use = -favourites.get(procedure.code, 0)
                ranked.append(((rank, use, *self._habit(procedure), procedure.code), procedure))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(procedure for _, procedure in ranked[:most])

    def _habit(self, procedure: Procedure) -> tuple[int, int]:
        return self._common_order.get(procedure.code, len(self.common)), len(procedure.name)

    @cached_property
    def _editions(self) -> dict[str, list[Procedure]]:
        editions: dict[str, list[Procedure]] = {}
        for procedure in self.procedures:
            editions.setdefault(procedure.code, []).append(procedure)
        return editions

    @cached_property
    def _common_order(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.common)}

    @cached_property
    def _index(self) -> tuple["_Entry", ...]:
        return tuple(_Entry.of(procedure) for procedure in self.procedures)


@dataclass(frozen=True)
class _Entry:
    """A procedure with its texts as people search for them, a space before every word."""

    procedure: Procedure
    digits: str
    name: str
    everything: str

    @classmethod
    def of(cls, procedure: Procedure) -> "_Entry":
        name = " " + " ".join(_words(procedure.name))
        field = "".join(f" {word}" for word in _words(procedure.field))
        return cls(
            procedure, procedure.code.replace(".", ""), name.removeprefix(" thu tuc"), name + field
        )


@dataclass(frozen=True)
class _Query:
    """What was typed, ready to be compared: its digits, if it is a code, and its words."""

    digits: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Query":
        code = re.sub(r"[.\s]", "", text)
        return cls(code if code.isdigit() else "", tuple(_words(text)))

    def rank(self, entry: _Entry) -> int | None:
        """Return how well a procedure matches, 0 best, or None if it does not."""
        if self.digits and entry.digits.startswith(self.digits):
            return 0
        phrase = " " + " ".join(self.words)
        if not self.words or entry.name.startswith(phrase):
            return 1
        if phrase in entry.name:
            return 2
        if not all(f" {word}" in entry.everything for word in self.words):
            return None
        return 3 if all(f" {word}" in entry.name for word in self.words) else 4


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))
