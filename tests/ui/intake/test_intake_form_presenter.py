"""What the intake screen decides while the form is filled in, without Qt."""

from dataclasses import replace

from counter_app.domain.people import Address, Person
from counter_app.services.counter import ClockBehind
from tests.ui.intake.fakes import (
    A_MORNING,
    BIRTH,
    MAU,
    SIGNATURE,
    UNSURE,
    Clerk,
    Desk,
)


def words_of(clerk: Clerk) -> str:
    return clerk.screen.notice.text if clerk.screen.notice else ""


def test_the_promise_follows_the_clock() -> None:
    clerk = Clerk()
    clerk.picks(BIRTH)
    assert clerk.screen.promise.due == "17:00  thứ Hai 23/11"

    clerk.later(hours=5)
    clerk.presenter.time_passed()

    assert clerk.screen.promise.due == "17:00  thứ Tư 25/11"
    assert "sau 15:00" in clerk.screen.promise.how
    assert "Ngày Văn hóa Việt Nam" in clerk.screen.promise.how


def test_a_missing_calendar_is_said_in_the_promise_panel() -> None:
    clerk = Clerk()
    clerk.picks(SIGNATURE)
    clerk.later(days=38)

    clerk.presenter.time_passed()

    assert clerk.screen.promise.due == ""
    assert "2027" in clerk.screen.promise.trouble


def test_an_unknown_limit_is_asked_for_and_must_be_confirmed() -> None:
    clerk = Clerk()
    clerk.fills_in(UNSURE)
    assert clerk.screen.question is not None

    clerk.changes(limit="5 ngày làm việc")
    clerk.presenter.submit(is_print=False)
    assert clerk.desk.taken_in == []
    assert clerk.screen.focused == "limit"

    clerk.presenter.limit_confirmed()
    clerk.presenter.submit(is_print=False)
    assert clerk.desk.taken_in[0][0].limit is not None


def test_an_unreadable_limit_is_refused_beside_its_field() -> None:
    clerk = Clerk()
    clerk.fills_in(UNSURE)
    clerk.changes(limit="mai lấy")

    clerk.presenter.limit_confirmed()

    assert "limit" in clerk.screen.faults.sentences
    assert clerk.screen.typed.limit == "mai lấy"


def test_a_dossier_of_another_territory_counts_from_its_office() -> None:
    clerk = Clerk()
    clerk.fills_in(SIGNATURE)
    clerk.changes(is_elsewhere=True)
    assert clerk.screen.promise.due == ""

    clerk.changes(competent_office="UBND xã Ba Bể", competent_received="9:30 25/11/2026")

    assert clerk.screen.promise.due == "17:00  thứ Năm 26/11"


def test_a_doubled_dossier_is_warned_of() -> None:
    desk = Desk()
    first = Clerk(desk)
    first.fills_in()
    first.presenter.submit(is_print=False)
    taken = desk.take_in(desk.taken_in[0][0], MAU, A_MORNING)
    from tests.ui.intake.rows import row_of

    desk.open_dossiers = (row_of(taken),)
    clerk = Clerk(desk)
    clerk.fills_in()

    assert clerk.screen.doubles.text == (
        "Nguyễn Văn Thử đã nộp 1 hồ sơ cùng thủ tục ngày 23/11, đang giải quyết."
    )
    assert clerk.screen.doubles.code == taken.code


def test_a_clock_behind_the_last_entry_asks_before_anything_is_recorded() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.refusals = [ClockBehind(A_MORNING, A_MORNING.replace(day=24))]

    clerk.presenter.submit(is_print=False)
    assert clerk.desk.taken_in == []
    assert "Đồng hồ máy" in words_of(clerk)

    clerk.screen.press("Giờ máy đúng")
    assert clerk.desk.clock_confirmed_by == [MAU]
    assert len(clerk.desk.taken_in) == 1


def test_picking_another_procedure_keeps_the_person_and_papers_added_by_hand() -> None:
    clerk = Clerk()
    clerk.fills_in()
    own = replace(clerk.screen.typed.papers[0], name="Đơn viết tay", is_own=True)
    clerk.changes(papers=(*clerk.screen.typed.papers, own))

    clerk.picks(SIGNATURE)

    assert clerk.screen.typed.applicant.name == "NGUYỄN VĂN THỬ"
    assert [row.name for row in clerk.screen.typed.papers] == ["Đơn viết tay"]
    assert clerk.screen.typed.fees[0].amount == "10.000"


def test_typing_over_a_picked_procedure_lets_it_go() -> None:
    clerk = Clerk()
    clerk.fills_in()

    clerk.screen.typed = replace(clerk.screen.typed, procedure_text="chung thuc")
    clerk.presenter.procedure_typed("chung thuc")

    assert clerk.screen.typed.procedure_code == ""
    assert [choice.code for choice in clerk.screen.procedures] == [SIGNATURE.code]
    assert clerk.screen.promise.due == ""


def test_clearing_can_be_taken_back() -> None:
    clerk = Clerk()
    clerk.fills_in()
    before = clerk.screen.typed

    clerk.presenter.clear()
    assert clerk.screen.typed.is_blank

    clerk.screen.press("Lấy lại")
    assert clerk.screen.typed == before
    assert clerk.screen.promise.due == "17:00  thứ Hai 23/11"


def test_a_known_person_brings_address_and_phone() -> None:
    home = Address("Tổ 1", "01843", "Phường Bắc Kạn", "Thái Nguyên")
    known = Person("NGUYỄN VĂN THỬ", "006091000000", address=home, phone="0912345678")
    clerk = Clerk(Desk(known={"006091000000": known}))

    clerk.types(id_number="006 091 000 000")
    assert clerk.screen.offers.text == "Lần trước ghi:"
    clerk.screen.offers.offers[0].take()

    person = clerk.screen.typed.applicant
    assert (person.name, person.line, person.commune_code, person.phone) == (
        "NGUYỄN VĂN THỬ",
        "Tổ 1",
        "01843",
        "0912 345 678",
    )


def test_an_offer_for_a_number_that_was_changed_meanwhile_is_dropped() -> None:
    known = Person("NGUYỄN VĂN THỬ", "006091000000", phone="0912345678")
    desk = Desk(known={"006091000000": known})
    clerk = Clerk(desk)
    desk.is_slow = True
    clerk.types(id_number="006091000000")

    clerk.types(id_number="006091000001")
    desk.work()

    assert clerk.screen.offers.offers == ()


def test_after_something_unforeseen_the_form_is_free_again_with_all_that_was_typed() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.desk.is_slow = True
    before = clerk.screen.typed
    clerk.presenter.submit(is_print=False)

    clerk.presenter.release()

    assert not clerk.screen.is_saving
    assert clerk.screen.typed == before


def test_f2_ends_the_last_dossier_so_that_f9_does_not_print_it_unseen() -> None:
    clerk = Clerk()
    clerk.fills_in()
    clerk.presenter.submit(is_print=False)

    clerk.presenter.next_dossier()
    clerk.presenter.submit(is_print=False)

    assert clerk.screen.notice is None
    assert clerk.desk.slips == []


def test_a_draft_that_waits_for_an_answer_is_still_offered_after_coming_back() -> None:
    desk = Desk()
    before = Clerk(desk)
    before.types(name="LÒ VĂN ĐỨC")
    before.presenter.draft.save()
    after = Clerk(desk)

    after.presenter.next_dossier()

    assert "đang nhập dở" in words_of(after)
