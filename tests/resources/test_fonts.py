"""Every bundled face can write Vietnamese, and stands beside its licence."""

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
TOP = Path(__file__).resolve().parents[2]
FACES = sorted((TOP / "resources" / "fonts").glob("*.ttf"))


def vietnamese_letters() -> set[str]:
    """Return the letters that only Vietnamese needs, large and small, and the sign of đồng."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    letters = {letter for letter in small | {"đ"} if not letter.isascii()}
    return letters | {letter.upper() for letter in letters} | {"₫"}


def test_there_are_134_letters_and_the_sign_of_the_dong() -> None:
    assert len(vietnamese_letters()) == 134 + 1


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.stem)
def test_a_face_has_every_vietnamese_letter(face: Path) -> None:
    glyphs = TTFont(face.stem, str(face)).face.charToGlyph

    assert {letter for letter in vietnamese_letters() if ord(letter) not in glyphs} == set()


def test_every_family_has_its_licence() -> None:
    families = {"BeVietnamPro", "Liberation"}

    assert FACES
    assert all(any(face.stem.startswith(family) for family in families) for face in FACES)
    for family in families:
        licence = TOP / "resources" / "fonts" / f"{family}-LICENSE.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8")
