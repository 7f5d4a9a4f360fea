"""Joins an open counter to its province: enrolment, an exchange, the thread that repeats it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.app import Home, Session
from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.people import Role, StaffMember
from counter_app.services.enrolment import Enrolled, Enrolment, enrol, settle_accounts
from counter_app.services.exchange import Exchange
from counter_app.services.sync_status import status
from counter_app.system.settings import read_settings, write_settings
from sync.client.causes import Cause, ExchangeFailed
from sync.client.engine import Progress, SyncOutcome, nobody, sync_once
from sync.client.http import BadServerAddress, HttpLine
from sync.client.http import enrol as ask_province
from sync.client.link import Link
from sync.client.worker import Worker
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys

PROGRAM = "mot-cua-offline 0.1.0"


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
    counter = Exchange(session.counter.store, now)
    server = counter.server()
    link = link or Link(random.Random())
    line = _line(address or server.url, server.keys, link, server.ca, server.pin)
    try:
        return sync_once(
            counter, line, link, is_stopped=is_stopped, on_progress=on_progress, program=PROGRAM
        )
    finally:
        line.close()
        settle_accounts(session.counter.store, session.ring, session.key)


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
    """Exchanges with the province again and again, on a thread of its own."""

    def __init__(
        self, session: Session, now: Callable[[], datetime], address: Callable[[], str]
    ) -> None:
        self._session = session
        self._now = now
        self._address = address
        self._link = Link(random.Random())
        self._on_change: Callable[[], None] = _nobody
        self._unlisten: Callable[[], None] = _nobody
        self.is_working = False
        self.sending: tuple[int, int] | None = None
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
        """Exchange at once."""
        self._worker.sync_now()

    def stop(self) -> None:
        """End the thread."""
        self._unlisten()
        self._worker.stop()

    def _exchange(self, is_stopped: Callable[[], bool]) -> SyncOutcome:
        address = self._address()
        if is_stopped():
            return SyncOutcome(ok=False, cause=Cause.STOPPED)
        return exchange(
            self._session,
            self._now,
            link=self._link,
            address=address,
            is_stopped=is_stopped,
            on_progress=self._moved,
        )

    def _begun(self) -> None:
        self.is_working = True
        self._on_change()

    def _moved(self, progress: Progress) -> None:
        self.sending = (progress.acked, progress.head)
        self._on_change()

    def _heard(self, _: SyncOutcome) -> None:
        self.is_working, self.sending = False, None
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
