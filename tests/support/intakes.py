"""Facts of a fictional counter, for tests that need them by the handful."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from counter_app.domain.facts import CountedDay, FeeLine, Paper, PaperKind, TakenIn
from counter_app.domain.people import Address, Person, Sex, Submitter

A_MOMENT = datetime(2026, 11, 20, 2, 15, 30, tzinfo=UTC)
AGENCY = "H55.12.34"

SOMEBODY = Person(
    name="Nguyễn Văn Thử",
    id_number="006091000000",
    birth_on=date(1991, 8, 15),
    sex=Sex.MALE,
    address=Address("Tổ 1", "01843", "Phường Bắc Kạn", "Thái Nguyên"),
    phone="0912345678",
)


def taken_in(serial: int = 1, **changes: Any) -> TakenIn:
    """Return an intake with the code ``H55.12.34-261120-<serial>``."""
    intake = TakenIn(
        code=f"{AGENCY}-261120-{serial:04}",
        procedure_code="1.004194",
        procedure_name="Đăng ký tạm trú",
        field="Cư trú",
        received_at=A_MOMENT,
        counted_from=A_MOMENT,
        limit="3 ngày làm việc",
        due_at=A_MOMENT + timedelta(days=3),
        counted=(
            CountedDay("2026-11-23", 1),
            CountedDay("2026-11-24", 0, "holiday", "Ngày Văn hóa"),
        ),
        applicant=SOMEBODY,
        submitter=Submitter(Person("Hoàng Thị Mẫu", "002185000000"), "Giấy ủy quyền số 3"),
        papers=(Paper("Tờ khai"), Paper("Hợp đồng thuê nhà", PaperKind.COPY, 2, is_lacking=True)),
        fees=(FeeLine("Lệ phí", 15_000),),
        unit_code="01843",
        desk=2,
    )
    return replace(intake, **changes)


def named(name: str, serial: int, **changes: Any) -> TakenIn:
    """Return an intake of somebody with this name, otherwise as ``taken_in``."""
    return taken_in(serial, applicant=replace(SOMEBODY, name=name), **changes)
