"""The page "Danh mục thủ tục": the list with its search; from here to one edition or a file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter_app.domain.moments import day_of
from counter_app.domain.people import Role
from counter_app.ui.ports import Memory
from counter_app.ui.settings.page import READ_ONLY, Page
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.shown import ProcedureRow, matching, procedure_rows
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.saving import ask_place
from counter_app.ui.shared.table import Column, ValuesTable

EXCEL = "Bảng tính Excel (*.xlsx)"
_COLUMNS = (
    Column("code", "Mã", lambda r: r.edition.code, 104, is_code=True),
    Column("name", "Tên thủ tục", lambda r: r.edition.name, 180, stretches=True),
    Column("field", "Lĩnh vực", lambda r: r.edition.field, 136),
    Column("limit", "Thời hạn", lambda r: r.limit, 134),
    Column("fee", "Phí, lệ phí", lambda r: r.fee, 136),
    Column("state", "Hiệu lực", lambda r: r.state, 128),
)


class _Search(TextField):
    """The search above the list: the arrow down goes into it."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the list with the arrow down."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


class CataloguePage(Page):
    """Lists every procedure; only the head of the office may change them."""

    edition_wanted = Signal(object)
    """A procedure's edition is to be opened; None for a new procedure."""

    import_wanted = Signal()
    """A list from a file is to be looked at."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar, memory: Memory | None) -> None:
        super().__init__("Danh mục thủ tục", bar)
        self._ports = ports
        self._rows: tuple[ProcedureRow, ...] = ()
        self.search = _Search("Tìm mã, tên hoặc lĩnh vực, không cần gõ dấu")
        self.search.setAccessibleName("Tìm thủ tục")
        self.table = ValuesTable(
            "settings.catalogue",
            _COLUMNS,
            "Không có thủ tục nào khớp. Hãy xóa bớt chữ đã gõ.",
            memory=memory,
            noun="thủ tục",
        )
        self.only_read = Label(READ_ONLY, "second")
        self.template = Button("Tệp mẫu…", look="link")
        self.export = Button("Xuất…", "F7")
        self.bring = Button("Nhập từ tệp…", "F6")
        self.add = Button("Thêm thủ tục", "F4", "main")
        self.box.addWidget(self.search)
        self.box.addWidget(self.table, 1)
        self.box.addLayout(
            row(self.only_read, self.template, 1, self.export, self.bring, self.add, gap=8)
        )
        self._connect()

    def _connect(self) -> None:
        self.search.textEdited.connect(self._filter)
        self.search.down_pressed.connect(self._into_list)
        self.search.returnPressed.connect(self._open_first)
        self.search.setProperty("keeps_enter", True)
        self.table.opened.connect(self._open)
        self.add.clicked.connect(self._add)
        self.bring.clicked.connect(self.import_wanted)
        self.export.clicked.connect(self._ask_where)
        self.template.clicked.connect(self._ask_where_empty)

    def refresh(self) -> None:
        """Show the catalogue in force now."""
        may = self._ports.current().role is Role.HEAD
        for widget in (self.add, self.bring):
            widget.setVisible(may)
        self.only_read.setVisible(not may)
        self._rows = procedure_rows(self._ports.rules().catalogue, day_of(self._ports.now()))
        self._filter()

    def write(self, path: Path, *, is_empty: bool = False) -> None:
        """Write the list, or its columns alone, to a file."""
        on = day_of(self._ports.now())
        self._ports.run(
            lambda: self._ports.export_list(path, on, is_empty),
            lambda count: self.say_done(_written(path, count)),
            self.show_trouble,
        )

    @Slot()
    def _filter(self) -> None:
        self.table.set_rows(matching(self._rows, self.search.text()))

    @Slot()
    def _into_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _open_first(self) -> None:
        if self.table.model.rows:
            self._open(self.table.current() or self.table.model.rows[0])

    @Slot(object)
    def _open(self, chosen: ProcedureRow) -> None:
        self.edition_wanted.emit(chosen.edition)

    @Slot()
    def _add(self) -> None:
        self.edition_wanted.emit(None)

    @Slot()
    def _ask_where(self) -> None:
        self._ask(self, "danh-muc-thu-tuc.xlsx", is_empty=False)

    @Slot()
    def _ask_where_empty(self) -> None:
        self._ask(self, "mau-danh-muc-thu-tuc.xlsx", is_empty=True)

    def _ask(self, parent: QWidget, name: str, *, is_empty: bool) -> None:
        path = ask_place(parent, "Lưu danh mục", name, EXCEL, ".xlsx")
        if path is not None:
            self.write(path, is_empty=is_empty)


def _written(path: Path, count: int) -> str:
    if not count:
        return f"Đã lưu tệp mẫu {path.name}. Điền mỗi thủ tục một dòng rồi nhập lại ở đây."
    return f"Đã xuất {count} thủ tục ra {path.name}. Sửa trong Excel rồi nhập lại ở đây cũng được."
