"""The whole journey in a process of its own: log-in, card, intake, slip, search, lock."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from tests.support.pdf import text_of


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tour on the morning before a holiday."""
    folder = tmp_path_factory.mktemp("tour")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "counter_app", "demo"),
            *("--home", str(folder / "home"), "--tour", str(folder / "pictures")),
            *("--at", "2026-11-23T09:10"),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    said = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    assert (done.returncode, said) == (0, [])
    return folder / "pictures"


def test_the_tour_leaves_numbered_pictures_of_every_step(pictures: Path) -> None:
    names = sorted(path.name for path in pictures.glob("*.png"))

    assert [name[:2] for name in names] == [f"{number:02}" for number in range(1, 16)]
    assert [name[3:-4] for name in names] == [
        "log-in",
        "today",
        "in-step",
        "line-cut",
        "find-a-procedure",
        "card-read",
        "ready",
        "taken-in",
        "search",
        "dossier",
        "slip",
        "waiting",
        "sent",
        "locked",
        "unlocked",
    ]
    for path in pictures.glob("*-ready.png"):
        with Image.open(path) as picture:
            assert picture.size == (1366, 768)
            assert len(picture.getcolors(1 << 20) or []) > 100


def test_the_slip_of_the_tour_says_and_encodes_what_was_taken_in(pictures: Path) -> None:
    pdf = (pictures / "slip.pdf").read_bytes()
    text = text_of(pdf)

    assert "NGUYỄN VĂN THỬ" in text
    assert "phường Đức Xuân, tỉnh Thái Nguyên" in text
    assert "17 giờ 00 phút, thứ Sáu ngày 27 tháng 11 năm 2026" in text
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=203 / 72).to_pil()
    codes = {found.text for found in zxingcpp.read_barcodes(page)}
    document.close()
    assert codes == {"H55.18.43-261123-2001"}
