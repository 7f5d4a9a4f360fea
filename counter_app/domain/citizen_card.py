"""The citizen's card: what its QR code says, and what a scanner's keyboard made of it.

Payload, parted by ``|``: number (12 digits), old identity number (9 digits or empty), full name,
birth ``ddmmyyyy``, ``Nam`` or ``Nữ``, residence, issue date ``ddmmyyyy``; the card of 2024 adds
four empty parts. Keyboard-wedge scanners spoil Vietnamese letters when an input method is on: the
number and the dates arrive whole, and the clerk checks name and residence.

The payload itself is kept nowhere, neither in a value nor in an error.
"""

import re
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import Refusal
from counter_app.domain.people import Sex
from counter_app.domain.plain_text import composed, fold

FEWEST_PARTS = 7
_SEPARATOR = "|"
_AROUND = " \t\r\n\0\x02\x03\x04"
_NUMBER = re.compile(r"[0-9]{12}")
_BEGINNING = re.compile(r"(?:\][A-Za-z][0-9])?[0-9]{12}\|")
_OF_WINDOWS_1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(f"[ÂÃÄÅÆÌáâ][\u0080-\u00bf{_OF_WINDOWS_1252}]")
"""The first byte of a Vietnamese letter in UTF-8 and one more, read as Latin-1."""
_SPACED_MOJIBAKE = re.compile("Ã ")


class BadCard(Refusal):
    """A scanned text that is no card: ``reason`` names the fault, never what was scanned.

    Reasons: ``too_few_parts``, ``bad_number``, ``bad_birth_date``, ``bad_issue_date``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class CitizenCard:
    """What a card says of its holder.

    ``is_mangled``: the letters did not arrive whole; name and residence stand as they came and
    the clerk must check them. ``warnings`` are words for what does not fit together:
    ``sex_differs`` and ``year_differs`` (from what the number says).
    """

    number: str
    old_number: str
    name: str
    birth_on: date
    sex: Sex
    residence: str
    issued_on: date | None = None
    is_mangled: bool = False
    warnings: tuple[str, ...] = ()


def looks_like_card(text: str) -> bool:
    """Tell quickly whether a scanned text is a citizen's card: 12 digits and a ``|``."""
    return _BEGINNING.match(text.lstrip(_AROUND)) is not None


def read_card(payload: str) -> CitizenCard:
    """Return what a scanned card says, mended where that is certain.

    UTF-8 that was read as Latin-1 or Windows-1252 is turned back. What an input method turned
    (Telex, VNI) or a scanner dropped stays as it came, and the card is marked as mangled. A sex
    that cannot be read is taken from the number.

    Raises:
        BadCard: fewer than seven parts, a number that is not 12 digits, or an impossible date.
    """
    parts = [part.strip(_AROUND) for part in payload.split(_SEPARATOR)]
    if len(parts) < FEWEST_PARTS:
        raise BadCard("too_few_parts")
    number = re.sub(r"^\][A-Za-z][0-9]", "", parts[0]).replace(" ", "")
    if not _NUMBER.fullmatch(number):
        raise BadCard("bad_number")
    name, sex_text, residence = (composed(_turned_back(parts[at])) for at in (2, 4, 5))
    birth_on = _date(parts[3], "bad_birth_date")
    sex = _sex(sex_text)
    return CitizenCard(
        number=number,
        old_number=parts[1] if re.fullmatch(r"[0-9]{9}|[0-9]{12}", parts[1]) else "",
        name=name,
        birth_on=birth_on,
        sex=sex or _sex_of_number(number),
        residence=residence,
        issued_on=_date(parts[6], "bad_issue_date") if parts[6] else None,
        is_mangled=sex_text.casefold() not in ("nam", "nữ") or _is_mangled(name, residence),
        warnings=_warnings(number, birth_on, sex),
    )


def _date(text: str, reason: str) -> date:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise BadCard(reason)
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        raise BadCard(reason) from None


def _sex(text: str) -> Sex | None:
    """Return the sex that a part of the card states, even if its letters were turned."""
    plain = fold(text)
    if plain == "nam":
        return Sex.MALE
    return Sex.FEMALE if re.fullmatch(r"n(?:u\S*|[^a-z]+)?", plain) else None


def _sex_of_number(number: str) -> Sex:
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def _warnings(number: str, birth_on: date, sex: Sex | None) -> tuple[str, ...]:
    """Compare with the number: its 4th digit tells century and sex, the next two the year."""
    year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
    found = []
    if sex is not None and sex is not _sex_of_number(number):
        found.append("sex_differs")
    if year != birth_on.year:
        found.append("year_differs")
    return tuple(found)


def _turned_back(text: str) -> str:
    """Return UTF-8 that was read as Latin-1 or Windows-1252 as the letters it was."""
    if not _MOJIBAKE.search(text) and not _SPACED_MOJIBAKE.search(text):
        return text
    for candidate in (text, text.replace("Ã ", "Ã\u00a0")):
        try:
            return b"".join(map(_byte_of, candidate)).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _byte_of(letter: str) -> bytes:
    if ord(letter) < 0x100:
        return bytes([ord(letter)])
    return letter.encode("cp1252")


def _is_mangled(name: str, residence: str) -> bool:
    is_bare = f"{name}{residence}".isascii() and residence != ""
    return not name or is_bare or _is_spoilt_name(name) or _is_spoilt_residence(residence)


def _is_spoilt_name(name: str) -> bool:
    """Tell whether a name holds signs that no name has, or the keys of an input method."""
    if any(not letter.isalpha() and letter not in " '’.-" for letter in name):
        return True
    return bool(_MOJIBAKE.search(name)) or any(map(_has_telex_keys, name.split()))


def _is_spoilt_residence(residence: str) -> bool:
    """Tell it of a residence, in which digits and foreign words are nothing unusual."""
    if re.search(r"[?\ufffd\u0080-\u009f]", residence) or _MOJIBAKE.search(residence):
        return True
    words = re.findall(r"[^\W_]+", residence) if residence.isascii() else []
    return any(map(_has_telex_keys, words)) or any(map(_has_vni_keys, words))


def _has_telex_keys(word: str) -> bool:
    """Tell whether a word holds keys of Telex and no mark: NGUYEENX, DDUWCS."""
    plain = word.lower()
    if not plain.isascii() or len(plain) < 2:
        return False
    has_vowel_key = re.search(r"aa|ee|dd|[aou]w|oo(?!n)", plain)
    has_tone_key = re.search(r"[aeiouyw](?:ch|nh|ng|[cmnpt])?[sfrxjz]$", plain)
    return bool(has_vowel_key or has_tone_key)


def _has_vni_keys(word: str) -> bool:
    """Tell whether digits stand inside a word's letters as VNI keys do: D9U71C, XUA6N."""
    is_spelled = re.fullmatch(r"[A-Za-z]*[AEIOUYDaeiouyd][1-9]+[A-Za-z]*[1-9]*", word)
    return bool(is_spelled) and len(re.findall(r"[A-Za-z]", word)) >= 2
