"""Is there a screen? Asked before Qt is started, which would abort the process without one."""

import os
import sys

from counter_app.domain.errors import Trouble


class NoDisplay(Trouble):
    """There is no screen on which a window could be shown."""


def check_display() -> None:
    """Refuse kindly where Qt would abort the process.

    Raises:
        NoDisplay: on Linux without a display and without a chosen platform.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        raise NoDisplay
