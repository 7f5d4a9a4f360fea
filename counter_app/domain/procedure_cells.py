"""How an edition of a procedure reads in the cells of a list, and how those cells are read.

Each column says one thing of the edition; what a list has no column for stays as it was. A cell
with several things has one line for each, as Alt+Enter makes them in Excel:

* papers: ``Tờ khai (1 bản chính)``, ``Giấy ủy quyền (1 bản chính, 1 bản sao; nếu có)``,
  ``Xuất trình thẻ căn cước (lưu ý)``; without brackets it is one original;
* fees: ``Lệ phí: 8.000``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from counter_app.domain.deadline import BadTimeLimit, TimeLimit
from counter_app.domain.errors import Refusal
from counter_app.domain.fact_parts import ChannelIn, FeeLine
from counter_app.domain.plain_text import composed, fold
from counter_app.domain.procedure import FeeKind, Procedure, RequiredPaper, SupplementRule

MOST_NAME = 1_000
MOST_TEXT = 2_000
MOST_PAPERS = 60
MOST_COPIES = 99
MOST_AMOUNT = 999_999_999

FEE_KINDS: Mapping[FeeKind, str] = {
    FeeKind.UNKNOWN: "Chưa rõ mức thu",
    FeeKind.FREE: "Miễn phí",
    FeeKind.AMOUNT: "Có thu",
    FeeKind.PROVINCE: "Theo mức của tỉnh",
}
SUPPLEMENTS: Mapping[SupplementRule, str] = {
    SupplementRule.PAUSE: "Tạm dừng",
    SupplementRule.RESTART: "Tính lại từ đầu",
    SupplementRule.NONE: "Không dừng",
}
_FEE_KINDS = {fold(words): kind for kind, words in FEE_KINDS.items()} | {
    **dict.fromkeys(("khong thu", "khong", "mien", "0"), FeeKind.FREE),
    **dict.fromkeys(("co", "co phi", "thu phi"), FeeKind.AMOUNT),
    **dict.fromkeys(("theo tinh", "do tinh quy dinh", "hdnd tinh"), FeeKind.PROVINCE),
    **dict.fromkeys(("chua ro",), FeeKind.UNKNOWN),
}
_SUPPLEMENTS = {fold(words): rule for rule, words in SUPPLEMENTS.items()} | {
    **dict.fromkeys(("dung", "tam dung thoi han"), SupplementRule.PAUSE),
    **dict.fromkeys(("tinh lai", "tinh lai thoi han"), SupplementRule.RESTART),
    **dict.fromkeys(("khong", "khong dung thoi han"), SupplementRule.NONE),
}
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{1,38}[0-9A-Za-z]")
_COUNTED = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL)
_ORIGINALS = re.compile(r"(\d{1,2}) ban (?:chinh|goc)")
_COPIES = re.compile(r"(\d{1,2}) ban (?:sao|photo|phu)")
_SOMETIMES = ("neu co", "khi thuoc truong hop", "truong hop khac")
_NOTE = "luu y"
_Word = TypeVar("_Word", FeeKind, SupplementRule)


class BadCell(Refusal):
    """A cell cannot be read; ``fault`` names why."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class CellRule:
    """A column: its title, how an edition's cell reads, and the edition with another cell."""

    title: str
    width: int
    words: Callable[[Procedure], str]
    put: Callable[[Procedure, str], Procedure]


def read_limit(text: str) -> TimeLimit:
    """Return a time limit as people write it.

    Raises:
        BadCell: it is none (``not_a_limit``).
    """
    try:
        return TimeLimit.parse(text)
    except BadTimeLimit as error:
        raise BadCell("not_a_limit") from error


def paper_words(paper: RequiredPaper) -> str:
    """Return a paper as a line of its cell."""
    counts = [
        f"{count} {words}"
        for count, words in ((paper.original_count, "bản chính"), (paper.copy_count, "bản sao"))
        if count
    ]
    said = ", ".join(counts) or "lưu ý"
    return f"{paper.name} ({said}{'; nếu có' if paper.is_conditional else ''})"


