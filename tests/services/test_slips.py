"""Slips: shown without a trace, printed with one, never promising anything new."""

import pytest

from counter_app.domain.facts import Paper, SlipPaper, SlipPrinted
from counter_app.domain.people import StaffMember
from counter_app.services import slips
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest, ask_supplement, take_in
from counter_app.store.errors import NoSuchDossier
from tests.support.counters import A_CLERK, A_MONDAY, ANOTHER_CLERK, RESIDENCE, a_person
from tests.support.pdf import text_of


class PrinterJammed(Exception):
    """The printer took nothing."""


A_REQUEST = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))


def test_looking_at_a_slip_records_nothing(counter: Counter) -> None:
    dossier = take_in(counter, A_REQUEST, A_CLERK, A_MONDAY)
    pdf = slips.slip(counter, dossier.code, SlipPaper.A5, A_CLERK, A_MONDAY)

    assert dossier.code in text_of(pdf)
    with counter.store.reading() as reading:
        assert reading.dossiers.by_code(dossier.code).slip_count == 0


def printed(
    counter: Counter, code: str, paper: SlipPaper, by: StaffMember, *, to_file: bool = False
) -> bytes:
    pages: list[bytes] = []
    slips.print_slip(counter, code, paper, by, A_MONDAY, pages.append, to_file=to_file)
    return pages[0]


def test_from_the_second_printing_on_the_slip_is_a_copy(counter: Counter) -> None:
    code = take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code
    first = printed(counter, code, SlipPaper.A5, A_CLERK)
    second = printed(counter, code, SlipPaper.K80, ANOTHER_CLERK, to_file=True)

    assert "in lại" not in text_of(first).lower()
    assert "in lại" in text_of(second).lower()
    with counter.store.reading() as reading:
        history = reading.dossiers.by_code(code).history
    assert [(entry.by, entry.fact) for entry in history[1:]] == [
        ("mau", SlipPrinted(SlipPaper.A5, is_copy=False, to_file=False)),
        ("hoan", SlipPrinted(SlipPaper.K80, is_copy=True, to_file=True)),
    ]


def test_a_reprint_by_a_colleague_still_names_who_took_it_in(counter: Counter) -> None:
    code = take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code
    printed(counter, code, SlipPaper.A4, A_CLERK)
    again = printed(counter, code, SlipPaper.A4, ANOTHER_CLERK)

    assert "Hoàng Thị Mẫu" in text_of(again)


def test_form_02_names_everything_that_is_missing(counter: Counter) -> None:
    recorded = ask_supplement(
        counter, A_REQUEST, ("Giấy chứng sinh", "Tờ khai"), "Chưa mang theo", A_CLERK, A_MONDAY
    )
    text = text_of(slips.supplement_slip(counter, recorded, SlipPaper.A5))

    assert all(word in text for word in ("Giấy chứng sinh", "Tờ khai", "Chưa mang theo"))


def test_a_code_that_nobody_issued_is_refused(counter: Counter) -> None:
    with pytest.raises(NoSuchDossier):
        printed(counter, "H55.18.43-261123-2999", SlipPaper.A5, A_CLERK)


def test_a_slip_that_never_came_out_is_not_recorded(counter: Counter) -> None:
    code = take_in(counter, A_REQUEST, A_CLERK, A_MONDAY).code

    def jam(_: bytes) -> None:
        raise PrinterJammed

    with pytest.raises(PrinterJammed):
        slips.print_slip(counter, code, SlipPaper.A5, A_CLERK, A_MONDAY, jam)
    with counter.store.reading() as reading:
        assert reading.dossiers.by_code(code).slip_count == 0
    assert "in lại" not in text_of(printed(counter, code, SlipPaper.A5, A_CLERK)).lower()
