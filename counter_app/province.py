"""Joins an open counter to its province: enrolment, an exchange, the thread that repeats it."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.app import Home, Session
from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.people import Role, StaffMember
from counter_app.services import contacts, verification, vouching
from counter_app.services.enrolment import Enrolled, Enrolment, enrol, settle_accounts
from counter_app.services.exchange import Exchange
from counter_app.services.sync_status import status
from counter_app.store.errors import DiskFull
from counter_app.store.store import Store
from counter_app.system.settings import read_settings, write_settings
from sync.client.causes import Cause, ExchangeFailed
from sync.client.engine import Progress, SyncOutcome, nobody, sync_once
from sync.client.http import BadServerAddress, HttpLine
from sync.client.http import enrol as ask_province
from sync.client.link import Link
from sync.client.ports import Line
from sync.client.recovery import agreed_seq
from sync.client.worker import Worker
from sync.protocol.codec import encode_body
from sync.protocol.columns import BadColumns
from sync.protocol.contacts import ContactsAnswer
from sync.protocol.heads import HeadsAnswer, HeadsRequest
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys

log = logging.getLogger(__name__)

PROGRAM = "mot-cua-offline 0.1.0"

OFTEN = 0.5
"""Seconds between two words about how far a check is: the screens are read anew for each."""

MOST_PAGES = 20
"""Pages of arrivals that are fetched behind one exchange; the rest comes with the next ones."""


class AddressRefused(Refusal):
    """The address of the province cannot be used: ``why`` is a word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ProvinceSaidNo(Trouble):
    """The province did not answer, or refused: ``cause`` and ``word`` are machine words."""

    def __init__(self, cause: str, word: str) -> None:
        super().__init__(f"{cause} {word}".strip())
        self.cause = cause
        self.word = word


@dataclass(frozen=True)
class Newcomer:
    """Who enrols a counter: its first account, and what makes the server the right one."""

    clerk: str
    name: str
    password: str
    ca: str = ""
    pin: str = ""


def enrol_home(home: Home, url: str, code: str, who: Newcomer, now: datetime) -> Enrolled:
    """Make an enrolled counter in an empty home.

    Raises:
        AlreadyFounded, FieldsRefused, PasswordTooWeak: see ``services.enrolment.enrol``.
        AddressRefused, ProvinceSaidNo: nothing was founded.
    """
    home.folder.mkdir(parents=True, exist_ok=True)
    head = StaffMember(who.clerk.strip().lower(), who.name or who.clerk, Role.HEAD)
    wanted = Enrolment(url, code, head, who.password, who.ca, who.pin, PROGRAM)

    def ask(request: EnrolRequest, keys: Keys) -> EnrolAnswer:
        line = _line(url, keys, Link(random.Random()), who.ca, who.pin)
        try:
            return ask_province(line, request)
        except ExchangeFailed as error:
            raise ProvinceSaidNo(error.cause.value, error.word) from error
        finally:
            line.close()

    write_settings(home.folder, read_settings(home.folder))
    return enrol(home.store, home.slots, wanted, ask, now)


def exchange(
    session: Session,
    now: Callable[[], datetime],
    *,
    link: Link | None = None,
    address: str = "",
    is_stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = nobody,
) -> SyncOutcome:
    """Exchange until both sides have everything or the line fails; then settle the accounts.

    ``address`` is where the server is today, if not where the counter was enrolled.

    Raises:
        NotEnrolled: this counter is not known to any province.
    """
    link = link or Link(random.Random())
    line = dialled(session, now, link, address)
    try:
        return _exchange(session, now, line, link, is_stopped, on_progress, is_asked=True)
    finally:
        line.close()


def dialled(
    session: Session, now: Callable[[], datetime], link: Link, address: str = ""
) -> HttpLine:
    """Return a line to the province, which dials when it is first used.

    ``address`` is where the server is today, if not where the counter was enrolled.

    Raises:
        NotEnrolled, AddressRefused: there is nobody to dial.
    """
    server = Exchange(session.counter.store, now).server()
    return _line(address or server.url, server.keys, link, server.ca, server.pin)


def _exchange(
    session: Session,
    now: Callable[[], datetime],
    line: HttpLine,
    link: Link,
    is_stopped: Callable[[], bool],
    on_progress: Callable[[Progress], None],
    on_check: Callable[[int, int], None] = lambda done, total: None,
    *,
    is_asked: bool,
) -> SyncOutcome:
    counter = Exchange(session.counter.store, now)
    try:
        outcome = sync_once(
            counter, line, link, is_stopped=is_stopped, on_progress=on_progress, program=PROGRAM
        )
        if outcome.ok:
            store, has_come = session.counter.store, outcome.pulled > 0
            hear(store, line, now, is_stopped, has_come=has_come, is_asked=is_asked)
            vouch(store, line, now, is_stopped, on_check)
        return outcome
    finally:
        settle_accounts(session.counter.store, session.ring, session.key)


def hear(
    store: Store,
    line: Line,
    now: Callable[[], datetime],
    is_stopped: Callable[[], bool] = lambda: False,
    *,
    has_come: bool = False,
    is_asked: bool = False,
) -> None:
    """Ask, where other units are read and it is time, when the province heard of their counters.

    Where the line breaks, or the server does not know the question, what came is kept and the
    rest is left for the next time.
    """
    request = contacts.wanted(store, now(), has_come=has_come, is_asked=is_asked)
    if request is None:
        return
    contacts.asked(store, now())
    try:
        for _ in range(MOST_PAGES):
            answer = line.ask("/v1/contacts", encode_body(request), ContactsAnswer)
            if is_stopped():
                return
            contacts.take(store, answer, now())
            if not answer.more:
                return
            request = contacts.further(store)
    except (ExchangeFailed, BadColumns) as failed:
        log.info("contacts of other counters did not come: %s", failed)


