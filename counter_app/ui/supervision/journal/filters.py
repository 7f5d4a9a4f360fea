"""How a log is narrowed: journal, clerk, kind, dossier, days, outside the hours."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.domain.journal_log import JournalPlace, LogAsk, LogGroup
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import CheckBox, DateField, LabelledField, TextField
from counter_app.ui.shared.looks import row
from counter_app.ui.supervision.journal.presenter import Narrowed
from counter_app.ui.supervision.words import GROUP_WORDS, journal_names

NARROW = 1_000
"""Below this width in logical pixels the choices stand in two lines."""

_EVERYBODY = ("", "Mọi người")
_EVERYTHING = (None, "Mọi việc")


class LogFilters(QWidget):
    """The choices above a log; ``changed`` tells what is asked for now."""

    changed = Signal(object)
    """Another part is wanted: a :class:`Narrowed`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.journal = Combo()
        self.clerk = Combo([_EVERYBODY])
        self.group = Combo([_EVERYTHING, *GROUP_WORDS.items()])
        self.code = TextField("mã hồ sơ")
        self.first, self.last = DateField(), DateField()
        self.first.setPlaceholderText("từ đầu")
        self.last.setPlaceholderText("đến nay")
        self.outside = CheckBox("Chỉ ngoài giờ")
        upper = (
            LabelledField("Nhật ký", self.journal),
            LabelledField("Người ghi", self.clerk),
            LabelledField("Loại việc", self.group),
        )
        lower = (
            LabelledField("Hồ sơ", self.code),
            LabelledField("Từ ngày", self.first),
            LabelledField("Đến ngày", self.last),
        )
        self._parts = (row(*upper, gap=8), row(*lower, gap=8))
        for line, shares in zip(self._parts, ((6, 4, 5), (4, 3, 3)), strict=True):
            for at, share in enumerate(shares):
                line.setStretch(at, share)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        for line, share in zip(self._parts, (8, 6), strict=True):
            self._lines.addLayout(line, share)
        for combo in (self.journal, self.clerk, self.group):
            combo.picked.connect(self._tell)
        for field in (self.first, self.last):
            field.changed.connect(self._tell)
        self.code.editingFinished.connect(self._tell)
        self.outside.toggled.connect(self._tell)

    def show_places(self, places: tuple[JournalPlace, ...], chosen: str) -> None:
        """Offer the journals in scope."""
        self.journal.set_choices(list(journal_names(places).items()))
        self.journal.set_value(chosen)

    def show_clerks(self, names: Mapping[str, str]) -> None:
        """Offer the people who sign in the journal."""
        ordered = sorted(names.items(), key=lambda item: item[1])
        self.clerk.set_choices([_EVERYBODY, *ordered])

    def clear(self) -> None:
        """Ask for the whole journal again, without telling."""
        for part in (self.clerk, self.group, self.code, self.first, self.last, self.outside):
            part.blockSignals(True)
        self.clerk.set_value("")
        self.group.set_value(None)
        self.outside.setChecked(False)
        for field in (self.code, self.first, self.last):
            field.clear()
        for part in (self.clerk, self.group, self.code, self.first, self.last, self.outside):
            part.blockSignals(False)

    def take_group(self, group: LogGroup | None) -> None:
        """Show which kind is asked for, without telling."""
        self.group.blockSignals(True)
        self.group.set_value(group)
        self.group.blockSignals(False)

    def narrowed(self) -> Narrowed:
        """Return what is asked for."""
        ask = LogAsk(
            journal=self.journal.value() or "",
            clerk=self.clerk.value() or "",
            group=self.group.value(),
            first=self.first.value(),
            last=self.last.value(),
            is_outside=self.outside.isChecked(),
        )
        return Narrowed(ask, self.code.words().upper())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one line, or in two where there is little room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.narrowed())
