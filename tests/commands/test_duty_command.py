"""``counter-app duty``: who was on duty when, from the store on the disk."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app import app, cli, demo
from counter_app.domain.facts import RosterDay
from counter_app.domain.moments import day_of
from counter_app.services import duty, duty_plans, hand_over
from tests.support.counters import A_MONDAY

CLERK, PASSWORD = "mau", "quay-hai-2026"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a demonstration home on which two clerks were on duty on a Monday."""
    monkeypatch.setitem(os.environ, "COUNTER_PASSWORD", PASSWORD)
    home = app.Home(tmp_path / "home")
    demo.prepare(home, A_MONDAY)
    head, clerk, other = (account.member for account in demo.STAFF)
    with app.log_in(home, CLERK, PASSWORD, A_MONDAY) as session:
        counter = session.counter
        days = [RosterDay(0, "hoan", "mau")]
        duty_plans.set_roster(counter, days, day_of(A_MONDAY), head, A_MONDAY)
        duty.open_shift(counter, clerk, A_MONDAY + timedelta(minutes=5))
        noon = A_MONDAY + timedelta(hours=2)
        hand_over.hand_over(counter, other, clerk, noon, is_signed=True)
    return home.folder


def test_a_day_is_told_in_lines(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["duty", "--on", "23/11/2026", "--clerk", CLERK, "--home", str(home)]) == 0
    said = capsys.readouterr().out

    assert "Thứ Hai 23/11/2026" in said
    assert "Trực chính: Triệu Văn Hoan" in said
    assert "09:15 – 11:10 Hoàng Thị Mẫu · Dự phòng · Bàn giao cho Triệu Văn Hoan" in said
    assert "11:10 –       Triệu Văn Hoan · Chính" in said


def test_programs_get_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["duty", "--on", "2026-11-23", "--json", "--clerk", CLERK, "--home", str(home)]
    assert cli.main(asked) == 0
    answer = json.loads(capsys.readouterr().out)

    assert [who["clerk"] for who in answer["roster"]] == ["hoan", "mau"]
    first, second = answer["shifts"]
    assert (first["clerk"], first["role"], first["ending"]) == ("mau", "backup", "handed_over")
    assert first["ended_at"] == second["opened_at"] == "2026-11-23T11:10:00+07:00"


def test_a_day_that_is_none_is_refused_in_words(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["duty", "--on", "31/2/2026", "--clerk", CLERK, "--home", str(home)]
    assert cli.main(asked) == 1
    assert "Ngày chưa đúng" in capsys.readouterr().err
