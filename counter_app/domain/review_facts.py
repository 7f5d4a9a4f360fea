"""What happens around supervision: reviews of journals, notes, and what is kept for openness.

None of these facts is about a dossier's life: each opens a subject of its own, so a supervisor
never writes into a commune's dossiers, and names what it is about in a field.
"""

from dataclasses import dataclass

from counter_app.domain.fact_parts import EntryName


@dataclass(frozen=True)
class AttemptRefused:
    """Somebody tried what their role may not do, and nothing was done.

    ``what`` is the word of the action (``take_in``, or the value of a ``Step``); ``about`` the
    code, unit or name it was tried on.
    """

    what: str
    about: str = ""


@dataclass(frozen=True)
class NumberOpened:
    """A supervisor looked at the full personal number of one dossier, otherwise masked."""

    dossier: EntryName
    code: str = ""


@dataclass(frozen=True)
class Exported:
    """A supervisor took figures or lists out of the program, and said for which purpose."""

    what: str
    purpose: str


@dataclass(frozen=True)
class ReviewedTo:
    """A supervisor has read a journal up to an entry, that one included."""

    journal: str
    seq: int


@dataclass(frozen=True)
class ReviewAsked:
    """A supervisor asks a unit about an entry or a dossier; the unit's counters show it.

    ``about`` is the entry, or the dossier by the entry that opened it; None: the unit as such.
    ``code`` is the dossier's code, as people call it; ``name`` is the supervisor's own, which the
    unit could not know from the log-in name.
    """

    unit: str
    text: str
    about: EntryName | None = None
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class ReviewAnswered:
    """The unit answers a supervisor's question; the entry stands under it.

    ``name`` is the clerk's, which the supervisor could not know from the log-in name.
    """

    text: str
    name: str = ""


ReviewFact = AttemptRefused | NumberOpened | Exported | ReviewedTo | ReviewAsked | ReviewAnswered
"""The facts of supervision."""
