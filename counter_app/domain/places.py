"""Communes and provinces, and what became of the old ones on 1 July 2025.

A code alone does not name a unit: new communes reuse the codes of old ones (01849 was Dương
Quang and is Phong Quang). Whatever is suggested here, the clerk confirms.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from counter_app.domain.plain_text import composed, fold

NEW_COMMUNES_FROM = date(2025, 7, 1)
"""Since then there are provinces and communes only; districts are abolished."""

_KINDS = {
    "xa": "xa",
    "x": "xa",
    "phuong": "phuong",
    "p": "phuong",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "dac khu": "dac khu",
    "huyen": "huyen",
    "h": "huyen",
    "thi xa": "thi xa",
    "tx": "thi xa",
    "thanh pho": "thanh pho",
    "tp": "thanh pho",
    "quan": "quan",
    "q": "quan",
    "tinh": "tinh",
    "t": "tinh",
}
_KINDS_OF_DISTRICTS = {"huyen", "quan", "thi xa", "thanh pho"}
_KINDS_OF_COMMUNES = {"xa", "phuong", "thi tran", "dac khu"}
_LONGEST_FIRST = "|".join(sorted(_KINDS, key=len, reverse=True))
_UNIT = re.compile(rf"(?:({_LONGEST_FIRST})(?:\. ?| ))?(.+)")


@dataclass(frozen=True)
class Commune:
    """A commune of today (xã, phường or đặc khu) and its province."""

    code: str
    name: str
    province_code: str
    province: str

    @property
    def text(self) -> str:
        """The commune with its province, as an address ends."""
        return f"{self.name}, {self.province}"


@dataclass(frozen=True)
class Succession:
    """An old commune and one commune of today to which it, or a part of it, went.

    ``is_default`` marks the likeliest of several successors.
    """

    old_province: str
    old_district: str
    old_commune: str
    commune_code: str
    is_split: bool = False
    is_default: bool = False

    @property
    def old_name(self) -> str:
        """The old commune's name with its district and province."""
        return f"{self.old_commune}, {self.old_district}, {self.old_province}"


@dataclass(frozen=True)
class PlaceSuggestion:
    """What the text of a residence seems to mean; the clerk confirms it.

    ``line`` is the part inside the commune; ``candidates`` the communes of today it may be, the
    likeliest first, empty where nothing fits; ``is_split`` says that the old commune was divided
    among them; ``old_name`` names the old commune, empty for an address of today.
    """

    line: str
    candidates: tuple[Commune, ...] = ()
    is_split: bool = False
    old_name: str = ""


@dataclass(frozen=True)
class Places:
    """The communes of the country, and the successions of those that are known."""

    communes: tuple[Commune, ...]
    successions: tuple[Succession, ...] = ()

    def prepare(self) -> None:
        """Build the indexes, which the first search would wait for."""
        _ = self._by_code, self._index, self._by_province, self._old_by_province

    def by_code(self, code: str) -> Commune | None:
        """Return the commune of today that has a code."""
        return self._by_code.get(code)

    def find(self, text: str, province: str | None = None, most: int = 20) -> tuple[Commune, ...]:
        """Return the communes whose name and province match, the likeliest first.

        Every typed word must begin a word, diacritics aside: "bac kan" finds Phường Bắc Kạn.
        ``province`` (a name or a code) leaves out all others.
        """
        words = _plain(text).split()
        wanted = province and _Unit.of(province).bare
        found: list[tuple[int, int, Commune]] = []
        for place, entry in enumerate(self._index):
            if wanted and wanted not in (entry.commune.province_code, entry.province):
                continue
            if all(f" {word}" in entry.everything for word in words):
                found.append((_closeness(entry, words), place, entry.commune))
        return tuple(commune for _, _, commune in sorted(found, key=lambda f: f[:2])[:most])

    def suggest(self, residence: str, issued_on: date | None = None) -> PlaceSuggestion:
        """Return what the residence on a card seems to mean today.

        It may be of the old kind ("Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn") or of today's
        ("Xã Ba Bể, Thái Nguyên"); prefixes, diacritics and capitals may lack. The day on which
        the card was issued decides between the two; without it, the older reading comes first.
        """
        parts = [part for part in map(composed, residence.split(",")) if part]
        readings = [self._old_reading, self._reading_of_today]
        if issued_on is not None:
            is_old_card = issued_on < NEW_COMMUNES_FROM
            readings = [self._old_reading] if is_old_card else readings[::-1]
        found = (reading(parts) for reading in readings if len(parts) >= 2)
        return next((f for f in found if f is not None), PlaceSuggestion(", ".join(parts)))

    def _reading_of_today(self, parts: list[str]) -> PlaceSuggestion | None:
        province, wanted = _Unit.of(parts[-1]), _Unit.of(parts[-2])
        is_district = wanted.kind in _KINDS_OF_DISTRICTS
        if is_district or any(_Unit.of(part).kind in _KINDS_OF_COMMUNES for part in parts[:-2]):
            return None
        known = self._by_province.get(province.bare, [])
        found = _meant_by(wanted, known, lambda entry: entry.unit)
        if not found:
            return None
        line = ", ".join([*parts[:-2], *wanted.before(found[0].unit)])
        return PlaceSuggestion(line, tuple(entry.commune for entry in found))

    def _old_reading(self, parts: list[str]) -> PlaceSuggestion | None:
        province, district = _Unit.of(parts[-1]), _Unit.of(parts[-2])
        known = self._old_by_province.get(province.bare, [])
        in_district = [old for old in known if district.bare == old.district.bare]
        if len(parts) >= 3 and in_district:
            return self._successors(in_district, parts[:-2])
        is_province_gone = province.bare not in self._by_province
        return self._successors(known, parts[:-1]) if is_province_gone else None

    def _successors(self, known: list["_Old"], parts: list[str]) -> PlaceSuggestion | None:
        """Read the last part as one of the old communes that are known there."""
        wanted = _Unit.of(parts[-1])
        found = _meant_by(wanted, known, lambda old: old.commune)
        if not found:
            return None
        found.sort(key=lambda old: not old.succession.is_default)
        codes = dict.fromkeys(old.succession.commune_code for old in found)
        return PlaceSuggestion(
            line=", ".join([*parts[:-1], *wanted.before(found[0].commune)]),
            candidates=tuple(self._by_code[code] for code in codes if code in self._by_code),
            is_split=any(old.succession.is_split for old in found),
            old_name=found[0].succession.old_name,
        )

    @cached_property
    def _by_code(self) -> dict[str, Commune]:
        return {commune.code: commune for commune in self.communes}

    @cached_property
    def _index(self) -> tuple["_Entry", ...]:
        return tuple(map(_Entry.of, self.communes))

    @cached_property
    def _by_province(self) -> dict[str, list["_Entry"]]:
        known: dict[str, list[_Entry]] = {}
        for entry in self._index:
            known.setdefault(entry.province, []).append(entry)
        return known

    @cached_property
    def _old_by_province(self) -> dict[str, list["_Old"]]:
        known: dict[str, list[_Old]] = {}
        for succession in self.successions:
            old = _Old(
                succession, _Unit.of(succession.old_commune), _Unit.of(succession.old_district)
            )
            known.setdefault(_Unit.of(succession.old_province).bare, []).append(old)
        return known


