"""Units, counters, codes and serial blocks on their shelves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from sync.protocol.messages import UnitPart
from sync.server.storage import tables as t
from sync.server.values import WHOLE_PROVINCE, Block, Code, Counter

_COUNTERS = (
    select(t.counters, t.scopes.c.unit.label("reads"))
    .join_from(t.counters, t.scopes, t.counters.c.id == t.scopes.c.counter, isouter=True)
    .order_by(t.counters.c.unit, t.counters.c.desk, t.scopes.c.unit)
)
_COUNTERS_BY_ID = _COUNTERS.where(t.counters.c.id.in_(bindparam("ids", expanding=True)))
_BLOCKS = (
    select(t.blocks.c.first, t.blocks.c.last, t.blocks.c.counter, t.blocks.c.journal)
    .where(t.blocks.c.counter.in_(bindparam("counters", expanding=True)))
    .order_by(t.blocks.c.first)
)
_SEEN = (
    update(t.counters)
    .where(t.counters.c.id == bindparam("counter"))
    .values(
        seen_at=bindparam("now"),
        clock_offset=bindparam("offset"),
        head_seq=bindparam("head"),
        program=bindparam("version"),
    )
)


class Units:
    """The province's units."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, code: str) -> UnitPart | None:
        """Return a unit, or None."""
        row = self._connection.execute(select(t.units).where(t.units.c.code == code)).one_or_none()
        return None if row is None else UnitPart(**row._asdict())

    def all(self) -> list[UnitPart]:
        """Return all units by code."""
        rows = self._connection.execute(select(t.units).order_by(t.units.c.code)).all()
        return [UnitPart(**row._asdict()) for row in rows]

    def put(self, unit: UnitPart) -> None:
        """Add a unit with its empty feed, or change what is known of it."""
        values = msgspec.structs.asdict(unit)
        where = t.units.c.code == unit.code
        if self._connection.execute(update(t.units).where(where).values(values)).rowcount == 0:
            self._connection.execute(insert(t.units).values(values))
            self.add_feed(unit.code)

    def add_feed(self, code: str) -> None:
        """Add an empty feed."""
        self._connection.execute(insert(t.feeds).values(unit=code, last=0, chain=b""))


