"""A code that two dossiers share: one of them gets another, and both slips still lead there."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from counter_app.domain.facts import EntryName, SlipPaper
from counter_app.domain.people import FieldsRefused
from counter_app.domain.steps import StepNotAllowed
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.services import collecting, dossiers, settling, slips, sync_status
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.settling import CodeNotShared, change_code, sharers
from counter_app.store.errors import CodeShared
from tests.support.counters import (
    A_CLERK,
    A_DESK,
    A_HEAD,
    A_MONDAY,
    RESIDENCE,
    a_counter,
    a_person,
)
from tests.support.kept import carry
from tests.support.pdf import text_of

LATER = A_MONDAY + timedelta(hours=1)
OTHER_UNIT = Unit("01849", "Xã Phong Quang", "Thái Nguyên", "H55.18.49")
Made = Callable[..., Counter]
CODE = "H55.18.43-261123-2001"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Make machines whose disks were copied from each other: all issue the same serials."""
    counters: list[Counter] = []

    def make(name: str, desk: Desk = A_DESK) -> Counter:
        (tmp_path / name).mkdir()
        counters.append(a_counter(tmp_path / name, desk))
        return counters[-1]

    yield make
    for each in counters:
        each.store.close()


def one_code(made: Made) -> tuple[Counter, Counter]:
    """Return two counters that both took a dossier in under one code, and know it."""
    here, there = made("here"), made("there")
    for counter, name in ((here, "LÝ VĂN BÉ"), (there, "MA THỊ MẪU")):
        code = take_in(counter, IntakeRequest(RESIDENCE, a_person(name)), A_CLERK, A_MONDAY).code
        assert code == CODE
    carry(here, there)
    carry(there, here)
    return here, there


def shown_of(counter: Counter, name: str) -> str:
    return next(s.shown for s in sharers(counter) if s.dossier.intake.applicant.name == name)


def rows(counter: Counter) -> dict[str, str]:
    return {row.code: row.applicant_name for row in dossiers.find(counter, "dang ky tam tru")}


def is_sound(counter: Counter) -> bool:
    before = rows(counter)
    assert counter.store.check() == ()
    counter.store.rebuild()
    assert counter.store.check() == ()
    return rows(counter) == before


def test_one_of_two_gets_a_code_of_its_own_and_both_slips_lead_to_both(made: Made) -> None:
    here, there = one_code(made)
    kept, changed = shown_of(here, "LÝ VĂN BÉ"), shown_of(here, "MA THỊ MẪU")

    dossier = change_code(here, changed, "Hai hồ sơ cùng mã", A_CLERK, LATER)
    carry(here, there)

    assert dossier.code == "H55.18.43-261123-2002"
    assert (dossier.slip_number, dossier.slips[-1].former_code) == (2, CODE)
    for counter in (here, there):
        assert rows(counter) == {kept: "LÝ VĂN BÉ", dossier.code: "MA THỊ MẪU"}
        assert sync_status.status(counter.store).shared_codes == ()
        with pytest.raises(CodeShared) as refusal:
            dossiers.open_dossier(counter, CODE)
        assert set(refusal.value.shown) == {kept, dossier.code}
        assert {row.code for row in dossiers.find(counter, CODE)} == {kept, dossier.code}
        assert dossiers.open_dossier(counter, changed).name == dossier.name
        assert dossiers.open_dossier(counter, dossier.code).name == dossier.name
        assert is_sound(counter)


def test_a_slip_with_the_former_code_goes_on_under_the_code_that_lists_show(made: Made) -> None:
    here, there = one_code(made)
    elsewhere = made("elsewhere")
    dossier = change_code(here, shown_of(here, "MA THỊ MẪU"), "Trùng", A_CLERK, LATER)
    carry(here, there)
    names = {entry.name for entry in dossier.history}
    with here.store.reading() as reading:
        of_both = [
            entry
            for journal in {name.journal for name in names}
            for entry in reading.journal.entries(most=1000, journal=journal)
        ]
    with elsewhere.store.writing() as work:
        for entry in of_both:
            if EntryName(entry.journal, entry.seq) in names:
                work.journal.receive(entry)

    for scanned in (CODE, dossier.code):
        found = collecting.look_up(elsewhere, scanned)
        assert found.dossier is not None and found.dossier.name == dossier.name
        assert found.code == dossier.code