def vouch(
    store: Store,
    line: Line,
    now: Callable[[], datetime],
    is_stopped: Callable[[], bool] = lambda: False,
    on_check: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Check what a complete exchange brought against what the counters signed.

    ``on_check`` is told behind each slice how many entries of how many were checked.

    Where the line breaks, or the server knows nothing of signed ends, the rest is left for the
    next time: what is here was checked all the same.
    """
    vouching.exchanged(store)
    try:
        wanted = vouching.wanted_heads(store, now())
        if wanted is not None:
            body = encode_body(HeadsRequest(journals=list(wanted)))
            heads = line.ask("/v1/heads", body, HeadsAnswer).heads
            vouching.take_heads(store, heads, now())
    except ExchangeFailed as failed:
        log.info("signed ends did not come: %s", failed)
    check = verification.Verification(store, now(), is_whole=False)
    while not is_stopped() and not check.step():
        on_check(check.done, check.total)
    if not is_stopped():
        _locate(store, line, now)


def _locate(store: Store, line: Line, now: Callable[[], datetime]) -> None:
    """Find the first entry that differs from the province's, where a journal does not agree."""
    try:
        for journal, first, last in vouching.doubts(store):
            common = agreed_seq(Exchange(store, now), line, journal, first, last)
            vouching.note_common(store, journal, last, common)
    except ExchangeFailed as failed:
        log.info("the province did not say where it differs: %s", failed)


def link_of(
    session: Session, now: Callable[[], datetime], address: Callable[[], str] | None = None
) -> ProvinceLink | None:
    """Return the link of an enrolled counter, not yet started; None for one that is not.

    ``address`` is asked before each exchange where the server is, in the demonstration.
    """
    if not status(session.counter.store).is_enrolled:
        return None
    return ProvinceLink(session, now, address or _where_enrolled)


class ProvinceLink:
    """Exchanges with the province again and again, on a thread of its own.

    ``trouble`` is the word for what went wrong in this machine at the last exchange, if anything
    did: the store may have had no room for a note of it.
    """

    def __init__(
        self, session: Session, now: Callable[[], datetime], address: Callable[[], str]
    ) -> None:
        self._session = session
        self._now = now
        self._address = address
        self._link = Link(random.Random())
        self._line: HttpLine | None = None
        self._dialled_at: str | None = None
        self._is_asked = False
        self._on_change: Callable[[], None] = _nobody
        self._unlisten: Callable[[], None] = _nobody
        self.is_working = False
        self.sending: tuple[int, int] | None = None
        self.checking: tuple[int, int] | None = None
        self._checked_at = 0.0
        self.trouble = ""
        store = session.counter.store
        self._worker = Worker(
            self._exchange,
            self._link,
            has_waiting=lambda: status(store).waiting > 0,
            on_outcome=self._heard,
            on_start=self._begun,
        )

    @property
    def next_try_at(self) -> datetime | None:
        """When the next exchange begins by itself at the latest; None while one is under way."""
        seconds = self._worker.next_try_in
        return None if seconds is None else self._now() + timedelta(seconds=seconds)

    def start(self, on_change: Callable[[], None]) -> None:
        """Begin; ``on_change`` is called on the thread whenever something is new."""
        self._on_change = on_change
        self._unlisten = self._session.counter.store.listen(self._worker.ring)
        self._worker.start()

    def sync_now(self) -> None:
        """Exchange at once, and hear what is new of other counters too."""
        self._is_asked = True
        self._worker.sync_now()

    def stop(self) -> None:
        """End the thread."""
        self._unlisten()
        self._worker.stop()
        self._hang_up()

    def _exchange(self, is_stopped: Callable[[], bool]) -> SyncOutcome:
        address = self._address()
        if is_stopped():
            return SyncOutcome(ok=False, cause=Cause.STOPPED)
        line = self._warm_line(address)
        is_asked, self._is_asked = self._is_asked, False
        told = (self._moved, self._checked)
        parts = (self._session, self._now, line, self._link, is_stopped, *told)
        try:
            return _exchange(*parts, is_asked=is_asked)
        except DiskFull as full:
            log.warning("an exchange found no room: %s", full)
            return SyncOutcome(ok=False, cause=Cause.NO_ROOM, detail=full.detail)

    def _warm_line(self, address: str) -> HttpLine:
        """Return the line of the exchange before, which saves dialling, or another one."""
        if self._line is None or address != self._dialled_at:
            self._hang_up()
            self._line = dialled(self._session, self._now, self._link, address)
            self._dialled_at = address
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _begun(self) -> None:
        self.is_working = True
        self._on_change()

    def _moved(self, progress: Progress) -> None:
        self.sending = (progress.acked, progress.head)
        self._on_change()

    def _checked(self, done: int, total: int) -> None:
        """Hear how far the check behind an exchange is; each slice takes some 20 ms only."""
        at = time.monotonic()
        if at - self._checked_at >= OFTEN:
            self.sending, self.checking, self._checked_at = None, (done, total), at
            self._on_change()

    def _heard(self, outcome: SyncOutcome) -> None:
        self.is_working, self.sending, self.checking = False, None, None
        is_own = outcome.cause in (Cause.NO_ROOM, Cause.OWN_FAULT)
        self.trouble = outcome.cause.value if is_own else ""
        self._on_change()


def _nobody() -> None:
    """Tell nobody."""


def _where_enrolled() -> str:
    """Say that the server is where the counter was enrolled."""
    return ""


def _line(url: str, keys: Keys, link: Link, ca: str, pin: str) -> HttpLine:
    try:
        return HttpLine(url, keys, link, ca=ca, pin=pin)
    except BadServerAddress as error:
        raise AddressRefused(error.why) from error
