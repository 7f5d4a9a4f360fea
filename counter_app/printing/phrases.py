"""Moments, numbers, places and papers as they are written on Vietnamese office paper."""

from datetime import date, datetime

from counter_app.domain.facts import FeeLine, Paper, PaperKind
from counter_app.domain.moments import at_counter, day_of
from counter_app.domain.people import Address
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Unit

NOTHING = "–"
"""Stands where a line of the form has nothing to say, so that nobody writes it in later."""

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PAPER_KINDS = {
    PaperKind.ORIGINAL: "bản chính",
    PaperKind.COPY: "bản sao",
    PaperKind.CERTIFIED_COPY: "bản sao chứng thực",
    PaperKind.SCAN: "bản điện tử",
}
_KINDS_OF_UNIT = ("Phường", "Xã", "Thị trấn", "Đặc khu")
_KINDS_OF_PROVINCE = ("Tỉnh", "Thành phố")


def day_in_words(day: date) -> str:
    """Return ``ngày 05 tháng 02 năm 2026``; months 3 to 9 have no zero (NĐ 30/2020/NĐ-CP)."""
    return f"ngày {day.day:02d} tháng {month_number(day)} năm {day.year}"


def month_number(day: date) -> str:
    """Return the month as office paper writes it: ``01``, ``02``, then ``3`` to ``12``."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def clock_in_words(moment: datetime) -> str:
    """Return the time at the counter, such as ``09 giờ 05 phút``."""
    local = at_counter(moment)
    return f"{local.hour:02d} giờ {local.minute:02d} phút"


def moment_in_words(moment: datetime) -> str:
    """Return ``10 giờ 42 phút, ngày 23 tháng 11 năm 2026``."""
    return f"{clock_in_words(moment)}, {day_in_words(day_of(moment))}"


def promise_in_words(moment: datetime) -> str:
    """Return a moment with its weekday, as people keep an appointment."""
    day = day_of(moment)
    return f"{clock_in_words(moment)}, {_WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def moment_in_figures(moment: datetime) -> str:
    """Return ``10:42 ngày 23/11/2026``, for marks beside the form's own text."""
    local = at_counter(moment)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def moment_to_write(moment: datetime | None) -> str:
    """Return ``10 giờ 42 phút, ngày 23/11/2026``; without a moment, room to write one."""
    if moment is None:
        return "…… giờ …… phút, ngày …/…/……"
    return f"{clock_in_words(moment)}, ngày {day_of(moment):%d/%m/%Y}"


def limit_in_words(limit: str) -> str:
    """Return a time limit as the form says it: ``03 ngày làm việc``, ``trong ngày làm việc``."""
    if limit.casefold() == "trong ngày":
        return "trong ngày làm việc"
    count, _, unit = limit.partition(" ")
    return f"0{limit}" if len(count) == 1 and count.isdigit() and unit else limit


def grouped_phone(phone: str) -> str:
    """Return a phone number in groups that can be read aloud, ``0912 345 678``."""
    if not phone.isdigit() or len(phone) not in (10, 11):
        return phone
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


def amount_in_dong(amount: int) -> str:
    """Return what is to be paid, ``5.000 đồng``; nothing to pay is ``miễn``."""
    return money(amount) if amount else "miễn"


def money(amount: int) -> str:
    """Return an amount of money, ``5.000 đồng``, be it none."""
    return f"{amount:,} đồng".replace(",", ".")


def fees_in_words(fees: tuple[FeeLine, ...]) -> str:
    """Return the fees one after the other, with their sum where there are several."""
    parts = [f"{fee.name} {amount_in_dong(fee.amount)}" for fee in fees]
    if len(fees) > 1:
        parts.append(f"cộng {amount_in_dong(sum(fee.amount for fee in fees))}")
    return "; ".join(parts)


def paper_in_words(paper: Paper) -> str:
    """Return a paper that was handed in, with its kind and count: ``Tờ khai (bản chính, 01)``."""
    if paper.kind is PaperKind.DATABASE:
        return f"{paper.name}: khai thác từ cơ sở dữ liệu"
    return f"{paper.name} ({_PAPER_KINDS[paper.kind]}, {paper.count:02d})"


def office_stem(office: str) -> str:
    """Return an office's letters in the numbers of its papers: ``TTPVHCC``, ``BPTNTKQ``."""
    words = [word for word in composed(office).split() if word.casefold() not in ("và", "-")]
    return "".join(word[0].upper() for word in words)


def unit_phrase(unit_name: str) -> str:
    """Return a unit's name inside a sentence: ``phường Bắc Kạn``."""
    return _small_kind(_bare_unit(unit_name), _KINDS_OF_UNIT)


def unit_committee(unit_name: str) -> str:
    """Return the name of a unit's people's committee, ``UBND phường Bắc Kạn``."""
    return f"UBND {unit_phrase(unit_name)}"


def province_phrase(province: str) -> str:
    """Return a province's name inside a sentence: ``tỉnh Thái Nguyên``, ``thành phố Huế``."""
    name = composed(province)
    known = _small_kind(name, _KINDS_OF_PROVINCE)
    is_plain = known == name and not name.startswith(("tỉnh ", "thành phố "))
    return f"tỉnh {name}" if name and is_plain else known


def place_of(unit: Unit) -> str:
    """Return the place that stands before the day in a form's head: ``Bắc Kạn``."""
    if unit.place:
        return unit.place
    bare = _bare_unit(unit.name)
    kind = next((kind for kind in _KINDS_OF_UNIT if bare.startswith(f"{kind} ")), "")
    return bare.removeprefix(kind).strip()


def address_in_words(address: Address) -> str:
    """Return an address in one line, with the kinds of its places in small letters."""
    commune = _small_kind(composed(address.commune), _KINDS_OF_UNIT)
    parts = (address.line, commune, province_phrase(address.province))
    return ", ".join(part for part in parts if part)


def _bare_unit(unit_name: str) -> str:
    return composed(unit_name).removeprefix("UBND ").removeprefix("Ủy ban nhân dân ")


def _small_kind(name: str, kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        if name.startswith(f"{kind} "):
            return kind[0].lower() + name[1:]
    return name
