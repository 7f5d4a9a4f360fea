"""The log file: where, in which form, how large."""

import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.system import logs


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    logs.stop_log()
    logging.getLogger().setLevel(level)


def test_a_line_names_its_moment_its_thread_and_its_part(tmp_path: Path) -> None:
    path = logs.start_log(tmp_path)

    thread = threading.Thread(
        target=lambda: logging.getLogger("counter_app.store").info("opened H55-261121-2001"),
        name="desk",
    )
    thread.start()
    thread.join()

    assert path == tmp_path / "logs" / "counter.log"
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO    \[desk\] "
        r"counter_app\.store: opened H55-261121-2001\n",
        path.read_text("utf-8"),
    )


def test_starting_again_moves_the_log_and_writes_each_line_once(tmp_path: Path) -> None:
    first = logs.start_log(tmp_path / "a")
    second = logs.start_log(tmp_path / "b")

    logging.getLogger("counter_app").warning("moved")

    assert first.read_text("utf-8") == ""
    assert second.read_text("utf-8").count("moved") == 1


def test_the_log_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MEGABYTE", 2_000)
    path = logs.start_log(tmp_path)

    for number in range(500):
        logging.getLogger("counter_app").info("line %d", number)

    files = list(path.parent.iterdir())
    assert len(files) == logs.KEPT_FILES
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "line 499" in path.read_text("utf-8")


def test_a_folder_that_cannot_be_made_does_not_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("in the way", "utf-8")

    logs.start_log(tmp_path)
    logging.getLogger("counter_app").warning("still said")

    assert "still said" in capsys.readouterr().err
