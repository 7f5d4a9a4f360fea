"""Saving an intake, against a raw commit of the same rows through the same kind of connection."""

from itertools import count
from pathlib import Path
from typing import Any

from counter_app.domain.facts import Paper
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.store.engine import connect
from counter_app.store.store import Store
from tests.benchmarks.figures import Figure, interleaved, median, percentile
from tests.support.counters import A_CLERK, A_KEY, A_MONDAY, RESIDENCE, a_counter, a_person

ROUNDS = 300
REQUEST = IntakeRequest(
    RESIDENCE,
    a_person(),
    papers=(Paper("Tờ khai thay đổi thông tin cư trú"), Paper("Giấy tờ chứng minh chỗ ở")),
    note="Gọi điện trước khi trả kết quả",
)


def figures(folder: Path) -> list[Figure]:
    """Return the ratio and what both cost, in milliseconds."""
    ours_folder, raw_folder = folder / "ours", folder / "raw"
    ours_folder.mkdir()
    raw_folder.mkdir()
    counter = a_counter(ours_folder)
    raw = _RawCommit(raw_folder, ours_folder / "counter.db", counter)
    for _ in range(20):
        take_in(counter, REQUEST, A_CLERK, A_MONDAY)
        raw.commit()
    ours, theirs = interleaved(
        lambda: take_in(counter, REQUEST, A_CLERK, A_MONDAY), raw.commit, ROUNDS
    )
    counter.store.close()
    return [
        Figure("saving an intake / raw commit of its rows", median(ours) / median(theirs), "×", 3),
        Figure("saving an intake, median", median(ours), "ms"),
        Figure("saving an intake, p95", percentile(ours, 0.95), "ms"),
        Figure("raw commit of the same rows, median", median(theirs), "ms"),
    ]


class _RawCommit:
    """The rows of one intake, written again and again without any of our code but the pragmas."""

    def __init__(self, folder: Path, like: Path, counter: Any) -> None:
        take_in(counter, REQUEST, A_CLERK, A_MONDAY)
        Store.create(folder / "counter.db", A_KEY).close()
        source = connect(like, A_KEY)
        self._entry = self._last(source, "entries", "position")
        self._dossier = self._last(source, "dossiers", "number")
        source.close()
        self._connection = connect(folder / "counter.db", A_KEY)
        self._numbers = count(1000)

    @staticmethod
    def _last(connection: Any, table: str, key: str) -> dict[str, Any]:
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY {key} DESC LIMIT 1")
        return dict(
            zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True)
        )

    def commit(self) -> None:
        """Write one entry with its projections in one transaction."""
        number = next(self._numbers)
        entry = self._entry | {"position": number, "seq": number, "subject_seq": number}
        dossier = self._dossier | {"number": number, "seq": number, "code": f"raw-{number}"}
        self._connection.execute("BEGIN IMMEDIATE")
        self._insert("entries", entry)
        self._insert("dossiers", dossier)
        self._insert(
            "dossier_words",
            {
                "rowid": number,
                "name": dossier["applicant_folded"],
                "numbers": f"{dossier['code']} {dossier['id_number']} {dossier['phone']}",
                "procedure": f"{dossier['procedure_code']} {dossier['procedure_name']}",
            },
        )
        self._connection.execute("COMMIT")

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values())
        )
