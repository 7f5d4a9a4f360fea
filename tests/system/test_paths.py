"""Where the program finds its files, and where a counter's home is when none is named."""

import sys
from pathlib import Path

import pytest

from counter_app.system import paths


def test_a_checkout_finds_its_own_resources(resources: Path) -> None:
    assert paths.resources_dir() == resources
    assert paths.migrations_dir() == resources.parent / "migrations"
    assert not paths.is_frozen()


def test_the_frozen_program_finds_what_was_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert paths.is_frozen()
    assert paths.resources_dir() == tmp_path / "resources"
    assert paths.migrations_dir() == tmp_path / "migrations"


def test_the_home_follows_the_desktop_on_linux(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert paths.default_home() == tmp_path / "mot-cua"


@pytest.mark.parametrize("named", ["", "data"])
def test_an_empty_or_relative_data_folder_is_ignored(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", named)

    assert paths.default_home() == tmp_path / ".local" / "share" / "mot-cua"


def test_the_home_stays_on_the_machine_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    assert paths.default_home() == tmp_path / "MotCua"
