"""Coming in the morning, and locking the window: log-in, today, lock."""

from counter_app.ui.login.view import LoginWindow
from counter_app.ui.tour_pages.guide import HEIGHT, WIDTH, Guide, TourStuck


def log_in(guide: Guide, clerk: str, password: str) -> None:
    """Log in, and wait for the first screen."""
    guide.program.start()
    window = guide.program.window
    if not isinstance(window, LoginWindow):
        raise TourStuck("stuck: this home has no counter yet")
    card = window.card
    guide.until("the clerks are offered", lambda: card.clerk.count() > 0)
    card.clerk.setEditText(clerk)
    guide.picture("log-in")
    guide.type(card.password, password)
    guide.press("Return", card.password)
    guide.until("the counter is open", lambda: guide.program.opened is not None)
    guide.desk.window.resize(WIDTH, HEIGHT)
    guide.activate()
    guide.settle()


def lock(guide: Guide, password: str) -> None:
    """Lock the window, and open it again."""
    desk = guide.desk
    guide.press("Ctrl+L")
    guide.until("the window is locked", lambda: desk.window.is_covered)
    guide.settle()
    guide.picture("locked")
    guide.type(desk.lock_screen.card.password, password)
    guide.press("Return", desk.lock_screen.card.password)
    guide.until("the window is open again", lambda: not desk.window.is_covered)
    guide.settle()
    guide.picture("unlocked")
