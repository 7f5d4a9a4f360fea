"""What the province says to its units: entries of its own journal, through the same feeds.

What is the same as the last time is not said again. Everything about one thing (an account, a
procedure, a unit) is one subject, so whoever once heard of it hears what becomes of it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.protocol.entry import moment_of, seal
from sync.protocol.messages import UnitPart
from sync.protocol.province import (
    PROVINCE_FEED,
    PROVINCE_SIGNER,
    AccountEnded,
    Cost,
    ProvinceFact,
    Published,
    ReviewNoted,
    UnitListed,
    Withdrawn,
    encode_province,
    new_account,
)
from sync.protocol.signing import sign_head
from sync.protocol.wire_entry import envelope_of, to_wire
from sync.server.batch import Arrived
from sync.server.enrolment import NoSuchUnit
from sync.server.placing import PROVINCE_HOME, Placing
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Topic

EVERYBODY = (PROVINCE_FEED,)
ROLES = ("clerk", "head", "supervisor")
WHAT = ("procedures", "calendar", "forms")


class NotPublishable(Exception):
    """A file that is not what it is to be published as."""


class NoSuchAccount(Exception):
    """Nobody has an account of that name."""


@dataclass(frozen=True)
class Statement:
    """Something to say, to which units; what has the same topic is one subject."""

    topic: str
    fact: ProvinceFact
    units: tuple[str, ...] = EVERYBODY


def say(province: Province, statements: Sequence[Statement]) -> int:
    """Append to the province's journal what is new among statements; return how much that is.

    Raises:
        NoSuchUnit: somebody is spoken to who is not there.
    """
    return province.storage.write(lambda work: _say(province, work, statements))


def add_unit(province: Province, unit: UnitPart) -> int:
    """Add a unit, or say what has changed about it."""

    def add(work: Work) -> int:
        work.units.put(unit)
        listed = UnitListed(
            unit.code,
            unit.name,
            unit.agency_identifier,
            unit.province,
            unit.office,
            unit.place,
            unit.phone,
        )
        return _say(province, work, [Statement(f"unit/{unit.code}", listed)])

    return province.storage.write(add)


def add_staff(
    province: Province,
    clerk: str,
    name: str,
    role: str,
    units: tuple[str, ...],
    password: str,
    cost: Cost | None = None,
) -> int:
    """Give a member of staff an account at some units, or change it; the password is not kept.

    Raises:
        NoSuchUnit: one of the units is not there.
        ValueError: there is no such role.
    """
    if role not in ROLES:
        raise ValueError(role)
    account = new_account(clerk, name, role, units, password, cost or Cost())
    return say(province, [Statement(f"account/{clerk}", account, units)])


def remove_staff(province: Province, clerk: str, reason: str = "") -> int:
    """Take a member of staff's account away at all units that ever had it.

    Raises:
        NoSuchAccount: nobody has an account of that name.
    """
    topic = f"account/{clerk}"
    known = province.storage.read(lambda work: work.topics.some([topic])).get(topic)
    if known is None:
        raise NoSuchAccount(clerk)
    return say(province, [Statement(topic, AccountEnded(clerk, reason), known.units)])


def note(province: Province, unit: str, text: str) -> int:
    """Send a unit a review note; each one is a subject of its own."""
    topic = f"note/{unit}/{province.clock()}"
    return say(province, [Statement(topic, ReviewNoted(text, unit), (unit,))])


def publish(province: Province, what: str, path: Path, units: tuple[str, ...]) -> int:
    """Publish a catalogue of procedures, a calendar, or a form; return how much of it is new.

    A catalogue is taken apart: only the procedures that changed travel, and those that are no
    longer in it are withdrawn.

    Raises:
        NotPublishable: the file is not what it should be.
        NoSuchUnit: one of the units is not there.
    """
    if what not in WHAT:
        raise NotPublishable(what)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotPublishable(f"{path.name}: {error}") from error
    units = units or EVERYBODY
    if what == "procedures":
        return say(province, _procedures(province, path, text, units))
    single = "calendar" if what == "calendar" else "form"
    fact = Published(single, path.name, text)
    return say(province, [Statement(f"{single}/{path.name}", fact, units)])


def _procedures(
    province: Province, path: Path, text: str, units: tuple[str, ...]
) -> list[Statement]:
    try:
        catalogue = json.loads(text)
        procedures = catalogue.pop("procedures")
        by_code = {str(procedure["code"]): procedure for procedure in procedures}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotPublishable(f"{path.name}: no catalogue of procedures") from error
    edition = str(catalogue.get("edition", ""))
    said = [
        Statement(f"procedure/{code}", Published("procedure", code, _canonical(procedure)), units)
        for code, procedure in by_code.items()
    ]
    known = province.storage.read(lambda work: work.topics.under("procedure/"))
    gone = {topic.topic.removeprefix("procedure/") for topic in known} - by_code.keys()
    said += [
        Statement(f"procedure/{code}", Withdrawn("procedure", code), units) for code in sorted(gone)
    ]
    head = Published("procedures", path.name, _canonical(catalogue), edition)
    return [*said, Statement(f"procedures/{path.name}", head, units)]


def _say(province: Province, work: Work, statements: Sequence[Statement]) -> int:
    work.feeds.lock([PROVINCE_HOME])
    known = work.topics.some([statement.topic for statement in statements])
    new = [statement for statement in statements if _is_new(statement, known)]
    _check_units(work, {unit for statement in new for unit in statement.units})
    arrived = _sealed(province, work, new, known)
    if not arrived:
        return 0
    placing = Placing(work, {PROVINCE_HOME: [one.entry for one in arrived]})
    journal = placing.journals[province.journal]
    placing.place(PROVINCE_HOME, journal, arrived)
    placing.flush(province.clock())
    last = arrived[-1].entry
    work.journals.change(
        journal.number,
        last_seq=last.seq,
        last_digest=last.digest,
        signed_seq=last.seq,
        signature=sign_head(province.keys, province.journal, last.seq, last.digest),
    )
    return len(arrived)


def _is_new(statement: Statement, known: dict[str, Topic]) -> bool:
    before = known.get(statement.topic)
    if before is None:
        return not isinstance(statement.fact, Withdrawn)
    is_same = before.payload == encode_province(statement.fact)
    reaches_all = set(statement.units) <= set(before.units)
    return not (is_same and reaches_all and before.kind == type(statement.fact).__name__)


def _sealed(
    province: Province, work: Work, statements: Iterable[Statement], known: dict[str, Topic]
) -> list[Arrived]:
    """Make the entries that say something, and note it as the last word on its topic."""
    journal = work.journals.by_ids([province.journal])[province.journal]
    seq, previous = journal.last_seq, journal.last_digest
    at = moment_of(province.clock())
    arrived = []
    for statement in statements:
        seq += 1
        before = known.get(statement.topic)
        opened = before.opened_seq if before else seq
        units = tuple(sorted({*statement.units, *(before.units if before else ())}))
        payload = encode_province(statement.fact)
        kind = type(statement.fact).__name__
        entry = seal(
            previous,
            journal=province.journal,
            seq=seq,
            subject=(province.journal, opened),
            after=[(province.journal, before.last_seq)] if before else [],
            kind=kind,
            at=at,
            by=PROVINCE_SIGNER,
            units=units,
            payload=payload,
        )
        work.topics.put(Topic(statement.topic, opened, seq, kind, units, payload))
        wire = to_wire(entry)
        arrived.append(Arrived(wire, envelope_of(wire), previous, None))
        previous = entry.digest
    return arrived


def _check_units(work: Work, units: Iterable[str]) -> None:
    for unit in sorted(set(units) - {PROVINCE_FEED}):
        if work.units.get(unit) is None:
            raise NoSuchUnit(unit)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
