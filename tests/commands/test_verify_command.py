"""``counter-app verify --all``: every journal in scope, with progress, an answer, an exit code."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from counter_app import app, cli
from counter_app.domain.moments import VIETNAM
from tests.support.area import (
    CLERK,
    COMMUNES,
    OFFICE,
    PASSWORD,
    SUPERVISOR,
    Area,
    Place,
    an_area,
    work_through,
)

START = datetime(2026, 11, 16, 8, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
Run = Callable[..., int]


class Terminal(io.TextIOWrapper):
    """What somebody sees who sits before it."""

    def __init__(self) -> None:
        self.seen = io.BytesIO()
        super().__init__(self.seen, "utf-8")

    def isatty(self) -> bool:
        return True


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    with an_area(tmp_path / "area", START - timedelta(days=1)) as area:
        commune, office = area.enrol(COMMUNES[0]), area.enrol(OFFICE, COMMUNES[:1])
        area.clock.now = START
        work_through(commune.counter, area.clock, 2, 3)
        area.clock.now = NOW - timedelta(hours=1)
        area.carry()
        assert office is area.places[1]
        yield area


@pytest.fixture
def run(area: Area, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setitem(os.environ, "COUNTER_PASSWORD", PASSWORD)
    monkeypatch.setattr(app, "clock", lambda: NOW)

    def run(place: Place, clerk: str, *more: str) -> int:
        place.store.close()
        home = str(place.home.folder)
        done = cli.main(["verify", "--all", "--clerk", clerk, "--home", home, *more])
        area.reopen(place)
        return done

    return run


def tamper(area: Area) -> int:
    """Change an entry of the commune's journal in the supervisor's store; return its number."""
    commune, office = area.places
    with commune.store.reading() as reading:
        journal = reading.journal.own
    with office.store.writing() as work:
        number = work.numbers.number_of(work.connection, journal)
        (seq,) = work.connection.execute(
            text("SELECT min(seq) FROM entries WHERE journal = :journal AND kind = 'TakenIn'"),
            {"journal": number},
        ).one()
        work.connection.execute(
            text(
                "UPDATE entries SET payload = replace(payload, 'Tổ 1', 'Tổ 2')"
                " WHERE journal = :journal AND seq = :seq"
            ),
            {"journal": number, "seq": seq},
        )
    return int(seq)


def test_sound_journals_are_said_to_be_and_the_answer_stands_alone(
    area: Area, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(area.places[1], SUPERVISOR.clerk, "--json") == 0
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (answer["ok"], answer["found"], answer["problems"]) == (True, 0, [])
    assert said.err == "", "nobody looks at a timer's progress"
    assert {each["unit"] for each in answer["journals"]} == {"*", COMMUNES[0].code, OFFICE.code}
    assert answer["entries"] == sum(each["entries"] for each in answer["journals"]) > 10
    assert all(each["checked_at"] for each in answer["journals"])


def test_what_was_changed_is_named_and_the_exit_code_says_so(
    area: Area, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    seq = tamper(area)
    assert run(area.places[1], SUPERVISOR.clerk, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["found"]) == (False, 1)
    (broken,) = [each for each in answer["journals"] if each["findings"]]
    (finding,) = broken["findings"]
    assert (broken["unit"], finding["kind"]) == (COMMUNES[0].code, "changed")
    assert finding["entry"] == f"{broken['journal']}/{seq}"
    assert finding["words"]

    assert run(area.places[1], SUPERVISOR.clerk) == 1
    said = capsys.readouterr().out
    assert f"{COMMUNES[0].name}" in said
    assert "1 nhật ký có vấn đề" in said
    assert run(area.places[0], CLERK.clerk) == 0, "the commune's own copy is sound"


def test_who_sits_at_the_terminal_sees_how_far_it_is(
    area: Area, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen to fail when the check ran in one go."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run(area.places[1], SUPERVISOR.clerk, "--json") == 0
    shown = terminal.seen.getvalue().decode()
    assert json.loads(capsys.readouterr().out)["ok"], "the answer stands alone"
    steps = [line for line in shown.split("\r") if "Đang kiểm tra nhật ký" in line]
    assert len(steps) >= 2
    assert "%)" in steps[-1]
    assert shown.endswith("\r\x1b[K"), "the line is wiped in the end"
