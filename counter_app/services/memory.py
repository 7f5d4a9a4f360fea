"""What the program remembers between starts, inside the encrypted store: widths, last choices."""

import json

from counter_app.services.counter import Counter

_NAME = "memory"
_MOST = 200


def recall(counter: Counter) -> dict[str, str]:
    """Return everything remembered, by key."""
    with counter.store.reading() as reading:
        kept = json.loads(reading.state.get(_NAME) or "{}")
    return {str(key): str(value) for key, value in kept.items()}


def remember(counter: Counter, key: str, value: str) -> None:
    """Keep a value under a key; the oldest keys go when there are too many."""
    with counter.store.writing() as work:
        kept = json.loads(work.state.get(_NAME) or "{}")
        kept.pop(key, None)
        kept[key] = value
        for oldest in list(kept)[:-_MOST]:
            del kept[oldest]
        work.state.put(_NAME, json.dumps(kept, ensure_ascii=False))
