"""The visitors' screen is told states, due moments and initials, and nothing else."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from counter_app.domain.facts import ChannelOut
from counter_app.domain.states import DossierState
from counter_app.services import collecting, public, returning
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.services.returning import HandOut, Result
from counter_app.store.errors import NoSuchDossier
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_person
from tests.support.kept import kept

AN_HOUR = timedelta(hours=1)


def taken_in(
    counter: Counter, channel: ChannelOut = ChannelOut.DESK, name: str = "MA THỊ BÉ"
) -> str:
    request = IntakeRequest(RESIDENCE, a_person(name), channel_out=channel)
    return take_in(counter, request, A_CLERK, A_MONDAY).code


def ready(counter: Counter, channel: ChannelOut = ChannelOut.DESK) -> str:
    code = taken_in(counter, channel)
    returning.mark_ready(counter, code, Result(), A_CLERK, A_MONDAY + timedelta(minutes=1))
    return code


@pytest.mark.parametrize(
    ("name", "masked"),
    [("NGUYỄN VĂN THỬ", "N. V. T."), ("Đặng Thị Ngữ Ánh", "Đ. T. N. Á."), ("Y", "Y."), ("", "")],
)
def test_a_name_is_masked_to_its_initials(name: str, masked: str) -> None:
    assert public.masked_name(name) == masked


def test_a_visitor_sees_state_and_due_moment_and_no_name_number_or_phone(counter: Counter) -> None:
    code = taken_in(counter)

    seen = public.look_at(counter, code.lower())

    assert (seen.code, seen.state, seen.applicant) == (code, DossierState.OPEN, "M. T. B.")
    told = str(asdict(seen))
    assert not any(secret in told for secret in ("BÉ", "006091000000", "0912345678", "Tổ 1"))


def test_an_unknown_slip_is_refused(counter: Counter) -> None:
    with pytest.raises(NoSuchDossier):
        public.look_at(counter, "H55.18.43-261123-9999")


def test_the_board_has_todays_codes_that_wait_at_the_desk(counter: Counter) -> None:
    waits = ready(counter)
    ready(counter, ChannelOut.POST)
    taken_in(counter)

    assert public.ready_codes(counter, A_MONDAY + AN_HOUR) == (waits,)
    assert public.ready_codes(counter, A_MONDAY + timedelta(days=1)) == ()
    due_on = public.look_at(counter, waits).due_at
    assert public.ready_codes(counter, due_on) == (waits,)


def test_what_waits_longest_to_be_collected_comes_first(counter: Counter) -> None:
    first, second = ready(counter), taken_in(counter)
    later = A_MONDAY + 3 * AN_HOUR
    returning.mark_ready(counter, second, Result(), A_CLERK, later)

    assert [row.code for row in collecting.to_collect(counter)] == [first, second]


def test_a_text_leads_to_one_dossier_or_to_the_rows_to_choose_from(counter: Counter) -> None:
    code, other = taken_in(counter), taken_in(counter, name="MA THỊ VÍ")

    assert collecting.look_up(counter, f" {code.lower()} ").code == code
    assert collecting.look_up(counter, "ma thi vi").code == other
    both = collecting.look_up(counter, "ma thi")
    assert both.dossier is None
    assert {row.code for row in both.rows} == {code, other}
    assert collecting.look_up(counter, "không ai").rows == ()


def test_of_many_results_one_that_is_not_ready_keeps_none_back(counter: Counter) -> None:
    sent, open_one = ready(counter, ChannelOut.POST), taken_in(counter, ChannelOut.POST)
    how = HandOut(tracking="EB000000001VN")
    ways = {open_one: how, sent: how}

    done = collecting.hand_out_many(counter, ways, A_CLERK, A_MONDAY + 2 * AN_HOUR)

    assert done.codes == (sent,)
    assert list(done.refused) == [open_one]


def test_results_that_came_are_marked_one_by_one(counter: Counter) -> None:
    codes = (taken_in(counter), taken_in(counter))
    results = {code: Result(number="12") for code in codes}

    done = collecting.mark_many_ready(counter, results, A_CLERK, A_MONDAY + AN_HOUR)

    assert done.codes == codes
    assert len(collecting.to_collect(counter)) == 2


def test_a_clock_that_stands_behind_stops_everything(counter: Counter) -> None:
    code = ready(counter, ChannelOut.POST)
    ways = {code: replace(HandOut(), tracking="EB000000001VN")}

    with pytest.raises(ClockBehind):
        collecting.hand_out_many(counter, ways, A_CLERK, A_MONDAY - AN_HOUR)
    assert kept(counter, code).state is DossierState.READY
