"""Registers of fictional communes as files, as people really keep them."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

HEADER = (
    *("STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Địa chỉ/SĐT"),
    *("Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả"),
    *("Phương thức nhận kết quả", "Ký nhận"),
)
A_LINE: tuple[object, ...] = (
    1,
    "H55.18.43-251103-0001",
    "Đăng ký tạm trú",
    "LÝ VĂN BÉ",
    "Tổ 5, phường Bắc Kạn\n0912345678",
    "UBND phường Bắc Kạn",
    datetime(2025, 11, 3, 8, 15),  # noqa: DTZ001 - Excel knows no zone
    datetime(2025, 11, 6, 17, 0),  # noqa: DTZ001
    datetime(2025, 11, 6, 9, 30),  # noqa: DTZ001
    "Tại quầy",
    "LÝ VĂN BÉ",
)


def a_line(number: int, **cells: object) -> tuple[object, ...]:
    """Return a line with its own number and code; other cells by their place, as ``c3=…``."""
    line = list(A_LINE)
    line[0], line[1] = number, f"H55.18.43-251103-{number:04}"
    for name, value in cells.items():
        line[int(name[1:])] = value
    return tuple(line)


def excel(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sổ 2025") -> Path:
    """Write rows to an Excel file as they are; a text that begins with = becomes a formula."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "hh:mm dd/mm/yyyy"})
    made = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        made.write_row(at, 0, row)
    book.close()
    return path


def comma_separated(
    path: Path, rows: Sequence[Sequence[object]], sign: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """Write rows to a CSV file, moments as people see them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=sign)
    for row in rows:
        writer.writerow([f"{x:%H:%M %d/%m/%Y}" if isinstance(x, datetime) else x for x in row])
    path.write_bytes(stream.getvalue().encode(encoding))
    return path
