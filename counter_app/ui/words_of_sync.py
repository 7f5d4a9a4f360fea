"""Words for the exchange with the province: causes, refused entries, amounts of data; no Qt.

Different causes have different words: whoever reads them must know whether to wait, to do
something at this machine, or to call somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counter_app.domain.facts import Corrected

_KILO = 1000

WORKS_ON = "Máy vẫn làm việc bình thường, sẽ tự gửi lại"


@dataclass(frozen=True)
class CauseWords:
    """A cause as the clerk reads it.

    ``title`` names it in a few words; ``advice`` says what happens now or what to do, without
    a full stop at its end, and ``brief`` the same for the status line where that is too long.
    ``needs_person`` says that waiting alone does not help.
    """

    title: str
    advice: str
    brief: str = ""
    needs_person: bool = False

    @property
    def words(self) -> str:
        """The cause as a part of the status line."""
        return f"{_lower(self.title)}, {_lower(self.brief or self.advice)}"

    @property
    def sentence(self) -> str:
        """What to do or what happens now, as a sentence of its own."""
        return f"{self.advice}."


def _for_a_person(title: str, advice: str, brief: str) -> CauseWords:
    return CauseWords(title, advice, brief, needs_person=True)


CAUSES: dict[str, CauseWords] = {
    "no_network": CauseWords("Mất mạng", WORKS_ON),
    "silent": CauseWords("Đường truyền đứt giữa chừng", "Sẽ tự nối lại và gửi tiếp chỗ dở"),
    "not_our_server": CauseWords(
        "Nơi trả lời không phải máy chủ tỉnh",
        "Có thể mạng đang đòi đăng nhập: hãy mở trình duyệt xem. "
        "Máy không gửi gì cho nơi lạ và sẽ tự gửi lại",
        "có thể mạng đang đòi đăng nhập, hãy mở trình duyệt xem",
    ),
    "server_busy": CauseWords("Máy chủ tỉnh đang bận", WORKS_ON),
    "server_fault": CauseWords(
        "Máy chủ tỉnh đang trục trặc",
        "Phía tỉnh cần sửa; máy vẫn làm việc bình thường, sẽ tự gửi lại",
        "máy vẫn làm việc bình thường, sẽ tự gửi lại",
    ),
    "clock_wrong": _for_a_person(
        "Ngày giờ của máy sai",
        "Hãy chỉnh lại ngày giờ của máy rồi bấm Đồng bộ ngay",
        "hãy chỉnh lại",
    ),
    "revoked": _for_a_person(
        "Tỉnh đã thu hồi quyền kết nối của quầy này",
        "Việc vẫn được lưu trên máy nhưng không gửi, không nhận; hãy báo người phụ trách",
        "hãy báo người phụ trách",
    ),
    "stranger": _for_a_person(
        "Máy chủ tỉnh không nhận ra quầy này",
        "Việc vẫn được lưu trên máy; hãy báo người phụ trách nối lại quầy với tỉnh",
        "hãy báo người phụ trách",
    ),
    "too_old": _for_a_person(
        "Chương trình trên máy này đã cũ",
        "Việc vẫn được lưu trên máy; hãy cập nhật chương trình để tiếp tục đồng bộ",
        "hãy cập nhật chương trình",
    ),
    "refused": _for_a_person(
        "Máy chủ tỉnh không hiểu yêu cầu của máy này",
        "Việc vẫn được lưu trên máy; hãy báo người phụ trách xem cả hai phía",
        "hãy báo người phụ trách",
    ),
    "no_room": _for_a_person(
        "Ổ đĩa của máy này đã đầy",
        "Việc đã lưu vẫn còn nguyên. Hãy xóa bớt tệp không cần trên ổ đĩa; có chỗ là máy tự gửi, "
        "nhận tiếp",
        "hãy xóa bớt tệp không cần; có chỗ là máy tự gửi, nhận tiếp",
    ),
    "own_fault": _for_a_person(
        "Máy này gặp lỗi khi đồng bộ",
        "Việc đã lưu vẫn còn nguyên, máy sẽ tự thử lại; nếu vẫn còn, hãy báo người phụ trách",
        "máy sẽ tự thử lại; nếu vẫn còn, hãy báo người phụ trách",
    ),
    "stopped": CauseWords("Dừng vì đóng chương trình", "Sẽ tự gửi tiếp chỗ dở"),
}
"""By the words of ``sync.client.causes.Cause``; a test compares them."""

_UNKNOWN_CAUSE = CauseWords("Chưa đồng bộ được", WORKS_ON)

_DAMAGED = (
    "nội dung bị hỏng",
    "Việc vẫn còn trên máy này. Hãy báo người phụ trách, kèm số của việc.",
)
_BROKEN = ("not_utf8", "not_json", "too_deep", "bad_kind", "bad_signer", "bad_units", "bad_name")
"""Reasons of the province that mean the same to a clerk: nobody can read the entry."""

REASONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_BROKEN, _DAMAGED),
    "too_large": (
        "nội dung quá lớn",
        "Việc vẫn còn đủ trên máy này. Hãy báo người phụ trách để tỉnh nhận riêng.",
    ),
    "unknown_unit": (
        "đơn vị nhận không có trong danh sách của tỉnh",
        "Hãy báo người phụ trách ở tỉnh thêm đơn vị, rồi tỉnh nhận lại việc này.",
    ),
    "not_concerned": (
        "hồ sơ không thuộc đơn vị này",
        "Hãy xem hồ sơ có bị chuyển nhầm không, rồi báo người phụ trách ở tỉnh.",
    ),
    "withheld": (
        "tỉnh đang giữ lại để xem",
        "Không phải làm gì ở quầy; tỉnh sẽ nhận lại sau khi xem.",
    ),
    "bad_time": (
        "thời điểm ghi không có thật",
        "Hãy xem ngày giờ của máy này, rồi báo người phụ trách ở tỉnh.",
    ),
    "server_raised": (
        "máy chủ tỉnh gặp lỗi khi nhận",
        "Không phải làm gì ở quầy; tỉnh sẽ nhận lại sau khi sửa máy chủ.",
    ),
}
"""Why the province keeps an entry aside, and what to do; by ``sync.server.checks.REASONS``."""

_ASIDE: dict[str, tuple[str, str]] = {
    "unreadable": (
        "chương trình chưa hiểu nội dung",
        "Máy giữ nguyên việc này, không mất. Thường vì quầy kia dùng chương trình mới hơn: hãy "
        "cập nhật chương trình; nếu vẫn còn thì báo người phụ trách.",
    ),
    "digest": (
        "khác với việc đã có cùng số",
        "Máy giữ nguyên cả hai. Hãy báo người phụ trách ở tỉnh kiểm tra quầy đã ghi việc này.",
    ),
    "envelope": (
        "thông tin kèm theo không đúng",
        "Máy giữ nguyên việc này. Hãy báo người phụ trách ở tỉnh kiểm tra quầy đã ghi việc này.",
    ),
}
_SERVER_TROUBLE = {
    "missing": (
        "Máy chủ tỉnh thử không chạy được vì thiếu thư viện của máy chủ. Quầy thử vẫn làm việc "
        "bình thường, chỉ không gửi và nhận."
    ),
    "failed": (
        "Máy chủ tỉnh thử không chạy được trên máy này. Quầy thử vẫn làm việc bình thường, chỉ "
        "không gửi và nhận; hãy đóng rồi mở lại quầy thử."
    ),
    "not_enrolled": (
        "Quầy thử này được lập khi chưa có máy chủ tỉnh thử. Muốn thử đồng bộ, hãy mở quầy thử "
        "với một thư mục mới."
    ),
}

_ENROLMENT = {
    "unknown_code": "Mã kết nối không đúng. Hãy xem lại từng ký tự trên giấy tỉnh cấp.",
    "code_expired": "Mã kết nối đã hết hạn. Hãy xin tỉnh cấp mã mới.",
    "code_used": "Mã kết nối này đã dùng cho một máy khác. Hãy xin tỉnh cấp mã mới.",
}
_ADDRESSES = {
    "not_a_url": "Địa chỉ máy chủ tỉnh chưa đúng. Địa chỉ có dạng https://tên-máy-chủ.",
    "plain_http": (
        "Địa chỉ máy chủ tỉnh phải bắt đầu bằng https:// để dữ liệu không bị đọc trộm. "
        "Hãy xem lại địa chỉ tỉnh cấp."
    ),
    "no_trust": (
        "Chưa có chứng thư để nhận ra máy chủ tỉnh. "
        "Hãy dùng kèm chứng thư hoặc dấu vân tay mà tỉnh cấp."
    ),
}
_FILES = {
    "not_a_file": "Tệp này không phải tệp trả lời của tỉnh. Hãy chọn đúng tệp mang từ tỉnh về.",
    "not_for_us": "Tệp này gửi cho quầy khác. Hãy chọn tệp của quầy này.",
    "bad_signature": (
        "Tệp này không phải do tỉnh ký nên không nhận. Hãy xin lại tệp và báo người phụ trách."
    ),
    "too_large": "Tệp này lớn quá mức cho phép nên không nhận. Hãy báo người phụ trách.",
    "damaged": "Tệp này bị hỏng nên không nhận gì. Hãy chép lại từ tỉnh rồi thử lại.",
    "forked": (
        "Máy này từng được khôi phục từ bản sao lưu nên không nhận được bằng tệp. "
        "Hãy nối mạng để đồng bộ một lần, hoặc báo người phụ trách."
    ),
}

SYNC_SENTENCES: dict[str, Callable[[Any], str]] = {
    "NotEnrolled": lambda error: (
        "Quầy này chưa nối với tỉnh; mọi việc vẫn được lưu đầy đủ trên máy. "
        "Để nối, nhờ người phụ trách xin mã kết nối của quầy."
    ),
    "ProvinceSaidNo": lambda error: said_no_words(error.cause, error.word),
    "AddressRefused": lambda error: _ADDRESSES.get(error.why, _ADDRESSES["not_a_url"]),
    "FileNotForUs": lambda error: _FILES.get(error.word, _FILES["damaged"]),
    "CannotRead": lambda error: (
        "Không đọc được tệp đã chọn. Hãy xem thẻ nhớ còn cắm không rồi chọn lại."
    ),
    "CodeNotShared": lambda error: (
        f"Mã {error.code} nay chỉ còn một hồ sơ mang nên không cần cấp mã mới."
    ),
    "CodeShared": lambda error: (
        f"Nhiều hồ sơ mang mã {error.code} vì được cấp ở hai máy. "
        f"Hãy mở theo mã đầy đủ: {', '.join(error.shown)}."
    ),
}
"""Sentences for the errors of the exchange, by the name of their class."""

_FIELDS = {
    "applicant": "chủ hồ sơ",
    "submitter": "người nộp thay",
    "procedure_name": "thủ tục",
    "limit": "thời hạn",
    "due_at": "ngày hẹn trả",
    "papers": "thành phần hồ sơ",
    "sets": "số bộ",
    "fees": "lệ phí",
    "channel_in": "cách nộp",
    "channel_out": "cách nhận kết quả",
    "note": "ghi chú",
    "received_at": "lúc nhận",
    "competent_office": "cơ quan giải quyết",
}

RESULT_NOTHING_NEW = "Không có gì mới"
RESULT_DONE = "Xong"


def said_no_words(cause: str, word: str) -> str:
    """Return why a counter could not be enrolled: the province's own word, or what was between."""
    if word in _ENROLMENT:
        return _ENROLMENT[word]
    words = cause_words(cause)
    return f"Chưa nối được với tỉnh: {_lower(words.title)}. Hãy xem lại rồi thử lại sau."


