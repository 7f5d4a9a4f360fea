"""The communes' counters: each with keys and a journal of its own, sealed and signed as real ones.

No stores are made for them: what a counter would have recorded is sealed in memory and goes to
the province by the same exchange as everything, with the counter's clock and its last contact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from counter_app.demo_area.lives import Event
from counter_app.domain.facts import CounterFounded, Fact, Forwarded, StaffJoined
from counter_app.domain.moments import as_utc
from counter_app.domain.people import StaffMember
from counter_app.domain.units import Unit
from counter_app.province import PROGRAM
from counter_app.store.fact_codec import encode_fact, kind_of
from sync.protocol.columns import to_columns
from sync.protocol.entry import GENESIS, Entry, Name, microseconds, seal
from sync.protocol.messages import EnrolAnswer, EnrolRequest, ExchangeRequest, Head
from sync.protocol.signing import Keys, sign_enrolment, sign_head
from sync.protocol.wire_entry import to_wire
from sync.server.enrolment import enrol, new_code
from sync.server.exchange import exchange
from sync.server.province import Province

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_AN_HOUR = 3_600_000_000
_MOST = 2_000

A_MOMENT = timedelta(minutes=3)
"""So long after an entry it is at the province, where there is a line."""

DAYS_ALONE = 10
"""Of so many days before the last one each was sent by itself; what is older by months."""


@dataclass
class AreaCounter:
    """A counter of a commune, enrolled at the province.

    ``ahead`` is how far its clock is ahead at a contact without entries.
    """

    unit: Unit
    keys: Keys
    answer: EnrolAnswer
    journal: str
    entries: list[Entry] = field(default_factory=list)
    """What was sealed and not forgotten yet."""

    subjects: dict[int, tuple[Name, Name]] = field(default_factory=dict)
    """Of each dossier the entry that opened it, and the last about it."""

    ahead: timedelta = timedelta()
    _times: list[tuple[datetime, timedelta]] = field(default_factory=list)
    _seq: int = 0
    _digest: bytes = GENESIS
    _sent: tuple[int, bytes] = (0, GENESIS)
    _contact_at: datetime = _LONG_AGO

    @property
    def first_serial(self) -> int:
        """The first of the day's serials that the counter issues."""
        return self.answer.blocks[0][0]

    def found(self, staff: Sequence[StaffMember], at: datetime) -> None:
        """Begin the journal as every counter does: the founding and the staff."""
        unit = self.unit
        founded = CounterFounded(
            unit.code,
            unit.name,
            unit.agency_identifier,
            self.answer.desk,
            tuple((first, last) for first, last in self.answer.blocks),
            unit.province,
        )
        self._seal(founded, staff[0].clerk, at, None, ())
        for member in staff:
            joined = StaffJoined(member.clerk, member.name, member.role)
            self._seal(joined, staff[0].clerk, at, None, ())

    def record(self, events: Iterable[Event]) -> None:
        """Seal events one behind the other."""
        for event in events:
            opening, last = self.subjects.get(event.dossier, (None, None))
            after = (last,) if last else ()
            entry = self._seal(event.fact, event.by, event.at, opening, after, event.ahead)
            self.subjects[event.dossier] = (opening or entry.name, entry.name)

    def say(self, fact: Fact, by: str, at: datetime, subject: Name) -> None:
        """Seal a fact about a subject that another journal opened."""
        self._seal(fact, by, at, subject, (subject,))

    def push(self, province: Province, wait: int = 0) -> None:
        """Send what was not sent yet, as if the line had been there all the time.

        The last ``wait`` entries stay here: the province only hears that they are there.
        """
        new = [
            (entry, time)
            for entry, time in zip(self.entries, self._times, strict=True)
            if entry.seq > self._sent[0]
        ]
        new = new[: len(new) - wait]
        if not new:
            return
        days_alone = new[-1][1][0] - timedelta(days=DAYS_ALONE)

        def turn(one: tuple[Entry, tuple[datetime, timedelta]]) -> tuple[int, ...]:
            made_at = one[1][0]
            is_alone = made_at >= days_alone
            return made_at.year, made_at.month, made_at.day if is_alone else 0

        for _, group in groupby(new, key=turn):
            together = list(group)
            for start in range(0, len(together), _MOST):
                batch = together[start : start + _MOST]
                made_at, ahead = batch[-1][1]
                entries = [one[0] for one in batch]
                is_last = entries[-1] is new[-1][0]
                at = made_at + A_MOMENT
                self._exchange(province, at, ahead, entries, says_all=is_last)

    def knock(self, province: Province, at: datetime) -> None:
        """Ask the province for what is new, and send nothing; never before the last contact."""
        self._exchange(province, max(at, self._contact_at), self.ahead, [])

    def forget(self) -> None:
        """Let go of what was sealed, to save memory; the journal goes on behind it."""
        self.entries.clear()
        self._times.clear()

    def _exchange(
        self,
        province: Province,
        at: datetime,
        ahead: timedelta,
        batch: Sequence[Entry],
        *,
        says_all: bool = True,
    ) -> None:
        """Talk to the province once; ``says_all``: up to where the journal has come since."""
        moment, self._contact_at = microseconds(at), at
        then = replace(province, clock=lambda: moment)
        caller = then.storage.read(lambda work: work.counters.get(self.keys.id))
        assert caller is not None, "the counter was enrolled"
        sent, before = self._sent
        if batch:
            self._sent = (batch[-1].seq, batch[-1].digest)
        known_to = self._sent if batch and not says_all else (self._seq, self._digest)
        head, end = self._signed(*known_to), self._signed(*self._sent)
        request = ExchangeRequest(
            journal=self.journal,
            acked_seq=sent,
            head=head,
            end=end if batch and end.seq < head.seq else None,
            entries=to_columns([to_wire(entry) for entry in batch], [before]) if batch else None,
            at=microseconds(at + ahead),
            blocks=list(self.answer.blocks),
            program=PROGRAM,
        )
        exchange(then, caller, request)

    def _signed(self, seq: int, digest: bytes) -> Head:
        return Head(seq, digest, sign_head(self.keys, self.journal, seq, digest))

    def _seal(
        self,
        fact: Fact,
        by: str,
        at: datetime,
        subject: Name | None,
        after: tuple[Name, ...],
        ahead: timedelta = timedelta(),
    ) -> Entry:
        named = {fact.to_unit} if isinstance(fact, Forwarded) and fact.to_unit else set()
        entry = seal(
            self._digest,
            journal=self.journal,
            seq=self._seq + 1,
            subject=subject,
            after=after,
            kind=kind_of(fact),
            at=at,
            by=by,
            units=tuple(sorted({self.unit.code, *named})),
            payload=encode_fact(fact),
        )
        self.entries.append(entry)
        self._times.append((as_utc(at) - ahead, ahead))
        self._seq, self._digest = entry.seq, entry.digest
        return entry


def enrolled(province: Province, unit: Unit, journal: str, at: datetime) -> AreaCounter:
    """Enrol a counter of a unit that the province knows."""
    then = replace(province, clock=lambda: microseconds(at))
    keys, code = Keys.new(), new_code(then, unit.code, _AN_HOUR).code
    request = EnrolRequest(
        code=code,
        sign_key=keys.sign_key,
        box_key=keys.box_key,
        proof=sign_enrolment(keys, code),
        program=PROGRAM,
    )
    return AreaCounter(unit, keys, enrol(then, request), journal)
