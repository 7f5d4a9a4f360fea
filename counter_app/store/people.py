"""The shelf of staff: who may log in here, as this counter's journal and the province say."""

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.domain.facts import CounterFounded, Recorded, StaffJoined, StaffLeft, UnknownFact
from counter_app.domain.people import Role, StaffMember
from counter_app.store.journal import STAFF_KINDS, JournalShelf
from counter_app.store.sync_state import SyncState
from sync.protocol.province import (
    PROVINCE_FEED,
    AccountEnded,
    AccountGranted,
    decode_province,
)

ACCOUNT_KINDS = ("AccountGranted", "AccountEnded")

_Fact = StaffJoined | StaffLeft | AccountGranted | AccountEnded


@dataclass(frozen=True)
class Account:
    """An account that the province granted, and the number of the entry that says so."""

    granted: AccountGranted
    seq: int


class StaffShelf:
    """Reads the staff of this counter; a few dozen entries, folded whenever they are asked for.

    Other counters of the unit tell of their own staff and their own founding: these are facts
    about them. What the province says counts here if it is for this unit.
    """

    def __init__(self, journal: JournalShelf, state: SyncState | None = None) -> None:
        self._journal = journal
        self._state = state

    def all(self) -> tuple[StaffMember, ...]:
        """Return those who may log in, by log-in name."""
        present: dict[str, StaffMember] = {}
        for fact in self._facts():
            if isinstance(fact, StaffJoined | AccountGranted):
                present[fact.clerk] = _member(fact)
            else:
                present.pop(fact.clerk, None)
        return tuple(present[clerk] for clerk in sorted(present))

    def present(self, clerk: str) -> StaffMember | None:
        """Return a member of staff who may log in, by log-in name; None if there is none."""
        return next((member for member in self.all() if member.clerk == clerk), None)

    def by_clerk(self, clerk: str) -> StaffMember | None:
        """Return who has signed under a log-in name, even if they have left; None if nobody."""
        joined = [
            fact
            for fact in self._facts()
            if isinstance(fact, StaffJoined | AccountGranted) and fact.clerk == clerk
        ]
        return _member(joined[-1]) if joined else None

    def names(self) -> dict[str, str]:
        """Return the name of everybody who ever had an account, by log-in name."""
        return {
            fact.clerk: fact.name
            for fact in self._facts()
            if isinstance(fact, StaffJoined | AccountGranted)
        }

    def accounts(self) -> dict[str, Account]:
        """Return the accounts in force that the province granted for this unit, by name."""
        granted: dict[str, Account] = {}
        for entry, fact in self._said():
            if isinstance(fact, AccountGranted):
                granted[fact.clerk] = Account(fact, entry.name.seq)
            elif not isinstance(fact, StaffJoined):
                granted.pop(fact.clerk, None)
        return granted

    def once_granted(self) -> frozenset[str]:
        """Return the log-in names that the province ever spoke of."""
        return frozenset(
            fact.clerk
            for _, fact in self._said()
            if isinstance(fact, AccountGranted | AccountEnded)
        )

    def _facts(self) -> list[_Fact]:
        return [fact for _, fact in self._said()]

    def _said(self) -> list[tuple[Recorded, _Fact]]:
        said: list[tuple[Recorded, _Fact]] = []
        for entry in self._entries():
            fact = entry.fact
            if isinstance(fact, StaffJoined | StaffLeft):
                said.append((entry, fact))
            elif isinstance(fact, UnknownFact) and (account := self._account(fact)):
                said.append((entry, account))
        return said

    def _account(self, fact: UnknownFact) -> AccountGranted | AccountEnded | None:
        """Return what the province says of an account; one for other units only is none here."""
        said = decode_province(fact.kind, fact.payload)
        if isinstance(said, AccountGranted) and self._state:
            is_here = self._state.unit in said.units or PROVINCE_FEED in said.units
            return said if is_here else AccountEnded(said.clerk)
        return said if isinstance(said, AccountEnded) else None

    def _entries(self) -> list[Recorded]:
        """Return what is said of staff by who may say it, in causal order."""
        ours = own_journals(self._journal, self._state)
        state = self._state
        province = state.province_journal if state else ""
        kinds = STAFF_KINDS + (ACCOUNT_KINDS if province else ())
        return [
            entry
            for entry in self._journal.of_kinds(kinds)
            if (entry.name.journal in ours and not isinstance(entry.fact, UnknownFact))
            or (entry.name.journal == province and isinstance(entry.fact, UnknownFact))
        ]


def own_journals(journal: JournalShelf, state: SyncState | None) -> frozenset[str]:
    """Return the journals of this counter: the one it appends to, and its former ones."""
    return frozenset((journal.own, *(state.lineage if state else ())))


def _member(fact: StaffJoined | AccountGranted) -> StaffMember:
    role = fact.role if isinstance(fact, StaffJoined) else _role(fact.role)
    return StaffMember(fact.clerk, fact.name, role)


def _role(word: str) -> Role:
    """Return a role; one that only a newer program knows may do what a clerk may."""
    return Role(word) if word in {role.value for role in Role} else Role.CLERK


def founding(journal: JournalShelf, state: SyncState | None = None) -> CounterFounded | None:
    """Return what this counter was set up as, by the last word of its own journals."""
    ours = own_journals(journal, state)
    facts: Sequence[CounterFounded] = [
        entry.fact
        for entry in journal.of_kinds(("CounterFounded",))
        if entry.name.journal in ours and isinstance(entry.fact, CounterFounded)
    ]
    return facts[-1] if facts else None