def test_the_lists_are_the_same_whatever_came_first(made: Made) -> None:
    here, there = one_code(made)
    change_code(here, shown_of(here, "MA THỊ MẪU"), "Trùng", A_CLERK, LATER)
    carry(here, there)
    wanted = rows(here)
    with here.store.reading() as reading:
        entries = [
            entry
            for journal in {row.name.journal for row in dossiers.find(here, "dang ky tam tru")}
            for entry in reading.journal.entries(0, 1000, journal)
            if entry.kind in ("TakenIn", "CodeChanged")
        ]
    assert len(entries) == 3

    for number, order in enumerate(permutations(entries)):
        counter = made(f"later-{number}")
        for entry in order:
            with counter.store.writing() as work:
                work.journal.receive(entry)
        assert rows(counter) == wanted, [entry.kind for entry in order]
        assert is_sound(counter)


def test_a_code_that_was_given_up_is_never_issued_again(made: Made) -> None:
    here, _ = one_code(made)
    for name in ("LÝ VĂN BÉ", "MA THỊ MẪU"):
        if name in {s.dossier.intake.applicant.name for s in sharers(here)}:
            change_code(here, shown_of(here, name), "Trùng", A_CLERK, LATER)
    with pytest.raises(CodeShared):
        dossiers.open_dossier(here, CODE)

    again = take_in(here, IntakeRequest(RESIDENCE, a_person("HÀ VĂN THỬ")), A_CLERK, LATER)

    assert again.code == "H55.18.43-261123-2003"


def test_two_counters_that_both_change_the_code_see_a_dispute(made: Made) -> None:
    here, there = one_code(made)
    changed = shown_of(here, "MA THỊ MẪU")
    change_code(here, changed, "Trùng", A_CLERK, LATER)
    change_code(there, changed, "Trùng mã", A_CLERK, LATER)
    carry(here, there)
    carry(there, here)

    for counter in (here, there):
        (disputed,) = settling.disputed(counter)
        assert disputed.applicant_name == "MA THỊ MẪU"
        dossier = dossiers.open_dossier(counter, disputed.code)
        (dispute,) = dossier.disputes
        assert {side.step.value for side in dispute.sides} == {"change_code"}
        assert is_sound(counter)
    dossier = dossiers.open_dossier(here, settling.disputed(here)[0].code)
    holds = dossier.disputes[0].sides[0].name
    settled = settling.settle(
        here, changed, dossier.disputes[0], holds, "Một mã là đủ", A_HEAD, LATER
    )
    carry(here, there)

    assert settled.disputes == ()
    for counter in (here, there):
        assert is_sound(counter)
        for code in (CODE, settled.code):
            found = {row.applicant_name for row in dossiers.find(counter, code)}
            assert "MA THỊ MẪU" in found


def test_the_new_slip_names_the_code_it_replaces(made: Made) -> None:
    here, _ = one_code(made)
    dossier = change_code(here, shown_of(here, "MA THỊ MẪU"), "Trùng", A_CLERK, LATER)

    text = text_of(slips.slip(here, dossier.code, SlipPaper.A5, A_CLERK, LATER))

    assert "Mã hồ sơ nêu trên thay cho mã H55.18.43-261123-2001 đã cấp trước đây" in text
    assert dossier.code in text


def test_what_nobody_shares_or_another_unit_issued_keeps_its_code(made: Made) -> None:
    here, there = one_code(made)
    own = take_in(here, IntakeRequest(RESIDENCE, a_person("HÀ VĂN THỬ")), A_CLERK, LATER).code
    with pytest.raises(CodeNotShared):
        change_code(here, own, "Trùng", A_CLERK, LATER)
    with pytest.raises(FieldsRefused) as refusal:
        change_code(here, shown_of(here, "MA THỊ MẪU"), "  ", A_CLERK, LATER)
    assert refusal.value.problems == {"reason": "missing"}
    elsewhere = made("elsewhere", Desk(OTHER_UNIT, 1, (SerialBlock(1001, 1999),)))
    for counter in (here, there):
        carry(counter, elsewhere)
    with pytest.raises(StepNotAllowed):
        change_code(elsewhere, shown_of(elsewhere, "MA THỊ MẪU"), "Trùng", A_CLERK, LATER)
    assert len(sharers(here)) == 2
