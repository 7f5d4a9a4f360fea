"""One measurement of a window in a process of its own; prints one JSON object."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGAN = time.perf_counter()


def _shown(extra: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "cpu_s": time.process_time(),
        "wall_s": time.perf_counter() - BEGAN,
        "memory_mb": _memory_mb(),
    } | (extra or {})


def _memory_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS: this is measured on Linux")


def _until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    # processEvents of PySide6 6.12 takes a reference to None with it each time it is called.
    from PySide6.QtTest import QTest

    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(1)


def empty(home: Path) -> dict[str, Any]:
    """Show an empty window."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(560, 620)
    window.show()
    _until(window.isVisible)
    window.grab()
    assert app is not None
    return _shown()


def prepare(home: Path) -> dict[str, Any]:
    """Make the demonstration's home."""
    from counter_app import app, demo

    demo.prepare(app.Home(home), app.clock())
    demo.fill(app.Home(home), app.clock())
    return {}


def _program(home: Path, *, preloads: bool) -> Any:
    from dataclasses import replace

    from PySide6.QtWidgets import QApplication

    from counter_app import app
    from counter_app.ui.program import Program
    from counter_app.window import window_ports

    application = QApplication([])
    ports = window_ports(app.Home(home), app.clock)
    program = Program(application, ports if preloads else replace(ports, preload=lambda: None))
    program.start()
    return program


def log_in(home: Path) -> dict[str, Any]:
    """Show the log-in window; what is loaded behind it is not counted."""
    program = _program(home, preloads=False)
    _until(program.window.isVisible)
    program.window.grab()
    return _shown()


def _opened(home: Path) -> tuple[Any, float]:
    program = _program(home, preloads=True)
    _until(lambda: program.window.card.clerk.count() > 0)
    from threading import enumerate as threads

    _until(lambda: all(thread.name != "preload" for thread in threads()))
    _until(lambda: True)
    began = time.process_time()
    program.window.card.clerk.setEditText("mau")
    program.window.card.password.setText("quay-hai-2026")
    program.window.card.enter_button.click()
    _until(lambda: program.opened is not None)
    done: list[object] = []
    program.background.run(lambda: None, done.append)
    _until(lambda: bool(done))
    program.window.grab()
    return program, time.process_time() - began


def opened(home: Path) -> dict[str, Any]:
    """Open the counter with a password; the CPU counts from the press of Enter."""
    program, cpu = _opened(home)
    answer = _shown({"cpu_s": cpu})
    program.stop()
    return answer


def work(home: Path) -> dict[str, Any]:
    """Do a visit's work and watch how long the GUI thread ever kept an event waiting."""
    from PySide6.QtCore import QTimer

    program, _ = _opened(home)
    stalls = [0.0]
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        stalls.append((now - last[0]) * 1000 - probe.interval())
        last[0] = now

    desk = program.desk
    desk.show_intake()
    _until(lambda: desk.window.front is desk.intake)
    probe = QTimer()
    probe.setInterval(5)
    probe.timeout.connect(beat)
    probe.start()
    last[0] = time.perf_counter()
    intake = desk.intake
    for letter in ("t", "ta", "tam", "tam ", "tam t", "tam tr", "tam tru"):
        intake.procedure.setFocus()
        intake.procedure.setText(letter)
        intake.procedure.textEdited.emit(letter)
        _until(lambda: True)
    _until(lambda: bool(intake.procedure.suggestions))
    desk.window.top.search.setText("nguyen")
    _until(lambda: True)
    intake.presenter.procedure_picked("1.004194")
    intake.card_scanned(
        "006091000000||NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1, Xã Ba Bể, Thái Nguyên|20072021"
    )
    intake.presenter.tick_all()
    intake.presenter.submit(is_print=False)
    _until(lambda: bool(intake.form().is_blank))
    code = desk.window.front.presenter._last.code
    desk.open_dossier(code)
    _until(lambda: desk.dossiers.page_presenter.code == code)
    desk.dossiers.page_presenter.preview()
    from PySide6.QtWidgets import QApplication

    from counter_app.ui.shared.preview import PreviewDialog

    _until(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    _until(lambda: dialog.preview.page_count() > 0)
    dialog.reject()
    _until(lambda: QApplication.activeModalWidget() is None)
    probe.stop()
    program.stop()
    return {"stall_ms": max(stalls)}


if __name__ == "__main__":
    asked, folder = sys.argv[1], Path(sys.argv[2])
    run = {"empty": empty, "prepare": prepare, "log-in": log_in, "open": opened, "work": work}
    print(json.dumps(run[asked](folder)))
