"""A form's text with its fields filled in, as reportlab's paragraphs read it."""

import re
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph

from counter_app.printing.filling import Filling

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")
_FIELD = re.compile(r"\{([a-z_]+)\}")
_WIDE_GAP = re.compile(r" {2,}")
_PLAIN_GAP = "\u00a0" * 5


def filled(
    template: str, filling: Filling, style: ParagraphStyle, wide_gap: str = _PLAIN_GAP
) -> Paragraph:
    """Return a form's text as a paragraph; what people typed appears literally."""
    return Paragraph(markup(template, filling, wide_gap), style)


def literal(text: str, style: ParagraphStyle, *, bullet: str | None = None) -> Paragraph:
    """Return text as a paragraph in which no letter has a meaning."""
    return Paragraph(escape(text, quote=False), style, bulletText=bullet)


def markup(template: str, filling: Filling, wide_gap: str = _PLAIN_GAP) -> str:
    """Return a form's text in reportlab's mark-up, its fields filled in and escaped.

    The marks of the form come first and the values afterwards, so that a star or a brace in a
    name stays what it is.
    """
    text = _WIDE_GAP.sub(wide_gap, escape(template, quote=False))
    text = _BOLD.sub(r"<b>\1</b>", text)
    text = _ITALIC.sub(r"<i>\1</i>", text)
    return _FIELD.sub(lambda name: _value(filling, name[1]), text)


def fields_in(template: str) -> list[str]:
    """Return the names of the fields that a text has room for."""
    return _FIELD.findall(template)


def _value(filling: Filling, name: str) -> str:
    return escape(filling.texts.get(name) or filling.blank, quote=False)
