"""Becoming a counter of the province: enrolment, and the accounts that the province grants."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from counter_app.domain.facts import CounterFounded, StaffJoined
from counter_app.domain.people import StaffMember
from counter_app.services.accounts import AlreadyFounded, Founded, check_member
from counter_app.store.errors import StoreTrouble
from counter_app.store.key_errors import SlotsDamaged, SlotsMissing, TooManyAttempts, WrongPassword
from counter_app.store.keys import Cost, KeyRing, NoSuchSlot, log_in_name, new_data_key
from counter_app.store.store import Store
from counter_app.store.sync_state import SyncState
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys, sign_enrolment

Ask = Callable[[EnrolRequest, Keys], EnrolAnswer]
"""Asks the province over the line; ``sync.client.http`` does it, with the trust given."""


@dataclass(frozen=True)
class Enrolment:
    """What an enrolment is made of.

    ``ca`` is the province's certificate authority as PEM, ``pin`` the SHA-256 of the server's
    certificate in hexadecimal; ``head`` and ``password`` the first account of this counter, and
    ``cost`` what a guess at a password costs, if it is not the usual.
    """

    url: str
    code: str
    head: StaffMember
    password: str
    ca: str = ""
    pin: str = ""
    program: str = ""
    cost: Cost | None = None


@dataclass(frozen=True)
class Enrolled:
    """A counter that was just enrolled: as after founding one, and what the province said."""

    founded: Founded
    answer: EnrolAnswer


def enrol(store: Path, slots: Path, wanted: Enrolment, ask: Ask, now: datetime) -> Enrolled:
    """Make a counter that the province knows: keys, unit, desk, serials, the first account.

    The counter's keys are in an encrypted store before anybody is asked. If the machine stops
    after the province has said yes, the same code and password go on where it stopped.

    Raises:
        AlreadyFounded: there is a store already.
        FieldsRefused, PasswordTooWeak: the first account cannot be made so.
        Whatever ``ask`` raises: the province did not answer, or refused; nothing was founded.
    """
    if store.exists():
        raise AlreadyFounded(str(store))
    check_member(wanted.head)
    paths = _Pending(store.with_suffix(".enrolling"), slots.with_suffix(".enrolling"))
    opened = paths.resumed(wanted, now) or paths.begun(wanted)
    try:
        keys = opened.keys
        request = EnrolRequest(
            code=wanted.code,
            sign_key=keys.sign_key,
            box_key=keys.box_key,
            proof=sign_enrolment(keys, wanted.code),
            program=wanted.program,
        )
        answer = ask(request, keys)
        _found(opened.store, wanted, answer, now)
        recovery_key = opened.ring.add_recovery(opened.key)
    finally:
        opened.store.close()
    paths.slots.replace(slots)
    paths.store.replace(store)
    return Enrolled(Founded(opened.key, recovery_key), answer)


def settle_accounts(store: Store, ring: KeyRing, key: bytes) -> bool:
    """Make the key slots what the province's accounts say; return whether anything changed.

    Called after every exchange and at every log-in: it can be repeated, and repairs what a
    crash left undone. A slot whose password was changed here since stays as it is.
    """
    with store.reading() as reading:
        state = reading.sync.state()
        if state is None:
            return False
        granted = reading.staff.accounts()
        present = {log_in_name(member.clerk) for member in reading.staff.all()}
        once = {log_in_name(clerk) for clerk in reading.staff.once_granted()}
    slotted = set(ring.clerks())
    settled = dict(state.accounts)
    has_changed = False
    for clerk, account in granted.items():
        if settled.get(clerk) == account.seq and log_in_name(clerk) in slotted:
            continue
        fact = account.granted
        cost = Cost(fact.cost.passes, fact.cost.memory, fact.cost.lanes)
        with contextlib.suppress(ValueError):  # an account that nobody can use gives no slot
            ring.add_granted(clerk, fact.public_key, fact.salt, cost, key)
        settled[clerk] = account.seq
        has_changed = True
    for clerk in sorted((slotted & once) - present):
        with contextlib.suppress(NoSuchSlot):
            ring.remove(clerk)
        settled.pop(clerk, None)
        has_changed = True
    if has_changed:
        _note_accounts(store, settled)
    return has_changed


def _note_accounts(store: Store, settled: dict[str, int]) -> None:
    with store.writing() as work:
        state = work.sync.state()
        if state is not None:
            work.sync.put(msgspec.structs.replace(state, accounts=settled))


@dataclass(frozen=True)
class _Opened:
    store: Store
    ring: KeyRing
    key: bytes
    keys: Keys


@dataclass(frozen=True)
class _Pending:
    """The files of an enrolment that has not come to its end."""

    store: Path
    slots: Path

    def begun(self, wanted: Enrolment) -> _Opened:
        """Make an encrypted store with fresh keys in it, and its slots."""
        self.store.unlink(missing_ok=True)
        self.slots.unlink(missing_ok=True)
        key, keys = new_data_key(), Keys.new()
        ring = KeyRing.create(self.slots, cost=wanted.cost)
        ring.add(wanted.head.clerk, wanted.password, key)
        store = Store.create(self.store, key)
        with store.writing() as work:
            work.sync.put(SyncState(url=wanted.url, sign=keys.sign, box=keys.box))
        return _Opened(store, ring, key, keys)

    def resumed(self, wanted: Enrolment, now: datetime) -> _Opened | None:
        """Open what an earlier try left; None if there is nothing, or nothing of use."""
        try:
            ring = KeyRing.open(self.slots)
            key = ring.unlock(wanted.head.clerk, wanted.password, now)
            store = Store.open(self.store, key)
        except (SlotsMissing, SlotsDamaged, WrongPassword, TooManyAttempts, StoreTrouble):
            return None
        with store.reading() as reading:
            state = reading.sync.state()
        if state is None or state.url != wanted.url:
            store.close()
            return None
        return _Opened(store, ring, key, Keys(state.sign, state.box))


def _found(store: Store, wanted: Enrolment, answer: EnrolAnswer, now: datetime) -> None:
    unit, head = answer.unit, wanted.head
    with store.writing() as work:
        state = work.sync.state()
        if state is None:
            raise AssertionError("the store of an enrolment holds its keys")
        work.sync.put(
            msgspec.structs.replace(
                state,
                ca=wanted.ca,
                pin=wanted.pin,
                counter=answer.counter,
                unit=unit.code,
                server_sign_key=answer.sign_key,
                server_box_key=answer.box_key,
                province=answer.province,
                province_journal=answer.province_journal,
                blocks=tuple((first, last) for first, last in answer.blocks),
                scope=tuple(answer.scope),
            )
        )
        if work.counter is not None:
            return
        fact = CounterFounded(
            unit_code=unit.code,
            unit_name=unit.name,
            agency_identifier=unit.agency_identifier,
            desk=answer.desk,
            blocks=tuple((first, last) for first, last in answer.blocks),
            province=unit.province,
        )
        work.journal.record(fact, by=head.clerk, at=now, units=(unit.code,))
        joined = StaffJoined(head.clerk, head.name, head.role)
        work.journal.record(joined, by=head.clerk, at=now, units=(unit.code,))
