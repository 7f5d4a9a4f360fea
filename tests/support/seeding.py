"""Fills a store with lifelike fictional dossiers, through the journal and in bulk.

The entries are sealed one behind the other as if they had been recorded one by one, and the
projections are made by the same functions; only the rows are written many at a time. A
few thousand dossiers a second.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import func, insert, select

from counter_app.domain.facts import (
    ChannelIn,
    ChannelOut,
    CountedDay,
    EntryName,
    FeeLine,
    Paper,
    Recorded,
    TakenIn,
)
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.people import Address, Person, Sex
from counter_app.store.fact_codec import encode_fact
from counter_app.store.projection import row_of
from counter_app.store.store import Store, Work
from counter_app.store.tables import entries
from sync.protocol.entry import seal

LAST_DAY = date(2026, 11, 20)
"""The day before which the dossiers lie; the newest are taken in on it."""

A_DAY = 180
"""Dossiers taken in per day."""

_BATCH = 5_000

_SURNAMES = (
    *("Nguyễn",) * 34,
    *("Trần",) * 11,
    *("Lê",) * 9,
    *("Hoàng",) * 9,
    *("Nông",) * 7,
    *("Lý",) * 6,
    *("Triệu",) * 6,
    *("Phạm",) * 5,
    *("Hà",) * 4,
    *("Đặng",) * 3,
    *("Bàn",) * 3,
    *("Vũ",) * 2,
    "Ma",
)
_MIDDLES = (
    *("Văn",) * 25,
    *("Thị",) * 35,
    *("Đức", "Minh", "Thanh", "Hữu", "Ngọc", "Quang", "Xuân", "Thu", "Hồng", "Thùy", "Đình"),
    *("Bích", "Kim", "Gia", "Bảo", "Khánh", "Anh", "Tuấn", "Mạnh", "Công", "Viết", "Diệu"),
)
_GIVEN = (
    *("An", "Anh", "Bình", "Châu", "Chiến", "Cường", "Dũng", "Duyên", "Dương", "Đạt", "Giang"),
    *("Hà", "Hải", "Hạnh", "Hằng", "Hiền", "Hiếu", "Hoa", "Hòa", "Hùng", "Huyền", "Hương"),
    *("Khánh", "Khoa", "Lan", "Linh", "Loan", "Long", "Mai", "Minh", "My", "Nam", "Nga", "Ngân"),
    *("Nghĩa", "Nhung", "Oanh", "Phong", "Phúc", "Phương", "Quân", "Quyên", "Quỳnh", "Sơn"),
    *("Tâm", "Thảo", "Thắng", "Thủy", "Tiến", "Toàn", "Trang", "Trung", "Tú", "Tuyết", "Uyên"),
    *("Vân", "Việt", "Vinh", "Xuân", "Yến", "Thử", "Mẫu"),
)
_STEMS = (
    ("Hộ tịch", "Đăng ký", ("khai sinh", "khai tử", "kết hôn", "lại khai sinh", "nhận con nuôi")),
    ("Chứng thực", "Chứng thực", ("bản sao từ bản chính", "chữ ký", "hợp đồng", "di chúc")),
    ("Cư trú", "Đăng ký", ("thường trú", "tạm trú", "tạm vắng", "xóa thường trú")),
    ("Bảo trợ xã hội", "Hỗ trợ", ("chi phí mai táng", "hằng tháng", "người khuyết tật")),
    ("Đất đai", "Cấp", ("giấy chứng nhận quyền sử dụng đất", "lại giấy chứng nhận bị mất")),
)
_PLACES = ("Tổ 1", "Tổ 7", "Thôn Nà Thử", "Thôn Bản Mẫu", "Tổ dân phố số 3", "Thôn Khuổi Thí")


@dataclass(frozen=True)
class SeededProcedure:
    """A procedure that seeded dossiers are for."""

    code: str
    name: str
    field: str


def some_procedures(count: int = 239) -> tuple[SeededProcedure, ...]:
    """Return as many procedures with lifelike names as a real catalogue has."""
    named = [(field, f"{verb} {what}") for field, verb, whats in _STEMS for what in whats]
    return tuple(
        SeededProcedure(
            code=f"1.{1000 + 7 * number:06}",
            name=f"{named[number % len(named)][1]} (trường hợp {number // len(named) + 1})",
            field=named[number % len(named)][0],
        )
        for number in range(count)
    )


def fill(
    store: Store,
    count: int,
    *,
    seed: int = 1,
    agency: str = "H55.12.34",
    by: Sequence[str] = ("mau", "hoan"),
    procedures: Sequence[SeededProcedure] | None = None,
) -> None:
    """Record ``count`` fictional intakes; the same seed gives the same dossiers."""
    intakes = some_intakes(count, seed, agency, procedures or some_procedures())
    clerks = random.Random(seed)
    while batch := list(islice(intakes, _BATCH)):
        with store.writing() as work:
            _record(work, batch, [clerks.choice(by) for _ in batch])


def some_intakes(
    count: int, seed: int, agency: str, procedures: Sequence[SeededProcedure]
) -> Iterator[TakenIn]:
    """Yield intakes from the oldest day to ``LAST_DAY``."""
    luck = random.Random(seed)
    # A few procedures make most of the work, as at a real counter.
    weights = [1 / (place + 1) for place in range(len(procedures))]
    chosen = luck.choices(procedures, weights, k=count)
    days = (count + A_DAY - 1) // A_DAY
    for number in range(count):
        on = LAST_DAY - timedelta(days=days - 1 - number // A_DAY)
        serial = number % A_DAY + 1
        at = datetime(on.year, on.month, on.day, 7, 30, tzinfo=VIETNAM) + timedelta(
            minutes=3 * serial, seconds=luck.randrange(60)
        )
        yield _intake(luck, chosen[number], f"{agency}-{on:%y%m%d}-{serial:04}", at)


def _intake(luck: random.Random, procedure: SeededProcedure, code: str, at: datetime) -> TakenIn:
    days = luck.choices((1, 3, 5, 15), (5, 4, 3, 1))[0]
    due_on = (at + timedelta(days=days)).date()
    due_at = datetime(due_on.year, due_on.month, due_on.day, 17, tzinfo=VIETNAM)
    return TakenIn(
        code=code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field=procedure.field,
        received_at=as_utc(at),
        counted_from=as_utc(at),
        limit=f"{days} ngày làm việc",
        due_at=as_utc(due_at),
        counted=tuple(
            CountedDay((at.date() + timedelta(days=day)).isoformat(), day)
            for day in range(1, days + 1)
        ),
        applicant=a_citizen(luck),
        papers=(Paper("Tờ khai theo mẫu"), Paper("Giấy tờ tùy thân", count=luck.randint(1, 3))),
        fees=(FeeLine("Lệ phí", 15_000),) if luck.random() < 0.3 else (),
        channel_in=luck.choices(list(ChannelIn), (7, 2, 1))[0],
        channel_out=luck.choices(list(ChannelOut), (7, 2, 1))[0],
        unit_code="01843",
        desk=1,
    )


def a_citizen(luck: random.Random) -> Person:
    """Return a fictional person with a number that no province issued (000)."""
    sex = luck.choice((Sex.MALE, Sex.FEMALE))
    born = date(1940, 1, 1) + timedelta(days=luck.randrange(30_000))
    century = (0 if born.year < 2000 else 2) + (sex is Sex.FEMALE)
    return Person(
        name=f"{luck.choice(_SURNAMES)} {luck.choice(_MIDDLES)} {luck.choice(_GIVEN)}",
        id_number=f"000{century}{born:%y}{luck.randrange(1_000_000):06}",
        birth_on=born,
        sex=sex,
        address=Address(luck.choice(_PLACES), "01843", "Phường Bắc Kạn", "Thái Nguyên"),
        phone=f"09{luck.randrange(100_000_000):08}",
    )


def _record(work: Work, intakes: Sequence[TakenIn], clerks: Sequence[str]) -> None:
    head, digest, _ = work.journal.head()
    seq = head.seq if head else 0
    batch = []
    for fact, by in zip(intakes, clerks, strict=True):
        seq += 1
        entry = seal(
            digest,
            journal=work.journal.own,
            seq=seq,
            subject=None,
            after=(),
            kind="TakenIn",
            at=fact.received_at,
            by=by,
            units=(fact.unit_code,),
            payload=encode_fact(fact),
        )
        digest = entry.digest
        name = EntryName(entry.journal, seq)
        batch.append((entry, Recorded(name, name, (), entry.at, by, fact)))
    start = 1 + (work.connection.execute(select(func.max(entries.c.position))).scalar_one() or 0)
    rows = [work.journal.row_of(entry) for entry, _ in batch]
    work.connection.execute(
        insert(entries),
        [{"position": position, **row} for position, row in enumerate(rows, start)],
    )
    shown = (row_of(number, (recorded,)) for number, (_, recorded) in enumerate(batch, start))
    work.numbers.forget()
    work.projection.add([row for row in shown if row])
