"""A real counter with a few dossiers behind the screens of dossiers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Trouble
from counter_app.domain.facts import Paper, SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services import intake
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.ui.dossiers.ports import DossierPorts, ports_of
from counter_app.ui.ports import Run
from tests.support.counters import (
    A_CLERK,
    A_MONDAY,
    BIRTH,
    RESIDENCE,
    a_counter,
    a_person,
)


@dataclass
class Outside:
    """The clock, the clerk, the printer and the disk around the screens."""

    now: datetime = A_MONDAY + timedelta(minutes=10)
    clerk: StaffMember = A_CLERK
    printed: list[tuple[str, bytes]] = field(default_factory=list)
    printer_trouble: Trouble | None = None

    def send(self, pdf: bytes, title: str) -> None:
        if self.printer_trouble is not None:
            raise self.printer_trouble
        self.printed.append((title, pdf))

    @staticmethod
    def save(pdf: bytes, path: Path) -> None:
        path.write_bytes(pdf)

    def ports(self, counter: Counter, run: Run) -> DossierPorts:
        return ports_of(
            counter,
            run,
            lambda: self.now,
            lambda: self.clerk,
            lambda: SlipPaper.A5,
            self.send,
            self.save,
        )


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    yield counter
    counter.store.close()


@pytest.fixture
def outside() -> Outside:
    return Outside()


def take_in(
    counter: Counter, name: str, days_ago: int = 0, procedure: str = BIRTH, number: int = 0
) -> Dossier:
    """Take a dossier in as it was done some days ago."""
    at = A_MONDAY - timedelta(days=days_ago) + timedelta(minutes=number)
    request = IntakeRequest(
        procedure,
        a_person(name, f"0060910{number:05d}"),
        papers=(Paper("Tờ khai"), Paper("Giấy chứng sinh", is_lacking=True)),
    )
    return intake.take_in(counter, request, A_CLERK, at)


@pytest.fixture
def three(counter: Counter) -> tuple[Dossier, ...]:
    """Return an overdue dossier, one due later, and one of today."""
    return (
        take_in(counter, "LÒ VĂN ĐỨC", 6, BIRTH, 1),
        take_in(counter, "MA THỊ BÉ", 3, RESIDENCE, 2),
        take_in(counter, "ĐẶNG THỊ NGỮ ÁNH", 0, BIRTH, 3),
    )
