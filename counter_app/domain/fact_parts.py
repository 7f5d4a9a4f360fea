"""What facts are made of: names, channels, papers, fees, and the small enumerations."""

from dataclasses import dataclass
from enum import StrEnum


class ChannelIn(StrEnum):
    """How a dossier came in."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class ChannelOut(StrEnum):
    """How the result goes back to the citizen."""

    DESK = "desk"
    POST = "post"
    ELECTRONIC = "electronic"


class PaperKind(StrEnum):
    """In which form a paper was handed in."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    SCAN = "scan"
    DATABASE = "database"


class SlipPaper(StrEnum):
    """The paper a slip is printed on."""

    A4 = "a4"
    A5 = "a5"
    K80 = "k80"


@dataclass(frozen=True)
class Paper:
    """A paper of the dossier (thành phần hồ sơ): handed in, or still lacking."""

    name: str
    kind: PaperKind = PaperKind.ORIGINAL
    count: int = 1
    is_lacking: bool = False


@dataclass(frozen=True)
class FeeLine:
    """A fee or charge of the dossier, in đồng."""

    name: str
    amount: int


@dataclass(frozen=True)
class EntryName:
    """The name of a journal entry: (journal, seq). A dossier has the name of its first entry."""

    journal: str
    seq: int

    def __str__(self) -> str:
        return f"{self.journal}/{self.seq}"


@dataclass(frozen=True)
class CountedDay:
    """One step of how a due moment was counted: a day that counts, or why it does not.

    ``number`` is the how-manieth day of the limit it is (0 for a day that does not count).
    ``reason`` is empty, ``received`` (the day of receipt), ``weekend``, ``holiday``,
    ``swapped_off``, ``swapped_workday``, ``after_15h``, ``extra_session`` or ``rolled``;
    ``name`` is the official name of the holiday, where there is one.
    """

    on: str
    number: int
    reason: str = ""
    name: str = ""


class PayMethod(StrEnum):
    """How a fee was paid."""

    CASH = "cash"
    TRANSFER = "transfer"


class Satisfaction(StrEnum):
    """How content the citizen is with the service, in the three levels of the law."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


class RatedBy(StrEnum):
    """Who pressed the key: the citizen on the second screen, or the clerk for them."""

    CITIZEN = "citizen"
    CLERK = "clerk"
