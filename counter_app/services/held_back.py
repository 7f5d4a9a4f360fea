"""The entries of this counter that the province keeps apart, as people have to look at them."""

from counter_app.domain.facts import Recorded, TakenIn
from counter_app.services.counter import Counter
from counter_app.store.store import Reading


def held_back(counter: Counter) -> tuple[tuple[Recorded, str, str], ...]:
    """Return each with the machine word for why, and the code of its dossier or nothing."""
    with counter.store.reading() as reading:
        held = [(reading.journal.entry(one.name), one.reason) for one in reading.sync.held_back()]
        return tuple(
            (entry, reason, _code(reading, entry)) for entry, reason in held if entry is not None
        )


def _code(reading: Reading, entry: Recorded) -> str:
    history = reading.journal.history(entry.subject)
    return next((each.fact.code for each in history if isinstance(each.fact, TakenIn)), "")
