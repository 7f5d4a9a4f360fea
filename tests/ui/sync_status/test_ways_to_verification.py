"""From the sync screen to the check of the journals: for whom it is, and with how many broken."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from counter_app.ui.sync_status.view import VERIFICATION, SyncView
from tests.support.counters import A_CLERK, A_HEAD
from tests.ui.sync_status.test_sync_presenter import Worker


def test_heads_and_supervisors_are_led_to_the_check(qtbot: QtBot) -> None:
    """Seen to fail when the button stood there for clerks too."""
    ports = replace(Worker().ports(), current_clerk=lambda: A_HEAD, broken=lambda: 2)
    view = SyncView(ports)
    qtbot.addWidget(view)
    view.show()
    view.opened()
    assert view.verification_button.isVisible()
    assert view.verification_button.text().startswith(f"{VERIFICATION}: 2 có vấn đề")
    with qtbot.waitSignal(view.verification_wanted):
        view.verification_button.click()


def test_a_clerk_is_not_bothered(qtbot: QtBot) -> None:
    view = SyncView(replace(Worker().ports(), current_clerk=lambda: A_CLERK))
    qtbot.addWidget(view)
    view.show()
    view.opened()
    assert not view.verification_button.isVisible()
