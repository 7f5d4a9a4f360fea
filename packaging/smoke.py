"""Try the frozen program as a counter would: ``python packaging/smoke.py [FOLDER]``.

Each step starts the program anew, in an empty folder, with almost nothing in its environment and
no Python, no checkout and no screen to lean on: what works here works on a bare machine. Steps:
make the demonstration, count a due moment, take in, print the slip (its text and its codes are
read back from the page), find, bring over an old register, report, verify, and the tours of both
windows. Stops at the first failure.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import python_calamine
import xlsxwriter
import zxingcpp
from PIL import Image

TOP = Path(__file__).resolve().parent.parent
SUFFIX = ".exe" if sys.platform == "win32" else ""
BUNDLE = TOP / "dist" / "counter-app"

DOTS_PER_INCH = 203
"""What the coarsest printer at a counter resolves."""

FEWEST_PICTURES = 5
SLOWEST_SECONDS = 300

VISIT = {
    "procedure": "1.001193",
    "applicant": {
        "name": "HOÀNG THỊ MẪU",
        "id_number": "002185000000",
        "birth_on": "1985-02-01",
        "sex": "Nữ",
        "address": "Tổ 1",
        "phone": "0912000000",
    },
    "papers": [{"name": "Giấy chứng sinh", "kind": "bản chính", "count": 1}],
    "sets": 1,
}

OLD_REGISTER: Sequence[Sequence[object]] = (
    (
        *("STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Nhận hồ sơ"),
        *("Hẹn trả kết quả", "Trả kết quả"),
    ),
    (
        *(1, "H55.18.43-251103-0001", "Đăng ký tạm trú", "LÝ VĂN BÉ"),
        datetime(2025, 11, 3, 8, 15),  # noqa: DTZ001 - Excel knows no zone
        datetime(2025, 11, 6, 17, 0),  # noqa: DTZ001
        datetime(2025, 11, 6, 9, 30),  # noqa: DTZ001
    ),
)


class SmokeFound(Exception):
    """The frozen program did not do what a counter needs."""


class Frozen:
    """The frozen program with one home, its clerk and that clerk's password."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.home = folder / "home"
        self.clerk = ""
        self.password = ""

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run one command on the home and return what it said.

        Raises:
            SmokeFound: it answered with another exit code than expected.
        """
        answer = subprocess.run(
            [str(self.program), *arguments, "--home", str(self.home)],
            cwd=self.folder,
            env=bare_environment(self.folder, self.password),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SLOWEST_SECONDS,
            check=False,
        )
        if answer.returncode != expect:
            raise SmokeFound(f"{arguments}: {answer.returncode}\n{answer.stdout}{answer.stderr}")
        return answer.stdout

    def signed(self, *arguments: str, expect: int = 0) -> str:
        """Run a command that opens the store as the clerk."""
        return self.run(*arguments, "--clerk", self.clerk, expect=expect)


def bare_environment(folder: Path, password: str) -> dict[str, str]:
    """Return an environment without Python, paths of the checkout, or a screen."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {
        **kept,
        "PATH": os.defpath,
        "HOME": str(folder),
        "LOCALAPPDATA": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "COUNTER_PASSWORD": password,
    }


def need(is_so: object, what: str) -> None:
    """Stop unless something is so.

    Raises:
        SmokeFound: it is not.
    """
    if not is_so:
        raise SmokeFound(what)


def prepare(frozen: Frozen) -> str:
    """Make the demonstration home and remember a clerk who may take in."""
    answer = json.loads(frozen.run("demo", "--prepare", "--json"))
    need(Path(answer["home"]) == frozen.home, "the home is elsewhere")
    account = next(one for one in answer["staff"] if one["role"] == "clerk")
    frozen.clerk, frozen.password = account["clerk"], account["password"]
    return f"{answer['unit']}, {answer['desk']}"


def due(frozen: Frozen) -> str:
    """Count one of the rules' worked examples."""
    limit = ("--limit", "1 ngày làm việc", "--received", "2026-11-23T09:10:00+07:00")
    answer = json.loads(frozen.run("due", *limit, "--json"))
    need(answer["due_at"] == "2026-11-25T17:00:00+07:00", f"due at {answer['due_at']}")
    return str(answer["due_at"])


def intake(frozen: Frozen) -> str:
    """Take in one dossier, and refuse a broken line without losing the good one."""
    file = frozen.folder / "visits.jsonl"
    file.write_text(json.dumps(VISIT) + "\n{broken\n", "utf-8")
    lines = frozen.signed("intake", str(file), "--json", expect=1).splitlines()
    good, bad = (json.loads(line) for line in lines)
    need("code" in good and "due_at" in good, f"not taken in: {good}")
    need(bad["line"] == 2 and bad["error"] and bad["message"], f"not refused: {bad}")
    return str(good["code"])


def only_dossier(frozen: Frozen) -> dict[str, Any]:
    """Return the one dossier of the home, found by a name without diacritics."""
    rows = json.loads(frozen.signed("find", "hoang thi mau", "--json"))
    need(len(rows) == 1, f"found {len(rows)} dossiers")
    row: dict[str, Any] = rows[0]
    return row


