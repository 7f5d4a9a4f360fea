"""Starts Qt and runs the program in its windows until the last one is closed."""

import os
import sys

from counter_app.ui.program_ports import ProgramPorts


def run(ports: ProgramPorts) -> int:
    """Run the program; return its exit code.

    Without a display Qt would abort the process with a message in English.
    """
    if not has_display():
        sys.stderr.write(
            "Máy này không có màn hình để mở cửa sổ. Hãy chạy trên máy có màn hình, "
            "hoặc dùng các lệnh của counter-app.\n"
        )
        return 1
    # A text scale must be known before the first window; Qt multiplies it by the screen's own.
    if ports.looks.text_scale != 1:
        os.environ.setdefault("QT_SCALE_FACTOR", str(ports.looks.text_scale))
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


def has_display() -> bool:
    """Return whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in wanted)
