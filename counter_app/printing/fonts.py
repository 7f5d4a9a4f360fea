"""The type faces of the slips: Liberation (OFL), embedded, with every Vietnamese letter.

reportlab's built-in faces print *ị, Đ, ữ* as dingbats without an error, so they are never used.
"""

from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from counter_app.domain.form import FontMissing

SERIF = "LiberationSerif"
SANS = "LiberationSans"
MONO = "LiberationMono"

_CUTS = {
    SERIF: ("Regular", "Bold", "Italic", "BoldItalic"),
    SANS: ("Regular", "Bold", "Regular", "Bold"),
    MONO: ("Regular", "Bold", "Regular", "Bold"),
}
"""The files of each family for plain, bold, italic and bold italic text."""

_folders: list[Path] = []


def use_fonts(folder: Path) -> None:
    """Say where the type faces lie; they are read when the first paper is printed."""
    _folders[:] = [folder]


def need(family: str) -> None:
    """Make a family ready for printing; only the first call reads its files.

    Raises:
        FontMissing: a file of the family is not in the folder, or is not a type face.
    """
    for _ in readied(family):
        pass


def readied(family: str) -> Iterator[None]:
    """Make a family ready, one of its files at a time, so that others may work in between.

    Raises:
        FontMissing: a file of the family is not in the folder, or is not a type face.
    """
    if family in pdfmetrics.getRegisteredFontNames():
        return
    for cut in reversed(dict.fromkeys(_CUTS[family])):
        _register(family, cut)  # the plain cut comes last: with it the family is complete
        yield
    pdfmetrics.registerFontFamily(family, *(_name(family, cut) for cut in _CUTS[family]))


def _register(family: str, cut: str) -> None:
    file = f"{family}-{cut}.ttf"
    if not _folders:
        raise FontMissing(file)
    try:
        pdfmetrics.registerFont(TTFont(_name(family, cut), str(_folders[0] / file)))
    except (OSError, TTFError) as reason:
        raise FontMissing(file) from reason


def _name(family: str, cut: str) -> str:
    return family if cut == "Regular" else f"{family}-{cut}"
