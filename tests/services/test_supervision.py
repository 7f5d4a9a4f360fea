"""What supervisors see, ask and take out: on real stores, over a real province."""

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app import app
from counter_app.domain.dossier_row import DossierFilter, DossierOrder
from counter_app.domain.facts import Corrected, EntryName, NumberOpened
from counter_app.domain.figures import Figure, Period
from counter_app.domain.journal_log import LogAsk, LogGroup
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.standing import Standing
from counter_app.services import attention, deadlines, dossiers, notes, review, supervision
from counter_app.services.acting import OnlyLooking, sight_of
from counter_app.services.counter import Counter
from counter_app.services.notes import NoSuchQuestion
from counter_app.services.review import NoSuchJournal
from counter_app.store.errors import NoSuchDossier
from sync.server.verify import verify
from tests.support.area import (
    CLERK,
    COMMUNES,
    HEAD,
    OFFICE,
    PASSWORD,
    SUPERVISOR,
    Area,
    Place,
    an_area,
    work_through,
)
from tests.support.seeding import fill

START = datetime(2026, 11, 9, 8, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


class Scene:
    """Two communes that worked, a third that is not in scope, and the supervisor of the two."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.first, self.second, self.other = (area.enrol(unit) for unit in COMMUNES)
        self.office = area.enrol(OFFICE, COMMUNES[:2])
        for seed, place in enumerate((self.first, self.second, self.other), 1):
            area.clock.now = START
            work_through(place.counter, area.clock, 12 if place is self.first else 5, 4, seed)
        area.clock.now = NOW - timedelta(minutes=30)
        area.carry()
        area.clock.now = NOW

    @property
    def eyes(self) -> Counter:
        return self.office.counter

    def journal_of(self, place: Place) -> str:
        with place.store.reading() as reading:
            return reading.journal.own


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A scene that tests only look at."""
    with an_area(tmp_path_factory.mktemp("area"), START - timedelta(days=1)) as area:
        yield Scene(area)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with an_area(tmp_path / "area", START - timedelta(days=1)) as area:
        yield Scene(area)


def standings(counter: Counter, unit: str) -> Tally[Standing]:
    """Count by the plain rule, one dossier after the other."""
    every = dossiers.page(counter, DossierFilter(unit=unit), DossierOrder.NEWEST, 0, 10_000)
    return Tally(row.standing(NOW) for row in every)


def test_the_overview_counts_what_the_plain_rule_counts(finished: Scene) -> None:
    shown = supervision.overview(finished.eyes, NOVEMBER, SUPERVISOR, NOW)

    assert [unit.code for unit in shown.units] == ["01843", "01849"], "and nobody else's"
    for unit, place in zip(shown.units, (finished.first, finished.second), strict=True):
        plain = standings(place.counter, unit.code)
        assert unit.tally.count(Figure.RECEIVED_NOW) == sum(plain.values()) > 0
        assert unit.tally.count(Figure.BEFORE_TIME) == plain[Standing.BEFORE_TIME]
        assert unit.tally.count(Figure.ON_TIME) == plain[Standing.ON_TIME]
        assert unit.tally.count(Figure.LATE) == plain[Standing.LATE]
        assert unit.tally.count(Figure.IN_TIME) == plain[Standing.IN_TIME]
        assert unit.tally.count(Figure.OVERDUE) == plain[Standing.OVERDUE]
        assert (unit.disputes, unit.held_back) == (0, 0)
        assert unit.waiting == 0, "the stick of the commune brought everything"


def test_a_commune_is_silent_after_a_working_day_without_contact(scene: Scene) -> None:
    """It need not have had any work: a stick that came is contact enough."""
    first, second = supervision.overview(scene.eyes, NOVEMBER, SUPERVISOR, NOW).units
    assert not first.is_silent
    assert not second.is_silent, "its last entry is a week old, but its stick came this morning"
    came = second.since
    scene.area.clock.now = later = NOW + timedelta(days=2)
    scene.area.carry(scene.first, scene.office)

    first, second = supervision.overview(scene.eyes, NOVEMBER, SUPERVISOR, later).units

    assert not first.is_silent
    assert second.is_silent
    assert second.since == came == NOW - timedelta(minutes=30)
    found = attention.findings(scene.eyes, NOVEMBER, SUPERVISOR, later)
    silent = [f for f in found if f.since is not None]
    assert [(f.unit, f.since) for f in silent] == [("01849", came)]


def test_the_way_down_leads_to_a_clerk_and_to_their_dossiers(finished: Scene) -> None:
    report, lines = supervision.clerks(finished.eyes, "01843", NOVEMBER, SUPERVISOR, NOW)

    assert {line.name for line in lines} == {"Hoàng Thị Mẫu", "Triệu Văn Hoan"}
    total = 0
    for line in lines:
        count = line.tally.count(Figure.LATE)
        number, rows = supervision.dossiers_behind(
            finished.eyes, report, line.clerk, Figure.LATE, 0, 500
        )
        assert number == len(rows) == count
        assert {row.taken_in_by for row in rows} <= {line.clerk}
        assert all(row.standing(NOW) is Standing.LATE for row in rows)
        total += number
    assert total > 0


def test_late_dossiers_without_an_apology_are_found_with_their_dossiers(finished: Scene) -> None:
    found = attention.findings(finished.eyes, NOVEMBER, SUPERVISOR, NOW)
    late = [f for f in found if f.rule.pattern.value == "no_apology"]
    assert {f.unit for f in late} <= {"01843", "01849"}
    for finding in late:
        rows = attention.behind(finished.eyes, finding, NOVEMBER, SUPERVISOR, NOW)
        assert len(rows) == finding.count
        assert not any(row.has_apology for row in rows)


# -- logs


def test_the_log_of_a_journal_is_read_page_by_page(scene: Scene) -> None:
    fill(scene.first.store, 450)
    scene.area.carry()
    journal = scene.journal_of(scene.first)
    with scene.first.store.reading() as reading:
        head = reading.journal.head()[0]
    assert head is not None
    seen: list[int] = []
    before: int | None = None
    while True:
        page = review.log(scene.eyes, LogAsk(journal), SUPERVISOR, NOW, before)
        assert len(page.lines) <= review.PAGE
        seen += [line.entry.name.seq for line in page.lines]
        before = page.before
        if before is None:
            break
    assert seen == list(range(head.seq, 0, -1)), "every entry once, the newest first"


def test_a_log_is_narrowed_by_clerk_kind_dossier_and_days(finished: Scene) -> None:
    journal = finished.journal_of(finished.first)

    def lines(**narrowed: object) -> list[str]:
        ask = LogAsk(journal, **narrowed)  # type: ignore[arg-type]
        page = review.log(finished.eyes, ask, SUPERVISOR, NOW)
        return [type(line.entry.fact).__name__ for line in page.lines]

    assert set(lines(group=LogGroup.RESULTS)) == {"ResultReady", "Returned"}
    assert lines(group=LogGroup.CORRECTIONS) == []
    by_hoan = review.log(finished.eyes, LogAsk(journal, clerk="hoan"), SUPERVISOR, NOW).lines
    assert by_hoan
    assert {line.entry.by for line in by_hoan} == {"hoan"}
    day = date(2026, 11, 10)
    on_day = review.log(finished.eyes, LogAsk(journal, first=day, last=day), SUPERVISOR, NOW)
    assert {line.entry.at.astimezone(VIETNAM).date() for line in on_day.lines} == {day}
    subject = on_day.lines[0].entry.subject
    of_one = review.log(finished.eyes, LogAsk(journal, subject=subject), SUPERVISOR, NOW).lines
    assert {line.entry.subject for line in of_one} == {subject}
    assert {line.code for line in of_one} == {on_day.lines[0].code} != {""}


def test_only_what_moves_a_due_moment_is_a_change_of_date(scene: Scene) -> None:
    clock, counter = scene.area.clock, scene.first.counter
    code = dossiers.page(counter, DossierFilter(due_from=NOW), DossierOrder.NEWEST)[0].code
    due = NOW + timedelta(days=9)
    deadlines.reappoint(counter, code, due, "Chờ xác minh", CLERK, clock.now)
    with counter.store.writing() as work:
        dossier = work.dossiers.by_code(code)
        plain = Corrected(clock.now, "Nhầm số", ("applicant",), dossier.intake, 2, 1)
        name, units = dossier.name, ("01843",)
        work.journal.record(plain, by="mau", at=clock.now, subject=name, units=units)
    scene.area.carry()

    ask = LogAsk(scene.journal_of(scene.first), group=LogGroup.DATE_CHANGES)
    lines = review.log(scene.eyes, ask, SUPERVISOR, NOW).lines

    assert [(type(line.entry.fact).__name__, line.code) for line in lines] == [
        ("Reappointed", code)
    ]


def test_what_was_made_outside_the_hours_is_found_however_far_back(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "SCAN", 5)
    clock, counter = scene.area.clock, scene.first.counter
    late = datetime(2026, 11, 23, 20, 15, tzinfo=VIETNAM)
    code = dossiers.page(counter, DossierFilter(due_from=NOW), DossierOrder.NEWEST)[0].code
    deadlines.apologise(counter, code, "Chờ xác minh", CLERK, late)
    clock.now = late
    scene.area.carry()

    ask = LogAsk(scene.journal_of(scene.first), is_outside=True)
    page = review.log(scene.eyes, ask, SUPERVISOR, late)
    lines = list(page.lines)
    while page.before is not None:
        assert page.is_cut
        page = review.log(scene.eyes, ask, SUPERVISOR, late, page.before)
        lines += page.lines

    assert [line.entry.at for line in lines if line.entry.by == "mau"] == [late]
    assert all(line.is_outside for line in lines)
    assert lines[-1].entry.name.seq == 1, "the counter was enrolled on a Sunday"


def test_a_journal_that_is_not_in_scope_is_not_shown(finished: Scene) -> None:
    places = review.journals(finished.eyes, SUPERVISOR, NOW)
    assert {place.unit for place in places} == {OFFICE.code, "01843", "01849"}
    with pytest.raises(NoSuchJournal):
        ask = LogAsk(finished.journal_of(finished.other))
        review.log(finished.eyes, ask, SUPERVISOR, NOW)


def test_how_far_a_journal_was_read_is_kept_and_never_goes_back(scene: Scene) -> None:
    journal = scene.journal_of(scene.first)
    review.mark_reviewed(scene.eyes, journal, 9, SUPERVISOR, NOW)
    review.mark_reviewed(scene.eyes, journal, 4, SUPERVISOR, NOW)
    places = review.journals(scene.eyes, SUPERVISOR, NOW)
    assert {p.journal: p.reviewed_to for p in places}[journal] == 9
    with pytest.raises(NoSuchJournal):
        review.mark_reviewed(scene.eyes, journal, 10_000, SUPERVISOR, NOW)


# -- notes and answers, over the province


def test_a_note_reaches_the_commune_and_the_answer_comes_back(scene: Scene) -> None:
    code = dossiers.page(scene.first.counter, DossierFilter(), DossierOrder.NEWEST)[0].code
    about = dossiers.open_dossier(scene.eyes, code).name
    notes.ask(scene.eyes, "01843", "Vì sao trễ?", SUPERVISOR, NOW, about=about, code=code)
    scene.area.carry(scene.office, scene.first, scene.second, scene.other)

    (question,) = notes.questions(scene.first.counter, CLERK)
    assert (question.by, question.fact.text, question.fact.code) == (
        "Ma Thị Ví",
        "Vì sao trễ?",
        code,
    )
    assert notes.unanswered_count(scene.first.counter) == 1
    assert notes.questions(scene.second.counter, CLERK) == (), "it was not sent there"
    assert notes.questions(scene.other.counter, CLERK) == ()

    notes.answer(scene.first.counter, question.name, "Do mất điện.", CLERK, NOW)
    scene.area.carry(scene.first, scene.office)

    (asked,) = notes.questions(scene.eyes, SUPERVISOR)
    assert [(a.text, a.by) for a in asked.answers] == [("Do mất điện.", "Hoàng Thị Mẫu")]
    assert notes.unanswered_count(scene.first.counter) == 0
    assert verify(scene.area.province)[1] == []
    for place in scene.area.places:
        assert place.store.check() == ()


def test_only_the_unit_that_was_asked_answers(scene: Scene) -> None:
    asked = notes.ask(scene.eyes, "01843", "Vì sao?", SUPERVISOR, NOW)
    scene.area.carry(scene.office, scene.first)
    with pytest.raises(OnlyLooking):
        notes.answer(scene.eyes, asked.name, "Không biết", SUPERVISOR, NOW)
    with pytest.raises(NoSuchQuestion):
        notes.answer(scene.second.counter, asked.name, "Không biết", CLERK, NOW)
    with pytest.raises(NoSuchQuestion):
        notes.answer(scene.eyes, asked.name, "Không biết", HEAD, NOW)
    with pytest.raises(FieldsRefused):
        notes.answer(scene.first.counter, asked.name, "  ", CLERK, NOW)
    assert notes.unanswered_count(scene.first.counter) == 1


# -- numbers, purposes, and whose eyes


def test_a_personal_number_is_masked_until_it_is_opened_and_that_is_kept(scene: Scene) -> None:
    row = dossiers.page(scene.eyes, DossierFilter(), DossierOrder.NEWEST)[0]
    plain = dossiers.open_dossier(scene.eyes, row.code)
    number = plain.intake.applicant.id_number
    shown = dossiers.seen_by(scene.eyes, row.code, SUPERVISOR, NOW).intake.applicant.id_number
    assert shown == f"{number[:3]}•••••{number[-4:]}" != number

    opened = supervision.open_number(scene.eyes, row.code, SUPERVISOR, NOW)

    assert opened.intake.applicant.id_number == number
    with scene.office.store.reading() as reading:
        (entry,) = reading.journal.of_kinds(("NumberOpened",))
    assert (entry.by, entry.fact) == ("vi", NumberOpened(plain.name, row.code))


def test_only_a_supervisor_sees_other_units_on_a_machine_that_holds_them(scene: Scene) -> None:
    store = scene.office.store
    assert sight_of(store, SUPERVISOR) == ""
    assert sight_of(store, StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK)) == OFFICE.code
    assert sight_of(scene.first.store, CLERK) == "", "all that is at a commune is rightly there"
    code = dossiers.page(scene.eyes, DossierFilter(), DossierOrder.NEWEST)[0].code
    scene.office.store.close()
    with app.log_in(scene.office.home, HEAD.clerk, PASSWORD, NOW) as session:
        counter = session.counter
        assert counter.sight == OFFICE.code
        assert dossiers.count(counter, DossierFilter()) == 0
        assert dossiers.find(counter, "nguyen") == ()
        assert dossiers.today(counter, START).rows == ()
        assert deadlines.board(counter, NOW).live_count == 0
        with pytest.raises(NoSuchDossier):
            dossiers.open_dossier(counter, code)
    with app.log_in(scene.office.home, SUPERVISOR.clerk, PASSWORD, NOW) as session:
        assert dossiers.count(session.counter, DossierFilter()) > 0
        assert dossiers.find(session.counter, "nguyen")
        assert dossiers.open_dossier(session.counter, code).code == code


def test_entries_that_the_province_holds_back_are_counted(scene: Scene) -> None:
    """An entry that names a unit nobody knows is quarantined; the one behind it is passed on."""
    with scene.first.store.writing() as work:
        opened = work.journal.of_kinds(("TakenIn",))[0]
        fact = NumberOpened(EntryName("00" * 8, 1))
        work.journal.record(fact, by="mau", at=NOW, units=("99999",))
        work.journal.record(fact, by="mau", at=NOW, subject=opened.name, units=("01843",))
    scene.area.carry()
    first, second = supervision.overview(scene.eyes, NOVEMBER, SUPERVISOR, NOW).units
    assert (first.held_back, second.held_back) == (1, 0)
