"""Damaged, foreign, newer, busy, full: a clear answer, and the file stays as it was."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.store.engine import connect
from counter_app.store.errors import (
    DiskFull,
    StoreAlreadyThere,
    StoreDamaged,
    StoreFromNewerVersion,
    StoreLocked,
    StoreMissing,
    StoreTrouble,
    WrongKey,
)
from counter_app.store.store import Store
from counter_app.store.tables import SCHEMA_VERSION
from tests.support.intakes import A_MOMENT, taken_in

OTHER_KEY = b"\x77" * 32
DOSSIERS = 59


@pytest.fixture
def closed(path: Path, key: bytes) -> Path:
    """Return a store with some dossiers that nobody has open."""
    store = Store.create(path, key)
    with store.writing() as work:
        for serial in range(1, DOSSIERS + 1):
            work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
    store.close()
    return path


def refused(path: Path, key: bytes, trouble: type[StoreTrouble]) -> StoreTrouble:
    """Open a store that cannot be opened, and see that its file is left as it was."""
    before = path.read_bytes()
    with pytest.raises(trouble) as refusal:
        Store.open(path, key)
    assert type(refusal.value) is trouble
    assert path.read_bytes() == before
    return refusal.value


def test_a_wrong_key_is_told_from_a_damaged_file(closed: Path, key: bytes) -> None:
    refused(closed, OTHER_KEY, WrongKey)
    store = Store.open(closed, key)
    assert store.check() == ()
    store.close()


def test_a_store_moved_without_its_lock_file_opens(
    closed: Path, key: bytes, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere" / "counter.db"
    moved.parent.mkdir()
    shutil.copy(closed, moved)
    refused(moved, OTHER_KEY, StoreDamaged)
    store = Store.open(moved, key)
    with store.reading() as reading:
        last, _, _ = reading.journal.head()
    store.close()
    assert last is not None and last.seq == DOSSIERS
    refused(moved, OTHER_KEY, WrongKey)


def overwrite(path: Path, place: int, with_bytes: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(with_bytes)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: overwrite(path, 0, b"\x00" * 16),
        lambda path: overwrite(path, 100, b"\xff" * 100),
        lambda path: overwrite(path, 0, b"SQLite format 3\x00"),
        lambda path: os.truncate(path, path.stat().st_size // 2),
        lambda path: os.truncate(path, 4096),
        lambda path: os.truncate(path, 1000),
        lambda path: os.truncate(path, 0),
        lambda path: path.write_bytes(b"hello"),
        lambda path: path.write_bytes(os.urandom(100_000)),
    ],
    ids=["salt", "page 1", "plain", "half", "one page", "part", "empty", "text", "noise"],
)
def test_a_damaged_store_is_refused_and_left(
    closed: Path, key: bytes, spoil: Callable[[Path], None]
) -> None:
    spoil(closed)
    beside = {each.name for each in closed.parent.iterdir()}

    trouble = refused(closed, key, StoreDamaged)

    assert trouble.path == closed
    assert {each.name for each in closed.parent.iterdir()} <= beside


def test_damage_further_in_is_found_when_it_is_met_and_by_the_check(
    closed: Path, key: bytes
) -> None:
    pages = closed.stat().st_size // 4096
    for page in range(3, pages, 2):
        overwrite(closed, page * 4096 + 2000, b"\x00" * 64)
    store = Store.open(closed, key) if opens(closed, key) else None
    if store:
        problems = store.check()
        assert problems
        assert {problem.kind for problem in problems} == {"file"}
        with pytest.raises(StoreDamaged), store.reading() as reading:
            for serial in range(1, DOSSIERS + 1):
                reading.dossiers.by_code(taken_in(serial).code)
            reading.journal.entries()
        store.close()


def opens(path: Path, key: bytes) -> bool:
    try:
        Store.open(path, key).close()
    except StoreDamaged:
        return False
    return True


def test_a_store_of_a_newer_program_is_refused_and_left(closed: Path, key: bytes) -> None:
    connection = connect(closed, key)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 3}")
    connection.close()
    trouble = refused(closed, key, StoreFromNewerVersion)
    assert isinstance(trouble, StoreFromNewerVersion)
    assert (trouble.found, trouble.known) == (SCHEMA_VERSION + 3, SCHEMA_VERSION)


def test_a_database_that_is_no_store_is_refused(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "counter.db"
    connection = connect(path, key)
    connection.execute("CREATE TABLE cats (name TEXT)")
    connection.close()

    refused(path, key, StoreDamaged)

    connection = connect(path, key)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == [("cats",)]


def test_a_missing_store_is_missing_and_none_is_made(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(StoreMissing):
        Store.open(tmp_path / "counter.db", key)
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_never_takes_the_place_of_another(closed: Path, key: bytes) -> None:
    before = closed.read_bytes()
    with pytest.raises(StoreAlreadyThere):
        Store.create(closed, key)
    assert closed.read_bytes() == before


def test_a_store_that_is_open_is_not_opened_again(store: Store, path: Path, key: bytes) -> None:
    with pytest.raises(StoreLocked):
        Store.open(path, key)
    with store.writing() as work:
        work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
    store.close()
    Store.open(path, key).close()


HOLDER = """
import sys
from pathlib import Path
from counter_app.store.store import Store
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_store_open_in_another_process_is_locked_until_that_ends(
    closed: Path, key: bytes
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(closed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        refused(closed, key, StoreLocked)
        holder.kill()
    Store.open(closed, key).close()


def test_a_full_store_saves_nothing_of_the_last_action_and_goes_on(
    store: Store, path: Path
) -> None:
    """SQLite itself answers SQLITE_FULL, as on a full disk."""
    with store.writing() as work:
        work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    serial = fill_up(store, 2)
    with store.reading() as reading:
        assert reading.journal.count() == serial - 1
    assert store.check() == ()
    with store.writing() as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
    assert store.check() == ()


def fill_up(store: Store, serial: int) -> int:
    """Record until the disk is full, and return the serial that found no room."""
    while serial < 500:
        try:
            with store.writing() as work:
                work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
        except DiskFull:
            return serial
        serial += 1
    raise AssertionError("the disk was never full")


LIMITED = """
import resource, signal, sys
from pathlib import Path
from counter_app.store.errors import StoreUnreachable
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, taken_in

store = Store.open(Path(sys.argv[1]), bytes(range(32)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
serial = 1000
try:
    while serial < 3000:
        with store.writing() as work:
            work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
        print(serial, flush=True)
        serial += 1
except StoreUnreachable:
    print("full", flush=True)
"""


def test_when_the_system_gives_no_more_room_what_was_saved_stays(closed: Path, key: bytes) -> None:
    """A limit on the size of files makes the write itself fail in the middle."""
    if sys.platform == "win32":
        return  # Windows has no such limit; the test above serves there.
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(closed)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    *saved, last = done.stdout.split()
    assert last == "full"
    assert saved
    store = Store.open(closed, key)
    assert store.check() == ()
    with store.reading() as reading:
        for serial in saved:
            reading.dossiers.by_code(taken_in(int(serial)).code)
        assert reading.journal.count() == 59 + len(saved)
    store.close()
