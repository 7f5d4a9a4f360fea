"""What the screen of disputes says and records: with real counters, without Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import Corrected, EntryName, Settled
from counter_app.domain.states import DossierState
from counter_app.services import dossiers
from counter_app.ui.disputes.presenter import Choice, DisputesPresenter
from counter_app.ui.disputes.shown import DisputedRow, DisputeShown
from counter_app.ui.notices import Question
from counter_app.ui.words_of_sync import corrected_words
from tests.support.counters import A_MONDAY
from tests.support.intakes import SOMEBODY, taken_in
from tests.ui.disputes.conftest import Pair
from tests.ui.stand_ins import at_once


@dataclass
class FakeScreen:
    """Keeps what it was told; answers a question as the test wants."""

    rows: tuple[DisputedRow, ...] = ()
    dispute: DisputeShown | None = None
    keeps_input: bool = False
    faults: tuple[str, str] = ("", "")
    questions: list[Question] = field(default_factory=list)
    says_yes: bool = True
    before_yes: Callable[[], None] = lambda: None
    done: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    troubles: list[CounterError] = field(default_factory=list)
    clock_is_right: Callable[[], None] | None = None
    working: list[bool] = field(default_factory=list)

    @property
    def shown(self) -> DisputeShown:
        assert self.dispute is not None
        return self.dispute

    def show_list(self, rows: tuple[DisputedRow, ...]) -> None:
        self.rows = rows

    def show_dispute(self, shown: DisputeShown, *, keeps_input: bool) -> None:
        self.dispute, self.keeps_input = shown, keeps_input

    def leave_dispute(self) -> None:
        self.dispute = None

    def show_faults(self, choice: str, reason: str) -> None:
        self.faults = (choice, reason)

    def show_working(self, is_working: bool) -> None:
        self.working.append(is_working)

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        self.questions.append(question)
        if self.says_yes:
            self.before_yes()
            then()

    def say_done(self, words: str) -> None:
        self.done.append(words)

    def say_warning(self, words: str) -> None:
        self.warned.append(words)

    def ask_about_clock(self, words: str, is_right: Callable[[], None]) -> None:
        self.clock_is_right = is_right

    def show_trouble(self, error: CounterError) -> None:
        self.troubles.append(error)


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def presenter(pair: Pair, screen: FakeScreen) -> DisputesPresenter:
    presenter = DisputesPresenter(pair.ports(at_once), screen)
    presenter.refresh()
    presenter.open(pair.code)
    return presenter


def side(screen: FakeScreen, title: str) -> EntryName:
    return next(side.name for side in screen.shown.sides if side.title == title)


def settlements(pair: Pair) -> list[Settled]:
    history = dossiers.open_dossier(pair.here, pair.code).history
    return [entry.fact for entry in history if isinstance(entry.fact, Settled)]


def test_both_sides_are_told_in_full_words(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    assert [row.code for row in screen.rows] == [pair.code]
    assert screen.shown.applicant == "Đặng Thị Ngữ Ánh"
    sides = {side.title: side for side in screen.shown.sides}
    withdrawn, forwarded = sides["Rút hồ sơ"], sides["Chuyển hồ sơ"]

    assert (withdrawn.who, withdrawn.details) == ("Hoàng Thị Mẫu", "Người dân đổi ý")
    assert withdrawn.where == "Phường Bắc Kạn · Quầy 2 (quầy này)"
    assert withdrawn.exactly == "09:40 23/11/2026"
    assert withdrawn.outcome == "Đã rút"
    assert forwarded.where == "Phường Bắc Kạn · Quầy 3"
    assert forwarded.outcome.startswith("Đang chuyển, tại Lý Văn Thử, hẹn trả")
    assert screen.shown.neither.startswith("Đang giải quyết, hẹn trả")


def test_a_counter_of_another_unit_is_told_by_the_dossier_s_way(
    pair: Pair, screen: FakeScreen
) -> None:
    elsewhere = replace(pair.here.desk, unit=replace(pair.here.desk.unit, code="01849"))
    ports = replace(pair.ports(at_once), places=dict, desk=elsewhere)
    DisputesPresenter(ports, screen).open(pair.code)

    assert {side.where for side in screen.shown.sides} == {"Phường Bắc Kạn"}


def test_a_counter_that_is_not_known_here_is_told_as_another_one(
    pair: Pair, screen: FakeScreen
) -> None:
    ports = replace(pair.ports(at_once), places=dict, staff=dict)
    DisputesPresenter(ports, screen).open(pair.code)

    assert {side.where for side in screen.shown.sides} == {"Một quầy khác"}
    assert {side.who for side in screen.shown.sides} == {"mau", "hoan"}


def test_nothing_is_asked_before_a_side_is_chosen_and_a_reason_is_written(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    presenter.settle(Choice(), "  ")
    assert all(screen.faults)
    presenter.settle(Choice(True, side(screen, "Rút hồ sơ")), "")
    assert screen.faults[0] == ""
    assert screen.faults[1]

    assert screen.questions == []
    assert settlements(pair) == []


def test_the_question_names_what_will_be_recorded(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    screen.says_yes = False
    presenter.settle(Choice(True, side(screen, "Rút hồ sơ")), "Đã gọi hỏi người dân")
    (question,) = screen.questions

    assert question.title == "Giữ việc “Rút hồ sơ”?"
    for words in (
        pair.code,
        "Có hiệu lực: Rút hồ sơ (Hoàng Thị Mẫu, Phường Bắc Kạn · Quầy 2 (quầy này)",
        "Không có hiệu lực, vẫn còn trong lịch sử: Chuyển hồ sơ (Triệu Văn Hoan",
        "Sau đó hồ sơ: Đã rút",
        "Lý do: Đã gọi hỏi người dân",
        "Người quyết định: Nông Thị Liên",
    ):
        assert words in question.words
    assert settlements(pair) == []


def test_one_word_settles_it(pair: Pair, screen: FakeScreen, presenter: DisputesPresenter) -> None:
    holds = side(screen, "Chuyển hồ sơ")
    presenter.settle(Choice(True, holds), "Người dân xác nhận không rút")

    dossier = dossiers.open_dossier(pair.here, pair.code)
    assert dossier.state is DossierState.FORWARDED
    assert dossier.history[-1].by == "lien"
    assert [fact.holds for fact in settlements(pair)] == [holds]
    assert screen.dispute is None
    assert screen.rows == ()
    assert screen.done == [f"Đã ghi quyết định cho hồ sơ {pair.code}: giữ việc “Chuyển hồ sơ”."]
    assert screen.working == [True, False]


def test_what_was_foretold_comes_true_for_none_of_them_too(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    foretold = screen.shown.neither
    presenter.settle(Choice(True, None), "Làm lại từ đầu")

    dossier = dossiers.open_dossier(pair.here, pair.code)
    assert dossier.state is DossierState.OPEN
    assert foretold.startswith("Đang giải quyết")
    assert screen.questions[0].title == "Không giữ việc nào?"
    assert "không giữ việc nào" in screen.done[0]


def test_what_is_typed_stays_while_others_record_other_things(
    screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    assert not screen.keeps_input
    presenter.refresh()
    assert screen.keeps_input


def test_a_dispute_settled_elsewhere_leaves_the_page_and_says_so(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    pair.settle_there()
    presenter.refresh()

    assert screen.dispute is None
    assert "không còn mâu thuẫn" in screen.done[0]
    assert screen.rows == ()


def test_a_dispute_settled_elsewhere_while_asking_records_nothing_twice(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    screen.before_yes = pair.settle_there
    presenter.settle(Choice(True, side(screen, "Rút hồ sơ")), "Đã gọi hỏi")

    assert [fact.reason for fact in settlements(pair)] == ["Làm lại"]
    assert len(screen.troubles) == 1
    assert screen.working == [True, False]


def test_a_clock_behind_is_asked_about_and_then_it_goes_on(
    pair: Pair, screen: FakeScreen, presenter: DisputesPresenter
) -> None:
    pair.now = A_MONDAY + timedelta(minutes=5)
    presenter.settle(Choice(True, None), "Làm lại từ đầu")
    assert settlements(pair) == []
    assert screen.clock_is_right is not None

    screen.clock_is_right()
    assert len(settlements(pair)) == 1


def test_a_page_that_was_left_does_not_come_back(pair: Pair, screen: FakeScreen) -> None:
    waiting: list[Callable[[], None]] = []

    def later(
        job: Callable[[], object],
        on_answer: Callable[..., None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        waiting.append(lambda: on_answer(job()))

    presenter = DisputesPresenter(pair.ports(later), screen)
    presenter.open(pair.code)
    presenter.leave()
    for answer in waiting:
        answer()

    assert screen.dispute is None
    assert presenter.code == ""


def test_a_correction_says_what_it_changes() -> None:
    intake = taken_in(applicant=replace(SOMEBODY, name="Lý Văn Bé"), note="Gấp")
    fact = Corrected(A_MONDAY, "Sai tên", ("applicant", "note", "fees", "mode"), intake, 2, 1)

    words = corrected_words(fact)
    assert words.startswith("sửa chủ hồ sơ thành Lý Văn Bé")
    assert "sửa ghi chú thành “Gấp”" in words
    assert words.endswith("sửa lệ phí")
