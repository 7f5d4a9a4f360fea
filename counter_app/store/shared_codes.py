"""Codes that several dossiers have: both are kept and shown, and people settle it.

It can happen only where a machine was restored from a copy, or its disk was copied, and went on
issuing codes before the province noticed. Each of the dossiers is then shown under its code with
a mark of its journal behind it, ``H55.12.34-261120-2001/9A3F``: the same on every machine that
holds them, whatever came first. People settle it by giving one of them a new code; the former
one stands on a slip already given out, so it is noted for ever with whom it belonged to.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from counter_app.domain.facts import CodeChanged, EntryName, Recorded, TakenIn
from counter_app.store.tables import dossiers, shared_codes

MARK = "/"

_SAME_CODE = select(dossiers.c.number, dossiers.c.journal, dossiers.c.seq).where(
    dossiers.c.code == bindparam("asked")
)
_GREATEST = select(func.max(shared_codes.c.code)).where(
    shared_codes.c.code.between(bindparam("low"), bindparam("high")),
    func.length(shared_codes.c.code) == bindparam("length"),
)
_SHARERS = select(shared_codes).where(shared_codes.c.code == bindparam("asked"))
_CHUNK = 500


class SharedCodes:
    """Finds and notes codes that more than one dossier has."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, code: str) -> tuple[EntryName, ...]:
        """Return the dossiers that share a code; () for a code that one alone has."""
        rows = self._connection.execute(_SHARERS, {"asked": code}).all()
        return tuple(sorted((EntryName(row.journal, row.seq) for row in rows), key=_order))

    def all(self) -> dict[str, set[EntryName]]:
        """Return the dossiers noted under each code."""
        found: dict[str, set[EntryName]] = {}
        for row in self._connection.execute(select(shared_codes)):
            found.setdefault(row.code, set()).add(EntryName(row.journal, row.seq))
        return found

    def still_shared(self) -> dict[str, list[tuple[int, EntryName]]]:
        """Return the rows of the dossiers that still share a code, by the code, in its order."""
        found: dict[str, list[tuple[int, EntryName]]] = {}
        for code, names in sorted(self.all().items()):
            shown = self.known_among([shown_code(code, name) for name in names])
            if len(shown) > 1:
                found[code] = [shown[each] for each in sorted(shown)]
        return found

    def code_of(self, code: str, name: EntryName) -> str:
        """Return what lists show for a dossier that is noted under a code."""
        marked = shown_code(code, name)
        if marked in self.known_among([marked]):
            return marked
        same = (dossiers.c.journal == name.journal) & (dossiers.c.seq == name.seq)
        found = self._connection.execute(select(dossiers.c.code).where(same)).scalars().first()
        return found or marked

    def last_between(self, low: str, high: str) -> str | None:
        """Return the greatest code of the same length between two that was ever noted here."""
        values = {"low": low, "high": high, "length": len(low)}
        return self._connection.execute(_GREATEST, values).scalar_one_or_none()

    def other(self, code: str, name: EntryName) -> tuple[int, EntryName] | None:
        """Return the dossier (its row, its name) that is shown under a code, unless it is this."""
        row = self._connection.execute(_SAME_CODE, {"asked": code}).one_or_none()
        if row is None or (row.journal, row.seq) == (name.journal, name.seq):
            return None
        return row.number, EntryName(row.journal, row.seq)

    def note(self, code: str, names: set[EntryName]) -> None:
        """Note that dossiers share a code."""
        rows = [
            {"code": code, "journal": name.journal, "seq": name.seq}
            for name in sorted(names - set(self.of(code)), key=_order)
        ]
        if rows:
            self._connection.execute(insert(shared_codes), rows)

    def rename(self, was: EntryName, now: EntryName) -> None:
        """Follow a dossier that was recorded again under another name."""
        same = (shared_codes.c.journal == was.journal) & (shared_codes.c.seq == was.seq)
        codes = self._connection.execute(select(shared_codes.c.code).where(same)).scalars().all()
        self._connection.execute(delete(shared_codes).where(same))
        for code in codes:
            self.note(code, {now})

    def forget(self) -> None:
        """Forget all of them, before they are found anew."""
        self._connection.execute(delete(shared_codes))

    def known_among(self, codes: list[str]) -> dict[str, tuple[int, EntryName]]:
        """Return the rows that are shown under some of these codes."""
        found: dict[str, tuple[int, EntryName]] = {}
        for start in range(0, len(codes), _CHUNK):
            statement = select(
                dossiers.c.code, dossiers.c.number, dossiers.c.journal, dossiers.c.seq
            ).where(dossiers.c.code.in_(codes[start : start + _CHUNK]))
            for row in self._connection.execute(statement):
                found[row.code] = (row.number, EntryName(row.journal, row.seq))
        return found

    def shared_among(self, codes: list[str]) -> set[str]:
        """Return which of these codes are known to be shared."""
        found: set[str] = set()
        for start in range(0, len(codes), _CHUNK):
            wanted = or_(shared_codes.c.code.in_(codes[start : start + _CHUNK]))
            found.update(
                self._connection.execute(select(shared_codes.c.code).where(wanted)).scalars()
            )
        return found


def codes_ever(history: Sequence[Recorded]) -> tuple[str, ...]:
    """Return every code that a dossier was given, if it was ever given another; else nothing."""
    if not any(isinstance(entry.fact, CodeChanged) for entry in history):
        return ()
    given = [entry.fact.code for entry in history if isinstance(entry.fact, TakenIn | CodeChanged)]
    return tuple(dict.fromkeys(given))


def shown_code(code: str, name: EntryName) -> str:
    """Return what a dossier is called whose code another one has as well."""
    return f"{code}{MARK}{name.journal[:6].upper()}"


def _order(name: EntryName) -> tuple[str, int]:
    return (name.journal, name.seq)
