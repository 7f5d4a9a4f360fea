"""The shelf of dossiers: lists, counts, serials, known people."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from counter_app.domain.dossier import DossierState
from counter_app.domain.dossier_row import DossierFilter, DossierOrder
from counter_app.domain.facts import SlipPaper, SlipPrinted, SupplementAsked, TakenIn
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Address, Person
from counter_app.domain.units import SerialBlock
from counter_app.store.errors import NoSuchDossier
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, AGENCY, SOMEBODY, named, taken_in

ON = date(2026, 11, 20)


def record(store: Store, *facts: TakenIn) -> None:
    with store.writing() as work:
        for fact in facts:
            work.journal.record(fact, by="mau", at=A_MOMENT)


def codes(
    store: Store, wanted: DossierFilter, order: DossierOrder = DossierOrder.NEWEST
) -> list[int]:
    with store.reading() as reading:
        rows = reading.dossiers.page(wanted, order)
        assert reading.dossiers.count(wanted) == len(rows)
    return [int(row.code[-4:]) for row in rows]


def test_a_dossier_is_found_by_its_code_however_it_is_typed(store: Store) -> None:
    record(store, taken_in(7))
    with store.reading() as reading:
        dossier = reading.dossiers.by_code(" h55.12.34-261120-0007 ")
        assert reading.dossiers.by_name(dossier.name) == dossier
        for wrong in ("H55.12.34-261120-0008", "", "'; DROP TABLE entries; --"):
            with pytest.raises(NoSuchDossier):
                reading.dossiers.by_code(wrong)


def test_a_row_shows_what_the_intake_says(store: Store) -> None:
    record(store, taken_in(1))
    with store.reading() as reading:
        (row,) = reading.dossiers.page(DossierFilter())
    intake = taken_in(1)
    assert (row.code, row.procedure_code, row.procedure_name, row.field) == (
        intake.code,
        intake.procedure_code,
        intake.procedure_name,
        intake.field,
    )
    assert (row.applicant_name, row.id_number, row.phone) == (
        "Nguyễn Văn Thử",
        "006091000000",
        "0912345678",
    )
    assert (row.received_at, row.due_at) == (intake.received_at, intake.due_at)
    assert (row.state, row.taken_in_by) == (DossierState.OPEN, "mau")


def test_lists_are_ordered_and_paged(store: Store) -> None:
    minute = timedelta(minutes=1)
    record(
        store,
        named("Lý Văn Bé", 1, received_at=A_MOMENT + minute, due_at=A_MOMENT + 5 * minute),
        named("An", 2, received_at=A_MOMENT + 2 * minute, due_at=A_MOMENT + 3 * minute),
        named("Đào Ánh", 3, received_at=A_MOMENT, due_at=A_MOMENT + 5 * minute),
    )
    everything = DossierFilter()
    assert codes(store, everything, DossierOrder.NEWEST) == [2, 1, 3]
    assert codes(store, everything, DossierOrder.OLDEST) == [3, 1, 2]
    assert codes(store, everything, DossierOrder.DUE_FIRST) == [2, 3, 1]
    assert codes(store, everything, DossierOrder.DUE_LAST) == [3, 1, 2]
    assert codes(store, everything, DossierOrder.CODE) == [1, 2, 3]
    assert codes(store, everything, DossierOrder.APPLICANT) == [2, 3, 1]
    with store.reading() as reading:
        second = reading.dossiers.page(everything, DossierOrder.CODE, offset=1, most=1)
        assert [row.code for row in second] == [taken_in(2).code]
        assert reading.dossiers.page(everything, offset=3) == ()


def test_a_day_is_a_day_in_vietnam(store: Store) -> None:
    midnight = datetime(2026, 11, 20, tzinfo=VIETNAM)
    record(
        store,
        taken_in(1, received_at=midnight - timedelta(microseconds=1)),
        taken_in(2, received_at=midnight),
        taken_in(3, received_at=midnight + timedelta(days=1, microseconds=-1)),
        taken_in(4, received_at=midnight + timedelta(days=1)),
    )
    assert codes(store, DossierFilter(received_on=ON)) == [3, 2]
    with store.reading() as reading:
        (newest,) = reading.dossiers.page(DossierFilter(received_on=ON), most=1)
    assert newest.code[-4:] == "0003"


def test_lists_by_due_moment_and_state(store: Store) -> None:
    hour = timedelta(hours=1)
    record(store, taken_in(1, due_at=A_MOMENT - hour), taken_in(2, due_at=A_MOMENT))
    record(store, taken_in(3, due_at=A_MOMENT + timedelta(days=1)))
    assert codes(store, DossierFilter(due_before=A_MOMENT)) == [1]
    assert codes(store, DossierFilter(due_on=ON, due_from=A_MOMENT)) == [2]
    assert codes(store, DossierFilter(state=DossierState.OPEN)) == [3, 2, 1]


def test_a_list_can_be_searched(store: Store) -> None:
    record(store, named("Nguyễn Văn An", 1), named("Nguyễn Thị Bình", 2), named("Lý An", 3))
    assert codes(store, DossierFilter(text="nguyen")) == [2, 1]
    assert codes(store, DossierFilter(text="AN", received_on=ON)) == [3, 1]
    assert codes(store, DossierFilter(text="an"), DossierOrder.CODE) == [1, 3]
    assert codes(store, DossierFilter(text="tạm trú")) == [3, 2, 1]
    assert codes(store, DossierFilter(text="!!")) == []
    assert codes(store, DossierFilter(text="  ")) == [3, 2, 1]
    with store.reading() as reading:
        found = reading.dossiers.page(DossierFilter(text="nguyen"), offset=1)
    assert [row.code for row in found] == [taken_in(1).code]


def test_the_same_person_with_an_open_dossier_is_known_by_number_or_name_and_birth(
    store: Store,
) -> None:
    record(store, taken_in(1))
    with store.reading() as reading:
        shelf = reading.dossiers
        code = taken_in(1).procedure_code
        by_number = Person("ai đó", id_number=SOMEBODY.id_number)
        by_name = Person("NGUYEN VAN THU", birth_on=SOMEBODY.birth_on)
        assert [row.code for row in shelf.open_of(by_number, code)] == [taken_in(1).code]
        assert [row.code for row in shelf.open_of(by_name, code)] == [taken_in(1).code]
        assert shelf.open_of(by_number, "1.000001") == ()
        assert shelf.open_of(Person("Nguyễn Văn Thử"), code) == ()
        assert shelf.open_of(Person("", id_number=""), code) == ()
        other_birth = replace(by_name, birth_on=date(1991, 8, 16))
        assert shelf.open_of(other_birth, code) == ()


@pytest.mark.parametrize(
    ("issued", "block", "last"),
    [
        ([], SerialBlock(1, 999), None),
        ([1, 2, 7], SerialBlock(1, 999), 7),
        ([2001, 2002, 3001], SerialBlock(2001, 2999), 2002),
        ([2001], SerialBlock(3001, 3999), None),
        ([9998, 9999], SerialBlock(9001, 10999), 9999),
        ([9999, 10000, 10002], SerialBlock(9001, 10999), 10002),
        ([20015], SerialBlock(2001, 2999), None),
        ([10000], SerialBlock(1, 999), None),
        ([12345, 9], SerialBlock(1, 99999), 12345),
    ],
)
def test_the_last_serial_of_a_block(
    store: Store, issued: list[int], block: SerialBlock, last: int | None
) -> None:
    record(store, *(taken_in(serial) for serial in issued))
    with store.reading() as reading:
        assert reading.dossiers.last_serial(AGENCY, ON, block) == last
        assert reading.dossiers.last_serial(AGENCY, date(2026, 11, 21), block) is None
        assert reading.dossiers.last_serial("H55.12", ON, block) is None


def test_the_last_address_and_phone_of_a_known_person_are_offered(store: Store) -> None:
    moved = replace(SOMEBODY, address=Address("Tổ 9"), phone="0987654321")
    record(store, taken_in(1), taken_in(2, applicant=moved))
    with store.reading() as reading:
        assert reading.dossiers.last_person("006091000000") == moved
        assert reading.dossiers.last_person("006091000001") is None
        assert reading.dossiers.last_person("") is None


def test_procedures_are_counted_since_a_moment(store: Store) -> None:
    record(
        store,
        taken_in(1, procedure_code="1.001193"),
        taken_in(2, procedure_code="1.001193", received_at=A_MOMENT - timedelta(days=40)),
        taken_in(3, procedure_code="2.000815"),
        taken_in(4, procedure_code="3.000001", received_at=A_MOMENT - timedelta(days=40)),
    )
    with store.reading() as reading:
        used = reading.dossiers.used_procedures(A_MOMENT - timedelta(days=30))
    assert used == {"1.001193": 1, "2.000815": 1}


def test_printing_a_slip_changes_the_dossier_and_leaves_its_row(store: Store) -> None:
    record(store, taken_in(1))
    with store.reading() as reading:
        name = reading.dossiers.by_code(taken_in(1).code).name
    for paper in (SlipPaper.A4, SlipPaper.A5):
        with store.writing() as work:
            work.journal.record(SlipPrinted(paper), by="hoan", at=A_MOMENT, subject=name)
            assert work.dossiers.by_name(name).slip_count == (1 if paper is SlipPaper.A4 else 2)
    assert codes(store, DossierFilter()) == [1]
    assert store.check() == ()


def test_supplement_requests_are_counted_by_day(store: Store) -> None:
    asked = SupplementAsked("1.004194", "Đăng ký tạm trú", SOMEBODY, ("Hợp đồng",))
    with store.writing() as work:
        work.journal.record(asked, by="mau", at=A_MOMENT)
        work.journal.record(asked, by="mau", at=A_MOMENT + timedelta(days=1))
    with store.reading() as reading:
        assert reading.supplements_asked_on(ON) == 1
        assert reading.supplements_asked_on(date(2026, 11, 22)) == 0
        assert reading.dossiers.count(DossierFilter()) == 0
