"""The intake screen: shows what the presenters decide and tells them what the clerk does."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.person_box import PersonBox
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.refusal_dialog import RefusalDialog
from counter_app.ui.intake.same_day_part import SameDayShown, SameDayTyped
from counter_app.ui.intake.screen import (
    Doubles,
    Faults,
    LimitQuestion,
    Offers,
    PlaceChoice,
    ProcedureChoice,
    PromiseShown,
)
from counter_app.ui.intake.sheet import CARD_HINT, CATALOGUE_HINT, PAPER_KEYS, IntakeSheet
from counter_app.ui.intake.suggest import Suggestion
from counter_app.ui.notices import Notice

DRAFT_MILLISECONDS = 800
"""So long after the last key the draft is kept."""

MINUTE = 60_000


class IntakeView(IntakeSheet):
    """The intake screen. F4 card, F6 all papers, F8 form 02, F9 to F11 take in."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(self, ports: IntakePorts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._procedure_name = ""
        self._wrong: tuple[str, ...] = ()
        self._focus_before: QWidget | None = None
        self.presenter = IntakePresenter(ports, self)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MILLISECONDS)
        self._minutes = QTimer(self, interval=MINUTE)
        self._connect()
        self.presenter.start()
        self._minutes.start()

    def _connect(self) -> None:
        make = self.presenter
        self.procedure.typed.connect(self._procedure_typed)
        self.procedure.picked.connect(self._procedure_picked)
        self.procedure.left.connect(lambda: make.left("procedure_code"))
        for box in (self.applicant, self.submitter):
            who = box.who
            box.edited.connect(self._edited)
            box.left.connect(lambda name, who=who: make.left(f"{who}.{name}"))
            box.place_typed.connect(lambda text, who=who: self._place_typed(who, text))
            box.place_picked.connect(lambda choice, who=who: self._place_picked(who, choice))
            box.card_typed.connect(self.card_scanned)
        self.has_submitter.clicked.connect(self._submitter_wanted)
        self.papers.edited.connect(self._edited)
        self.promise.limit_edited.connect(self._edited)
        self.promise.limit_confirmed.connect(self._limit_confirmed)
        self.terms.edited.connect(self._edited)
        self.terms.channel_changed.connect(self._channel_changed)
        self.terms.left.connect(make.left)
        self.doubles_link.clicked.connect(self._open_double)
        self.scan.clicked.connect(self._scan_wanted)
        self.clear.clicked.connect(make.clear)
        self.jump.clicked.connect(self._jump)
        self.tick_all.clicked.connect(self._tick_all)
        self.add_paper.clicked.connect(self.papers.add_paper)
        self.supplement.clicked.connect(make.ask_supplement)
        self.take_in.clicked.connect(lambda: make.submit(is_print=False))
        self.take_in_print.clicked.connect(lambda: make.submit(is_print=True))
        self.at_once.clicked.connect(make.submit_at_once)
        self.refuse.clicked.connect(make.refusal.ask)
        self.give.clicked.connect(make.same_day.submit)
        self.later.clicked.connect(make.same_day.leave)
        self.same_day.slip.clicked.connect(make.print_last)
        QShortcut(QKeySequence("F2"), self).activated.connect(make.next_dossier)
        self._draft_timer.timeout.connect(make.draft.save)
        self._minutes.timeout.connect(make.time_passed)

    # -- what the clerk does ------------------------------------------------------------------

    def opened(self) -> None:
        """Come to the front, ready to type where nothing stands yet."""
        super().opened()
        if self.form().is_blank:
            self.focus("procedure_code")

    def release(self) -> None:
        """Free the form after something unforeseen; what was typed still stands there."""
        self.presenter.release()

    def refresh(self) -> None:
        """Time or the journal moved on: the promise may be another."""
        self.presenter.time_passed()

    def keep_draft(self) -> None:
        """Keep the draft now: the counter locks, or the window closes."""
        self._draft_timer.stop()
        self.presenter.draft.save()

    def accepts_card(self) -> bool:
        """Take a card whenever nothing is being saved."""
        return self.take_in.isEnabled()

    def card_scanned(self, payload: str) -> None:
        """Fill the people's fields from a scanned card."""
        if self.presenter.same_day.is_open:
            self.presenter.same_day.card_scanned(payload)
            return
        self.presenter.card_scanned(payload)
        self._draft_timer.start()

    @Slot()
    def _edited(self) -> None:
        self._draft_timer.start()
        self.presenter.edited()

    def _procedure_typed(self, text: str) -> None:
        self._draft_timer.start()
        self.presenter.procedure_typed(text)

    def _procedure_picked(self, code: str) -> None:
        self._draft_timer.start()
        self.presenter.procedure_picked(code)

    def _place_typed(self, who: str, text: str) -> None:
        self.presenter.people.search_places(who, text)
        self._edited()

    def _place_picked(self, who: str, choice: PlaceChoice) -> None:
        self.presenter.people.pick_place(who, choice)
        self._edited()

    def _submitter_wanted(self, is_wanted: bool) -> None:
        self.submitter.setVisible(is_wanted)
        if is_wanted:
            self.submitter.id_number.setFocus(Qt.FocusReason.TabFocusReason)
        self._edited()

    def _limit_confirmed(self) -> None:
        self._draft_timer.start()
        self.presenter.limit_confirmed()

    def _channel_changed(self) -> None:
        self._draft_timer.start()
        self.presenter.channel_changed()

    def _tick_all(self) -> None:
        self._draft_timer.start()
        self.presenter.tick_all()

    def _scan_wanted(self) -> None:
        who = self.focused_person()
        self.person_box(who).id_number.setFocus(Qt.FocusReason.TabFocusReason)
        self.show_offers(Offers(CARD_HINT))

    def _jump(self) -> None:
        if self._wrong:
            self.focus(self._wrong[0])

    def _open_double(self) -> None:
        self.dossier_wanted.emit(str(self.doubles_link.property("code")))

    # -- what the presenters say --------------------------------------------------------------

    def person_box(self, who: str) -> PersonBox:
        """Return the fields of the applicant or the submitter."""
        return self.submitter if who == "submitter" else self.applicant

    def form(self) -> IntakeForm:
        """Return everything as it stands in the fields."""
        form = IntakeForm(
            procedure_code=self._code,
            procedure_text=self._procedure_name if self._code else self.procedure.text(),
            limit=self.promise.limit.text(),
            is_limit_confirmed=self.promise.is_confirmed,
            applicant=self.applicant.form(),
            has_submitter=self.has_submitter.isChecked(),
            submitter=self.submitter.form(),
            authorisation=self.submitter.authorisation.text(),
            papers=self.papers.papers.rows,
        )
        return self.terms.form(form)

    def show_form(self, form: IntakeForm) -> None:
        """Put a form into the fields."""
        self._code = form.procedure_code
        self._procedure_name = form.procedure_text
        code = form.procedure_code
        text = f"{code}   {form.procedure_text}" if code else form.procedure_text
        if self.procedure.text() != text:
            self.procedure.setText(text)
            self.procedure.setCursorPosition(0)
        self.promise.show_limit(form.limit, is_confirmed=form.is_limit_confirmed)
        self.applicant.show_form(form.applicant)
        self.has_submitter.setChecked(form.has_submitter)
        self.submitter.setVisible(form.has_submitter)
        self.submitter.show_form(form.submitter)
        if self.submitter.authorisation.text() != form.authorisation:
            self.submitter.authorisation.setText(form.authorisation)
        self.papers.show_rows(form.papers)
        self.terms.show_form(form)

    def focused_person(self) -> str:
        """Return whose fields have the focus; the applicant's, if nobody's."""
        focused = QApplication.focusWidget()
        is_inside = focused is not None and self.submitter.isAncestorOf(focused)
        return "submitter" if is_inside else "applicant"

    def show_procedures(self, choices: tuple[ProcedureChoice, ...]) -> None:
        """Show the list under the procedure field."""
        self.procedure.suggest([Suggestion(c.code, c.name, c.detail) for c in choices])

    def show_procedure(self, line: str, full_name: str) -> None:
        """Show what is known of the procedure picked."""
        self.procedure_field.set_hint(line or CATALOGUE_HINT)
        self.procedure.setToolTip(full_name)

    def show_papers_note(self, empty: str, note: str) -> None:
        """Say why the checklist is empty, and what the catalogue leaves out of it."""
        self.papers.set_empty_words(empty)
        self.paper_keys.set_words(f"{note}  ·  {PAPER_KEYS}" if note else PAPER_KEYS)
        self.paper_keys.setToolTip(self.paper_keys.text())

    def show_limit_question(self, question: LimitQuestion | None) -> None:
        """Open or close the limit field."""
        self.promise.ask(question)

    def show_fee_line(self, words: str, details: str) -> None:
        """Show what the catalogue says of the fee."""
        self.terms.fees.say(words, details)

    def show_promise(self, shown: PromiseShown) -> None:
        """Show the promise panel."""
        self.promise.show_promise(shown)
        self.at_once.setVisible(shown.is_same_day and self.same_day.isHidden())

    def show_places(self, who: str, choices: tuple[PlaceChoice, ...]) -> None:
        """Show the communes under a commune field."""
        self.person_box(who).show_places(choices)

    def show_offers(self, offers: Offers) -> None:
        """Show the hint line of the people card."""
        self.offers.show_offers(offers)

    def show_doubles(self, doubles: Doubles) -> None:
        """Show or hide the warning about open dossiers of the same person."""
        self.doubles.setText(doubles.text)
        self.doubles.setVisible(bool(doubles.text))
        self.doubles_link.setProperty("code", doubles.code)
        self.doubles_link.setVisible(bool(doubles.code))

    def show_faults(self, faults: Faults) -> None:
        """Mark the wrong fields; those not named are marked right."""
        told = dict(faults.sentences)
        self._wrong = tuple(told)
        for who in ("applicant", "submitter"):
            for name, field in self.person_box(who).fields.items():
                field.set_error(told.get(f"{who}.{name}", ""))
        for name, field in self.terms.fields.items():
            field.set_error(told.get(name, ""))
        self.promise.set_error(told.get("limit", ""))
        fees = {k.split(".")[1]: text for k, text in told.items() if k.startswith("fees.")}
        self.terms.fees.set_errors({int(index): text for index, text in fees.items()})
        self._show_procedure_error(told.get("procedure_code", ""))
        papers = next((text for k, text in told.items() if k.startswith("papers")), "")
        self.papers_error.setText(papers)
        self.papers_error.setVisible(bool(papers))
        self.paper_keys.setVisible(not papers)
        summary = faults.summary.partition(":")[0] if self.is_narrow else faults.summary
        self.jump.set_words(summary)
        self.jump.setVisible(bool(faults.summary))
        self.clear.setVisible(not (self.is_narrow and faults.summary) and self.same_day.isHidden())

    def _show_procedure_error(self, text: str) -> None:
        if text:
            self.procedure_field.set_error(text)
        elif self.procedure.property("wrong"):
            self.procedure_field.set_hint(CATALOGUE_HINT)

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""
        self.notice.tell(notice)

    def show_draft(self, text: str) -> None:
        """Show when the draft was last kept."""
        self.set_subtitle(text)

    def show_saving(self, is_saving: bool) -> None:
        """Lock the form, still readable, while something is being recorded."""
        self._draft_timer.stop()
        if is_saving:
            self._focus_before = QApplication.focusWidget()
        for button in (
            *(self.supplement, self.at_once, self.take_in, self.take_in_print),
            *(self.clear, self.refuse, self.scan),
        ):
            button.setEnabled(not is_saving)
        for box in self.sheets:
            box.setEnabled(not is_saving)
        if not is_saving and self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self, field: str) -> None:
        """Put the cursor into a field, opening what hides it."""
        self._focus_of(field)()

    def _focus_of(self, field: str) -> Callable[[], None]:
        who, _, name = field.rpartition(".")
        if field.startswith("fees."):
            self.terms.reveal(field)
            return lambda: self.terms.fees.focus_line(int(field.split(".")[1]))
        if who in ("applicant", "submitter"):
            target: Any = self.person_box(who).fields[name].editor
        elif field in self.terms.fields:
            self.terms.reveal(field)
            target = self.terms.fields[field].editor
        elif field == "limit":
            target = self.promise.limit
        elif field.startswith("papers"):
            target = self.papers
        else:
            target = self.procedure
        return lambda: self._go_to(target)

    def _go_to(self, target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.TabFocusReason)
        for sheet in self.sheets:
            if sheet.isAncestorOf(target):
                sheet.ensureWidgetVisible(target, 0, 24)

    # -- solved at once, and refused -----------------------------------------------------------

    def show_same_day(self, shown: SameDayShown | None) -> None:
        """Open the panel of what is solved at once in place of the form, or close it."""
        self.show_panel(shown is not None)
        self.at_once.hide()
        if shown is not None:
            self.same_day.show_dossier(shown)

    def same_day_typed(self) -> SameDayTyped:
        """Return what stands in the fields of the panel."""
        return self.same_day.typed()

    def show_same_day_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields of the panel that are wrong."""
        self.same_day.show_problems(problems)

    def show_same_day_receiver(self, name: str, number: str) -> None:
        """Show whose card was scanned."""
        self.same_day.show_receiver(name, number)

    def show_same_day_working(self, is_working: bool) -> None:
        """Hold the panel while something is being recorded."""
        for part in (self.same_day, self.later, self.give):
            part.setEnabled(not is_working)

    def ask_reason(self, words: str, do: Callable[[str], None]) -> None:
        """Ask for the reason that stands on form 03."""
        dialog = RefusalDialog(words, self)
        dialog.given.connect(do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_dossier(self, code: str) -> None:
        """Ask for the page of a dossier."""
        self.dossier_wanted.emit(code)
