"""Personal numbers are hidden wherever they stand, and nothing else is."""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

from counter_app.domain.facts import ChannelOut, Returned
from counter_app.domain.masking import NUMBERS, masked, masked_number
from counter_app.domain.people import Person, Submitter
from tests.support.intakes import A_MOMENT, taken_in

APPLICANT = Person("LÝ VĂN BÉ", "006091000001", phone="0912345678", email="be@thu.vn")
SUBMITTER = Submitter(Person("MA THỊ MẪU", "006091000002", phone="0987654321"), "Giấy ủy quyền")


def numbers_in(value: object) -> list[str]:
    """Return every number of a person that stands in a value, however deep."""
    if isinstance(value, tuple):
        return [number for each in value for number in numbers_in(each)]
    if not is_dataclass(value):
        return []
    found: list[str] = []
    for field in fields(value):
        kept = getattr(value, field.name)
        found += [kept] if field.name in NUMBERS and kept else numbers_in(kept)
    return found


def test_a_number_keeps_its_ends_and_a_short_one_nothing() -> None:
    assert masked_number("006091000001") == "006•••••0001"
    assert masked_number("0912345678") == "091•••5678"
    assert masked_number("1234567") == "•••••••"
    assert masked_number("") == ""


def test_every_number_of_an_intake_is_hidden_and_all_else_stays() -> None:
    fact = replace(taken_in(1), applicant=APPLICANT, submitter=SUBMITTER)

    shown = masked(fact)

    assert numbers_in(shown) == ["006•••••0001", "091•••5678", "006•••••0002", "098•••4321"]
    assert shown.applicant == replace(APPLICANT, id_number="006•••••0001", phone="091•••5678")
    assert replace(shown, applicant=APPLICANT, submitter=SUBMITTER) == fact


def test_the_card_of_who_signed_for_a_result_is_hidden_too() -> None:
    fact = Returned(A_MOMENT + timedelta(days=1), ChannelOut.DESK, "LÝ VĂN BÉ", "006091000001")
    assert masked(fact).receiver_id == "006•••••0001"
    assert masked(fact).receiver == "LÝ VĂN BÉ"


def test_what_holds_no_number_is_the_very_same() -> None:
    fact = replace(taken_in(1), applicant=Person("LÝ VĂN BÉ"), submitter=None)
    assert masked(fact) is fact
    assert masked((1, "a")) == (1, "a")