def cause_words(cause: str) -> CauseWords:
    """Return how a cause is said; a word that nobody knows is said in general terms."""
    return CAUSES.get(cause, _UNKNOWN_CAUSE)


def reason_words(reason: str) -> str:
    """Return why the province did not pass an entry on: ``nội dung quá lớn``."""
    return REASONS.get(reason, _DAMAGED)[0]


def reason_advice(reason: str) -> str:
    """Return what to do about an entry that the province did not pass on."""
    return REASONS.get(reason, _DAMAGED)[1]


def aside_words(why: str) -> str:
    """Return why an entry from elsewhere stands aside: ``chương trình chưa hiểu nội dung``."""
    return _ASIDE.get(why, _ASIDE["envelope"])[0]


def aside_advice(why: str) -> str:
    """Return what to do about an entry from elsewhere that stands aside."""
    return _ASIDE.get(why, _ASIDE["envelope"])[1]


def server_trouble_words(trouble: str) -> str:
    """Return why the demonstration has no server, and what that means; nothing if it has one."""
    return _SERVER_TROUBLE.get(trouble, _SERVER_TROUBLE["failed"]) if trouble else ""


def corrected_words(fact: Corrected) -> str:
    """Return what a correction changes: ``sửa chủ hồ sơ thành Lý Văn Bé; sửa lệ phí``."""
    return "; ".join(
        dict.fromkeys(_one_corrected(name, fact) for name in fact.fields if name in _FIELDS)
    )


