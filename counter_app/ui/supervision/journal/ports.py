"""What the screen of journals asks of the rest of the program, as plain callables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import EntryName
from counter_app.domain.journal_log import JournalPlace, LogAsk, LogPage
from counter_app.domain.people import StaffMember
from counter_app.services import dossiers, notes, review
from counter_app.services.counter import Counter
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class JournalPorts:
    """Everything outside the screen of journals."""

    run: Run
    now: Clock
    journals: Callable[[datetime], tuple[JournalPlace, ...]]
    log: Callable[[LogAsk, datetime, int | None], LogPage]
    clerks: Callable[[str], Mapping[str, str]]
    open_dossier: Callable[[str], Dossier]
    mark_reviewed: Callable[[str, int, datetime], object]
    ask: Callable[[str, str, EntryName | None, str, datetime], object]


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> JournalPorts:
    """Bind the screen of journals to the services of one counter."""

    def log(ask: LogAsk, at: datetime, before: int | None) -> LogPage:
        return review.log(counter, ask, current(), at, before)

    def mark(journal: str, seq: int, at: datetime) -> object:
        return review.mark_reviewed(counter, journal, seq, current(), at)

    def send(unit: str, text: str, about: EntryName | None, code: str, at: datetime) -> object:
        return notes.ask(counter, unit, text, current(), at, about=about, code=code)

    return JournalPorts(
        run=run,
        now=now,
        journals=lambda at: review.journals(counter, current(), at),
        log=log,
        clerks=partial(review.clerks_of, counter),
        open_dossier=partial(dossiers.open_dossier, counter),
        mark_reviewed=mark,
        ask=send,
    )
