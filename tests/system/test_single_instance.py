"""One program per home, proved with real processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_app.system.single_instance import LOCK_NAME, AlreadyRunning, SingleInstance

TOP = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from counter_app.system.single_instance import SingleInstance
held = SingleInstance(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program_on(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run another process that works on the home until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=TOP,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_program_is_told_who_has_the_home(tmp_path: Path) -> None:
    with another_program_on(tmp_path) as other, pytest.raises(AlreadyRunning) as refused:
        SingleInstance(tmp_path)

    assert refused.value.home == tmp_path
    assert refused.value.process == other.pid


def test_a_killed_program_leaves_the_home_free(tmp_path: Path) -> None:
    with another_program_on(tmp_path) as other:
        other.kill()
        other.wait()

        with SingleInstance(tmp_path):
            assert (tmp_path / LOCK_NAME).exists()


def test_a_program_that_ends_well_gives_the_home_back(tmp_path: Path) -> None:
    with SingleInstance(tmp_path):
        pass

    with another_program_on(tmp_path) as other, pytest.raises(AlreadyRunning) as refused:
        SingleInstance(tmp_path)
    assert refused.value.process == other.pid


def test_two_homes_can_be_worked_on_at_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    with SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b"):
        for home in ("a", "b"):
            with pytest.raises(AlreadyRunning) as refused:
                SingleInstance(tmp_path / home)
            assert refused.value.home == tmp_path / home


def test_one_program_cannot_hold_a_home_twice(tmp_path: Path) -> None:
    with SingleInstance(tmp_path), pytest.raises(AlreadyRunning):
        SingleInstance(tmp_path)


def test_giving_back_twice_is_harmless(tmp_path: Path) -> None:
    held = SingleInstance(tmp_path)

    held.release()
    with SingleInstance(tmp_path):
        held.release()
        with pytest.raises(AlreadyRunning) as refused:
            SingleInstance(tmp_path)

    assert refused.value.home == tmp_path


def test_a_refused_program_leaves_the_note_of_the_first(tmp_path: Path) -> None:
    with another_program_on(tmp_path) as other:
        for _ in range(2):
            with pytest.raises(AlreadyRunning) as refused:
                SingleInstance(tmp_path)
            assert refused.value.process == other.pid
