"""The server's own small things: settings, epochs, and what the province speaks of."""

from collections.abc import Collection

from sqlalchemy import Connection, insert, select, update

from sync.server.storage import tables as t
from sync.server.values import Topic

_EPOCH = select(t.epochs.c.id).order_by(t.epochs.c.number.desc()).limit(1)


class Settings:
    """Values by name; written at ``init`` and hardly ever after."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, bytes]:
        """Return all of them."""
        rows = self._connection.execute(select(t.settings)).all()
        return {row.name: row.value for row in rows}

    def put(self, name: str, value: bytes) -> None:
        """Set one."""
        where = t.settings.c.name == name
        changed = self._connection.execute(update(t.settings).where(where).values(value=value))
        if changed.rowcount == 0:
            self._connection.execute(insert(t.settings).values(name=name, value=value))


class Epochs:
    """The lives of this server: a new one begins whenever it was set back to a backup."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> str:
        """Return the id of the epoch."""
        return str(self._connection.execute(_EPOCH).scalar_one())

    def begin(self, epoch: str, at: int, reason: str) -> None:
        """Begin a new one."""
        statement = insert(t.epochs).values(id=epoch, begun_at=at, reason=reason)
        self._connection.execute(statement)

    def all(self) -> list[tuple[str, int, str]]:
        """Return (id, begun_at, reason) of all of them, the oldest first."""
        e = t.epochs.c
        rows = self._connection.execute(select(e.id, e.begun_at, e.reason).order_by(e.number)).all()
        return [(row.id, row.begun_at, row.reason) for row in rows]


class Topics:
    """What the province said last about each thing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def some(self, topics: Collection[str]) -> dict[str, Topic]:
        """Return those of some topics that were spoken of."""
        statement = select(t.topics).where(t.topics.c.topic.in_(sorted(topics)))
        return {row.topic: _topic(*row) for row in self._connection.execute(statement).all()}

    def under(self, prefix: str) -> list[Topic]:
        """Return the topics whose name begins so, by name."""
        where = t.topics.c.topic.startswith(prefix, autoescape=True)
        statement = select(t.topics).where(where).order_by(t.topics.c.topic)
        return [_topic(*row) for row in self._connection.execute(statement).all()]

    def put(self, topic: Topic) -> None:
        """Note the latest word on a topic."""
        values = {
            "last_seq": topic.last_seq,
            "kind": topic.kind,
            "units": " ".join(topic.units),
            "payload": topic.payload,
        }
        where = t.topics.c.topic == topic.topic
        if self._connection.execute(update(t.topics).where(where).values(values)).rowcount == 0:
            opened = {"topic": topic.topic, "opened_seq": topic.opened_seq}
            self._connection.execute(insert(t.topics).values({**opened, **values}))


def _topic(
    topic: str, opened_seq: int, last_seq: int, kind: str, units: str, payload: bytes
) -> Topic:
    return Topic(topic, opened_seq, last_seq, kind, tuple(units.split()), payload)
