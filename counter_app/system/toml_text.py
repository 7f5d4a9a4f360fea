"""TOML as text: the little of it that the settings file needs, since Python reads TOML only.

Known values: text, whole numbers, decimals, yes/no, lists of those (lists in lists too), tables,
and lists of tables.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


def toml_text(table: Mapping[str, Any]) -> str:
    """Return a table as a TOML document, in the table's own order, plain values first.

    Raises:
        TypeError: a value that the settings do not use, such as None.
    """
    return "\n".join(_lines(table, "")) + "\n"


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the lines of a table: its plain values, then the tables within it."""
    tables = {key: value for key, value in table.items() if _is_table(value)}
    for key, value in table.items():
        if key not in tables:
            yield f"{key} = {_value(value)}"
    for key, value in tables.items():
        full_name = f"{name}.{key}" if name else key
        if isinstance(value, Mapping):
            yield from ("", f"[{full_name}]", *_lines(value, full_name))
        else:
            for item in value:
                yield from ("", f"[[{full_name}]]", *_lines(item, full_name))


def _is_table(value: Any) -> bool:
    """Return whether a value needs a heading: a table, or a list of tables (not an empty list)."""
    if isinstance(value, (list, tuple)):
        return bool(value) and all(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping)


def _value(value: Any) -> str:
    """Return a plain value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return '"' + "".join(_letter(letter) for letter in value) + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    raise TypeError(f"no TOML for {type(value).__name__}")


def _letter(letter: str) -> str:
    """Return a letter of a basic string; TOML forbids bare control characters."""
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x20 or letter == "\x7f" else letter
