"""The page of a dossier: its words, its slip, its history."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SlipPaper, SlipPrinted
from counter_app.domain.people import StaffMember
from counter_app.domain.steps import Step
from counter_app.services import deadlines, dossiers, following
from counter_app.services.counter import Counter
from counter_app.ui.dossiers.page_presenter import PagePresenter
from counter_app.ui.dossiers.page_values import DossierPage
from counter_app.ui.notices import Notice
from counter_app.ui.printer import NoPrinter
from counter_app.ui.steps.presenter import StepDone
from tests.support.counters import A_CLERK, ANOTHER_CLERK
from tests.ui.dossiers.conftest import Outside
from tests.ui.stand_ins import at_once


@dataclass
class FakePage:
    """Keeps what it was told to show."""

    page: DossierPage | None = None
    notice: Notice | None = None
    preview: tuple[bytes, str, str, SlipPaper | None] | None = None
    is_working: bool = False
    step: Step | None = None
    told: Dossier | None = None

    def show_page(self, page: DossierPage) -> None:
        self.page = page

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def show_preview(self, pdf: bytes, number: str, code: str, paper: SlipPaper | None) -> None:
        self.preview = (pdf, number, code, paper)

    def show_working(self, is_working: bool) -> None:
        self.is_working = is_working

    def open_step(
        self, step: Step, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]
    ) -> None:
        self.step = step

    def dossier_changed(self, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]) -> None:
        self.told = dossier


def opened(counter: Counter, outside: Outside, dossier: Dossier) -> tuple[PagePresenter, FakePage]:
    screen = FakePage()
    presenter = PagePresenter(outside.ports(counter, at_once), screen)
    presenter.open(dossier.code.lower())
    return presenter, screen


def test_a_page_says_everything_of_the_intake(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    _, screen = opened(counter, outside, three[1])

    page = screen.page
    assert page is not None
    assert page.code == three[1].code
    assert page.due == "17:00  thứ Năm 26/11"
    assert "3 ngày làm việc" in page.how
    assert "Ngày Văn hóa Việt Nam" in page.how
    assert ("Họ và tên", "Ma Thị Bé") in page.applicant
    assert ("Số định danh", "006 091 000 002") in page.applicant
    assert page.papers == (
        ("Tờ khai", "1 bản chính", False),
        ("Giấy chứng sinh", "Còn thiếu", True),
    )
    assert page.standing.words.endswith("Còn 3 ngày")


def test_the_history_is_in_words_with_names(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[2])
    outside.clerk = ANOTHER_CLERK
    outside.now += timedelta(minutes=30)

    presenter.print_slip()

    assert screen.page is not None
    assert [(line.who, line.title) for line in screen.page.history] == [
        ("Triệu Văn Hoan", "In giấy hẹn"),
        ("Hoàng Thị Mẫu", "Tiếp nhận hồ sơ"),
    ]


def test_a_preview_records_nothing(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[2])

    presenter.preview(SlipPaper.A4)

    assert screen.preview is not None
    assert screen.preview[0].startswith(b"%PDF")
    assert dossiers.open_dossier(counter, three[2].code).slip_count == 0


def test_a_second_print_is_a_copy(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[2])

    presenter.print_slip()
    presenter.print_slip()

    facts = [entry.fact for entry in dossiers.open_dossier(counter, three[2].code).history]
    assert [fact.is_copy for fact in facts if isinstance(fact, SlipPrinted)] == [False, True]
    assert len(outside.printed) == 2
    assert not screen.is_working


def test_a_saved_slip_is_a_file_and_recorded_as_one(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...], tmp_path: Path
) -> None:
    presenter, screen = opened(counter, outside, three[2])

    presenter.save_paper("01", tmp_path / "giay-hen.pdf")

    assert (tmp_path / "giay-hen.pdf").read_bytes().startswith(b"%PDF")
    last = dossiers.open_dossier(counter, three[2].code).history[-1].fact
    assert isinstance(last, SlipPrinted)
    assert last.to_file
    assert screen.notice is not None
    assert "Đã lưu giấy hẹn" in screen.notice.text


def test_a_printer_that_fails_is_said(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    outside.printer_trouble = NoPrinter()
    presenter, screen = opened(counter, outside, three[2])

    presenter.print_slip()

    assert screen.notice is not None
    assert "chưa có máy in" in screen.notice.text
    assert dossiers.open_dossier(counter, three[2].code).slip_count == 0


def test_a_code_that_nobody_has_is_said(counter: Counter, outside: Outside) -> None:
    screen = FakePage()

    PagePresenter(outside.ports(counter, at_once), screen).open("H55.18.43-261123-2999")

    assert screen.page is None
    assert screen.notice is not None


def test_a_clock_behind_asks_before_a_slip_is_recorded(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[2])
    outside.now -= timedelta(hours=3)

    presenter.print_slip()
    assert outside.printed == []
    assert screen.notice is not None

    screen.notice.actions[0].do()
    assert len(outside.printed) == 1


def test_a_step_opens_its_panel_and_a_slip_is_printed_at_once(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[2])

    presenter.begin(Step.MARK_READY)
    assert screen.step is Step.MARK_READY
    presenter.begin(Step.PRINT_SLIP)

    assert len(outside.printed) == 1


def test_what_was_recorded_is_said_with_what_comes_next(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    presenter, screen = opened(counter, outside, three[1])
    dossier = deadlines.apologise(counter, three[1].code, "Chậm", A_CLERK, outside.now)
    done = StepDone(dossier.code, dossier, Step.APOLOGISE, "Đã ghi lời xin lỗi.", "04")

    presenter.recorded(done)

    assert screen.notice is not None
    assert screen.notice.text == "Đã ghi lời xin lỗi. Tiếp theo: In giấy hẹn (F9)."
    assert [action.label for action in screen.notice.actions] == ["In phiếu xin lỗi (mẫu 04)"]
    screen.notice.actions[0].do()
    assert outside.printed[0][0] == f"Mau 04 {dossier.code}"


def test_a_form_is_shown_and_saved_without_recording_anything(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...], tmp_path: Path
) -> None:
    presenter, screen = opened(counter, outside, three[1])
    before = dossiers.open_dossier(counter, three[1].code).history

    presenter.preview_form("06")
    presenter.save_paper("06", tmp_path / "mau-06.pdf")

    assert screen.preview is not None
    assert screen.preview[1:] == ("06", three[1].code, None)
    assert (tmp_path / "mau-06.pdf").read_bytes().startswith(b"%PDF")
    assert dossiers.open_dossier(counter, three[1].code).history == before


def test_total_and_own_due_moments_are_both_there(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    own = outside.now + timedelta(hours=2)
    to = following.ForwardTo(name="Lý Văn Thử", due_at=own)
    following.forward(counter, three[1].code, to, A_CLERK, outside.now)
    due = outside.now + timedelta(days=7)
    deadlines.reappoint(counter, three[1].code, due, "Chậm", A_CLERK, outside.now)
    outside.now += timedelta(hours=3)

    _, screen = opened(counter, outside, three[1])

    page = screen.page
    assert page is not None
    assert page.due == "09:20  thứ Hai 30/11"
    assert page.promised == "Giấy hẹn số 1 ghi 17:00 thứ Năm 26/11/2026."
    assert ("Nơi giữ hồ sơ", "Lý Văn Thử") in page.holder
    assert any("11:20 thứ Hai 23/11/2026 (quá hạn 1 giờ)" in words for _, words in page.holder)
    assert page.is_holder_late


def test_papers_are_shown_as_they_stand_now(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    code = three[1].code
    following.request_supplement(counter, code, ("Ảnh",), "", A_CLERK, outside.now)

    _, screen = opened(counter, outside, three[1])

    assert screen.page is not None
    assert screen.page.papers[-1] == ("Ảnh", "Còn thiếu", True)
    assert screen.page.offers.main is Step.RECEIVE_SUPPLEMENT


def test_the_history_says_when_something_was_done_earlier(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    outside.now += timedelta(days=1)
    done_at = outside.now - timedelta(hours=20)
    following.stop(counter, three[1].code, "Công văn", A_CLERK, outside.now, done_at=done_at)

    _, screen = opened(counter, outside, three[1])

    assert screen.page is not None
    assert screen.page.history[0].title == "Dừng giải quyết (mẫu 05)"
    assert screen.page.history[0].happened == "lúc 13:20 23/11/2026"


def test_a_shared_code_is_asked_for_again_with_its_mark(
    counter: Counter, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    asked: list[str] = []

    def open_dossier(code: str) -> Dossier:
        asked.append(code)
        return three[1]

    screen = FakePage()
    ports = replace(outside.ports(counter, at_once), open_dossier=open_dossier)
    presenter = PagePresenter(ports, screen)
    presenter.open(f"{three[1].code}/9A3F01")
    presenter.refresh()

    assert asked == [f"{three[1].code}/9A3F01"] * 2
    assert screen.page is not None
    assert screen.page.code == f"{three[1].code}/9A3F01"
