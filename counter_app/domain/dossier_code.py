"""Dossier codes (mã số hồ sơ) and the serials a desk may issue.

A code is ``{agency identifier}-{YYMMDD}-{serial}``; the serial counts per agency and day and has
at least four digits: ``H55.12.34-261121-0001`` (rules, section 4). Codes of the old style,
``000.00.12.H03-240613-0001``, are understood when scanned or searched and never issued.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import Refusal
from counter_app.domain.units import SerialBlock

MOST_LETTERS_OF_AN_AGENCY = 35
_AGENCY = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9A-Z]+)*")
_OLD_AGENCY = re.compile(r"[0-9]{3}(?:\.[0-9A-Z]+)+")
_CODE = re.compile(r"([0-9A-Z.]+)-([0-9]{2})([0-9]{2})([0-9]{2})-([0-9]{4,9})")
_SCANNER_PREFIX = re.compile(r"^\][A-Z][0-9]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−_"), "-")


class BadDossierCode(Refusal):
    """A text that is no dossier code."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadAgencyIdentifier(Refusal):
    """An agency identifier that may not open a dossier code (QĐ 20/2020/QĐ-TTg)."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SerialsExhausted(Refusal):
    """The desk has issued every serial of its blocks for that day."""

    def __init__(self, blocks: Sequence[SerialBlock]) -> None:
        super().__init__(", ".join(f"{block.first}-{block.last}" for block in blocks))
        self.blocks = tuple(blocks)


@dataclass(frozen=True)
class DossierCode:
    """A dossier code in its parts; ``str()`` gives it as it is printed."""

    agency: str
    on: date
    serial: int

    @classmethod
    def parse(cls, text: str) -> "DossierCode":
        """Read a code as it was typed or scanned.

        Small letters, spaces, long dashes, control characters and what scanners put around a
        code (``]C1``, ``*``) do not matter.

        Raises:
            BadDossierCode: the text is no code, of neither style.
        """
        found = _CODE.fullmatch(_bare(text))
        if found is None or not _is_any_agency(found[1]) or int(found[5]) == 0:
            raise BadDossierCode(text)
        try:
            on = date(2000 + int(found[2]), int(found[3]), int(found[4]))
        except ValueError:
            raise BadDossierCode(text) from None
        return cls(found[1], on, int(found[5]))

    def __str__(self) -> str:
        return f"{self.agency}-{self.on:%y%m%d}-{self.serial:04d}"


def issue_code(agency: str, on: date, serial: int) -> DossierCode:
    """Return the code of a new dossier, in today's style only.

    Raises:
        BadAgencyIdentifier: the agency's identifier is not one.
        BadDossierCode: the serial is not positive.
    """
    code = DossierCode(check_agency(agency), on, serial)
    if serial < 1:
        raise BadDossierCode(str(code))
    return code


def check_agency(identifier: str) -> str:
    """Return an agency identifier that may open a code: ``H55`` or ``H55.12.34``.

    Raises:
        BadAgencyIdentifier: it is of the old style, too long, or not an identifier at all.
    """
    is_sound = _AGENCY.fullmatch(identifier) is not None
    if not is_sound or len(identifier) > MOST_LETTERS_OF_AN_AGENCY:
        raise BadAgencyIdentifier(identifier)
    return identifier


def next_serial(taken: int | None, blocks: Sequence[SerialBlock]) -> int:
    """Return the serial that follows the last one this desk issued on a day.

    ``blocks`` are the serials the desk owns, in the order in which they are used up; ``taken``
    is None for the first dossier of the day. A serial of a block that the desk no longer owns
    starts the first block.

    Raises:
        SerialsExhausted: the last block ends there, or the desk owns none.
    """
    at = next((i for i, b in enumerate(blocks) if taken and b.first <= taken <= b.last), None)
    if at is not None and taken is not None and taken < blocks[at].last:
        return taken + 1
    following = 0 if at is None else at + 1
    if following >= len(blocks):
        raise SerialsExhausted(blocks)
    return blocks[following].first


def _bare(text: str) -> str:
    """Return text without spaces, control characters and the scanner's own signs, in capitals."""
    visible = "".join(
        letter
        for letter in text.translate(_DASHES)
        if not letter.isspace() and unicodedata.category(letter)[0] != "C"
    )
    return _SCANNER_PREFIX.sub("", visible.upper()).strip("*.,;:-()[]\"'")


def _is_any_agency(text: str) -> bool:
    is_one = _AGENCY.fullmatch(text) or _OLD_AGENCY.fullmatch(text)
    return bool(is_one) and len(text) <= MOST_LETTERS_OF_AN_AGENCY
