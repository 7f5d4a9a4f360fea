"""What the screen of settings asks of the rest of the program, as plain callables.

All but ``run``, ``now``, ``current``, ``apply``, ``counter`` and ``promise`` run on the desk
thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from counter_app.domain.deadline import DueMode, Promise, TimeLimit
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.domain.procedure import Procedure
from counter_app.domain.rules import Rules
from counter_app.domain.units import Desk
from counter_app.services import day_list, procedure_list, rules, settings
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.decided import Decided, decided
from counter_app.services.procedure_list import ListFile, ListReport
from counter_app.services.rules import DayWish
from counter_app.services.settings import Settings
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class Machine:
    """What the machine at the desk has, and how a choice takes effect at once.

    ``printers`` are the system's names; ``print_on`` is given a PDF, the job's title and the
    printer's name (empty: the system's choice). ``apply`` is called on the GUI thread with what
    was saved.
    """

    home: Path
    printers: Callable[[], Sequence[str]]
    print_on: Callable[[bytes, str, str], None]
    apply: Callable[[Settings], None]


@dataclass(frozen=True)
class DaysDecided:
    """What came of decided days: how many differ now, and how many dossiers they touch."""

    changed_count: int
    touched_count: int


@dataclass(frozen=True)
class SettingsPorts:
    """Everything outside the screen of settings."""

    run: Run
    now: Clock
    current: Callable[[], StaffMember]
    desk: Desk
    rules: Callable[[], Rules]
    promise: Callable[[datetime, TimeLimit, DueMode], Promise]
    read: Callable[[], Settings]
    save: Callable[[Mapping[str, Any], StaffMember], Settings]
    apply: Callable[[Settings], None]
    printers: Callable[[], Sequence[str]]
    serial_ports: Callable[[], Sequence[str]]
    print_page: Callable[[SlipPaper, str], None]
    decisions: Callable[[], tuple[Decided, ...]]
    decide_procedure: Callable[[Procedure, str, StaffMember], None]
    end_procedure: Callable[[str, date, str, StaffMember], None]
    read_list: Callable[[Path, str | None], ListFile]
    preview_list: Callable[[ListFile, date], ListReport]
    take_over: Callable[[ListReport, str, StaffMember, bool], ListReport]
    export_list: Callable[[Path, date, bool], int]
    decide_days: Callable[[Sequence[DayWish], str, StaffMember], DaysDecided]
    lines_of_file: Callable[[Path], tuple[str, ...]]
    confirm_clock: Callable[[StaffMember], object]


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember], machine: Machine
) -> SettingsPorts:
    """Bind the screen of settings to one counter and the machine that it runs on."""
    return SettingsPorts(
        run=run,
        now=now,
        current=current,
        desk=counter.desk,
        rules=lambda: counter.rules.current,
        promise=lambda at, limit, mode: counter.due_clock.promise(at, limit, mode=mode),
        read=partial(settings.read, machine.home),
        save=lambda chosen, by: _save(counter, machine.home, chosen, by, now()),
        apply=machine.apply,
        printers=machine.printers,
        serial_ports=settings.serial_ports,
        print_page=lambda paper, printer: _print_page(counter, machine, paper, printer, now()),
        decisions=partial(decided, counter),
        decide_procedure=lambda edition, document, by: rules.decide_procedures(
            counter, [edition], document, by, now()
        ),
        end_procedure=lambda code, last_on, document, by: rules.end_procedure(
            counter, code, last_on, document, by, now()
        ),
        read_list=procedure_list.read,
        preview_list=partial(procedure_list.preview, counter),
        take_over=lambda report, document, by, skip_bad: procedure_list.take_over(
            counter, report.file, report.valid_from, document, by, now(), skip_bad=skip_bad
        ),
        export_list=lambda path, on, is_empty: procedure_list.export(
            counter, path, on, is_empty=is_empty
        ),
        decide_days=lambda days, document, by: _decide_days(counter, days, document, by, now()),
        lines_of_file=day_list.lines_of_file,
        confirm_clock=lambda by: confirm_clock(counter, by, now()),
    )


def _save(
    counter: Counter, home: Path, chosen: Mapping[str, Any], by: StaffMember, at: datetime
) -> Settings:
    saved = settings.save(counter, home, chosen, by, at)
    settings.work_by(counter, saved)
    return saved


def _print_page(
    counter: Counter, machine: Machine, paper: SlipPaper, printer: str, at: datetime
) -> None:
    page = settings.try_out(counter, paper, printer or "theo hệ thống", at)
    machine.print_on(page, "Trang in thu", printer)


def _decide_days(
    counter: Counter, days: Sequence[DayWish], document: str, by: StaffMember, now: datetime
) -> DaysDecided:
    changed = rules.decide_days(counter, days, document, by, now)
    return DaysDecided(len(changed), day_list.touched_count(counter, changed, now))
