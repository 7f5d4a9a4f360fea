"""The other screens: results at the desk and by post, the register, duty, settings, visitors."""

from counter_app.ui.duty.view import DutyView
from counter_app.ui.public.desk import PublicDesk
from counter_app.ui.public.view import PublicWindow
from counter_app.ui.returning.view import ReturningView
from counter_app.ui.settings.view import SettingsView
from counter_app.ui.tour_pages.guide import HEIGHT, WIDTH, Guide, TourStuck

TRACKING = "EB100000199VN"
HELD = "Sổ theo dõi hồ sơ\nDấu tiếp nhận"
NOTE = "Chiều nay có một người hẹn đến nhận kết quả lúc 15:00."
VISITORS = "Màn hình cho dân"


def hand_out_by_scan(guide: Guide) -> None:
    """Scan the slip of a result that waits, and hand it out."""
    view = _to_returning(guide)
    guide.picture("results")
    code = _first_that_waits(view)
    guide.scan(code)
    guide.until("the dossier is on the desk", lambda: not view.desk.panel.isHidden())
    guide.settle()
    guide.press("Ctrl+1")
    guide.picture("result-at-desk")
    guide.press("F9")
    guide.say_yes()
    guide.until("the result went out", lambda: view.desk.panel.isHidden())
    guide.settle()
    guide.picture("result-handed-out")


def send_by_post(guide: Guide) -> None:
    """Tick a result for the postman, and scan the number of its letter."""
    view = _to_returning(guide)
    guide.press("F4")
    guide.until("the list is in front", lambda: view.front is view.post)
    guide.settle()
    guide.press("Space")
    guide.until("a result is ticked", lambda: view.post.chosen())
    guide.scan(TRACKING)
    guide.until("its letter is known", lambda: TRACKING in view.post.chosen().values())
    guide.picture("post")
    waiting = len(view.post.table.rows.rows)
    guide.press("F9")
    guide.say_yes()
    guide.until("the letter is gone", lambda: len(view.post.table.rows.rows) < waiting)
    guide.settle()
    guide.picture("posted")


def show_visitors(guide: Guide) -> None:
    """Open the visitors' window, and read a slip for somebody who asks."""
    view = _to_returning(guide)
    guide.press("F3")
    guide.until("the desk is in front", lambda: view.front is view.desk)
    guide.settle()
    code = _first_that_waits(view)
    _open_visitors(guide)
    window = _visitors(guide)
    window.resize(WIDTH, HEIGHT)
    guide.activate()
    guide.settle()
    guide.picture("visitors", window)
    guide.press("F12")
    guide.until("the scanner is the visitors'", lambda: _public(guide).is_for_visitors)
    guide.scan(code)
    guide.until("the dossier is shown", lambda: window.code.text() == code)
    guide.picture("visitors-dossier", window)
    guide.picture("visitors-scanning")
    guide.press("F12")
    guide.until("the scanner is back", lambda: not _public(guide).is_for_visitors)
    _open_visitors(guide)
    guide.until("the window is closed", lambda: _public(guide).window is None)
    guide.activate()


def look_at_register(guide: Guide) -> None:
    """Look at the register of the month."""
    guide.go(6, "reports")
    guide.settle()
    guide.picture("register")


def hand_over(guide: Guide, colleague: str, password: str) -> None:
    """Look at the week, and hand the shift over to a colleague, who signs for it."""
    duty = guide.go(7, "duty")
    assert isinstance(duty, DutyView)
    guide.until("the shift is open", duty.give_button.isEnabled)
    guide.picture("duty")
    guide.press("F9")
    guide.until("the list is made", lambda: duty.page is duty.hand_over)
    page = duty.hand_over
    guide.type(page.papers, HELD)
    guide.type(page.note, NOTE)
    page.to.setFocus()
    for _ in range(page.to.count()):
        if page.to.value().clerk == colleague:
            break
        guide.press("Down", page.to)
    guide.type(page.password, password)
    guide.settle()
    guide.picture("hand-over")
    guide.press("F9")
    guide.until("the colleague is here", lambda: guide.desk.current().clerk == colleague)
    guide.until("the week is shown again", lambda: duty.page is duty.week)
    guide.settle()
    guide.picture("handed-over")


def look_at_settings(guide: Guide) -> None:
    """Look at the desk's hours and at the calendar."""
    settings = guide.go(9, "settings")
    assert isinstance(settings, SettingsView)
    guide.picture("settings")
    settings.nav.setFocus()
    for _ in range(settings.keys.index("calendar") - settings.nav.currentRow()):
        guide.press("Down", settings.nav)
    guide.until("the calendar is shown", lambda: settings.page is settings.page_of("calendar"))
    guide.settle()
    guide.picture("settings-calendar")


def _first_that_waits(view: ReturningView) -> str:
    view.desk.table.choose(0)
    row = view.desk.table.current()
    if row is None:
        raise TourStuck("stuck: no result waits to be collected")
    return str(row.code)


def _to_returning(guide: Guide) -> ReturningView:
    view = guide.go(5, "returning")
    assert isinstance(view, ReturningView)
    return view


def _public(guide: Guide) -> PublicDesk:
    return guide.desk.screens.public


def _visitors(guide: Guide) -> PublicWindow:
    window = _public(guide).window
    if window is None:
        raise TourStuck("stuck: the visitors' window did not open")
    return window


def _open_visitors(guide: Guide) -> None:
    """Choose the entry of the clerk's menu that opens the window, or closes it."""
    actions = guide.desk.window.top.person.menu().actions()
    entry = next((action for action in actions if action.text() == VISITORS), None)
    if entry is None:
        raise TourStuck(f"stuck: the menu has no entry {VISITORS}")
    entry.trigger()
    guide.settle()
