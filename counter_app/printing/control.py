"""Form 06: the control slip, which goes with a dossier from hand to hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ReceivedBack, Recorded, ResultReady, SlipPaper
from counter_app.domain.form import FormSet, FormTable
from counter_app.domain.life import HandOver, Holder
from counter_app.domain.moments import day_of
from counter_app.domain.standing import Standing, standing
from counter_app.domain.states import ENDED, SOLVED, DossierState
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import Filling, day_serial_of, filling_of, head_texts
from counter_app.printing.looks import Look
from counter_app.printing.paper import pdf_of

_THE_DESK = "Bộ phận TN&TKQ"
"""The counter, as the form itself names it."""

_TO_WRITE = "…………………………"
_STANDINGS = {
    Standing.BEFORE_TIME: "Trước hạn",
    Standing.ON_TIME: "Đúng hạn",
    Standing.LATE: "Quá hạn",
}


@dataclass(frozen=True)
class _Leg:
    """One hand-over: who gave, who received and when, and how the giver kept to the limit."""

    giver: str
    receiver: str = ""
    at: datetime | None = None
    kept: str = ""
    note: str = ""
    giver_name: str = ""
    receiver_name: str = ""


def control_slip(
    forms: FormSet, dossier: Dossier, unit: Unit, names: Mapping[str, str], printed_at: datetime
) -> bytes:
    """Return form 06 as PDF on A4: every hand-over so far, and empty ones to sign by hand.

    ``names`` gives the name of every log-in name in the dossier's history. The slip is that of
    the day of receipt, in the edition valid then; ``printed_at`` says how far it goes.

    Raises:
        FormMissing: no edition of form 06 is valid on the day of receipt.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("06", day_of(dossier.intake.received_at))
    filling = _filling(form.table, dossier, unit, names, printed_at)

    def work(look: Look) -> Paperwork:
        return composed_form(form, filling, look, code=dossier.code)

    return pdf_of(work, SlipPaper.A4)


def _filling(
    table: FormTable | None,
    dossier: Dossier,
    unit: Unit,
    names: Mapping[str, str],
    printed_at: datetime,
) -> Filling:
    intake = dossier.intake
    received_on = day_of(intake.received_at)
    signer = names.get(dossier.taken_in_by, dossier.taken_in_by)
    legs = [*_legs(dossier, names)]
    least = table.least if table else 0
    return filling_of(
        {
            **head_texts(unit, received_on, signer),
            "number": day_serial_of(dossier.code),
            "code": dossier.code,
            "handling": intake.competent_office or phrases.unit_committee(unit.name),
            "coordinating": "; ".join(_other_units(dossier)) or _TO_WRITE,
            "received_at": phrases.moment_in_words(intake.received_at),
            "due_at": phrases.moment_in_words(dossier.due_at),
            "printed_at": phrases.moment_in_figures(printed_at),
        },
        rows={"hand_overs": [_row(leg) for leg in (*legs, *_empty(dossier, legs, least))]},
    )


def _other_units(dossier: Dossier) -> tuple[str, ...]:
    holders = (each.to for each in dossier.hand_overs)
    return tuple(dict.fromkeys(each.unit_name or each.unit for each in holders if each.unit))


def _legs(dossier: Dossier, names: Mapping[str, str]) -> Iterator[_Leg]:
    """Yield each way there and each way back, in their order."""
    before: HandOver | None = None
    for each in dossier.hand_overs:
        yield _way_there(dossier, before, each, names)
        if each.back_at is not None:
            yield _way_back(dossier, each, each.back_at, names)
        before = each if each.back_at is None else None


def _way_there(
    dossier: Dossier, before: HandOver | None, to: HandOver, names: Mapping[str, str]
) -> _Leg:
    return _Leg(
        giver=_label(before.to, names) if before else _THE_DESK,
        receiver=_label(to.to, names),
        at=to.received_at or to.given_at,
        kept=_kept(dossier, before.to, to.given_at) if before else "",
        note=to.note,
        giver_name=names.get(to.given_by, to.given_by),
        receiver_name=names.get(to.received_by, to.received_by),
    )


def _way_back(dossier: Dossier, each: HandOver, at: datetime, names: Mapping[str, str]) -> _Leg:
    entry = _brought_back(dossier, at)
    result = entry.fact if entry and isinstance(entry.fact, ResultReady) else None
    return _Leg(
        giver=_label(each.to, names),
        receiver=_THE_DESK,
        at=at,
        kept=_kept(dossier, each.to, at, result),
        note=_note(entry),
        giver_name=names.get(each.received_by, each.received_by),
        receiver_name=names.get(entry.by, entry.by) if entry else "",
    )


def _kept(dossier: Dossier, holder: Holder, at: datetime, result: ResultReady | None = None) -> str:
    """Return how a holder kept to their own due moment, or to the dossier's with the result.

    Who had no due moment of their own and brings no result has nothing to keep to.
    """
    done_at = result.solved_at if result else at
    if holder.due_at is not None:
        kept = standing(DossierState.READY, holder.due_at, done_at, solved_at=done_at)
    elif result:
        kept = dossier.standing(done_at)
    else:
        return ""
    return _STANDINGS.get(kept, "")


def _brought_back(dossier: Dossier, at: datetime) -> Recorded | None:
    return next(
        (
            entry
            for entry in dossier.history
            if isinstance(entry.fact, ReceivedBack | ResultReady) and entry.fact.done_at == at
        ),
        None,
    )


def _note(entry: Recorded | None) -> str:
    if entry is None or not isinstance(entry.fact, ReceivedBack | ResultReady):
        return ""
    fact = entry.fact
    if isinstance(fact, ReceivedBack):
        return fact.note
    number = f"số {fact.number}" if fact.number else ""
    parts = (" ".join(filter(None, (fact.kind, number))), fact.note)
    return "; ".join(part for part in parts if part)


def _empty(dossier: Dossier, legs: list[_Leg], least: int) -> Iterator[_Leg]:
    """Yield hand-overs to be filled in by hand; the next one to give is named where it is known."""
    is_over = dossier.state in ENDED | SOLVED
    holder = "" if is_over else legs[-1].receiver if legs else _THE_DESK
    for number in range(max(0, least - len(legs))):
        yield _Leg(giver=holder if number == 0 else "")


def _label(holder: Holder, names: Mapping[str, str]) -> str:
    return holder.unit_name or holder.unit or holder.name or names.get(holder.clerk, holder.clerk)


def _row(leg: _Leg) -> dict[str, str]:
    return {
        "giver": leg.giver,
        "receiver": leg.receiver,
        "at": phrases.moment_to_write(leg.at),
        "standing": leg.kept,
        "note": leg.note,
        "giver_name": leg.giver_name,
        "receiver_name": leg.receiver_name,
    }
