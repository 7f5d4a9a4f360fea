"""Reading printed pages back."""

import io

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, with white space tidied."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
