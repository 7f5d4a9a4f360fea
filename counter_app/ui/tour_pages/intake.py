"""Taking in: a dossier that waits for its result, and one that is solved at once."""

from counter_app.ui.intake.view import IntakeView
from counter_app.ui.tour_pages.guide import Guide

RECEIPT = "BL 000141"


def take_in(guide: Guide, procedure: str, card: str, phone: str) -> None:
    """Take a dossier in: the procedure, the card, the papers, F9."""
    intake = _begin(guide, procedure)
    guide.picture("find-a-procedure")
    guide.press("Return", intake.procedure)
    _scan_card(guide, intake, card)
    guide.picture("card-read")
    guide.press("Ctrl+1")
    guide.until("the commune of today is there", lambda: intake.applicant.commune.text())
    guide.type(intake.applicant.phone, phone)
    guide.press("F6")
    guide.settle()
    guide.picture("ready")
    guide.press("F9")
    guide.until("the dossier is taken in", lambda: intake.form().is_blank)
    guide.settle()
    guide.picture("taken-in")


def solve_at_once(guide: Guide, procedure: str, card: str, result: str) -> None:
    """Take in what is solved while the citizen waits, and hand the result out."""
    intake = _begin(guide, procedure)
    guide.press("Return", intake.procedure)
    _scan_card(guide, intake, card)
    guide.press("Ctrl+1")
    guide.until("the commune of today is there", lambda: intake.applicant.commune.text())
    guide.press("F6")
    guide.settle()
    guide.press("F11")
    guide.until("the result is asked for", intake.same_day.isVisible)
    guide.settle()
    guide.type(intake.same_day.kind, result)
    guide.type(intake.same_day.pay.receipt, RECEIPT)
    guide.press("Ctrl+1")
    guide.picture("same-day")
    guide.press("F11")
    guide.until("the result is handed out", intake.same_day.isHidden)
    guide.settle()
    guide.picture("same-day-done")


def _begin(guide: Guide, procedure: str) -> IntakeView:
    intake = guide.go(2, "intake")
    assert isinstance(intake, IntakeView)
    guide.type(intake.procedure, procedure)
    guide.until("procedures are offered", lambda: intake.procedure.suggestions)
    return intake


def _scan_card(guide: Guide, intake: IntakeView, card: str) -> None:
    guide.settle()
    guide.scan(card)
    guide.until("the card is read", lambda: intake.applicant.name.text())
    guide.settle()
