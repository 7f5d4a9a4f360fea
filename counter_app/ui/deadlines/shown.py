"""What the board shows: its lists with their shapes and colours, the fields and the holders."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter_app.domain.deadlines import BoardList
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.moments import day_of
from counter_app.services.deadlines import Board, BoardPage
from counter_app.ui.words import STATE_WORDS
from counter_app.ui.words_of_following import BOARD_LIST_WORDS

AT_THE_DESK = "Tại quầy"
EVERY_FIELD = "Mọi lĩnh vực"
EVERYBODY = "Mọi người"

LOOKS: Mapping[BoardList, tuple[str, str]] = {
    BoardList.OVERDUE: ("▲", "overdue"),
    BoardList.DUE_TODAY: ("●", "today"),
    BoardList.DUE_SOON: ("◔", "soon"),
    BoardList.NEEDS_APOLOGY: ("✎", "today"),
    BoardList.AWAITING_SUPPLEMENT: ("‖", "paused"),
    BoardList.TO_COLLECT: ("✓", "done"),
    BoardList.NEW_DAY: ("◇", "today"),
    BoardList.PART_OVERDUE: ("△", "overdue"),
    BoardList.DISPUTED: ("⇄", "overdue"),
}
"""The shape and the tone of each list, in the order of the screen: what presses comes first."""

RARE = frozenset({BoardList.NEW_DAY, BoardList.PART_OVERDUE, BoardList.DISPUTED})
"""Lists that are not shown while they are empty."""

NOTHING: Mapping[BoardList, str] = {
    BoardList.OVERDUE: "Không có hồ sơ nào quá hạn.",
    BoardList.DUE_TODAY: "Không còn hồ sơ nào đến hạn hôm nay.",
    BoardList.DUE_SOON: "Không có hồ sơ nào sắp đến hạn.",
    BoardList.NEEDS_APOLOGY: (
        "Không có hồ sơ nào đến hạn vào ngày làm việc tới mà chưa xong. Hồ sơ không kịp hạn phải "
        "có phiếu xin lỗi (mẫu 04) chậm nhất một ngày trước ngày hẹn."
    ),
    BoardList.AWAITING_SUPPLEMENT: "Không có hồ sơ nào đang chờ người dân bổ sung.",
    BoardList.TO_COLLECT: "Không có kết quả nào đang chờ người dân đến nhận.",
    BoardList.NEW_DAY: "Không có hồ sơ nào có ngày nghỉ mới công bố rơi vào thời hạn đã hẹn.",
    BoardList.PART_OVERDUE: "Không có hồ sơ nào quá hạn ở người đang giữ.",
    BoardList.DISPUTED: "Không có hồ sơ nào mà hai quầy ghi khác nhau.",
}
"""What stands in place of an empty list."""


@dataclass(frozen=True)
class BoardShown:
    """The whole screen: the counts, the list that is open, and by what it can be narrowed.

    ``fields`` and ``holders`` are choices with their words; None takes all of them.
    """

    counts: Mapping[BoardList, int]
    wanted: BoardList
    offset: int
    rows: tuple[DossierRow, ...]
    total: int
    fields: tuple[tuple[str | None, str], ...]
    holders: tuple[tuple[str | None, str], ...]


def shown_of(page: BoardPage, wanted: BoardList, offset: int) -> BoardShown:
    """Return what the screen shows of a page of the board."""
    return BoardShown(
        counts=page.board.counts,
        wanted=wanted,
        offset=offset,
        rows=page.rows,
        total=page.total,
        fields=(
            (None, EVERY_FIELD),
            *_choices(page.board.by_field, wanted, "Lĩnh vực chưa ghi"),
        ),
        holders=((None, EVERYBODY), *_choices(page.board.by_holder, wanted, AT_THE_DESK)),
    )


def _choices(
    counts: Mapping[str, Mapping[BoardList, int]], wanted: BoardList, nameless: str
) -> tuple[tuple[str | None, str], ...]:
    """Return each with how many dossiers of the open list it has, the most first."""
    order = sorted(counts, key=lambda name: (-counts[name][wanted], name))
    return tuple((name, f"{name or nameless} ({counts[name][wanted]})") for name in order)


def holder_words(row: DossierRow) -> str:
    """Return who has a dossier, and until when they should be done with it."""
    holder = row.holder or AT_THE_DESK
    return f"{holder} · hạn {day_of(row.own_due_at):%d/%m}" if row.own_due_at else holder


def state_words(row: DossierRow) -> str:
    """Return where a dossier stands, and whether somebody apologised for it."""
    words = STATE_WORDS[row.state]
    return f"{words} · đã xin lỗi" if row.has_apology else words


def day_words(board: Board) -> str:
    """Return what presses today in one line, or an empty text when nothing does.

    It is said once a day to each clerk, outside the window: only counts, nobody's name.
    """
    told = (
        BoardList.OVERDUE,
        BoardList.DUE_TODAY,
        BoardList.NEEDS_APOLOGY,
        BoardList.TO_COLLECT,
    )
    parts = [
        f"{BOARD_LIST_WORDS[each]}: {board.counts[each]}" for each in told if board.counts[each]
    ]
    return " · ".join(parts)
