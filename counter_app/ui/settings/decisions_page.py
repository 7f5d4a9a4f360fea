"""The page "Quyết định": everything that was decided about catalogue and calendar."""

from counter_app.services.decided import Decided
from counter_app.ui.ports import Memory
from counter_app.ui.settings.page import Page
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.shown import history_rows
from counter_app.ui.shared.looks import Label
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.table import Column, ValuesTable

_COLUMNS = (
    Column("when", "Ghi lúc", lambda r: r.when, 148, at_right=True),
    Column("what", "Việc", lambda r: r.what, 152),
    Column("details", "Nội dung", lambda r: r.details, 150, stretches=True),
    Column("document", "Theo văn bản", lambda r: r.document, 170),
    Column("by", "Người ghi", lambda r: r.by, 130),
)


class DecisionsPage(Page):
    """The newest first; nothing here can be changed."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar, memory: Memory | None) -> None:
        super().__init__("Quyết định", bar)
        self._ports = ports
        self.table = ValuesTable(
            "settings.decisions",
            _COLUMNS,
            "Chưa có quyết định nào: danh mục và lịch là bản kèm chương trình.",
            memory=memory,
            noun="quyết định",
            sorts_itself=False,
        )
        self.box.addWidget(
            Label(
                "Mỗi lần sửa danh mục hoặc lịch đều ghi lại số văn bản, người ghi và thời điểm; "
                "không ai sửa hay xóa được.",
                "second",
                wraps=True,
            )
        )
        self.box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the decisions again."""
        self._ports.run(self._ports.decisions, self._show, self.show_trouble, lane="decisions")

    def _show(self, decisions: tuple[Decided, ...]) -> None:
        self.table.set_rows(history_rows(decisions))
