"""The whole tour in a process of its own: every screen of a day, by keys and scans."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

from tests.support.pdf import text_of


def pictures_of_tour(folder: Path) -> Path:
    """Take the tour on the morning before a holiday, and return the folder of its pictures."""
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


PICTURES = (
    *("log-in", "today", "sync", "line-cut"),
    *("find-a-procedure", "card-read", "ready", "taken-in", "same-day", "same-day-done"),
    *("search", "dossier", "slip", "supplement", "supplement-form", "supplement-brought"),
    *("result", "return", "return-question", "returned"),
    *("waiting", "sent", "dispute", "in-step"),
    *("board", "board-swapped-day", "re-appoint", "re-appoint-question", "apology-form"),
    *("results", "result-at-desk", "result-handed-out", "post", "posted"),
    *("visitors", "visitors-dossier", "visitors-scanning"),
    *("register", "settings", "settings-calendar"),
    *("duty", "hand-over", "handed-over"),
    *("locked", "unlocked"),
)


def test_the_tour_shows_every_screen_and_prints_a_slip_that_can_be_read(tmp_path: Path) -> None:
    """One test, so that the tour is taken once."""
    pictures = pictures_of_tour(tmp_path)

    check_pictures(pictures)
    check_slip((pictures / "slip.pdf").read_bytes())


def check_pictures(pictures: Path) -> None:
    names = sorted(path.name for path in pictures.glob("*.png"))

    assert names == [f"{number:02}-{name}.png" for number, name in enumerate(PICTURES, 1)]
    for path in pictures.glob("*.png"):
        with Image.open(path) as picture:
            if path.stem[3:] != "log-in":
                assert picture.size == (1366, 768)
            assert len(picture.getcolors(1 << 20) or []) > 50


def check_slip(pdf: bytes) -> None:
    text = text_of(pdf)

    assert "NGUYỄN VĂN THỬ" in text
    assert "phường Đức Xuân, tỉnh Thái Nguyên" in text
    assert "17 giờ 00 phút, thứ Sáu ngày 27 tháng 11 năm 2026" in text
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=203 / 72).to_pil()
    codes = {found.text for found in zxingcpp.read_barcodes(page)}
    document.close()
    assert codes == {"H55.18.43-261123-2004"}
