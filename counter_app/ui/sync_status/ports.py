"""Binds the sync screen to the services of one counter; what only the worker knows is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from counter_app.domain.errors import Trouble
from counter_app.domain.facts import Recorded
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.services import accounts, journal_places, settling, stick, sync_status
from counter_app.services.counter import Counter
from counter_app.services.sync_status import Badge, LogLine, SyncStatus, Whereabouts
from counter_app.ui.ports import Clock, Run, SaveTo
from counter_app.ui.sync_status.presenter import SyncPorts
from counter_app.ui.sync_status.shown import LoggedExchange
from counter_app.ui.sync_status.state import Progress, SyncState
from counter_app.ui.sync_status.to_look_at import AsideEntry, HeldEntry, SharedEntry, ToLookAt
from counter_app.ui.words_of_sync import reason_words

MOST_FILE = 256 << 20
"""Bytes of a file that is worth reading."""

_BADGES = {
    Badge.LOCAL: "Đã lưu trên máy",
    Badge.WAITING: "◔ Chờ gửi tỉnh",
    Badge.AT_PROVINCE: "✓ Đã ở tỉnh",
}


class CannotRead(Trouble):
    """The chosen file cannot be read."""


@dataclass(frozen=True)
class UnderWay:
    """What the worker is at: whether it exchanges now, what it has sent of what, when it goes on.

    ``checking`` is how much of what came was checked against its journals' chains.
    ``is_line_cut`` is the switch of the demonstration, ``server_trouble`` the word for why its
    server is not there. ``own_trouble`` is the cause that lies in this machine, where the store
    may not know it.
    """

    is_working: bool = False
    sending: Progress | None = None
    next_try_at: datetime | None = None
    is_line_cut: bool = False
    server_trouble: str = ""
    own_trouble: str = ""
    checking: Progress | None = None


@dataclass(frozen=True)
class Outside:
    """What is handed in: the worker, the entries held back, how files are written.

    ``held`` gives each entry that the province keeps apart with the machine word for why and
    the code of its dossier. All run on the desk thread but ``check_new``, which begins the check
    of what came by a file.
    """

    under_way: Callable[[], UnderWay]
    sync_now: Callable[[], object]
    held: Callable[[], Sequence[tuple[Recorded, str, str]]]
    save: SaveTo
    check_new: Callable[[], None]
    line_switch: Callable[[bool], object] | None = None


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    outside: Outside,
    current_clerk: Callable[[], StaffMember],
) -> SyncPorts:
    """Bind the sync screen to the services of one counter."""
    store = counter.store

    def state() -> SyncState:
        return read_state(counter, now(), outside.under_way())

    def export_file(path: Path) -> int:
        waiting = sync_status.status(store).waiting
        outside.save(stick.export_request_file(store, now), path)
        return waiting

    def import_file(path: Path) -> int:
        return stick.import_answer_file(store, _read(path), now).new

    def load_file(path: Path) -> int:
        return stick.import_snapshot_file(store, _read(path))

    def change_code(code: str, reason: str, by: StaffMember, at: datetime) -> str:
        return settling.change_code(counter, code, reason, by, at).code

    return SyncPorts(
        run=run,
        now=now,
        state=state,
        log=lambda: tuple(_logged(line) for line in sync_status.log(store)),
        to_look_at=lambda: to_look_at(counter, outside.held()),
        staff=lambda: {member.clerk: member.name for member in accounts.staff(counter)},
        sync_now=outside.sync_now,
        export_file=export_file,
        import_file=import_file,
        load_file=load_file,
        change_code=change_code,
        current_clerk=current_clerk,
        line_switch=outside.line_switch,
        broken=lambda: journal_places.broken_count(store),
        check_new=outside.check_new,
    )


def to_look_at(counter: Counter, held: Sequence[tuple[Recorded, str, str]]) -> ToLookAt:
    """Read everything that waits for a person."""
    sharers, aside = settling.sharers(counter), sync_status.misfits(counter.store)
    places = settling.places(counter) if sharers or aside else {}
    own_unit = counter.desk.unit.code

    def where(journal: str) -> str:
        found = places.get(journal)
        return f"{found.unit_name} · Quầy {found.desk}" if found else "Một nơi khác"

    return ToLookAt(
        held=tuple(HeldEntry(*each) for each in held),
        shared=tuple(
            SharedEntry(
                code=each.code,
                shown=each.shown,
                applicant=each.dossier.intake.applicant.name,
                received_at=each.dossier.intake.received_at,
                where=where(each.dossier.name.journal),
                is_ours=each.dossier.intake.unit_code in ("", own_unit),
            )
            for each in sharers
        ),
        aside=tuple(
            AsideEntry(str(each.name.seq), each.why, where(each.name.journal)) for each in aside
        ),
    )


def read_state(counter: Counter, now: datetime, under_way: UnderWay) -> SyncState:
    """Read how things stand, for the screen and for the status line."""
    status = sync_status.status(counter.store)
    log = sync_status.log(counter.store) if status.is_enrolled else ()
    broken = journal_places.broken_count(counter.store)
    return state_of(status, settling.disputed_count(counter), log, under_way, now, broken)


def state_of(
    status: SyncStatus,
    dispute_count: int,
    log: Sequence[LogLine],
    under_way: UnderWay,
    now: datetime,
    broken_count: int = 0,
) -> SyncState:
    """Join what the store and the worker know; where they differ, nothing is promised."""
    today = [line for line in log if day_of(line.at) == day_of(now)]
    return SyncState(
        is_enrolled=status.is_enrolled,
        server=f"Máy chủ {status.province}" if status.province else "",
        head_seq=status.head,
        acked_seq=status.acked,
        ahead_count=_ahead(status),
        is_working=under_way.is_working,
        sending=under_way.sending,
        succeeded_at=status.contact_at,
        tried_at=status.tried_at,
        next_try_at=under_way.next_try_at,
        cause=under_way.own_trouble or status.cause,
        quarantined_count=len(status.held_back),
        dispute_count=dispute_count,
        misfit_count=status.misfit_count,
        shared_code_count=len(status.shared_codes),
        clock_offset=status.clock_offset or timedelta(0),
        bytes_up=sum(line.bytes_up for line in today),
        bytes_down=sum(line.bytes_down for line in today),
        is_line_cut=under_way.is_line_cut,
        server_trouble=under_way.server_trouble,
        checking=under_way.checking,
        broken_count=broken_count,
    )


def _ahead(status: SyncStatus) -> int | None:
    """Return how much of the feed is still to come; None where no answer says it for certain."""
    is_doubtful = status.waiting == 0 and status.ahead == 0 and not status.is_green
    return None if status.contact_at is None or is_doubtful else status.ahead


def _logged(line: LogLine) -> LoggedExchange:
    return LoggedExchange(
        at=line.at,
        sent_count=line.sent,
        received_count=line.pulled,
        bytes_up=line.bytes_up,
        bytes_down=line.bytes_down,
        cause=line.cause,
    )


def _read(path: Path) -> bytes:
    """Read a file from a stick.

    Raises:
        CannotRead: it is not there, or may not be read.
        FileNotForUs: it is larger than any file of ours.
    """
    try:
        if path.stat().st_size > MOST_FILE:
            raise stick.FileNotForUs("too_large")
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(str(error)) from error


def whereabouts_words(where: Whereabouts) -> str:
    """Return what to tell a citizen who asks whether the dossier is at the province already."""
    if where.badge is Badge.HELD_BACK:
        return f"▲ Tỉnh chưa nhận: {reason_words(where.reason)}"
    return _BADGES[where.badge]
