"""The communes' counters: each with keys and a journal of its own, sealed and signed as real ones.

No stores are made for them: what a counter would have recorded is sealed in memory and goes to
the province by the same exchange as everything, month by month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from counter_app.demo_area.lives import Event
from counter_app.domain.facts import CounterFounded, Fact, StaffJoined
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

_AN_HOUR = 3_600_000_000
_MOST = 2_000


@dataclass
class AreaCounter:
    """A counter of a commune, enrolled at the province."""

    unit: Unit
    keys: Keys
    answer: EnrolAnswer
    journal: str
    entries: list[Entry] = field(default_factory=list)
    subjects: dict[int, tuple[Name, Name]] = field(default_factory=dict)
    """Of each dossier the entry that opened it, and the last about it."""

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
            entry = self._seal(event.fact, event.by, event.at, opening, after)
            self.subjects[event.dossier] = (opening or entry.name, entry.name)

    def push(self, province: Province) -> None:
        """Send everything, a month at a time, as if the line had been there all year."""
        months = groupby(self.entries, key=lambda entry: (entry.at.year, entry.at.month))
        before = GENESIS
        for _, entries in months:
            month = list(entries)
            for start in range(0, len(month), _MOST):
                batch = month[start : start + _MOST]
                self._push(province, batch, before)
                before = batch[-1].digest

    def _push(self, province: Province, batch: list[Entry], before: bytes) -> None:
        last = batch[-1]
        at = microseconds(last.at)
        then = replace(province, clock=lambda: at)
        caller = then.storage.read(lambda work: work.counters.get(self.keys.id))
        assert caller is not None, "the counter was enrolled"
        signature = sign_head(self.keys, self.journal, last.seq, last.digest)
        request = ExchangeRequest(
            journal=self.journal,
            acked_seq=batch[0].seq - 1,
            head=Head(last.seq, last.digest, signature),
            entries=to_columns([to_wire(entry) for entry in batch], [before]),
            at=at,
            blocks=list(self.answer.blocks),
            program=PROGRAM,
        )
        exchange(then, caller, request)

    def _seal(
        self, fact: Fact, by: str, at: datetime, subject: Name | None, after: tuple[Name, ...]
    ) -> Entry:
        entry = seal(
            self.entries[-1].digest if self.entries else GENESIS,
            journal=self.journal,
            seq=len(self.entries) + 1,
            subject=subject,
            after=after,
            kind=kind_of(fact),
            at=at,
            by=by,
            units=(self.unit.code,),
            payload=encode_fact(fact),
        )
        self.entries.append(entry)
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
