"""The facts of a dossier's life as bytes: fixed for ever, and complete."""

from datetime import timedelta

import pytest

from counter_app.domain.facts import (
    Apologised,
    ChannelOut,
    CodeChanged,
    Corrected,
    CountedDay,
    EntryName,
    Fact,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Paper,
    PayMethod,
    Rated,
    RatedBy,
    Reappointed,
    ReceivedBack,
    Refused,
    ResultReady,
    Returned,
    Satisfaction,
    Settled,
    SlipPaper,
    SlipPrinted,
    StepFact,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.people import Person
from counter_app.store.fact_codec import decode_fact, encode_fact, kind_of
from tests.support.intakes import A_MOMENT

AT = '"done_at":"2026-11-20T02:15:30Z"'
LATER = A_MOMENT + timedelta(days=1)
AN_INTAKE = TakenIn(
    "H55.1-261120-0001",
    "1",
    "Khai sinh",
    "Hộ tịch",
    A_MOMENT,
    A_MOMENT,
    "3 ngày",
    LATER,
    (),
    Person("Lý"),
)

SAMPLES: tuple[tuple[Fact, str], ...] = (
    (
        SupplementRequested(A_MOMENT, ("Tờ khai",), "restart", 900, "Thiếu", "Nhòe"),
        f'{{"again_because":"Nhòe",{AT},"left_minutes":900,"missing":["Tờ khai"],'
        '"reason":"Thiếu","rule":"restart"}',
    ),
    (
        SupplementReceived(
            A_MOMENT, LATER, (Paper("Tờ khai"),), (CountedDay("2026-11-23", 1),), "Đủ"
        ),
        f'{{"counted":[{{"number":1,"on":"2026-11-23"}}],{AT},"due_at":"2026-11-21T02:15:30Z",'
        '"note":"Đủ","papers":[{"name":"Tờ khai"}]}',
    ),
    (Refused(A_MOMENT, "Sai"), f'{{{AT},"reason":"Sai"}}'),
    (
        Forwarded(A_MOMENT, "hoan", "Triệu Văn Hoan", due_at=LATER, note="Gấp"),
        f'{{{AT},"due_at":"2026-11-21T02:15:30Z","note":"Gấp","to_clerk":"hoan",'
        '"to_name":"Triệu Văn Hoan"}',
    ),
    (
        Forwarded(A_MOMENT, to_unit="H55.1", to_unit_name="Đất đai"),
        f'{{{AT},"to_unit":"H55.1","to_unit_name":"Đất đai"}}',
    ),
    (ForwardReceived(A_MOMENT, "Lý", "Đủ"), f'{{{AT},"name":"Lý","note":"Đủ"}}'),
    (ReceivedBack(A_MOMENT, "Đủ"), f'{{{AT},"note":"Đủ"}}'),
    (
        ResultReady(A_MOMENT, A_MOMENT, "Giấy", "12", "Bản chính"),
        f'{{{AT},"kind":"Giấy","note":"Bản chính","number":"12",'
        '"solved_at":"2026-11-20T02:15:30Z"}',
    ),
    (
        Returned(
            A_MOMENT,
            ChannelOut.POST,
            "Lý",
            "006091000000",
            "EB1",
            Satisfaction.SATISFIED,
            RatedBy.CITIZEN,
            "Gửi",
        ),
        f'{{"channel":"post",{AT},"note":"Gửi","rated_by":"citizen","receiver":"Lý",'
        '"receiver_id":"006091000000","satisfaction":"satisfied","tracking":"EB1"}',
    ),
    (Withdrawn(A_MOMENT, "Đổi ý", "Lý"), f'{{{AT},"reason":"Đổi ý","receiver":"Lý"}}'),
    (Stopped(A_MOMENT, "Tranh chấp"), f'{{{AT},"reason":"Tranh chấp"}}'),
    (Apologised(A_MOMENT, "Muộn"), f'{{{AT},"reason":"Muộn"}}'),
    (
        Reappointed(A_MOMENT, LATER, A_MOMENT, "Muộn", "Lại", is_after_due=True),
        f'{{"again_because":"Lại",{AT},"due_at":"2026-11-21T02:15:30Z",'
        '"earlier_due_at":"2026-11-20T02:15:30Z","is_after_due":true,"reason":"Muộn"}',
    ),
    (
        Corrected(A_MOMENT, "Sai", ("note",), AN_INTAKE, 2, 1, LATER, 450),
        f'{{{AT},"due_at":"2026-11-21T02:15:30Z","fields":["note"],"intake":{{"applicant":'
        '{"name":"Lý"},"code":"H55.1-261120-0001","counted":[],'
        '"counted_from":"2026-11-20T02:15:30Z","due_at":"2026-11-21T02:15:30Z",'
        '"field":"Hộ tịch","limit":"3 ngày","procedure_code":"1","procedure_name":"Khai sinh",'
        '"received_at":"2026-11-20T02:15:30Z"},"left_minutes":450,"reason":"Sai","replaces":1,'
        '"slip_number":2}',
    ),
    (
        CodeChanged(A_MOMENT, "H55.1-261120-0002", "H55.1-261120-0001", "Trùng", 2, 1),
        f'{{"code":"H55.1-261120-0002",{AT},"former_code":"H55.1-261120-0001",'
        '"reason":"Trùng","replaces":1,"slip_number":2}',
    ),
    (
        FeePaid(A_MOMENT, 15_000, "BL-1", PayMethod.TRANSFER, "Đủ"),
        f'{{"amount":15000,{AT},"method":"transfer","note":"Đủ","receipt":"BL-1"}}',
    ),
    (
        Rated(A_MOMENT, Satisfaction.NOT_SATISFIED, RatedBy.CITIZEN, "Chậm"),
        f'{{"comment":"Chậm",{AT},"level":"not_satisfied","rated_by":"citizen"}}',
    ),
    (
        Settled(A_MOMENT, (EntryName("a", 2), EntryName("b", 1)), EntryName("b", 1), "Rõ"),
        f'{{{AT},"entries":[{{"journal":"a","seq":2}},{{"journal":"b","seq":1}}],'
        '"holds":{"journal":"b","seq":1},"reason":"Rõ"}',
    ),
    (SlipPrinted(SlipPaper.A5, slip_number=2), '{"paper":"a5","slip_number":2}'),
)
"""Facts and their bytes in the journals of the first release: these must open for ever."""


@pytest.mark.parametrize(("fact", "text"), SAMPLES, ids=lambda value: type(value).__name__)
def test_facts_have_the_bytes_of_the_first_release(fact: Fact, text: str) -> None:
    assert encode_fact(fact).decode() == text
    assert decode_fact(kind_of(fact), text.encode()) == fact


def test_every_fact_of_a_life_has_a_sample() -> None:
    assert set(StepFact.__args__) <= {type(fact) for fact, _ in SAMPLES}
