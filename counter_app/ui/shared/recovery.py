"""The recovery key on the screen: shown once, printed or saved, and put away before going on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import Trouble
from counter_app.ui.ports import Run
from counter_app.ui.printer import Printing
from counter_app.ui.shared.fields import CheckBox
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.preview import ask_where_to_save

FILE_NAME = "khoa-khoi-phuc.pdf"


class RecoveryCard(Card):
    """Shows a recovery key; ``put_away`` is emitted when the clerk says that it is safe."""

    put_away = Signal()

    def __init__(
        self,
        run: Run,
        printing: Printing,
        sheet: Callable[[str], bytes],
        go_on: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=24, gap=14, parent=parent)
        self._run, self._printing, self._sheet = run, printing, sheet
        self.notice = NoticeBar()
        self.key = Label(look="key")
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.print_button = Button("In", "Ctrl+P")
        self.save_button = Button("Lưu tệp", "Ctrl+S")
        self.is_safe = CheckBox("Tôi đã in hoặc chép lại khóa và cất ở nơi an toàn")
        self.go_on = Button(go_on, look="main")
        self.go_on.setEnabled(False)
        self._lay_out()
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.is_safe.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self._finish)

    def _lay_out(self) -> None:
        words = Label(
            "Khóa này mở được quầy khi mọi người quên mật khẩu. Khóa chỉ hiện một lần, "
            "chương trình không lưu lại. Hãy in ra, bỏ phong bì và cất trong két hoặc tủ có khóa, "
            "không để cạnh máy.",
            "table",
            wraps=True,
        )
        self.body.addWidget(Label("Khóa khôi phục", "title"))
        self.body.addWidget(words)
        self.body.addWidget(self.key)
        self.body.addLayout(row(self.print_button, self.save_button, 1))
        self.body.addWidget(self.notice)
        self.body.addWidget(self.is_safe)
        self.body.addLayout(row(1, self.go_on))
        self.body.addStretch(1)

    def show_key(self, key: str) -> None:
        """Show a key that was just made."""
        self.key.setText(_in_two_lines(key))
        self.key.setProperty("recovery_key", key)
        self.is_safe.setChecked(False)
        self.notice.clear()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown_key(self) -> str:
        """The key as it is typed; empty once it was put away."""
        return str(self.key.property("recovery_key") or "")

    @Slot()
    def _finish(self) -> None:
        self.key.clear()
        self.key.setProperty("recovery_key", "")
        self.put_away.emit()

    @Slot()
    def _print(self) -> None:
        key = self.shown_key
        self._run(lambda: self._sheet(key), self._print_sheet, self.notice.fail)

    @Slot()
    def _save(self) -> None:
        path = ask_where_to_save(self, FILE_NAME)
        if path is not None:
            key = self.shown_key
            self._run(
                lambda: self._sheet(key), lambda pdf: self._save_sheet(pdf, path), self.notice.fail
            )

    def _print_sheet(self, pdf: bytes) -> None:
        self._printing.print_pdf(pdf, "Khoa khoi phuc", self._printed, self._failed)

    def _save_sheet(self, pdf: bytes, path: Path) -> None:
        self._printing.save(pdf, path, self._saved, self._failed)

    def _printed(self) -> None:
        self.notice.succeed("Đã gửi tờ khóa khôi phục ra máy in. Hãy lấy ngay khỏi khay giấy.")

    def _saved(self, path: Path) -> None:
        self.notice.succeed(f"Đã lưu tệp {path.name}. Hãy chép sang nơi khác rồi xóa khỏi máy này.")

    def _failed(self, error: Trouble) -> None:
        self.notice.fail(error)


def _in_two_lines(key: str) -> str:
    groups = key.split("-")
    half = (len(groups) + 1) // 2
    return "-".join(groups[:half]) + "-\n" + "-".join(groups[half:]) if len(groups) > 3 else key
