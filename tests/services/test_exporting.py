"""What a supervisor takes out has a purpose, in the journal before the file stands; no numbers."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from counter_app import app, cli
from counter_app.domain.facts import AttemptRefused, Exported
from counter_app.domain.figures import Period
from counter_app.domain.listing import CannotExport
from counter_app.domain.moments import VIETNAM
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.report import By, ReportForm
from counter_app.services import dossiers, exporting, intake, register, reports
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, PurposeRefused, Taker
from counter_app.services.intake import IntakeRequest
from counter_app.services.scope import UnitNotInScope
from tests.support.area import (
    CLERK,
    COMMUNES,
    HEAD,
    OFFICE,
    PASSWORD,
    SUPERVISOR,
    Area,
    Place,
    an_area,
)
from tests.support.counters import RESIDENCE, a_person
from tests.support.pdf import text_of

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
FIRST, SECOND, OTHER = COMMUNES
PHONE, NUMBER = "0912345678", "006091000000"


class Scene:
    """Two communes with three dossiers, and who looks at both."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.first, self.second = (area.enrol(unit) for unit in COMMUNES[:2])
        self.office = area.enrol(OFFICE, COMMUNES[:2])
        self.codes = [
            take_in(self.first, "LÝ VĂN BÉ", NOW - timedelta(hours=20)),
            take_in(self.first, "MA THỊ MẪU", NOW - timedelta(hours=19)),
            take_in(self.second, "HÀ VĂN THỬ", NOW - timedelta(hours=18)),
        ]
        area.clock.now = NOW - timedelta(minutes=5)
        area.carry()

    @property
    def eyes(self) -> Counter:
        return self.office.counter


def take_in(place: Place, name: str, at: datetime) -> str:
    request = IntakeRequest(RESIDENCE, a_person(name, NUMBER))
    return intake.take_in(place.counter, request, CLERK, at).code


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with an_area(tmp_path / "area", NOW - timedelta(days=2)) as area:
        yield Scene(area)


def kept(counter: Counter) -> list[Exported]:
    with counter.store.reading() as reading:
        entries = reading.journal.of_kinds(("Exported",))
    return [entry.fact for entry in entries if isinstance(entry.fact, Exported)]


def write_report(counter: Counter, path: Path, taker: Taker) -> None:
    made = reports.report(counter, ReportForm.II_06A, NOVEMBER, By.UNIT, NOW)
    reports.export(counter, made, ExportKind(path.suffix[1:]), path, taker)


def write_register(counter: Counter, path: Path, taker: Taker) -> None:
    ask = RegisterAsk(RegisterKind.REGISTER, *MONTH, unit=None)
    list(register.export(counter, ask, ExportKind(path.suffix[1:]), path, taker))


def write_bytes(counter: Counter, path: Path, taker: Taker) -> None:
    exporting.export_bytes(counter, "charts", b"charts", path, taker)


WAYS: dict[str, tuple[Callable[[Counter, Path, Taker], None], str]] = {
    "report.xlsx": (write_report, "figures"),
    "report.pdf": (write_report, "figures"),
    "register.xlsx": (write_register, "register"),
    "register.pdf": (write_register, "register"),
    "charts.png": (write_bytes, "charts"),
}


def test_no_way_out_is_open_to_a_supervisor_without_a_purpose(scene: Scene, tmp_path: Path) -> None:
    """Seen to fail when the window alone asked for the purpose."""
    for name, (write, what) in WAYS.items():
        for purpose, fault in (("", "missing"), (" \t", "missing"), ("x" * 5000, "too_long")):
            with pytest.raises(PurposeRefused) as refused:
                write(scene.eyes, tmp_path / name, Taker(SUPERVISOR, NOW, purpose))
            assert refused.value.problems == {"purpose": fault}
            assert not (tmp_path / name).exists()
        before = kept(scene.eyes)

        write(scene.eyes, tmp_path / name, Taker(SUPERVISOR, NOW, " Báo cáo  tháng "))

        assert (tmp_path / name).stat().st_size > 0
        assert kept(scene.eyes) == [*before, Exported(what, "Báo cáo tháng")]


