"""Half-filled forms, one per desk, and the small things the program remembers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.store.tables import drafts, state

_LOAD = select(drafts).where(drafts.c.desk == bindparam("asked"))
_DROP = delete(drafts).where(drafts.c.desk == bindparam("asked"))
_SAVE = insert(drafts)
_SAVE = _SAVE.on_conflict_do_update(
    index_elements=["desk"],
    set_={"content": _SAVE.excluded.content, "by": _SAVE.excluded.by, "at": _SAVE.excluded.at},
)
_GET = select(state.c.value).where(state.c.name == bindparam("asked"))
_UNDER = select(state).where(state.c.name >= bindparam("asked"), state.c.name < bindparam("end"))
_PUT = insert(state)
_PUT = _PUT.on_conflict_do_update(index_elements=["name"], set_={"value": _PUT.excluded.value})


@dataclass(frozen=True)
class Draft:
    """A half-filled form: what was typed, by whom it was last touched, and when."""

    desk: int
    content: dict[str, Any]
    by: str
    at: datetime


class DraftShelf:
    """Reads the half-filled form of a desk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, desk: int) -> Draft | None:
        """Return the draft of a desk; None if there is none, or none that can be read."""
        row = self._connection.execute(_LOAD, {"asked": desk}).one_or_none()
        if row is None:
            return None
        try:
            content = msgspec.json.decode(row.content, type=dict[str, Any])
        except msgspec.MsgspecError:
            return None
        return Draft(desk, content, row.by, row.at)


class DraftDesk(DraftShelf):
    """Reads, keeps and throws away the half-filled form of a desk."""

    def save(self, desk: int, content: dict[str, Any], *, by: str, at: datetime) -> None:
        """Keep what was typed so far in the place of what was kept before."""
        values = {"desk": desk, "content": msgspec.json.encode(content), "by": by, "at": at}
        self._connection.execute(_SAVE, values)

    def drop(self, desk: int) -> None:
        """Throw the draft of a desk away, if there is one."""
        self._connection.execute(_DROP, {"asked": desk})


class StateShelf:
    """Reads what the program remembers by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """Return what is remembered under a name, or None."""
        value: str | None = self._connection.execute(_GET, {"asked": name}).scalar_one_or_none()
        return value

    def under(self, beginning: str) -> dict[str, str]:
        """Return everything remembered under names that begin so."""
        rows = self._connection.execute(
            _UNDER, {"asked": beginning, "end": beginning + "\U0010ffff"}
        )
        return {row.name: row.value for row in rows}


class StateDesk(StateShelf):
    """Reads and keeps what the program remembers by name."""

    def put(self, name: str, value: str) -> None:
        """Remember a text under a name."""
        self._connection.execute(_PUT, {"name": name, "value": value})

    def forget(self, name: str) -> None:
        """Remember nothing under a name any more."""
        self._connection.execute(delete(state).where(state.c.name == name))
