"""The demonstration with its own server: two counters, a line that is cut and restored."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app import app, demo, demo_line, demo_province, province
from counter_app.demo_line import DemoLine
from counter_app.domain.deadlines import BoardList
from counter_app.domain.facts import DayFlag
from counter_app.domain.moments import VIETNAM
from counter_app.domain.register import RegisterAsk, RegisterKind
from counter_app.domain.states import DossierState
from counter_app.services import deadlines, dossiers, duty, following, register
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.sync_status import log, status
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program import Program
from counter_app.ui.sync_status.view import SyncView
from counter_app.window import window_ports
from sync.server.verify import verify
from tests.support.counters import RESIDENCE, a_person

A_MORNING = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
"""A Monday, on the day before a holiday."""

HERE, THERE = demo.STAFF[1], demo.NEIGHBOUR


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> app.Home:
    """Return a demonstration of today, to be copied and not to be touched."""
    home = app.Home(tmp_path_factory.mktemp("made") / "demo")
    demo.prepare(home, app.clock())
    demo.fill(home, app.clock())
    return home


@pytest.fixture
def home(made: app.Home, tmp_path: Path) -> app.Home:
    return app.Home(Path(shutil.copytree(made.folder, tmp_path / "demo")))


@pytest.fixture
def line(home: app.Home) -> Iterator[DemoLine]:
    with demo_line.running(home, timedelta(0)) as line:
        yield line


def is_sound(home: app.Home) -> bool:
    with demo_province.opened(home, app.clock) as made:
        count, faults = verify(made)
    return count > 0 and not faults


def exchange(session: app.Session, line: DemoLine) -> str:
    return province.exchange(session, app.clock, address=line.address()).cause.value


def test_two_counters_go_on_without_a_line_and_agree_when_it_is_back(
    home: app.Home, line: DemoLine
) -> None:
    """Seen to fail when the relay let new calls through while it was cut."""
    with (
        app.log_in(home, HERE.member.clerk, HERE.password, app.clock()) as here,
        app.log_in(
            demo.neighbour_of(home), THERE.member.clerk, THERE.password, app.clock()
        ) as there,
    ):
        assert [exchange(each, line) for each in (here, there)] == ["", ""]
        assert here.counter.desk.number == 2
        assert len(dossiers.find(here.counter, "H55.18.49")) == 2, "what was forwarded has come"

        line.cut(True)
        until(lambda: exchange(here, line) == "no_network")
        request = IntakeRequest(RESIDENCE, a_person("LÝ VĂN BÉ"))
        own = take_in(here.counter, request, here.member, app.clock()).code
        theirs = take_in(there.counter, request, there.member, app.clock()).code
        unit = demo.desk().unit
        to = ForwardTo(unit=unit.code, unit_name=unit.name)
        following.forward(there.counter, theirs, to, there.member, app.clock())
        assert [exchange(each, line) for each in (here, there)] == ["no_network"] * 2
        assert (status(here.counter.store).waiting, status(there.counter.store).waiting) == (1, 2)

        line.cut(False)
        until(lambda: exchange(there, line) == "")
        assert exchange(here, line) == ""

        assert dossiers.open_dossier(here.counter, theirs) == dossiers.open_dossier(
            there.counter, theirs
        )
        assert 2000 < int(own.removeprefix("H55.18.43-").partition("-")[2]) < 2999
        for each in (here, there):
            assert status(each.counter.store).is_green
            assert each.counter.store.check() == ()
    line.close()
    assert is_sound(home)


def until(is_so: Callable[[], bool]) -> None:
    """Try again until something is so; the switch takes a moment to reach the server."""
    for _ in range(50):
        if is_so():
            return
    raise AssertionError("it never came to be so")


def has_met_province(desk: DeskWindow, since: datetime) -> bool:
    return any(one.at >= since and not one.cause for one in log(desk.counter.store))


def test_a_newcomer_pulls_the_cable_and_puts_it_back(
    home: app.Home, line: DemoLine, qapp: QApplication, qtbot: QtBot
) -> None:
    program, began_at = Program(qapp, window_ports(home, app.clock, line)), app.clock()
    program.start()
    window = program.window
    assert isinstance(window, LoginWindow)
    qtbot.waitUntil(lambda: window.card.clerk.count() > 0)
    window.card.clerk.setEditText(HERE.member.clerk)
    window.card.password.setText(HERE.password)
    QTest.keyClick(window.card.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.opened is not None, timeout=20_000)
    desk = program.desk

    def said() -> str:
        return desk.window.status_words

    qtbot.waitUntil(lambda: has_met_province(desk, began_at), timeout=40_000)
    desk.window.show_screen("sync")
    screen = desk.window.screen_of("sync")
    assert isinstance(screen, SyncView)
    screen.line_button.click()
    qtbot.waitUntil(lambda: "mất mạng" in said(), timeout=20_000)
    request = IntakeRequest(RESIDENCE, a_person())
    take_in(desk.counter, request, desk.member, app.clock())
    qtbot.waitUntil(lambda: "Chờ gửi: 1" in said(), timeout=20_000)
    qtbot.waitUntil(lambda: "mất · bấm để cắm" in screen.line_button.text())
    screen.line_button.click()
    qtbot.waitUntil(lambda: said().startswith("Đã gửi tỉnh"), timeout=40_000)
    window_now = program.window
    assert window_now is not None
    window_now.close()
    program.stop()


def test_the_server_ends_with_the_demonstration(home: app.Home) -> None:
    with demo_line.running(home, timedelta(0)) as line:
        assert line.address().startswith("http://127.0.0.1:")
        process = line._process
        assert process is not None
    assert process.returncode == 0


def test_without_the_servers_libraries_the_demonstration_says_so(home: app.Home) -> None:
    code = (
        "import sys; from pathlib import Path; sys.modules['uvicorn'] = None;"
        "from counter_app import app, demo_province;"
        f"sys.exit(demo_province.serve(app.Home(Path({str(home.folder)!r})), app.clock))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (1, '{"trouble": "missing"}')


def test_a_server_that_does_not_start_is_told_and_keeps_nobody_waiting(
    home: app.Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home.folder / "no-such-program"))
    with demo_line.running(home, timedelta(0)) as line:
        assert line.trouble == "failed"
        assert line.address() == demo_line.NOWHERE


def board_at(home: app.Home, now: datetime) -> dict[BoardList, int]:
    with app.log_in(home, HERE.member.clerk, HERE.password, now) as session:
        assert session.counter.store.check() == ()
        return dict(deadlines.board(session.counter, now).counts)


def test_every_list_of_the_board_has_something_on_a_working_morning(tmp_path: Path) -> None:
    home = app.Home(tmp_path / "demo")
    demo.prepare(home, A_MORNING)
    demo.fill(home, A_MORNING)

    counts = board_at(home, A_MORNING)

    assert {each: count for each, count in counts.items() if not count} == {}
    with app.log_in(home, HERE.member.clerk, HERE.password, A_MORNING) as session:
        month = RegisterAsk(RegisterKind.REGISTER, date(2026, 11, 1), date(2026, 11, 30))
        rows = tuple(register.rows(session.counter, month, session.member, A_MORNING))
        states = {row.state for row in rows}
        assert len(rows) > 55
        assert {DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.RETURNED} <= states
        friday = duty.on_duty(session.counter, date(2026, 11, 20), A_MORNING)
        assert len(friday.shifts) == 2
        assert friday.shifts[0].handed is not None
        monday = duty.on_duty(session.counter, A_MORNING.date(), A_MORNING)
        assert monday.flags == (DayFlag.PAPERLESS,)


@pytest.mark.parametrize(
    "now",
    ["2026-11-22T03:10", "2027-02-17T10:00"],
    ids=["a Sunday night", "behind Tet"],
)
def test_the_demonstration_may_be_opened_on_any_day(tmp_path: Path, now: str) -> None:
    home, at = app.Home(tmp_path / "demo"), datetime.fromisoformat(now).replace(tzinfo=VIETNAM)
    demo.prepare(home, at)
    demo.fill(home, at)
    demo.fill(home, at)

    counts = board_at(home, at)

    assert counts[BoardList.OVERDUE] > 0
    assert counts[BoardList.TO_COLLECT] > 0
    assert counts[BoardList.DISPUTED] == 1
