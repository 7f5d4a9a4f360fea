"""The procedures that dossiers of this store are for: a few hundred names, kept in memory.

Search looks a typed word up here first, so that a procedure's name need not stand in the index
once for every one of a million dossiers.
"""

import threading
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from counter_app.domain.plain_text import fold
from counter_app.store.words import letters_of

STEP_THROUGH_PROCEDURES = (
    "WITH RECURSIVE used(code) AS ("
    " SELECT min(procedure_code) FROM dossiers"
    " UNION ALL"
    " SELECT (SELECT min(procedure_code) FROM dossiers WHERE procedure_code > used.code)"
    " FROM used WHERE used.code IS NOT NULL"
    ") "
)
"""Steps from one procedure to the next on the index: hundreds of steps, not a million rows."""

_NAMES = text(
    STEP_THROUGH_PROCEDURES + "SELECT code, (SELECT procedure_name FROM dossiers"
    " WHERE procedure_code = used.code ORDER BY received_at DESC LIMIT 1) AS name"
    " FROM used WHERE code IS NOT NULL"
)


class ProcedureWords:
    """The folded words of every procedure's name by its code, read when first asked for.

    ``age`` goes up when a commit brought a name that was not known. A reader notes it before
    its snapshot begins, so that what an older snapshot shows is never kept as news.
    """

    def __init__(self) -> None:
        self.age = 0
        self._names: dict[str, str] | None = None
        self._words: dict[str, tuple[str, ...]] = {}
        self._changing = threading.Lock()

    def of(self, connection: Connection, age: int) -> Mapping[str, tuple[str, ...]]:
        """Return the words by code, as far as this snapshot (of that age) knows them."""
        with self._changing:
            if self._names is not None:
                return self._words
        names = {row.code: row.name for row in connection.execute(_NAMES)}
        words = {code: tuple(letters_of(fold(name))) for code, name in names.items()}
        with self._changing:
            if age == self.age:
                self._names, self._words = names, words
        return words

    def note(self, shown: Iterable[tuple[str, str]]) -> None:
        """Hear which (code, name) a commit has shown; read anew if one of them is news."""
        with self._changing:
            known = self._names or {}
            if any(known.get(code) != name for code, name in shown):
                self.age += 1
                self._names = None
