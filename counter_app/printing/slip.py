"""Form 01: the appointment slip (giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""

from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormSet
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import appointment_filling
from counter_app.printing.looks import Look
from counter_app.printing.paper import pdf_of
from counter_app.printing.phrases import moment_in_figures


def appointment_slip(
    forms: FormSet,
    dossier: Dossier,
    unit: Unit,
    desk_number: int,
    clerk_name: str,
    paper: SlipPaper,
    *,
    is_copy: bool,
    printed_at: datetime,
) -> bytes:
    """Return form 01 of a dossier as PDF, in the edition valid on the day of its receipt.

    The same dossier gives the same slip at any time: nothing is computed here, and a copy only
    carries the mark of when and at which desk it was printed again. ``clerk_name`` is the person
    who took the dossier in and signs.

    Raises:
        FormMissing: no edition of form 01 is valid on the day of receipt.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("01", day_of(dossier.intake.received_at))
    filling = appointment_filling(dossier, unit, desk_number, clerk_name)
    mark = _copy_mark(printed_at, desk_number) if is_copy else ""

    def work(look: Look) -> Paperwork:
        return composed_form(form, filling, look, code=dossier.code, mark=mark)

    return pdf_of(work, paper)


def _copy_mark(printed_at: datetime, desk_number: int) -> str:
    return f"BẢN SAO IN LẠI lúc {moment_in_figures(printed_at)}, tại quầy {desk_number}"
