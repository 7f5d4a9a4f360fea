"""What happens when something unforeseen goes wrong: a numbered report, and calm words.

The report in the log holds where it happened, never what was being worked on: the message of
an unforeseen error may carry a name or a number, so only its class and the lines of code go in.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from counter_app.ui.shared.looks import Button, Label, row

_LOG = logging.getLogger(__name__)


class CrashReports(QObject):
    """Takes unforeseen errors from any thread, logs each under a number, and tells the clerk.

    ``number`` gives the report's number, for example ``K7Q2MD``; it is an argument so that a
    test knows it. While one notice is open, further reports only go to the log.
    """

    reported = Signal(str)
    """A report was logged: its number; on the GUI thread."""

    _logged = Signal(str)

    def __init__(self, number: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._notice: CrashNotice | None = None
        self._logged.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> str:
        """Log an unforeseen error and return the report's number; from any thread."""
        number = self._number()
        _LOG.error("report %s: %s\n%s", number, type(error).__name__, where_it_happened(error))
        self._logged.emit(number)
        return number

    def watch(self) -> None:
        """Take what nobody caught, on every thread of the program."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_on_a_thread

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error)

    def _uncaught_on_a_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.report(told.exc_value)

    @Slot(str)
    def _tell(self, number: str) -> None:
        self.reported.emit(number)
        if self._notice is None or not self._notice.isVisible():
            self._notice = CrashNotice(number, QApplication.activeWindow())
            self._notice.open()


class CrashNotice(QDialog):
    """Says that something unforeseen happened, what is safe, and what to do."""

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Có lỗi ngoài dự tính")
        self.setMinimumWidth(460)
        words = (
            "Việc vừa rồi có thể chưa xong. Hồ sơ đã lưu vẫn nguyên vẹn. Hãy xem lại hồ sơ "
            "vừa làm trong danh sách; nếu màn hình có gì khác thường thì đóng chương trình "
            "rồi mở lại, nội dung đang nhập đã được tự lưu."
        )
        close = Button("Đóng", look="main")
        close.clicked.connect(self.accept)
        self.number = Label(f"Số báo lỗi: {number}", "strong")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(14)
        box.addWidget(Label("Có lỗi ngoài dự tính", "title"))
        box.addWidget(Label(words, wraps=True))
        box.addWidget(self.number)
        box.addWidget(Label("Hãy báo số này cho người phụ trách phần mềm.", "second", wraps=True))
        box.addLayout(row(1, close))


def where_it_happened(error: BaseException) -> str:
    """Return the lines of code that led to an error, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    if error.__cause__ is not None:
        lines.append(f"caused by {type(error.__cause__).__name__}")
        lines.append(where_it_happened(error.__cause__))
    return "\n".join(lines)
