"""Words of the register, of exports, and of what an older register brings; no Qt.

Enumerations are named by their values: the log-in window loads this file with the other
sentences, and their modules are too heavy for it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counter_app.domain.old_register import OldLine
    from counter_app.services.old_register import OldRegisterReport

KIND_WORDS = {
    "register": "Sổ theo dõi hồ sơ (mẫu 07)",
    "receipts": "Danh sách tiếp nhận trong ngày",
    "late": "Danh sách hồ sơ quá hạn",
}
OUTCOME_WORDS = {
    "new": "Sẽ nhập",
    "known": "Đã có",
    "refused": "Không nhập được",
}
SHOWN = 10
"""So many of the first lines are shown in a preview at the terminal."""

COLUMN_WORDS: Mapping[str, str] = {
    "number": "STT",
    "code": "Mã hồ sơ",
    "procedure_name": "Tên thủ tục",
    "procedure_code": "Mã thủ tục",
    "applicant": "Tên tổ chức, cá nhân",
    "address": "Địa chỉ",
    "phone": "Số điện thoại",
    "id_number": "Số định danh",
    "office": "Cơ quan giải quyết",
    "received": "Nhận hồ sơ",
    "promised": "Hẹn trả kết quả",
    "returned": "Trả kết quả",
    "channel_out": "Phương thức nhận kết quả",
    "receiver": "Ký nhận",
    "moved": "Hẹn lại",
    "solved": "Có kết quả",
    "state": "Tình trạng",
    "field": "Lĩnh vực",
    "channel_in": "Cách nộp",
    "clerk": "Người tiếp nhận",
    "note": "Ghi chú",
}
_FAULTS = {
    "missing": "còn trống",
    "not_a_code": "không phải mã hồ sơ",
    "twice_in_file": "trùng với một dòng ở trên",
    "in_the_future": "ở sau ngày hôm nay",
    "before_intake": "sớm hơn ngày nhận hồ sơ",
    "too_far": "cách ngày nhận quá 10 năm",
    "not_a_day": "không đọc được ngày",
    "not_a_name": "phải có chữ cái",
    "too_long": "dài quá mức cho phép",
    "unknown_word": "không hiểu nội dung này",
    "formula_fault": "công thức trong ô bị lỗi",
}
_FILES = {
    "damaged": "bị hỏng nên không đọc được. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi thử",
    "password": "có đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi thử",
    "old_excel": "là Excel kiểu cũ (.xls). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử",
    "too_large": "lớn quá mức cho phép. Hãy tách sổ theo từng năm rồi nhập từng tệp",
    "not_a_table": "không phải bảng Excel (.xlsx) hay CSV. Hãy chọn tệp khác",
    "encoding": "không ghi theo bảng mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx rồi thử",
    "no_such_sheet": "không có trang tính đó. Hãy chọn trang tính khác",
    "missing": "không mở được. Hãy xem tên tệp, thẻ nhớ còn cắm không, hoặc tệp đang mở nơi khác",
    "empty": "không có nội dung. Hãy chọn tệp khác",
}


def fault_of_line(column: str, fault: str) -> str:
    """Return what is wrong in a column of a line: ``Mã hồ sơ: còn trống``."""
    return f"{COLUMN_WORDS.get(column, column)}: {_FAULTS.get(fault, 'nội dung chưa đúng')}"


def faults_of_line(line: "OldLine") -> str:
    """Return everything that is wrong with a line, in one sentence."""
    return "; ".join(fault_of_line(column, fault) for column, fault in line.problems.items())


def summary_words(report: "OldRegisterReport", *, is_done: bool) -> str:
    """Return how many lines were, or will be, brought over, and how many not."""
    counts = dict.fromkeys(OUTCOME_WORDS, 0)
    for each in report.lines:
        counts[each.outcome.value] += 1
    done = "Đã nhập" if is_done else "Sẽ nhập"
    parts = [f"{done} {_number(counts['new'])} hồ sơ"]
    if counts["known"]:
        parts.append(f"{_number(counts['known'])} hồ sơ đã có ở quầy nên bỏ qua")
    if counts["refused"]:
        parts.append(f"{_number(counts['refused'])} dòng không nhập được")
    return "; ".join(parts) + "."


def report_words(report: "OldRegisterReport", *, is_done: bool) -> str:
    """Return a report for the terminal: the columns, the first lines, what is wrong, the sum."""
    sheet, header = report.register.sheet, report.register.header
    lines = [f"Tệp {sheet.file}, trang tính “{sheet.name}”"]
    lines += [f"  {COLUMN_WORDS[key]} ← “{title}”" for key, title in header.titles.items()]
    lines += [f"  không dùng: “{title}”" for title in header.unknown]
    if sheet.formula_count:
        lines.append(formula_words(sheet.formula_count))
    refused = [each for each in report.lines if each.line.problems]
    if not is_done:
        lines += [
            f"  dòng {each.line.row}: {each.line.code}  {each.line.applicant}  "
            f"{each.line.procedure_name}  ({OUTCOME_WORDS[each.outcome.value]})"
            for each in report.lines[:SHOWN]
            if not each.line.problems
        ]
    lines += [f"  dòng {each.line.row}: {faults_of_line(each.line)}" for each in refused]
    if is_done:
        known = (each for each in report.lines if each.outcome.value == "known")
        lines += [f"  dòng {each.line.row}: {each.line.code} đã có" for each in known]
    if refused and not is_done:
        lines.append("Còn dòng lỗi: sửa trong tệp, hoặc thêm --skip-bad để bỏ qua các dòng đó.")
    return "\n".join([*lines, summary_words(report, is_done=is_done)])


def formula_words(count: int) -> str:
    """Return how the formulas of a file are treated."""
    return (
        f"Tệp có {_number(count)} ô công thức: chương trình chỉ lấy giá trị đã tính, "
        "không chạy công thức."
    )


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _file_refused(error: Any) -> str:
    why = _FILES.get(error.why, _FILES["damaged"])
    return f"Tệp {error.file} {why}. Chưa có gì được nhập."


def _columns_missing(error: Any) -> str:
    columns = ", ".join(COLUMN_WORDS.get(column, column) for column in error.columns)
    return (
        f"Không thấy đủ các cột của sổ theo dõi hồ sơ; còn thiếu: {columns}. "
        "Hãy xem dòng tiêu đề của bảng, hoặc chọn trang tính khác."
    )


def _cannot_export(error: Any) -> str:
    name = getattr(error.path, "name", error.path)
    return (
        f"Không ghi được tệp {name}. Hãy đóng tệp nếu đang mở trong Excel, "
        "hoặc chọn thư mục khác còn chỗ trống, rồi xuất lại."
    )


REGISTER_SENTENCES: dict[str, Callable[[Any], str]] = {
    "PeriodBackwards": lambda error: "Ngày đầu đang ở sau ngày cuối. Hãy sửa lại khoảng thời gian.",
    "PeriodTooLong": lambda error: (
        "Khoảng thời gian dài quá 3 năm. Hãy chọn khoảng ngắn hơn, thường là một năm."
    ),
    "PeriodNotBegun": lambda error: (
        "Kỳ báo cáo chưa bắt đầu nên chưa có số liệu. Hãy chọn kỳ sớm hơn."
    ),
    "FiguresDisagree": lambda error: (
        f"Số liệu không khớp: (3) = {_number(error.received)}, (7) + (11) = "
        f"{_number(error.solved + error.in_progress)}. Hãy đóng chương trình, chạy lệnh "
        "“counter-app rebuild” để tính lại các bảng từ nhật ký, rồi lập lại báo cáo."
    ),
    "FileKindUnknown": lambda error: (
        f"Không biết ghi báo cáo ra tệp {error.file}. Hãy đặt tên tệp có đuôi .xlsx, .pdf hoặc "
        ".json rồi lập lại."
    ),
    "UnitNotInScope": lambda error: (
        f"Quầy này không theo dõi đơn vị {error.unit_code} nên không lập được báo cáo. "
        "Hãy chọn đơn vị trong danh sách."
    ),
    "CannotExport": _cannot_export,
    "RegisterFileRefused": _file_refused,
    "ColumnsMissing": _columns_missing,
    "RowsRefused": lambda error: (
        f"Có {error.count} dòng chưa nhập được nên chưa nhập dòng nào. "
        "Hãy sửa các dòng đó trong tệp, hoặc chọn bỏ qua dòng lỗi rồi nhập lại."
    ),
}
"""Sentences for the errors of registers and exports, by the name of their class."""
