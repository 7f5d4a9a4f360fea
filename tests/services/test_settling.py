"""Two real counters that contradict each other: the same dispute here and there, settled once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.people import FieldsRefused
from counter_app.domain.states import DossierState
from counter_app.domain.steps import StepNotAllowed, Why
from counter_app.domain.units import Desk, SerialBlock
from counter_app.services import following, returning, settling, supervision
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from tests.support.counters import (
    A_CLERK,
    A_HEAD,
    A_MONDAY,
    A_UNIT,
    ANOTHER_CLERK,
    RESIDENCE,
    a_counter,
    a_person,
)
from tests.support.kept import carry, kept


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Counter]:
    """Return desk 3 of the same unit, on a machine of its own."""
    folder = tmp_path / "other"
    folder.mkdir()
    made = a_counter(folder, Desk(A_UNIT, 3, (SerialBlock(3001, 3999),)))
    yield made
    made.store.close()


@pytest.fixture
def code(counter: Counter, other: Counter) -> str:
    """Return a dossier that one counter withdrew while the other forwarded it."""
    made = take_in(counter, IntakeRequest(RESIDENCE, a_person()), A_CLERK, A_MONDAY).code
    carry(counter, other)
    following.withdraw(counter, made, "Đổi ý", A_CLERK, A_MONDAY)
    following.forward(other, made, ForwardTo(name="Lý Văn Thử"), ANOTHER_CLERK, A_MONDAY)
    carry(counter, other)
    carry(other, counter)
    return made


def test_both_counters_see_the_same_dispute_and_nothing_is_dropped(
    counter: Counter, other: Counter, code: str
) -> None:
    here, there = kept(counter, code), kept(other, code)

    assert here == there
    assert here.state is DossierState.OPEN
    (dispute,) = here.disputes
    assert {(side.step.value, side.by) for side in dispute.sides} == {
        ("withdraw", "mau"),
        ("forward", "hoan"),
    }
    for each in (counter, other):
        assert settling.disputed_count(each) == 1
        assert [row.code for row in settling.disputed(each)] == [code]
        desks = settling.places(each)
        assert {desks[side.name.journal].desk for side in dispute.sides} == {2, 3}
        assert each.store.check() == ()


def test_a_supervisor_finds_a_units_disputed_dossiers_by_clerk(counter: Counter, code: str) -> None:
    for clerk, found in ((None, [code]), (A_CLERK.clerk, [code]), (ANOTHER_CLERK.clerk, [])):
        rows = supervision.disputed(counter, A_UNIT.code, clerk)
        assert [row.code for row in rows] == found
    assert supervision.disputed(counter, "01849", None) == ()


def test_while_disputed_nothing_else_is_done_but_what_disturbs_nothing(
    counter: Counter, code: str
) -> None:
    with pytest.raises(StepNotAllowed) as refusal:
        returning.mark_ready(counter, code, Result(), A_CLERK, A_MONDAY)
    assert refusal.value.why is Why.DISPUTED
    assert following.pay_fee(counter, code, 8_000, "BL-1", A_CLERK, A_MONDAY).paid == 8_000


def test_one_person_settles_it_for_both(counter: Counter, other: Counter, code: str) -> None:
    (dispute,) = kept(counter, code).disputes
    forwarded = next(side for side in dispute.sides if side.by == "hoan")
    dossier = settling.settle(
        counter, code, dispute, forwarded.name, "Người dân xác nhận không rút", A_HEAD, A_MONDAY
    )
    carry(counter, other)

    assert dossier.state is DossierState.FORWARDED
    assert dossier.holder.name == "Lý Văn Thử"
    assert kept(other, code) == kept(counter, code) == dossier
    assert settling.disputed(other) == ()
    assert (
        returning.solve_and_hand_out(
            other, code, Result(), HandOut(receiver="Thử"), ANOTHER_CLERK, A_MONDAY
        ).state
        is DossierState.RETURNED
    )


def test_a_settlement_needs_a_reason_a_side_and_the_dispute_as_it_is(
    counter: Counter, code: str
) -> None:
    (dispute,) = kept(counter, code).disputes
    opening = kept(counter, code).name
    with pytest.raises(FieldsRefused) as refusal:
        settling.settle(counter, code, dispute, opening, " ", A_HEAD, A_MONDAY)
    assert refusal.value.problems == {"reason": "missing", "holds": "unknown"}

    settling.settle(counter, code, dispute, None, "Làm lại từ đầu", A_HEAD, A_MONDAY)
    assert kept(counter, code).state is DossierState.OPEN
    with pytest.raises(StepNotAllowed) as again:
        settling.settle(counter, code, dispute, None, "Lần nữa", A_HEAD, A_MONDAY)
    assert again.value.why is Why.NO_DISPUTE
