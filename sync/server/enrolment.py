"""Counters come and go: one-time codes, enrolment, revocation, what a counter may read."""

import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from sync.protocol.errors import Refused
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.signing import enrolment_text, id_of, is_signed
from sync.protocol.version import SUPPORTED
from sync.server import blocks
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import WHOLE_PROVINCE, Code, Counter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of a code: nothing that looks like something else when it is read out."""

LETTERS, GROUP = 20, 5
"""A code has 100 bits: nobody guesses one, however often he may try."""


class NoSuchUnit(Exception):
    """No unit of that code was added."""


class NoSuchCounter(Exception):
    """No counter of that id, or of that unit and desk, is enrolled."""


@dataclass(frozen=True)
class NewCode:
    """A code as it is handed out; the server keeps only its hash."""

    code: str
    unit: str
    expires_at: int


def new_code(
    province: Province,
    unit: str,
    lifetime: int,
    further_units: tuple[str, ...] = (),
    *,
    reads_all: bool = False,
) -> NewCode:
    """Return a code that enrols one counter of a unit, for ``lifetime`` microseconds.

    ``further_units`` are other units that the counter reads too, for a supervisor; with
    ``reads_all`` it is every unit of the province, whenever it is added.

    Raises:
        NoSuchUnit: one of the units is not there.
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    text = "-".join(letters[i : i + GROUP] for i in range(0, LETTERS, GROUP))
    expires_at = province.clock() + lifetime
    scope = _scope(unit, further_units, reads_all=reads_all)

    def add(work: Work) -> None:
        _check_units(work, (unit, *further_units))
        work.counters.add_code(_hash(text), Code(unit, scope, expires_at))

    province.storage.write(add)
    return NewCode(text, unit, expires_at)


def enrol(province: Province, request: EnrolRequest) -> EnrolAnswer:
    """Enrol the counter that holds a code; asked again with the same keys, answer the same.

    Raises:
        Refused: ``newer_version``, ``bad_signature``, ``unknown_code``, ``code_expired`` or
            ``code_used``.
    """
    if request.protocol not in SUPPORTED:
        raise Refused("newer_version", f"protocol {request.protocol}")
    text = enrolment_text(request.code, request.sign_key, request.box_key)
    if not is_signed(request.sign_key, text, request.proof):
        raise Refused("bad_signature")
    return province.storage.write(lambda work: _enrolled(province, work, request))


def revoke(province: Province, counter: str, why: str) -> Counter:
    """Let a counter neither push nor pull from now on; it is told why.

    Raises:
        NoSuchCounter: it is not enrolled.
    """

    def change(work: Work) -> Counter:
        found = _found(work, counter)
        work.counters.change(found.id, revoked_at=province.clock(), revoked_why=why)
        return found

    return province.storage.write(change)


def set_scope(
    province: Province, counter: str, units: tuple[str, ...], *, reads_all: bool = False
) -> tuple[str, ...]:
    """Let a counter read these units from now on, its own and the province's in any case.

    What was added comes to it from the beginning; what was taken away it keeps. ``reads_all``
    gives it every unit of the province, whenever it is added.

    Raises:
        NoSuchCounter, NoSuchUnit: they are not there.
    """

    def change(work: Work) -> tuple[str, ...]:
        found = _found(work, counter)
        _check_units(work, units)
        work.counters.set_scope(found.id, _scope(found.unit, units, reads_all=reads_all))
        # The version of a whole province counts its units too: one that goes back to a few units
        # starts above every version that the counter has heard.
        work.counters.change(found.id, scope_version=found.scope_version + 1)
        return work.counters.some([found.id])[found.id].scope

    return province.storage.write(change)


def _scope(unit: str, further_units: tuple[str, ...], *, reads_all: bool) -> tuple[str, ...]:
    """Return a scope as it is kept."""
    everything = (WHOLE_PROVINCE,) if reads_all else ()
    return tuple(sorted({PROVINCE_FEED, unit, *further_units, *everything}))


def _enrolled(province: Province, work: Work, request: EnrolRequest) -> EnrolAnswer:
    code_hash = _hash(request.code)
    code = work.counters.code(code_hash)
    counter_id = id_of(request.sign_key)
    if code is None:
        raise Refused("unknown_code")
    work.feeds.lock([code.unit])
    code = work.counters.code(code_hash) or code
    if code.counter not in (None, counter_id):
        raise Refused("code_used")
    counter = work.counters.get(counter_id)
    if code.counter is None:
        if province.clock() > code.expires_at:
            raise Refused("code_expired")
        counter = _add(province, work, code, request, counter)
        work.counters.use_code(code_hash, counter_id)
    if counter is None:
        raise AssertionError("the code names a counter that is not there")
    return _answer(province, work, counter)


def _add(
    province: Province, work: Work, code: Code, request: EnrolRequest, known: Counter | None
) -> Counter:
    """Add a counter; one that was enrolled before, or revoked, comes back with a new code."""
    counter_id = id_of(request.sign_key)
    if known is not None:
        if known.unit != code.unit:
            raise Refused("not_your_unit", "these keys belong to a counter of another unit")
        work.counters.change(counter_id, revoked_at=None, revoked_why="")
        return known
    counter = Counter(
        id=counter_id,
        unit=code.unit,
        desk=work.counters.next_desk(code.unit),
        sign_key=request.sign_key,
        box_key=request.box_key,
        enrolled_at=province.clock(),
        program=request.program,
        scope=code.scope,
    )
    work.counters.add(counter)
    blocks.lease(work, counter.unit, counter.id, counter.desk, None)
    return work.counters.some([counter.id])[counter.id]


def _answer(province: Province, work: Work, counter: Counter) -> EnrolAnswer:
    unit = work.units.get(counter.unit)
    if unit is None:
        raise AssertionError("a counter without a unit")
    leased = work.blocks.of_counter(counter.id)
    first_journal = leased[0].journal if leased else None
    return EnrolAnswer(
        counter=counter.id,
        unit=unit,
        desk=counter.desk,
        blocks=[(b.first, b.last) for b in leased if b.journal == first_journal],
        scope=list(counter.scope),
        epoch=work.epochs.current(),
        province=province.name,
        province_journal=province.journal,
        sign_key=province.keys.sign_key,
        box_key=province.keys.box_key,
        settings=dict(province.settings),
        server_at=province.clock(),
    )


def _check_units(work: Work, units: tuple[str, ...]) -> None:
    for unit in units:
        if work.units.get(unit) is None:
            raise NoSuchUnit(unit)


def _found(work: Work, counter: str) -> Counter:
    """Return a counter by its id, or by ``unit/desk``."""
    unit, _, desk = counter.partition("/")
    for known in work.counters.all():
        if known.id == counter or (known.unit == unit and str(known.desk) == desk):
            return known
    raise NoSuchCounter(counter)


def _hash(code: str) -> bytes:
    """Return what is kept of a code; typed in small letters or without dashes it is the same."""
    text = unicodedata.normalize("NFKC", code).upper().replace("O", "0")
    bare = "".join(letter for letter in text if letter in ALPHABET)
    return sha256(b"mot-cua code 1\n" + bare.encode()).digest()
