"""The log-in card: in its own window at the start, and over the main window as the lock.

The Qt namespace is imported where a key is pressed: loading it takes 25 ms, and the log-in
window is to stand on the screen before that.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.login.presenter import LoginPorts, LoginPresenter
from counter_app.ui.shared.fields import CheckBox, LabelledField, PasswordField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, row

CARD_WIDTH = 440


class ClerkField(QComboBox):
    """A log-in name: picked from those of this counter, or typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setView(QListView())
        self.setMaxVisibleItems(12)

    def offer(self, clerks: Sequence[str], chosen: str) -> None:
        """Offer these names; what was typed meanwhile stays."""
        typed = self.currentText()
        self.clear()
        self.addItems(list(clerks))
        self.setCurrentIndex(-1)
        self.setEditText(typed or chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on to the password."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class SecretField(PasswordField):
    """A password that sends the form with Enter and notices that Caps Lock is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("keeps_enter", True)
        self._caps = Label("Caps Lock đang bật", "advice")
        self._caps.hide()

    @property
    def caps_label(self) -> Label:
        """The words that say that Caps Lock is on; whoever lays the form out places them."""
        return self._caps

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and notice capitals that came without Shift."""
        self._notice_caps(event)
        super().keyPressEvent(event)

    def _notice_caps(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_CapsLock:
            self._caps.setVisible(self._caps.isHidden())
            return
        letter = event.text()
        if letter.isalpha() and letter.upper() != letter.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(letter.isupper() != has_shift)


class RecoveryForm(QWidget):
    """The way in for somebody who forgot the password: recovery key, name, new password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clerk = ClerkField()
        self.key = TextField("6 nhóm, mỗi nhóm 5 ký tự")
        self.password = SecretField()
        self.again = SecretField()
        self.back_button = Button("Quay lại", "Esc")
        self.reset_button = Button("Đặt mật khẩu mới", look="main")
        self.password.returnPressed.connect(self.again.setFocus)
        hint = Label(
            "Khóa khôi phục in trên tờ giấy cất khi lập quầy. "
            "Không phân biệt chữ hoa, có hay không có dấu gạch đều được.",
            "second",
            wraps=True,
        )
        box = _column(self)
        box.addWidget(LabelledField("Khóa khôi phục", self.key))
        box.addWidget(hint)
        box.addWidget(LabelledField("Tên đăng nhập", self.clerk))
        box.addWidget(LabelledField("Mật khẩu mới (ít nhất 8 ký tự)", self.password))
        box.addWidget(LabelledField("Nhập lại mật khẩu mới", self.again))
        box.addWidget(self.again.caps_label)
        box.addLayout(row(self.back_button, 1, self.reset_button))


class LoginCard(Card):
    """Name and password, or recovery key and new password; all by keyboard."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(margin=28, gap=14, parent=parent)
        self._presenter: LoginPresenter | None = None
        self._clerks: tuple[str, ...] = ()
        self.setFixedWidth(CARD_WIDTH)
        self.title = Label(title, "title", wraps=True)
        self.words = Label(words, "second", wraps=True)
        self.fault = Label(look="fault", wraps=True)
        self.busy = Label(look="second")
        self._forms = QStackedWidget()
        self._forms.addWidget(self._log_in_form())
        self._recovery: RecoveryForm | None = None
        for part in (self.title, self.words, self._forms, self.fault, self.busy):
            self.body.addWidget(part)
        self.fault.hide()
        self.busy.hide()
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._fit_forms()

    def use(self, ports: LoginPorts) -> None:
        """Begin to work with these ports."""
        self._presenter = LoginPresenter(self, ports)
        self._tick.timeout.connect(self._count_down)
        self._presenter.start()

    # -- what the presenter says

    def show_clerks(self, clerks: Sequence[str], chosen: str) -> None:
        """Offer these log-in names."""
        self._clerks = tuple(clerks)
        self.clerk.offer(clerks, chosen)
        if self.clerk.currentText() == chosen and not self.password.text():
            self.focus_first()

    def show_busy(self, words: str) -> None:
        """Say that something is under way and take no input; empty words end it."""
        self.busy.setText(words)
        self.busy.setVisible(bool(words))
        self._forms.setEnabled(not words)

    def show_fault(self, words: str) -> None:
        """Say what is wrong and what to do; empty words take it away."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def show_wait(self, words: str) -> None:
        """Say how long to wait and take no password until then; empty words end it."""
        self.show_fault(words)
        for widget in (self.password, self.enter_button):
            widget.setEnabled(not words)
        if self._recovery is not None:
            self._recovery.reset_button.setEnabled(not words)
        if words:
            self._tick.start()
        else:
            self._tick.stop()

    def forget_password(self) -> None:
        """Empty the passwords and put the cursor there."""
        self.password.clear()
        field = self.password
        if self._recovery is not None:
            self._recovery.password.clear()
            self._recovery.again.clear()
            if self._recovery.isVisible():
                field = self._recovery.password
        field.setFocus()

    @property
    def recovery(self) -> RecoveryForm:
        """The form of the recovery key; made when it is first wanted, which is seldom."""
        if self._recovery is None:
            form = RecoveryForm()
            form.clerk.offer(self._clerks, "")
            form.back_button.clicked.connect(self._back)
            form.again.returnPressed.connect(self._reset)
            form.reset_button.clicked.connect(self._reset)
            self._forms.addWidget(form)
            self._recovery = form
        return self._recovery

    def show_recovery(self, clerk: str) -> None:
        """Show the fields of the recovery key."""
        self.recovery.clerk.setEditText(clerk)
        self._forms.setCurrentWidget(self.recovery)
        self._fit_forms()
        self.recovery.key.setFocus()

    def show_log_in(self) -> None:
        """Show the fields of the log-in."""
        self._forms.setCurrentIndex(0)
        self._fit_forms()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor where the next letter belongs."""
        has_name = bool(self.clerk.currentText()) or self._clerk_row.isHidden()
        field = self.password if has_name else self.clerk
        field.setFocus()

    def fix_clerk(self, clerk: str) -> None:
        """Ask only for this clerk's password; an empty name asks for the name too."""
        self.clerk.setEditText(clerk)
        self._clerk_row.setVisible(not clerk)
        self._fit_forms()

    # -- layout

    def _log_in_form(self) -> QWidget:
        self.clerk = ClerkField()
        self._clerk_row = LabelledField("Tên đăng nhập", self.clerk)
        self.password = SecretField()
        self.password.returnPressed.connect(self._log_in)
        show = CheckBox("Hiện mật khẩu")
        show.toggled.connect(self.password.show_letters)
        self.forgot = Button("Quên mật khẩu", look="link")
        self.forgot.clicked.connect(self._want_recovery)
        self.enter_button = Button("Đăng nhập", look="main")
        self.enter_button.clicked.connect(self._log_in)
        self._daily = form = QWidget()
        box = _column(form)
        box.addWidget(self._clerk_row)
        box.addWidget(LabelledField("Mật khẩu", self.password))
        box.addWidget(self.password.caps_label)
        box.addLayout(row(show, 1, self.forgot))
        box.addWidget(self.enter_button)
        return form

    def _fit_forms(self) -> None:
        """Let the stack be as high as the form it shows, not as the highest of them."""
        if self._recovery is not None:
            policy = QSizePolicy.Policy
            for form in (self._daily, self._recovery):
                is_shown = form is self._forms.currentWidget()
                form.setSizePolicy(
                    policy.Preferred, policy.Preferred if is_shown else policy.Ignored
                )
        self._forms.adjustSize()

    # -- what the clerk does

    @Slot()
    def _log_in(self) -> None:
        if self._presenter:
            self._presenter.log_in(self.clerk.currentText(), self.password.text())

    @Slot()
    def _reset(self) -> None:
        if self._presenter:
            self._presenter.reset(
                self.recovery.key.text(),
                self.recovery.clerk.currentText(),
                self.recovery.password.text(),
                self.recovery.again.text(),
            )

    @Slot()
    def _want_recovery(self) -> None:
        if self._presenter:
            self._presenter.want_recovery(self.clerk.currentText())

    @Slot()
    def _back(self) -> None:
        if self._presenter:
            self._presenter.back()

    @Slot()
    def _count_down(self) -> None:
        if self._presenter:
            self._presenter.tick()


class LoginWindow(QFrame):
    """The first window: the card in the middle of a calm page."""

    def __init__(self, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setWindowTitle("Một cửa · Đăng nhập")
        self.card = LoginCard("Một cửa", unit or "Bộ phận Một cửa")
        _centre(self, self.card)
        self.resize(560, 620)
        self.setFocusProxy(self.card.clerk)


class LockScreen(QFrame):
    """Lies over the whole window; the same clerk's password opens it, or another clerk comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.card = LoginCard("Màn hình đang khóa", "Nội dung đang nhập vẫn được giữ nguyên.")
        self.card.enter_button.set_words("Mở khóa")
        self._name = ""
        self._clerk = ""
        self.other = Button("Đổi người", look="link")
        self.other.clicked.connect(self._ask_for_name)
        self.card.body.addLayout(row(1, self.other, 1))
        _centre(self, self.card)

    def lock_for(self, clerk: str, name: str) -> None:
        """Wait for this clerk's password."""
        self._clerk, self._name = clerk, name
        self.card.title.setText(name)
        self.card.words.setText("Màn hình đang khóa. Nội dung đang nhập vẫn được giữ nguyên.")
        self.card.show_log_in()
        self.card.show_fault("")
        self.card.fix_clerk(clerk)
        self.card.enter_button.set_words("Mở khóa")
        self.other.show()
        self.card.forget_password()

    def ask_for_another(self) -> None:
        """Wait for any clerk's name and password; what is being typed stays beneath."""
        self._ask_for_name()

    def focusInEvent(self, event: object) -> None:
        """Hand the keyboard to the field where the next letter belongs."""
        self.card.focus_first()

    @Slot()
    def _ask_for_name(self) -> None:
        self.card.title.setText("Đổi người")
        self.card.words.setText(
            "Nội dung đang nhập vẫn được giữ nguyên; ai đăng nhập thì người đó ký."
        )
        self.card.fix_clerk("")
        self.card.enter_button.set_words("Đăng nhập")
        self.other.hide()
        self.card.focus_first()


def _column(form: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(form)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    return box


def _centre(page: QWidget, card: QWidget) -> None:
    box = QVBoxLayout(page)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(card)
    line.addStretch(1)
    box.addStretch(2)
    box.addLayout(line)
    box.addStretch(3)
