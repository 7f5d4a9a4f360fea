"""What the intake screen decides when a dossier is taken in, without Qt."""

from dataclasses import replace

from counter_app.domain.facts import Paper, PaperKind
from counter_app.domain.people import FieldsRefused
from counter_app.ui.intake.form import PaperState
from counter_app.ui.printer import NoPrinter
from tests.ui.intake.fakes import (
    A_MORNING,
    BIRTH,
    HOAN,
    MAU,
    Clerk,
    Desk,
)


def words_of(clerk: Clerk) -> str:
    return clerk.screen.notice.text if clerk.screen.notice else ""


def test_an_intake_is_saved_once_and_the_form_is_free_for_the_next() -> None:
    clerk = Clerk()
    clerk.fills_in()

    clerk.presenter.submit(is_print=False)

    ((request, by, at),) = clerk.desk.taken_in
    assert (request.applicant.name, by, at) == ("NGUYỄN VĂN THỬ", MAU, A_MORNING)
    assert clerk.screen.typed.is_blank
    assert words_of(clerk) == (
        "Đã tiếp nhận H55.18.43-261123-2001 của Nguyễn Văn Thử, hẹn trả 17:00 hôm nay."
    )
    assert clerk.desk.printed == []


def test_a_second_press_while_saving_saves_nothing_more() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.is_slow = True

    clerk.presenter.submit(is_print=False)
    clerk.presenter.submit(is_print=True)
    clerk.presenter.submit(is_print=False)
    assert clerk.screen.is_saving
    clerk.desk.work()

    assert len(clerk.desk.taken_in) == 1
    assert not clerk.screen.is_saving


def test_f9_after_an_intake_prints_its_slip_instead_of_saving_an_empty_form() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.presenter.submit(is_print=False)

    clerk.presenter.submit(is_print=False)

    assert len(clerk.desk.taken_in) == 1
    assert clerk.desk.slips == [("H55.18.43-261123-2001", MAU)]


def test_f9_on_the_next_form_no_longer_prints_the_last_slip() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.presenter.submit(is_print=False)
    clerk.types(name="LÒ VĂN ĐỨC")

    clerk.presenter.submit(is_print=False)

    assert clerk.desk.slips == []
    assert clerk.screen.focused == "procedure_code"


def test_f10_saves_then_prints() -> None:
    clerk = Clerk()
    clerk.fills_in()

    clerk.presenter.submit(is_print=True)

    assert clerk.desk.printed == ["Giay hen H55.18.43-261123-2001"]
    assert "Giấy hẹn đã gửi ra máy in." in words_of(clerk)


def test_a_printer_that_fails_leaves_the_intake_and_offers_to_print_again() -> None:
    clerk = Clerk(Desk(printer_trouble=NoPrinter()))
    clerk.fills_in()

    clerk.presenter.submit(is_print=True)

    assert len(clerk.desk.taken_in) == 1
    assert "Đã tiếp nhận" in words_of(clerk)
    assert "chưa có máy in" in words_of(clerk)
    clerk.desk.printer_trouble = None
    clerk.screen.press("In giấy hẹn")
    assert clerk.desk.printed == ["Giay hen H55.18.43-261123-2001"]


def test_a_wrong_field_is_named_and_everything_typed_stays() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.types(phone="0912 34", birth="31/2/1991")
    before = clerk.screen.typed

    clerk.presenter.submit(is_print=False)

    assert clerk.screen.typed == before
    assert clerk.desk.taken_in == []
    assert clerk.screen.faults.sentences["applicant.phone"] == "Thiếu 4 chữ số"
    assert clerk.screen.faults.summary == "2 ô cần sửa: ngày sinh, điện thoại"
    assert clerk.screen.focused == "applicant.birth_on"


def test_a_field_is_not_called_wrong_before_it_is_left() -> None:
    clerk = Clerk()
    clerk.screen.typed = clerk.screen.typed.with_person(
        "applicant", replace(clerk.screen.typed.applicant, phone="0912")
    )
    clerk.presenter.edited()
    assert clerk.screen.faults.sentences == {}

    clerk.presenter.left("applicant.phone")
    assert list(clerk.screen.faults.sentences) == ["applicant.phone"]

    clerk.types(phone="0912345678")
    assert clerk.screen.faults.sentences == {}


