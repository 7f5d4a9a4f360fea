"""Form 02: the request to bring what is still missing (phiếu yêu cầu bổ sung, hoàn thiện hồ sơ)."""

from datetime import datetime

from counter_app.domain.facts import SlipPaper, SupplementAsked
from counter_app.domain.form import FormSet
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.letter_filling import supplement_filling
from counter_app.printing.looks import Look
from counter_app.printing.paper import pdf_of


def supplement_request(
    forms: FormSet,
    fact: SupplementAsked,
    unit: Unit,
    clerk_name: str,
    printed_at: datetime,
    paper: SlipPaper,
) -> bytes:
    """Return form 02 as PDF: one complete notice of what is missing, handed out before intake.

    The form has no line for a dossier code, because no dossier has been opened yet.

    Raises:
        FormMissing: no edition of form 02 is valid on the day of the request.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("02", day_of(printed_at))
    filling = supplement_filling(fact, unit, clerk_name, printed_at)

    def work(look: Look) -> Paperwork:
        return composed_form(form, filling, look)

    return pdf_of(work, paper)
