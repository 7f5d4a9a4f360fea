"""What a counter's store holds, asked and carried to another as tests need it."""

from counter_app.domain.dossier import Dossier
from counter_app.services.counter import Counter


def last_seq(counter: Counter) -> int:
    """Return the number of the last entry that the counter wrote itself, or 0."""
    with counter.store.reading() as reading:
        head, _, _ = reading.journal.head()
    return head.seq if head else 0


def kept(counter: Counter, code: str) -> Dossier:
    """Return the dossier as it stands in the store."""
    with counter.store.reading() as reading:
        return reading.dossiers.by_code(code)


def carry(source: Counter, to: Counter) -> None:
    """Bring what one counter has recorded to another one."""
    with source.store.reading() as reading:
        entries = reading.journal.entries(most=1000)
    with to.store.writing() as work:
        for entry in entries:
            work.journal.receive(entry)
