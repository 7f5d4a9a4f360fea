"""What imports cannot show, found in the text of a module: each check answers with findings.

A finding is ``path:line what``. The checks know nothing of the tree, so that a test can hand
them a broken sample and see them speak.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

OURS = ("counter_app", "sync")

CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "ctime"},
    "func": {"now", "current_timestamp", "current_date"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch"},
    "QDate": {"currentDate"},
    "QTime": {"currentTime"},
}
"""Ways to read the wall clock, by what stands before the dot. Measuring how long something took
(``monotonic``, ``perf_counter``) is not reading the clock."""

MAY_READ_CLOCK = ("counter_app/app.py", "counter_app/cli.py", "sync/server/commands.py")
"""The counter's two front doors and the server's one; everywhere else the time is an argument."""

MAY_OPEN = ("counter_app/services/", "counter_app/store/store.py")
MAY_COMMIT = ("counter_app/store/store.py", "counter_app/store/files.py")
"""The store's own door, and the making and upgrading of its file before anybody has the door."""

# Written in parts, so that this file does not find itself.
FOREIGN_WORDS = (
    *("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"),
    *("deb.debian" + ".org", "--index" + "-url", "--extra-index" + "-url"),
    *("/work" + "/", "/root" + "/", "/opt" + "/", "/tmp" + "/", "/home" + "/", "C:\\" + "Users"),
)


def clock_readings(path: str, source: str) -> list[str]:
    """Find where a module reads the clock though only app and cli may."""
    if path in MAY_READ_CLOCK:
        return []
    tree = ast.parse(source)
    found = [
        f"{path}:{node.lineno} reads the clock: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(_last_name(node.value), ())
    ]
    return found + [
        f"{path}:{node.lineno} takes the clock's own name: {name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for name in node.names
        if name.name in CLOCKS["time"]
    ]


def opened_transactions(path: str, source: str) -> list[str]:
    """Find transactions that are opened outside services and the store's own door."""
    if path.startswith(MAY_OPEN):
        return []
    return [
        f"{path}:{call.lineno} opens a transaction: {ast.unparse(call.func)}"
        for call in _calls(source)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("writing", "reading")
    ]


def commits(path: str, source: str) -> list[str]:
    """Find commits outside the files that may: by call, as SQL text, or at a block's end.

    In windows ``begin`` is what a painter does.
    """
    if path.startswith(MAY_COMMIT):
        return []
    words = {"commit"} if path.startswith("counter_app/ui/") else {"commit", "begin"}
    calls = [
        f"{path}:{call.lineno} commits"
        for call in _calls(source)
        if isinstance(call.func, ast.Attribute) and call.func.attr in words
    ]
    texts = [
        f"{path}:{node.lineno} commits in SQL"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.strip().rstrip(";").upper() in ("COMMIT", "END TRANSACTION")
    ]
    return calls + texts


def imports_of_ours(path: str, source: str) -> list[str]:
    """Find imports of the program's own packages, as migrations must not have.

    A migration must do for ever what it did on the day it was released.
    """
    return [
        f"{path}: imports {name}"
        for name in _imported(source)
        if name.split(".")[0] in OURS or name.startswith(".")
    ]


def imports_of_qt(path: str, source: str) -> list[str]:
    """Find imports of Qt, as presenters and words must not have."""
    return [
        f"{path}: imports {name}"
        for name in _imported(source)
        if name.split(".")[0] in ("PySide6", "shiboken6")
    ]


def lacks_docstring(path: str, source: str) -> list[str]:
    """Find a module that does not say what it is for."""
    return [] if ast.get_docstring(ast.parse(source)) else [f"{path}: has no docstring"]


def more_than_docstring(path: str, source: str) -> list[str]:
    """Find a package ``__init__`` that holds more than its docstring: names live in one place."""
    if PurePosixPath(path).name != "__init__.py" or len(ast.parse(source).body) <= 1:
        return []
    return [f"{path}: holds more than a docstring"]


def too_long(path: str, source: str, *, most: int = 400) -> list[str]:
    """Find a module that has grown over what one reads in one sitting."""
    count = len(source.splitlines())
    return [f"{path}: {count} lines"] if count > most else []


def foreign_words(path: str, source: str) -> list[str]:
    """Find names of package registries and paths of some machine."""
    return [
        f"{path}:{number} names {word}"
        for number, line in enumerate(source.splitlines(), start=1)
        for word in FOREIGN_WORDS
        if word in line and not line.startswith("#!")
    ]


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _imported(source: str) -> Iterator[str]:
    """Yield the full names of imported modules; a relative one begins with its dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name: ``datetime`` of ``datetime.datetime``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
