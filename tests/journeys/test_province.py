"""A counter and its province on one machine: enrolled, working without a line, green again."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app import app
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program import Program
from counter_app.window import window_ports
from tests.support.counters import RESIDENCE, a_person

PASSWORD = "mật khẩu quầy thử"


class Province:
    """A real provincial server in a process of its own, on one port, started and stopped."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.say("init")
        self.say("add-unit", "01843", "Phường Bắc Kạn", "--agency", "H55.18.43")

    def say(self, *words: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "sync.server", "--home", str(self.home), "--json", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        return json.loads(done.stdout)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sync.server", "--home", str(self.home)),
                *("serve", "--port", str(self.port)),
            ],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stderr is not None
        assert self.url in self.process.stderr.readline()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.communicate(timeout=20)
            self.process = None


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    made = Province(tmp_path / "province")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def home(province: Province, tmp_path: Path) -> app.Home:
    home = app.Home(tmp_path / "counter")
    code = province.say("enrol", "01843")["code"]
    command = [sys.executable, "-m", "counter_app", "enrol", province.url, code]
    subprocess.run(
        [*command, "--clerk", "mau", "--name", "Hoàng Thị Mẫu", "--home", str(home.folder)],
        env=os.environ | {"COUNTER_PASSWORD": PASSWORD},
        check=True,
        capture_output=True,
        timeout=60,
    )
    return home


@pytest.fixture
def program(home: app.Home, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    program = Program(qapp, window_ports(home, app.clock))
    program.start()
    window = program.window
    assert isinstance(window, LoginWindow)
    qtbot.waitUntil(lambda: window.card.clerk.count() > 0)
    window.card.clerk.setEditText("mau")
    window.card.password.setText(PASSWORD)
    QTest.keyClick(window.card.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.opened is not None, timeout=20_000)
    yield program
    if program.window is not None:
        program.window.close()
    program.stop()


def status(program: Program) -> str:
    return program.desk.window.status_words


def test_the_status_line_tells_the_truth_while_the_line_comes_and_goes(
    province: Province, program: Program, qtbot: QtBot
) -> None:
    desk = program.desk
    qtbot.waitUntil(lambda: "Chờ gửi" not in status(program), timeout=20_000)

    province.stop()
    request = IntakeRequest(RESIDENCE, a_person())
    take_in(desk.counter, request, desk.member, app.clock())
    qtbot.waitUntil(lambda: "Chờ gửi: 1" in status(program), timeout=20_000)
    qtbot.waitUntil(lambda: "máy vẫn làm việc bình thường" in status(program), timeout=30_000)

    province.start()
    desk.window.show_screen("sync")
    QTest.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Chờ gửi" not in status(program), timeout=30_000)
    [counter] = province.say("status")["counters"]
    assert counter["waiting"] == 0
    assert province.say("verify")["ok"]
