"""The half-filled form survives a crash, a lock and a change of clerk."""

import json

from counter_app.ui.intake.form import IntakeForm, as_draft, from_draft
from tests.ui.intake.fakes import BIRTH, HOAN, SIGNATURE, Clerk, Desk


def test_a_draft_comes_back_letter_by_letter() -> None:
    clerk = Clerk()
    clerk.fills_in(SIGNATURE)
    clerk.types(phone="0912 34", birth="31/2/1991")
    clerk.types("submitter", name="  hà thị ")
    form = clerk.screen.typed

    assert from_draft(json.loads(json.dumps(as_draft(form)))) == form


def test_a_damaged_draft_gives_what_can_be_read() -> None:
    form = from_draft(
        {"note": "x", "applicant": 3, "papers": [{"kind": "clay", "name": "Đơn"}], "sets": None}
    )

    assert form.note == "x"
    assert form.applicant == IntakeForm().applicant
    assert form.papers[0].name == "Đơn"
    assert form.sets == "1"


def test_a_draft_is_kept_and_said_when() -> None:
    clerk = Clerk()
    clerk.types(name="LÒ VĂN ĐỨC")

    clerk.presenter.draft.save()

    assert clerk.desk.draft is not None
    assert clerk.screen.draft == "Nháp tự lưu lúc 10:42"


def test_after_a_crash_the_draft_is_offered_and_brought_back_by_another_clerk() -> None:
    desk = Desk()
    before = Clerk(desk)
    before.fills_in()
    before.presenter.draft.save()
    desk.clerk = HOAN

    after = Clerk(desk)
    assert after.screen.typed.is_blank
    assert after.screen.notice is not None
    assert "Nguyễn Văn Thử, Đăng ký khai sinh" in after.screen.notice.text
    after.screen.press("Tiếp tục")

    assert after.screen.typed == before.screen.typed
    assert after.screen.promise.due == "17:00  thứ Hai 23/11"
    after.presenter.submit(is_print=False)
    assert desk.taken_in[0][1] == HOAN


def test_a_draft_that_is_refused_is_gone() -> None:
    desk = Desk()
    before = Clerk(desk)
    before.types(name="LÒ VĂN ĐỨC")
    before.presenter.draft.save()

    after = Clerk(desk)
    after.screen.press("Bỏ")

    assert desk.draft is None
    assert after.screen.notice is None


def test_taking_up_a_draft_does_not_lose_what_was_just_typed() -> None:
    desk = Desk()
    before = Clerk(desk)
    before.types(name="LÒ VĂN ĐỨC")
    before.presenter.draft.save()
    after = Clerk(desk)
    after.types(name="MA THỊ BÉ")

    after.screen.press("Tiếp tục")
    assert after.screen.typed.applicant.name == "LÒ VĂN ĐỨC"

    after.screen.press("Trở lại")
    assert after.screen.typed.applicant.name == "MA THỊ BÉ"


def test_an_intake_leaves_no_draft_behind() -> None:
    clerk = Clerk()
    clerk.fills_in(BIRTH)
    clerk.presenter.draft.save()

    clerk.presenter.submit(is_print=False)
    clerk.presenter.draft.save()

    assert clerk.desk.draft is None
    assert clerk.screen.draft == ""


def test_an_unchanged_form_is_not_kept_twice() -> None:
    clerk = Clerk()
    clerk.types(name="LÒ VĂN ĐỨC")
    clerk.presenter.draft.save()
    clerk.desk.draft = None

    clerk.presenter.draft.save()

    assert clerk.desk.draft is None
