"""Settings survive a round trip, and a damaged file says what is wrong."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.system.settings import (
    SETTINGS_NAME,
    DeskHours,
    Scanner,
    Season,
    Settings,
    SettingsDamaged,
    read_settings,
    settings_of,
    write_settings,
)

CHOSEN = Settings(
    unit_code="01840",
    unit_name="Phường Bắc Kạn",
    province="Thái Nguyên",
    agency_identifier="H55.12.34",
    place="Bắc Kạn",
    phone="0209 000 0000",
    desk=2,
    serial_blocks=((2001, 2999), (12001, 12999)),
    due_mode="B",
    desk_hours=DeskHours(
        days={"monday": ("07:30-11:30", "13:30-17:00"), "saturday": ("07:30-11:30",)},
        seasons=(Season("10-16", "04-14", {"monday": ("08:00-12:00",)}),),
    ),
    slip_paper="k80",
    printer='Máy in "tầng 1" \\ cửa',
    lock_after_minutes=10,
    scanner=Scanner("serial", "/dev/ttyUSB0", 115200),
    theme="contrast",
    text_scale=1.25,
)


def test_a_new_home_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize("settings", [Settings(), CHOSEN])
def test_what_is_written_is_read_again(tmp_path: Path, settings: Settings) -> None:
    write_settings(tmp_path, settings)

    assert read_settings(tmp_path) == settings
    assert [path.name for path in tmp_path.iterdir()] == [SETTINGS_NAME]


@given(name=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_survives(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")

    write_settings(home, Settings(unit_name=name))

    assert read_settings(home).unit_name == name


def test_a_missing_key_takes_its_default(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_text('desk = 3\n[scanner]\nkind = "wedge"\n', "utf-8")

    assert read_settings(tmp_path) == Settings(desk=3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("desk = ", "Invalid value"),
        ("desc = 2", "unknown key desc"),
        ("desk = 0", "desk"),
        ("desk = true", "desk"),
        ('desk = "2"', "desk"),
        ("unit_name = 7", "unit_name"),
        ("serial_blocks = []", "serial_blocks"),
        ("serial_blocks = [[2999, 2001]]", "serial_blocks"),
        ("serial_blocks = [[2001, 2999], [2999, 3100]]", "two blocks hold 2999"),
        ("serial_blocks = [[2001]]", "serial_blocks"),
        ('due_mode = "C"', "due_mode"),
        ('slip_paper = "a3"', "slip_paper"),
        ("lock_after_minutes = 0", "lock_after_minutes"),
        ("text_scale = 9.5", "text_scale"),
        ("text_scale = nan", "text_scale"),
        ('theme = "pink"', "theme"),
        ('[scanner]\nkind = "serial"', "scanner"),
        ("scanner = 3", "scanner"),
        ('[desk_hours.days]\nmonday = ["7:30-11:30"]', "monday"),
        ('[desk_hours.days]\nmonday = ["11:30-07:30"]', "monday"),
        ('[desk_hours.days]\nmonday = ["07:30-11:30", "11:30-17:00"]', "monday"),
        ('[desk_hours.days]\nmoonday = ["07:30-11:30"]', "unknown key moonday"),
        ('[[desk_hours.seasons]]\nfirst = "02-30"\nlast = "03-01"\ndays = {}', "first"),
        ('[[desk_hours.seasons]]\nfirst = "02-28"\ndays = {}', "needs last"),
    ],
)
def test_a_damaged_file_says_what_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / SETTINGS_NAME
    path.write_text(text, "utf-8")

    with pytest.raises(SettingsDamaged) as damaged:
        read_settings(tmp_path)

    assert damaged.value.path == path
    assert named in damaged.value.why
    assert path.read_text("utf-8") == text


def test_bytes_that_are_no_text_are_damage_too(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsDamaged):
        read_settings(tmp_path)


def test_nonsense_is_not_written(tmp_path: Path) -> None:
    write_settings(tmp_path, CHOSEN)

    with pytest.raises(ValueError, match="desk"):
        write_settings(tmp_path, dataclasses.replace(CHOSEN, desk=0))

    assert read_settings(tmp_path) == CHOSEN


def test_a_write_that_was_cut_off_leaves_the_old_settings(tmp_path: Path) -> None:
    write_settings(tmp_path, CHOSEN)

    (tmp_path / (SETTINGS_NAME + ".new")).write_text("desk = ", "utf-8")

    assert read_settings(tmp_path) == CHOSEN
    write_settings(tmp_path, Settings())
    assert read_settings(tmp_path) == Settings()


def test_every_setting_can_be_read() -> None:
    table: dict[str, Any] = dataclasses.asdict(CHOSEN)

    assert settings_of(table) == CHOSEN