@dataclass(frozen=True)
class _Unit:
    """A unit's name taken apart: its kind, where it is written, and the bare name, folded."""

    kind: str
    bare: str
    text: str

    @classmethod
    def of(cls, text: str) -> "_Unit":
        found = _UNIT.fullmatch(fold(text).strip(" .;"))
        if found is None:
            return cls("", "", text)
        return cls(_KINDS.get(found[1] or "", ""), _plain(found[2]), text)

    @property
    def letters(self) -> str:
        """The bare name in small letters with its diacritics."""
        return " ".join(self.text.casefold().strip(" .;").split()[-len(self.bare.split()) :])

    def before(self, unit: "_Unit") -> list[str]:
        """Return what stands before a unit's name in this text: "Tổ 1" of "Tổ 1 Đức Xuân"."""
        if self.bare == unit.bare:
            return []
        words, count = self.text.split(), len(unit.bare.split())
        rest = words[: len(words) - count]
        if rest and fold(rest[-1]).strip(".") in _KINDS:
            rest = rest[:-1]
        return [" ".join(rest)] if rest else []


@dataclass(frozen=True)
class _Entry:
    """A commune of today as people search for it; ``everything`` has a space before each word."""

    commune: Commune
    unit: _Unit
    province: str
    everything: str

    @classmethod
    def of(cls, commune: Commune) -> "_Entry":
        unit, province = _Unit.of(commune.name), _bare_of_province(commune.province)
        return cls(commune, unit, province, f" {unit.kind} {unit.bare} {province}")


@dataclass(frozen=True)
class _Old:
    """A succession with the names of its old units taken apart."""

    succession: Succession
    commune: _Unit
    district: _Unit


Named = TypeVar("Named")


def _meant_by(wanted: _Unit, known: list[Named], unit_of: Callable[[Named], _Unit]) -> list[Named]:
    """Return what a text names: best its whole name, else a name that the text ends with.

    Of several, those stay that have the same diacritics, and then the same kind, if any do.
    """
    found = [k for k in known if unit_of(k).bare == wanted.bare]
    found = found or [k for k in known if wanted.bare.endswith(f" {unit_of(k).bare}")]
    found = [k for k in found if unit_of(k).letters == wanted.letters] or found
    return [k for k in found if unit_of(k).kind == wanted.kind] or found


@cache
def _bare_of_province(name: str) -> str:
    return _Unit.of(name).bare


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _closeness(entry: _Entry, words: list[str]) -> int:
    """Return how near what was typed comes to a commune, 0 nearest."""
    bare, phrase = entry.unit.bare, " ".join(words)
    if bare == phrase:
        return 0
    if bare.startswith(phrase):
        return 1
    for start in (bare, f"{entry.unit.kind} {bare}"):
        begun = zip(words, f"{start} {entry.province}".split(), strict=False)
        if all(word.startswith(typed) for typed, word in begun):
            return 2
    return 3
