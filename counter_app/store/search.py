"""Instant search: what people type or scan, over a million dossiers."""

from sqlalchemy import Connection, bindparam, select, text

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.plain_text import composed
from counter_app.store.dossiers import Procedures, of_unit, row_value
from counter_app.store.shared_codes import SharedCodes
from counter_app.store.tables import dossiers
from counter_app.store.words import asked_words, match_anything, match_people

_NEWEST = text(
    "SELECT rowid FROM dossier_words WHERE dossier_words MATCH :asked "
    "ORDER BY rowid DESC LIMIT :most"
)
"""Ordered by number: ordering by relevance reads every match, 280-825 ms at a million."""

_NEWEST_OF_UNIT = text(
    "SELECT rowid FROM dossier_words WHERE dossier_words MATCH :asked AND rowid IN "
    "(SELECT number FROM dossiers WHERE unit_code IN (:unit, '') OR holder_unit = :unit) "
    "ORDER BY rowid DESC LIMIT :most"
)
_ROWS = (
    select(dossiers)
    .where(dossiers.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(dossiers.c.number.desc())
)


class SearchShelf:
    """Finds dossiers by code, name, personal number, phone or procedure."""

    def __init__(self, connection: Connection, procedures: Procedures) -> None:
        self._connection = connection
        self._procedures = procedures

    def find(self, asked: str, most: int = 20, unit: str = "") -> tuple[DossierRow, ...]:
        """Return dossiers (of a unit) in which every word typed begins a word, newest first.

        Names and numbers come before procedures: "nguyễn v" means people whose name has both,
        and only if those are few also the Nguyễns with a *việc* in their procedure.
        Any text is safe; one without letters and digits finds nothing.
        """
        words = asked_words(asked)
        if not words:
            return ()
        former = self._by_former_code(asked)
        if former:
            return self._rows(former, unit)
        people = self._numbers(match_people(words), most, unit)
        others: list[int] = []
        if len(people) < most:
            found = self._numbers(match_anything(words, self._procedures()), most, unit)
            others = [number for number in found if number not in set(people)]
        return self._rows(people) + self._rows(others[: most - len(people)])

    def _by_former_code(self, asked: str) -> list[int]:
        """Return the rows of all that ever had a whole code which was given to several."""
        code = composed(asked).upper()
        codes = SharedCodes(self._connection)
        shown = [codes.code_of(code, name) for name in codes.of(code)]
        return [number for number, _ in codes.known_among(shown).values()]

    def _numbers(self, match: str, most: int, unit: str) -> list[int]:
        values: dict[str, str | int] = {"asked": match, "most": most}
        if not unit:
            return list(self._connection.execute(_NEWEST, values).scalars())
        return list(self._connection.execute(_NEWEST_OF_UNIT, values | {"unit": unit}).scalars())

    def _rows(self, numbers: list[int], unit: str = "") -> tuple[DossierRow, ...]:
        if not numbers:
            return ()
        statement = _ROWS.where(of_unit(unit)) if unit else _ROWS
        rows = self._connection.execute(statement, {"numbers": numbers}).all()
        return tuple(row_value(row) for row in rows)
