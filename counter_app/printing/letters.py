"""Forms 02 to 05: what the office tells a citizen in writing about a dossier."""

from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import IntakeRefused, Recorded, SlipPaper
from counter_app.domain.form import Form, FormSet
from counter_app.domain.moments import day_of
from counter_app.domain.units import Unit
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import Filling
from counter_app.printing.letter_filling import LetterFact, letter_filling, refusal_filling
from counter_app.printing.looks import Look
from counter_app.printing.paper import pdf_of

_TO_BRING_BACK = frozenset({"02"})
"""Letters that the citizen brings along again: their code is there to be scanned."""


def letter(
    forms: FormSet, number: str, dossier: Dossier, entry: Recorded, unit: Unit, signer: str
) -> bytes:
    """Return a letter about a dossier as PDF on A4, in the edition valid when its step was done.

    ``entry`` is the step that the letter tells, ``signer`` the name of who did it. The same
    facts give the same letter at any time.

    Raises:
        FormMissing: no edition of the form is valid on that day.
        FontMissing: the type faces are not where the program was installed.
    """
    fact = entry.fact
    if not isinstance(fact, LetterFact):
        raise TypeError(f"{entry.name} is no step that a letter tells")
    form = forms.form(number, day_of(fact.done_at))
    filling = letter_filling(dossier, entry, fact, unit, signer)
    return _pdf(form, filling, dossier.code)


def refusal_before_intake(
    forms: FormSet, fact: IntakeRefused, unit: Unit, clerk_name: str, printed_at: datetime
) -> bytes:
    """Return form 03 as PDF on A4 for somebody whose dossier is not taken in.

    Raises:
        FormMissing: no edition of form 03 is valid on the day of the refusal.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("03", day_of(printed_at))
    return _pdf(form, refusal_filling(fact, unit, clerk_name, printed_at), "")


def _pdf(form: Form, filling: Filling, code: str) -> bytes:
    has_codes = form.number in _TO_BRING_BACK

    def work(look: Look) -> Paperwork:
        return composed_form(form, filling, look, code=code, has_codes=has_codes)

    return pdf_of(work, SlipPaper.A4)
