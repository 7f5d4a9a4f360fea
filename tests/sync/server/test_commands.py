"""The command ``province-server`` as a person or a program uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sync.protocol.sealed_file import AnswerFile, RequestFile, open_file, seal_file
from sync.server import commands
from sync.server.cli import SENTENCES, main, parser
from sync.server.storage.tables import VERSION
from tests.sync.server.toy_counter import ToyCounter, over_http


class Shell:
    """Runs commands in this process and reads their JSON."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str) -> dict[str, object]:
        code = main(["--home", str(self.home), "--json", *arguments])
        answer: dict[str, object] = json.loads(self._capsys.readouterr().out)
        assert (code == 0) == (answer.get("ok", True) is True)
        return answer


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path / "home", capsys)
    shell("init", "--name", "Tỉnh Thử", "--setting", "retry=5")
    shell("add-unit", "01843", "Phường Bắc Kạn", "--agency", "H55.18.43")
    return shell


def test_every_command_is_there_and_every_error_has_its_sentence() -> None:
    assert set(commands.COMMANDS) <= set(parser().format_help().replace("\n", " ").split())
    assert all(sentence.endswith(".") for _, sentence in SENTENCES.values())


def test_a_province_is_set_up_and_a_counter_enrolled(shell: Shell) -> None:
    code = shell("enrol", "01843", "--hours", "2")
    status = shell("status")

    assert len(str(code["code"])) == 23
    assert (status["name"], status["units"]) == ("Tỉnh Thử", 1)
    assert shell("verify") == {"ok": True, "checked": 2, "faults": []}


def test_refusals_have_a_word_and_change_nothing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(commands.PASSWORD, raising=False)
    nothing = Shell(tmp_path / "nothing", shell._capsys)

    assert shell("init")["error"] == "already_founded"
    assert nothing("status")["error"] == "not_founded"
    assert shell("enrol", "99999")["error"] == "no_such_unit"
    assert shell("revoke", "01843/7")["error"] == "no_such_counter"
    assert shell("release", "0011223344556677/1")["error"] == "not_held"
    assert shell("add-staff", "mau", "--name", "M", "--unit", "01843")["error"] == (
        "password_missing"
    )
    assert shell("import", str(tmp_path / "missing"))["error"] == "file_trouble"
    assert shell("publish", "procedures", str(tmp_path / "missing"))["error"] == "not_publishable"
    assert shell("serve", "--host", "0.0.0.0")["error"] == "plain_http_refused"
    assert not (tmp_path / "nothing").exists()


def test_staff_and_documents_are_published(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(commands.PASSWORD, "mat-khau-dau")
    form = tmp_path / "01.toml"
    form.write_text("title = 1", "utf-8")

    assert shell("add-staff", "mau", "--name", "Mẫu", "--unit", "01843")["said"] == 1
    assert shell("publish", "forms", str(form))["said"] == 1
    assert shell("publish", "forms", str(form))["said"] == 0
    assert shell("note", "01843", "Xem lại")["said"] == 1
    assert shell("remove-staff", "mau")["said"] == 1
    assert shell("verify")["ok"] is True


def test_a_stick_is_imported_and_answered(shell: Shell, tmp_path: Path) -> None:
    with running(shell.home) as url:
        counter = ToyCounter(over_http(url))
        server = counter.enrol(str(shell("enrol", "01843")["code"]))
    counter.record_many(3)
    from sync.protocol.signing import id_of

    receiver = id_of(server.sign_key)
    file = tmp_path / "tu-xa.mcua"
    file.write_bytes(
        seal_file(RequestFile([counter.request()]), counter.keys, receiver, server.box_key)
    )

    answer = shell("import", str(file))

    assert (answer["taken_in"], answer["acked"]) == (3, 3)
    sealed = Path(str(answer["answer"])).read_bytes()
    answers = open_file(sealed, AnswerFile, counter.keys, server.sign_key)
    assert answers.answers[0].acked_seq == 3
    out = tmp_path / "nap.mcua"
    assert shell("snapshot", counter.keys.id, "--out", str(out))["bytes"] == out.stat().st_size


def test_i01_what_was_acknowledged_survives_a_killed_server(shell: Shell) -> None:
    """Seen to fail when the answer was given before the commit."""
    counter = ToyCounter(lambda *_: (0, b""))
    for _ in range(3):
        with running(shell.home) as url:
            counter.send = over_http(url)
            if not counter.unit:
                counter.enrol(str(shell("enrol", "01843")["code"]))
            counter.record_many(5)
            counter.exchange()
            before = counter.acked

    with running(shell.home) as url:
        counter.send = over_http(url)
        assert counter.sync().acked_seq == before == 15
    assert shell("verify")["ok"] is True


def test_people_read_sentences(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(shell.home), "enrol", "99999"]) == 1
    assert "Chưa có đơn vị này" in capsys.readouterr().err
    assert main(["--home", str(shell.home), "status"]) == 0
    assert "Tỉnh Thử" in capsys.readouterr().out


def test_the_keys_of_the_province_are_for_its_owner_only(shell: Shell) -> None:
    if os.name == "posix":
        assert (shell.home / "province.db").stat().st_mode & 0o077 == 0
    assert VERSION


class running:
    """The real server in a process of its own; at the end it is killed, not asked."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> str:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "--home", self._home, "serve", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        assert self._process.stderr
        url = self._process.stderr.readline().strip().partition(": ")[2]
        assert requests.get(url + "/v1/health", timeout=30).status_code == 200
        return url

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait(30)
        assert self._process.stderr
        self._process.stderr.close()


def test_a_supervisor_of_the_whole_province_is_enrolled_and_another_one_widened(
    shell: Shell,
) -> None:
    shell("add-unit", "01900", "Xã Nam Cường", "--agency", "H55.19.00")
    with running(shell.home) as url:
        wide, narrow = ToyCounter(over_http(url)), ToyCounter(over_http(url))
        everything = shell("enrol", "01843", "--whole-province")
        assert wide.enrol(str(everything["code"])).scope == ["*", "01843", "01900"]
        assert narrow.enrol(str(shell("enrol", "01843")["code"])).scope == ["*", "01843"]

        answer = shell("scope", "01843/2", "--whole-province")
        assert (answer["scope"], answer["whole_province"]) == (["*", "01843", "01900"], True)
        shell("add-unit", "02000", "Xã Ba Bể", "--agency", "H55.20.00")

        for counter in (wide, narrow):
            assert counter.exchange().scope == ["*", "01843", "01900", "02000"]
