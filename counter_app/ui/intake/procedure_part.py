"""The procedure field, and what a picked procedure brings: papers, fees, the limit question."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import ChannelIn, PaperKind
from counter_app.domain.moments import day_of
from counter_app.domain.procedure import Procedure, RequiredPaper
from counter_app.ui.intake.form import FeeRow, IntakeForm, PaperRow, PaperState
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.screen import IntakeScreen, LimitQuestion, ProcedureChoice
from counter_app.ui.words import amount_words, fee_kind_words, number_words


class ProcedurePart:
    """Finds a procedure as the clerk types, and lays the form out for the one picked."""

    def __init__(self, ports: IntakePorts, screen: IntakeScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._used: Mapping[str, int] = {}
        self._picked: Procedure | None = None

    @property
    def picked(self) -> Procedure | None:
        """The procedure on the form."""
        return self._picked

    def learn_favourites(self) -> None:
        """Ask which procedures are used most; they come first in the list."""
        now = self._ports.now()
        self._ports.run(lambda: self._ports.favourites(now), self._keep_favourites)

    def _keep_favourites(self, used: Mapping[str, int]) -> None:
        self._used = used

    def search(self, text: str) -> None:
        """Show the procedures that match what was typed, the usual ones first."""
        today = day_of(self._ports.now())
        found = self._ports.find_procedures(text, today, self._used)
        self._screen.show_procedures(tuple(self._choice(procedure) for procedure in found))

    def _choice(self, procedure: Procedure) -> ProcedureChoice:
        return ProcedureChoice(procedure.code, procedure.name, brief_of(procedure))

    def pick(self, code: str) -> None:
        """Put a procedure on the form with its papers and fees; papers added by hand stay."""
        procedure = self._ports.procedure(code, day_of(self._ports.now()))
        form = self._screen.form()
        if form.procedure_code == code and self._picked is not None:
            self._screen.show_form(replace(form, procedure_text=procedure.name))
            return
        own = tuple(row for row in form.papers if row.is_own)
        self._screen.show_form(
            replace(
                form,
                procedure_code=procedure.code,
                procedure_text=procedure.name,
                papers=paper_rows(procedure) + own,
                fees=fee_rows(procedure),
                limit="",
                is_limit_confirmed=False,
            )
        )
        self._show(procedure, form.channel_in)

    def take_from(self, form: IntakeForm) -> None:
        """Recognise the procedure of a form that was put on the screen whole (a draft)."""
        self._picked = None
        if not form.procedure_code:
            self._show_none()
            return
        try:
            procedure = self._ports.procedure(form.procedure_code, day_of(self._ports.now()))
        except Refusal:
            self._show_none()
            self._screen.show_form(replace(form, procedure_code=""))
            return
        self._show(procedure, form.channel_in)

    def lose(self) -> None:
        """The text no longer stands for the procedure that was picked."""
        form = self._screen.form()
        if form.procedure_code:
            own = tuple(row for row in form.papers if row.is_own)
            self._screen.show_form(replace(form, procedure_code="", papers=own, fees=()))
        self._show_none()

    def channel_changed(self, channel: str) -> None:
        """Ask for the limit again where the procedure has another one for this channel."""
        if self._picked is not None:
            self._screen.show_limit_question(self._question(self._picked, channel))

    def _show(self, procedure: Procedure, channel: str) -> None:
        self._picked = procedure
        used = self._used.get(procedure.code, 0)
        line = line_of(procedure, used)
        self._screen.show_procedure(line, f"{procedure.code}  {procedure.name}")
        self._screen.show_papers_note(*papers_note(procedure))
        self._screen.show_fee_line(fee_kind_words(procedure.fee_kind), fee_words(procedure))
        self._screen.show_limit_question(self._question(procedure, channel))

    def _show_none(self) -> None:
        self._picked = None
        self._screen.show_procedure("", "")
        self._screen.show_papers_note("Chọn thủ tục để hiện thành phần hồ sơ.", "")
        self._screen.show_fee_line("", "")
        self._screen.show_limit_question(None)

    def _question(self, procedure: Procedure, channel: str) -> LimitQuestion | None:
        if procedure.limit_for(ChannelIn(channel)) is not None:
            return None
        return LimitQuestion(
            note=limit_note(procedure),
            choices=limit_choices(procedure),
        )


def brief_of(procedure: Procedure) -> str:
    """Return the second line of a choice: code, field, limit, fee."""
    return " · ".join(
        (procedure.code, procedure.field, limit_words(procedure), short_fee(procedure))
    )


def line_of(procedure: Procedure, used: int) -> str:
    """Return the line under the procedure field."""
    parts = [procedure.field, limit_words(procedure), short_fee(procedure)]
    if used:
        parts.append(f"đã nhận {number_words(used)} lần trong tháng qua")
    return "  ·  ".join(part for part in parts if part)


def limit_words(procedure: Procedure) -> str:
    """Return how long the procedure takes, or that the catalogue does not know."""
    if procedure.limit is None:
        return "thời hạn cần xác nhận"
    if procedure.limit.text == "trong ngày":
        return "giải quyết trong ngày (nhận sau 15:00: ngày làm việc tiếp theo)"
    return f"giải quyết {procedure.limit.text}"


def limit_note(procedure: Procedure) -> str:
    """Return why the clerk has to confirm the limit."""
    if procedure.limit_note:
        return procedure.limit_note
    if len(procedure.limit_choices) > 1:
        return "Danh mục ghi nhiều thời hạn: chọn thời hạn của trường hợp này."
    if procedure.limit_choices:
        return "Danh mục ghi chưa rõ: xác nhận thời hạn theo quyết định công bố."
    if procedure.unconfirmed_amount is not None:
        return (
            f"Danh mục ghi “{_decimal(procedure.unconfirmed_amount)}” mà không ghi đơn vị: "
            "chọn đơn vị theo quyết định công bố."
        )
    return "Danh mục chưa ghi chắc thời hạn: nhập theo quyết định công bố."


def limit_choices(procedure: Procedure) -> tuple[str, ...]:
    """Return the limits that the clerk may take without typing."""
    if procedure.limit_choices:
        return tuple(limit.text for limit in procedure.limit_choices)
    if procedure.unconfirmed_amount is None:
        return ()
    amount = _decimal(procedure.unconfirmed_amount)
    return (f"{amount} ngày làm việc", f"{amount} ngày")


def _decimal(amount: Decimal) -> str:
    number = f"{amount:f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number.replace(".", ",")


def short_fee(procedure: Procedure) -> str:
    """Return the fee in a word or two."""
    words = fee_kind_words(procedure.fee_kind)
    return words[:1].lower() + words[1:]


def fee_words(procedure: Procedure) -> str:
    """Return all that the catalogue says of the fee."""
    fixed = (f"{fee.name}: {amount_words(fee.amount)}" for fee in procedure.fees)
    return "\n".join(part for part in (procedure.fee_text, *fixed) if part)


def fee_rows(procedure: Procedure) -> tuple[FeeRow, ...]:
    """Return the fee lines that a procedure asks for, ready to be corrected."""
    return tuple(FeeRow(fee.name, number_words(fee.amount)) for fee in procedure.fees)


def papers_note(procedure: Procedure) -> tuple[str, str]:
    """Return what an empty checklist says, and what the catalogue left out of a full one."""
    if not procedure.papers:
        return (
            "Danh mục chưa có thành phần hồ sơ. Bấm Insert để ghi giấy tờ đã nhận.",
            "",
        )
    if procedure.papers_omitted_count:
        count = procedure.papers_omitted_count
        return "", f"Danh mục còn thiếu {count} giấy tờ: xem quyết định công bố."
    return "", ""


def paper_rows(procedure: Procedure) -> tuple[PaperRow, ...]:
    """Return the checklist: what every dossier must contain first, then what some must."""
    papers = sorted(procedure.papers, key=lambda paper: not paper.is_required)
    return tuple(paper_row(paper) for paper in papers)


def paper_row(paper: RequiredPaper) -> PaperRow:
    """Return the checklist row of a paper; one asked for in some cases is not needed at first."""
    is_copy = paper.original_count == 0 and paper.copy_count > 0
    return PaperRow(
        name=paper.name,
        kind=PaperKind.COPY if is_copy else PaperKind.ORIGINAL,
        count=max(1, paper.copy_count if is_copy else paper.original_count),
        state=PaperState.UNCHECKED if paper.is_required else PaperState.NOT_NEEDED,
        is_required=paper.is_required,
        is_conditional=not paper.is_required,
    )