def _one_corrected(name: str, fact: Corrected) -> str:
    value = getattr(fact.intake, name)
    if name == "applicant":
        parts = (value.name, value.id_number, value.address.text)
        return f"sửa {_FIELDS[name]} thành " + ", ".join(part for part in parts if part)
    if name in ("note", "limit", "procedure_name", "competent_office") and value:
        return f"sửa {_FIELDS[name]} thành “{value}”"
    return f"sửa {_FIELDS[name]}"


def bytes_words(count: int) -> str:
    """Return an amount of data: ``430 B``, ``13,2 kB``, ``1,4 MB``."""
    if count < _KILO:
        return f"{count} B"
    amount, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if round(amount, 1) < _KILO:
            break
        amount, unit = amount / _KILO, larger
    return f"{amount:.1f} {unit}".replace(".", ",")


def offset_words(offset: timedelta) -> str:
    """Return how far the machine's clock is off: ``nhanh 12 phút``, ``chậm 3 giờ``.

    ``offset`` is the machine's time less the province's.
    """
    seconds = round(abs(offset).total_seconds())
    if seconds == 0:
        return "khớp"
    way = "nhanh" if offset > timedelta(0) else "chậm"
    return f"{way} {_length_words(seconds)}"


def _length_words(seconds: int) -> str:
    for size, unit in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} giây"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
