"""The register and its lists: what they say, and their files, read back from outside."""

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from counter_app.domain.fact_parts import ChannelOut
from counter_app.domain.listing import COLUMNS, CannotExport
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.people import Address, Person
from counter_app.domain.register import (
    PeriodBackwards,
    PeriodTooLong,
    RegisterAsk,
    RegisterKind,
    RegisterRow,
)
from counter_app.domain.standing import Standing
from counter_app.services import deadlines, dossiers, following, intake, register, returning
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.following import ForwardTo
from counter_app.services.register import ExportProgress
from counter_app.services.returning import HandOut, Result
from tests.support import seeding
from tests.support.counters import A_CLERK, A_MONDAY, ANOTHER_CLERK, BIRTH, RESIDENCE, a_person
from tests.support.intakes import taken_in
from tests.support.pdf import text_of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
THE_REGISTER = RegisterAsk(RegisterKind.REGISTER, *YEAR)
LATER = A_MONDAY + timedelta(days=10)
BY_CLERK = Taker(A_CLERK, LATER)


def take_in(
    counter: Counter, name: str, at: datetime = A_MONDAY, procedure: str = RESIDENCE
) -> str:
    request = intake.IntakeRequest(procedure, a_person(name))
    return intake.take_in(counter, request, A_CLERK, at).code


def lines(
    counter: Counter, ask: RegisterAsk = THE_REGISTER, now: datetime = LATER
) -> list[RegisterRow]:
    return list(register.rows(counter, ask, A_CLERK, now))


def exported(
    counter: Counter, path: Path, kind: ExportKind, ask: RegisterAsk = THE_REGISTER
) -> ExportProgress:
    return list(register.export(counter, ask, kind, path, BY_CLERK))[-1]


def sheet_of(path: Path) -> list[list[object]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [list(row) for row in rows]


def test_a_line_says_what_form_07_asks(counter: Counter) -> None:
    code = take_in(counter, "NGUYỄN VĂN THỬ")
    returning.mark_ready(counter, code, Result(), A_CLERK, A_MONDAY + timedelta(hours=3))
    returned_at = A_MONDAY + timedelta(hours=4)
    how = HandOut(ChannelOut.POST, receiver="LÝ VĂN BÉ", tracking="RB123456789VN")
    returning.hand_out(counter, code, how, A_CLERK, returned_at)
    (line,) = lines(counter)
    assert (line.number, line.code, line.procedure_code) == (1, code, RESIDENCE)
    assert line.applicant_name == "NGUYỄN VĂN THỬ"
    assert line.address == "Tổ 1, Phường Bắc Kạn, Thái Nguyên"
    assert line.phone == "0912345678"
    assert line.office == "UBND phường Bắc Kạn"
    assert line.received_at == A_MONDAY
    assert line.promised_at == line.due_at
    assert (line.solved_at, line.returned_at) == (A_MONDAY + timedelta(hours=3), returned_at)
    assert (line.channel_out, line.receiver) == (ChannelOut.POST, "LÝ VĂN BÉ")
    assert line.tracking == "RB123456789VN"
    assert (line.taken_in_by, line.officer) == ("Hoàng Thị Mẫu", "Hoàng Thị Mẫu")


def test_a_reappointment_shows_both_due_moments(counter: Counter) -> None:
    code = take_in(counter, "NGUYỄN VĂN THỬ")
    promised = lines(counter)[0].due_at
    again = promised + timedelta(days=7)
    deadlines.reappoint(
        counter, code, again, "Chờ xác minh", A_CLERK, A_MONDAY + timedelta(hours=1)
    )
    (line,) = lines(counter)
    assert (line.promised_at, line.due_at, line.has_apology) == (promised, again, True)


def test_a_dossier_that_was_refused_withdrawn_or_stopped_says_when_it_ended(
    counter: Counter,
) -> None:
    code = take_in(counter, "NGUYỄN VĂN THỬ")
    at = A_MONDAY + timedelta(hours=1)
    following.refuse_dossier(counter, code, "Không thuộc thẩm quyền", A_CLERK, at)
    (line,) = lines(counter)
    assert (line.state.value, line.ended_at) == ("refused", at)
    assert line.standing(LATER) is Standing.APART


def test_fields_and_days_limit_the_list(counter: Counter) -> None:
    first = take_in(counter, "A BÉ", A_MONDAY, BIRTH)
    second = take_in(counter, "B BÉ", A_MONDAY + timedelta(days=1), RESIDENCE)
    assert [line.code for line in lines(counter)] == [first, second]
    on_monday = RegisterAsk(RegisterKind.RECEIPTS, A_MONDAY.date(), A_MONDAY.date())
    assert [line.code for line in lines(counter, on_monday)] == [first]
    field = lines(counter)[1].field
    of_field = RegisterAsk(RegisterKind.REGISTER, *YEAR, field)
    assert [(line.number, line.code) for line in lines(counter, of_field)] == [(1, second)]
    assert field in register.fields(counter)
    assert register.count(counter, of_field, LATER) == 1


def test_late_dossiers_name_the_officer_who_has_or_solved_them(counter: Counter) -> None:
    open_one = take_in(counter, "A BÉ")
    handled = take_in(counter, "B BÉ", A_MONDAY + timedelta(minutes=1))
    punctual = take_in(counter, "C BÉ", A_MONDAY + timedelta(minutes=2))
    to = ForwardTo(clerk=ANOTHER_CLERK.clerk)
    following.forward(counter, handled, to, A_CLERK, A_MONDAY + timedelta(minutes=3))
    returning.mark_ready(counter, punctual, Result(), A_CLERK, A_MONDAY + timedelta(hours=1))
    late_at = A_MONDAY + timedelta(days=7)
    following.receive_back(counter, handled, A_CLERK, late_at)
    returning.mark_ready(counter, handled, Result(), A_CLERK, late_at)
    late = lines(counter, RegisterAsk(RegisterKind.LATE, *YEAR))
    assert {line.code: line.officer for line in late} == {
        open_one: "Hoàng Thị Mẫu",
        handled: "Triệu Văn Hoan",
    }
    assert all(line.days_late(LATER) > 0 for line in late)


def test_late_is_what_the_one_rule_calls_late(counter: Counter) -> None:
    seeding.fill(counter.store, 400)
    now = datetime(2026, 11, 20, 16, tzinfo=VIETNAM)
    listed = {line.code for line in lines(counter, RegisterAsk(RegisterKind.LATE, *YEAR), now)}
    told = {
        line.code
        for line in lines(counter, now=now)
        if line.standing(now) in (Standing.LATE, Standing.OVERDUE)
    }
    assert listed == told
    assert 0 < len(listed) < 400


def test_pages_and_the_whole_list_are_the_same_lines(counter: Counter) -> None:
    seeding.fill(counter.store, 530)
    whole = lines(counter)
    paged = [
        line
        for offset in range(0, 600, 150)
        for line in register.page(counter, THE_REGISTER, A_CLERK, LATER, offset, 150)
    ]
    assert paged == whole
    assert [line.number for line in whole] == list(range(1, 531))
    assert register.count(counter, THE_REGISTER, LATER) == 530


def test_dossiers_of_another_unit_are_not_in_our_register(counter: Counter) -> None:
    with counter.store.writing() as work:
        work.journal.record(taken_in(1, unit_code="00001"), by="mau", at=A_MONDAY)
    assert lines(counter) == []


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2026, 2, 1), date(2026, 1, 1), PeriodBackwards),
        (date(2016, 1, 1), date(2026, 1, 1), PeriodTooLong),
    ],
)
def test_a_period_without_sense_is_refused(
    counter: Counter, first: date, last: date, error: type[Exception]
) -> None:
    with pytest.raises(error):
        register.count(counter, RegisterAsk(RegisterKind.REGISTER, first, last), LATER)


