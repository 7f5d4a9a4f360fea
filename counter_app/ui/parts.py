"""The parts of a running program that its windows share."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from counter_app.ui.background import Background
from counter_app.ui.bell import Bell
from counter_app.ui.program_ports import ProgramPorts


class Scans(QObject):
    """Carries what a serial scanner reads from its thread to the GUI thread."""

    scanned = Signal(str)


@dataclass(frozen=True)
class Parts:
    """One application, its ports to the outside, the desk thread, the bell and the scanner."""

    app: QApplication
    ports: ProgramPorts
    background: Background
    bell: Bell
    scans: Scans
