"""The program's log: ``logs/counter.log`` in the home, in English, with the thread's name.

Logs carry codes of dossiers and names of errors, never people, card numbers, phone numbers or
what a scanner read. They stay small: a weak disk must not fill up with them.
"""

import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGS_FOLDER = "logs"
LOG_NAME = "counter.log"

MEGABYTE = 1_000_000
KEPT_FILES = 5

LINE = "%(asctime)s.%(msecs)03dZ %(levelname)-7s [%(threadName)s] %(name)s: %(message)s"


class _UtcLines(logging.Formatter):
    """A line per event, its moment in UTC, so that logs of several machines can be compared."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(LINE, datefmt="%Y-%m-%dT%H:%M:%S")


def start_log(home: Path, *, level: int = logging.INFO) -> Path:
    """Send everything that is logged to the home's log file from now on; return the file.

    Called again (for another home) it moves the log there. If the folder cannot be written, the
    log goes to standard error instead: a full disk must not keep the counter closed.
    """
    folder = home / LOGS_FOLDER
    stop_log()
    handler = _handler(folder)
    handler.set_name(LOG_NAME)
    handler.setFormatter(_UtcLines())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(level)
    return folder / LOG_NAME


def stop_log() -> None:
    """Close the log file, so that its folder can be moved or removed."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if handler.get_name() == LOG_NAME:
            root.removeHandler(handler)
            handler.close()


def _handler(folder: Path) -> logging.Handler:
    """Return the writer of the log file, or of standard error if the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            folder / LOG_NAME, maxBytes=MEGABYTE, backupCount=KEPT_FILES - 1, encoding="utf-8"
        )
    except OSError:
        return logging.StreamHandler(sys.stderr)
