"""A supervisor of the whole province reads every unit, also those that are added later."""

import pytest

from sync.protocol.errors import Refused
from sync.protocol.heads import HeadsAnswer, HeadsRequest
from sync.protocol.messages import UnitPart
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.signing import authorization
from sync.server.enrolment import new_code, set_scope
from sync.server.publishing import add_unit
from tests.sync.server.conftest import A_DAY, UNITS, Setting
from tests.sync.server.toy_counter import ToyCounter

OFFICE, NORTH, SOUTH = "01843", "01900", "02000"
LATER = UnitPart("02101", "Xã Chợ Rã", "H55.21.01")
EVERYTHING = sorted({PROVINCE_FEED, *UNITS})


def a_supervisor(setting: Setting) -> ToyCounter:
    counter = ToyCounter(setting.send)
    counter.enrol(new_code(setting.province, OFFICE, A_DAY, reads_all=True).code)
    return counter


def a_commune(setting: Setting, unit: str, count: int = 3) -> ToyCounter:
    counter = setting.counter(unit)
    counter.record_many(count)
    counter.sync()
    return counter


def holds(reader: ToyCounter, *written: ToyCounter) -> bool:
    return {entry.name for counter in written for entry in counter.own} <= set(reader.held)


def test_a_code_for_the_whole_province_tells_all_units_of_now(setting: Setting) -> None:
    code = new_code(setting.province, OFFICE, A_DAY, reads_all=True).code
    assert ToyCounter(setting.send).enrol(code).scope == EVERYTHING


def test_the_whole_province_is_read_with_units_that_are_added_later(setting: Setting) -> None:
    """Seen to fail when the units were written down at enrolment: the later one never came."""
    north, south = a_commune(setting, NORTH), a_commune(setting, SOUTH)
    reader = a_supervisor(setting)
    assert reader.exchange().scope == EVERYTHING
    reader.sync()
    assert holds(reader, north, south)
    assert reader.exchange().scope is None, "what is known is not said again"

    add_unit(setting.province, LATER)
    later = a_commune(setting, LATER.code)

    assert reader.exchange().scope == sorted({*EVERYTHING, LATER.code})
    reader.sync()
    assert holds(reader, later)
    assert reader.exchange().scope is None
    assert {day.unit for day in reader.days_of_server(LATER.code)} == {LATER.code}
    assert later.journal in journals_of_heads(reader)
    assert setting.verified() == []


def test_a_snapshot_of_the_whole_province_holds_a_unit_that_came_later(setting: Setting) -> None:
    a_commune(setting, NORTH)
    reader = a_supervisor(setting)
    before = reader.get_snapshot()
    add_unit(setting.province, LATER)
    a_commune(setting, LATER.code, 5)

    after = reader.get_snapshot()

    assert after.count >= before.count + 5
    reader.cursor = after.cursor
    assert reader.exchange().scope == sorted({*EVERYTHING, LATER.code}), "its first exchange says"


def test_others_read_no_more_because_somebody_reads_all(setting: Setting) -> None:
    """The wrong party: a commune beside the supervisor, and its scope's version stands still."""
    commune = setting.counter(SOUTH)
    commune.sync()
    north, reader = a_commune(setting, NORTH), a_supervisor(setting)
    add_unit(setting.province, LATER)
    later = a_commune(setting, LATER.code)

    assert commune.exchange().scope is None
    commune.sync()

    assert not [name for name in commune.held if name[0] in (north.journal, later.journal)]
    assert commune.days_of_server(LATER.code) == []
    with pytest.raises(Refused) as refused:
        commune.fetch_day(LATER.code, 20_780)
    assert refused.value.word == "not_your_unit"
    assert later.journal not in journals_of_heads(commune)
    path = f"/v1/snapshot/{reader.get_snapshot().name}"
    headers = {"Authorization": authorization(commune.keys, "GET", path)}
    assert setting.send("GET", path, b"", headers)[0] == 403


def test_who_reads_all_writes_nowhere_but_in_the_own_journal(setting: Setting) -> None:
    north, reader = a_commune(setting, NORTH), a_supervisor(setting)
    reader.sync()
    reader.record(subject=north.own[0].name, units=(OFFICE,))
    assert [held.reason for held in reader.sync().quarantined] == ["not_concerned"]
    reader.journal = north.journal
    with pytest.raises(Refused) as refused:
        reader.exchange()
    assert refused.value.word == "not_your_journal"


def test_a_scope_is_widened_to_the_province_and_narrowed_again(setting: Setting) -> None:
    """Seen to fail when the version went back: the counter never heard of the narrower scope."""
    reader = setting.counter(OFFICE)
    own = sorted({PROVINCE_FEED, OFFICE})
    assert reader.exchange().scope == own

    assert set_scope(setting.province, f"{OFFICE}/1", (), reads_all=True) == tuple(EVERYTHING)
    assert reader.exchange().scope == EVERYTHING
    add_unit(setting.province, LATER)
    assert reader.exchange().scope == sorted({*EVERYTHING, LATER.code})

    set_scope(setting.province, f"{OFFICE}/1", (NORTH,))
    assert reader.exchange().scope == sorted({*own, NORTH})
    later = a_commune(setting, LATER.code)
    reader.sync()
    assert not holds(reader, later)
    assert later.journal not in journals_of_heads(reader)


def journals_of_heads(counter: ToyCounter) -> set[str]:
    heads = counter.call("/v1/heads", HeadsRequest(), HeadsAnswer).heads
    return {head.journal for head in heads}
