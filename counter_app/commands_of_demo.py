"""What the command ``demo`` does: it makes a demonstration and opens the program on it."""

import argparse
from datetime import timedelta
from pathlib import Path

from counter_app import app, window
from counter_app.terminal import Answer, clock_off_by, moment_of, out, say


def run_demo(options: argparse.Namespace) -> int:
    """Prepare the demonstration, drive the tour, or open the window on it."""
    if options.home.folder == app.default_home():
        # The demonstration never touches the folder of a real counter.
        name = "mot-cua-demo-khu-vuc" if options.area else "mot-cua-demo"
        options.home = app.Home(app.default_home().with_name(name))
    if options.serve is not None:
        from counter_app import demo_province

        return demo_province.serve(options.home, clock_off_by(timedelta(seconds=options.serve)))
    return _run_area(options) if options.area else _run_counter(options)


def _run_counter(options: argparse.Namespace) -> int:
    from counter_app import demo, demo_line

    shift = _shift(options)
    now = clock_off_by(shift)
    prepared = demo.prepare(options.home, now())
    if options.prepare:
        say(prepared, options.json, _text(prepared))
        return 0
    demo.fill(options.home, now())
    with demo_line.running(options.home, shift) as line:
        if options.tour:
            return window.run_tour(options.home, Path(options.tour), demo.visit(), now, line)
        out(_text(prepared))
        return window.run_window(options.home, now, line)


def _run_area(options: argparse.Namespace) -> int:
    """Make the area of 37 communes, and open a supervisor's counter on it."""
    from counter_app import demo_line
    from counter_app.demo_area import area

    shift = _shift(options)
    now = clock_off_by(shift)
    tell = _to_nobody if options.json else out
    prepared = area.prepare(options.home, now(), options.dossiers or area.DOSSIERS, tell)
    say(prepared, options.json, _text(prepared))
    if options.prepare:
        return 0
    with demo_line.running(options.home, shift) as line:
        if options.tour:
            pictures = Path(options.tour)
            return window.run_tour(options.home, pictures, area.inspection(), now, line)
        return window.run_window(options.home, now, line)


def _to_nobody(_: str) -> None:
    """Say nothing: a program reads the answer."""


def _shift(options: argparse.Namespace) -> timedelta:
    """Return the demonstration's clock less the machine's."""
    return moment_of(options.at) - app.clock() if options.at else timedelta(0)


def _text(prepared: Answer) -> str:
    lines = [f"Quầy thử: {prepared['desk']}, {prepared['unit']}", f"Thư mục: {prepared['home']}"]
    lines += [
        f"  đăng nhập {person['clerk']}, mật khẩu {person['password']} ({person['role']})"
        for person in prepared["staff"]
    ]
    return "\n".join(lines)
