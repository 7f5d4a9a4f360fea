"""The page of one dossier, from the search to the citizen's opinion; and an apology."""

from datetime import timedelta

from counter_app.domain.deadlines import BoardList
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.moments import VIETNAM
from counter_app.domain.steps import Step
from counter_app.ui.deadlines.view import DeadlinesView
from counter_app.ui.steps.ticks import TickList
from counter_app.ui.tour_pages.guide import Guide, TourStuck
from counter_app.ui.words_of_following import STEP_WORDS

PAPER = "Giấy tờ chứng minh chỗ ở hợp pháp"
WHY_LACKING = "Hồ sơ chưa có giấy tờ chứng minh chỗ ở hợp pháp"
RESULT = "Thông báo kết quả đăng ký tạm trú"
WHY_LATE = "Ngày giải quyết trùng ngày nghỉ hoán đổi mới công bố"


def look_up(guide: Guide, text: str) -> None:
    """Find a dossier by a name without marks, open it, and look at its slip."""
    guide.press("Ctrl+F")
    search = guide.desk.window.top.search
    guide.type(search, text)
    guide.until("the dossier is found", lambda: search.hits.chosen() is not None)
    guide.picture("search")
    guide.press("Return", search)
    _wait_for_page(guide)
    guide.picture("dossier")
    guide.press("F8")
    (guide.folder / "slip.pdf").write_bytes(guide.preview("slip"))


def ask_for_supplement(guide: Guide) -> None:
    """Ask for a paper that lacks, look at form 02, and take in what is brought."""
    page = guide.desk.dossiers.page
    guide.begin_step(STEP_WORDS[Step.REQUEST_SUPPLEMENT])
    ticks = guide.field("papers")
    assert isinstance(ticks, TickList)
    guide.type(ticks.more, PAPER)
    guide.press("Return")
    guide.type(guide.field("reason"), WHY_LACKING)
    guide.settle()
    guide.picture("supplement")
    _record(guide)
    guide.choose_paper("mẫu 02")
    guide.preview("supplement-form")
    guide.begin_step(STEP_WORDS[Step.RECEIVE_SUPPLEMENT])
    guide.press("F6")
    guide.until("the new due moment is told", lambda: _promises(page.panel.words()))
    guide.picture("supplement-brought")
    _record(guide)


def hand_out(guide: Guide) -> None:
    """Note the result down, and hand it to the citizen, who says how it was."""
    guide.begin_step(STEP_WORDS[Step.MARK_READY])
    guide.type(guide.field("kind"), RESULT)
    guide.settle()
    guide.picture("result")
    _record(guide)
    guide.begin_step(STEP_WORDS[Step.RETURN])
    level = guide.field("satisfaction")
    level.setFocus()
    guide.press("Down")
    guide.settle()
    guide.picture("return")
    guide.press("F9")
    guide.say_yes("return-question")
    _wait_until_recorded(guide)
    guide.picture("returned")


def apologise(guide: Guide) -> None:
    """Open a dossier that a swapped day touches, apologise, and look at form 04."""
    board = guide.go(4, "deadlines")
    assert isinstance(board, DeadlinesView)
    guide.until("the board is counted", board.open_button.isEnabled)
    guide.picture("board")
    card = board.cards.cards[BoardList.NEW_DAY]
    if card.isHidden():
        raise TourStuck("stuck: no dossier is touched by the swapped day")
    card.setFocus()
    guide.press("Space")
    guide.until("the list is open", lambda: card.property("ring"))
    guide.settle()
    guide.until("there is a dossier in it", lambda: _first(board) is not None)
    guide.picture("board-swapped-day")
    row = _first(board)
    assert row is not None
    guide.press("F9")
    _wait_for_page(guide)
    guide.begin_step(STEP_WORDS[Step.REAPPOINT])
    later = row.due_at.astimezone(VIETNAM).replace(hour=16, minute=0) + timedelta(days=1)
    guide.type(guide.field("due_at"), f"{later:%H:%M %d/%m/%Y}")
    guide.type(guide.field("reason"), WHY_LATE)
    guide.settle()
    guide.picture("re-appoint")
    guide.press("F9")
    guide.say_yes("re-appoint-question")
    _wait_until_recorded(guide)
    guide.choose_paper("mẫu 04")
    guide.preview("apology-form")


def _promises(words: str) -> bool:
    return "Hẹn trả từ nay" in words and "Vẫn còn thiếu" not in words


def _first(board: DeadlinesView) -> DossierRow | None:
    found = board.table.current()
    return found if isinstance(found, DossierRow) else None


def _wait_for_page(guide: Guide) -> None:
    window, dossiers = guide.desk.window, guide.desk.dossiers
    guide.until("the dossiers are in front", lambda: window.front_key == "dossiers")
    guide.until("its page is open", lambda: dossiers.page_presenter.code)
    guide.settle()


def _record(guide: Guide) -> None:
    guide.press("F9")
    _wait_until_recorded(guide)


def _wait_until_recorded(guide: Guide) -> None:
    page = guide.desk.dossiers.page
    guide.until("the step is recorded", lambda: not page.panel.is_open)
    guide.settle()
