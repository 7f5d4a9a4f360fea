"""Code 128 and QR codes as vectors, so that they stay sharp at every resolution."""

from collections.abc import Sequence

import segno
from barcode.codex import Code128  # type: ignore[import-untyped]
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

SMALLEST_MODULE = 0.25 * mm
"""Under this a hand scanner no longer reads what an office printer prints."""
QUIET_MODULES = 10
QR_QUIET_MODULES = 4


def bars_of(code: str) -> str:
    """Return the modules of a code's Code 128 as ``1`` (bar) and ``0`` (space)."""
    modules: list[str] = Code128(code).build()
    return modules[0]


def qr_of(text: str) -> tuple[bytes, ...]:
    """Return the rows of a text's QR code, each module one byte (1 is dark).

    Never a Micro QR, which many scanners do not read; error correction M or better.
    """
    matrix: Sequence[Sequence[int]] = segno.make_qr(text, error="m").matrix
    return tuple(bytes(row) for row in matrix)


def draw_bars(
    canvas: Canvas, modules: str, x: float, y: float, module: float, height: float
) -> None:
    """Draw a Code 128 with its lower left corner at a point; the quiet zone is the caller's."""
    path = canvas.beginPath()
    for start, length in _runs(modules.encode(), ord("1")):
        path.rect(x + start * module, y, length * module, height)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_qr(canvas: Canvas, rows: tuple[bytes, ...], x: float, y: float, module: float) -> None:
    """Draw a QR code with its lower left corner at a point; the quiet zone is the caller's."""
    path = canvas.beginPath()
    for number, row in enumerate(reversed(rows)):
        for start, length in _runs(row, 1):
            path.rect(x + start * module, y + number * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes, dark: int) -> list[tuple[int, int]]:
    """Return where dark stretches begin and how long they are."""
    runs: list[tuple[int, int]] = []
    for place, module in enumerate(row):
        if module != dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
