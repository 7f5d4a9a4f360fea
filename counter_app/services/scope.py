"""Which units a counter follows, by what names, and who asked for one that it does not."""

from collections.abc import Callable
from datetime import datetime

from counter_app.domain.errors import Refusal
from counter_app.domain.people import StaffMember
from counter_app.services.acting import record_attempt
from counter_app.services.counter import Counter
from counter_app.store.store import Reading
from sync.protocol.province import PROVINCE_FEED


class UnitNotInScope(Refusal):
    """Figures were asked of a unit whose dossiers this counter does not follow."""

    def __init__(self, unit_code: str) -> None:
        super().__init__(unit_code)
        self.unit_code = unit_code


def followed(counter: Counter, reading: Reading) -> tuple[str, ...]:
    """Return the units that this counter follows, its own first unless it only looks at others."""
    state, own = reading.sync.state(), counter.desk.unit.code
    scope = state.scope if state and not counter.sight else ()
    others = [code for code in scope if code not in (PROVINCE_FEED, own)]
    works = not others or reading.figures.has_dossiers((own, ""))
    return tuple(dict.fromkeys((*((own,) if works else ()), *others)))


def asked_scope(counter: Counter, reading: Reading, unit: str | None) -> tuple[str, ...]:
    """Return the units that are meant: one, or (None) all that this counter follows.

    Raises:
        UnitNotInScope: this counter does not follow the unit.
    """
    scope = followed(counter, reading)
    if unit is None:
        return scope
    if unit not in scope:
        raise UnitNotInScope(unit)
    return (unit,)


def check_unit(counter: Counter, unit: str | None, by: StaffMember, now: datetime) -> None:
    """Refuse a unit that this counter does not follow; who asked for it is recorded.

    Raises:
        UnitNotInScope: it is not one of those that may be seen here.
    """
    try:
        with counter.store.reading() as reading:
            asked_scope(counter, reading, unit)
    except UnitNotInScope as error:
        record_attempt(counter, by, "other_unit", now, error.unit_code)
        raise


def unit_names(counter: Counter, reading: Reading) -> Callable[[str], str]:
    """Return what tells units by name: their counters do, else the list of communes, else codes."""
    own = counter.desk.unit
    said = {**reading.figures.unit_names(), own.code: own.name}

    def name(code: str) -> str:
        place = counter.places.by_code(code)
        return said.get(code) or (place.name if place else code)

    return name
