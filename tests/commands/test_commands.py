"""The commands, run as people and scripts run them: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counter_app.system.single_instance import SingleInstance

RECEIVED = "2026-11-20T16:00:00+07:00"


class Machine:
    """A machine with a demonstration counter on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        prepared = self.run("demo", "--prepare", "--json")
        assert prepared.returncode == 0, prepared.stderr
        self.prepared = json.loads(prepared.stdout)
        clerk = next(person for person in self.prepared["staff"] if person["role"] == "clerk")
        self.clerk, self.password = clerk["clerk"], clerk["password"]

    def run(
        self, *arguments: str, password: str | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on this home and return what it said."""
        environment = os.environ | {"PYTHONWARNINGS": "error"}
        environment.pop("COUNTER_PASSWORD", None)
        if password is not None:
            environment["COUNTER_PASSWORD"] = password
        return subprocess.run(
            [sys.executable, "-m", "counter_app", *arguments, "--home", str(self.home)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=text,
            env=environment,
            timeout=120,
            check=False,
        )

    def ask(self, *arguments: str, text: str = "") -> Any:
        """Run a command as the clerk with ``--json`` and return its answer."""
        done = self.run(
            *arguments, "--clerk", self.clerk, "--json", password=self.password, text=text
        )
        assert done.stderr == "", done.stderr
        return json.loads(done.stdout)

    def take_in(self, *lines: str) -> list[dict[str, Any]]:
        """Take lines in as the clerk and return an answer a line."""
        done = self.run(
            "intake", "-", "--clerk", self.clerk, password=self.password, text="\n".join(lines)
        )
        assert done.stderr == "", done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def a_line(name: str = "NGUYỄN VĂN THỬ", **changes: Any) -> str:
    line = {
        "procedure": "1.004194",
        "received_at": RECEIVED,
        "applicant": {"name": name, "id_number": "006091000000", "phone": "0912345678"},
        "papers": [{"name": "Tờ khai", "kind": "original", "count": 1}],
    }
    return json.dumps(line | changes, ensure_ascii=False)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("home") / "quầy")


def test_prepare_says_who_may_log_in_and_may_be_repeated(machine: Machine) -> None:
    assert set(machine.prepared) == {"home", "unit", "desk", "staff"}
    assert {"clerk", "password", "role"} == set(machine.prepared["staff"][0])
    again = machine.run("demo", "--prepare", "--json")
    assert json.loads(again.stdout) == machine.prepared


def test_intake_answers_every_line_and_goes_on_after_a_bad_one(machine: Machine) -> None:
    answers = machine.take_in(a_line(), "{hỏng", a_line(name=""), "", a_line("MA THỊ BÉ"))

    assert [answer["line"] for answer in answers] == [1, 2, 3, 5]
    assert [answer.get("error") for answer in answers] == [
        None,
        "fields_refused",
        "fields_refused",
        None,
    ]
    assert answers[0]["due_at"] == "2026-11-26T17:00:00+07:00"
    assert all(answer["message"] for answer in answers if "error" in answer)
    assert int(answers[3]["code"][-4:]) == int(answers[0]["code"][-4:]) + 1


def test_a_dossier_taken_in_is_found_shown_and_printed(machine: Machine, tmp_path: Path) -> None:
    [answer] = machine.take_in(a_line("ĐẶNG THỊ NGỮ ÁNH"))
    code = answer["code"]

    assert [row["code"] for row in machine.ask("find", "dang thi ngu anh")] == [code]
    assert "006091000000" not in json.dumps(machine.ask("find", code))
    pdf = tmp_path / "giấy hẹn.pdf"
    machine.ask("slip", code, "-o", str(pdf), "--paper", "a4")
    assert pdf.read_bytes().startswith(b"%PDF-")
    shown = machine.ask("show", code)
    assert shown["applicant"]["name"] == "ĐẶNG THỊ NGỮ ÁNH"
    assert [entry["kind"] for entry in shown["history"]] == ["TakenIn", "SlipPrinted"]


def test_a_form_is_saved_where_there_is_something_to_tell(machine: Machine, tmp_path: Path) -> None:
    [answer] = machine.take_in(a_line())
    control, apology = tmp_path / "06.pdf", tmp_path / "04.pdf"
    machine.ask("form", answer["code"], "--number", "06", "-o", str(control))
    refused = machine.ask("form", answer["code"], "--number", "04", "-o", str(apology))

    assert control.read_bytes().startswith(b"%PDF-")
    assert refused["error"] == "no_such_form"
    assert "mẫu 04" in refused["message"]
    assert not apology.exists()
    assert [e["kind"] for e in machine.ask("show", answer["code"])["history"]] == ["TakenIn"]


def test_verify_and_rebuild_answer_for_a_sound_store(machine: Machine) -> None:
    assert machine.ask("verify") == {"ok": True, "problems": []}
    assert machine.ask("rebuild") == {"ok": True}
    assert machine.ask("verify") == {"ok": True, "problems": []}


def test_due_needs_no_counter_and_says_how_it_counted(machine: Machine, tmp_path: Path) -> None:
    elsewhere = ["due", "--limit", "1 ngày làm việc", "--received", "2026-11-23T09:10", "--json"]
    machine_without = [sys.executable, "-m", "counter_app", *elsewhere, "--home", str(tmp_path)]
    done = subprocess.run(machine_without, capture_output=True, encoding="utf-8", check=True)
    answer = json.loads(done.stdout)

    assert answer["due_at"] == "2026-11-25T17:00:00+07:00"
    assert [day["on"] for day in answer["counted"]] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert answer["counted"][1]["name"] == "Ngày Văn hóa Việt Nam"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("due", "--limit", "sớm thôi", "--received", RECEIVED), "bad_time_limit"),
        (("due", "--limit", "3 ngày", "--received", "hôm qua"), "not_a_moment"),
        (("due", "--limit", "3 ngày", "--received", "2027-12-31T08:00"), "calendar_missing"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(
    machine: Machine, arguments: tuple[str, ...], error: str
) -> None:
    done = machine.run(*arguments, "--json")

    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["error"] == error
    assert len(answer["message"]) > 20


def test_a_wrong_password_opens_nothing(machine: Machine) -> None:
    done = machine.run("find", "thu", "--clerk", "hoan", "--json", password="không phải thế")

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"] == "wrong_password"


def test_a_log_in_name_may_be_typed_in_capitals(machine: Machine) -> None:
    done = machine.run("find", "x", "--clerk", " MAU ", "--json", password=machine.password)

    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_nobody_at_the_prompt_is_a_refusal_and_no_traceback(machine: Machine) -> None:
    done = machine.run("find", "x", "--clerk", machine.clerk, "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"] == "password_missing"


def test_a_home_in_use_is_left_alone(machine: Machine) -> None:
    with SingleInstance(machine.home):
        done = machine.run(
            "find", "thu", "--clerk", machine.clerk, "--json", password=machine.password
        )
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"] == "already_running"


def test_a_slip_that_cannot_be_written_is_not_recorded_as_printed(machine: Machine) -> None:
    [answer] = machine.take_in(a_line("HÀ THỊ KHÓ"))
    done = machine.run(
        "slip",
        answer["code"],
        "-o",
        str(machine.home / "không có" / "a.pdf"),
        "--clerk",
        machine.clerk,
        "--json",
        password=machine.password,
    )

    assert json.loads(done.stdout)["error"] == "file_unusable"
    assert machine.ask("show", answer["code"])["slip_count"] == 0


def test_nothing_personal_is_readable_on_the_disk(machine: Machine) -> None:
    machine.take_in(a_line("TRIỆU THỊ BÍ MẬT"))
    kept = b"".join(path.read_bytes() for path in machine.home.rglob("*") if path.is_file())

    for secret in ("TRIỆU THỊ BÍ MẬT", "BÍ MẬT", "006091000000", "0912345678", machine.password):
        assert secret.encode() not in kept
