"""Decides about one procedure: its new edition from a day on, its end, its history; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, Role
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import Procedure, RequiredPaper
from counter_app.domain.procedure_cells import CELLS, MOST_PAPERS, BadCell, tidy_code
from counter_app.domain.procedure_list import changes_between
from counter_app.services.decided import Decided
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter import worded
from counter_app.ui.settings.shown import HistoryRow, edition_rows, history_rows
from counter_app.ui.words import format_day

EDITED = (
    *("name", "field", "limit", "limit_direct", "limit_online", "limit_post", "limit_choices"),
    *("limit_note", "fee_kind", "fees", "fee_text", "supplement", "legal", "note"),
)
"""The columns that the page has a field for; the papers have a table of their own."""

_MANY_LINES = ("limit_choices", "fees")
ONE_DAY = timedelta(days=1)
FARTHEST = timedelta(days=5 * 366)
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class EditionForm:
    """What was typed: the texts by column, the papers, from when on, by which document."""

    code: str
    texts: Mapping[str, str]
    papers: tuple[RequiredPaper, ...]
    valid_from: date | None
    valid_from_fault: str
    document: str


@dataclass(frozen=True)
class EditionShown:
    """An edition ready to be looked at or changed; ``code`` is empty for a new procedure."""

    code: str
    texts: Mapping[str, str]
    papers: tuple[RequiredPaper, ...]
    fields: tuple[str, ...]
    state: str
    may_decide: bool


class EditionScreen(Protocol):
    """The page of an edition as the presenter sees it."""

    def show_edition(self, shown: EditionShown) -> None:
        """Show an edition."""

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show its editions and what was decided about it."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong."""

    def leave(self, words: str) -> None:
        """Go back to the list and say what was done."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class EditionPresenter:
    """Carries an edition to the service as a decision with its document."""

    def __init__(self, ports: SettingsPorts, screen: EditionScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._base = Procedure("", "", "")

    def open(self, edition: Procedure | None) -> None:
        """Show an edition, or an empty one for a new procedure."""
        self._base = edition or Procedure("", "", "")
        catalogue = self._ports.rules().catalogue
        self._screen.show_edition(
            EditionShown(
                self._base.code,
                {key: CELLS[key].words(self._base) for key in EDITED},
                self._base.papers,
                tuple(sorted({each.field for each in catalogue.procedures})),
                f"Bản áp dụng từ {format_day(self._base.valid_from)}" if edition else "",
                self._ports.current().role is Role.HEAD,
            )
        )
        if edition is not None:
            self._ports.run(
                self._ports.decisions, self._show_history, self._screen.show_trouble, lane="edition"
            )

    def save(self, form: EditionForm) -> None:
        """Record the edition from its day on."""
        by = self._ports.current()
        faults: dict[str, str] = {}
        edition = self._read(form, faults)
        self._screen.show_faults(worded(faults))
        if faults or form.valid_from is None:
            return
        since = format_day(form.valid_from)
        self._ports.run(
            lambda: self._ports.decide_procedure(edition, form.document, by),
            lambda _: self._screen.leave(
                f"Đã ghi bản mới của thủ tục {edition.code}, áp dụng từ {since} "
                f"theo {composed(form.document)}."
            ),
            self._refused,
        )

    def end(self, form: EditionForm) -> None:
        """Record that the procedure is not taken in any more from the day on."""
        by = self._ports.current()
        faults = self._when_and_why(form)
        if form.valid_from is not None and form.valid_from <= self._base.valid_from:
            faults.setdefault("valid_from", "later_edition")
        self._screen.show_faults(worded(faults))
        if faults or form.valid_from is None:
            return
        code, last_on = self._base.code, form.valid_from - ONE_DAY
        self._ports.run(
            lambda: self._ports.end_procedure(code, last_on, form.document, by),
            lambda _: self._screen.leave(
                f"Đã ghi: thủ tục {code} nhận đến hết {format_day(last_on)} "
                f"theo {composed(form.document)}."
            ),
            self._refused,
        )

    def _read(self, form: EditionForm, faults: dict[str, str]) -> Procedure:
        edition = replace(self._base, code=self._code(form, faults), papers=form.papers)
        for key, text in form.texts.items():
            tidy = text if key in _MANY_LINES else composed(text)
            try:
                edition = CELLS[key].put(edition, tidy)
            except BadCell as bad:
                faults[key] = bad.fault
        faults |= {key: "missing" for key in ("name", "field") if not form.texts[key].strip()}
        if len(form.papers) > MOST_PAPERS:
            faults["papers"] = "too_many"
        faults |= self._when_and_why(form)
        if form.valid_from is None or faults:
            return edition
        if self._base.code and not changes_between(self._base, edition):
            faults["name"] = "same_as_before"
        if any(each.valid_from > form.valid_from for each in self._editions(edition.code)):
            faults["valid_from"] = "later_edition"
        return replace(edition, valid_from=form.valid_from, valid_to=None)

    def _code(self, form: EditionForm, faults: dict[str, str]) -> str:
        if self._base.code:
            return self._base.code
        try:
            code = tidy_code(form.code)
        except BadCell as bad:
            faults["code"] = bad.fault
            return ""
        if self._editions(code):
            faults["code"] = "known_procedure"
        return code

    def _editions(self, code: str) -> list[Procedure]:
        return [each for each in self._ports.rules().catalogue.procedures if each.code == code]

    def _when_and_why(self, form: EditionForm) -> dict[str, str]:
        faults: dict[str, str] = {}
        last = day_of(self._ports.now()) + FARTHEST
        if form.valid_from is None:
            faults["valid_from"] = form.valid_from_fault or "missing"
        elif not FIRST_DAY <= form.valid_from <= last:
            faults["valid_from"] = "too_far"
        if not form.document.strip():
            faults["document"] = "missing"
        return faults

    def _show_history(self, decisions: tuple[Decided, ...]) -> None:
        code = self._base.code
        editions = edition_rows(self._ports.rules().catalogue, code)
        self._screen.show_history((*editions, *history_rows(decisions, code)))

    def _refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(worded(error.problems))
        self._screen.show_trouble(error)
