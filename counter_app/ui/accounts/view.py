"""The screen "Tài khoản": one's own password, and for the head of the office the colleagues."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.people import Role, StaffMember
from counter_app.ui.accounts.presenter import AccountsPorts, AccountsPresenter, NewColleague
from counter_app.ui.login.view import SecretField
from counter_app.ui.printer import Printing
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.recovery import RecoveryCard
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import ROLE_WORDS

_COLUMNS = (
    Column("name", "Họ và tên", lambda member: member.name, width=130, stretches=True),
    Column("clerk", "Tên đăng nhập", lambda member: member.clerk, width=112, is_code=True),
    Column("role", "Vai trò", lambda member: ROLE_WORDS[member.role], width=160),
)


class AccountsView(ScreenBase):
    """Shows the accounts of this counter."""

    def __init__(
        self,
        ports: AccountsPorts,
        printing: Printing,
        sheet: Callable[[str], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Tài khoản", parent)
        self._ports, self._printing, self._sheet = ports, printing, sheet
        self._presenter = AccountsPresenter(self, ports)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._own_card())
        self.keys_card = self._keys_card()
        left.addWidget(self.keys_card)
        left.addStretch(1)
        right.addWidget(self._staff_card(), 1)
        self.new_card = self._new_card()
        right.addWidget(self.new_card)
        columns = row(gap=14)
        columns.addLayout(left, 2)
        columns.addLayout(right, 5)
        self.body.addLayout(columns, 1)
        self.setFocusProxy(self.old)

    def refresh(self) -> None:
        """Ask again who has an account."""
        self._presenter.refresh()

    # -- what the presenter says

    def show_staff(self, staff: Sequence[StaffMember], may_manage: bool) -> None:
        """Show who has an account, and whether the others may be managed."""
        self.table.set_rows(staff)
        self.new_card.setVisible(may_manage)
        self.keys_card.setVisible(may_manage)
        self.remove_button.setVisible(may_manage)

    def show_own_faults(self, faults: dict[str, str]) -> None:
        """Say beside the password fields what is wrong."""
        _show_faults(self._own_rows, faults)

    def show_new_faults(self, faults: dict[str, str]) -> None:
        """Say beside the new colleague's fields what is wrong."""
        _show_faults(self._new_rows, faults)

    def clear_own(self) -> None:
        """Empty the password fields."""
        for field in (self.old, self.new, self.again):
            field.clear()

    def clear_new(self) -> None:
        """Empty the new colleague's fields."""
        for field in (self.name, self.clerk, self.first, self.first_again):
            field.clear()

    def say_done(self, words: str) -> None:
        """Say what was done."""
        self.notice.succeed(words)

    def say_error(self, error: CounterError) -> None:
        """Say what cannot be done."""
        self.notice.fail(error)

    def offer_rekey(self, words: str) -> None:
        """Say what was done, and offer another key for the store."""
        self.notice.succeed(words, Action("Đổi khóa kho", self._ask_to_rekey))

    def show_rekeying(self, is_working: bool) -> None:
        """Hold the button while the store is encrypted anew."""
        self.rekey_button.setEnabled(not is_working)
        self.rekey_button.set_words("Đang đổi khóa kho…" if is_working else "Đổi khóa kho")

    def show_key(self, recovery_key: str) -> None:
        """Show a new recovery key, once."""
        dialog = QDialog(self)
        dialog.setWindowTitle("Khóa khôi phục mới")
        card = RecoveryCard(self._ports.run, self._printing, self._sheet, "Đã cất, đóng lại")
        card.put_away.connect(dialog.accept)
        box = QVBoxLayout(dialog)
        box.addWidget(card)
        card.show_key(recovery_key)
        dialog.open()

    # -- layout

    def _own_card(self) -> Card:
        self.old, self.new, self.again = SecretField(), SecretField(), SecretField()
        self.old.returnPressed.connect(self.new.setFocus)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._change)
        self._own_rows = {
            "old": LabelledField("Mật khẩu đang dùng", self.old),
            "new": LabelledField("Mật khẩu mới (ít nhất 8 ký tự)", self.new),
            "again": LabelledField("Nhập lại mật khẩu mới", self.again),
        }
        change = Button("Đổi mật khẩu", look="main")
        change.clicked.connect(self._change)
        card = Card(margin=18, gap=12)
        card.body.addWidget(Label("Mật khẩu của tôi", "strong"))
        for field in self._own_rows.values():
            card.body.addWidget(field)
        card.body.addWidget(self.again.caps_label)
        card.body.addLayout(row(1, change))
        return card

    def _keys_card(self) -> Card:
        self.recovery_button = Button("Tạo khóa khôi phục mới")
        self.recovery_button.clicked.connect(self._ask_for_key)
        self.rekey_button = Button("Đổi khóa kho")
        self.rekey_button.clicked.connect(self._ask_to_rekey)
        card = Card(margin=18, gap=10)
        card.body.addWidget(Label("Khóa của kho dữ liệu", "strong"))
        card.body.addWidget(self.recovery_button)
        card.body.addWidget(self.rekey_button)
        return card

    def _staff_card(self) -> Card:
        self.table = ValuesTable("accounts", _COLUMNS, "Chưa có tài khoản nào.", noun="tài khoản")
        self.table.setMinimumHeight(190)
        self.remove_button = Button("Bỏ tài khoản đang chọn")
        self.remove_button.clicked.connect(self._ask_to_remove)
        card = Card(margin=18, gap=12)
        card.body.addWidget(Label("Người của quầy", "strong"))
        card.body.addWidget(self.table, 1)
        card.body.addLayout(row(self.remove_button, 1))
        return card

    def _new_card(self) -> Card:
        self.name, self.clerk = TextField(), TextField()
        self.role = Combo([(role, ROLE_WORDS[role]) for role in (Role.CLERK, Role.HEAD)])
        self.role.setMinimumWidth(190)
        self.first, self.first_again = SecretField(), SecretField()
        self.first.returnPressed.connect(self.first_again.setFocus)
        self.first_again.returnPressed.connect(self._add)
        self._new_rows = {
            "name": LabelledField("Họ và tên", self.name),
            "clerk": LabelledField("Tên đăng nhập", self.clerk),
            "password": LabelledField("Mật khẩu lần đầu", self.first),
            "again": LabelledField("Nhập lại", self.first_again),
        }
        add = Button("Thêm tài khoản")
        add.clicked.connect(self._add)
        rows = self._new_rows
        card = Card(margin=18, gap=12)
        card.body.addWidget(Label("Thêm đồng nghiệp", "strong"))
        card.body.addLayout(row(rows["name"], rows["clerk"], LabelledField("Vai trò", self.role)))
        end = QVBoxLayout()
        end.addSpacing(20)
        end.addWidget(add)
        end.addStretch(1)
        last = row(rows["password"], rows["again"])
        last.addLayout(end)
        card.body.addLayout(last)
        return card

    # -- what the clerk does

    @Slot()
    def _change(self) -> None:
        self._presenter.change_password(self.old.text(), self.new.text(), self.again.text())

    @Slot()
    def _add(self) -> None:
        self._presenter.add(
            NewColleague(
                self.name.text(),
                self.clerk.text(),
                self.role.value(),
                self.first.text(),
                self.first_again.text(),
            )
        )

    @Slot()
    def _ask_to_remove(self) -> None:
        member = self.table.current()
        if member is None:
            return
        dialog = ConfirmDialog(
            f"Bỏ tài khoản của {member.name}?",
            f"{member.name} ({member.clerk}) sẽ không đăng nhập được vào quầy này nữa. "
            "Những việc đã ký vẫn giữ nguyên.",
            "Bỏ tài khoản",
            self,
        )
        dialog.accepted.connect(self._remove_chosen)
        dialog.open()

    @Slot()
    def _remove_chosen(self) -> None:
        self._presenter.remove(self.table.current())

    @Slot()
    def _ask_to_rekey(self) -> None:
        dialog = ConfirmDialog(
            "Đổi khóa kho dữ liệu?",
            "Kho dữ liệu trên máy này sẽ được mã hóa lại bằng khóa mới, mất vài giây đến vài phút. "
            "Mật khẩu của mọi người và khóa khôi phục không đổi. Người đã nghỉ không đọc được gì "
            "ghi từ nay về sau. Mất điện giữa chừng cũng không sao.",
            "Đổi khóa kho",
            self,
        )
        dialog.accepted.connect(self._presenter.rekey)
        dialog.open()

    @Slot()
    def _ask_for_key(self) -> None:
        dialog = ConfirmDialog(
            "Tạo khóa khôi phục mới?",
            "Khóa cũ sẽ không mở được quầy nữa. Hãy chuẩn bị máy in hoặc giấy bút, "
            "vì khóa mới chỉ hiện một lần.",
            "Tạo khóa mới",
            self,
        )
        dialog.accepted.connect(self._presenter.make_recovery_key)
        dialog.open()


def _show_faults(rows: dict[str, LabelledField], faults: dict[str, str]) -> None:
    for name, field in rows.items():
        field.set_error(faults.get(name, ""))
    wrong = next((field for name, field in rows.items() if name in faults), None)
    if wrong is not None:
        wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
