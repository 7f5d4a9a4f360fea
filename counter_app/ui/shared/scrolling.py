"""What scrolls inside a screen, and leaves the buttons beneath it in sight."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea


class ScrollArea(QScrollArea):
    """A scroll area that asks for no height: it takes what is left.

    Where any words of a screen wrap, Qt gives the screen the height that its parts would like,
    and with all of a long page in it the buttons would stand below the window's edge.
    """

    def sizeHint(self) -> QSize:
        """Return the least that is of use."""
        return self.minimumSizeHint()
