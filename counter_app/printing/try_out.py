"""The page with which a printer is tried out: its edges, Vietnamese letters, a code to scan."""

from datetime import datetime

from counter_app.domain.facts import SlipPaper
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.code_blocks import Qr
from counter_app.printing.composition import Paperwork
from counter_app.printing.filling import unit_filling
from counter_app.printing.layout import Block
from counter_app.printing.looks import Look
from counter_app.printing.markup import filled, literal
from counter_app.printing.paper import pdf_of

TITLE = "TRANG IN THỬ"
LETTERS = (
    "Chữ có dấu: ạ ả ã â ấ ầ ẩ ẫ ậ ă ắ ằ ẳ ẵ ặ đ ê ế ề ể ễ ệ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ ư ứ ừ ử ữ ự ỳ "
    "ỵ ỷ ỹ Ạ Đ Ệ Ộ Ự"
)
CODE = "TRANG IN THU"
"""What the QR code says; it is no dossier's code."""

_PAPERS = {SlipPaper.A4: "A4", SlipPaper.A5: "A5", SlipPaper.K80: "giấy nhiệt 80 mm"}


def try_out_page(unit: Unit, paper: SlipPaper, printer: str, printed_at: datetime) -> bytes:
    """Return the page as PDF on a paper.

    Raises:
        FontMissing: the type faces are not where the program was installed.
    """

    def work(look: Look) -> Paperwork:
        return Paperwork(TITLE, _blocks(unit, paper, printer, printed_at, look))

    return pdf_of(work, paper)


def _blocks(
    unit: Unit, paper: SlipPaper, printer: str, printed_at: datetime, look: Look
) -> list[Block]:
    filling = unit_filling(unit, day_of(printed_at))
    gap = look.title_gap
    return [
        Block(filled("{unit_caps}", filling, look.head)),
        Block(literal(TITLE, look.title), gap, gap),
        Block(literal(f"Giấy: {_PAPERS[paper]}. Máy in: {printer}.", look.sentence)),
        Block(literal(f"In lúc {phrases.moment_in_words(printed_at)}.", look.sentence)),
        Block(literal(LETTERS, look.sentence), gap),
        Block(
            literal(
                "Nếu đọc đủ các chữ trên, dòng không bị cắt ở mép và quét được mã dưới đây thì "
                "máy in dùng được cho giấy hẹn.",
                look.sentence,
            ),
            gap,
            gap,
        ),
        Block(Qr(CODE, look.qr_module, centred=True)),
    ]
