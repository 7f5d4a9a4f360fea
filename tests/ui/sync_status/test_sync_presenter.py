"""What the sync screen says, and what it asks of the worker; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.errors import CounterError, Trouble
from counter_app.domain.facts import EntryName, Recorded
from counter_app.domain.people import StaffMember
from counter_app.ui.notices import Question
from counter_app.ui.sync_status.presenter import SyncPorts, SyncPresenter
from counter_app.ui.sync_status.shown import NOTHING, LoggedExchange, SyncShown
from counter_app.ui.sync_status.state import Progress, SyncState
from counter_app.ui.sync_status.to_look_at import AsideEntry, HeldEntry, SharedEntry, ToLookAt
from tests.support.counters import A_HEAD
from tests.support.intakes import taken_in
from tests.ui.stand_ins import at_once
from tests.ui.sync_status.states import IN_STEP, NOW, a_state, ago


@dataclass
class Worker:
    """The worker and the store as the screen sees them."""

    state: SyncState = IN_STEP
    log: Sequence[LoggedExchange] = ()
    found: ToLookAt = NOTHING
    trouble: CounterError | None = None
    count: int = 3
    asked: list[object] = field(default_factory=list)
    now = NOW

    def _do(self, what: object) -> int:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append(what)
        return self.count

    def _change_code(self, code: str, reason: str, by: StaffMember, now: datetime) -> str:
        self._do(("code", code, reason, by.clerk))
        return "H55.18.43-261123-2009"

    def ports(self) -> SyncPorts:
        return SyncPorts(
            run=at_once,
            now=lambda: self.now,
            state=lambda: self.state,
            log=lambda: self.log,
            to_look_at=lambda: self.found,
            staff=lambda: {"mau": "Hoàng Thị Mẫu"},
            sync_now=lambda: self._do("sync"),
            export_file=lambda path: self._do(("export", path)),
            import_file=lambda path: self._do(("import", path)),
            load_file=lambda path: self._do(("load", path)),
            change_code=self._change_code,
            current_clerk=lambda: A_HEAD,
            line_switch=lambda is_cut: self._do(("cut", is_cut)),
        )


@dataclass
class FakeScreen:
    """Keeps what it was told."""

    told: list[SyncShown] = field(default_factory=list)
    count: tuple[int, bool] = (0, False)
    done: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    troubles: list[CounterError] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    broken: tuple[int, bool] = (0, False)

    @property
    def shown(self) -> SyncShown:
        return self.told[-1]

    def show_sync(self, shown: SyncShown) -> None:
        self.told.append(shown)

    def show_count(self, count: int, is_alarm: bool) -> None:
        self.count = (count, is_alarm)

    def show_broken(self, count: int, *, may_look: bool) -> None:
        self.broken = (count, may_look)

    def say_done(self, words: str) -> None:
        self.done.append(words)

    def say_warning(self, words: str) -> None:
        self.warned.append(words)

    def show_trouble(self, error: CounterError) -> None:
        self.troubles.append(error)

    def show_reason_fault(self, words: str) -> None:
        self.faults.append(words)

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        self.questions.append(question)
        then()

    def code_changed(self, words: str, code: str) -> None:
        self.changed.append(code)


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def presenter(worker: Worker, screen: FakeScreen) -> SyncPresenter:
    presenter = SyncPresenter(worker.ports(), screen)
    presenter.refresh()
    return presenter


def shown_for(worker: Worker, screen: FakeScreen, state: SyncState) -> SyncShown:
    worker.state = state
    SyncPresenter(worker.ports(), screen).refresh()
    return screen.shown


def test_in_step_the_screen_is_calm(screen: FakeScreen, presenter: SyncPresenter) -> None:
    assert screen.shown.headline == ("Đã gửi tỉnh lúc 10:40", "done")
    assert (screen.shown.waiting, screen.shown.sent) == ("0", "132")
    assert screen.shown.may_sync
    assert screen.count == (0, False)


def test_what_waits_stands_in_the_rail_and_what_needs_a_person_is_an_alarm(
    worker: Worker, screen: FakeScreen
) -> None:
    shown_for(worker, screen, a_state(acked_seq=120))
    assert screen.count == (12, False)

    shown_for(worker, screen, a_state(acked_seq=120, quarantined_count=1, dispute_count=1))
    assert screen.count == (2, True)
    assert screen.shown.sent == "119"


def test_a_cause_says_what_to_do_and_when_it_is_tried_again(
    worker: Worker, screen: FakeScreen
) -> None:
    shown = shown_for(
        worker,
        screen,
        a_state(
            acked_seq=120,
            cause="not_our_server",
            tried_at=ago(minutes=1),
            next_try_at=NOW + timedelta(minutes=3),
        ),
    )

    assert shown.headline.words == "Chờ gửi: 12 · nơi trả lời không phải máy chủ tỉnh"
    assert "đăng nhập" in shown.explanation
    assert "thử lại: 3 phút nữa" in shown.contact


def test_the_worst_stands_in_the_headline_and_all_of_it_below(
    worker: Worker, screen: FakeScreen
) -> None:
    shown = shown_for(
        worker,
        screen,
        a_state(quarantined_count=2, dispute_count=1, clock_offset=timedelta(minutes=12)),
    )

    assert shown.headline == ("Tỉnh chưa nhận 2 việc", "overdue")
    assert "chỉnh lại ngày giờ" in shown.explanation
    assert "1 hồ sơ có mâu thuẫn" in shown.explanation


def test_shared_codes_and_entries_that_nobody_can_read_are_told(
    worker: Worker, screen: FakeScreen
) -> None:
    shown = shown_for(worker, screen, a_state(shared_code_count=1, misfit_count=3))

    assert shown.headline == ("1 mã hồ sơ bị trùng", "today")
    assert "3 việc từ nơi khác chưa đọc được" in shown.explanation
    assert screen.count == (4, True)


def test_a_counter_by_itself_cannot_sync(worker: Worker, screen: FakeScreen) -> None:
    worker.state = SyncState()
    presenter = SyncPresenter(worker.ports(), screen)
    presenter.refresh()
    presenter.sync_now()

    assert worker.asked == []
    assert not screen.shown.may_sync
    assert "mã kết nối" in screen.shown.explanation


def test_sync_now_says_at_once_that_it_is_under_way_until_the_worker_has_tried(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    presenter.sync_now()
    assert worker.asked == ["sync"]
    assert screen.shown.headline.words.endswith("đang nối với tỉnh…")
    assert not screen.shown.may_sync

    worker.state = a_state(tried_at=NOW + timedelta(seconds=2), cause="no_network")
    presenter.refresh()
    assert screen.shown.headline.words == "Mất mạng"
    assert screen.shown.may_sync


def test_sync_now_is_not_said_to_be_under_way_for_ever(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    presenter.sync_now()
    worker.now = NOW + timedelta(minutes=1)
    presenter.refresh()

    assert screen.shown.may_sync
    assert not presenter.is_busy


def test_while_it_sends_the_progress_is_the_workers(worker: Worker, screen: FakeScreen) -> None:
    shown = shown_for(
        worker, screen, a_state(acked_seq=123, is_working=True, sending=Progress(3, 12))
    )

    assert shown.headline.words == "Đang gửi 3/12"
    assert shown.progress == (3, 12)
    assert not shown.may_sync


def test_the_log_tells_results_in_words(worker: Worker, screen: FakeScreen) -> None:
    worker.log = (
        LoggedExchange(ago(minutes=2), bytes_up=300, cause="silent"),
        LoggedExchange(ago(minutes=20), 14, 230, 5_000, 18_200),
        LoggedExchange(ago(minutes=40), 0, 0, 402, 388),
    )
    rows = shown_for(worker, screen, IN_STEP).log

    assert [row.result for row in rows] == [
        "▲ Đường truyền đứt giữa chừng",
        "✓ Xong",
        "Không có gì mới",
    ]
    assert (rows[1].sent, rows[1].received, rows[1].size) == ("14", "230", "23,2 kB")


def test_a_refused_entry_says_who_what_why_and_what_to_do(
    worker: Worker, screen: FakeScreen
) -> None:
    name = EntryName("ab12", 118)
    entry = Recorded(name, name, (), ago(hours=2), "mau", taken_in())
    worker.found = ToLookAt(held=(HeldEntry(entry, "too_large", "H55.18.43-261123-2007"),))
    (row,) = shown_for(worker, screen, a_state(quarantined_count=1)).look_rows

    assert (row.who, row.what) == ("Hoàng Thị Mẫu", "Tiếp nhận hồ sơ")
    assert "Việc số 118" in row.advice
    assert row.reason == "Nội dung quá lớn"
    assert "báo người phụ trách" in row.advice


def test_files_are_told_with_their_counts(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    presenter.export_file(Path("gui-tinh.motcua"))
    worker.count = 0
    presenter.import_file(Path("tra-loi.motcua"))

    assert worker.asked == [
        ("export", Path("gui-tinh.motcua")),
        ("import", Path("tra-loi.motcua")),
    ]
    assert screen.done[0].startswith("Đã ghi 3 việc vào tệp gui-tinh.motcua.")
    assert "không gửi gì mới" in screen.done[1]


def test_trouble_with_a_file_is_said(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    worker.trouble = Trouble("stick")
    presenter.export_file(Path("gui-tinh.motcua"))
    presenter.sync_now()

    assert len(screen.warned) == 2
    assert screen.done == []
    assert screen.shown.may_sync


def test_the_line_of_the_demonstration_is_cut_and_restored(
    worker: Worker, presenter: SyncPresenter
) -> None:
    presenter.switch_line(True)
    presenter.switch_line(False)

    assert worker.asked == [("cut", True), ("cut", False)]


SHARED = SharedEntry(
    "H55.18.43-261123-2001", "H55.18.43-261123-2001/9A3F01", "MA THỊ MẪU", ago(hours=2), "Quầy 2"
)


def test_what_waits_for_a_person_says_why_and_what_to_do(
    worker: Worker, screen: FakeScreen
) -> None:
    worker.found = ToLookAt(
        shared=(SHARED, replace(SHARED, is_ours=False)),
        aside=(AsideEntry("17", "unreadable", "Xã Phong Quang · Quầy 1"),),
    )
    ours, theirs, aside = shown_for(worker, screen, a_state(shared_code_count=1)).look_rows

    assert (ours.title, ours.reason) == ("Mã bị trùng", "Cùng mã H55.18.43-261123-2001")
    assert ours.may_change_code
    assert "in giấy hẹn mới" in ours.advice
    assert not theirs.may_change_code
    assert "đơn vị khác" in theirs.advice
    assert (aside.what, aside.title) == ("Việc số 17", "Chưa đọc được")
    assert "cập nhật chương trình" in aside.advice


def test_a_code_is_changed_with_a_reason_and_once_it_was_confirmed(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    worker.found = ToLookAt(shared=(SHARED,))
    (row,) = shown_for(worker, screen, a_state(shared_code_count=1)).look_rows

    presenter.change_code(row, "  ")
    assert worker.asked == []
    assert "lý do" in screen.faults[-1]

    presenter.change_code(row, "Hai giấy cùng mã")
    assert worker.asked == [("code", SHARED.shown, "Hai giấy cùng mã", "lien")]
    assert screen.faults[-1] == ""
    assert SHARED.shown in screen.questions[0].words
    assert screen.changed == ["H55.18.43-261123-2009"]


def test_a_first_load_from_a_file_says_how_much_came(
    worker: Worker, screen: FakeScreen, presenter: SyncPresenter
) -> None:
    presenter.load_file(Path("nap.motcua"))
    assert worker.asked == [("load", Path("nap.motcua"))]
    assert "3 việc" in screen.done[-1]


@pytest.mark.parametrize(
    ("trouble", "says"),
    [("missing", "thiếu thư viện"), ("failed", "mở lại"), ("not_enrolled", "thư mục mới")],
)
def test_a_demonstration_without_its_server_says_so(
    worker: Worker, screen: FakeScreen, trouble: str, says: str
) -> None:
    shown = shown_for(worker, screen, a_state(server_trouble=trouble, cause="no_network"))
    assert says in shown.explanation
    assert "làm việc bình thường" in shown.explanation or trouble == "not_enrolled"