def read_paper(line: str) -> RequiredPaper:
    """Return the paper in a line.

    Raises:
        BadCell: its name is too long.
    """
    text = composed(line)
    found = _COUNTED.fullmatch(text)
    said = fold(found[2]) if found else ""
    originals, copies = _ORIGINALS.search(said), _COPIES.search(said)
    is_note = said.startswith(_NOTE)
    if found is None or not (originals or copies or is_note):
        return checked_paper(RequiredPaper(text, 1))
    return checked_paper(
        RequiredPaper(
            found[1].strip(),
            int(originals[1]) if originals else 0,
            int(copies[1]) if copies else 0,
            any(words in said for words in _SOMETIMES),
        )
    )


def checked_paper(paper: RequiredPaper) -> RequiredPaper:
    """Return a paper whose name can be kept.

    Raises:
        BadCell: it has none, or a longer one than a slip can show.
    """
    if not paper.name:
        raise BadCell("missing")
    if len(paper.name) > MOST_NAME:
        raise BadCell("too_long")
    return paper


def fee_words(fee: FeeLine) -> str:
    """Return a fee as a line of its cell."""
    amount = f"{fee.amount:,}".replace(",", ".")
    return f"{fee.name}: {amount}"


def read_fee(line: str) -> FeeLine:
    """Return the fee in a line: its name, a colon, and đồng in whole numbers.

    Raises:
        BadCell: there is no such amount.
    """
    name, colon, amount = composed(line).rpartition(":")
    digits = re.sub(r"\s*(?:đồng|dong|vnđ|vnd|đ)\.?$|[.\s]", "", amount, flags=re.IGNORECASE)
    if not colon or not name.strip() or not (digits.isascii() and digits.isdigit()):
        raise BadCell("not_a_fee")
    if int(digits) > MOST_AMOUNT or len(name) > MOST_NAME:
        raise BadCell("not_a_fee")
    return FeeLine(name.strip(), int(digits))


def lines_of(text: str) -> list[str]:
    """Return the lines of a cell that say something."""
    return [composed(line) for line in text.splitlines() if line.strip()]


def tidy_code(text: str) -> str:
    """Return a procedure's code.

    Excel takes ``1.001190`` for a number and drops its last zeros, or writes a comma: codes of
    the national list have six digits behind the point.

    Raises:
        BadCell: it is missing or no code.
    """
    plain = re.sub(r"\s", "", text)
    number = re.fullmatch(r"([1-9])[.,](\d{1,6})", plain)
    if number:
        return f"{number[1]}.{number[2]:0<6}"
    if not plain:
        raise BadCell("missing")
    if not _CODE.fullmatch(plain):
        raise BadCell("not_a_procedure_code")
    return plain


def _text(name: str, most: int) -> Callable[[Procedure, str], Procedure]:
    def put(procedure: Procedure, text: str) -> Procedure:
        if len(text) > most:
            raise BadCell("too_long")
        changed: dict[str, Any] = {name: text}
        return replace(procedure, **changed)

    return put


def _limit_of(channel: ChannelIn) -> Callable[[Procedure], str]:
    return lambda procedure: str(dict(procedure.channel_limits).get(channel, ""))


def _put_limit_of(channel: ChannelIn) -> Callable[[Procedure, str], Procedure]:
    def put(procedure: Procedure, text: str) -> Procedure:
        limits = dict(procedure.channel_limits)
        if text:
            limits[channel] = read_limit(text)
        else:
            limits.pop(channel, None)
        return replace(procedure, channel_limits=tuple(limits.items()))

    return put


def _put_limit(procedure: Procedure, text: str) -> Procedure:
    if not text:
        return replace(procedure, limit=None)
    return replace(procedure, limit=read_limit(text), unconfirmed_amount=None)


