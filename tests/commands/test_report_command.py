"""``counter-app report``: the report of a period as a file, without a window."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from counter_app import app, cli, demo
from counter_app.services import intake
from counter_app.services.intake import IntakeRequest
from tests.support.counters import A_MONDAY, RESIDENCE, a_person
from tests.support.pdf import text_of

CLERK, PASSWORD = "mau", "quay-hai-2026"
PERIOD = ("--from", "2026-11-01", "--to", "30/11/2026", "--clerk", CLERK)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home in which one dossier was taken in, a week before the clock of the test."""
    monkeypatch.setitem(os.environ, "COUNTER_PASSWORD", PASSWORD)
    monkeypatch.setattr(app, "clock", lambda: A_MONDAY + timedelta(days=7))
    home = app.Home(tmp_path / "home")
    demo.prepare(home, A_MONDAY)
    with app.log_in(home, CLERK, PASSWORD, A_MONDAY) as session:
        request = IntakeRequest(RESIDENCE, a_person())
        intake.take_in(session.counter, request, session.member, A_MONDAY)
    return home.folder


def asked(home: Path, output: Path, *more: str) -> int:
    return cli.main(["report", *PERIOD, "-o", str(output), "--home", str(home), *more])


def test_programs_get_every_figure(home: Path, tmp_path: Path) -> None:
    assert asked(home, tmp_path / "a.json", "--by", "procedure") == 0
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))

    assert (told["form"], told["units"], told["is_running"]) == ("II.06a", ["01843"], True)
    (line,) = told["lines"]
    assert (line["key"], line["received"], line["overdue"], line["solved"]) == (RESIDENCE, 1, 1, 0)
    assert told["total"]["received"] == told["total"]["solved"] + told["total"]["in_progress"]


def test_what_no_fact_tells_is_not_said_to_be_nothing(home: Path, tmp_path: Path) -> None:
    assert asked(home, tmp_path / "a.json", "--form", "07a") == 0
    total = json.loads((tmp_path / "a.json").read_text("utf-8"))["total"]

    assert (total["online_full"], total["online_part"], total["waiting"]) == (None, None, None)
    assert (total["online"], total["direct"]) == (0, 1)


def test_people_get_excel_with_real_numbers(home: Path, tmp_path: Path) -> None:
    assert asked(home, tmp_path / "a.xlsx") == 0
    rows = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()

    assert ["(1)", "(2)", "(3)", "(4)"] in [row[:4] for row in rows]
    assert [1.0, "Đăng ký, quản lý cư trú", 1.0, 0.0, 1.0, 0.0] in [row[:6] for row in rows]


def test_people_get_paper_with_the_numbers_of_the_columns(home: Path, tmp_path: Path) -> None:
    assert asked(home, tmp_path / "a.pdf") == 0
    said = text_of((tmp_path / "a.pdf").read_bytes())

    assert "Biểu số II.06a/VPCP/KSTT" in said
    assert "(3)" in said
    assert "(13)" in said
    assert "Tổng cộng" in said
    assert "NGƯỜI LẬP BIỂU" in said
    assert "Kỳ báo cáo chưa kết thúc" in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--unit", "01849"), "không theo dõi đơn vị 01849"),
        (("--from", "2027-01-01", "--to", "2027-01-31"), "chưa bắt đầu"),
        (("--to", "2026-10-01"), "Ngày đầu đang ở sau ngày cuối"),
        (("-o", "bao-cao.doc"), ".xlsx, .pdf hoặc .json"),
        (("-o", "/khong/co/bao-cao.pdf"), "Không ghi được tệp"),
    ],
)
def test_what_cannot_be_reported_is_refused_in_words(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    words: str,
) -> None:
    assert asked(home, tmp_path / "a.pdf", *more) == 1
    assert words in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pdf"))
