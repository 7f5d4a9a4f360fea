"""Text as people search for it: without diacritics, in small letters, with *đ* as *d*."""

import unicodedata


def composed(text: str) -> str:
    """Return text in NFC with its white space tidied, the only form the program keeps."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return text without diacritics and case, so that "dang" finds "Đặng"."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.replace("đ", "d").split())


def digits_of(text: str) -> str:
    """Return only the ASCII digits of text: numbers may be typed or pasted with spaces and dots."""
    return "".join(letter for letter in text if letter in "0123456789")
