"""The list with which results go to the postman (dịch vụ bưu chính công ích, BCCI)."""

from collections.abc import Sequence
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormSet
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import filling_of, head_texts
from counter_app.printing.looks import Look
from counter_app.printing.paper import pdf_of


def postal_list(
    forms: FormSet,
    dossiers: Sequence[Dossier],
    unit: Unit,
    clerk_name: str,
    listed_at: datetime,
) -> bytes:
    """Return the list as PDF, across A4: one line for each dossier, in the order given.

    Raises:
        FormMissing: no edition of the list is valid on the day.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("BC", day_of(listed_at))
    rows = [_row(number, dossier) for number, dossier in enumerate(dossiers, start=1)]
    filling = filling_of(
        {
            **head_texts(unit, day_of(listed_at), clerk_name),
            "listed_at": phrases.moment_in_words(listed_at),
            "row_count": f"{len(rows):02d}",
        },
        rows={"results": rows},
    )

    def work(look: Look) -> Paperwork:
        return composed_form(form, filling, look)

    return pdf_of(work, SlipPaper.A4, is_wide=form.is_wide)


def _row(number: int, dossier: Dossier) -> dict[str, str]:
    """Return a line of the list; what was not recorded yet is left to be written."""
    applicant, returned, result = dossier.intake.applicant, dossier.returned, dossier.result
    return {
        "order": str(number),
        "code": dossier.code,
        "receiver": (returned.receiver if returned else "") or applicant.name,
        "address": phrases.address_in_words(applicant.address),
        "phone": phrases.grouped_phone(applicant.phone),
        "tracking": returned.tracking if returned else "",
        "what": (result.kind if result else "") or dossier.intake.procedure_name,
    }