def test_a_refusal_of_the_service_stands_beside_its_field() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.refusals = [FieldsRefused({"applicant.phone": "too_long"})]
    before = clerk.screen.typed

    clerk.presenter.submit(is_print=False)

    assert clerk.screen.typed == before
    assert list(clerk.screen.faults.sentences) == ["applicant.phone"]
    assert not clerk.screen.is_saving


def test_whoever_is_logged_in_when_the_key_is_pressed_signs() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.presenter.draft.save()
    clerk.desk.clerk = HOAN

    clerk.presenter.submit(is_print=True)

    assert clerk.desk.taken_in[0][1] == HOAN
    assert clerk.desk.slips[0][1] == HOAN


def test_a_switch_while_saving_does_not_change_who_signed() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.is_slow = True
    clerk.presenter.submit(is_print=False)

    clerk.desk.clerk = HOAN
    clerk.desk.work()

    assert clerk.desk.taken_in[0][1] == MAU


def test_lacking_papers_lead_to_a_choice_first() -> None:
    clerk = Clerk()
    clerk.fills_in()
    rows = clerk.screen.typed.papers
    clerk.changes(papers=(replace(rows[0], state=PaperState.LACKING), *rows[1:]))

    clerk.presenter.submit(is_print=False)

    assert clerk.desk.taken_in == []
    assert "Giấy chứng sinh" in words_of(clerk)
    assert clerk.screen.notice is not None
    assert [action.label for action in clerk.screen.notice.actions] == [
        "Vẫn tiếp nhận  F9",
        "Phiếu yêu cầu bổ sung  F8",
    ]


def test_f9_again_takes_in_what_is_lacking_and_says_so_on_the_slip() -> None:
    clerk = Clerk()
    clerk.fills_in()
    rows = clerk.screen.typed.papers
    clerk.changes(papers=(replace(rows[0], state=PaperState.LACKING), *rows[1:]))
    clerk.presenter.submit(is_print=False)

    clerk.presenter.submit(is_print=False)

    ((request, _, _),) = clerk.desk.taken_in
    assert request.papers == (
        Paper("Giấy chứng sinh", PaperKind.ORIGINAL, 1, is_lacking=True),
        Paper("Tờ khai đăng ký khai sinh", PaperKind.ORIGINAL, 1),
    )


def test_another_lacking_paper_asks_again() -> None:
    clerk = Clerk()
    clerk.fills_in()
    rows = clerk.screen.typed.papers
    lacking = replace(rows[0], state=PaperState.LACKING)
    clerk.changes(papers=(lacking, *rows[1:]))
    clerk.presenter.submit(is_print=False)

    clerk.changes(papers=(lacking, replace(rows[1], state=PaperState.LACKING), rows[2]))
    clerk.presenter.submit(is_print=False)

    assert clerk.desk.taken_in == []


def test_form_02_names_all_that_is_lacking_and_keeps_the_form() -> None:
    clerk = Clerk()
    clerk.picks(BIRTH)
    clerk.types(name="NGUYỄN VĂN THỬ")

    clerk.presenter.ask_supplement()

    assert clerk.desk.supplements == [(("Giấy chứng sinh", "Tờ khai đăng ký khai sinh"), MAU)]
    assert clerk.desk.printed == ["Phieu yeu cau bo sung"]
    assert clerk.screen.typed.applicant.name == "NGUYỄN VĂN THỬ"
    assert clerk.desk.taken_in == []


def test_form_02_with_nothing_lacking_is_refused_beside_the_papers() -> None:
    clerk = Clerk()
    clerk.fills_in()

    clerk.presenter.ask_supplement()

    assert clerk.desk.supplements == []
    assert clerk.screen.faults.sentences == {"papers": "Chưa đánh dấu giấy tờ nào là thiếu"}
