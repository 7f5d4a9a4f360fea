"""What each command of ``province-server`` does; each returns what ``--json`` prints."""

import argparse
import getpass
import hashlib
import os
import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sync.protocol.entry import microseconds, moment_of
from sync.protocol.messages import UnitPart
from sync.server import enrolment, files, publishing, supervision
from sync.server.home import Home, open_home
from sync.server.province import Province, begin_epoch, found_province
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from sync.server.verify import verify
from sync.server.web import serve

PASSWORD = "PROVINCE_STAFF_PASSWORD"
"""The environment variable from which ``add-staff`` takes a password, if it is set."""

Answer = dict[str, Any]


class PasswordMissing(Exception):
    """Nobody gave a password, or it is too short."""


def now() -> int:
    """Return the machine's time in microseconds since 1970-01-01 UTC."""
    return microseconds(datetime.now(UTC))


def init(home: Home, options: argparse.Namespace) -> Answer:
    """Make the database, the keys and the province's journal."""
    settings = dict(pair.partition("=")[::2] for pair in options.setting)
    province = found_province(home.storage(create=True), options.name, now, settings)
    return {
        "name": province.name,
        "journal": province.journal,
        "sign_key": province.keys.sign_key.hex(),
        "database": home.shown_url,
    }


def serve_forever(home: Home, options: argparse.Namespace) -> Answer:
    """Answer counters until the process is told to end."""
    province = open_home(home, now)
    service = Service(province, Snapshots(home.snapshots))

    def started(url: str) -> None:
        sys.stderr.write(f"{province.name}: {url}\n")
        sys.stderr.flush()

    serve(service, options.host, options.port, options.tls_cert, options.tls_key, started).run()
    return {"ended": True}


def add_unit(home: Home, options: argparse.Namespace) -> Answer:
    """Add a unit."""
    unit = UnitPart(
        code=options.code,
        name=options.name,
        agency_identifier=options.agency,
        province=options.province,
        office=options.office,
        place=options.place,
        phone=options.phone,
    )
    return {"unit": unit.code, "said": publishing.add_unit(open_home(home, now), unit)}


def add_staff(home: Home, options: argparse.Namespace) -> Answer:
    """Give somebody an account."""
    said = publishing.add_staff(
        open_home(home, now),
        options.clerk,
        options.name,
        options.role,
        tuple(options.unit),
        _password(options.clerk),
    )
    return {"clerk": options.clerk, "units": options.unit, "said": said}


def remove_staff(home: Home, options: argparse.Namespace) -> Answer:
    """Take somebody's account away."""
    said = publishing.remove_staff(open_home(home, now), options.clerk, options.reason)
    return {"clerk": options.clerk, "said": said}


def note(home: Home, options: argparse.Namespace) -> Answer:
    """Send a review note to a unit."""
    return {"said": publishing.note(open_home(home, now), options.unit, options.text)}


def enrol(home: Home, options: argparse.Namespace) -> Answer:
    """Hand out a one-time code."""
    lifetime = timedelta(hours=options.hours) // timedelta(microseconds=1)
    code = enrolment.new_code(
        open_home(home, now),
        options.unit,
        lifetime,
        tuple(options.also),
        reads_all=options.whole_province,
    )
    answer = {"code": code.code, "unit": code.unit, "expires_at": _text(code.expires_at)}
    return {**answer, "pin": _pin(options.tls_cert)} if options.tls_cert else answer


def revoke(home: Home, options: argparse.Namespace) -> Answer:
    """Shut a counter out."""
    counter = enrolment.revoke(open_home(home, now), options.counter, options.why)
    return {"counter": counter.id, "unit": counter.unit, "desk": counter.desk}


def scope(home: Home, options: argparse.Namespace) -> Answer:
    """Say what a counter may read."""
    units = enrolment.set_scope(
        open_home(home, now),
        options.counter,
        tuple(options.unit),
        reads_all=options.whole_province,
    )
    return {
        "counter": options.counter,
        "scope": list(units),
        "whole_province": options.whole_province,
    }


def publish(home: Home, options: argparse.Namespace) -> Answer:
    """Publish a file."""
    said = publishing.publish(open_home(home, now), options.what, options.file, tuple(options.unit))
    return {"what": options.what, "file": options.file.name, "said": said}


