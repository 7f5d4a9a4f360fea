"""Starts Qt and runs the program in its windows until the last one is closed."""

import sys
from pathlib import Path

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


def tell(resources: Path, words: str) -> None:
    """Say in a small window why the program cannot start: nobody reads a console at a counter.

    Raises:
        NoDisplay: there is no screen.
    """
    check_display()
    from PySide6.QtWidgets import QApplication, QMessageBox

    from counter_app.ui.theme import Theme

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    Theme(resources).apply(app)
    box = QMessageBox(QMessageBox.Icon.Warning, "Một cửa", words)
    box.addButton("Đóng", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
