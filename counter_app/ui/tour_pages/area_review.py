"""A supervisor's review: a question, a journal with filters, what is worth a look, verification."""

from datetime import datetime

from counter_app.domain.attention import Pattern
from counter_app.domain.journal_log import LogGroup
from counter_app.ui.supervision.attention.view import AttentionView
from counter_app.ui.supervision.journal.view import JournalView
from counter_app.ui.supervision.notes.view import NotesView
from counter_app.ui.sync_status.view import SyncView
from counter_app.ui.tour_pages.guide import Guide, TourStuck
from counter_app.ui.verification.view import VerificationView

SYNC = 6
"""Where the screen of the line stands in a supervisor's rail."""


def ask_about_dossier(guide: Guide, question: str) -> None:
    """Ask the commune about the dossier that is open; look at earlier answers."""
    guide.press("F7")
    notes = guide.desk.window.front
    assert isinstance(notes, NotesView)
    guide.until("the field is there", notes.text.hasFocus)
    guide.type(notes.text, question)
    guide.settle()
    guide.picture("note")
    guide.press("F9")
    guide.until("the note is sent", lambda: notes.notice.text)
    guide.settle()
    answered = next((at for at, q in enumerate(notes.table.model.rows) if q.is_answered), None)
    if answered is None:
        raise TourStuck("stuck: nobody has answered any note")
    notes.table.setFocus()
    notes.table.choose(0)
    for _ in range(answered):
        guide.press("Down", notes.table.view)
    guide.until("the answer is shown", lambda: "Chưa có" not in notes.answers.text())
    guide.settle()
    guide.picture("notes")


def read_journal(guide: Guide) -> None:
    """Read a journal: all of it, then only what changed dates; mark how far it was read."""
    attention = _attention(guide)
    _choose_finding(guide, attention, Pattern.DATES)
    guide.press("F8")
    view = guide.desk.window.front
    assert isinstance(view, JournalView)
    guide.until("the journal is read", lambda: view.table.model.rows)
    guide.choose(view.filters.group, LogGroup.DATE_CHANGES)
    guide.settle()
    guide.picture("journal-dates")
    guide.choose(view.filters.group, None)
    guide.until("its newest entry is there", lambda: _shows_newest(view))
    guide.settle()
    view.table.setFocus()
    view.table.choose(0)
    guide.picture("journal")
    guide.press("F9")
    guide.until("it is read to the end", lambda: "đã xem hết" in view.count.words)
    guide.settle()
    guide.picture("journal-read")


def look_at_attention(guide: Guide) -> None:
    """Look at what is worth a look, one rule after the other with what stands behind."""
    view = _attention(guide)
    _choose_finding(guide, view, Pattern.EDGE)
    guide.until("its dossiers are listed", lambda: view.rows.model.rows)
    guide.settle()
    guide.picture("attention")
    _choose_finding(guide, view, Pattern.SILENT)
    guide.settle()
    guide.picture("attention-silent")
    _choose_finding(guide, view, Pattern.CLOCK)
    guide.press("F8")
    journal = guide.desk.window.front
    assert isinstance(journal, JournalView)
    guide.until("its journal is read", lambda: journal.table.model.rows)
    guide.settle()
    guide.picture("journal-clock")


def verify(guide: Guide) -> None:
    """Check every journal to its first entry; the one that was changed is named."""
    sync = guide.go(SYNC, "sync")
    assert isinstance(sync, SyncView)
    sync.verification_button.setFocus()
    guide.press("Space")
    view = guide.desk.window.front
    assert isinstance(view, VerificationView)
    guide.until("the journals are listed", lambda: view.journals.model.rows)
    guide.settle()
    began = guide.program.ports.clock()
    guide.press("F5")
    guide.until("every journal was checked", lambda: _is_checked(view, began))
    guide.until("the check is over", view.check_button.isEnabled)
    guide.until("what was found is named", lambda: view.findings.model.rows)
    guide.settle()
    guide.picture("verification")
    view.findings.setFocus()
    guide.press("F8")
    page = guide.desk.dossiers.page_presenter
    guide.until("its dossier is open", lambda: page.code)
    guide.settle()
    guide.picture("tampered-dossier")


def _shows_newest(view: JournalView) -> bool:
    """Tell whether a journal is shown from its very end on."""
    place, rows = view.presenter.place, view.table.model.rows
    return place is not None and bool(rows) and rows[0].entry.name.seq == place.last_seq


def _is_checked(view: VerificationView, since: datetime) -> bool:
    """Tell whether all journals were checked since a moment."""
    rows = view.journals.model.rows
    return all(row.checked_at is not None and row.checked_at >= since for row in rows)


def _attention(guide: Guide) -> AttentionView:
    view = guide.go(3, "attention")
    assert isinstance(view, AttentionView)
    guide.until("there are findings", lambda: view.findings.model.rows)
    return view


def _choose_finding(guide: Guide, view: AttentionView, pattern: Pattern) -> None:
    """Go to the first finding of a rule with the arrows."""
    rows = view.findings.model.rows
    at = next((n for n, finding in enumerate(rows) if finding.rule.pattern is pattern), None)
    if at is None:
        raise TourStuck(f"stuck: nothing was found by the rule {pattern}")
    view.findings.setFocus()
    view.findings.choose(0)
    for _ in range(at):
        guide.press("Down", view.findings.view)
    guide.settle()
