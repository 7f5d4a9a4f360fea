"""A fee that is paid at the desk: what was typed, and what it means; no Qt."""

from dataclasses import dataclass

from counter_app.domain.facts import PayMethod
from counter_app.domain.people import FieldsRefused
from counter_app.domain.plain_text import composed
from counter_app.services.following import Payment
from counter_app.ui.intake.reading import Unreadable, read_amount


@dataclass(frozen=True)
class PayTyped:
    """The fields of a payment as they stand; an empty amount means that nothing is taken."""

    amount: str = ""
    receipt: str = ""
    method: PayMethod = PayMethod.CASH


def read_payment(typed: PayTyped) -> Payment | None:
    """Return the payment that was typed, or None where nothing is taken.

    Raises:
        FieldsRefused: an amount that is none, or one without the number of its receipt.
    """
    amount, receipt = typed.amount.strip(), composed(typed.receipt)
    if not amount and not receipt:
        return None
    problems: dict[str, str] = {}
    paid = 0
    try:
        paid = read_amount(amount)
    except Unreadable:
        problems["amount"] = "not_an_amount"
    if not receipt:
        problems["receipt"] = "missing"
    if problems:
        raise FieldsRefused(problems)
    return Payment(paid, receipt, typed.method) if paid else None
