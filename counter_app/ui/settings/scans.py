"""What a scan tells of the scanner: said when one is tried out; no Qt."""

from counter_app.domain.citizen_card import BadCard, looks_like_card, read_card
from counter_app.domain.dossier_code import BadDossierCode, DossierCode

_MOST_SHOWN = 120


def scan_words(text: str, *, is_serial: bool) -> str:
    """Return how a scan came and what it is; a card is named, never shown."""
    how = "qua cổng nối tiếp" if is_serial else "nhanh như máy quét, qua bàn phím"
    return f"Đã nhận {len(text)} ký tự {how}. {_what(text)}"


def typed_words(text: str) -> str:
    """Return what is to be done about a scan that came as slowly as typing."""
    return (
        f"{len(text)} ký tự này đến chậm như gõ phím hoặc quá ngắn nên không nhận ra là máy quét. "
        "Hãy đặt máy quét gửi liền một lượt và kết thúc bằng Enter, rồi quét lại."
    )


def _what(text: str) -> str:
    try:
        return f"Đây là mã hồ sơ {DossierCode.parse(text)}. Máy quét dùng tốt."
    except BadDossierCode:
        pass
    if text.count("|") >= 2 or looks_like_card(text):
        return _card_words(text)
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return f"Nội dung: {shown}"


def _card_words(text: str) -> str:
    try:
        card = read_card(text)
    except BadCard:
        return (
            "Giống thẻ căn cước nhưng không đọc được đủ. "
            "Hãy tắt bộ gõ tiếng Việt (hoặc đặt máy quét về bàn phím US) rồi quét lại."
        )
    if card.is_mangled:
        return (
            "Đây là thẻ căn cước nhưng chữ có dấu bị bộ gõ làm sai. "
            "Hãy tắt bộ gõ khi quét, hoặc nối máy quét qua cổng nối tiếp."
        )
    return "Đây là thẻ căn cước, đọc đủ các phần. Máy quét dùng tốt."
