"""Words of the settings, of lists of procedures and of lists of days; no Qt.

Enumerations are named by their values: the log-in window loads this file with the other
sentences, and their modules are too heavy for it.
"""

from collections.abc import Callable, Mapping
from typing import Any

SETTINGS_FAULTS = {
    # hours
    "not_sessions": "Ghi như 07:30-11:30, 13:30-17:00; để trống nếu nghỉ",
    "hours_overlap": "Hai buổi phải cách nhau, buổi sau bắt đầu sau khi buổi trước kết thúc",
    "no_hours": "Cần ít nhất một ngày có giờ làm việc",
    "not_a_month_day": "Ghi ngày và tháng, như 15/4",
    "seasons_overlap": "Trùng ngày với một mùa khác",
    # warnings
    "not_percent": "Nhập số từ 0 đến 90",
    "not_few_days": "Nhập số từ 1 đến 30",
    "not_minutes": "Nhập số phút từ 1 đến 240",
    # procedures
    "not_a_procedure_code": "Mã thủ tục chỉ gồm chữ, số, dấu chấm, như 1.001193",
    "known_procedure": "Danh mục đã có mã này, hãy mở thủ tục đó để sửa",
    "twice_in_list": "Trùng mã với một dòng ở trên",
    "later_edition": "Đã có bản áp dụng từ ngày muộn hơn, hãy chọn ngày áp dụng sau ngày đó",
    "not_a_fee": "Mỗi dòng một khoản, như Lệ phí: 8.000",
    "unknown_word": "Không hiểu nội dung này",
    "formula_fault": "Công thức trong ô bị lỗi",
    "same_as_before": "Chưa sửa gì so với bản đang dùng",
    "too_far": "Ngày này quá xa, hãy xem lại năm",
    "not_copies": "Nhập số từ 0 đến 99",
    # days
    "no_day": "Dòng phải bắt đầu bằng ngày, như 01/01/2028",
    "bad_span": "Ngày cuối phải sau ngày đầu, cách nhau không quá 31 ngày",
    "works_anyway": "Ngày này vốn là ngày làm việc trong tuần",
    "twice": "Ngày này đã có ở dòng trên",
}
"""What may be wrong in a field of the settings."""

LIST_KIND_WORDS = {
    "new": "Thêm mới",
    "changed": "Sửa",
    "same": "Không đổi",
    "refused": "Không nhận được",
}


def list_summary_words(counts: Mapping[str, int], kept_count: int, *, is_done: bool) -> str:
    """Return what becomes, or became, of a list of procedures."""
    if not counts["new"] and not counts["changed"] and not counts["refused"]:
        return "Không có gì thay đổi so với danh mục đang dùng."
    will = "Đã" if is_done else "Sẽ"
    parts = [
        f"{will} {words} {_number(counts[kind])} thủ tục"
        for kind, words in (("new", "thêm"), ("changed", "sửa"))
        if counts[kind]
    ]
    if counts["same"]:
        parts.append(f"{_number(counts['same'])} không đổi")
    if counts["refused"]:
        parts.append(f"{_number(counts['refused'])} dòng không nhận được")
    if kept_count and not is_done:
        parts.append(f"{_number(kept_count)} thủ tục không có trong tệp giữ nguyên")
    said = "; ".join(parts)
    return f"{said[0]}{said[1:].replace(f'; {will}', f'; {will.lower()}')}."


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_FILES = {
    "damaged": "bị hỏng nên không đọc được. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi thử",
    "password": "có đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi thử",
    "old_excel": "là Excel kiểu cũ (.xls). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử",
    "too_large": "lớn quá mức cho phép. Hãy xóa các trang, cột không dùng rồi lưu lại",
    "not_a_table": "không phải bảng Excel (.xlsx) hay CSV. Hãy chọn tệp khác",
    "encoding": "không ghi theo bảng mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx rồi thử",
    "no_such_sheet": "không có trang tính đó. Hãy chọn trang tính khác",
    "missing": "không mở được. Hãy xem tên tệp, thẻ nhớ còn cắm không, hoặc tệp đang mở nơi khác",
    "empty": "không có nội dung. Hãy chọn tệp khác",
}
_COLUMNS = {"code": "Mã thủ tục", "name": "Tên thủ tục"}


def _file_refused(error: Any) -> str:
    why = _FILES.get(error.why, _FILES["damaged"])
    return f"Tệp {error.file} {why}. Danh mục và lịch đang dùng vẫn giữ nguyên."


def _columns_missing(error: Any) -> str:
    columns = ", ".join(_COLUMNS.get(column, column) for column in error.columns)
    return (
        f"Không thấy đủ các cột của danh mục thủ tục; còn thiếu: {columns}. "
        "Hãy xuất tệp mẫu để lấy tên cột, hoặc chọn trang tính khác."
    )


SETTINGS_SENTENCES: dict[str, Callable[[Any], str]] = {
    "SettingsNotSaved": lambda _: (
        "Chưa lưu được cài đặt vì không ghi được tệp settings.toml, hoặc tệp đó vừa bị sửa sai. "
        "Cài đặt đang dùng vẫn giữ nguyên; hãy kiểm tra ổ đĩa còn chỗ trống rồi lưu lại."
    ),
    "BadCell": lambda error: SETTINGS_FAULTS.get(error.fault, "Nội dung chưa đúng") + ".",
    "ListFileRefused": _file_refused,
    "ListColumnsMissing": _columns_missing,
}
"""Sentences for the errors of the settings, by the name of their class."""
