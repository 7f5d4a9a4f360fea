"""A province and its counters, to which anything may happen; and what must hold all the same."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from counter_app.domain.facts import EntryName, SlipPaper, SlipPrinted
from counter_app.services import sync_status
from counter_app.services.exchange import Exchange
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from sync.protocol.wire_entry import WireEntry
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine
from tests.sync.exchange.lines import WildLine


class PowerCut(BaseException):
    """The machine stops where it stands."""


class FailingExchange(Exchange):
    """A counter whose power may fail before or after an answer is stored."""

    def __init__(self, machine: Machine, luck: Random) -> None:
        super().__init__(machine.store, machine.clock)
        self._luck = luck

    def take(
        self, request: ExchangeRequest, answer: ExchangeAnswer, page: Sequence[WireEntry]
    ) -> int | None:
        if self._luck.random() < 0.3:
            raise PowerCut
        taken = super().take(request, answer, page)
        if self._luck.random() < 0.4:
            raise PowerCut
        return taken

    def begin_journal(self, former: str, common_seq: int) -> int:
        again = super().begin_journal(former, common_seq)
        if self._luck.random() < 0.4:
            raise PowerCut
        return again


class World:
    """Machines, the province, and all the copies that somebody made of their disks."""

    def __init__(self, country: Country, seed: int, count: int = 3) -> None:
        self.country = country
        self.luck = Random(seed)
        self.machines = [country.machine() for _ in range(count)]
        self.copies: dict[int, list[Path]] = {i: [] for i in range(count)}
        self.backups: list[Path] = []
        self.recorded = 0
        self.marks: dict[int, tuple[str, str, int]] = {}

    def record(self, which: int) -> None:
        """Take a dossier in, where there is a serial: after a fork there is none for a moment."""
        if not self.machines[which].state().blocks:
            return
        self.recorded += 1
        self.machines[which].record(self.recorded % 900 + 1, f"Lý Văn {self.recorded}")

    def act(self, which: int) -> None:
        """Do something about any dossier that the machine shows."""
        machine = self.machines[which]
        rows = machine.rows()
        if rows:
            row = self.luck.choice(rows)
            with machine.store.writing() as work:
                work.journal.record(
                    SlipPrinted(SlipPaper.A5),
                    by="mau",
                    at=machine.clock(),
                    subject=EntryName(row["journal"], row["seq"]),
                    units=("01843",),
                )

    def exchange(self, which: int) -> None:
        """Exchange over a line on which anything happens."""
        machine = self.machines[which]
        line = WildLine(machine.dial(), self.luck, 0.2)
        sync_once(machine.exchange, line, Link(self.luck))
        line.close()

    def exchange_with_power_cuts(self, which: int) -> None:
        """Exchange while the power fails; then switch on again."""
        machine = self.machines[which]
        line = machine.dial()
        try:
            sync_once(FailingExchange(machine, self.luck), line, Link(self.luck))
        except PowerCut:
            machine.switch_off()
            machine.switch_on()
        line.close()

    def set_clock(self, which: int) -> None:
        """Set a clock wrong, by up to ten years."""
        self.machines[which].clock.now += timedelta(days=self.luck.randint(-1_000, 1_000))

    def copy_disk(self, which: int) -> None:
        """Make a copy of a disk."""
        to = self.country.folder / f"copy-{which}-{len(self.copies[which])}"
        self.machines[which].copy_disk(to)
        self.copies[which].append(to)

    def restore_disk(self, which: int) -> None:
        """Set a disk back to one of its copies, if there is any."""
        if self.copies[which]:
            self.machines[which].restore_disk(self.luck.choice(self.copies[which]))
            self.marks.pop(which, None)

    def back_up_province(self) -> None:
        """Make a copy of the province's database."""
        self.country.province.storage.close()
        to = self.country.folder / f"backup-{len(self.backups)}.db"
        shutil.copy(self.country.folder / "province.db", to)
        self.backups.append(to)

    def restore_province(self) -> None:
        """Set the province's database back."""
        if self.backups:
            self.country.province.storage.close()
            shutil.copy(self.luck.choice(self.backups), self.country.folder / "province.db")

    def check(self) -> None:
        """Check what must hold at every moment, on every machine (I4, I14)."""
        for which, machine in enumerate(self.machines):
            state, now = machine.state(), sync_status.status(machine.store)
            with machine.store.reading() as reading:
                own = reading.journal.own
            assert 0 <= state.acked_seq <= now.head
            assert now.waiting == now.head - state.acked_seq
            before = self.marks.get(which)
            if before is not None and before[:2] == (own, state.epoch):
                assert state.acked_seq >= before[2], "an acknowledgement was taken back"
            self.marks[which] = (own, state.epoch, state.acked_seq)

    def heal(self) -> None:
        """Let the line be good, and check that all is everywhere, once (I1, I3, I13)."""
        survived = {name for machine in self.machines for name in names_on(machine)}
        for _ in range(4):
            for machine in self.machines:
                outcome = machine.sync(machine.dial())
                assert outcome.ok, outcome
                assert sync_status.status(machine.store).is_green
                self.check()
        first = self.machines[0]
        for machine in self.machines:
            names = names_on(machine)
            assert len(names) == len(set(names)), "a dossier is there twice"
            assert survived <= set(names), "something that survived was lost"
            assert machine.rows() == first.rows()
            assert machine.store.check() == ()
            assert sync_status.status(machine.store).misfit_count == 0
        assert self.country.is_sound()


def names_on(machine: Machine) -> list[Any]:
    """Return whose dossiers a machine shows."""
    return [row["applicant_name"] for row in machine.rows()]
