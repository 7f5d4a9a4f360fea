"""The set-up decides rightly when to make, mend and leave alone the environment."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import shared_libraries
import start


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a tree with locks and an empty .venv, in which start believes to stand."""
    (tmp_path / "packaging").mkdir()
    for name, text in (("run", "one==1\n"), ("dev", "one==1\ntwo==2\n")):
        for system in ("linux", "windows"):
            (tmp_path / "packaging" / f"lock-{name}-{system}.txt").write_text(text, "utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("", "utf-8")
    monkeypatch.setattr(start, "TOP", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", python)
    return tmp_path


def test_a_stamp_vouches_for_what_it_names(tree: Path) -> None:
    assert start.is_ready("run", start.stamp_text("run"))
    assert start.is_ready("dev", start.stamp_text("dev"))
    assert not start.is_ready("dev", start.stamp_text("run"))


def test_what_tests_need_includes_what_a_run_needs(tree: Path) -> None:
    assert start.is_ready("run", start.stamp_text("dev"))


def test_a_new_lock_makes_the_stamp_worthless_but_the_environment_stays(tree: Path) -> None:
    stamp = start.stamp_text("run")
    start.lock_file("run").write_text("one==2\n", "utf-8")

    assert not start.is_ready("run", stamp)
    assert start.may_mend(stamp)


@pytest.mark.parametrize("stamp", [start.UNFINISHED, "another/place\nrun 1234\n"])
def test_a_half_made_or_moved_environment_is_made_anew(tree: Path, stamp: str) -> None:
    assert not start.is_ready("run", stamp)
    assert not start.may_mend(stamp)


def test_an_environment_without_python_is_made_anew(tree: Path) -> None:
    stamp = start.stamp_text("run")
    start.PYTHON.unlink()

    assert not start.is_ready("run", stamp)
    assert not start.may_mend(stamp)


def test_an_environment_made_by_hand_is_kept(tree: Path) -> None:
    assert not start.is_ready("run", "")
    assert start.may_mend("")


def test_long_tests_are_chosen_by_a_word_and_the_rest_goes_to_pytest() -> None:
    usual = dict(start.test_steps(["tests/store"]))
    every = dict(start.test_steps(["--long"]))

    assert usual["tests"][-1] == "tests/store"
    assert "-m" not in usual["tests"][3:]
    assert every["tests"][-2:] == ["-m", ""]


def test_types_are_checked_for_both_systems() -> None:
    steps = dict(start.test_steps([]))

    assert "linux" in steps["types, Linux"]
    assert "win32" in steps["types, Windows"]


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["deno"], 2)])
def test_without_a_known_command_it_says_what_there_is(
    top: Path, arguments: list[str], code: int
) -> None:
    answer = subprocess.run(
        [sys.executable, str(top / "packaging" / "start.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert answer.returncode == code
    assert "demo" in answer.stdout


def test_a_python_without_its_venv_part_says_the_line_to_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(shared_libraries, "install", lambda packages: False)

    with pytest.raises(start.CannotStart, match=r"sudo apt-get install .* python3\.\d+-venv"):
        start.need_venv_module()


@pytest.mark.parametrize(("screen", "stops"), [("", False), (":0", True)])
def test_a_missing_library_of_the_screen_stops_only_where_there_is_a_screen(
    screen: str, stops: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(start, "ON_WINDOWS", False)

    said = ""
    try:
        start.tell_missing(["libxcb-cursor.so.0"], fatal=False)
    except start.CannotStart as reason:
        said = str(reason)

    assert bool(said) == stops
    assert "libxcb-cursor0" in said + capsys.readouterr().out
