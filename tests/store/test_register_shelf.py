"""The columns of the register: what the fold says, in lists, after a rebuild and an upgrade."""

from datetime import date, timedelta

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    ChannelOut,
    Fact,
    Forwarded,
    Rated,
    ResultReady,
    Returned,
    Satisfaction,
    Withdrawn,
)
from counter_app.domain.intake_fact import OLD_REGISTER
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.store.register import Naming
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, named, taken_in

ASK = RegisterAsk(RegisterKind.REGISTER, date(2026, 1, 1), date(2026, 12, 31))
NAMING = Naming("01843", "UBND phường Bắc Kạn", {"mau": "Hoàng Thị Mẫu"})
LATER = A_MOMENT + timedelta(days=20)


def live(store: Store, *facts: Fact) -> Dossier:
    with store.writing() as work:
        first, *others = facts
        opened = work.journal.record(first, by="mau", at=A_MOMENT)
        for step, fact in enumerate(others, 1):
            at = A_MOMENT + timedelta(minutes=step)
            work.journal.record(fact, by="mau", at=at, subject=opened.name)
        return work.dossiers.by_name(opened.name)


def lines(store: Store) -> tuple[RegisterRow, ...]:
    with store.reading() as reading:
        return reading.register.page(ASK, ("01843", ""), NAMING, LATER, 0, 100)


def test_what_the_register_asks_stands_in_the_row(store: Store) -> None:
    hour = timedelta(hours=1)
    live(
        store,
        taken_in(1, is_extra_session=True, competent_office="Sở Tư pháp", source=OLD_REGISTER),
        Forwarded(A_MOMENT + hour, to_name="Lý Văn Bé"),
        ResultReady(A_MOMENT + 2 * hour, A_MOMENT + 2 * hour),
        Returned(A_MOMENT + 3 * hour, ChannelOut.POST, "Lý Văn Bé", tracking="RB1"),
        Rated(A_MOMENT + 4 * hour, Satisfaction.SATISFIED),
    )
    (line,) = lines(store)
    assert (line.office, line.officer, line.taken_in_by) == (
        "Sở Tư pháp",
        "Lý Văn Bé",
        "Hoàng Thị Mẫu",
    )
    assert (line.channel_out, line.receiver, line.tracking) == (
        ChannelOut.POST,
        "Lý Văn Bé",
        "RB1",
    )
    assert (line.rating, line.is_extra_session, line.is_old) == ("satisfied", True, True)
    assert line.address == "Tổ 1, Phường Bắc Kạn, Thái Nguyên"


def test_an_end_without_a_result_has_its_moment(store: Store) -> None:
    ended = A_MOMENT + timedelta(hours=1)
    live(store, taken_in(1), Withdrawn(ended, "Không còn nhu cầu"))
    assert lines(store)[0].ended_at == ended


def test_a_due_moment_that_the_old_register_had_moved_is_in_force(store: Store) -> None:
    moved = A_MOMENT + timedelta(days=9)
    dossier = live(store, taken_in(1, source=OLD_REGISTER, moved_due_at=moved))
    (line,) = lines(store)
    assert dossier.due_at == line.due_at == moved
    assert line.promised_at == taken_in(1).due_at


def test_the_rows_are_the_same_after_a_rebuild(store: Store) -> None:
    live(store, taken_in(1), Returned(A_MOMENT, receiver="Lý Văn Bé"))
    live(store, named("Lý Văn Bé", 2))
    before = lines(store)
    store.rebuild()
    assert lines(store) == before
    assert store.check() == ()


def test_fields_are_those_of_which_there_are_dossiers(store: Store) -> None:
    live(store, taken_in(1, field="Hộ tịch"))
    live(store, taken_in(2, field="Đất đai"))
    live(store, taken_in(3, field="Hộ tịch"))
    live(store, taken_in(4, field=""))
    with store.reading() as reading:
        assert reading.register.fields() == ("Hộ tịch", "Đất đai")


def test_codes_that_are_here_are_known(store: Store) -> None:
    code = live(store, taken_in(1)).code
    with store.reading() as reading:
        assert reading.register.known_codes([code, "H55.12.34-261120-0009"]) == {code}


def test_lives_in_bulk_are_entries_like_any_other(store: Store) -> None:
    hour = timedelta(hours=1)
    many: list[list[Fact]] = [
        [taken_in(n), ResultReady(A_MOMENT + hour, A_MOMENT + hour), Returned(A_MOMENT + hour)]
        for n in range(1, 8)
    ]
    with store.writing() as work:
        work.journal.record(taken_in(50), by="mau", at=A_MOMENT)
        assert list(work.bulk.record(many, by="mau", at=A_MOMENT, units=("01843",))) == [7]
        work.journal.record(taken_in(51), by="mau", at=A_MOMENT)
    assert store.check() == ()
    assert len(lines(store)) == 9
    with store.reading() as reading:
        dossier = reading.dossiers.by_code(taken_in(3).code)
        assert [type(entry.fact).__name__ for entry in dossier.history] == [
            "TakenIn",
            "ResultReady",
            "Returned",
        ]
        first, ready, returned = dossier.history
        assert (first.after, ready.after, returned.after) == ((), (first.name,), (ready.name,))
        assert dossier.disputes == ()
        assert len(reading.search.find("nguyen van thu", most=50)) == 9


def test_what_was_solved_or_is_due_at_the_very_moment_is_not_late(store: Store) -> None:
    due = taken_in(1).due_at
    live(store, taken_in(1), ResultReady(due, due))
    live(store, taken_in(2))
    late = RegisterAsk(RegisterKind.LATE, date(2026, 1, 1), date(2026, 12, 31))
    with store.reading() as reading:
        assert reading.register.count(late, ("01843", ""), due) == 0
        assert reading.register.count(late, ("01843", ""), due + timedelta(seconds=1)) == 1