def status(home: Home, _: argparse.Namespace) -> Answer:
    """Show who was here, what waits, what is held back."""
    found = supervision.status(open_home(home, now))
    return {
        "name": found.name,
        "epoch": found.epoch,
        "units": found.unit_count,
        "entries": found.entry_count,
        "counters": [
            {
                "counter": one.counter.id,
                "unit": one.counter.unit,
                "desk": one.counter.desk,
                "seen_at": _text(one.counter.seen_at),
                "clock_offset_seconds": _seconds(one.counter.clock_offset),
                "head": one.counter.head_seq,
                "waiting": one.waiting,
                "journals": [
                    {"journal": journal.id, "last_seq": journal.last_seq}
                    for journal in one.journals
                ],
                "revoked": one.counter.revoked_why if one.counter.revoked_at else None,
                "whole_province": one.counter.reads_all,
                "program": one.counter.program,
            }
            for one in found.counters
        ],
        "quarantine": [
            {
                "entry": f"{journal}/{held.seq}",
                "unit": held.unit,
                "reason": held.reason,
                "received_at": _text(held.received_at),
                "bytes": len(held.payload),
            }
            for journal, held in found.quarantine
        ],
    }


def release(home: Home, options: argparse.Namespace) -> Answer:
    """Pass a held-back entry on."""
    journal, _, seq = options.entry.partition("/")
    supervision.release(open_home(home, now), journal, int(seq) if seq.isdecimal() else 0)
    return {"released": options.entry}


def verify_all(home: Home, _: argparse.Namespace) -> Answer:
    """Check everything."""
    count, faults = verify(open_home(home, now))
    return {
        "ok": not faults,
        "checked": count,
        "faults": [{"where": fault.where, "what": fault.what} for fault in faults],
    }


def new_epoch(home: Home, _: argparse.Namespace) -> Answer:
    """Begin a new epoch, after a backup was put back."""
    return {"epoch": begin_epoch(open_home(home, now), "put back by hand")}


def import_file(home: Home, options: argparse.Namespace) -> Answer:
    """Take in the file of a counter without a line, and write the answer beside it."""
    imported = files.import_file(open_home(home, now), options.file.read_bytes())
    out = options.out or options.file.with_suffix(".answer")
    out.write_bytes(imported.answer)
    return {
        "counter": imported.counter,
        "unit": imported.unit,
        "taken_in": imported.taken_in,
        "acked": imported.acked_seq,
        "state": imported.state,
        "answer": str(out),
    }


def snapshot(home: Home, options: argparse.Namespace) -> Answer:
    """Write the snapshot for a counter's first load into a file sealed to it."""
    province: Province = open_home(home, now)
    imported = files.snapshot_file(province, Snapshots(home.snapshots), options.counter)
    options.out.write_bytes(imported)
    return {"counter": options.counter, "file": str(options.out), "bytes": len(imported)}


COMMANDS: dict[str, Callable[[Home, argparse.Namespace], Answer]] = {
    "init": init,
    "serve": serve_forever,
    "add-unit": add_unit,
    "add-staff": add_staff,
    "remove-staff": remove_staff,
    "note": note,
    "enrol": enrol,
    "revoke": revoke,
    "scope": scope,
    "publish": publish,
    "status": status,
    "release": release,
    "verify": verify_all,
    "new-epoch": new_epoch,
    "import": import_file,
    "snapshot": snapshot,
}


def _password(clerk: str) -> str:
    password = os.environ.get(PASSWORD) or (
        getpass.getpass(f"Mật khẩu ban đầu của {clerk}: ") if sys.stdin.isatty() else ""
    )
    if len(password) < 8:
        raise PasswordMissing
    return password


def _pin(certificate: Path) -> str:
    """Return the SHA-256 of a certificate, by which a counter may know the server."""
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text("ascii"))
    return hashlib.sha256(der).hexdigest()


def _text(at: int | None) -> str | None:
    return None if at is None else moment_of(at).isoformat(timespec="seconds")


def _seconds(offset: int | None) -> float | None:
    return None if offset is None else offset / 1_000_000
