"""Starts Qt and runs the program in its windows until the last one is closed."""

import sys

from counter_app.ui.display import check_display
from counter_app.ui.program_ports import ProgramPorts


def run(ports: ProgramPorts) -> int:
    """Run the program; return its exit code.

    Raises:
        NoDisplay: there is no screen.
    """
    check_display()
    from PySide6.QtWidgets import QApplication

    from counter_app.ui.program import Program

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    program = Program(app, ports)
    program.start()
    try:
        return app.exec()
    finally:
        program.stop()
