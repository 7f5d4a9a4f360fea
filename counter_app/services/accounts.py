"""Founding a counter, logging in, and the accounts of its staff.

The store's key is wrapped once per member of staff and once under the recovery key; nothing
that opens it is ever written down by the program.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.facts import CounterFounded, StaffJoined, StaffLeft
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Desk
from counter_app.services.acting import NotAllowed, check_head
from counter_app.services.counter import Counter, check_clock
from counter_app.store.keys import KeyRing, new_data_key
from counter_app.store.store import Store


class LastHead(Refusal):
    """The account is the last one that may manage the others."""


class AlreadyFounded(Refusal):
    """This folder holds a counter already; it is left as it is."""


@dataclass(frozen=True)
class Founding:
    """What a new counter is made of: its desk, its first member of staff and their password."""

    desk: Desk
    head: StaffMember
    password: str


@dataclass(frozen=True)
class Founded:
    """A counter that was just set up: its key, and the recovery key that is shown once."""

    key: bytes
    recovery_key: str


def found_counter(store: Path, slots: Path, founding: Founding, now: datetime) -> Founded:
    """Set up a counter: the key, the first account, the recovery key and the empty store.

    The store comes into its place last, so a crash on the way leaves no half-made counter.

    Raises:
        AlreadyFounded: there is a store already.
        FieldsRefused, PasswordTooWeak: the first account cannot be made so.
    """
    if store.exists():
        raise AlreadyFounded(str(store))
    check_member(founding.head)
    key = new_data_key()
    new_store, new_slots = store.with_suffix(".new"), slots.with_suffix(".new")
    new_store.unlink(missing_ok=True)
    new_slots.unlink(missing_ok=True)
    ring = KeyRing.create(new_slots)
    ring.add(founding.head.clerk, founding.password, key)
    recovery_key = ring.add_recovery(key)
    _record_founding(new_store, key, founding, now)
    new_slots.replace(slots)
    new_store.replace(store)
    return Founded(key, recovery_key)


def _record_founding(path: Path, key: bytes, founding: Founding, now: datetime) -> None:
    desk, head = founding.desk, founding.head
    store = Store.create(path, key)
    try:
        with store.writing() as work:
            units = (desk.unit.code,)
            fact = CounterFounded(
                unit_code=desk.unit.code,
                unit_name=desk.unit.name,
                agency_identifier=desk.unit.agency_identifier,
                desk=desk.number,
                blocks=tuple((block.first, block.last) for block in desk.blocks),
                province=desk.unit.province,
            )
            work.journal.record(fact, by=head.clerk, at=now, units=units)
            joined = StaffJoined(head.clerk, head.name, head.role)
            work.journal.record(joined, by=head.clerk, at=now, units=units)
    finally:
        store.close()


class NotFounded(Trouble):
    """The store is open and sound, but no counter was ever set up in it."""


def founded_as(store: Store) -> CounterFounded:
    """Return what this counter was set up as.

    Raises:
        NotFounded: the store holds no founding.
    """
    with store.reading() as reading:
        if reading.counter is None:
            raise NotFounded
        return reading.counter


def member_of(store: Store, clerk: str) -> StaffMember:
    """Return the member of staff who has logged in under this name."""
    with store.reading() as reading:
        member = reading.staff.present(clerk)
    if member is None:
        raise NotAllowed("log_in")
    return member


def staff(counter: Counter) -> tuple[StaffMember, ...]:
    """Return everybody who may log in at this counter."""
    with counter.store.reading() as reading:
        return reading.staff.all()


def add_staff(
    counter: Counter,
    ring: KeyRing,
    key: bytes,
    member: StaffMember,
    password: str,
    by: StaffMember,
    now: datetime,
) -> None:
    """Give a colleague an account of their own, with a first password.

    Raises:
        NotAllowed: only the head of the office may.
        FieldsRefused, PasswordTooWeak: the account cannot be made so.
    """
    check_head(counter, by, "add_staff", now, member.clerk)
    member = StaffMember(member.clerk.strip().lower(), composed(member.name), member.role)
    check_member(member)
    if member.clerk in ring.clerks():
        raise FieldsRefused({"clerk": "taken"})
    ring.add(member.clerk, password, key)
    try:
        _record(counter, StaffJoined(member.clerk, member.name, member.role), by, now)
    except BaseException:
        ring.remove(member.clerk)
        raise


def remove_staff(
    counter: Counter, ring: KeyRing, clerk: str, by: StaffMember, now: datetime
) -> None:
    """Take a colleague's account away; what they signed stays theirs.

    Raises:
        NotAllowed: only the head of the office may.
        LastHead: nobody would be left to manage the accounts.
    """
    check_head(counter, by, "remove_staff", now, clerk)
    heads = [member for member in staff(counter) if member.role is Role.HEAD]
    if [member.clerk for member in heads] == [clerk]:
        raise LastHead(clerk)
    _record(counter, StaffLeft(clerk), by, now)
    ring.remove(clerk)


def change_password(ring: KeyRing, clerk: str, old: str, new: str, now: datetime) -> None:
    """Replace one's own password.

    Raises:
        WrongPassword, TooManyAttempts: the old password does not open the store.
        PasswordTooWeak: the new one is too short or too simple.
    """
    ring.change_password(clerk, old, new, now)


def new_recovery_key(
    counter: Counter, ring: KeyRing, key: bytes, by: StaffMember, now: datetime
) -> str:
    """Make a new recovery key, which is shown once; the former one opens nothing any more.

    Raises:
        NotAllowed: only the head of the office may.
    """
    check_head(counter, by, "new_recovery_key", now)
    return ring.add_recovery(key)


def recovery_sheet(desk: Desk, recovery_key: str, now: datetime) -> bytes:
    """Return the page on which the recovery key is printed, to be locked away."""
    from counter_app.printing.recovery import recovery_sheet as sheet

    return sheet(recovery_key, desk.unit, now)


def reset_password(
    ring: KeyRing, recovery_key: str, clerk: str, password: str, now: datetime
) -> bytes:
    """Set a forgotten password anew with the recovery key, and return the store's key.

    Raises:
        WrongPassword, TooManyAttempts: the recovery key does not open the store.
        PasswordTooWeak: the new password is too short or too simple.
        FieldsRefused: nobody here has this log-in name.
    """
    key = ring.unlock_with_recovery(recovery_key, now)
    if clerk not in ring.clerks():
        raise FieldsRefused({"clerk": "unknown_clerk"})
    ring.add(clerk, password, key)
    return key


def check_member(member: StaffMember) -> None:
    """Refuse an account that cannot be.

    Raises:
        FieldsRefused: the name or the log-in name is missing or none.
    """
    problems: dict[str, str] = {}
    if not member.name or not any(letter.isalpha() for letter in member.name):
        problems["name"] = "missing"
    if not member.clerk:
        problems["clerk"] = "missing"
    elif not (member.clerk.isascii() and member.clerk.replace(".", "").isalnum()):
        problems["clerk"] = "not_a_log_in_name"
    elif len(member.clerk) > 40:
        problems["clerk"] = "too_long"
    if problems:
        raise FieldsRefused(problems)


def _record(
    counter: Counter, fact: StaffJoined | StaffLeft, by: StaffMember, now: datetime
) -> None:
    with counter.store.writing() as work:
        check_clock(work, now)
        work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))
