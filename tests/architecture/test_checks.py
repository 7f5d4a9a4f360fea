"""Each check speaks when it meets what it forbids, and is silent otherwise."""

import pytest

from tests.architecture import checks
from tests.architecture.test_tree import Check


@pytest.mark.parametrize(
    ("check", "path", "source"),
    [
        (checks.clock_readings, "counter_app/services/x.py", "at = datetime.now(UTC)"),
        (checks.clock_readings, "counter_app/services/x.py", "at = datetime.datetime.utcnow()"),
        (checks.clock_readings, "counter_app/services/x.py", "day = date.today()"),
        (checks.clock_readings, "counter_app/store/x.py", "at = time.time()"),
        (checks.clock_readings, "counter_app/store/x.py", "from time import time"),
        (checks.clock_readings, "counter_app/store/x.py", "default = func.now()"),
        (checks.clock_readings, "counter_app/ui/x.py", "clock: Clock = datetime.now"),
        (checks.clock_readings, "counter_app/ui/x.py", "QDate.currentDate()"),
        (checks.opened_transactions, "counter_app/app.py", "with store.writing() as work: pass"),
        (checks.opened_transactions, "counter_app/ui/x.py", "with a.store.reading() as r: pass"),
        (checks.commits, "counter_app/store/journal.py", "connection.commit()"),
        (checks.commits, "counter_app/store/journal.py", "with engine.begin() as work: pass"),
        (checks.commits, "counter_app/services/x.py", "execute('commit;')"),
        (checks.imports_of_ours, "migrations/x.py", "from counter_app.store import tables"),
        (checks.imports_of_ours, "migrations/x.py", "import sync.protocol.entry"),
        (checks.imports_of_ours, "migrations/x.py", "from . import other"),
        (checks.imports_of_qt, "counter_app/ui/x/presenter.py", "from PySide6.QtCore import Qt"),
        (checks.lacks_docstring, "counter_app/x.py", "VALUE = 1"),
        (checks.more_than_docstring, "sync/__init__.py", '"""Doc."""\nfrom sync import x'),
        (checks.too_long, "counter_app/x.py", "\n" * 401),
        (checks.foreign_words, "packaging/x.txt", "see https://pypi" + ".org/simple"),
        (checks.foreign_words, "tests/x.py", "HOME = '/root" + "/counter'"),
    ],
)
def test_a_check_finds_what_it_forbids(check: Check, path: str, source: str) -> None:
    assert len(check(path, source)) == 1


@pytest.mark.parametrize(
    ("check", "path", "source"),
    [
        (checks.clock_readings, "counter_app/app.py", "at = datetime.now(UTC)"),
        (checks.clock_readings, "counter_app/cli.py", "day = date.today()"),
        (checks.clock_readings, "counter_app/ui/wedge.py", "began = time.monotonic()"),
        (checks.clock_readings, "counter_app/services/x.py", "at = request.now"),
        (checks.opened_transactions, "counter_app/services/x.py", "with s.writing() as w: pass"),
        (checks.commits, "counter_app/store/store.py", "connection.commit()"),
        (checks.commits, "counter_app/ui/printer.py", "painter.begin(printer)"),
        (checks.imports_of_ours, "migrations/x.py", "import sqlalchemy as sa"),
        (checks.imports_of_qt, "counter_app/ui/x/presenter.py", "import counter_app.services"),
        (checks.lacks_docstring, "counter_app/x.py", '"""What it is for."""'),
        (checks.more_than_docstring, "sync/__init__.py", '"""Doc."""'),
        (checks.more_than_docstring, "sync/x.py", '"""Doc."""\nVALUE = 1'),
        (checks.too_long, "counter_app/x.py", "\n" * 400),
        (checks.foreign_words, ".ci/run", "#!/usr/bin/env bash"),
    ],
)
def test_a_check_is_silent_about_what_is_right(check: Check, path: str, source: str) -> None:
    assert check(path, source) == []
