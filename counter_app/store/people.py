"""The shelf of staff: who may log in here, as the journal says."""

from counter_app.domain.facts import CounterFounded, StaffJoined, StaffLeft
from counter_app.domain.people import StaffMember
from counter_app.store.journal import STAFF_KINDS, JournalShelf


class StaffShelf:
    """Reads the staff of this counter; a few dozen entries, folded whenever they are asked for."""

    def __init__(self, journal: JournalShelf) -> None:
        self._journal = journal

    def all(self) -> tuple[StaffMember, ...]:
        """Return those who may log in, by log-in name."""
        present: dict[str, StaffMember] = {}
        for fact in self._facts():
            if isinstance(fact, StaffJoined):
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
            fact for fact in self._facts() if isinstance(fact, StaffJoined) and fact.clerk == clerk
        ]
        return _member(joined[-1]) if joined else None

    def _facts(self) -> list[StaffJoined | StaffLeft]:
        history = self._journal.of_kinds(STAFF_KINDS)
        return [e.fact for e in history if isinstance(e.fact, StaffJoined | StaffLeft)]


def _member(fact: StaffJoined) -> StaffMember:
    return StaffMember(fact.clerk, fact.name, fact.role)


def founding(journal: JournalShelf) -> CounterFounded | None:
    """Return what this counter was set up as, by the last word of the journal."""
    facts = [entry.fact for entry in journal.of_kinds(("CounterFounded",))]
    return next((fact for fact in reversed(facts) if isinstance(fact, CounterFounded)), None)
