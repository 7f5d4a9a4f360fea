"""The shelf of the board on a real store: what it shows, from which index, and after upgrades."""

from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from counter_app.domain.facts import EntryName, Fact, Forwarded, ResultReady, Stopped, Withdrawn
from counter_app.domain.states import DossierState
from counter_app.store.board import _DISPUTED, _LIVE
from counter_app.store.engine import connect
from counter_app.store.store import Store
from counter_app.store.tables import SCHEMA_VERSION
from counter_app.store.upgrade import upgrade
from tests.support.intakes import A_MOMENT, taken_in


def recorded(store: Store, serial: int, *facts: Fact) -> EntryName:
    with store.writing() as work:
        opening = work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
        for fact in facts:
            work.journal.record(fact, by="mau", at=A_MOMENT, subject=opening.name)
    return opening.name


def test_what_has_not_ended_is_on_the_board_and_rows_come_in_the_order_asked(store: Store) -> None:
    recorded(store, 1)
    recorded(store, 2, Forwarded(A_MOMENT, to_name="Lý Văn Thử"))
    recorded(store, 3, Stopped(A_MOMENT, "Tranh chấp"))
    recorded(store, 4, ResultReady(A_MOMENT, A_MOMENT))
    with store.reading() as reading:
        live = reading.board.live()
        rows = reading.board.rows([live[2].number, 99_999, live[0].number])
        assert reading.board.disputed() == ()

    assert [(row.state, row.holder) for row in live] == [
        (DossierState.OPEN, ""),
        (DossierState.FORWARDED, "Lý Văn Thử"),
        (DossierState.READY, ""),
    ]
    assert [row.code[-4:] for row in rows] == ["0004", "0001"]
    assert rows[0].solved_at == A_MOMENT
    assert store.check() == ()


def test_a_step_moves_the_row_with_it(store: Store) -> None:
    name = recorded(store, 1)
    with store.writing() as work:
        work.journal.record(Withdrawn(A_MOMENT, "Đổi ý"), by="mau", at=A_MOMENT, subject=name)
        assert work.board.live() == ()
        assert work.dossiers.open_of(taken_in().applicant, taken_in().procedure_code) == ()
    assert store.check() == ()


@pytest.mark.parametrize(
    ("statement", "index"),
    [(_LIVE, "ix_dossiers_live_due_at"), (_DISPUTED, "ix_dossiers_disputed")],
)
def test_the_board_reads_only_what_has_not_ended(
    store: Store, statement: object, index: str
) -> None:
    sql = str(statement.compile(dialect=sqlite.dialect()))  # type: ignore[attr-defined]
    with store.reading() as reading:
        plan = reading.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()
    assert f"USING INDEX {index}" in plan[0][3]


def test_a_store_of_the_first_version_shows_everything_after_its_upgrade(
    store: Store, path: Path, key: bytes, top: Path, tmp_path: Path
) -> None:
    recorded(store, 1)
    recorded(store, 2, Stopped(A_MOMENT, "Tranh chấp"))
    store.close()
    migrations, old = top / "migrations" / "counter", tmp_path / "old.db"
    upgrade(old, key, migrations, target="0001")
    today, first = connect(path, key), connect(old, key)
    for table in ("journals", "entries"):
        known = [row[1] for row in first.execute(f"PRAGMA table_info({table})").fetchall()]
        columns = ", ".join(f'"{name}"' for name in known)
        for row in today.execute(f"SELECT {columns} FROM {table}").fetchall():
            places = ", ".join("?" * len(row))
            first.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", row)
    first.execute("INSERT INTO state VALUES ('projections', '1')")
    today.close()
    first.close()

    upgraded = Store.open(old, key, migrations=migrations)
    with upgraded.reading() as reading:
        assert [row.state for row in reading.board.live()] == [DossierState.OPEN]
        assert reading.dossiers.by_code(taken_in(2).code).state is DossierState.STOPPED
        assert len(reading.search.find("nguyen van thu")) == 2
    assert upgraded.check() == ()
    upgraded.close()
    raw = connect(old, key)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    raw.close()
