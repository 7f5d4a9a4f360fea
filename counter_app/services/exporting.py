"""Taking something out of the program: a supervisor says for which purpose, and it is recorded.

A clerk takes out what is their own unit's: nothing is asked of them, and nothing recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from counter_app.domain.facts import Exported
from counter_app.domain.listing import CannotExport
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.services.acting import looks_only
from counter_app.services.counter import Counter, check_clock
from counter_app.services.stepping import MOST_TEXT


class PurposeRefused(FieldsRefused):
    """A supervisor takes something out without saying what for, or says far too much."""

    def __init__(self, fault: str) -> None:
        super().__init__({"purpose": fault})
        self.fault = fault


class ExportKind(StrEnum):
    """What an export makes."""

    EXCEL = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True)
class Taker:
    """Who takes something out of the program, when, and for which purpose."""

    by: StaffMember
    at: datetime
    purpose: str = ""


def record_export(counter: Counter, what: str, taker: Taker) -> None:
    """Record that a supervisor takes something out; called before anything of the file stands.

    ``what`` is the word of what is taken (``register``, ``figures``, ``charts``).

    Raises:
        PurposeRefused: a supervisor gave no purpose, or far too long a one.
        ClockBehind: the machine's clock stands before the last entry.
    """
    if not looks_only(taker.by):
        return
    purpose = composed(taker.purpose)
    if not purpose or len(purpose) > MOST_TEXT:
        raise PurposeRefused("missing" if not purpose else "too_long")
    with counter.store.writing() as work:
        check_clock(work, taker.at)
        units = (counter.desk.unit.code,)
        fact = Exported(what, purpose)
        work.journal.record(fact, by=taker.by.clerk, at=taker.at, units=units)


def export_bytes(counter: Counter, what: str, content: bytes, path: Path, taker: Taker) -> None:
    """Write something to a file for somebody, whole or not at all.

    Raises:
        PurposeRefused, ClockBehind: as in ``record_export``; there is no file then.
        CannotExport: the file could not be written; nothing is left of it.
    """
    record_export(counter, what, taker)
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under its name only once it is whole.

    Raises:
        CannotExport: it could not be written; nothing is left of it.
    """
    making = path.with_name(f".{path.name}.part")
    try:
        making.write_bytes(content)
        making.replace(path)
    except OSError as error:
        making.unlink(missing_ok=True)
        raise CannotExport(path, error.strerror or "") from error
