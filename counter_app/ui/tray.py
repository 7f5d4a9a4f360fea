"""The program's sign in the system tray, where the desktop has one."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

SECONDS = 20


class SystemTray(QObject):
    """Shows messages in the tray; a click on the sign or the message leads to the window.

    A desktop without a tray shows nothing: the first screen has the same numbers.
    """

    def __init__(self, icon: QIcon, open_window: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("Một cửa")
        self._icon.messageClicked.connect(open_window)
        self._icon.activated.connect(self._activated)
        self._open_window = open_window

    def say(self, title: str, words: str) -> None:
        """Show a message, and the sign from now on."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()
            self._icon.showMessage(
                title, words, QSystemTrayIcon.MessageIcon.Information, SECONDS * 1000
            )

    def close(self) -> None:
        """Take the sign away."""
        self._icon.hide()

    def _activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why is QSystemTrayIcon.ActivationReason.Trigger:
            self._open_window()
