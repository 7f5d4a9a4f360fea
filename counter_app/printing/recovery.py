"""The sheet with the recovery key, to be kept in a sealed envelope and not on the computer."""

from datetime import datetime

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import Signature
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing import fonts, phrases
from counter_app.printing.code_blocks import Qr
from counter_app.printing.composition import Paperwork, signature_block
from counter_app.printing.filling import Filling, unit_filling
from counter_app.printing.layout import Balanced, Block, Frame, Framed
from counter_app.printing.looks import Look
from counter_app.printing.markup import filled, literal
from counter_app.printing.paper import pdf_of

_TITLE = "PHIẾU GIỮ KHÓA KHÔI PHỤC"
_PURPOSE = (
    "Dữ liệu hồ sơ trên máy của quầy được mã hóa. Khóa khôi phục dưới đây mở được dữ liệu đó khi "
    "không còn ai đăng nhập được bằng mật khẩu. Ai có khóa này đều xem được toàn bộ hồ sơ, vì "
    "vậy phải giữ như giữ con dấu."
)
_INSTRUCTIONS = (
    "In một bản duy nhất. Kiểm tra mã QR và dòng chữ in rõ, rồi đóng cửa sổ hiện khóa: máy không "
    "lưu khóa và không hiện lại lần thứ hai.",
    "Cho phiếu vào phong bì, dán kín, hai người ký giáp lai trên mép dán; cất trong két hoặc tủ "
    "có khóa của đơn vị. Không để cạnh máy tính của quầy.",
    "Không chụp ảnh, không gửi qua thư điện tử hay tin nhắn, không lưu tệp của phiếu này trên máy.",
    "Khi cần dùng: ở màn hình đăng nhập, chọn “Quên mật khẩu”, quét mã QR "
    "hoặc gõ dòng khóa, rồi đặt mật khẩu mới cho công chức.",
    "Sau mỗi lần mở phong bì, hoặc khi nghi khóa bị lộ: tạo khóa mới, in phiếu mới và hủy phiếu "
    "này. Khóa cũ hết tác dụng ngay khi có khóa mới.",
)
_SIGNERS = (
    Signature("NGƯỜI LẬP PHIẾU", "(Ký và ghi rõ họ tên)"),
    Signature("NGƯỜI GIỮ KHÓA", "(Ký và ghi rõ họ tên)"),
)
_KEY_FRAME = Frame(padding=6 * mm, inset=6 * mm, border=1)


def recovery_sheet(recovery_key: str, unit: Unit, printed_at: datetime) -> bytes:
    """Return the sheet as PDF: the key in large letters and as a QR code, and how to keep it.

    The key is printed and encoded exactly as it was given.

    Raises:
        FontMissing: the type faces are not where the program was installed.
    """
    fonts.need(fonts.MONO)
    filling = unit_filling(unit, day_of(printed_at))

    def work(look: Look) -> Paperwork:
        return Paperwork(_TITLE, _blocks(recovery_key, filling, printed_at, look))

    return pdf_of(work, SlipPaper.A4)


def _blocks(key: str, filling: Filling, printed_at: datetime, look: Look) -> list[Block]:
    made_at = phrases.moment_in_words(printed_at)
    steps = [
        Block(literal(text, look.item, bullet=f"{number}."), look.line_gap)
        for number, text in enumerate(_INSTRUCTIONS, start=1)
    ]
    return [
        Block(filled("{unit_caps}", filling, look.head)),
        Block(filled("**{office_caps}**", filling, look.head)),
        Block(literal(_TITLE, look.title), 8 * mm, 4 * mm),
        Block(literal(_PURPOSE, look.sentence)),
        Block(Framed(_key_blocks(key, look), _KEY_FRAME), 6 * mm, 6 * mm),
        *steps,
        Block(literal(f"Lập lúc {made_at}.", look.line), 4 * mm, keeps_with_next=True),
        signature_block(_SIGNERS, filling, look),
    ]


def _key_blocks(key: str, look: Look) -> list[Block]:
    style = ParagraphStyle("key", look.code, fontName=f"{fonts.MONO}-Bold", fontSize=17, leading=26)
    letters = Balanced(literal(key, style))
    return [Block(Qr(key, 1.1 * mm, centred=True)), Block(letters, 5 * mm)]
