"""Every step through its panel, on a real store, without Qt."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.domain.facts import ChannelOut, Paper, PayMethod, Satisfaction
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.services import following
from counter_app.ui.intake.form import PaperRow, PaperState
from counter_app.ui.steps.fields import Picked, Tick
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH
from tests.ui.steps.conftest import NOW, Desk, bring

A_CARD = (
    "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam"
    "|Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|20072021"
)


def test_a_supplement_is_asked_for_with_everything_that_lacks(desk: Desk) -> None:
    screen = desk.open(Step.REQUEST_SUPPLEMENT)
    ticks = screen.typed["papers"]
    assert Tick("Giấy tờ chứng minh chỗ ở", True) == ticks[0]
    assert "tạm dừng" in screen.form.about if screen.form else False
    assert "Còn lại" in screen.outlook.words

    dossier = desk.do(
        Step.REQUEST_SUPPLEMENT, papers=(*ticks, Tick("Ảnh 3x4", True)), reason="Thiếu giấy"
    )

    assert dossier.state is DossierState.PAUSED
    assert dossier.lacking == ("Giấy tờ chứng minh chỗ ở", "Ảnh 3x4")
    assert desk.screen.done is not None
    assert desk.screen.done.form == "02"


def test_nothing_ticked_is_said_beside_the_list(desk: Desk) -> None:
    screen = desk.open(Step.REQUEST_SUPPLEMENT, papers=(Tick("Tờ khai"),))

    desk.presenter.submit()

    assert "papers" in screen.faults
    assert "1 ô" in screen.summary
    assert screen.done is None


def test_a_second_notice_warns_and_wants_a_reason(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.PAUSED)
    papers = (Paper("Giấy"), Paper("Giấy tờ chứng minh chỗ ở"))
    following.receive_supplement(desk.counter, desk.code, papers, A_CLERK, NOW)

    screen = desk.open(Step.REQUEST_SUPPLEMENT, papers=(Tick("Ảnh", True),))
    assert screen.form is not None
    assert "chỉ yêu cầu một lần" in screen.form.warning
    desk.presenter.submit()
    assert set(screen.faults) == {"again_because"}

    screen.typed["again_because"] = "Người dân đổi nội dung yêu cầu"
    desk.presenter.submit()
    assert desk.dossier.state is DossierState.PAUSED


def test_a_supplement_says_the_new_due_moment_before_it_is_recorded(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.PAUSED)
    desk.now = A_MONDAY + timedelta(days=4)
    screen = desk.open(Step.RECEIVE_SUPPLEMENT)
    rows = screen.typed["papers"]
    assert [row.name for row in rows] == ["Giấy tờ chứng minh chỗ ở", "Giấy"]
    assert "Vẫn còn thiếu 2" in screen.outlook.words

    screen.typed["papers"] = tuple(replace(row, state=PaperState.PRESENT) for row in rows)
    desk.presenter.changed("papers")
    said = screen.outlook.words
    desk.presenter.submit()

    due = desk.dossier.due_at
    assert f"{due.astimezone(NOW.tzinfo):%H:%M}" in said
    assert f"{due.astimezone(NOW.tzinfo):%d/%m/%Y}" in said
    assert desk.dossier.lacking == ()


def test_a_supplement_without_papers_is_refused_with_what_to_do(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.PAUSED)
    screen = desk.open(Step.RECEIVE_SUPPLEMENT)

    desk.presenter.submit()

    assert "phím cách" in screen.faults["papers"]


@pytest.mark.parametrize(
    ("step", "state", "form"),
    [
        (Step.REFUSE, DossierState.REFUSED, "03"),
        (Step.WITHDRAW, DossierState.WITHDRAWN, ""),
        (Step.STOP, DossierState.STOPPED, "05"),
    ],
)
def test_an_end_is_asked_about_by_name_and_fact(
    desk: Desk, step: Step, state: DossierState, form: str
) -> None:
    screen = desk.open(step, reason="Người dân đổi ý")
    desk.presenter.submit()
    assert screen.question is not None
    assert "Đặng Thị Ngữ Ánh" in screen.question.words
    assert desk.code in screen.question.words
    assert "Người dân đổi ý" in screen.question.words
    assert desk.dossier.state is DossierState.OPEN

    assert screen.then is not None
    screen.then()

    assert desk.dossier.state is state
    assert screen.done is not None
    assert screen.done.form == form


@pytest.mark.parametrize("step", [Step.REFUSE, Step.WITHDRAW, Step.STOP, Step.APOLOGISE])
def test_a_reason_is_wanted_before_anybody_is_asked(desk: Desk, step: Step) -> None:
    screen = desk.open(step)

    desk.presenter.submit()

    assert screen.faults == {"reason": "Chưa nhập"}
    assert screen.question is None


def test_a_dossier_goes_to_a_colleague_with_a_due_moment_of_their_own(desk: Desk) -> None:
    screen = desk.open(Step.FORWARD, to="colleague", to_clerk="hoan", due_at="16:00 25/11/2026")
    assert [clerk for clerk, _ in field_of(desk, "to_clerk").choices] == ["hoan", "lien"]
    desk.presenter.changed("due_at")
    assert "16:00 thứ Tư 25/11/2026" in screen.outlook.words

    desk.presenter.submit()

    assert desk.dossier.holder.clerk == "hoan"
    assert desk.dossier.holder.due_at is not None
    assert desk.dossier.due_at == desk.dossier.promised_at
    assert screen.done is not None
    assert screen.done.form == "06"


def test_a_due_moment_later_than_the_promise_is_warned_of(desk: Desk) -> None:
    screen = desk.open(Step.FORWARD, due_at="16:00 25/12/2026")

    desk.presenter.changed("due_at")

    assert screen.outlook.is_warning


def test_a_dossier_goes_to_another_unit_of_the_list_only(desk: Desk) -> None:
    screen = desk.open(Step.FORWARD, to="unit", to_unit=Picked("Xã nào đó", ""))
    desk.presenter.submit()
    assert "to_unit" in screen.faults

    find = field_of(desk, "to_unit").find
    assert find is not None
    found = find("phong quang")[0]
    screen.typed["to_unit"] = Picked(found.title, found.value)
    desk.presenter.submit()

    holder = desk.dossier.holder
    assert (holder.unit, holder.unit_name) == (found.value, found.title)


def test_a_hand_over_is_confirmed_and_comes_back(desk: Desk) -> None:
    desk.do(Step.FORWARD, to="person", to_name="Phòng Kinh tế")
    assert desk.do(Step.CONFIRM_FORWARD, name="Lý Văn Thử").state is DossierState.HANDLED

    dossier = desk.do(Step.RECEIVE_BACK, note="Đã thẩm định")

    assert dossier.state is DossierState.OPEN
    assert dossier.hand_overs[0].received_by == "Lý Văn Thử"


def test_a_result_may_have_been_solved_earlier(desk: Desk) -> None:
    desk.now = NOW + timedelta(days=1)

    dossier = desk.do(
        Step.MARK_READY, kind="Giấy xác nhận", number="12/XN", solved_at="11:00 hôm qua"
    )

    assert dossier.result is not None
    assert dossier.result.solved_at < dossier.result.done_at
    assert dossier.result.number == "12/XN"


def test_a_result_is_returned_at_the_desk_after_a_question(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.READY)
    screen = desk.open(Step.RETURN)
    assert screen.typed["receiver"] == "Đặng Thị Ngữ Ánh"
    assert screen.form is not None
    assert "15.000 đ" in screen.form.warning

    desk.presenter.card_scanned(A_CARD)
    dossier = desk.do(
        Step.RETURN,
        receiver=screen.typed["receiver"],
        receiver_id=screen.typed["receiver_id"],
        satisfaction="very_satisfied",
    )

    assert screen.question is not None
    assert "Nguyễn Văn Thử nhận tại quầy" in screen.question.words
    assert dossier.returned is not None
    assert dossier.returned.receiver_id == "006091000000"
    assert dossier.returned.satisfaction is Satisfaction.VERY_SATISFIED


def test_by_post_there_is_a_tracking_number(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.READY)
    screen = desk.open(Step.RETURN, channel="post")
    assert field_of(desk, "tracking").is_shown(screen.typed)
    assert not field_of(desk, "satisfaction").is_shown(screen.typed)
    desk.presenter.submit()
    assert set(screen.faults) == {"tracking"}

    dossier = desk.do(Step.RETURN, channel="post", tracking="EB123456789VN")

    assert dossier.returned is not None
    assert dossier.returned.channel is ChannelOut.POST
    assert dossier.returned.tracking == "EB123456789VN"


def test_an_apology_names_no_date(desk: Desk) -> None:
    dossier = desk.do(Step.APOLOGISE, reason="Chờ xác minh")

    assert len(dossier.apologies) == 1
    assert dossier.due_at == dossier.promised_at


def test_a_second_appointment_warns_and_wants_to_know_why(desk: Desk) -> None:
    desk.do(Step.REAPPOINT, due_at="16:00 30/11/2026", reason="Chờ xác minh")
    screen = desk.open(Step.REAPPOINT, due_at="16:00 02/12/2026", reason="Vẫn chờ")
    assert screen.form is not None
    assert "vẫn tính là trả quá hạn" in screen.form.warning
    assert "again_because" in {each.name for each in screen.form.fields}

    desk.presenter.submit()
    assert screen.then is not None
    screen.then()
    assert set(screen.faults) == {"again_because"}

    dossier = desk.do(
        Step.REAPPOINT, due_at="16:00 02/12/2026", reason="Vẫn chờ", again_because="Mưa lũ"
    )
    assert dossier.counts_late
    assert desk.screen.done is not None
    assert "vẫn tính là quá hạn" in desk.screen.done.words


def test_an_appointment_on_a_day_off_is_warned_of(desk: Desk) -> None:
    screen = desk.open(Step.REAPPOINT, due_at="9:00 29/11/2026")

    desk.presenter.changed("due_at")

    assert "nghỉ" in screen.outlook.words
    assert screen.outlook.is_warning


def test_a_correction_keeps_what_was_not_touched(desk: Desk) -> None:
    before = desk.dossier

    dossier = desk.do(Step.CORRECT, **{"applicant.name": "ĐẶNG THỊ NGỮ", "reason": "Sai tên"})

    assert dossier.intake == replace(
        before.intake, applicant=replace(before.intake.applicant, name="ĐẶNG THỊ NGỮ")
    )
    assert dossier.slip_number == 2
    assert desk.screen.done is not None
    assert desk.screen.done.form == "01"
    assert "số 2 thay giấy số 1" in desk.screen.done.words


def test_a_correction_without_a_change_says_so(desk: Desk) -> None:
    screen = desk.open(Step.CORRECT, reason="Sai")

    desk.presenter.submit()

    assert screen.summary == "Chưa sửa nội dung nào."
    assert screen.done is None


def test_another_procedure_brings_its_limit_and_papers_and_says_the_new_promise(
    desk: Desk,
) -> None:
    before = desk.dossier
    screen = desk.open(Step.CORRECT)
    screen.typed["procedure_code"] = Picked("1.001193  Khai sinh", BIRTH)

    desk.presenter.changed("procedure_code")

    assert screen.typed["limit"] == "trong ngày"
    assert screen.typed["papers"][0] == PaperRow(
        "Tờ khai", state=PaperState.PRESENT, is_required=False, is_own=True
    )
    assert len(screen.typed["papers"]) > 1
    assert "hẹn trả 17:00 thứ Hai 23/11/2026" in screen.outlook.words
    assert screen.outlook.is_warning
    screen.typed["reason"] = "Chọn nhầm thủ tục"
    desk.presenter.submit()
    assert desk.dossier.intake.procedure_code == BIRTH
    assert desk.dossier.due_at < before.due_at


def test_faults_of_a_correction_stand_beside_their_fields(desk: Desk) -> None:
    screen = desk.open(
        Step.CORRECT,
        **{
            "applicant.birth_on": "31/02/1990",
            "applicant.phone": "12",
            "limit": "mai",
            "sets": "x",
        },
    )

    desk.presenter.submit()

    wrong = {"applicant.birth_on", "applicant.phone", "limit", "sets", "reason"}
    assert set(screen.faults) == wrong
    assert "5 ô" in screen.summary


def test_when_the_result_is_there_the_promise_is_no_longer_corrected(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.READY)
    screen = desk.open(Step.CORRECT)
    assert screen.form is not None
    names = {each.name for each in screen.form.fields}
    assert not names & {"procedure_code", "limit", "received_at"}

    dossier = desk.do(Step.CORRECT, **{"applicant.phone": "0987654321", "reason": "Sai số"})

    assert dossier.intake.applicant.phone == "0987654321"


def test_a_fee_is_prefilled_with_what_is_owed(desk: Desk) -> None:
    screen = desk.open(Step.PAY_FEE)
    assert screen.typed["amount"] == "15.000"

    dossier = desk.do(Step.PAY_FEE, receipt="BL 0012", method="transfer")

    assert dossier.paid == 15_000
    assert dossier.payments[0].method is PayMethod.TRANSFER


def test_a_rating_by_the_clerk(desk: Desk) -> None:
    bring(desk.counter, desk.code, DossierState.RETURNED)

    dossier = desk.do(Step.RATE, level="not_satisfied", comment="Chờ lâu")

    assert dossier.ratings[-1].level is Satisfaction.NOT_SATISFIED


def field_of(desk: Desk, name: str):  # type: ignore[no-untyped-def]
    assert desk.screen.form is not None
    return next(each for each in desk.screen.form.fields if each.name == name)
