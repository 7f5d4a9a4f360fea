"""Reading printed pages back: their text, their boxes, their codes, their type faces."""

import io
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader

POINTS_PER_INCH = 72
MM = POINTS_PER_INCH / 25.4


@dataclass(frozen=True)
class Box:
    """A stretch of text or a drawing, with its edges in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str = ""

    def covers(self, other: "Box") -> bool:
        """Return whether two boxes stand on top of each other, not only side by side."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        lower = min(self.top - self.bottom, other.top - other.bottom)
        return width > 1 and height > 0.3 * lower

    def lies_in(self, room: "Box") -> bool:
        """Return whether a box stands inside another one."""
        is_beside = self.left >= room.left and self.right <= room.right
        return is_beside and self.bottom >= room.bottom and self.top <= room.top


def pages_text(pdf: bytes) -> list[str]:
    """Return the text of each page with its white space tidied."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages in one line."""
    return " ".join(pages_text(pdf))


def assert_in_order(text: str, parts: tuple[str, ...]) -> None:
    """Fail if one of the parts does not stand behind the one before it."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} is not behind what stands before it in {text!r}"
        place = found + len(part)


def font_names(pdf: bytes) -> dict[str, bool]:
    """Return the type faces of a PDF and whether each of them is embedded."""
    faces: dict[str, bool] = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            face = font.get_object()
            faces[face["/BaseFont"]] = "/FontFile2" in face.get("/FontDescriptor", {})
    return faces


def pictures(pdf: bytes, dpi: float = 203) -> list[Image]:
    """Return the pages as a printer of this resolution would draw them."""
    return [
        page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_pil()
        for page in pdfium.PdfDocument(pdf)
    ]


def codes_on(picture: Image) -> dict[str, str]:
    """Return what a scanner reads on a page: the kind of each code, and its text."""
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(picture)}


def text_boxes(pdf: bytes) -> list[list[Box]]:
    """Return the boxes of text on each page."""
    return [_text_boxes(page) for page in pdfium.PdfDocument(pdf)]


def code_boxes(pdf: bytes) -> list[list[Box]]:
    """Return the boxes of the codes on each page: drawings of many parts."""
    return [
        [
            Box(*thing.get_bounds())
            for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH])
            if pdfium.raw.FPDFPath_CountSegments(thing.raw) > 50
        ]
        for page in pdfium.PdfDocument(pdf)
    ]


def faults_on(pdf: bytes, edge: float = 5 * MM) -> list[tuple[Box, ...]]:
    """Return what stands on top of something else, or nearer to the edge than printers reach."""
    faults: list[tuple[Box, ...]] = []
    pages = zip(text_boxes(pdf), code_boxes(pdf), page_sizes(pdf), strict=True)
    for texts, codes, (width, height) in pages:
        boxes = [*texts, *codes]
        faults += [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if one.covers(other)
        ]
        inside = Box(edge - 0.5, edge - 0.5, width * MM - edge + 0.5, height * MM - edge + 0.5)
        faults += [(box,) for box in boxes if not box.lies_in(inside)]
    return faults


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the size of each page in millimetres."""
    return [
        (round(page.get_width() / MM, 1), round(page.get_height() / MM, 1))
        for page in pdfium.PdfDocument(pdf)
    ]


def _text_boxes(page: Any) -> list[Box]:
    text = page.get_textpage()
    boxes = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top)
        boxes.append(Box(left, bottom, right, top, words))
    return boxes