def find(frozen: Frozen) -> str:
    """Find the dossier by name and by code, and see its number masked."""
    row = only_dossier(frozen)
    by_code = json.loads(frozen.signed("find", row["code"], "--json"))
    need([one["code"] for one in by_code] == [row["code"]], "not found by its code")
    need("002185000000" not in json.dumps(row), "the number is not masked")
    return str(row["applicant"])


def slip(frozen: Frozen) -> str:
    """Print the slip on every paper and read the text and the codes back from the page."""
    code = only_dossier(frozen)["code"]
    for paper in ("a4", "a5", "k80"):
        file = frozen.folder / f"slip-{paper}.pdf"
        frozen.signed("slip", code, "-o", str(file), "--paper", paper)
        text = " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
        need("HOÀNG THỊ MẪU" in text, f"{paper}: the name is not on the slip")
        need(code in codes_on(file), f"{paper}: no code can be scanned")
    return f"{code} on a4, a5, k80"


def codes_on(file: Path) -> set[str]:
    """Return what a scanner reads on the first page."""
    with pypdfium2.PdfDocument(file) as document:
        picture = document[0].render(scale=DOTS_PER_INCH / 72).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def old_register(frozen: Frozen) -> str:
    """Bring a line of an old register over from an Excel file, and find it afterwards."""
    file = frozen.folder / "so-cu.xlsx"
    book = xlsxwriter.Workbook(str(file), {"default_date_format": "hh:mm dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for row, cells in enumerate(OLD_REGISTER):
        sheet.write_row(row, 0, cells)
    book.close()
    frozen.signed("import-register", str(file), "--json")
    rows = json.loads(frozen.signed("find", "ly van be", "--json"))
    need([one["code"] for one in rows] == ["H55.18.43-251103-0001"], f"found {rows}")
    return str(rows[0]["code"])


def report(frozen: Frozen) -> str:
    """Make the report of last year, and read the one old dossier back from each kind of file."""
    period = ("--from", "2025-01-01", "--to", "2025-12-31", "--by", "procedure")
    files = {kind: frozen.folder / f"report.{kind}" for kind in ("xlsx", "pdf", "json")}
    for file in files.values():
        frozen.signed("report", *period, "-o", str(file))
    cells = python_calamine.load_workbook(files["xlsx"]).get_sheet_by_index(0).to_python()
    need(any("Đăng ký tạm trú" in map(str, row) for row in cells), "not in the Excel file")
    pages = pypdf.PdfReader(files["pdf"]).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    need("Đăng ký tạm trú" in text, "not in the PDF")
    need("Đăng ký tạm trú" in files["json"].read_text("utf-8"), "not in the JSON")
    return ", ".join(file.name for file in files.values())


def verify(frozen: Frozen) -> str:
    """Check the store, the chain of the journal and the projections."""
    answer = json.loads(frozen.signed("verify", "--json"))
    need(answer["ok"] is True and answer["problems"] == [], f"{answer['problems']}")
    return "ok"


def tour(frozen: Frozen) -> str:
    """Drive the real window through log-in, card, intake, slip, search and lock."""
    pictures = frozen.folder / "tour"
    guided = Frozen(frozen.program, frozen.folder)
    guided.home = frozen.folder / "tour-home"
    guided.run("demo", "--tour", str(pictures))
    shown = sorted(pictures.glob("*.png"))
    need(len(shown) >= FEWEST_PICTURES, f"only {len(shown)} pictures")
    for picture in shown:
        need(shows_something(picture), f"{picture.name} is empty")
    need(list(pictures.glob("*.pdf")), "the tour left no slip")
    return f"{len(shown)} pictures"


def area(frozen: Frozen) -> str:
    """Drive a supervisor's window over an area, to charts, a report and a spreadsheet."""
    pictures = frozen.folder / "area"
    guided = Frozen(frozen.program, frozen.folder)
    guided.home = frozen.folder / "area-home"
    guided.run("demo", "--area", "--dossiers", "20", "--tour", str(pictures))
    kinds = [path.suffix for path in pictures.iterdir()]
    need({".png", ".pdf", ".xlsx"} <= set(kinds), f"only {sorted(set(kinds))}")
    return f"{kinds.count('.png')} pictures"


def shows_something(picture: Path) -> bool:
    """Return whether a picture has more than a few colours."""
    with Image.open(picture) as image:
        return image.convert("RGB").getcolors(maxcolors=16) is None


STEPS: Sequence[Callable[[Frozen], str]] = (
    *(prepare, due, intake, find, slip),
    *(old_register, report, verify, tour, area),
)


def main(arguments: list[str]) -> int:
    """Try every step on the bundle; return 0 only if all went well."""
    bundle = Path(arguments[0]).resolve() if arguments else BUNDLE
    program = bundle / f"counter-app{SUFFIX}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        frozen = Frozen(program, Path(folder).resolve())
        for step in STEPS:
            began = time.monotonic()
            try:
                answer = step(frozen)
            except (SmokeFound, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
                print(f"smoke: {step.__name__}: FAILED: {error}", flush=True)
                return 1
            took = time.monotonic() - began
            print(f"smoke: {step.__name__}: {answer} ({took:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
