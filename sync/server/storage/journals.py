"""Journals and the quarantine on their shelves."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select, true, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.dialects.sqlite import insert as sqlite_insert_or_not

from sync.protocol.entry import GENESIS
from sync.server.storage import tables as t
from sync.server.values import Held, Journal

_BY_ID = select(t.journals).where(t.journals.c.id == bindparam("journal"))
_BY_IDS = select(t.journals).where(t.journals.c.id.in_(bindparam("ids", expanding=True)))
_MOVE = (
    update(t.journals)
    .where(t.journals.c.number == bindparam("of"))
    .values(
        last_seq=bindparam("to_seq"),
        last_digest=bindparam("to_digest"),
        signed_seq=bindparam("signed"),
        signature=bindparam("by_signature"),
        quarantined_count=bindparam("held"),
    )
)


class Journals:
    """The journals the server knows, with their ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, journal: str) -> Journal | None:
        """Return a journal by its id, or None."""
        row = self._connection.execute(_BY_ID, {"journal": journal}).one_or_none()
        return None if row is None else Journal(*row)

    def by_number(self, number: int) -> Journal:
        """Return a journal by the number that stands for it in rows."""
        statement = select(t.journals).where(t.journals.c.number == number)
        return Journal(**self._connection.execute(statement).one()._asdict())

    def by_ids(self, ids: Collection[str]) -> dict[str, Journal]:
        """Return those journals of some ids that are known."""
        rows = self._connection.execute(_BY_IDS, {"ids": sorted(ids)}).all()
        return {row.id: Journal(*row) for row in rows}

    def all(self) -> list[Journal]:
        """Return all journals that belong to somebody, in the order they were met."""
        statement = (
            select(t.journals).where(t.journals.c.unit.is_not(None)).order_by(t.journals.c.number)
        )
        return [Journal(*row) for row in self._connection.execute(statement).all()]

    def has_any(self, counter: str) -> bool:
        """Return whether a counter has opened a journal already."""
        statement = select(t.journals.c.number).where(t.journals.c.counter == counter).limit(1)
        return self._connection.execute(statement).one_or_none() is not None

    def hear_of(self, ids: Collection[str]) -> None:
        """Give numbers to journals that were only named, so that rows can point to them."""
        rows = [{"id": id_, "last_digest": GENESIS, "signature": b""} for id_ in sorted(ids)]
        is_sqlite = self._connection.dialect.name == "sqlite"
        insert_new = sqlite_insert_or_not if is_sqlite else insert_or_not
        self._connection.execute(
            insert_new(t.journals).on_conflict_do_nothing(index_elements=["id"]), rows
        )

    def change(self, number: int, **values: Any) -> None:
        """Change what is known of a journal."""
        self._connection.execute(
            update(t.journals).where(t.journals.c.number == number).values(values)
        )

    def move(self, journals: Collection[Journal]) -> None:
        """Write down the new ends of journals."""
        rows = [
            {
                "of": journal.number,
                "to_seq": journal.last_seq,
                "to_digest": journal.last_digest,
                "signed": journal.signed_seq,
                "by_signature": journal.signature,
                "held": journal.quarantined_count,
            }
            for journal in journals
        ]
        if rows:
            self._connection.execute(_MOVE, rows)

    def digests(self, journal: Journal, seqs: Sequence[int]) -> dict[int, bytes]:
        """Return the digests that the server holds at some numbers of a journal."""
        if not seqs or journal.unit is None:
            return {}
        e, q = t.entries.c, t.quarantine.c
        passed_on = select(e.seq, e.digest).where(
            e.unit == journal.unit, e.journal == journal.number, e.seq.in_(seqs)
        )
        held = select(q.seq, q.digest).where(q.journal == journal.number, q.seq.in_(seqs))
        rows = [*self._connection.execute(passed_on).all(), *self._connection.execute(held).all()]
        return {row.seq: row.digest for row in rows}


class Quarantine:
    """Entries that were acknowledged but not passed on, with their raw bytes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, held: Sequence[Held]) -> None:
        """Keep entries back."""
        if held:
            rows = [_columns_of(entry) for entry in held]
            self._connection.execute(insert(t.quarantine), rows)

    def of_journal(self, journal: int, most: int = 100) -> list[Held]:
        """Return what of a journal waits for release, the oldest first."""
        return self._waiting(t.quarantine.c.journal == journal, most)

    def all(self, most: int = 1_000) -> list[Held]:
        """Return what waits for release."""
        return self._waiting(true(), most)

    def count(self) -> int:
        """Return how many entries wait for release."""
        statement = select(func.count()).where(t.quarantine.c.is_released.is_(False))
        return int(self._connection.execute(statement).scalar_one())

    def rows_of(self, journal: int) -> list[Held]:
        """Return all entries of a journal that ever came here, released ones too."""
        return self._rows(t.quarantine.c.journal == journal, 1_000_000)

    def release(self, journal: int, seq: int) -> None:
        """Note that an entry was passed on after all; its raw bytes stay."""
        here = and_(t.quarantine.c.journal == journal, t.quarantine.c.seq == seq)
        self._connection.execute(update(t.quarantine).where(here).values(is_released=True))

    def _waiting(self, where: Any, most: int) -> list[Held]:
        return self._rows(and_(where, t.quarantine.c.is_released.is_(False)), most)

    def _rows(self, where: Any, most: int) -> list[Held]:
        statement = (
            select(*(column for column in t.quarantine.c if column.name != "is_released"))
            .where(where)
            .order_by(t.quarantine.c.journal, t.quarantine.c.seq)
            .limit(most)
        )
        return [Held(**row._asdict()) for row in self._connection.execute(statement).all()]


def _columns_of(held: Held) -> dict[str, Any]:
    return {name: getattr(held, name) for name in held.__dataclass_fields__}
