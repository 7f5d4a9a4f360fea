"""Settings: who may choose what, refusals leave the file alone, and rules follow at once."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused
from counter_app.domain.standing import SoonRule
from counter_app.domain.working_time import DeskHours, Season, week_of
from counter_app.services import rules, settings
from counter_app.services.acting import NotAllowed
from counter_app.services.counter import Counter
from counter_app.services.rules import DayWish
from counter_app.services.settings import Scanner, Settings, SettingsNotSaved
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY


def file_of(home: Path) -> Path:
    return home / "settings.toml"


def test_what_is_saved_is_read_and_the_rest_stays(counter: Counter, tmp_path: Path) -> None:
    settings.save(counter, tmp_path, {"phone": "0209 000 0000"}, A_HEAD, A_MONDAY)
    settings.save(
        counter,
        tmp_path,
        {"theme": "dark", "scanner": Scanner("serial", "COM3")},
        A_CLERK,
        A_MONDAY,
    )

    assert settings.read(tmp_path) == replace(
        Settings(), phone="0209 000 0000", theme="dark", scanner=Scanner("serial", "COM3")
    )


@pytest.mark.parametrize("key", sorted(settings.FOR_THE_HEAD))
def test_a_clerk_chooses_nothing_that_concerns_everybody(
    counter: Counter, tmp_path: Path, key: str
) -> None:
    with pytest.raises(NotAllowed):
        settings.save(
            counter, tmp_path, {"theme": "dark", key: getattr(Settings(), key)}, A_CLERK, A_MONDAY
        )
    assert not file_of(tmp_path).exists()


def test_nobody_changes_what_codes_are_made_of(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        settings.save(counter, tmp_path, {"serial_blocks": ((1, 2),)}, A_HEAD, A_MONDAY)


def test_bad_values_leave_the_file_as_it_was(counter: Counter, tmp_path: Path) -> None:
    settings.save(counter, tmp_path, {"office": "Bộ phận Một cửa"}, A_HEAD, A_MONDAY)
    before = file_of(tmp_path).read_bytes()

    with pytest.raises(FieldsRefused) as refused:
        settings.save(counter, tmp_path, {"office": "  ", "phone": "0" * 201}, A_HEAD, A_MONDAY)
    assert refused.value.problems == {"office": "missing", "phone": "too_long"}
    with pytest.raises(SettingsNotSaved):
        settings.save(counter, tmp_path, {"soon_days": 0}, A_HEAD, A_MONDAY)
    assert file_of(tmp_path).read_bytes() == before


def test_a_file_that_somebody_damaged_meanwhile_is_not_overwritten(
    counter: Counter, tmp_path: Path
) -> None:
    file_of(tmp_path).write_text("phone = ", "utf-8")
    with pytest.raises(SettingsNotSaved):
        settings.save(counter, tmp_path, {"theme": "dark"}, A_CLERK, A_MONDAY)
    assert file_of(tmp_path).read_text("utf-8") == "phone = "


def test_every_setting_has_somebody_who_may_choose_it_or_is_fixed() -> None:
    fixed = {"unit_code", "unit_name", "province", "agency_identifier", "desk", "serial_blocks"}
    assert set(Settings.__dataclass_fields__) == (
        fixed | settings.FOR_THE_HEAD | settings.FOR_EVERYBODY
    )


def test_hours_survive_the_way_into_the_file_and_back(counter: Counter, tmp_path: Path) -> None:
    hours = DeskHours(
        week_of("07:30-11:30, 13:30-17:00", "07:30-11:30"),
        (Season((10, 15), (4, 15), week_of("08:00-12:00, 13:00-17:00")),),
    )
    settings.save(counter, tmp_path, {"desk_hours": settings.kept_hours(hours)}, A_HEAD, A_MONDAY)

    assert settings.hours_of(settings.read(tmp_path).desk_hours) == hours


def test_rules_follow_at_once_and_keep_what_was_decided(counter: Counter) -> None:
    thursday = date(2026, 11, 26)
    rules.decide_days(counter, [DayWish(thursday, "off", "Lễ")], "1/TB", A_HEAD, A_MONDAY)
    hours = settings.kept_hours(DeskHours.parse("08:00-12:00, 13:00-16:30"))

    settings.work_by(
        counter,
        replace(Settings(), desk_hours=hours, due_mode="B", soon_percent=50, soon_days=3),
    )

    limit = TimeLimit.parse("1 ngày làm việc")
    wednesday = datetime(2026, 11, 25, 9, 10, tzinfo=VIETNAM)
    assert counter.due_clock.promise(wednesday, limit).due_at == datetime(
        2026, 11, 27, 9, 10, tzinfo=VIETNAM
    )
    assert counter.due_clock.hours.closing_on(thursday).isoformat() == "16:30:00"
    assert counter.soon == SoonRule(Decimal("0.5"), 3)


def test_the_page_to_try_a_printer_is_a_pdf(counter: Counter) -> None:
    from counter_app.domain.facts import SlipPaper
    from tests.support.pdf import text_of

    for paper in SlipPaper:
        page = settings.try_out(counter, paper, "HP tầng 1", A_MONDAY)
        assert "TRANG IN THỬ" in text_of(page)
        assert "HP tầng 1" in text_of(page)
