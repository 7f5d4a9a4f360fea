"""Words of supervision: groups of entries, patterns with their explanations, silence; no Qt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from counter_app.domain.attention import AttentionRule, Finding, Pattern
from counter_app.domain.journal_log import JournalPlace, LogGroup
from counter_app.ui.words import number_words, said
from counter_app.ui.words_of_verification import place_words

UNKNOWN = "chưa rõ"
NOTHING_CAME = "chưa có gì gửi về"

GROUP_WORDS: Mapping[LogGroup, str] = {
    LogGroup.CORRECTIONS: "Chỉ đính chính",
    LogGroup.DATE_CHANGES: "Chỉ đổi ngày hẹn",
    LogGroup.INTAKE: "Tiếp nhận, giấy hẹn",
    LogGroup.FOLLOWING: "Bổ sung, chuyển, phí, xin lỗi",
    LogGroup.RESULTS: "Kết quả, trả kết quả",
    LogGroup.ENDS: "Từ chối, rút, dừng",
    LogGroup.DUTY: "Ca trực",
    LogGroup.OFFICE: "Quầy, tài khoản, giờ máy, danh mục",
    LogGroup.REVIEW: "Giám sát, việc bị từ chối",
}

PATTERN_WORDS: Mapping[Pattern, str] = {
    Pattern.EDGE: "Ghi kết quả sát hạn, trả muộn",
    Pattern.DATES: "Đổi ngày hẹn nhiều lần",
    Pattern.CLOCK: "Ghi lúc giờ máy sai",
    Pattern.OUTSIDE: "Tiếp nhận ngoài giờ",
    Pattern.NO_APOLOGY: "Quá hạn chưa xin lỗi",
    Pattern.SILENT: "Im lặng",
}

NOT_AN_ACCUSATION = (
    "Đây là những điểm nên xem lại, không phải kết luận có vi phạm. Hãy mở các mục liên quan "
    "và hỏi đơn vị trước khi nhận xét."
)


def _minutes(rule: AttentionRule) -> int:
    return int(rule.within.total_seconds()) // 60


def explanation(rule: AttentionRule) -> str:
    """Return what a rule looks for and why, with its thresholds."""
    match rule.pattern:
        case Pattern.EDGE:
            return (
                f"Kết quả được ghi trong vòng {_minutes(rule)} phút trước hạn nhưng người dân nhận "
                f"sau đó từ {rule.later.days} ngày trở lên, ít nhất {rule.least} hồ sơ của cùng "
                "một người. Có thể do dân đến muộn; cũng có thể kết quả được ghi trước khi có thật."
            )
        case Pattern.DATES:
            return (
                f"Một người đổi ngày hẹn từ {rule.least} lần trở lên trong kỳ (hẹn lại, đính chính "
                "ngày hẹn). Nên xem lý do ghi kèm từng lần."
            )
        case Pattern.CLOCK:
            return (
                f"Các mục được gửi khi giờ của quầy lệch từ {rule.apart.seconds // 60} phút trở "
                "lên so với giờ của tỉnh; hoặc công chức phải xác nhận giờ máy, hoặc mục mới nhất "
                "mang giờ chưa tới. Thời điểm ghi quanh đó có thể không đúng."
            )
        case Pattern.OUTSIDE:
            return (
                f"Có từ {rule.least} hồ sơ tiếp nhận ngoài giờ làm việc và ngoài các buổi tăng "
                "thêm của đơn vị. So theo giờ làm việc đặt trên máy này."
            )
        case Pattern.NO_APOLOGY:
            return "Hồ sơ đã xong quá hạn hoặc đang quá hạn mà chưa ghi lần xin lỗi nào (mẫu 04)."
    return (
        "Tính đến lần máy này hỏi tỉnh gần đây nhất, các quầy của đơn vị đã hơn một ngày làm việc "
        "không liên lạc với tỉnh. Có thể do mất mạng; quầy vẫn làm việc được khi không có mạng."
    )


def finding_words(finding: Finding, now: datetime) -> str:
    """Return what was found: how many, or since when."""
    if finding.since is not None:
        return f"im lặng từ {said(finding.since, now)}"
    nouns = {Pattern.DATES: "lần", Pattern.CLOCK: "mục"}
    return f"{number_words(finding.count)} {nouns.get(finding.rule.pattern, 'hồ sơ')}"


def journal_names(places: Sequence[JournalPlace]) -> Mapping[str, str]:
    """Return what journals are called: ``Xã Nam Cường · Quầy 1``.

    A counter that had to begin another one has several; only those are told by their number too.
    """
    count = Counter(place_words(place) for place in places)
    return {
        place.journal: words
        if count[words := place_words(place)] == 1
        else f"{words} · nhật ký {place.journal[:4]}"
        for place in places
    }
