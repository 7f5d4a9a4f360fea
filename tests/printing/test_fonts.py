"""The type faces are read once, and their lack is said clearly."""

import subprocess
import sys
from pathlib import Path

import pytest

_NEED = """
import sys
from pathlib import Path
from counter_app.domain.form import FontMissing
from counter_app.printing import fonts
if len(sys.argv) > 1:
    fonts.use_fonts(Path(sys.argv[1]))
try:
    fonts.need(fonts.SERIF)
except FontMissing as trouble:
    sys.exit(trouble.file)
"""


def _need(top: Path, *folder: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own: reportlab keeps the faces it has read for ever.
    return subprocess.run(
        [sys.executable, "-c", _NEED, *folder],
        cwd=top,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_without_a_folder_the_lacking_file_is_named(top: Path) -> None:
    assert "LiberationSerif-BoldItalic.ttf" in _need(top).stderr


def test_an_empty_folder_lacks_the_first_file(top: Path, tmp_path: Path) -> None:
    assert "LiberationSerif-BoldItalic.ttf" in _need(top, str(tmp_path)).stderr


def test_a_file_that_is_no_type_face_is_named(top: Path, tmp_path: Path) -> None:
    (tmp_path / "LiberationSerif-BoldItalic.ttf").write_bytes(b"not a type face")
    done = _need(top, str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.strip() == "LiberationSerif-BoldItalic.ttf"


@pytest.mark.parametrize(
    "module",
    [
        *("slip", "supplement", "recovery", "form_files", "fonts"),
        *("letters", "control", "postal", "handover"),
    ],
)
def test_no_door_of_printing_needs_the_type_faces_to_be_imported(top: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import counter_app.printing.{module}"], cwd=top, check=False
    )

    assert done.returncode == 0
