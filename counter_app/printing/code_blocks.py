"""Where the dossier's codes stand: Code 128 with its letters under it, and the QR code."""

import re
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from counter_app.printing import codes
from counter_app.printing.layout import Block, Stack
from counter_app.printing.looks import DOT, ROLL_PRINTABLE, Look

_AFTER = 2 * mm
_ROUNDING = 1e-6


class Bars(Flowable):
    """A Code 128 in the middle of its width; it may be wider than that, up to the safe edge."""

    def __init__(self, modules: str, module: float, height: float, grid: float = 0) -> None:
        super().__init__()
        self._modules = modules
        self._module = module
        self._height = height
        self._grid = grid

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width, self.height = width, self._height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bars, on the printer's dots where there is a grid."""
        start = (self.width - len(self._modules) * self._module) / 2
        if self._grid:
            start = start // self._grid * self._grid
        codes.draw_bars(self.canv, self._modules, start, 0, self._module, self._height)


class Qr(Flowable):
    """A QR code at the right end of its width, or in the middle."""

    def __init__(self, text: str, module: float, *, centred: bool = False, grid: float = 0) -> None:
        super().__init__()
        self._rows = codes.qr_of(text)
        self._module = module
        self._centred = centred
        self._grid = grid
        self.side = len(self._rows) * module

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and the height of the code."""
        self.width, self.height = width, self.side
        return self.width, self.height

    def draw(self) -> None:
        """Draw the code, on the printer's dots where there is a grid."""
        free = self.width - self.side
        start = free / 2 if self._centred else free
        if self._grid:
            start = start // self._grid * self._grid
        codes.draw_qr(self.canv, self._rows, start, 0, self._module)


class CodeRow(Flowable):
    """Bars with their letters on the left, the QR code on the right."""

    def __init__(self, left: Stack, qr: Qr, left_width: float) -> None:
        super().__init__()
        self._left = left
        self._qr = qr
        self._left_width = left_width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of the row: the taller of both sides."""
        left_height = self._left.wrap(self._left_width, height)[1]
        self._qr.wrap(width, height)
        self.width, self.height = width, max(left_height, self._qr.height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw both sides from the same upper edge."""
        self._left.drawOn(self.canv, 0, self.height - self._left.height)
        self._qr.drawOn(self.canv, 0, self.height - self._qr.height)


def office_codes(code: str, look: Look) -> list[Block]:
    """Return the codes for an office printer: side by side, or the bars above when they are long.

    A code too long for bars of the smallest module keeps only its QR code, drawn larger.
    """
    modules = codes.bars_of(code)
    qr = Qr(code, look.qr_module)
    beside = _beside(qr, look)
    if module := _module(modules, beside, look):
        bars = Block(Bars(modules, module, look.bar_height))
        letters = Block(_letters(code, look.code, len(modules) * module), 1.2 * mm)
        return [Block(CodeRow(Stack([bars, letters]), qr, len(modules) * module), 0, _AFTER)]
    if module := _widest(modules, look):
        bars = Block(Bars(modules, module, look.bar_height))
        rest = CodeRow(Stack([Block(_letters(code, look.code, beside))]), qr, beside)
        return [bars, Block(rest, 2 * mm, _AFTER)]
    large = Qr(code, 1.3 * look.qr_module)
    letters = Block(_letters(code, look.code, _beside(large, look)))
    return [Block(CodeRow(Stack([letters]), large, _beside(large, look)), 0, _AFTER)]


def repeated_code(code: str, look: Look) -> list[Block]:
    """Return the code for the head of a further page: low bars where they fit, and letters."""
    modules = codes.bars_of(code)
    letters = Block(_letters(code, look.code, look.sheet.text_width), 0.6 * mm)
    module = _widest(modules, look)
    return [Block(Bars(modules, module, 6 * mm)), letters] if module else [letters]


def roll_codes(code: str, look: Look) -> list[Block]:
    """Return the codes for the thermal roll, every module on the printer's dots."""
    modules = codes.bars_of(code)
    fits = len(modules) * look.bar_module <= ROLL_PRINTABLE
    module = look.qr_module if fits else look.qr_module + DOT
    blocks = [Block(Qr(code, module, centred=True, grid=DOT), 3 * mm)]
    if fits:
        blocks.append(Block(Bars(modules, look.bar_module, look.bar_height, DOT), 3 * mm))
    letters = _letters(code, look.code, look.sheet.text_width)
    return [*blocks, Block(letters, 1 * mm, _AFTER)]


def _letters(code: str, style: ParagraphStyle, width: float) -> Paragraph:
    """Return a code as people read it to each other, broken only behind a dot or a dash."""
    lines = [""]
    for part in re.findall(r"[^.-]*[.-]?", code):
        if lines[-1] and stringWidth(lines[-1] + part, style.fontName, style.fontSize) > width:
            lines.append("")
        lines[-1] += part
    return Paragraph("<br/>".join(escape(line) for line in lines), style)


def _beside(qr: Qr, look: Look) -> float:
    """Return the width that is left beside a QR code and the quiet zone between."""
    quiet = max(codes.QUIET_MODULES * look.bar_module, codes.QR_QUIET_MODULES * look.qr_module)
    return look.sheet.text_width - qr.side - quiet


def _widest(modules: str, look: Look) -> float:
    """Return the module for bars alone on their line: in the margins, else up to the safe edge."""
    sheet = look.sheet
    beyond = 2 * (min(sheet.left, sheet.right) - sheet.safe)
    return _module(modules, sheet.text_width, look) or _module(
        modules, sheet.text_width + beyond, look
    )


def _module(modules: str, width: float, look: Look) -> float:
    """Return the width of a module, or 0 where the smallest one does not fit."""
    module = min(look.bar_module, width / len(modules))
    return module if module > codes.SMALLEST_MODULE - _ROUNDING else 0
