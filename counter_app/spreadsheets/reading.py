"""Reads a sheet of somebody's file: Excel (.xlsx, .xlsm) or CSV, with bounds on everything.

The file comes from outside. It is measured before it is opened: how large it is, how large it
becomes when unpacked, how far its cells reach. Formulas are never computed; the value that
Excel computed last is read.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from counter_app.domain.old_register import RawCell, RawRow, RawSheet, RegisterFileRefused

MOST_BYTES = 50_000_000
"""A register of a hundred thousand lines is a fifth of this."""

MOST_UNPACKED = 300_000_000
MOST_RATIO = 200
"""Excel's own files unpack to twenty times their size; a bomb to a thousand times."""

MOST_MEMBERS = 2_000
MOST_ROWS, MOST_COLUMNS = 200_000, 500
MOST_CELLS = 6_000_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REF = re.compile(rb"<c [^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ROW = re.compile(rb"<row [^>]*?\br=[\"']([0-9]{1,7})[\"']")
_FORMULA = re.compile(rb"<f[ >/]")
_CHUNK = 1 << 20
_LONGEST_TAG = 512


def read_sheet(path: Path, sheet: str | None = None) -> RawSheet:
    """Return a sheet of a file (the first one that shows, if none is named), row by row.

    Raises:
        RegisterFileRefused: the file cannot be read as a table; nothing was changed.
    """
    data = _bytes_of(path)
    if data.startswith(_OLE):
        raise RegisterFileRefused(path.name, "password" if _ENCRYPTED in data else "old_excel")
    if data.startswith(_ZIP):
        return _excel(path, data, sheet)
    return _csv(path, data)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RegisterFileRefused(path.name, "missing") from error
    if len(data) > MOST_BYTES:
        raise RegisterFileRefused(path.name, "too_large")
    if not data.strip():
        raise RegisterFileRefused(path.name, "empty")
    return data


def _excel(path: Path, data: bytes, sheet: str | None) -> RawSheet:
    try:
        formula_count = _measured(path, data)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = tuple(
            each.name
            for each in book.sheets_metadata
            if each.visible is python_calamine.SheetVisibleEnum.Visible
        )
        if not names or (sheet is not None and sheet not in names):
            raise RegisterFileRefused(path.name, "no_such_sheet")
        wanted = sheet or names[0]
        # Empty rows above the table stay, so that a row has the number that Excel shows.
        found = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except (
        *(python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
        *(ValueError, NotImplementedError, RuntimeError),
    ) as error:
        raise RegisterFileRefused(path.name, _why(error)) from error
    except BaseException as error:
        # The reader is compiled; what it did not foresee comes as an exception of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise RegisterFileRefused(path.name, "damaged") from error
    rows = tuple(tuple(_cell(value) for value in row) for row in found)
    return RawSheet(path.name, wanted, names, rows, formula_count)


def _why(error: BaseException) -> str:
    is_locked = isinstance(error, python_calamine.PasswordError | RuntimeError)
    return "password" if is_locked and "encrypt" in str(error).lower() else "damaged"


def _measured(path: Path, data: bytes) -> int:
    """Refuse what would fill the memory; return how many cells of the sheets are formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        unpacked = sum(member.file_size for member in members)
        bombs = [
            member
            for member in members
            if member.file_size > 1_000_000
            and member.file_size > MOST_RATIO * max(1, member.compress_size)
        ]
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or bombs:
            raise RegisterFileRefused(path.name, "too_large")
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise RegisterFileRefused(path.name, "not_a_table")
        return sum(
            _measured_sheet(path, packed, member)
            for member in members
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
        )


def _measured_sheet(path: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Look how far a sheet's cells reach: a single far one would make a table of billions."""
    rows = columns = formula_count = size = 0
    rest = b""
    with packed.open(member) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            block = rest + chunk
            end = len(block) - _LONGEST_TAG if len(chunk) == _CHUNK else len(block)
            for found in _REF.finditer(block):
                rows = max(rows, int(found[2]))
                columns = max(columns, _column_number(found[1]))
            rows = max(rows, *(int(found[1]) for found in _ROW.finditer(block)), 0)
            formula_count += len(_FORMULA.findall(block, 0, max(end, 0)))
            rest = block[max(end, 0) :]
            too_far = rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS
            if too_far or size > MOST_UNPACKED:
                raise RegisterFileRefused(path.name, "too_large")
    return formula_count


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(value: Any) -> RawCell:
    """Return a cell's value; a day becomes a moment at midnight, a duration its text."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time | timedelta):
        return str(value)
    return value if value != "" else None


def _csv(path: Path, data: bytes) -> RawSheet:
    text = _decoded(path, data)
    if "\0" in text:
        raise RegisterFileRefused(path.name, "not_a_table")
    rows: list[RawRow] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(tuple(cell if cell.strip() else None for cell in row))
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise RegisterFileRefused(path.name, "too_large")
    except csv.Error as error:
        raise RegisterFileRefused(path.name, "damaged") from error
    return RawSheet(path.name, path.stem, (path.stem,), tuple(rows))


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, with or without a mark, or UTF-16 with one."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        head = data[:4096]
        is_text = sum(byte < 9 for byte in head) == 0
        raise RegisterFileRefused(path.name, "encoding" if is_text else "not_a_table") from error


def _delimiter(text: str) -> str:
    """Return what parts the cells: the sign that is found most often in the first lines."""
    head = "".join(text.splitlines(keepends=True)[:50])
    bare = re.sub(r'"[^"]*"', "", head)
    counts = Counter(sign for sign in bare if sign in ";,\t")
    return counts.most_common(1)[0][0] if counts else ","
