"""Another key for the store: whoever left and has seen the former one reads nothing new with it.

The slots get the new key first and keep the former one under it; then the file is encrypted
anew, in one transaction; then the former key is forgotten. Wherever the machine stops, the next
log-in finds a store that one of the two opens, and goes on to the end.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from counter_app.domain.people import StaffMember
from counter_app.services.acting import check_head
from counter_app.services.counter import Counter
from counter_app.store.errors import StoreDamaged, WrongKey
from counter_app.store.keys import KeyRing, SlotsNotSaved, new_data_key
from counter_app.store.store import Store


def rekey(
    counter: Counter,
    ring: KeyRing,
    key: bytes,
    by: StaffMember,
    use: Callable[[bytes], object],
    now: datetime,
) -> None:
    """Give the store another key, and every slot with it; passwords stay as they are.

    ``use`` is told the key as soon as the slots hold it, so that an account that arrives just
    now gets the right one; if the file cannot be encrypted anew it is told the former one.
    Copies made before still want the former key and its slots.

    Raises:
        NotAllowed: only the head of the office may.
        SlotsNotSaved, StoreTrouble: the store and the slots have the key they had.
    """
    check_head(counter, by, "rekey", now)
    new = new_data_key()
    ring.rekey(key, new)
    use(new)
    try:
        counter.store.rekey(new)
    except BaseException:
        ring.rekey(new, key)
        use(key)
        ring.forget_former()
        raise
    _forget_former(ring)


def open_store(path: Path, key: bytes, ring: KeyRing, migrations: Path) -> Store:
    """Open a store, and end a change of its key that was broken off.

    Raises:
        StoreTrouble: see ``Store.open``.
        SlotsDamaged: the slots were changed by somebody.
    """
    former = ring.former_key(key)
    if former is None:
        return Store.open(path, key, migrations=migrations)
    try:
        store = Store.open(path, key, migrations=migrations)
    except (WrongKey, StoreDamaged):
        store = Store.open(path, former, migrations=migrations)
        try:
            store.rekey(key)
        except BaseException:
            store.close()
            raise
    _forget_former(ring)
    return store


def _forget_former(ring: KeyRing) -> None:
    """Take the former key out of the slots; on a full disk the next log-in does."""
    with contextlib.suppress(SlotsNotSaved):
        ring.forget_former()
