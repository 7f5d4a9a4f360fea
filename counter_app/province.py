"""Joins an open counter to its province: enrolment, an exchange, the thread that repeats it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counter_app.app import Home, Session
from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.people import Role, StaffMember
from counter_app.services.enrolment import Enrolled, Enrolment, enrol, settle_accounts
from counter_app.services.exchange import Exchange
from counter_app.services.sync_status import status
from counter_app.system.settings import read_settings, write_settings
from sync.client.causes import ExchangeFailed
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
    is_stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = nobody,
) -> SyncOutcome:
    """Exchange until both sides have everything or the line fails; then settle the accounts.

    Raises:
        NotEnrolled: this counter is not known to any province.
    """
    counter = Exchange(session.counter.store, now)
    server = counter.server()
    link = link or Link(random.Random())
    line = _line(server.url, server.keys, link, server.ca, server.pin)
    try:
        return sync_once(
            counter, line, link, is_stopped=is_stopped, on_progress=on_progress, program=PROGRAM
        )
    finally:
        line.close()
        settle_accounts(session.counter.store, session.ring, session.key)


def worker(
    session: Session, now: Callable[[], datetime], on_outcome: Callable[[SyncOutcome], None]
) -> Worker:
    """Return the thread that exchanges again and again, not yet started."""
    link = Link(random.Random())

    def once(is_stopped: Callable[[], bool]) -> SyncOutcome:
        return exchange(session, now, link=link, is_stopped=is_stopped)

    return Worker(
        once,
        link,
        has_waiting=lambda: status(session.counter.store).waiting > 0,
        on_outcome=on_outcome,
    )


def _line(url: str, keys: Keys, link: Link, ca: str, pin: str) -> HttpLine:
    try:
        return HttpLine(url, keys, link, ca=ca, pin=pin)
    except BadServerAddress as error:
        raise AddressRefused(error.why) from error
