"""Which rows the list of dossiers asks for."""

from dataclasses import dataclass, field, replace

from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.errors import CounterError
from counter_app.services.counter import Counter
from counter_app.ui.dossiers.list_presenter import PAGE, ListPresenter, Which, filter_of, page_start
from tests.support.counters import A_MONDAY
from tests.ui.dossiers.conftest import Outside
from tests.ui.stand_ins import at_once


@dataclass
class FakeList:
    """Keeps what it was told to show."""

    first: int = 0
    total: int = -1
    held: dict[int, DossierRow] = field(default_factory=dict)
    trouble: CounterError | None = None

    def visible_rows(self) -> tuple[int, int]:
        return self.first, 20

    def show_list(self, total: int, offset: int, rows: tuple[DossierRow, ...]) -> None:
        self.total, self.held = total, dict(enumerate(rows, offset))

    def show_rows(self, offset: int, rows: tuple[DossierRow, ...]) -> None:
        self.held.update(enumerate(rows, offset))

    def show_trouble(self, error: CounterError) -> None:
        self.trouble = error

    def names(self) -> list[str]:
        return [row.applicant_name for row in self.held.values()]


def test_the_list_begins_with_the_newest(counter: Counter, outside: Outside, three: object) -> None:
    screen = FakeList()

    ListPresenter(outside.ports(counter, at_once), screen).refresh()

    assert screen.total == 3
    assert screen.names() == ["ĐẶNG THỊ NGỮ ÁNH", "MA THỊ BÉ", "LÒ VĂN ĐỨC"]


def test_the_parts_of_the_list(counter: Counter, outside: Outside, three: object) -> None:
    screen = FakeList()
    presenter = ListPresenter(outside.ports(counter, at_once), screen)

    presenter.show(Which.OVERDUE)
    assert screen.names() == ["LÒ VĂN ĐỨC"]

    presenter.show(Which.DUE_TODAY)
    assert screen.names() == ["ĐẶNG THỊ NGỮ ÁNH"]

    presenter.show(Which.ALL)
    presenter.search(" duc ")
    assert screen.names() == ["LÒ VĂN ĐỨC"]


def test_another_order(counter: Counter, outside: Outside, three: object) -> None:
    screen = FakeList()
    presenter = ListPresenter(outside.ports(counter, at_once), screen)

    presenter.order(DossierOrder.DUE_FIRST)

    assert screen.names()[0] == "LÒ VĂN ĐỨC"


def test_only_the_rows_around_the_eye_are_asked_for(
    counter: Counter, outside: Outside, three: tuple[object, ...]
) -> None:
    asked: list[tuple[int, int]] = []
    ports = outside.ports(counter, at_once)

    def page(
        wanted: DossierFilter, order: DossierOrder, offset: int, most: int
    ) -> tuple[DossierRow, ...]:
        asked.append((offset, most))
        return ()

    ports = replace(ports, page=page, count=lambda wanted: 1_000_000)
    screen = FakeList(first=654_321)
    presenter = ListPresenter(ports, screen)

    presenter.refresh()
    presenter.fetch(999_999)

    assert asked == [(654_300, 2 * PAGE), (999_900, 2 * PAGE)]


def test_rows_of_an_older_question_are_dropped(
    counter: Counter, outside: Outside, three: object
) -> None:
    waiting = []

    def later(job, on_answer, on_error=None, *, lane=""):  # type: ignore[no-untyped-def]
        waiting.append((job, on_answer))

    screen = FakeList()
    presenter = ListPresenter(outside.ports(counter, later), screen)
    presenter.search("duc")
    presenter.search("be")
    for job, on_answer in reversed(waiting):
        on_answer(job())

    assert screen.names() == ["MA THỊ BÉ"]


def test_pages_begin_at_whole_hundreds() -> None:
    assert [page_start(row) for row in (-1, 0, 99, 100, 250)] == [0, 0, 0, 100, 200]


def test_overdue_is_seen_from_now() -> None:
    assert filter_of(Which.OVERDUE, "", A_MONDAY) == DossierFilter(due_before=A_MONDAY)
