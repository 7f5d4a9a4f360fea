"""The whole intake by keyboard alone, on a real store, to the printed slip."""

from PySide6.QtCore import Qt

from counter_app.domain.dossier_row import DossierFilter
from counter_app.domain.facts import SlipPrinted
from counter_app.services import dossiers, intake
from counter_app.services.counter import Counter
from counter_app.ui.intake.form import PaperState
from tests.support.counters import A_CLERK, A_MONDAY, ANOTHER_CLERK, BIRTH
from tests.ui.intake.conftest import AtTheCounter

CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Xã Ba Bể, Thái Nguyên|20072025"


def count(counter: Counter) -> int:
    return dossiers.count(counter, DossierFilter())


def fill_in(desk: AtTheCounter) -> None:
    keys = desk.keys
    keys.types("khai sinh")
    keys.enter()
    keys.enter("006091000000")
    keys.enter("NGUYỄN VĂN THỬ")
    keys.enter("15081991")
    keys.enter("n")
    keys.enter("Tổ 1")
    keys.types("phuong bac kan")
    keys.enter()
    keys.enter("0912 345 678")
    keys.enter()
    keys.enter()
    keys.press(Qt.Key.Key_F6)


def test_from_the_empty_form_to_the_printed_slip(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    assert desk.view.promise.due.text() == "17:00  thứ Hai 23/11"

    desk.keys.press(Qt.Key.Key_F10)
    desk.waits_for("Giấy hẹn đã gửi ra máy in.")

    code = "H55.18.43-261123-2001"
    assert desk.notice().startswith(
        f"Đã tiếp nhận {code} của ông Nguyễn Văn Thử, hẹn trả 17:00 hôm nay."
    )
    dossier = dossiers.open_dossier(desk.counter, code)
    taken = dossier.intake
    assert taken.procedure_code == BIRTH
    assert taken.applicant.name == "NGUYỄN VĂN THỬ"
    assert taken.applicant.address.text == "Tổ 1, Phường Bắc Kạn, Thái Nguyên"
    assert taken.applicant.address.commune_code == "01843"
    assert taken.applicant.phone == "0912345678"
    assert all(not paper.is_lacking for paper in taken.papers)
    assert (dossier.taken_in_by, taken.received_at) == (A_CLERK.clerk, A_MONDAY)
    assert isinstance(dossier.history[-1].fact, SlipPrinted)
    ((title, pdf),) = desk.printer.jobs
    assert title == f"Giay hen {code}"
    assert pdf.startswith(b"%PDF")
    assert desk.view.form().is_blank
    assert intake.load_draft(desk.counter) is None


def test_enter_goes_through_the_fields_in_reading_order(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    seen = []
    for _ in range(15):
        focused = desk.keys.focus()
        seen.append(focused.accessibleName() or focused.property("text"))
        desk.keys.press(Qt.Key.Key_Tab)

    assert seen == [
        "Thủ tục",
        "Số định danh",
        "Họ và tên chủ hồ sơ",
        "Ngày sinh",
        "Giới tính",
        "Thôn, tổ",
        "Xã, phường",
        "Điện thoại",
        "Thư điện tử",
        "Người khác nộp thay",
        "Thành phần hồ sơ",
        "Nộp qua",
        "Nhận kết quả",
        "Thêm khoản thu",
        "Số bộ",
    ]


def test_pressing_twice_while_saving_records_one_dossier(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)

    desk.keys.press(Qt.Key.Key_F9)
    desk.keys.press(Qt.Key.Key_F9, Qt.Key.Key_F10)
    desk.waits_for("Đã tiếp nhận")

    assert count(desk.counter) == 1


def test_a_wrong_phone_keeps_everything_and_holds_the_cursor(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.applicant.phone.setFocus()
    desk.view.applicant.phone.selectAll()
    desk.keys.types("0912 34")
    before = desk.view.form()

    desk.keys.press(Qt.Key.Key_F9)

    assert desk.view.form() == before
    assert desk.view.applicant.fields["phone"].line == "Thiếu 4 chữ số"
    assert desk.view.jump.text() == "1 ô cần sửa: điện thoại"
    assert desk.keys.focus() is desk.view.applicant.phone
    assert count(desk.counter) == 0


def test_space_goes_round_the_states_of_a_paper(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.keys.types("khai sinh")
    desk.keys.enter()
    desk.view.papers.setFocus()
    states = []
    for _ in range(4):
        desk.keys.press(Qt.Key.Key_Space)
        states.append(desk.view.form().papers[0].state)

    assert states == [
        PaperState.PRESENT,
        PaperState.LACKING,
        PaperState.NOT_NEEDED,
        PaperState.PRESENT,
    ]


def test_lacking_papers_by_keyboard_lead_to_form_02(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    fill_in(desk)
    desk.view.papers.setFocus()
    desk.keys.press(Qt.Key.Key_Home, Qt.Key.Key_Space)

    desk.keys.press(Qt.Key.Key_F9)
    assert "Đưa phiếu yêu cầu bổ sung, hay vẫn tiếp nhận?" in desk.notice()
    assert count(desk.counter) == 0

    desk.keys.press(Qt.Key.Key_F8)
    desk.waits_for("Phiếu đã gửi ra máy in")
    assert count(desk.counter) == 0
    assert [title for title, _ in desk.printer.jobs] == ["Phieu yeu cau bo sung"]


def test_a_scanned_card_and_a_switch_of_clerk_in_mid_form(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.keys.types("khai sinh")
    desk.keys.enter()
    desk.view.card_scanned(CARD)
    desk.view.keep_draft()
    desk.bot.waitUntil(lambda: intake.load_draft(desk.counter) is not None)
    desk.clerk[0] = ANOTHER_CLERK
    desk.keys.press(Qt.Key.Key_F6, Qt.Key.Key_F9)
    desk.waits_for("Đã tiếp nhận")

    dossier = dossiers.open_dossier(desk.counter, "H55.18.43-261123-2001")
    assert dossier.taken_in_by == ANOTHER_CLERK.clerk
    assert dossier.intake.applicant.name == "NGUYỄN VĂN THỬ"
    assert dossier.intake.applicant.address.commune == "Xã Ba Bể"


def test_the_draft_is_kept_by_itself(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.view.applicant.name.setFocus()
    desk.keys.types("LÒ VĂN ĐỨC")

    desk.bot.waitUntil(lambda: intake.load_draft(desk.counter) is not None)

    draft = intake.load_draft(desk.counter)
    assert draft is not None
    assert draft.content["applicant"]["name"] == "LÒ VĂN ĐỨC"


def test_escape_closes_the_list_and_keeps_the_text(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter
    desk.keys.types("khai si")
    assert desk.view.procedure.is_open

    desk.keys.press(Qt.Key.Key_Escape)

    assert not desk.view.procedure.is_open
    assert desk.view.procedure.text() == "khai si"


def test_favourites_are_offered_on_an_empty_field(at_the_counter: AtTheCounter) -> None:
    desk = at_the_counter

    desk.keys.press(Qt.Key.Key_Down)

    assert len(desk.view.procedure.suggestions) > 5
