"""What is loaded before the log-in window stands: little, or people wait in front of nothing."""

import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "cryptography",
    "requests",
    "counter_app.domain.facts",
    "counter_app.services",
    "counter_app.store",
)


def test_the_log_in_window_loads_nothing_heavy() -> None:
    code = (
        "import sys, counter_app.cli, counter_app.window, counter_app.ui.program;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
