"""How the cells of the checklist are drawn and edited."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QFontMetrics,
    QIntValidator,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter_app.ui.intake.papers_model import COUNT, KIND, KINDS, MOST_COPIES, NAME, ROW, Index
from counter_app.ui.shared.combo import Combo
from counter_app.ui.theme import colour, face, larger
from counter_app.ui.words import PAPER_KIND_WORDS


class PaperCells(QStyledItemDelegate):
    """Draws names on up to two lines, and gives each column its editor."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one row's height; the table gives long names a taller row."""
        return QSize(60, larger(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw names on two lines, and beside the kind the arrow of a choice."""
        if index.column() != NAME:
            super().paint(painter, option, index)
            if index.column() == KIND and index.data():
                self._draw_arrow(painter, option.rect)
            return
        text = index.data() or "(gõ tên giấy tờ)"
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or colour("text")
        empty.text = ""
        widget = option.widget
        widget.style().drawControl(
            widget.style().ControlElement.CE_ItemViewItem, empty, painter, widget
        )
        painter.save()
        painter.setFont(face(larger(13)))
        painter.setPen(ink)
        draw_on_two_lines(painter, option.rect.adjusted(11, 0, -6, 0), text)
        painter.restore()

    @staticmethod
    def _draw_arrow(painter: QPainter, box: QRect) -> None:
        painter.save()
        painter.setFont(face(larger(12)))
        painter.setPen(colour("text_second"))
        place = box.adjusted(0, 0, -12, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾")
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list of kinds, or a line for a count or a name."""
        if index.column() == KIND:
            combo = Combo([(kind.value, PAPER_KIND_WORDS[kind]) for kind in KINDS], parent)
            combo.picked.connect(lambda value, combo=combo: self._finish(combo))
            QTimer.singleShot(0, combo, combo.showPopup)
            return combo
        line = QLineEdit(parent)
        line.setProperty("look", "cell")
        if index.column() == COUNT:
            line.setValidator(QIntValidator(1, MOST_COPIES, line))
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return line

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value in its editor."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, Combo):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the value from its editor."""
        if isinstance(editor, Combo):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def two_lines(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """Return text on up to two lines of a width; what does not fit ends with an ellipsis."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), ""
    return first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)


def draw_on_two_lines(painter: QPainter, box: QRect, text: str) -> None:
    """Draw text in a box, on a second line if it needs one."""
    first, second = two_lines(painter.fontMetrics(), text, box.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, flags, f"{first}\n{second}" if second else first)