def _put_choices(procedure: Procedure, text: str) -> Procedure:
    return replace(procedure, limit_choices=tuple(read_limit(line) for line in lines_of(text)))


def _put_fee_kind(procedure: Procedure, text: str) -> Procedure:
    return replace(procedure, fee_kind=_word(text, _FEE_KINDS, FeeKind.UNKNOWN))


def _put_supplement(procedure: Procedure, text: str) -> Procedure:
    return replace(procedure, supplement=_word(text, _SUPPLEMENTS, SupplementRule.PAUSE))


def _put_fees(procedure: Procedure, text: str) -> Procedure:
    return replace(procedure, fees=tuple(read_fee(line) for line in lines_of(text)))


def _put_papers(procedure: Procedure, text: str) -> Procedure:
    papers = tuple(read_paper(line) for line in lines_of(text))
    if len(papers) > MOST_PAPERS:
        raise BadCell("too_many")
    return replace(procedure, papers=papers)


def _put_levels(procedure: Procedure, text: str) -> Procedure:
    levels = tuple(part for line in lines_of(text) for part in map(str.strip, line.split(",")))
    return replace(procedure, levels=tuple(level for level in levels if level))


def _word(text: str, words: Mapping[str, _Word], nothing: _Word) -> _Word:
    if not text:
        return nothing
    if fold(text) not in words:
        raise BadCell("unknown_word")
    return words[fold(text)]


CELLS: Mapping[str, CellRule] = {
    "name": CellRule("Tên thủ tục", 50, lambda p: p.name, _text("name", MOST_NAME)),
    "field": CellRule("Lĩnh vực", 24, lambda p: p.field, _text("field", 200)),
    "levels": CellRule("Cấp thực hiện", 16, lambda p: ", ".join(p.levels), _put_levels),
    "limit": CellRule(
        "Thời hạn giải quyết", 18, lambda p: str(p.limit) if p.limit else "", _put_limit
    ),
    "limit_direct": CellRule(
        "Thời hạn nếu nộp trực tiếp",
        16,
        _limit_of(ChannelIn.DIRECT),
        _put_limit_of(ChannelIn.DIRECT),
    ),
    "limit_online": CellRule(
        "Thời hạn nếu nộp trực tuyến",
        16,
        _limit_of(ChannelIn.ONLINE),
        _put_limit_of(ChannelIn.ONLINE),
    ),
    "limit_post": CellRule(
        "Thời hạn nếu nộp qua bưu chính",
        16,
        _limit_of(ChannelIn.POST),
        _put_limit_of(ChannelIn.POST),
    ),
    "limit_choices": CellRule(
        "Các thời hạn để chọn", 18, lambda p: "\n".join(map(str, p.limit_choices)), _put_choices
    ),
    "limit_note": CellRule(
        "Ghi chú về thời hạn", 24, lambda p: p.limit_note, _text("limit_note", MOST_TEXT)
    ),
    "fee_kind": CellRule("Phí, lệ phí", 16, lambda p: FEE_KINDS[p.fee_kind], _put_fee_kind),
    "fees": CellRule("Mức thu", 22, lambda p: "\n".join(map(fee_words, p.fees)), _put_fees),
    "fee_text": CellRule(
        "Diễn giải mức thu", 30, lambda p: p.fee_text, _text("fee_text", MOST_TEXT)
    ),
    "papers": CellRule(
        "Thành phần hồ sơ", 60, lambda p: "\n".join(map(paper_words, p.papers)), _put_papers
    ),
    "supplement": CellRule(
        "Khi chờ bổ sung", 16, lambda p: SUPPLEMENTS[p.supplement], _put_supplement
    ),
    "legal": CellRule("Quyết định công bố", 20, lambda p: p.legal, _text("legal", 300)),
    "source": CellRule("Nguồn", 20, lambda p: p.source, _text("source", 300)),
    "note": CellRule("Ghi chú", 24, lambda p: p.note, _text("note", MOST_TEXT)),
}
"""Every column behind the code, by its key, in the order of a list."""
