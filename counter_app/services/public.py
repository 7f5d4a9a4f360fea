"""What visitors may see on their own screen: states, due moments and codes, never a whole name."""

from dataclasses import dataclass
from datetime import date, datetime

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import ChannelOut
from counter_app.domain.moments import day_of
from counter_app.domain.states import DossierState
from counter_app.services.counter import Counter

MOST_CODES = 60
"""More codes than this do not fit on a screen that is read from across the room."""


@dataclass(frozen=True)
class PublicDossier:
    """All that the visitors' screen is ever told of a dossier.

    ``applicant`` is masked to initials. ``is_collected_here`` says that a result is handed out at
    the desk and not sent; ``ended_at`` is when the result went out, if it did.
    """

    code: str
    applicant: str
    state: DossierState
    due_at: datetime
    is_collected_here: bool = True
    ended_at: datetime | None = None


def look_at(counter: Counter, code: str) -> PublicDossier:
    """Return what a visitor may know of the dossier whose slip was scanned.

    Raises:
        NoSuchDossier: no dossier of this counter has the code.
        CodeShared: several have it; the clerk has to look.
    """
    with counter.store.reading() as reading:
        dossier = reading.dossiers.by_code(code)
    return PublicDossier(
        code=dossier.code,
        applicant=masked_name(dossier.intake.applicant.name),
        state=dossier.state,
        due_at=dossier.due_at,
        is_collected_here=dossier.intake.channel_out is ChannelOut.DESK,
        ended_at=dossier.returned_at,
    )


def ready_codes(counter: Counter, now: datetime, most: int = MOST_CODES) -> tuple[str, ...]:
    """Return the codes of today's results that wait at the desk: solved or promised today."""
    with counter.store.reading() as reading:
        # Through what has not ended: a million ended dossiers are not to be read for a few.
        ready = [row.number for row in reading.board.live() if row.state is DossierState.READY]
        rows = reading.board.rows(ready)
    today = day_of(now)
    return tuple(sorted(row.code for row in rows if _is_of(row, today)))[:most]


def masked_name(name: str) -> str:
    """Return the initials of a name, by which its bearer knows it: ``N. V. T.``."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalnum())


def _is_of(row: DossierRow, today: date) -> bool:
    days = {day_of(row.due_at)} | ({day_of(row.solved_at)} if row.solved_at else set())
    return row.channel_out is ChannelOut.DESK and today in days
