"""What the province publishes is in force at the counters it was published for."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from counter_app.domain.procedure import Procedure
from counter_app.domain.rules import RuleBook
from counter_app.services import rules
from counter_app.services.counter import Counter
from counter_app.system.paths import resources_dir
from sync.protocol.province import Published
from sync.server.publishing import Statement, publish, say
from tests.support.counters import RESIDENCE
from tests.sync.exchange.conftest import HERE, THERE, Country
from tests.sync.exchange.counters import HEAD, Machine

A_DAY = date(2027, 3, 1)
AFTER = date(2027, 6, 1)


def synced(machine: Machine) -> Counter:
    assert machine.sync().ok
    assert machine.counter is not None
    rules.refresh(machine.counter)
    return machine.counter


def residence(counter: Counter, on: date) -> Procedure:
    return counter.catalogue.procedure(RESIDENCE, on=on)


def test_a_published_procedure_and_calendar_hold_at_every_counter(
    country: Country, tmp_path: Path
) -> None:
    here, there = country.machine(), country.machine(THERE.code)
    catalogue = json.loads((resources_dir() / "catalogue" / "procedures.json").read_text("utf-8"))
    (old,) = (row for row in catalogue["procedures"] if row["code"] == RESIDENCE)
    new = {**old, "name": "Đăng ký tạm trú theo luật mới", "valid_from": A_DAY.isoformat()}
    path = tmp_path / "procedures.json"
    path.write_text(json.dumps({**catalogue, "procedures": [new]}), "utf-8")
    publish(country.province, "procedures", path, ())
    calendar = tmp_path / "calendar.csv"
    text = (resources_dir() / "calendar" / "calendar.csv").read_text("utf-8")
    calendar.write_text(text + "2027-03-02,off,Nghỉ theo thông báo,1/TB,yes\n", "utf-8")
    publish(country.province, "calendar", calendar, (HERE.code,))

    for machine in (here, there):
        counter = synced(machine)
        assert residence(counter, AFTER).name == "Đăng ký tạm trú theo luật mới"
        assert residence(counter, date(2026, 11, 23)).name == old["name"]
    assert here.counter is not None and there.counter is not None
    assert not here.counter.due_clock.calendar.is_working_day(date(2027, 3, 2))
    assert there.counter.due_clock.calendar.is_working_day(date(2027, 3, 2)), "not for them"
    (new_day,) = here.counter.rules.current.new_days
    assert new_day.on == date(2027, 3, 2)


def test_a_publication_that_cannot_be_read_changes_nothing(country: Country) -> None:
    machine = country.machine()
    broken = Published("procedure", RESIDENCE, '{"code": "1.004194", "colour": "blue"}')
    say(country.province, [Statement(f"procedure/{RESIDENCE}", broken)])

    counter = synced(machine)

    assert counter.rules.current.unreadable_count == 1
    assert counter.catalogue == counter.rules.base.catalogue


def test_a_decision_at_one_desk_holds_at_the_other_of_the_same_unit_only(
    country: Country,
) -> None:
    first, second, other = country.machine(), country.machine(), country.machine(THERE.code)
    assert first.counter is not None
    day = rules.DayWish(date(2026, 12, 31), "off", "Nghỉ của xã")
    rules.decide_days(first.counter, [day], "1/TB-UBND", HEAD, first.clock())
    first.sync()

    assert not synced(second).due_clock.calendar.is_working_day(day.on)
    assert synced(other).due_clock.calendar.is_working_day(day.on)
    again = replace(first.counter, rules=RuleBook(first.counter.rules.base))
    rules.refresh(again)
    assert not again.due_clock.calendar.is_working_day(day.on)
