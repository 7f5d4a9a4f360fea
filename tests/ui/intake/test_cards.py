"""A citizen's card scanned into the intake form."""

from tests.ui.intake.fakes import (
    ANOTHER_CARD,
    BIRTH,
    CARD,
    MANGLED_CARD,
    OTHER_WARD,
    WARD,
    Clerk,
    Desk,
)


def test_a_card_fills_the_applicant_and_asks_which_commune_it_is_today() -> None:
    clerk = Clerk()
    clerk.picks(BIRTH)

    clerk.presenter.card_scanned(CARD)

    person = clerk.screen.typed.applicant
    assert (person.id_number, person.name, person.birth, person.sex, person.line) == (
        "006 091 000 000",
        "NGUYỄN VĂN THỬ",
        "15/08/1991",
        "male",
        "Tổ 1",
    )
    assert person.commune == ""
    assert clerk.screen.offers.text == "Thẻ ghi “Phường Đức Xuân”, nay là:"
    assert {offer.label for offer in clerk.screen.offers.offers} == {WARD.name, OTHER_WARD.name}


def test_a_commune_offered_is_taken_with_one_key_and_the_phone_is_next() -> None:
    clerk = Clerk()
    clerk.picks(BIRTH)
    clerk.presenter.card_scanned(CARD)

    chosen = clerk.screen.offers.offers[0]
    chosen.take()

    assert clerk.screen.typed.applicant.commune == f"{chosen.label}, Thái Nguyên"
    assert clerk.screen.typed.applicant.commune_code in (WARD.code, OTHER_WARD.code)
    assert clerk.screen.focused == "applicant.phone"


def test_a_card_with_an_address_of_today_needs_no_question() -> None:
    clerk = Clerk()

    clerk.presenter.card_scanned(ANOTHER_CARD)

    assert clerk.screen.typed.applicant.commune_code == WARD.code
    assert clerk.screen.typed.applicant.line == "Tổ 2"
    assert clerk.screen.offers.offers == ()


def test_a_mangled_card_keeps_number_and_date_and_asks_to_check_the_rest() -> None:
    clerk = Clerk()

    clerk.presenter.card_scanned(MANGLED_CARD)

    person = clerk.screen.typed.applicant
    assert (person.id_number, person.birth) == ("006 091 000 000", "15/08/1991")
    assert clerk.screen.offers.warning == "Máy quét làm hỏng dấu: kiểm tra họ tên và địa chỉ."


def test_a_text_that_is_no_card_changes_nothing() -> None:
    clerk = Clerk()
    clerk.types(name="LÒ VĂN ĐỨC")
    before = clerk.screen.typed

    clerk.presenter.card_scanned("123|abc|x")

    assert clerk.screen.typed == before
    assert clerk.screen.notice is not None


def test_another_persons_card_overwrites_nobody_before_the_clerk_has_said_whose_it_is() -> None:
    clerk = Clerk()
    clerk.presenter.card_scanned(CARD)

    clerk.presenter.card_scanned(ANOTHER_CARD)
    assert clerk.screen.typed.applicant.name == "NGUYỄN VĂN THỬ"

    clerk.screen.press("Người nộp thay")
    assert clerk.screen.typed.has_submitter
    assert clerk.screen.typed.submitter.name == "HOÀNG THỊ MẪU"
    assert clerk.screen.typed.applicant.name == "NGUYỄN VĂN THỬ"


def test_a_card_scanned_over_the_submitters_fields_is_the_submitters() -> None:
    clerk = Clerk()
    clerk.changes(has_submitter=True)
    clerk.screen.person_in_focus = "submitter"

    clerk.presenter.card_scanned(ANOTHER_CARD)

    assert clerk.screen.typed.submitter.name == "HOÀNG THỊ MẪU"
    assert clerk.screen.typed.applicant.is_blank


def test_a_card_scanned_while_saving_is_not_mixed_into_the_form() -> None:
    desk = Desk()
    clerk = Clerk(desk)
    clerk.fills_in()
    desk.is_slow = True
    clerk.presenter.submit(is_print=False)
    before = clerk.screen.typed

    clerk.presenter.card_scanned(ANOTHER_CARD)

    assert clerk.screen.typed == before
