"""Colours by meaning: the tokens of a theme, read from ``resources/theme``; no Qt."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

_TOKEN = re.compile(r"@([a-z_]+)@")


class Scheme(StrEnum):
    """The three looks of the program; all have the same tokens."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


def load_tokens(resources: Path, scheme: Scheme) -> dict[str, str]:
    """Return a scheme's tokens: a name such as ``text_second`` to a colour such as ``#566575``."""
    text = (resources / "theme" / f"{scheme.value}.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


def fill(template: str, values: dict[str, str]) -> str:
    """Return the template with each ``@name@`` replaced.

    Raises:
        KeyError: the template asks for a name that the tokens do not have.
    """
    return _TOKEN.sub(lambda found: values[found.group(1)], template)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#RRGGBB``, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
