"""Reads the forms' data files (``resources/forms/*.toml``, one file per edition of a form)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from counter_app.domain.form import (
    Form,
    FormColumn,
    FormFileBroken,
    FormHead,
    FormLine,
    FormSet,
    FormTable,
    Signature,
)
from counter_app.printing.fields import FIELDS, LISTS, ROWS

LOOKS = ("plain", "promise", "small", "sentence", "centred")
ALIGNMENTS = ("left", "centre", "right")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class _Wrong(Exception):
    """A table of a form file is not as it must be; carries the reason."""


def load_forms(folder: Path) -> FormSet:
    """Return every form edition in a folder.

    A field that the program does not fill is refused here, at the start, and not at the first
    citizen's slip.

    Raises:
        FormFileBroken: a file is not readable, or not a form that this program can fill.
    """
    return FormSet(tuple(_read(path) for path in sorted(folder.glob("*.toml"))))


def form_of(text: str, name: str) -> Form:
    """Return the edition of a form in a text; ``name`` is the file it came as.

    Raises:
        FormFileBroken: it is no form, or none that this program can fill.
    """
    try:
        form = _form(tomllib.loads(unicodedata.normalize("NFC", text)))
        _check(form)
    except (tomllib.TOMLDecodeError, _Wrong) as reason:
        raise FormFileBroken(name, str(reason)) from reason
    return form


def _read(path: Path) -> Form:
    try:
        return form_of(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as reason:
        raise FormFileBroken(path.name, str(reason)) from reason


def _form(table: dict[str, Any]) -> Form:
    head = _table(table, "head")
    return Form(
        number=_text(table, "number"),
        title=_text(table, "title"),
        valid_from=_day(table, "valid_from"),
        valid_to=_day(table, "valid_to") if "valid_to" in table else None,
        head=FormHead(
            left=_texts(head, "left"),
            right=_texts(head, "right"),
            number=_text(head, "number"),
            place_and_day=_text(head, "place_and_day"),
        ),
        lines=tuple(_line(each) for each in _tables(table, "lines")),
        signatures=tuple(_signature(each) for each in _tables(table, "signatures")),
        foot=tuple(_line(each) for each in _tables(table, "foot")),
        source=_text(table, "source", ""),
        table=_form_table(_table(table, "table")) if "table" in table else None,
        notes=tuple(_line(each) for each in _tables(table, "notes")),
        mark=_text(table, "mark", ""),
        is_wide=_flag(table, "wide"),
    )


def _form_table(table: dict[str, Any]) -> FormTable:
    columns = tuple(_column(each) for each in _tables(table, "columns"))
    return FormTable(_text(table, "rows"), columns, int(_number(table, "least", 0)))


def _column(table: dict[str, Any]) -> FormColumn:
    return FormColumn(
        title=_text(table, "title"),
        width=_number(table, "width"),
        text=_texts(table, "text"),
        group=_text(table, "group", ""),
        align=_text(table, "align", "left"),
        signatures=tuple(_signature(each) for each in _tables(table, "signatures")),
    )


def _line(table: dict[str, Any]) -> FormLine:
    return FormLine(
        order=_text(table, "order"),
        text=_text(table, "text"),
        items=_text(table, "items", ""),
        only_with=_text(table, "only_with", ""),
        look=_text(table, "look", "plain"),
    )


def _signature(table: dict[str, Any]) -> Signature:
    return Signature(_text(table, "title"), _text(table, "hint", ""), _text(table, "name", ""))


def _check(form: Form) -> None:
    if form.number not in FIELDS:
        raise _Wrong(f"the program has no form {form.number!r}")
    if not form.lines or not (form.signatures or form.table):
        raise _Wrong("a form has lines and signatures")
    _check_fields(_texts_of(form), FIELDS[form.number])
    if form.table:
        _check_table(form.table, ROWS[form.number])
    for line in (*form.lines, *form.notes, *form.foot):
        if line.items and line.items not in LISTS[form.number]:
            raise _Wrong(f"unknown list {line.items!r}")
        if line.only_with and line.only_with not in FIELDS[form.number] | LISTS[form.number]:
            raise _Wrong(f"unknown field {line.only_with!r}")
        if line.look not in LOOKS:
            raise _Wrong(f"unknown look {line.look!r}")


def _check_table(table: FormTable, rows: Mapping[str, frozenset[str]]) -> None:
    if table.rows not in rows:
        raise _Wrong(f"unknown list {table.rows!r}")
    if not table.columns or any(column.width <= 0 for column in table.columns):
        raise _Wrong("a table has columns, each with a width")
    for column in table.columns:
        if column.align not in ALIGNMENTS:
            raise _Wrong(f"unknown alignment {column.align!r}")
        names = (signature.name for signature in column.signatures)
        _check_fields((*column.text, *names), rows[table.rows])


def _check_fields(texts: Iterable[str], known: frozenset[str]) -> None:
    for text in texts:
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                raise _Wrong(f"unknown field {{{name}}}")


def _texts_of(form: Form) -> Iterator[str]:
    yield from (*form.head.left, *form.head.right, form.head.number, form.head.place_and_day)
    yield from (line.text for line in (*form.lines, *form.notes, *form.foot))
    yield form.mark
    for signature in form.signatures:
        yield from (signature.title, signature.hint, signature.name)


def _text(table: dict[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise _Wrong(f"{key} must be a text")
    return value


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _Wrong(f"{key} must be a list of texts")
    return tuple(value)


def _number(table: dict[str, Any], key: str, default: float | None = None) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"{key} must be a number")
    return value


def _flag(table: dict[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise _Wrong(f"{key} must be true or false")
    return value


def _day(table: dict[str, Any], key: str) -> date:
    value = table.get(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _Wrong(f"{key} must be a day such as 2025-07-01")
    return value


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise _Wrong(f"[{key}] is missing")
    return value


def _tables(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _Wrong(f"[[{key}]] must be tables")
    return value
