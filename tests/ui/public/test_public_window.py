"""The visitors' window: a board of codes, a state in plain words, three faces, and no secrets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import RatedBy, Satisfaction
from counter_app.services import dossiers, following, returning
from counter_app.services.counter import Counter
from counter_app.services.returning import HandOut
from counter_app.ui.background import Background
from counter_app.ui.bell import Bell
from counter_app.ui.public.desk import PublicDesk
from counter_app.ui.public.presenter import NOT_KEPT, THANKS, ports_of
from counter_app.ui.public.view import EMPTY, PublicWindow
from tests.support.counters import A_CLERK, A_MONDAY, a_counter
from tests.ui.returning.conftest import NOW, ready, taken_in

CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1, Phường Bắc Kạn|20072021"
SECRETS = ("THỬ", "Thử", "006091", "0912", "Tổ 1", "tạm trú", "095000000", "15081991")


@dataclass
class Hall:
    """The desk's window, the visitors' window, and the scanner between them."""

    counter: Counter
    desk: PublicDesk
    main: QMainWindow
    bot: QtBot
    told: list[CounterError] = field(default_factory=list)

    @property
    def window(self) -> PublicWindow:
        assert self.desk.window is not None
        return self.desk.window

    def words(self) -> str:
        labels = self.window.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisibleTo(self.window))

    def waits_for(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.words())


def everything_held(window: QWidget) -> str:
    """Return every text that a window holds, shown or not, its buttons and tooltips too."""
    labels = [
        text for each in window.findChildren(QLabel) for text in (each.text(), each.toolTip())
    ]
    buttons = [each.text() + each.accessibleName() for each in window.findChildren(QPushButton)]
    return " | ".join((*labels, *buttons, window.windowTitle()))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    yield counter
    counter.store.close()


@pytest.fixture
def hall(qtbot: QtBot, background: Background, counter: Counter) -> Iterator[Hall]:
    main, bell = QMainWindow(), Bell()
    told: list[CounterError] = []
    main.resize(600, 400)
    qtbot.addWidget(main)
    with qtbot.waitExposed(main):
        main.show()
    ports = ports_of(counter, background.run, lambda: NOW, lambda: A_CLERK, told.append)
    desk = PublicDesk(ports, bell, main, "UBND phường Bắc Kạn", lambda: NOW)
    unlisten = counter.store.listen(bell.ring)
    desk.toggle()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    yield Hall(counter, desk, main, qtbot, told)
    unlisten()
    desk.close()
    background.stop()
    main.close()


def test_the_board_shows_codes_that_are_ready_and_follows_the_journal(hall: Hall) -> None:
    hall.waits_for(EMPTY)

    code = ready(hall.counter)
    hall.waits_for(code)
    assert EMPTY not in hall.words()
    assert not any(secret in everything_held(hall.window) for secret in SECRETS)

    returning.hand_out(hall.counter, code, HandOut(receiver="A"), A_CLERK, NOW)
    hall.waits_for(EMPTY)
    assert code not in hall.words()


def test_a_scanned_slip_shows_state_and_due_date_and_goes_back_after_a_while(hall: Hall) -> None:
    code = taken_in(hall.counter, days_ago=0)
    hall.desk.scan_for_visitors(True)

    assert hall.desk.take(code)
    hall.waits_for("Đang giải quyết")
    words = hall.words()
    assert "Hẹn trả 17:00 thứ Sáu 27/11/2026." in words
    assert "Chủ hồ sơ N. V. T." in words
    assert not any(secret in everything_held(hall.window) for secret in SECRETS)

    hall.window.back_to_board()
    hall.waits_for("Hồ sơ đã có kết quả hôm nay")


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("ready", "Đã có kết quả | Mời đến quầy nhận, mang theo giấy hẹn và thẻ căn cước."),
        ("returned", "Đã trả kết quả | Ngày 23/11/2026."),
        ("late", "Đang giải quyết, đã quá hẹn"),
        ("supplement", "Cần bổ sung giấy tờ"),
        ("withdrawn", "Đã dừng giải quyết"),
    ],
)
def test_every_state_is_said_in_plain_words(hall: Hall, do: str, words: str) -> None:
    code = _dossier(hall.counter, do)
    hall.desk.scan_for_visitors(True)

    hall.desk.take(code)

    hall.waits_for(words)
    assert not any(secret in everything_held(hall.window) for secret in SECRETS)


def _dossier(counter: Counter, do: str) -> str:
    if do in ("ready", "returned"):
        code = ready(counter)
        if do == "returned":
            returning.hand_out(counter, code, HandOut(receiver="NGUYỄN VĂN THỬ"), A_CLERK, NOW)
        return code
    code = taken_in(counter, days_ago=20 if do == "late" else 0)
    if do == "supplement":
        following.request_supplement(counter, code, ("Tờ khai",), "Mờ", A_CLERK, NOW)
    if do == "withdrawn":
        following.withdraw(counter, code, "Không cần nữa", A_CLERK, NOW)
    return code


def test_without_the_switch_no_scan_of_the_desk_reaches_the_visitors(hall: Hall) -> None:
    code = taken_in(hall.counter)
    before = everything_held(hall.window)

    for text in (code, CARD, "EB123456789VN"):
        assert not hall.desk.take(text)

    assert everything_held(hall.window) == before


def test_a_card_scanned_for_visitors_is_not_even_read(hall: Hall) -> None:
    hall.desk.scan_for_visitors(True)

    assert hall.desk.take(CARD)

    hall.waits_for("Mời quét mã vạch trên giấy hẹn")
    assert not any(secret in everything_held(hall.window) for secret in SECRETS)


def test_an_unknown_slip_is_sent_to_the_desk(hall: Hall) -> None:
    hall.desk.scan_for_visitors(True)

    assert hall.desk.take("H55.18.43-261123-2999")

    hall.waits_for("Chưa tìm thấy hồ sơ này")
    assert "Mời" in hall.words() and "quầy" in hall.words()
    assert hall.told == []


def test_the_window_with_the_keyboard_takes_scans_and_gives_the_keyboard_back(hall: Hall) -> None:
    code = taken_in(hall.counter)
    hall.window.activateWindow()
    hall.bot.waitUntil(hall.window.isActiveWindow)

    assert hall.desk.take(code)
    hall.waits_for(code)
    hall.window.back_to_board()
    hall.bot.waitUntil(hall.main.isActiveWindow)

    assert not hall.desk.take(code)


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_after_a_return_the_citizen_is_asked_once(hall: Hall, way: str) -> None:
    code = ready(hall.counter)
    returning.hand_out(hall.counter, code, HandOut(receiver="A"), A_CLERK, NOW)
    hall.desk.result_returned(code, False)
    hall.waits_for("Ông, bà có hài lòng không?")
    assert f"Hồ sơ {code}" in hall.words()

    for _ in range(2):
        if way == "key":
            QTest.keyClick(hall.window, Qt.Key.Key_3)
        else:
            QTest.mouseClick(hall.window.faces[2], Qt.MouseButton.LeftButton)
    hall.waits_for(THANKS)

    (rating,) = dossiers.open_dossier(hall.counter, code).ratings
    assert (rating.level, rating.rated_by) == (Satisfaction.NOT_SATISFIED, RatedBy.CITIZEN)
    assert hall.told == []


def test_who_was_asked_by_the_clerk_is_not_asked_again(hall: Hall) -> None:
    code = ready(hall.counter)
    hall.desk.result_returned(code, True)
    assert "hài lòng không" not in hall.words()


def test_nobody_answers_and_the_board_comes_back(hall: Hall) -> None:
    code = ready(hall.counter)
    hall.desk.result_returned(code, False)
    hall.waits_for("Ông, bà có hài lòng không?")

    hall.window.back_to_board()
    QTest.keyClick(hall.window, Qt.Key.Key_1)
    hall.waits_for(code)

    assert dossiers.open_dossier(hall.counter, code).ratings == ()


def test_a_rating_that_cannot_be_kept_is_told_to_both(hall: Hall) -> None:
    code = taken_in(hall.counter)
    hall.desk.result_returned(code, False)
    QTest.keyClick(hall.window, Qt.Key.Key_1)

    hall.waits_for(NOT_KEPT)
    assert len(hall.told) == 1


def test_more_codes_than_fit_take_turns(hall: Hall) -> None:
    hall.window.resize(640, 400)
    codes = tuple(f"H55.18.43-261123-2{number:03}" for number in range(40))
    hall.window.show_board(codes)
    seen: set[str] = set()
    for _ in range(40):
        seen.update(cell.text() for cell in hall.window.cells)
        hall.window.turn_page()

    assert seen == set(codes)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640), (910, 512), (1920, 1080)])
def test_letters_follow_the_window_and_the_window_never_the_letters(
    hall: Hall, size: tuple[int, int]
) -> None:
    hall.window.resize(*size)
    hall.desk.result_returned(ready(hall.counter), False)
    hall.waits_for("Ông, bà có hài lòng không?")

    assert (hall.window.width(), hall.window.height()) == size
    shown = hall.window.shown
    for face in hall.window.faces:
        assert shown.rect().contains(face.geometry())


def test_closing_the_window_gives_the_scanner_back(hall: Hall) -> None:
    hall.desk.scan_for_visitors(True)
    said: list[tuple[bool, bool]] = []
    hall.desk.changed.connect(lambda is_open, is_on: said.append((is_open, is_on)))

    hall.desk.toggle()

    assert hall.desk.window is None
    assert said == [(False, False)]
    assert not hall.desk.take("H55.18.43-261123-2001")
    hall.desk.scan_for_visitors(True)
    assert not hall.desk.is_for_visitors
