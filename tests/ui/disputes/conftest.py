"""Two real counters of one unit that contradicted each other while the line was down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.people import StaffMember
from counter_app.domain.units import Desk, SerialBlock
from counter_app.services import following, settling
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.ui.disputes.presenter import DisputePorts, ports_of
from counter_app.ui.ports import Run
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
from tests.support.kept import carry


@dataclass
class Pair:
    """Desk 2, at which the screen stands, and desk 3; ``code`` is in dispute between them."""

    here: Counter
    there: Counter
    code: str
    now: datetime = A_MONDAY + timedelta(hours=1)
    by: StaffMember = A_HEAD

    def ports(self, run: Run) -> DisputePorts:
        return ports_of(self.here, run, lambda: self.now, lambda: self.by)

    def settle_there(self) -> None:
        """Settle the dispute at the other desk, and bring the word of it here."""
        with self.there.store.reading() as reading:
            (dispute,) = reading.dossiers.by_code(self.code).disputes
        settling.settle(self.there, self.code, dispute, None, "Làm lại", A_HEAD, self.now)
        carry(self.there, self.here)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    folders = [tmp_path / "here", tmp_path / "there"]
    for folder in folders:
        folder.mkdir()
    here = a_counter(folders[0])
    there = a_counter(folders[1], Desk(A_UNIT, 3, (SerialBlock(3001, 3999),)))
    applicant = a_person("ĐẶNG THỊ NGỮ ÁNH")
    code = take_in(here, IntakeRequest(RESIDENCE, applicant), A_CLERK, A_MONDAY).code
    carry(here, there)
    at = A_MONDAY + timedelta(minutes=30)
    following.withdraw(here, code, "Người dân đổi ý", A_CLERK, at)
    following.forward(there, code, ForwardTo(name="Lý Văn Thử"), ANOTHER_CLERK, at)
    carry(here, there)
    carry(there, here)
    yield Pair(here, there, code)
    here.store.close()
    there.store.close()