class Counters:
    """Enrolled counters with their scopes, and the codes that enrol them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, counter: str) -> Counter | None:
        """Return a counter, or None for a stranger."""
        return self.some([counter]).get(counter)

    def some(self, counters: Collection[str]) -> dict[str, Counter]:
        """Return those of some counters that are enrolled, as they are at one moment."""
        rows = self._connection.execute(_COUNTERS_BY_ID, {"ids": sorted(counters)}).all()
        return {counter.id: counter for counter in self._resolved(rows)}

    def all(self) -> list[Counter]:
        """Return all counters by unit and desk."""
        return self._resolved(self._connection.execute(_COUNTERS).all())

    def next_desk(self, unit: str) -> int:
        """Return the number of the next desk of a unit; numbers are never used again."""
        statement = select(func.max(t.counters.c.desk)).where(t.counters.c.unit == unit)
        return int(self._connection.execute(statement).scalar() or 0) + 1

    def add(self, counter: Counter) -> None:
        """Add a counter and the feeds it may read."""
        values = {name: getattr(counter, name) for name in t.counters.c.keys()}  # noqa: SIM118
        self._connection.execute(insert(t.counters).values(values))
        self.set_scope(counter.id, counter.scope)

    def change(self, counter: str, **values: Any) -> None:
        """Change what is known of a counter."""
        self._connection.execute(
            update(t.counters).where(t.counters.c.id == counter).values(values)
        )

    def seen(self, counters: Sequence[Counter]) -> None:
        """Note when counters were here, and what they said of themselves."""
        if counters:
            self._connection.execute(_SEEN, [_contact_of(counter) for counter in counters])

    def set_scope(self, counter: str, scope: tuple[str, ...]) -> None:
        """Replace the feeds a counter may read; nothing it holds already is taken away.

        ``WHOLE_PROVINCE`` among them is kept as it is, and resolved whenever a counter is read.
        """
        self._connection.execute(t.scopes.delete().where(t.scopes.c.counter == counter))
        rows = [{"counter": counter, "unit": unit} for unit in scope]
        self._connection.execute(insert(t.scopes), rows)

    def add_code(self, code_hash: bytes, code: Code) -> None:
        """Keep a one-time code."""
        self._connection.execute(
            insert(t.codes).values(
                hash=code_hash,
                unit=code.unit,
                scope=" ".join(code.scope),
                expires_at=code.expires_at,
            )
        )

    def code(self, code_hash: bytes) -> Code | None:
        """Return a one-time code, or None."""
        statement = select(t.codes).where(t.codes.c.hash == code_hash)
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            return None
        return Code(row.unit, tuple(row.scope.split()), row.expires_at, row.counter)

    def use_code(self, code_hash: bytes, counter: str) -> None:
        """Note who used a code."""
        self._connection.execute(
            update(t.codes).where(t.codes.c.hash == code_hash).values(counter=counter)
        )

    def _resolved(self, rows: Sequence[Any]) -> list[Counter]:
        """Return the counters in rows; to read the whole province means the units of now.

        Units are never taken away, so the version of such a scope moves by their number.
        """
        found = _counters_in(rows)
        if not any(WHOLE_PROVINCE in counter.scope for counter in found):
            return found
        units = self._connection.execute(select(t.units.c.code)).scalars().all()
        return [
            replace(
                counter,
                scope=tuple(sorted({*counter.scope, *units} - {WHOLE_PROVINCE})),
                scope_version=counter.scope_version + len(units),
                reads_all=True,
            )
            if WHOLE_PROVINCE in counter.scope
            else counter
            for counter in found
        ]


class Blocks:
    """Blocks of the day's serials; no serial of a unit lies in two of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_counter(self, counter: str) -> list[Block]:
        """Return all blocks of a counter, the lowest first."""
        return self.of_counters([counter])[counter]

    def of_counters(self, counters: Collection[str]) -> dict[str, list[Block]]:
        """Return all blocks of some counters, each one's lowest first."""
        found: dict[str, list[Block]] = {counter: [] for counter in counters}
        for row in self._connection.execute(_BLOCKS, {"counters": sorted(found)}).all():
            found[row.counter].append(Block(*row))
        return found

    def of_unit(self, unit: str) -> list[Block]:
        """Return all blocks of a unit, the lowest first."""
        return self._all(t.blocks.c.unit == unit)

    def lease(self, unit: str, first: int, last: int, counter: str, journal: str | None) -> None:
        """Give a block to a counter, for one of its journals."""
        self._connection.execute(
            insert(t.blocks).values(
                unit=unit, first=first, last=last, counter=counter, journal=journal
            )
        )

    def bind(self, counter: str, journal: str) -> None:
        """Let a counter's first journal have the blocks that were leased at enrolment."""
        unbound = (t.blocks.c.counter == counter) & t.blocks.c.journal.is_(None)
        self._connection.execute(update(t.blocks).where(unbound).values(journal=journal))

    def _all(self, where: Any) -> list[Block]:
        statement = select(t.blocks).where(where).order_by(t.blocks.c.first)
        rows = self._connection.execute(statement).all()
        return [Block(row.first, row.last, row.counter, row.journal) for row in rows]


def _counters_in(rows: Sequence[Any]) -> list[Counter]:
    """Return the counters in rows of which each names one of the feeds that a counter reads."""
    found = []
    for _, same in groupby(rows, lambda row: row.id):
        own = list(same)
        scope = tuple(row.reads for row in own if row.reads is not None)
        found.append(replace(Counter(*own[0][:-1]), scope=scope))
    return found


def _contact_of(counter: Counter) -> dict[str, Any]:
    return {
        "counter": counter.id,
        "now": counter.seen_at,
        "offset": counter.clock_offset,
        "head": counter.head_seq,
        "version": counter.program,
    }
