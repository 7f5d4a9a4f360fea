"""The pages of choices by keyboard, on a real counter and a real settings file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.services.settings import read
from counter_app.ui.settings.choice_pages import ModePage, PrinterPage, UnitPage, WarningsPage
from counter_app.ui.settings.hours_page import HoursPage
from counter_app.ui.settings.scanner_page import ScannerPage
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import TextField
from tests.support.counters import A_CLERK, A_HEAD
from tests.ui.settings.desk import SettingsDesk
from tests.ui.stand_ins import focus

KEYS = Qt.Key


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[SettingsDesk]:
    made = SettingsDesk(tmp_path, A_HEAD, qtbot)
    yield made
    made.counter.store.close()


def test_arrows_go_through_the_pages_and_tab_into_one(desk: SettingsDesk) -> None:
    assert isinstance(desk.view.page, UnitPage)
    desk.press(KEYS.Key_Down)
    assert isinstance(desk.view.page, HoursPage)
    desk.press(KEYS.Key_Tab)
    assert focus() is desk.view.page.period
    reached = []
    for _ in range(9):
        desk.press(KEYS.Key_Tab)
        reached.append(focus())
    assert reached[1:8] == list(desk.view.page.days)


def test_the_unit_shows_what_is_fixed_and_keeps_what_was_typed_wrong(desk: SettingsDesk) -> None:
    page = desk.view.page
    assert isinstance(page, UnitPage)
    office = page.fields["office"].editor
    assert isinstance(office, TextField)
    office.clear()
    phone = page.fields["phone"].editor
    assert isinstance(phone, TextField)
    phone.setText("0209 111 2222")

    desk.press(KEYS.Key_F9)
    assert page.fields["office"].line == "Chưa nhập"
    assert focus() is office
    assert phone.text() == "0209 111 2222"
    assert not (desk.home / "settings.toml").exists()

    QTest.keyClicks(office, "Bo phan Mot cua")
    desk.press(KEYS.Key_F9)
    assert page.fields["office"].line == ""
    assert "lần mở chương trình sau" in desk.view.notice.text
    saved = read(desk.home)
    assert (saved.office, saved.phone) == ("Bo phan Mot cua", "0209 111 2222")


def test_a_clerk_reads_what_concerns_everybody_and_chooses_the_rest(desk: SettingsDesk) -> None:
    desk.member = A_CLERK
    desk.view.refresh()
    for key in ("unit", "hours", "mode", "warnings"):
        page = desk.show(key)
        assert page.save.isHidden() and not page.card.isEnabled() and page.only_read.isVisible()
        desk.press(KEYS.Key_F9)
    assert not (desk.home / "settings.toml").exists()

    looks = desk.show("looks")
    theme = looks.fields["theme"].editor
    assert isinstance(theme, Combo)
    theme.set_value("dark")
    desk.press(KEYS.Key_F9)
    assert read(desk.home).theme == "dark"
    assert desk.applied[-1].theme == "dark"


def test_bad_hours_say_so_beside_the_day_and_a_season_is_counted_at_once(
    desk: SettingsDesk,
) -> None:
    page = desk.show("hours")
    assert isinstance(page, HoursPage)
    tuesday = page.days[1]
    tuesday.setText("17:00-07:30")
    desk.press(KEYS.Key_F9)
    assert page._lines[1].text().startswith("Ghi như")
    assert focus() is tuesday
    tuesday.setText("7h30-11h30, 13h30-17h00")

    desk.press(KEYS.Key_F6)
    assert focus() is page.first
    QTest.keyClicks(page.first, "16/11")
    QTest.keyClicks(page.last, "15/4")
    for day in page.days[:5]:
        day.clear()
        QTest.keyClicks(day, "08:00-16:30")
    assert "hẹn trả lúc 16:30" in page.preview.text()
    desk.press(KEYS.Key_F9)

    assert "theo giờ mới" in desk.view.notice.text
    closing = desk.counter.due_clock.hours.closing_on(desk.now().date())
    assert closing.isoformat() == "16:30:00"
    assert page.period.count() == 2
    page.drop_season.click()
    desk.press(KEYS.Key_F9)
    assert read(desk.home).desk_hours.seasons == ()


def test_seasons_that_share_a_day_are_refused_where_they_stand(desk: SettingsDesk) -> None:
    page = desk.show("hours")
    assert isinstance(page, HoursPage)
    for first, last in (("1/5", "30/9"), ("30/9", "1/12")):
        desk.press(KEYS.Key_F6)
        page.first.setText(first)
        page.last.setText(last)
    page._go(0)
    desk.press(KEYS.Key_F9)
    assert page._at == 2
    assert page._ends["first"].line == "Trùng ngày với một mùa khác"


def test_the_mode_is_explained_as_it_is_chosen_and_counts_at_once(desk: SettingsDesk) -> None:
    page = desk.show("mode")
    assert isinstance(page, ModePage)
    assert "hẹn trả 17:00 thứ Sáu 27/11/2026" in page.preview.text()
    assert "Cách kia: 09:10 thứ Sáu 27/11/2026" in page.preview.text()
    mode, example = page.fields["due_mode"].editor, page.fields["example"].editor
    assert isinstance(mode, Combo) and isinstance(example, TextField)
    mode.setFocus()
    desk.press(KEYS.Key_Down)
    assert "hẹn trả 09:10" in page.preview.text()
    example.selectAll()
    QTest.keyClicks(example, "hom kia")
    assert "Gõ như 3 ngày làm việc" in page.preview.text()
    desk.press(KEYS.Key_F9)
    assert desk.counter.due_clock.mode.value == "B"


def test_warnings_are_whole_numbers_within_bounds(desk: SettingsDesk) -> None:
    page = desk.show("warnings")
    assert isinstance(page, WarningsPage)
    fields = {key: field.editor for key, field in page.fields.items()}
    for key, text in (("soon_percent", "100"), ("soon_days", "1,5"), ("lock_after_minutes", "")):
        editor = fields[key]
        assert isinstance(editor, TextField)
        editor.setText(text)
    desk.press(KEYS.Key_F9)
    assert [bool(field.line) for field in page.fields.values()] == [True, True, True]

    for key, text in (("soon_percent", "50%"), ("soon_days", "3"), ("lock_after_minutes", "15")):
        editor = fields[key]
        assert isinstance(editor, TextField)
        editor.setText(text)
    desk.press(KEYS.Key_F9)
    assert (desk.counter.soon.working_days, str(desk.counter.soon.share)) == (3, "0.5")
    assert desk.applied[-1].lock_after_minutes == 15


def test_the_printer_is_tried_out_before_it_is_saved(desk: SettingsDesk) -> None:
    page = desk.show("printer")
    assert isinstance(page, PrinterPage)
    assert page.printer.count() == 3
    page.printer.set_value("HP-tang-1")
    desk.press(KEYS.Key_F8)
    assert [(title, name) for _, title, name in desk.printed] == [("Trang in thu", "HP-tang-1")]
    assert "Đã gửi trang in thử" in desk.view.notice.text
    assert read(desk.home).printer == ""
    desk.press(KEYS.Key_F9)
    assert desk.applied[-1].printer == "HP-tang-1"


def test_a_printer_that_is_away_stays_chosen(desk: SettingsDesk) -> None:
    desk.view._ports.save({"printer": "Máy cũ"}, A_HEAD)
    page = desk.show("printer")
    assert isinstance(page, PrinterPage)
    assert page.printer.value() == "Máy cũ"
    assert page.printer.currentText() == "Máy cũ (không thấy)"


def test_a_serial_scanner_needs_a_port_and_scans_are_shown(desk: SettingsDesk) -> None:
    page = desk.show("scanner")
    assert isinstance(page, ScannerPage)
    assert page.fields["port"].isHidden()
    page.kind.setFocus()
    desk.press(KEYS.Key_Down)
    assert page.fields["port"].isVisible()
    desk.press(KEYS.Key_F9)
    assert page.fields["port"].line == "Chưa nhập"
    QTest.keyClicks(page.port, "COM3")
    desk.press(KEYS.Key_F9)
    assert read(desk.home).scanner.port == "COM3"

    assert desk.view.take_scan("H55.18.43-261123-2001")
    assert "mã hồ sơ H55.18.43-261123-2001" in page.heard.text()
    assert desk.view.accepts_card()
    desk.view.card_scanned("rác|rác|rác")
    assert "không đọc được đủ" in page.heard.text()
    desk.view.heard_from_port("ABCDEF")
    assert "6 ký tự qua cổng nối tiếp" in page.heard.text()
    page.trial.setFocus()
    QTest.keyClicks(page.trial, "abc")
    desk.press(KEYS.Key_Return)
    assert "chậm như gõ phím" in page.heard.text()
    assert focus() is page.trial


def test_scans_belong_to_the_window_on_every_other_page(desk: SettingsDesk) -> None:
    desk.show("looks")
    assert not desk.view.take_scan("ABCDEF")
    assert not desk.view.accepts_card()


def test_what_is_being_typed_survives_the_bell(desk: SettingsDesk) -> None:
    page = desk.view.page
    assert isinstance(page, UnitPage)
    place = page.fields["place"].editor
    assert isinstance(place, TextField)
    place.setText("Đang gõ")
    desk.view.refresh()
    assert place.text() == "Đang gõ"
