"""``import-register``: a real process, a real file, a report line by line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.sheets import HEADER, a_line, comma_separated, excel


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert run(home, "demo", "--prepare").returncode == 0
    return home


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONWARNINGS": "error", "COUNTER_PASSWORD": password(home)}
    return subprocess.run(
        [sys.executable, "-m", "counter_app", *arguments, "--home", str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


def password(home: Path) -> str:
    kept = home / "password-of-the-test"
    return kept.read_text() if kept.exists() else ""


@pytest.fixture(scope="module")
def clerk(home: Path) -> str:
    prepared = json.loads(run(home, "demo", "--prepare", "--json").stdout)
    person = next(each for each in prepared["staff"] if each["role"] == "clerk")
    (home / "password-of-the-test").write_text(person["password"])
    return str(person["clerk"])


def test_a_register_is_shown_then_refused_then_brought_over(
    home: Path, clerk: str, tmp_path: Path
) -> None:
    lines = [a_line(1), a_line(2, c1="not a code"), a_line(3)]
    path = excel(tmp_path / "so.xlsx", [("SỔ THEO DÕI",), HEADER, *lines])

    def ask(*more: str) -> tuple[int, Any]:
        done = run(home, "import-register", str(path), "--clerk", clerk, "--json", *more)
        assert done.stderr == "", done.stderr
        return done.returncode, json.loads(done.stdout)

    code, answer = ask("--preview")
    assert code == 1
    assert answer["is_done"] is False
    assert answer["columns"]["code"] == "Mã hồ sơ"
    assert answer["counts"] == {"new": 2, "known": 0, "refused": 1}
    assert answer["lines"][1] == {
        "row": 4,
        "code": "not a code",
        "outcome": "refused",
        "problems": {"code": "not_a_code"},
    }
    code, answer = ask()
    assert (code, answer["is_done"]) == (1, False)
    code, answer = ask("--skip-bad")
    assert (code, answer["is_done"], answer["counts"]["new"]) == (1, True, 2)
    code, answer = ask("--skip-bad")
    assert answer["counts"] == {"new": 0, "known": 2, "refused": 1}
    shown = run(home, "show", str(lines[0][1]), "--clerk", clerk, "--json")
    assert json.loads(shown.stdout)["state"] == "returned"
    assert run(home, "verify", "--clerk", clerk).returncode == 0


def test_the_report_for_people_is_vietnamese(home: Path, clerk: str, tmp_path: Path) -> None:
    rows = [HEADER, a_line(11), a_line(12, c6="hôm qua")]
    path = comma_separated(tmp_path / "so.csv", rows)
    done = run(home, "import-register", str(path), "--clerk", clerk, "--preview")
    assert "Mã hồ sơ ← “Mã hồ sơ”" in done.stdout
    assert "dòng 3: Nhận hồ sơ: không đọc được ngày" in done.stdout
    assert "Sẽ nhập 1 hồ sơ; 1 dòng không nhập được." in done.stdout


def test_a_damaged_file_is_a_sentence(home: Path, clerk: str, tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"PK\x03\x04")
    done = run(home, "import-register", str(tmp_path / "so.xlsx"), "--clerk", clerk)
    assert done.returncode == 1
    assert done.stderr.startswith("Tệp so.xlsx bị hỏng")
    assert "Traceback" not in done.stderr
