"""What the program demands of the Qt binding itself."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit

CALLS = 2000


def test_calling_qt_does_not_use_up_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 lost a reference to None at every call; on Python 3.11 that ends in an abort.

    From Python 3.12 on None is immortal and its count tells nothing.
    """
    field = QLineEdit()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        field.setText("x")
        field.repaint()

    assert sys.getrefcount(None) > before - CALLS // 2
