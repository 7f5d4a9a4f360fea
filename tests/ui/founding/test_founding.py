"""The wizard: from an empty folder to a counter with a recovery key put away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refusal, Trouble
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.units import Desk, SerialBlock
from counter_app.ui.founding.presenter import (
    FoundingPorts,
    FoundingPresenter,
    FoundResult,
    PersonForm,
    PlaceForm,
)
from counter_app.ui.founding.view import FoundingWindow
from counter_app.ui.printer import Printing
from tests.ui.stand_ins import at_once, focus

BAC_KAN = Commune("01843", "Phường Bắc Kạn", "19", "Thái Nguyên")
DUC_XUAN = Commune("01840", "Phường Đức Xuân", "19", "Thái Nguyên")
KEY = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567"
HEAD = PersonForm("Hoàng Thị Mẫu", "htmau", "mat-khau-1", "mat-khau-1")
PLACE = PlaceForm(BAC_KAN, "h55.18.43", "2")


class PasswordTooWeak(Refusal):
    """The key slots' own word, as the presenter meets it."""

    why = "too_short"


@dataclass(frozen=True)
class Result:
    """What founding answers."""

    recovery_key: str = KEY


@dataclass
class Ground:
    """Where a counter may be founded."""

    error: CounterError | None = None
    founded: list[tuple[Desk, StaffMember, str]] = field(default_factory=list)
    finished: list[FoundResult] = field(default_factory=list)

    def found(self, desk: Desk, head: StaffMember, password: str) -> FoundResult:
        if self.error is not None:
            raise self.error
        self.founded.append((desk, head, password))
        return Result()

    def ports(self) -> FoundingPorts:
        return FoundingPorts(at_once, self.found, self.finished.append)


class FakeScreen:
    """A wizard that writes down what it shows."""

    def __init__(self) -> None:
        self.page = 0
        self.faults: dict[str, str] = {}
        self.troubles: list[CounterError] = []
        self.key = ""

    def show_page(self, page: int) -> None:
        self.page = page

    def show_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def show_busy(self, words: str) -> None:
        self.busy = words

    def show_trouble(self, error: CounterError) -> None:
        self.troubles.append(error)

    def show_key(self, recovery_key: str) -> None:
        self.key = recovery_key


@pytest.fixture
def ground() -> Ground:
    return Ground()


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def presenter(screen: FakeScreen, ground: Ground) -> FoundingPresenter:
    return FoundingPresenter(screen, ground.ports())


def test_a_counter_is_founded_with_its_serials_and_its_head(
    presenter: FoundingPresenter, screen: FakeScreen, ground: Ground
) -> None:
    presenter.place_given(PLACE)
    presenter.person_given(HEAD)
    desk, head, password = ground.founded[0]
    assert desk.unit.name == "Phường Bắc Kạn"
    assert desk.unit.agency_identifier == "H55.18.43"
    assert desk.blocks == (SerialBlock(2001, 2999),)
    assert head == StaffMember("htmau", "Hoàng Thị Mẫu", Role.HEAD)
    assert password == "mat-khau-1"
    assert (screen.page, screen.key) == (2, KEY)


def test_the_counter_opens_only_after_the_key_was_put_away(
    presenter: FoundingPresenter, ground: Ground
) -> None:
    presenter.place_given(PLACE)
    presenter.person_given(HEAD)
    assert ground.finished == []
    presenter.key_put_away()
    assert ground.finished == [Result()]


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (PlaceForm(None, "H55", "1"), {"commune"}),
        (PlaceForm(BAC_KAN, "55", "1"), {"agency_identifier"}),
        (PlaceForm(BAC_KAN, "", "0"), {"agency_identifier", "desk"}),
        (PlaceForm(BAC_KAN, "H55", "x"), {"desk"}),
    ],
)
def test_a_wrong_place_stays_on_its_page(
    presenter: FoundingPresenter, screen: FakeScreen, place: PlaceForm, wrong: set[str]
) -> None:
    presenter.place_given(place)
    assert set(screen.faults) == wrong
    assert screen.page == 0


def test_two_different_passwords_found_nothing(
    presenter: FoundingPresenter, screen: FakeScreen, ground: Ground
) -> None:
    presenter.place_given(PLACE)
    presenter.person_given(PersonForm("Hoàng Thị Mẫu", "htmau", "mat-khau-1", "mat-khau-2"))
    assert set(screen.faults) == {"again"}
    assert ground.founded == []


@pytest.mark.parametrize(
    ("error", "wrong"),
    [(FieldsRefused({"clerk": "not_a_log_in_name"}), "clerk"), (PasswordTooWeak(), "password")],
)
def test_what_the_service_refuses_stands_beside_its_field(
    presenter: FoundingPresenter,
    screen: FakeScreen,
    ground: Ground,
    error: CounterError,
    wrong: str,
) -> None:
    ground.error = error
    presenter.place_given(PLACE)
    presenter.person_given(HEAD)
    assert set(screen.faults) == {wrong}


def test_trouble_with_the_disk_is_said(
    presenter: FoundingPresenter, screen: FakeScreen, ground: Ground
) -> None:
    ground.error = Trouble("disk")
    presenter.place_given(PLACE)
    presenter.person_given(HEAD)
    assert screen.troubles == [ground.error]


def test_a_password_never_shows_in_a_printed_form() -> None:
    assert "mat-khau-1" not in repr(HEAD)


@pytest.fixture
def window(qtbot: QtBot, ground: Ground) -> FoundingWindow:
    window = FoundingWindow(
        (DUC_XUAN, BAC_KAN), ground.ports(), Printing(at_once, lambda: ""), lambda key: b"%PDF"
    )
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.show_page(0)
    return window


def test_the_whole_wizard_by_keyboard_alone(
    window: FoundingWindow, ground: Ground, typed: Callable[[QWidget, str], None]
) -> None:
    QTest.keyClicks(focus(), "bac kan")
    popup = window.commune.completer().popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert window.commune.text() == "Phường Bắc Kạn, Thái Nguyên"
    window.agency.setFocus()
    QTest.keyClicks(focus(), "h55.18.43")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert window.name.hasFocus()
    typed(focus(), "Hoàng Thị Mẫu")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    for text in ("htmau", "mat-khau-1", "mat-khau-1"):
        QTest.keyClicks(focus(), text)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert window.recovery.shown_key == KEY
    window.recovery.is_safe.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    window.recovery.go_on.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert len(ground.finished) == 1
    assert window.recovery.shown_key == ""


def test_one_cannot_go_on_before_the_key_is_put_away(
    window: FoundingWindow, ground: Ground
) -> None:
    window.show_key(KEY)
    window.show_page(2)
    window.recovery.go_on.click()
    assert ground.finished == []


def test_going_back_keeps_what_was_typed(window: FoundingWindow) -> None:
    window.commune.set_value(BAC_KAN)
    window.agency.setText("H55")
    window.phone.setFocus()
    QTest.keyClick(window.phone, Qt.Key.Key_Return)
    assert window.name.hasFocus()
    QTest.keyClick(window.name, Qt.Key.Key_Escape)
    assert window.agency.text() == "H55"
    assert window.agency.isVisible()


def test_the_key_can_be_saved_as_a_sheet(
    window: FoundingWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "khoa.pdf"
    monkeypatch.setattr("counter_app.ui.shared.recovery.ask_where_to_save", lambda *_: path)
    window.show_key(KEY)
    window.show_page(2)
    QTest.keyClick(window.recovery.save_button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert path.read_bytes() == b"%PDF"
    assert "khoa.pdf" in window.recovery.notice.text