# -- Excel


def test_excel_has_every_line_with_real_dates(counter: Counter, tmp_path: Path) -> None:
    seeding.fill(counter.store, 230)
    path = tmp_path / "so.xlsx"
    assert exported(counter, path, ExportKind.EXCEL) == ExportProgress(230, 230, is_done=True)
    rows = sheet_of(path)
    titles = [column.title for column in COLUMNS[RegisterKind.REGISTER]]
    head = next(at for at, row in enumerate(rows) if row[: len(titles)] == titles)
    assert "SỔ THEO DÕI HỒ SƠ" in [row[0] for row in rows[:head]]
    assert "Nhận và trả kết quả" in rows[head - 1]
    for line, row in zip(lines(counter), rows[head + 1 :], strict=False):
        assert row[:4] == [line.number, line.code, line.procedure_name, line.applicant_name]
        assert row[4] == f"{line.address}\n{line.phone}"
        assert row[6] == at_counter(line.received_at).replace(tzinfo=None)
        assert row[7] == at_counter(line.promised_at).replace(tzinfo=None)
    assert str(rows[-1][0]).startswith("Ghi chú: Trường hợp áp dụng Sổ theo dõi hồ sơ điện tử")


def test_excel_is_frozen_landscape_and_repeats_its_head(counter: Counter, tmp_path: Path) -> None:
    take_in(counter, "NGUYỄN VĂN THỬ")
    path = tmp_path / "so.xlsx"
    exported(counter, path, ExportKind.EXCEL)
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        book = packed.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert "<cols>" in sheet
    assert "_xlnm.Print_Titles" in book
    assert "<f>" not in sheet


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", '=HYPERLINK("http://x","y")&', "=1+1;"])
def test_what_people_typed_is_never_a_formula(counter: Counter, tmp_path: Path, sign: str) -> None:
    name = f"{sign}NGUYỄN VĂN THỬ"
    person = Person(name, address=Address(f"{sign}cmd|' /C calc'!A0"))
    request = intake.IntakeRequest(BIRTH, person)
    intake.take_in(counter, request, A_CLERK, A_MONDAY)
    path = tmp_path / "so.xlsx"
    exported(counter, path, ExportKind.EXCEL)
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert "<f" not in re.sub(r"<formula|<family|<font|<fill|<foot", "", sheet)
    assert "hyperlink" not in sheet.replace("=HYPERLINK", "").lower()
    assert 'quotePrefix="1"' in styles
    assert [name, person.address.line] == [row for row in sheet_of(path) if row[1]][-1][3:5]


