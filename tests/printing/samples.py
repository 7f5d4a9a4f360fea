"""A unit, people and dossiers to print; all of them fictional."""

from datetime import datetime
from typing import Any

from counter_app.domain.dossier import Dossier, DossierState, fold
from counter_app.domain.facts import (
    EntryName,
    Fact,
    FeeLine,
    Paper,
    PaperKind,
    Recorded,
    SlipPaper,
    SupplementAsked,
    TakenIn,
)
from counter_app.domain.form import FormSet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Address, Person, Submitter
from counter_app.domain.units import Unit
from counter_app.printing.slip import appointment_slip

A_UNIT = Unit("01843", "Phường Bắc Kạn", "Thái Nguyên", "H55.18.43", phone="02090000000")
A_CODE = "H55.18.43-261123-2007"
LONGEST_IDENTIFIER = "H55.18.43.ABCDEFGHIJK.LMNOPQRSTUV.9"
LONGEST_CODE = f"{LONGEST_IDENTIFIER}-261123-20071"
RECEIVED_AT = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)
DUE_AT = datetime(2026, 11, 25, 17, 0, tzinfo=VIETNAM)
REPRINTED_AT = datetime(2026, 11, 24, 9, 5, tzinfo=VIETNAM)

LONG_PROCEDURE = (
    "Giải quyết chế độ, chính sách cho người tham gia lực lượng tham gia bảo vệ an ninh, trật tự "
    "ở cơ sở chưa tham gia bảo hiểm y tế mà bị ốm đau, bị tai nạn, bị thương khi thực hiện nhiệm "
    "vụ và các trường hợp khác theo quy định"
)
LONG_NAME = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN THỬ NGHIỆM ĐƯỜNG XANH"


def a_person(**changes: Any) -> Person:
    """Return an applicant, with some fields of the test's choice."""
    usual: dict[str, Any] = {
        "name": "ĐẶNG THỊ NGỮ ÁNH",
        "id_number": "006191000001",
        "address": Address("Tổ 1", "01843", "Phường Bắc Kạn", "Thái Nguyên"),
        "phone": "0912345678",
    }
    return Person(**(usual | changes))


def a_dossier(**changes: Any) -> Dossier:
    """Return a dossier that was just taken in, with some fields of the test's choice."""
    usual: dict[str, Any] = {
        "code": A_CODE,
        "procedure_code": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "field": "Hộ tịch",
        "received_at": RECEIVED_AT,
        "counted_from": changes.get("received_at", RECEIVED_AT),
        "limit": "1 ngày làm việc",
        "due_at": DUE_AT,
        "counted": (),
        "applicant": a_person(),
        "papers": (
            Paper("Giấy chứng sinh"),
            Paper("Tờ khai đăng ký khai sinh", PaperKind.COPY, 2),
            Paper("Nơi cư trú", PaperKind.DATABASE),
        ),
        "desk": 2,
    }
    intake = TakenIn(**(usual | changes))
    return Dossier(EntryName("j", 1), intake, "mau", DossierState.OPEN, intake.due_at, 0, ())


def a_life(*facts: tuple[str, Fact], **changes: Any) -> Dossier:
    """Return a dossier to which these facts happened, each with who recorded it."""
    opening = EntryName("j", 1)
    history = [Recorded(opening, opening, (), RECEIVED_AT, "mau", a_dossier(**changes).intake)]
    for number, (by, fact) in enumerate(facts, start=2):
        name, moment = EntryName("j", number), getattr(fact, "done_at", RECEIVED_AT)
        history.append(Recorded(name, opening, (history[-1].name,), moment, by, fact))
    return fold(history)


def a_submitter() -> Submitter:
    """Return somebody who hands the dossier in for the applicant."""
    return Submitter(
        a_person(name="LÝ VĂN BÉ", id_number="019225000000", phone="0987654321"),
        "Giấy ủy quyền số 12/2026, chứng thực ngày 20/11/2026",
    )


def a_long_dossier() -> Dossier:
    """Return a dossier with more than one sheet holds: long names, thirty papers, everything."""
    papers = [
        Paper(f"Giấy tờ thứ {number}: {LONG_PROCEDURE[: 20 + 25 * (number % 7)]}", kind, 1 + number)
        for number, kind in enumerate(tuple(PaperKind) * 5, start=1)
    ]
    owed = tuple(Paper(f"Giấy còn thiếu {number}", is_lacking=True) for number in range(1, 6))
    return a_dossier(
        procedure_name=LONG_PROCEDURE,
        applicant=a_person(name=LONG_NAME, email=f"{'dia.chi.thu.' * 6}rat.dai@vidu.example.vn"),
        submitter=a_submitter(),
        papers=(*papers, *owed),
        fees=(FeeLine("Lệ phí", 8000), FeeLine("Phí cấp bản sao", 16000)),
        competent_office="UBND xã Ba Bể, tỉnh Thái Nguyên",
        counted_from=datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM),
    )


def a_request(**changes: Any) -> SupplementAsked:
    """Return a supplement request, with some fields of the test's choice."""
    usual: dict[str, Any] = {
        "procedure_code": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "applicant": a_person(email="anh@vidu.example.vn"),
        "missing": ("Giấy chứng sinh (bản chính)", "Tờ khai theo mẫu"),
        "reason": "Chưa có giấy tờ chứng minh việc sinh",
    }
    return SupplementAsked(**(usual | changes))


def a_slip(
    forms: FormSet,
    dossier: Dossier,
    paper: SlipPaper = SlipPaper.A5,
    *,
    unit: Unit = A_UNIT,
    is_copy: bool = False,
) -> bytes:
    """Return the printed form 01 of a dossier."""
    return appointment_slip(
        forms, dossier, unit, 3, "Hoàng Thị Mẫu", paper, is_copy=is_copy, printed_at=REPRINTED_AT
    )
