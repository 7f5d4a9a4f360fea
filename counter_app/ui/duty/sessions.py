"""The extra sessions as the screens know them at any moment, without asking the store.

The promise panel is counted on the GUI thread after every key, where nothing may be read: the
plans are read in the background whenever something was recorded, and kept.
"""

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from counter_app.domain.duty import Duty
from counter_app.services import duty_plans
from counter_app.services.counter import Counter
from counter_app.services.duty import with_session
from counter_app.services.intake import IntakeRequest
from counter_app.ui.ports import Run


class SessionBook(QObject):
    """Keeps the plans of duty at hand."""

    def __init__(self, counter: Counter, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._run = run
        self._duty = Duty()

    @Slot()
    def refresh(self) -> None:
        """Read the plans again; called when something was recorded."""
        self._run(lambda: duty_plans.plans(self._counter), self._keep, lane="sessions")

    def in_session(self, request: IntakeRequest, now: datetime) -> IntakeRequest:
        """Return an intake as one of the extra session in which it comes, if there is one."""
        return with_session(self._counter, self._duty, request, now)

    def _keep(self, duty: Duty) -> None:
        self._duty = duty
