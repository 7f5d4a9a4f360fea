"""The page of a dossier: its words, its slip, its history."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SlipPaper, SlipPrinted
from counter_app.services import dossiers
from counter_app.services.counter import Counter
from counter_app.ui.dossiers.page_presenter import PagePresenter
from counter_app.ui.dossiers.page_values import DossierPage
from counter_app.ui.intake.screen import Notice
from counter_app.ui.printer import NoPrinter
from tests.support.counters import ANOTHER_CLERK
from tests.ui.dossiers.conftest import Outside, run_at_once


@dataclass
class FakePage:
    """Keeps what it was told to show."""

    page: DossierPage | None = None
    notice: Notice | None = None
    preview: tuple[bytes, str, SlipPaper] | None = None
    is_working: bool = False

    def show_page(self, page: DossierPage) -> None:
        self.page = page

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def show_preview(self, pdf: bytes, code: str, paper: SlipPaper) -> None:
        self.preview = (pdf, code, paper)

    def show_working(self, is_working: bool) -> None:
        self.is_working = is_working


def opened(counter: Counter, outside: Outside, dossier: Dossier) -> tuple[PagePresenter, FakePage]:
    screen = FakePage()
    presenter = PagePresenter(outside.ports(counter, run_at_once), screen)
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

    presenter.save_slip(tmp_path / "giay-hen.pdf")

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

    PagePresenter(outside.ports(counter, run_at_once), screen).open("H55.18.43-261123-2999")

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
