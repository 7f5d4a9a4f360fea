"""One look for every machine: Fusion, our fonts and one style sheet filled with tokens."""

import re
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from counter_app.ui.tokens import Scheme, fill, load_tokens

_SIZE = re.compile(r"((?:font-size|min-height|max-height): *)(\d+)px")
FACE = "Be Vietnam Pro"
CODE_FACE = "Liberation Mono"

_FONT_FILES = (
    "BeVietnamPro_400Regular.ttf",
    "BeVietnamPro_500Medium.ttf",
    "BeVietnamPro_600SemiBold.ttf",
    "BeVietnamPro_700Bold.ttf",
    "LiberationMono-Regular.ttf",
    "LiberationMono-Bold.ttf",
)

_PALETTE = (
    (QPalette.ColorRole.Window, "page"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "field"),
    (QPalette.ColorRole.AlternateBase, "row_other"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text_second"),
    (QPalette.ColorRole.Button, "card"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipBase, "card"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Link, "accent"),
)


_TOKENS = "theme_tokens"
_SCALE = "text_scale"
_LOOK = "look-given"
_FONTS = "fonts_are_loaded"


def colour(token: str) -> QColor:
    """Return a colour of the theme in force, for what no style sheet reaches: table cells.

    Before a theme is applied it is the palette's text colour.
    """
    app = QApplication.instance()
    tokens = app.property(_TOKENS) if app is not None else None
    return QColor(tokens[token]) if tokens else QApplication.palette().text().color()


class Theme:
    """One of the looks, ready to be given to the application."""

    def __init__(
        self, resources: Path, scheme: Scheme = Scheme.LIGHT, text_scale: float = 1.0
    ) -> None:
        self.scheme = scheme
        self._text_scale = text_scale
        self.tokens = load_tokens(resources, scheme)
        self._resources = resources

    def colour(self, token: str) -> QColor:
        """Return the colour of a token, for example ``overdue``."""
        return QColor(self.tokens[token])

    def apply(self, app: QApplication) -> None:
        """Give the application the style, the fonts and the colours of this theme.

        A look that is there already is not given again: every window would be drawn anew.
        """
        look = [self.scheme.value, self._text_scale]
        if app.property(_LOOK) == look:
            return
        app.setProperty(_LOOK, look)
        load_fonts(self._resources)
        app.setStyle("Fusion")
        app.setFont(face(round(14 * self._text_scale)))
        palette = QPalette()
        for role, token in _PALETTE:
            palette.setColor(role, self.colour(token))
        app.setPalette(palette)
        app.setStyleSheet(self.style_sheet())
        app.setProperty(_TOKENS, self.tokens)
        app.setProperty(_SCALE, self._text_scale)
        app.setWindowIcon(QIcon(str(self._resources / "icons" / "app.svg")))

    def style_sheet(self) -> str:
        """Return the style sheet of this theme, filled."""
        template = (self._resources / "theme" / "style.qss").read_text(encoding="utf-8")
        check_ink = "light" if self.tokens["ink"] == "dark" else "dark"
        icons = (self._resources / "icons").as_posix()
        style = fill(template, {**self.tokens, "icons": icons, "check_ink": check_ink})
        return scaled(style, self._text_scale)


def scaled(style: str, by: float) -> str:
    """Return a style sheet whose letters, and the room for a line of them, are larger."""
    return _SIZE.sub(lambda found: f"{found.group(1)}{round(float(found.group(2)) * by)}px", style)


def larger(pixels: int) -> int:
    """Return a length that goes with the size of the letters, for what no style sheet reaches."""
    app = QApplication.instance()
    scale = app.property(_SCALE) if app is not None else None
    return round(pixels * scale) if scale else pixels


def load_fonts(resources: Path) -> None:
    """Make the bundled faces known to Qt: every letter of Vietnamese, the same everywhere."""
    app = QApplication.instance()
    if app is None or app.property(_FONTS):
        return
    app.setProperty(_FONTS, True)
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources / "fonts" / name))


def face(pixels: int, *, bold: bool = False) -> QFont:
    """Return the program's face in a size in logical pixels."""
    return _sized(QFont(FACE), pixels, bold=bold)


def code_face(pixels: int) -> QFont:
    """Return the fixed-width face for dossier codes and keys, in logical pixels."""
    return _sized(QFont(CODE_FACE), pixels, bold=False)


def _sized(font: QFont, pixels: int, *, bold: bool) -> QFont:
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
