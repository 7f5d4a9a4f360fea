"""Whether an export needs a purpose, and where the purpose is recorded; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.domain.people import StaffMember
from counter_app.services import supervision
from counter_app.services.acting import looks_only
from counter_app.services.counter import Counter
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class ExportPurpose:
    """Tells whether who is here is asked for a purpose, and records it."""

    run: Run
    is_asked: Callable[[], bool]
    note: Callable[[str, str], None]


def purpose_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> ExportPurpose:
    """Bind the question to the services of one counter."""

    def note(what: str, purpose: str) -> None:
        supervision.export_purpose(counter, what, purpose, current(), now())

    return ExportPurpose(run, lambda: looks_only(current()), note)
