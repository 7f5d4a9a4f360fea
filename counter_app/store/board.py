"""The shelf of the deadline board: everything that has not ended, and rows by their numbers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    TypeCoerce,
    bindparam,
    func,
    select,
    text,
    type_coerce,
)

from counter_app.domain.dossier_row import DossierRow, LiveRow
from counter_app.domain.states import DossierState
from counter_app.store.dossiers import of_unit, row_value
from counter_app.store.tables import IS_LIVE, dossiers
from sync.protocol.entry import moment_of


def _raw(column: Column[datetime]) -> TypeCoerce[int]:
    """Return a moment's column as the number that is stored: thousands are read at a time."""
    return type_coerce(column, BigInteger)


_LIVE = (
    select(
        dossiers.c.number,
        dossiers.c.state,
        _raw(dossiers.c.due_at),
        _raw(dossiers.c.counted_from),
        _raw(dossiers.c.promised_at),
        dossiers.c.field,
        dossiers.c.holder,
        dossiers.c.own_due_at,
        dossiers.c.counts_late,
        dossiers.c.has_apology,
        dossiers.c.is_disputed,
    )
    .where(text(IS_LIVE))
    .order_by(dossiers.c.due_at, dossiers.c.number)
)
_ROWS = select(dossiers).where(dossiers.c.number.in_(bindparam("numbers", expanding=True)))
_IS_DISPUTED = text("is_disputed")
_DISPUTED = select(dossiers).where(_IS_DISPUTED).order_by(dossiers.c.number)
_COUNT_DISPUTED = select(func.count()).select_from(dossiers).where(_IS_DISPUTED)
_STATES = {state.value: state for state in DossierState}


class BoardShelf:
    """Reads what the deadline board and the list of disputes are made of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def live(self, unit: str = "") -> tuple[LiveRow, ...]:
        """Return every dossier that has not ended (of a unit), the first due first."""
        statement = _LIVE.where(of_unit(unit)) if unit else _LIVE
        found = self._connection.execute(statement).all()
        return tuple(
            LiveRow(
                number,
                _STATES[state],
                moment_of(due),
                moment_of(counted),
                moment_of(promised),
                *rest,
            )
            for number, state, due, counted, promised, *rest in found
        )

    def rows(self, numbers: Sequence[int]) -> tuple[DossierRow, ...]:
        """Return rows by their numbers, in this order; what is not there is passed over."""
        found = self._connection.execute(_ROWS, {"numbers": list(numbers)}).all()
        by_number = {row.number: row_value(row) for row in found}
        return tuple(by_number[number] for number in numbers if number in by_number)

    def disputed(self, unit: str = "") -> tuple[DossierRow, ...]:
        """Return every dossier (of a unit) about which counters contradict each other."""
        statement = _DISPUTED.where(of_unit(unit)) if unit else _DISPUTED
        return tuple(row_value(row) for row in self._connection.execute(statement).all())

    def disputed_count(self) -> int:
        """Return how many dossiers are disputed."""
        return int(self._connection.execute(_COUNT_DISPUTED).scalar_one())
