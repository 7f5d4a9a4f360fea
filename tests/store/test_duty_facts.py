"""The facts of duty as bytes: fixed for ever, and complete."""

from datetime import date
from typing import get_args

import pytest

from counter_app.domain.facts import (
    DayFlag,
    DayFlagged,
    DutyCancelled,
    DutyFact,
    DutyRole,
    Fact,
    HandOverAccepted,
    HandOverList,
    RosterDay,
    RosterSet,
    SessionAdded,
    SessionKind,
    ShiftClosed,
    ShiftHandedOver,
    ShiftOpened,
    StateCount,
)
from counter_app.store.fact_codec import decode_fact, encode_fact, kind_of

A_DAY = date(2026, 11, 28)
A_LIST = HandOverList(
    (StateCount("open", 12), StateCount("ready", 3)),
    taken_in=9,
    returned=4,
    slips_printed=8,
    supplements=1,
    cash_taken=24_000,
    cash_before=8_000,
    transfers=16_000,
    receipts=5,
    papers=("Sổ hộ tịch",),
    note="Chờ người dân",
)
LISTED = (
    '{"cash_before":8000,"cash_taken":24000,"note":"Chờ người dân","open_dossiers":'
    '[{"count":12,"state":"open"},{"count":3,"state":"ready"}],"papers":["Sổ hộ tịch"],'
    '"receipts":5,"returned":4,"slips_printed":8,"supplements":1,"taken_in":9,'
    '"transfers":16000}'
)

SAMPLES: tuple[tuple[Fact, str], ...] = (
    (
        RosterSet(2, A_DAY, (RosterDay(0, "mau", "hoan"), RosterDay(4, backup="mau")), "Tháng 12"),
        '{"days":[{"backup":"hoan","main":"mau","weekday":0},{"backup":"mau","weekday":4}],'
        '"desk":2,"note":"Tháng 12","valid_from":"2026-11-28"}',
    ),
    (
        ShiftOpened(2, "mau", "Hoàng Thị Mẫu", DutyRole.MAIN),
        '{"clerk":"mau","desk":2,"name":"Hoàng Thị Mẫu","role":"main"}',
    ),
    (
        ShiftOpened(2, "mau", "Hoàng Thị Mẫu"),
        '{"clerk":"mau","desk":2,"name":"Hoàng Thị Mẫu"}',
    ),
    (
        ShiftHandedOver("hoan", "Triệu Văn Hoan", A_LIST),
        f'{{"handed":{LISTED},"to_clerk":"hoan","to_name":"Triệu Văn Hoan"}}',
    ),
    (HandOverAccepted("mau", "Đủ"), '{"from_clerk":"mau","remark":"Đủ"}'),
    (ShiftClosed(A_LIST), f'{{"left":{LISTED}}}'),
    (ShiftClosed(HandOverList()), '{"left":{}}'),
    (
        SessionAdded(
            A_DAY, "07:30-11:30", SessionKind.SATURDAY, ("Hộ tịch",), True, A_DAY, "Cao điểm"
        ),
        '{"fields":["Hộ tịch"],"hours":"07:30-11:30","kind":"saturday","note":"Cao điểm",'
        '"on":"2026-11-28","until":"2026-11-28","weekly":true}',
    ),
    (SessionAdded(A_DAY, "17:00-17:30"), '{"hours":"17:00-17:30","on":"2026-11-28"}'),
    (
        DayFlagged(A_DAY, DayFlag.NO_SLIP, True, A_DAY, "Thử"),
        '{"flag":"no_slip","note":"Thử","on":"2026-11-28","until":"2026-11-28","weekly":true}',
    ),
    (DutyCancelled(A_DAY, "Nghỉ"), '{"reason":"Nghỉ","since":"2026-11-28"}'),
)


@pytest.mark.parametrize(("fact", "text"), SAMPLES)
def test_facts_of_duty_keep_their_bytes(fact: Fact, text: str) -> None:
    assert encode_fact(fact).decode() == text
    assert decode_fact(kind_of(fact), text.encode()) == fact


def test_every_fact_of_duty_has_a_sample() -> None:
    assert {type(fact) for fact, _ in SAMPLES} == set(get_args(DutyFact))
