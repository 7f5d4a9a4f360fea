"""The disk of the database is full: nothing is acknowledged, and no entry is blamed for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from sync.protocol.errors import Refused
from sync.server.storage.engine import is_full
from tests.sync.server.conftest import Setting


@contextmanager
def no_room_for_entries(setting: Setting) -> Iterator[None]:
    """Let the table of entries find no room, as when only other tables have some left."""
    if setting.postgres is None:
        write = setting.province.storage.write
        pages = write(lambda work: pragma(work._connection, "page_count"))
        write(lambda work: pragma(work._connection, f"max_page_count = {pages}"))
        yield
        write(lambda work: pragma(work._connection, "max_page_count = 1000000"))
        return
    setting.execute(
        "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
    )
    setting.execute(
        "CREATE TRIGGER fill BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION fill()"
    )
    yield
    setting.execute("DROP TRIGGER fill ON entries")


def pragma(connection: Connection, words: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {words}").scalar()


def test_i01_entries_that_find_no_room_are_neither_acknowledged_nor_held_back(
    setting: Setting,
) -> None:
    """Seen to fail: those that did not fit were put into quarantine, one by one."""
    counter, other = setting.counter(), setting.counter()
    counter.sync()
    for _ in range(40):
        counter.record(payload=b'{"a":"' + b"x" * 1_000 + b'"}')
    with no_room_for_entries(setting):
        with pytest.raises(Refused) as refused:
            counter.exchange()
        assert (refused.value.word, refused.value.retry_after) == ("server_fault", 60)
        assert counter.acked == 0
        other.sync()

    counter.sync()

    assert counter.acked == 40
    assert counter.last is not None
    assert counter.last.quarantined == []
    other.sync()
    assert {entry.name for entry in counter.own} <= set(other.held)
    assert setting.verified() == []


def test_only_the_database_s_own_word_means_that_there_is_no_room() -> None:
    """An entry whose text says so must not be taken for a full disk."""
    assert not is_full(ValueError("database or disk is full"))
