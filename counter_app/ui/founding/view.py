"""The wizard "Lập quầy mới": place, first account, recovery key; three calm pages."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.places import Commune
from counter_app.ui.founding.presenter import (
    FoundingPorts,
    FoundingPresenter,
    PersonForm,
    PlaceForm,
)
from counter_app.ui.login.view import SecretField
from counter_app.ui.printer import Printing
from counter_app.ui.shared.combo import Choice, SearchField
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.recovery import RecoveryCard

CARD_WIDTH = 560


class FoundingWindow(QWidget):
    """The window that a fresh machine shows before there is a counter."""

    def __init__(
        self,
        communes: Sequence[Commune],
        ports: FoundingPorts,
        printing: Printing,
        sheet: Callable[[str], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Một cửa · Lập quầy mới")
        self._presenter = FoundingPresenter(self, ports)
        self._title = Label("Lập quầy mới", "title")
        self._step = Label(look="second")
        self.notice = NoticeBar()
        self._busy = Label(look="second")
        self._busy.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._place_page(communes))
        self._pages.addWidget(self._person_page())
        self.recovery = RecoveryCard(ports.run, printing, sheet, "Vào quầy")
        self.recovery.put_away.connect(self._presenter.key_put_away)
        self._pages.addWidget(self.recovery)
        self._fields = {
            "commune": self._commune_row,
            "agency_identifier": self._agency_row,
            "desk": self._desk_row,
            "name": self._name_row,
            "clerk": self._clerk_row,
            "password": self._password_row,
            "again": self._again_row,
        }
        self._lay_out()
        self.resize(760, 640)
        self.show_page(0)

    # -- what the presenter says

    def show_page(self, page: int) -> None:
        """Show page 0 (place), 1 (first account) or 2 (recovery key)."""
        self._pages.setCurrentIndex(page)
        self._step.setText(f"Bước {page + 1} / 3")
        self.notice.clear()
        first = (self.commune, self.name, self.recovery.print_button)[page]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside each field what is wrong; the cursor goes to the first of them."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))
        wrong = next((field for name, field in self._fields.items() if name in faults), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that something is under way and take no input; empty words end it."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self._pages.setEnabled(not words)

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong with the machine."""
        self.notice.fail(error)

    def show_key(self, recovery_key: str) -> None:
        """Show the recovery key, once."""
        for secret in (self.password, self.again):
            secret.clear()
        self.recovery.show_key(recovery_key)

    # -- layout

    def _place_page(self, communes: Sequence[Commune]) -> QWidget:
        choices = [Choice(commune, commune.text, commune.code) for commune in communes]
        self.commune = SearchField(choices, "Gõ tên xã, phường (không cần dấu)")
        self.agency = TextField("H55.18.43")
        self.desk = TextField()
        self.desk.setText("1")
        self.desk.setMaxLength(1)
        self.phone = TextField()
        self._commune_row = LabelledField("Xã, phường đặt quầy", self.commune)
        self._agency_row = LabelledField("Mã định danh cơ quan", self.agency)
        self._desk_row = LabelledField("Quầy số", self.desk)
        hint = Label(
            "Mã định danh đứng đầu mọi mã hồ sơ, xem trong quyết định của tỉnh. Mỗi máy có "
            "số quầy riêng: hai máy cùng số quầy sẽ cấp trùng mã hồ sơ.",
            "second",
            wraps=True,
        )
        go_on = Button("Tiếp tục", look="main")
        go_on.clicked.connect(self._give_place)
        self.phone.setProperty("keeps_enter", True)
        self.phone.returnPressed.connect(self._give_place)
        return _page(
            self._commune_row,
            row(self._agency_row, self._desk_row),
            hint,
            LabelledField("Điện thoại của bộ phận (in trên giấy hẹn)", self.phone),
            row(1, go_on),
        )

    def _person_page(self) -> QWidget:
        self.name = TextField("Hoàng Thị Mẫu")
        self.clerk = TextField("htmau")
        self.password, self.again = SecretField(), SecretField()
        self.password.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._give_person)
        self._name_row = LabelledField("Họ và tên trưởng bộ phận", self.name)
        self._clerk_row = LabelledField("Tên đăng nhập", self.clerk)
        self._password_row = LabelledField("Mật khẩu (ít nhất 8 ký tự)", self.password)
        self._again_row = LabelledField("Nhập lại mật khẩu", self.again)
        back = Button("Quay lại", "Esc")
        back.clicked.connect(self._presenter.back)
        go_on = Button("Lập quầy", look="main")
        go_on.clicked.connect(self._give_person)
        hint = Label(
            "Người này thêm tài khoản cho đồng nghiệp sau. Dữ liệu của quầy được mã hóa bằng "
            "mật khẩu, không ai mở được nếu thiếu mật khẩu và khóa khôi phục.",
            "second",
            wraps=True,
        )
        return _page(
            row(self._name_row, self._clerk_row),
            self._password_row,
            self._again_row,
            self.again.caps_label,
            hint,
            row(back, 1, go_on),
        )

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(12)
        inner.addLayout(row(self._title, 1, self._step))
        inner.addWidget(self.notice)
        inner.addWidget(self._pages)
        inner.addWidget(self._busy)
        self._pages.setFixedWidth(CARD_WIDTH)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addLayout(inner)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(line)
        box.addStretch(3)

    # -- what the clerk does

    @Slot()
    def _give_place(self) -> None:
        commune = self.commune.value()
        self._presenter.place_given(
            PlaceForm(commune, self.agency.text(), self.desk.text(), self.phone.text())
        )

    @Slot()
    def _give_person(self) -> None:
        self._presenter.person_given(
            PersonForm(self.name.text(), self.clerk.text(), self.password.text(), self.again.text())
        )


def _page(*parts: QWidget | QHBoxLayout) -> Card:
    card = Card(margin=24, gap=14)
    for part in parts:
        if isinstance(part, QHBoxLayout):
            card.body.addLayout(part)
        else:
            card.body.addWidget(part)
    card.body.addStretch(1)
    return card
