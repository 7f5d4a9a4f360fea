"""Which words a dossier is found by, and which words a typed text asks for.

Both sides are folded (no diacritics, small letters) and hold nothing but letters and digits,
so whatever people type is safe to hand to the search index.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counter_app.domain.people import tidy_phone
from counter_app.domain.plain_text import fold

MOST_WORDS = 12
LONGEST_WORD = 40

_RUNS = re.compile(r"[^\W_]+")
"""Letters and digits standing together, of any script."""

_DIGIT = re.compile(r"[^\D_]")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"-(\d{6})-(\d{4,})$")
_WHOLE_CODE = re.compile(r"([0-9a-z]*[a-z][0-9a-z]*)([0-9]{10})")
"""A code typed or scanned without its dashes: the agency, and the day with a serial of four."""

WHOLE = "-"
"""Ends an asked word that is meant whole: to search for a beginning reads all that begin so."""


@dataclass(frozen=True)
class IndexedWords:
    """The words under which a dossier stands in the index, by column, parted by spaces.

    ``numbers`` holds the code in parts (agency, day with serial, serial alone), the personal
    number and the phone. The code is never one word: a million words that begin alike would
    all be read whenever somebody types the agency's letters. ``procedure`` is the procedure's
    code alone: its name is looked up in the few hundred procedures, not repeated a million times.
    """

    name: str
    numbers: str
    procedure: str


WORDED = ("applicant_folded", "code", "id_number", "phone", "procedure_code")
"""The columns of a dossier's row that its words come from."""


def words_of(row: Mapping[str, Any]) -> IndexedWords:
    """Return the words of a dossier from its row of the projection."""
    return IndexedWords(
        name=" ".join(_name_words(row["applicant_folded"])),
        numbers=" ".join(
            word
            for word in (*_code_words(row["code"]), _bare(row["id_number"]), _bare(row["phone"]))
            if word
        ),
        procedure=_bare(row["procedure_code"]),
    )


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words a typed or scanned text asks for, each meant as a beginning.

    One that ends with ``WHOLE`` (the agency of a code) is meant as it stands.

    Numbers may be typed with spaces, dots or ``+84``; what is neither letter nor digit parts
    words of letters and is passed over inside numbers (``H55.12.34-261121-0001``).
    """
    folded = fold(text[:400])
    if not any(letter.isalpha() for letter in folded):
        return tuple(filter(None, [_bare(tidy_phone(folded))]))[:MOST_WORDS]
    words: list[str] = []
    for part in folded.split():
        words += _asked_number(part) if _has_digit(part) else letters_of(part)
    unique = dict.fromkeys(word[:LONGEST_WORD] for word in words if word.strip(WHOLE))
    return tuple(unique)[:MOST_WORDS]


def match_people(words: Iterable[str]) -> str:
    """Return the search expression that finds words in names and numbers."""
    return " AND ".join(_in_people(word) for word in words)


def match_anything(words: Iterable[str], procedures: Mapping[str, Sequence[str]]) -> str:
    """Return the search expression that finds words in names, numbers and procedures.

    ``procedures`` maps the codes of the procedures in use to the words of their names.
    """
    return " AND ".join(_in_anything(word, procedures) for word in words)


def _in_people(word: str) -> str:
    if word.endswith(WHOLE):
        return f'numbers : "{word.removesuffix(WHOLE)}"'
    columns = "{name numbers}" if _has_digit(word) else "name"
    return f'{columns} : "{word}" *'


def _in_anything(word: str, procedures: Mapping[str, Sequence[str]]) -> str:
    ways = [_in_people(word)]
    if word.endswith(WHOLE):
        return ways[0]
    if _has_digit(word):
        ways.append(f'procedure : "{word}" *')
    codes = {
        _bare(code)
        for code, parts in procedures.items()
        if any(part.startswith(word) for part in parts)
    }
    ways += [f'procedure : "{code}"' for code in sorted(codes)]
    return f"({' OR '.join(ways)})"


def _name_words(folded: str) -> list[str]:
    words = letters_of(folded)
    words += [_bare(part) for part in folded.split() if _has_digit(part)]
    return list(dict.fromkeys(words))


def _code_words(code: str) -> tuple[str, ...]:
    parts = _CODE.search(code)
    if parts is None:
        return (_bare(fold(code)),)
    return (_bare(fold(code[: parts.start()])), parts[1] + parts[2], parts[2])


def _asked_number(part: str) -> list[str]:
    """Return the words of a typed part with digits: of a code, its agency and what follows."""
    agency, dash, rest = part.partition("-")
    if dash and _LETTER.search(agency):
        return [_bare(agency) + WHOLE, _bare(rest)]
    whole = _WHOLE_CODE.fullmatch(_bare(part))
    return [whole[1] + WHOLE, whole[2]] if whole else [_bare(part)]


def _bare(text: str) -> str:
    return "".join(_RUNS.findall(text.lower()))


def letters_of(text: str) -> list[str]:
    """Return the runs of letters and digits in a folded text."""
    return _RUNS.findall(text)


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None
