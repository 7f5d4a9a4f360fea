"""The tour of a supervisor, in a process of its own: from the area to one number, and back."""

from pathlib import Path

from PIL import Image
from python_calamine import CalamineWorkbook

from tests.support.demo_area import Commanded, tour_of
from tests.support.pdf import text_of

PICTURES = (
    *("log-in", "overview", "sync", "line-cut"),
    *("overview-sorted", "tiles", "charts", "charts-purpose"),
    *("clerks", "late-dossiers", "dossier-masked", "number-opened", "entry"),
    *("note", "notes", "journal-dates", "journal", "journal-read"),
    *("attention", "attention-silent", "journal-clock"),
    *("report-06a", "report-behind", "report-purpose", "report-exported"),
    *("report-07a", "report-charts"),
    *("waiting", "sent", "verification", "tampered-dossier"),
    *("locked", "unlocked"),
)


def test_the_tour_goes_through_the_area_and_takes_the_figures_out_with_a_purpose(
    commanded: Commanded, tmp_path: Path
) -> None:
    """One test, so that the tour is taken once."""
    done = tour_of(commanded.copy, tmp_path)
    said = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    assert (done.returncode, said) == (0, [])

    names = sorted(path.name for path in tmp_path.glob("[0-9]*.png"))
    assert names == [f"{number:02}-{name}.png" for number, name in enumerate(PICTURES, 1)]
    for name in names[1:]:
        with Image.open(tmp_path / name) as picture:
            assert picture.size == (1366, 768)
            assert len(picture.getcolors(1 << 20) or []) > 50
    check_files(tmp_path)


def check_files(folder: Path) -> None:
    text = text_of((folder / "II.06a.pdf").read_bytes())
    assert "II.06a" in text
    assert "Xã Nam Cường" in text
    sheet = CalamineWorkbook.from_path(str(folder / "07a.xlsx")).get_sheet_by_index(0).to_python()
    first = [str(row[0]) for row in sheet]
    assert any("Đăng ký tạm trú" in str(cell) for row in sheet for cell in row)
    assert any("07a" in cell for cell in first)
    with Image.open(folder / "tong-quan.png") as charts:
        assert charts.width > 1_000