def test_a_line_of_every_list_fits_its_columns(counter: Counter, tmp_path: Path) -> None:
    take_in(counter, "NGUYỄN VĂN THỬ")
    for kind in RegisterKind:
        path = tmp_path / f"{kind}.xlsx"
        done = exported(counter, path, ExportKind.EXCEL, RegisterAsk(kind, *YEAR))
        assert done.count == 1
        titles = [column.title for column in COLUMNS[kind]]
        assert any(row[: len(titles)] == titles for row in sheet_of(path))


# -- PDF


def test_the_pdf_has_every_line_its_head_on_every_page_and_the_notes(
    counter: Counter, tmp_path: Path
) -> None:
    seeding.fill(counter.store, 40)
    path = tmp_path / "so.pdf"
    exported(counter, path, ExportKind.PDF)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Phương thức nhận kết quả" in page
        assert f"Trang {number}/" in page
        assert page.rstrip().endswith(str(len(pages))) or f"{number}/{len(pages)}" in page
    text = text_of(path.read_bytes())
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert "không cần thực hiện in sổ giấy" in pages[-1]
    for line in lines(counter):
        # Codes are divided behind a hyphen where the column is narrow.
        assert line.code in text.replace("- ", "-")
        assert f"{at_counter(line.received_at):%H:%M %d/%m/%Y}" in text


def test_the_pdf_of_late_dossiers_names_the_officer(counter: Counter, tmp_path: Path) -> None:
    take_in(counter, "NGUYỄN VĂN THỬ")
    path = tmp_path / "tre.pdf"
    exported(counter, path, ExportKind.PDF, RegisterAsk(RegisterKind.LATE, *YEAR))
    text = text_of(path.read_bytes())
    assert "DANH SÁCH HỒ SƠ QUÁ HẠN" in text
    assert "Cán bộ phụ trách" in text
    assert "Hoàng Thị Mẫu" in text


# -- slices, cancelling, troubles


@pytest.mark.parametrize("kind", list(ExportKind))
def test_an_export_that_is_cancelled_leaves_nothing(
    counter: Counter, tmp_path: Path, kind: ExportKind
) -> None:
    seeding.fill(counter.store, 600)
    folder = tmp_path / "out"
    folder.mkdir()
    for stop_after in (1, 2, 3):
        slices = register.export(counter, THE_REGISTER, kind, folder / f"so.{kind}", BY_CLERK)
        for _ in range(stop_after):
            next(slices)
        slices.close()
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", list(ExportKind))
def test_an_export_replaces_a_file_only_when_it_is_whole(
    counter: Counter, tmp_path: Path, kind: ExportKind
) -> None:
    seeding.fill(counter.store, 300)
    path = tmp_path / f"so.{kind}"
    path.write_bytes(b"yesterday")
    slices = register.export(counter, THE_REGISTER, kind, path, BY_CLERK)
    next(slices)
    assert path.read_bytes() == b"yesterday"
    # Packing goes on beside the slices, so the file may be there before the last one.
    seen = {path.read_bytes() for _ in slices}
    assert path.read_bytes() != b"yesterday"
    assert seen <= {b"yesterday", path.read_bytes()}
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize("kind", list(ExportKind))
def test_an_intake_goes_on_between_the_slices(
    counter: Counter, tmp_path: Path, kind: ExportKind
) -> None:
    seeding.fill(counter.store, 500)
    slices = register.export(counter, THE_REGISTER, kind, tmp_path / f"so.{kind}", BY_CLERK)
    seen = [next(slices), next(slices)]
    code = take_in(counter, "NGUYỄN VĂN THỬ", LATER)
    seen += slices
    assert seen[-1].is_done
    assert len(seen) > 3
    assert dossiers.open_dossier(counter, code).code == code


@pytest.mark.parametrize("kind", list(ExportKind))
def test_a_folder_that_takes_no_file_is_a_trouble_with_a_name(
    counter: Counter, tmp_path: Path, kind: ExportKind
) -> None:
    take_in(counter, "NGUYỄN VĂN THỬ")
    target = tmp_path / "nowhere" / "so"
    with pytest.raises(CannotExport) as refusal:
        exported(counter, target, kind)
    assert refusal.value.path.parent == target.parent
    assert not target.parent.exists()


def test_the_proposed_name_tells_the_days(counter: Counter) -> None:
    assert register.file_name(counter, THE_REGISTER, ExportKind.EXCEL) == (
        "so-theo-doi-2026-01-01-2026-12-31.xlsx"
    )
    one = RegisterAsk(RegisterKind.RECEIPTS, A_MONDAY.date(), A_MONDAY.date())
    assert register.file_name(counter, one, ExportKind.PDF) == "ho-so-tiep-nhan-2026-11-23.pdf"
