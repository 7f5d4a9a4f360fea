"""What was decided about the rules, as the lists of the settings show it, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from counter_app.domain.facts import DayDecided, ProcedureDecided, ProcedureEnded
from counter_app.services import rules
from counter_app.services.accounts import staff
from counter_app.services.counter import Counter
from counter_app.store.procedure_text import NotAProcedure, procedure_of
from sync.protocol.province import Published


@dataclass(frozen=True)
class Decided:
    """A decision: ``what`` is a word, ``about`` a procedure's code or empty, ``on`` its day.

    ``what``: ``off``, ``workday`` or ``plain`` for a day; ``edition`` or ``ended`` for a
    procedure; ``published`` or ``withdrawn`` for what the province said. ``by`` is the name of
    who wrote it down, empty for the province.
    """

    what: str
    at: datetime
    by: str
    on: date | None = None
    about: str = ""
    name: str = ""
    document: str = ""


def decided(counter: Counter) -> tuple[Decided, ...]:
    """Return everything that was decided, the newest first."""
    names = {member.clerk: member.name for member in staff(counter)}
    return tuple(
        _decided(each.said, each.at, names.get(each.by, each.by))
        for each in rules.decisions(counter)
    )


def _decided(said: object, at: datetime, by: str) -> Decided:
    match said:
        case DayDecided():
            return Decided(said.kind, at, by, said.on, name=said.name, document=said.document)
        case ProcedureDecided():
            on, name = _edition(said.text)
            return Decided("edition", at, by, on, said.code, name, said.document)
        case ProcedureEnded():
            return Decided("ended", at, by, said.last_on, said.code, document=said.document)
        case Published(what=what, name=name, text=text):
            on, words = _edition(text) if what == "procedure" else (None, "")
            return Decided("published", at, "", on, name, words)
    return Decided("withdrawn", at, "", about=str(getattr(said, "name", "")))


def _edition(text: str) -> tuple[date | None, str]:
    """Return the first day and the name of an edition; of one that cannot be read nothing."""
    try:
        edition = procedure_of(text)
    except NotAProcedure:
        return None, ""
    return edition.valid_from, edition.name
