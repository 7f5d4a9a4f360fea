"""Catalogue, lists from files and the calendar by keyboard, on a real counter."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.deadlines import BoardList
from counter_app.services import rules
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.ui.settings.calendar_page import CalendarPage
from counter_app.ui.settings.catalogue_page import CataloguePage
from counter_app.ui.settings.days_page import DaysPage
from counter_app.ui.settings.decisions_page import DecisionsPage
from counter_app.ui.settings.edition_page import EditionPage
from counter_app.ui.settings.list_page import ListPage
from counter_app.ui.settings.view import SettingsView
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY, BIRTH, RESIDENCE, a_person
from tests.support.sheets import excel
from tests.ui.settings.desk import SettingsDesk
from tests.ui.stand_ins import focus

KEYS = Qt.Key
DECEMBER = date(2026, 12, 1)
HEADER = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Thời hạn giải quyết")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[SettingsDesk]:
    made = SettingsDesk(tmp_path, A_HEAD, qtbot)
    yield made
    made.counter.store.close()


def types(text: str) -> None:
    """Type where the cursor is; Vietnamese as an input method does."""
    if text.isascii():
        QTest.keyClicks(focus(), text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(focus(), event)


def opened(desk: SettingsDesk, text: str) -> EditionPage:
    desk.go("catalogue")
    page = desk.view.page
    assert isinstance(page, CataloguePage)
    page.search.setFocus()
    page.search.clear()
    types(text)
    desk.press(KEYS.Key_Return)
    edition = desk.view.page
    assert isinstance(edition, EditionPage)
    return edition


def decide(desk: SettingsDesk, page: EditionPage, day: str, document: str, key: Qt.Key) -> None:
    page.valid_from.setFocus()
    page.valid_from.clear()
    types(day)
    page.document.setFocus()
    page.document.clear()
    types(document)
    desk.press(key)


def calendar_of(desk: SettingsDesk) -> CalendarPage:
    desk.go("calendar")
    page = desk.view.page
    assert isinstance(page, CalendarPage)
    return page


def front(view: SettingsView) -> type:
    return type(view.page)


def test_a_new_edition_is_typed_and_recorded_with_its_document(desk: SettingsDesk) -> None:
    page = opened(desk, "1.004194")
    assert focus() is page.begins_at
    assert desk.view.nav.isHidden()
    limit = page._editors["limit"]
    limit.setFocus()
    limit.selectAll()  # type: ignore[attr-defined]
    types("2 ngày làm việc")
    page.papers.table.setFocus()
    desk.press(KEYS.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = page.papers.papers()[1].name
    page.papers.name.setFocus()
    page.papers.name.clear()
    types("Thẻ căn cước (bản gốc để đối chiếu)")
    page.papers.put.setFocus()
    desk.press(KEYS.Key_Space)
    decide(desk, page, "01122026", "12/QĐ-UBND", KEYS.Key_F9)

    assert front(desk.view) is CataloguePage
    assert "áp dụng từ 01/12/2026 theo 12/QĐ-UBND" in desk.view.notice.text
    before = desk.counter.catalogue.procedure(RESIDENCE, A_MONDAY.date())
    after = desk.counter.catalogue.procedure(RESIDENCE, DECEMBER)
    assert (str(before.limit), str(after.limit)) == ("3 ngày làm việc", "2 ngày làm việc")
    assert before.papers[0].name == moved == after.papers[1].name
    assert after.papers[-1].name == "Thẻ căn cước (bản gốc để đối chiếu)"
    assert (after.fees, after.legal, after.levels) == (before.fees, before.legal, before.levels)


def test_impossible_values_are_refused_beside_their_fields(desk: SettingsDesk) -> None:
    page = opened(desk, "1.004194")
    for key, text in (("limit", "vài hôm"), ("name", ""), ("field", "x" * 201)):
        page._editors[key].setFocus()
        page._editors[key].clear()  # type: ignore[attr-defined]
        types(text)
    page._editors["fees"].setPlainText("tám nghìn")  # type: ignore[attr-defined]
    page.valid_from.setText("31/2/2027")
    desk.press(KEYS.Key_F9)

    wrong = {key for key, field in {**page.fields, **page.why}.items() if field.line}
    assert wrong == {"limit", "name", "field", "fees", "valid_from", "document"}
    assert focus() is page._editors["name"]
    assert rules.decisions(desk.counter) == ()


def test_an_edition_that_changes_nothing_or_comes_too_early_is_refused(
    desk: SettingsDesk,
) -> None:
    page = opened(desk, "1.004194")
    decide(desk, page, "01122026", "1/QD", KEYS.Key_F9)
    assert page.fields["name"].line == "Chưa sửa gì so với bản đang dùng"
    page._editors["note"].setText("x")  # type: ignore[attr-defined]
    decide(desk, page, "01012025", "1/QD", KEYS.Key_F9)
    assert "muộn hơn" in page.why["valid_from"].line
    decide(desk, page, "01012099", "1/QD", KEYS.Key_F9)
    assert "quá xa" in page.why["valid_from"].line
    assert rules.decisions(desk.counter) == ()


def test_a_new_procedure_needs_a_code_nobody_has(desk: SettingsDesk) -> None:
    desk.go("catalogue")
    desk.press(KEYS.Key_F4)
    page = desk.view.page
    assert isinstance(page, EditionPage)
    assert focus() is page._editors["code"]
    types(BIRTH)
    page._editors["name"].setFocus()
    types("Xác nhận việc mới")
    page._editors["field"].setFocus()
    types("Hộ tịch")
    decide(desk, page, "24/11/2026", "1/QD", KEYS.Key_F9)
    assert "Danh mục đã có mã này" in page.fields["code"].line

    page._editors["code"].setFocus()
    page._editors["code"].clear()  # type: ignore[attr-defined]
    types("9.000001")
    desk.press(KEYS.Key_F9)
    made = desk.counter.catalogue.procedure("9.000001", date(2026, 11, 24))
    assert (made.name, made.field) == ("Xác nhận việc mới", "Hộ tịch")


def test_a_procedure_is_ended_and_its_history_tells_who_and_why(desk: SettingsDesk) -> None:
    page = opened(desk, "khai sinh")
    code = page.fields["code"].editor.text()  # type: ignore[attr-defined]
    decide(desk, page, "01122026", "9/QĐ-UBND", KEYS.Key_F8)
    assert "nhận đến hết 30/11/2026 theo 9/QĐ-UBND" in desk.view.notice.text

    page = opened(desk, code)
    page.side.setFocus()
    desk.press(KEYS.Key_Down)
    assert page.history.isVisible() and page.papers.isHidden()
    assert [(row.what, row.document, row.by) for row in page.history.model.rows][1] == (
        "Dừng một thủ tục",
        "9/QĐ-UBND",
        "Nông Thị Liên",
    )
    desk.press(KEYS.Key_Escape)
    desk.go("decisions")
    decisions = desk.view.page
    assert isinstance(decisions, DecisionsPage)
    assert [row.what for row in decisions.table.model.rows] == ["Dừng một thủ tục"]


def test_a_clerk_looks_and_changes_nothing(desk: SettingsDesk) -> None:
    desk.member = A_CLERK
    page = opened(desk, "1.004194")
    assert page.save.isHidden() and page.end.isHidden() and page.papers.line.isHidden()
    assert not page._editors["name"].isEnabled()
    desk.press(KEYS.Key_Escape)
    catalogue = desk.view.page
    assert isinstance(catalogue, CataloguePage)
    assert catalogue.add.isHidden() and catalogue.bring.isHidden()
    assert catalogue.export.isVisible()
    calendar = calendar_of(desk)
    assert calendar.form.isHidden() and calendar.add.isHidden()


def test_a_list_is_looked_at_then_applied_in_one_go(desk: SettingsDesk, tmp_path: Path) -> None:
    path = excel(
        tmp_path / "dm.xlsx",
        (
            HEADER,
            (RESIDENCE, "", "", "2 ngày làm việc"),
            ("9.000001", "Việc mới", "Hộ tịch", ""),
            (BIRTH, "", "", "hai hôm"),
        ),
    )
    desk.go("catalogue")
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, ListPage)
    assert focus() is page.choose and not page.apply.isEnabled()
    page.read(path)

    assert "Sẽ thêm 1 thủ tục; sẽ sửa 1 thủ tục; 1 dòng không nhận được" in page.summary.text()
    assert page.details.text().startswith("Thời hạn giải quyết: gõ như")
    assert not page.apply.isEnabled()
    page.skip.setFocus()
    desk.press(KEYS.Key_Space)
    assert "Áp dụng 2  F9" in page.apply.text()
    desk.press(KEYS.Key_F9)
    assert page.why["document"].line == "Chưa nhập"
    types("12/QD-UBND")
    desk.press(KEYS.Key_F9)

    assert front(desk.view) is CataloguePage
    assert "Đã thêm 1 thủ tục; đã sửa 1 thủ tục" in desk.view.notice.text
    assert str(desk.counter.catalogue.procedure(RESIDENCE, DECEMBER).limit) == "2 ngày làm việc"


def test_what_was_written_out_says_that_nothing_changes(desk: SettingsDesk, tmp_path: Path) -> None:
    desk.go("catalogue")
    catalogue = desk.view.page
    assert isinstance(catalogue, CataloguePage)
    catalogue.write(tmp_path / "ra.xlsx")
    assert "239 thủ tục" in desk.view.notice.text
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, ListPage)
    page.read(tmp_path / "ra.xlsx")
    assert "Không có gì thay đổi" in page.summary.text()
    assert not page.apply.isEnabled()


def test_a_damaged_file_gets_a_sentence(desk: SettingsDesk, tmp_path: Path) -> None:
    desk.go("catalogue")
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, ListPage)
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 nothing")
    page.read(tmp_path / "x.xlsx")
    assert desk.view.notice.text.startswith("Tệp x.xlsx bị hỏng")
    assert page.table.model.rows == []


def test_a_day_off_leads_to_the_dossiers_that_it_touches(desk: SettingsDesk) -> None:
    take_in(desk.counter, IntakeRequest(RESIDENCE, a_person()), A_CLERK, A_MONDAY)
    page = calendar_of(desk)
    page.first.setFocus()
    types("26112026")
    page.name.setFocus()
    types("Nghỉ lễ của tỉnh")
    desk.press(KEYS.Key_F9)
    assert page.fields["document"].line == "Chưa nhập"
    types("123/TB-UBND")
    desk.press(KEYS.Key_F9)

    assert "1 hồ sơ đã hẹn vướng ngày này." in desk.view.notice.text
    assert any(row.day.on == date(2026, 11, 26) for row in page.table.model.rows)
    desk.press(KEYS.Key_F7)
    assert desk.lists == [BoardList.NEW_DAY]


def test_the_machines_clock_may_be_confirmed(desk: SettingsDesk) -> None:
    later = A_MONDAY + timedelta(hours=1)
    take_in(desk.counter, IntakeRequest(RESIDENCE, a_person()), A_CLERK, later)
    page = calendar_of(desk)
    for field, text in ((page.first, "26112026"), (page.name, "Lễ"), (page.document, "1/TB")):
        field.setText(text)
    desk.press(KEYS.Key_F9)
    (confirm,) = desk.view.notice.buttons
    confirm.click()
    assert "Hãy bấm lại" in desk.view.notice.text
    desk.press(KEYS.Key_F9)
    assert "Đã ghi 26/11/2026" in desk.view.notice.text


def test_another_day_is_compared_anew_as_it_is_typed(desk: SettingsDesk, tmp_path: Path) -> None:
    path = excel(tmp_path / "dm.xlsx", (HEADER, (RESIDENCE, "", "", "2 ngày làm việc")))
    desk.go("catalogue")
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, ListPage)
    page.read(path)
    page.valid_from.setFocus()
    page.valid_from.clear()
    types("01012025")
    assert page.presenter.report is not None
    assert page.presenter.report.rows[0].problems == {"code": "later_edition"}
    assert not page.apply.isEnabled()


def test_a_day_is_given_back(desk: SettingsDesk) -> None:
    page = calendar_of(desk)
    page.table.setFocus()
    at = next(i for i, r in enumerate(page.table.model.rows) if r.day.on == date(2026, 11, 24))
    page.table.choose(at)
    page.document.setText("5/TB")
    desk.press(KEYS.Key_F8)
    assert desk.counter.due_clock.calendar.is_working_day(date(2026, 11, 24))
    assert "24/11/2026 là ngày như thường" in desk.view.notice.text


@pytest.mark.parametrize(
    ("day", "until", "kind", "field"),
    [
        ("25112026", "", 1, "first"),
        ("25112026", "24112026", 0, "last"),
        ("25112026", "25112027", 0, "last"),
        ("xx", "", 0, "first"),
    ],
)
def test_impossible_days_are_refused_beside_the_field(
    desk: SettingsDesk, day: str, until: str, kind: int, field: str
) -> None:
    page = calendar_of(desk)
    page.first.setText(day)
    page.last.setText(until)
    page.kind.setCurrentIndex(kind)
    page.name.setText("x")
    page.document.setText("1/TB")
    desk.press(KEYS.Key_F9)
    assert [key for key, each in page.fields.items() if each.line] == [field]
    assert rules.decisions(desk.counter) == ()


def test_a_whole_year_is_pasted_and_becomes_known(desk: SettingsDesk) -> None:
    calendar_of(desk)
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, DaysPage)
    assert focus() is page.text
    page.text.setPlainText("03/01/2028 Tết Dương lịch\n31/02/2028 nhầm")
    assert "1 dòng cần sửa" in page.said.text() and not page.record.isEnabled()

    page.text.setPlainText("03/01/2028 Tết Dương lịch")
    page.document.setText("1/TB")
    desk.press(KEYS.Key_F9)
    assert "hãy nhập cả năm" in page.said.text()
    assert desk.counter.due_clock.calendar.last_year == 2027

    monday = date(2028, 1, 3)
    page.text.setPlainText(
        "\n".join(f"{monday + timedelta(7 * week):%d/%m/%Y} Lễ {week}" for week in range(11))
    )
    desk.press(KEYS.Key_F9)
    assert front(desk.view) is CalendarPage
    assert "Đã ghi 11 ngày theo 1/TB" in desk.view.notice.text
    assert desk.counter.due_clock.calendar.last_year == 2028


def test_a_year_comes_from_a_file(desk: SettingsDesk, tmp_path: Path) -> None:
    calendar_of(desk)
    desk.press(KEYS.Key_F6)
    page = desk.view.page
    assert isinstance(page, DaysPage)
    rows = (("Ngày", "Tên"), ("01/01/2028", "Tết Dương lịch"), ("08/01/2028", "Làm bù 07/01"))
    page.read(excel(tmp_path / "lich.xlsx", rows))
    assert [(line.days[0].kind, line.days[0].name) for line in page.presenter.lines] == [
        ("off", "Tết Dương lịch"),
        ("workday", "Làm bù 07/01"),
    ]
    desk.press(KEYS.Key_Escape)
    assert front(desk.view) is CalendarPage