def test_a_clerk_takes_out_what_is_their_own_unit_s_and_nothing_is_kept_of_it(
    scene: Scene, tmp_path: Path
) -> None:
    for name, (write, _) in WAYS.items():
        write(scene.first.counter, tmp_path / name, Taker(CLERK, NOW))
        assert (tmp_path / name).exists()
    assert kept(scene.first.counter) == []


def test_the_purpose_stands_before_the_file(scene: Scene, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "report.pdf"
    with pytest.raises(CannotExport):
        write_report(scene.eyes, missing, Taker(SUPERVISOR, NOW, "Báo cáo"))
    assert kept(scene.eyes) == [Exported("figures", "Báo cáo")]


# -- whose numbers, and of which units


def rows(counter: Counter, unit: str | None) -> tuple[RegisterRow, ...]:
    ask = RegisterAsk(RegisterKind.REGISTER, *MONTH, unit=unit)
    found = register.page(counter, ask, SUPERVISOR, NOW)
    assert register.count(counter, ask, NOW) == len(found)
    assert tuple(register.rows(counter, ask, SUPERVISOR, NOW)) == found
    return found


def test_a_supervisor_reads_the_register_of_a_unit_or_of_all(scene: Scene) -> None:
    """Seen to fail when the list was the office's own whatever was asked for."""
    every = rows(scene.eyes, None)
    assert [row.code for row in every] == scene.codes
    assert [row.number for row in every] == [1, 2, 3]
    assert [row.code for row in rows(scene.eyes, FIRST.code)] == scene.codes[:2]
    assert [row.code for row in rows(scene.eyes, SECOND.code)] == scene.codes[2:]
    assert rows(scene.eyes, "") == rows(scene.eyes, OFFICE.code) == ()
    assert {row.office for row in every} == {"UBND phường Bắc Kạn", "UBND xã Phong Quang"}
    assert {row.taken_in_by for row in every} == {CLERK.name}
    with pytest.raises(UnitNotInScope):
        rows(scene.eyes, OTHER.code)
    with pytest.raises(UnitNotInScope):
        rows(scene.first.counter, SECOND.code)


def test_the_head_of_a_list_names_the_unit_it_is_about(scene: Scene, tmp_path: Path) -> None:
    ask = RegisterAsk(RegisterKind.REGISTER, *MONTH, unit=SECOND.code)
    taker = Taker(SUPERVISOR, NOW, "Báo cáo")
    list(register.export(scene.eyes, ask, ExportKind.PDF, tmp_path / "so.pdf", taker))
    text = text_of((tmp_path / "so.pdf").read_bytes())
    assert "UBND XÃ PHONG QUANG" in text
    assert "HÀ VĂN THỬ" in text
    assert "LÝ VĂN BÉ" not in text
    of_all = register.listing(scene.eyes, RegisterAsk(RegisterKind.REGISTER, *MONTH, unit=None))
    assert of_all.subtitle.startswith("Mọi đơn vị trong phạm vi · Tất cả lĩnh vực")


def test_phone_numbers_are_masked_on_the_screen_and_in_what_is_taken_out(
    scene: Scene, tmp_path: Path
) -> None:
    """Seen to fail when only the identity number was masked."""
    assert {row.phone for row in rows(scene.eyes, None)} == {"091•••5678"}
    for name in ("register.xlsx", "register.pdf"):
        write_register(scene.eyes, tmp_path / name, Taker(SUPERVISOR, NOW, "Báo cáo"))
    book = CalamineWorkbook.from_path(tmp_path / "register.xlsx").get_sheet_by_index(0)
    cells = str(book.to_python())
    text = text_of((tmp_path / "register.pdf").read_bytes())
    for said in (cells, text):
        assert "LÝ VĂN BÉ" in said
        assert "5678" in said
        assert PHONE not in said.replace(" ", "")
    ask = RegisterAsk(RegisterKind.REGISTER, *MONTH)
    (line, _) = register.page(scene.first.counter, ask, CLERK, NOW)
    assert line.phone == PHONE, "the commune's own people see it"


def test_a_dossier_shows_no_full_number_and_is_found_by_it_all_the_same(scene: Scene) -> None:
    (code, *_) = scene.codes
    shown = dossiers.seen_by(scene.eyes, code, SUPERVISOR, NOW)
    assert NUMBER not in repr(shown)
    assert PHONE not in repr(shown)
    assert dossiers.seen_by(scene.first.counter, code, CLERK, NOW).intake.applicant.phone == PHONE
    for text in (NUMBER, PHONE):
        assert code in [row.code for row in dossiers.find(scene.eyes, text)]


# -- by commands


@pytest.fixture
def command(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Return what runs a command as the supervisor, headless as on a timer."""
    scene.office.store.close()
    monkeypatch.setitem(os.environ, "COUNTER_PASSWORD", PASSWORD)
    monkeypatch.setattr(app, "clock", lambda: NOW)

    def run(*arguments: str) -> tuple[int, str]:
        home = str(scene.office.home.folder)
        who = () if "--clerk" in arguments else ("--clerk", SUPERVISOR.clerk)
        code = cli.main([*arguments, *who, "--home", home])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_report_command_asks_a_supervisor_for_the_purpose(
    scene: Scene, command: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """Seen to fail when the command wrote the file without asking."""
    period = ("report", "--from", "2026-11-01", "--to", "2026-11-30", "--by", "unit")
    for suffix in ("json", "xlsx", "pdf"):
        path = tmp_path / f"report.{suffix}"
        code, said = command(*period, "-o", str(path))
        assert (code, path.exists()) == (1, False)
        assert "phải ghi mục đích" in said
        assert "--purpose" in said
        code, _ = command(*period, "-o", str(path), "--purpose", "Số liệu buổi sáng")
        assert (code, path.exists()) == (0, True)
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [line["received"] for line in told["lines"]] == [2, 1]
    scene.area.reopen(scene.office)
    assert kept(scene.eyes) == [Exported("figures", "Số liệu buổi sáng")] * 3


def test_commands_show_no_numbers_and_print_no_papers_to_a_supervisor(
    scene: Scene, command: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    (code, *_) = scene.codes
    for arguments in (("show", code), ("find", NUMBER, "--json")):
        result, said = command(*arguments)
        assert result == 0
        assert code in said
        assert NUMBER not in said
        assert PHONE not in said
    for paper in (["slip", code], ["form", code, "--number", "06"]):
        path = tmp_path / "paper.pdf"
        assert command(*paper, "-o", str(path))[0] == 1
        assert not path.exists()
    scene.area.reopen(scene.office)
    with scene.office.store.reading() as reading:
        facts = [entry.fact for entry in reading.journal.of_kinds(("AttemptRefused",))]
    assert facts == [AttemptRefused("print_slip", code), AttemptRefused("show_form", code)]


def test_who_looks_at_another_unit_is_refused_and_it_is_kept(
    scene: Scene, command: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """Seen to fail when the refusal left no entry; at a supervisor's machine clerks see theirs."""
    (code, *_) = scene.codes
    path = tmp_path / "report.json"
    period = ("report", "--from", "2026-11-01", "--to", "2026-11-30", "-o", str(path))
    assert command("show", code, "--clerk", HEAD.clerk)[0] == 1
    assert command("show", "H55.99.99-261122-1001", "--clerk", HEAD.clerk)[0] == 1
    assert command(*period, "--unit", FIRST.code, "--clerk", HEAD.clerk)[0] == 1
    assert command(*period, "--unit", OTHER.code, "--purpose", "Thử")[0] == 1
    assert not path.exists()
    scene.area.reopen(scene.office)
    with scene.office.store.reading() as reading:
        entries = reading.journal.of_kinds(("AttemptRefused",))
    assert [(entry.by, entry.fact) for entry in entries] == [
        (HEAD.clerk, AttemptRefused("other_unit", code)),
        (HEAD.clerk, AttemptRefused("other_unit", FIRST.code)),
        (SUPERVISOR.clerk, AttemptRefused("other_unit", OTHER.code)),
    ]
