"""Binds the screen "Kiểm tra nhật ký" to the services of one counter."""

from counter_app.services import journal_places, verification
from counter_app.services.counter import Counter
from counter_app.ui.ports import Clock, Run
from counter_app.ui.verification.presenter import VerificationPorts


def ports_of(counter: Counter, run: Run, now: Clock) -> VerificationPorts:
    """Bind the screen to one counter."""
    store = counter.store
    return VerificationPorts(
        run=run,
        standings=lambda: journal_places.standings(store),
        begin=lambda: verification.Verification(store, now()),
        code_of=lambda finding: journal_places.code_of(store, finding),
    )
