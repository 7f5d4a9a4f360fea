"""Lists of days for the calendar, and the dossiers that a decided day touches."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from counter_app.domain.moments import VIETNAM, as_utc, day_of
from counter_app.domain.old_lines import text_of
from counter_app.domain.states import RUNNING
from counter_app.services.counter import Counter
from counter_app.services.procedure_list import read_table


def lines_of_file(path: Path) -> tuple[str, ...]:
    """Return a list of days from an Excel or CSV file, one line a row, ready to be looked at.

    Raises:
        ListFileRefused: the file is damaged, locked, too large or no table.
    """
    sheet = read_table(path)
    return tuple("\t".join(filter(None, map(text_of, row))) for row in sheet.rows)


def touched_count(counter: Counter, days: Sequence[date], now: datetime) -> int:
    """Return how many running dossiers were promised over one of these days, still to come.

    Those for which an apology went out already are not counted, as on the deadline board.
    """
    begins = [as_utc(datetime.combine(on, time(), VIETNAM)) for on in days if on >= day_of(now)]
    if not begins:
        return 0
    with counter.store.reading() as reading:
        live = reading.board.live()
    return sum(
        row.state in RUNNING
        and not row.has_apology
        and any(row.counted_from < begin <= row.due_at for begin in begins)
        for row in live
    )
