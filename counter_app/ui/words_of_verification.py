"""Words for what a check of the journals finds: what is so, what it means, what to do; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.verification import Finding, FindingKind
from counter_app.ui.words import number_words

ADVICE = (
    "Hãy giữ nguyên hiện trạng, không sửa gì thêm; báo đơn vị và quản trị máy chủ tỉnh để đối "
    "chiếu với máy của quầy. Nhật ký ở máy của quầy là bản gốc."
)


class JournalPlace(Protocol):
    """Whose a journal is."""

    @property
    def unit_name(self) -> str:
        """The unit's name, or its code where the name is not known; empty: not known."""

    @property
    def desk(self) -> int:
        """The number of the counter; 0 for the province's own journal."""


@dataclass(frozen=True)
class FindingWords:
    """A finding as people read it: ``title`` says what is so, ``meaning`` what that means."""

    title: str
    meaning: str

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return f"{self.title}. {self.meaning}"


def place_words(place: JournalPlace) -> str:
    """Return whose a journal is: ``Xã Ba Bể · Quầy 1``."""
    if not place.desk:
        return place.unit_name or "Chưa rõ của quầy nào"
    return f"{place.unit_name} · Quầy {place.desk}"


def finding_words(finding: Finding) -> FindingWords:
    """Return what a finding says in plain words."""
    title, meaning = _WORDS[finding.kind]
    return FindingWords(title(finding), meaning(finding))


def span_words(finding: Finding) -> str:
    """Return the entries that a finding concerns: ``mục 12`` or ``mục 12 đến 20``."""
    first = f"mục {number_words(finding.seq)}"
    return f"{first} đến {number_words(finding.last_seq)}" if finding.last_seq else first


def _changed(finding: Finding) -> str:
    if finding.seq == 1:
        return "Nội dung không còn khớp với dấu kiểm tra ghi lúc lập: mục này đã bị sửa sau đó."
    return (
        "Nội dung không còn khớp với dấu kiểm tra ghi lúc lập: mục này đã bị sửa sau đó, hoặc "
        f"mục {number_words(finding.seq - 1)} ngay trước nó bị viết lại."
    )


def _truncated(finding: Finding) -> str:
    last = finding.last_seq or finding.seq
    here = (
        f"ở đây chỉ còn đến mục {number_words(finding.seq - 1)}"
        if finding.seq > 1
        else "ở đây không có mục nào"
    )
    return f"Đã có đến mục {number_words(last)}, quầy đã ký xác nhận, nhưng {here}."


def _replayed(finding: Finding) -> str:
    if finding.other_seq == finding.seq:
        return f"Mục {number_words(finding.seq)} bị chép lại vào chỗ khác"
    return (
        f"Mục {number_words(finding.other_seq)} bị chép lại thành mục {number_words(finding.seq)}"
    )


def _forked(finding: Finding) -> str:
    return (
        "Sau khi quầy ghi và ký, mục này bị thay bằng mục khác: ở máy chủ tỉnh, trên đường gửi "
        "hoặc ở máy này. Từ đây trở đi nhật ký không còn đối chiếu được với chữ ký của quầy."
    )


def _forked_title(finding: Finding) -> str:
    if finding.is_exact:
        return f"Mục {number_words(finding.seq)} khác bản quầy đã ký"
    return f"Trong các {span_words(finding)} có mục khác bản quầy đã ký"


def _said(words: str) -> Callable[[Finding], str]:
    return lambda _: words


def _at_entry(words: str) -> Callable[[Finding], str]:
    return lambda finding: words.format(number_words(finding.seq))


_WORDS: dict[FindingKind, tuple[Callable[[Finding], str], Callable[[Finding], str]]] = {
    FindingKind.CHANGED: (_at_entry("Mục {} đã bị sửa"), _changed),
    FindingKind.MISSING: (
        lambda finding: f"Thiếu {span_words(finding)}",
        _said("Chuỗi nhật ký bị đứt ở giữa: mục đã bị xóa, hoặc bị giữ lại mà không gửi tới đây."),
    ),
    FindingKind.TRUNCATED: (
        lambda finding: f"Mất phần cuối: thiếu {span_words(finding)}",
        _truncated,
    ),
    FindingKind.REORDERED: (
        lambda f: f"Mục {number_words(f.seq)} và mục {number_words(f.other_seq)} bị đổi chỗ",
        _said("Thứ tự các việc đã bị xáo: việc sau thành việc trước."),
    ),
    FindingKind.REPLAYED: (
        _replayed,
        _said("Một việc đã ghi bị đưa vào thêm lần nữa, như thể xảy ra hai lần."),
    ),
    FindingKind.FORKED: (_forked_title, _forked),
    FindingKind.SIGNATURE: (
        _at_entry("Cuối nhật ký (mục {}) không có chữ ký đúng của quầy"),
        _said(
            "Phần nhật ký từ lần ký trước không được quầy xác nhận: có thể đã bị viết lại ở máy "
            "chủ tỉnh."
        ),
    ),
    FindingKind.KEY: (
        _at_entry("Nhật ký này (mục {}) bị nhận là của quầy khác"),
        _said(
            "Khóa ký không phải khóa mà máy này biết từ đầu: nhật ký được đưa ra dưới tên quầy "
            "khác."
        ),
    ),
}
