"""What a supervisor's machine asks the province about other counters, and keeps of the answers.

Only who reads other units asks: after an exchange that brought something, and otherwise now and
then, so that a counter that has nothing to say is not taken for one that is silent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import msgspec

from counter_app.domain.contacts import Contact
from counter_app.domain.journal_log import JournalPlace
from counter_app.domain.moments import as_utc
from counter_app.store.contacts import ContactsDesk, ContactsShelf
from counter_app.store.store import Reading, Store, Work
from sync.protocol.contacts import ContactsAnswer, ContactsRequest, from_arrivals
from sync.protocol.heads import MOST_JOURNALS
from sync.protocol.province import PROVINCE_FEED

EVERY = timedelta(minutes=15)
"""How often to ask when nothing came."""

_ASKED = "contacts asked"


@dataclass(frozen=True)
class UnitContact:
    """What is known of the contacts of a unit's counters.

    ``seen_at`` is the last of them, ``waiting`` what they all said to have and the province has
    not, ``clock_offset`` the one that was furthest off (None: none is known), ``programs`` what
    they run. ``heard_at`` is when this machine was told so.
    """

    seen_at: datetime
    heard_at: datetime
    waiting: int
    clock_offset: timedelta | None
    programs: tuple[str, ...]


class _Asked(msgspec.Struct, frozen=True):
    """When the province was last asked, and whether it had more arrivals than were fetched."""

    at: datetime
    has_more: bool = False


def reads_others(reading: Reading) -> bool:
    """Tell whether the journals of other units come here."""
    state = reading.sync.state()
    return state is not None and bool({*state.scope} - {state.unit, PROVINCE_FEED})


def wanted(
    store: Store, now: datetime, *, has_come: bool, is_asked: bool = False
) -> ContactsRequest | None:
    """Return what should be asked about other counters now; None: nothing.

    ``has_come`` says that the exchange brought something, ``is_asked`` that a person wants news.
    """
    with store.reading() as reading:
        if not reads_others(reading):
            return None
        last = _asked(reading)
        is_due = last is None or last.has_more or not timedelta() <= as_utc(now) - last.at < EVERY
        return request_of(reading) if has_come or is_asked or is_due else None


def request_of(reading: Reading, *, arrivals_only: bool = False) -> ContactsRequest:
    """Return the request for what is not known here yet."""
    known = ContactsShelf(reading.connection, reading.numbers).known()
    return ContactsRequest(known=list(known.items())[:MOST_JOURNALS], arrivals_only=arrivals_only)


def further(store: Store) -> ContactsRequest:
    """Return the request for the next page of arrivals."""
    with store.reading() as reading:
        return request_of(reading, arrivals_only=True)


def asked(store: Store, now: datetime) -> None:
    """Note that the province was asked, whether or not it can answer."""
    with store.writing() as work:
        last = _asked(work)
        _note(work, _Asked(as_utc(now), last is not None and last.has_more))


def take(store: Store, answer: ContactsAnswer, now: datetime) -> None:
    """Keep what the province said, in one transaction.

    Raises:
        BadColumns: it makes no sense; nothing is kept.
    """
    with store.writing() as work:
        take_in(work, answer, now)


def take_in(work: Work, answer: ContactsAnswer, now: datetime) -> None:
    """Keep what the province said, inside a transaction; see ``take``."""
    desk = ContactsDesk(work.connection, work.numbers)
    for columns in answer.arrivals:
        desk.add_arrivals(columns.journal, from_arrivals(columns))
    if answer.contacts is not None:
        desk.put_contacts(answer.contacts, as_utc(now))
    _note(work, _Asked(as_utc(now), answer.more))
    work.projection.has_moved |= bool(answer.arrivals or answer.contacts)


def of_units(reading: Reading) -> Mapping[str, UnitContact]:
    """Return the contacts of the units' counters, of all but this machine itself."""
    state = reading.sync.state()
    own = {reading.journal.own, *(state.lineage if state else ())}
    told = ContactsShelf(reading.connection, reading.numbers).contacts()
    others = (contact for contact in told if contact.journal not in own)
    return {unit: _summed(tuple(same)) for unit, same in groupby(others, lambda one: one.unit)}


def silent_since(contact: UnitContact | None, places: Iterable[JournalPlace]) -> datetime | None:
    """Return since when nothing is known of a unit: its last contact, or entry if that is later.

    An entry bears the time of its counter's clock: one that was not yet when the province spoke
    of the unit says nothing.
    """
    made = [place.last_at for place in places if place.last_at is not None]
    if contact is None:
        return max(made, default=None)
    return max((contact.seen_at, *(at for at in made if at <= contact.heard_at)))


def known_at(contact: UnitContact | None, now: datetime) -> datetime:
    """Return up to which moment it is known that a unit was silent: when the province said so.

    Where it never did, all that can be said is what has come until now.
    """
    return now if contact is None else contact.heard_at


def _summed(told: tuple[Contact, ...]) -> UnitContact:
    offsets = [one.clock_offset for one in told if one.clock_offset is not None]
    return UnitContact(
        seen_at=max(one.seen_at for one in told),
        heard_at=max(one.heard_at for one in told),
        waiting=sum(one.waiting for one in told),
        clock_offset=max(offsets, key=abs, default=None),
        programs=tuple(sorted({one.program for one in told if one.program})),
    )


def _note(work: Work, now: _Asked) -> None:
    work.state.put(_ASKED, msgspec.json.encode(now).decode())


def _asked(reading: Reading) -> _Asked | None:
    text = reading.state.get(_ASKED)
    return None if text is None else msgspec.json.decode(text, type=_Asked)
