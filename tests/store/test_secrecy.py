"""Nothing of anybody can be read from the disk without the key."""

import unicodedata
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from counter_app.store.backup import copy_store
from counter_app.store.engine import writer_engine
from counter_app.store.keys import Cost, KeyRing
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, SOMEBODY, taken_in

SECRETS = (
    SOMEBODY.name,
    unicodedata.normalize("NFD", SOMEBODY.name),
    "nguyen van thu",
    "Nguy",
    SOMEBODY.id_number,
    SOMEBODY.phone,
    taken_in(1).code,
    "mật khẩu của Mẫu",
    "tạm trú",
    "TakenIn",
    "SQLite format 3",
    "CREATE TABLE",
)


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_no_file_of_a_counter_shows_a_name_or_a_number(
    path: Path, key: bytes, tmp_path: Path
) -> None:
    ring = KeyRing.create(tmp_path / "slots.json", cost=Cost(1, 64, 1))
    ring.add("mau", "mật khẩu của Mẫu", key)
    store = Store.create(path, key)
    with store.writing() as work:
        for serial in range(1, 30):
            work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
        work.drafts.save(1, {"name": SOMEBODY.name}, by="mau", at=A_MOMENT)
    while_open = written(tmp_path)
    engine = writer_engine(path, key)
    copy = copy_store(engine, path, tmp_path / "copy.db")
    engine.dispose()
    store.close()
    assert {"counter.db", "counter.db-wal", "slots.json"} <= set(while_open)
    assert len(while_open["counter.db-wal"]) > 10_000
    assert copy.stat().st_size > 10_000
    for files in (while_open, written(tmp_path)):
        for name, content in files.items():
            for secret in SECRETS:
                for encoding in ("utf-8", "utf-16-le"):
                    assert secret.encode(encoding) not in content, (name, secret)
            assert key not in content
            assert key.hex().encode() not in content.lower()


def test_errors_of_the_database_carry_nobody_into_a_log(store: Store) -> None:
    with pytest.raises(DBAPIError) as error, store.writing() as work:
        work.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", (SOMEBODY.name,))
    assert SOMEBODY.name not in str(error.value)
