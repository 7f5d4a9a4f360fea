"""Where a dossier can stand on its way from intake to return."""

from enum import StrEnum


class DossierState(StrEnum):
    """Where a dossier stands on its way from intake to return.

    ``open``: being solved, at the counter; ``forwarded``: on its way to a handler or another
    unit; ``handled``: there; ``waiting``: for a supplement while the limit runs on; ``paused``:
    for a supplement while it does not; ``ready``: the result waits to be collected. The other
    four are ends.
    """

    OPEN = "open"
    FORWARDED = "forwarded"
    HANDLED = "handled"
    WAITING = "waiting"
    PAUSED = "paused"
    READY = "ready"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


RUNNING = frozenset(
    {DossierState.OPEN, DossierState.FORWARDED, DossierState.HANDLED, DossierState.WAITING}
)
"""The states in which the time limit runs."""

AWAITING = frozenset({DossierState.WAITING, DossierState.PAUSED})
"""The states in which a supplement is awaited."""

SOLVED = frozenset({DossierState.READY, DossierState.RETURNED})
"""The states in which there is a result."""

ENDED = frozenset(
    {
        DossierState.RETURNED,
        DossierState.REFUSED,
        DossierState.WITHDRAWN,
        DossierState.STOPPED,
    }
)
"""The states in which nothing more is to be done."""
