"""A day at the counter, or an hour of a supervisor, driven through the real window by keys.

It serves newcomers (see it work), the README (its pictures) and the frozen program (its smoke
test): what it does is what people do, and it ends with an error where they would be stuck.
The screens are in ``tour_pages``, one file for each part of the way.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.ui.program_ports import ProgramPorts

if TYPE_CHECKING:
    from counter_app.ui.tour_pages.guide import Guide


@dataclass(frozen=True)
class Visit:
    """Who is at the desk, who comes, for what; all of them fictional.

    ``procedure`` and ``search`` are typed without marks. ``card_at_once`` belongs to somebody who
    waits for the result of ``procedure_at_once``. The colleague takes the shift over.
    """

    clerk: str
    password: str
    card: str
    phone: str
    procedure: str
    search: str
    card_at_once: str
    procedure_at_once: str
    result_at_once: str
    colleague: str
    colleagues_password: str


@dataclass(frozen=True)
class Inspection:
    """Who looks at an area, what they ask a commune, and what they export figures for."""

    supervisor: str
    password: str
    question: str
    purpose: str


def tour(ports: ProgramPorts, pictures: Path, visit: Visit | Inspection) -> int:
    """Drive the window through a visit or an inspection; return 0, or 1 when it got stuck."""
    # Pictures are the same on every machine, with a screen or without one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWidgets import QApplication

    from counter_app.ui.program import Program
    from counter_app.ui.tour_pages.guide import Guide, TourStuck

    # Dialogs of the desktop cannot be answered from here.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    pictures.mkdir(parents=True, exist_ok=True)
    program = Program(app, ports)
    guide = Guide(program, pictures)
    try:
        if isinstance(visit, Inspection):
            _lead_through_area(guide, visit)
        else:
            _lead_through_day(guide, visit)
    except TourStuck as stuck:
        sys.stderr.write(f"{stuck}\n")
        guide.picture("stuck")
        return 1
    finally:
        if program.window is not None:
            program.window.close()
        program.stop()
    return 0


def _lead_through_day(guide: "Guide", visit: Visit) -> None:
    """Lead through the whole day; where there is a line, it is cut for the first half."""
    from counter_app.ui.tour_pages import doors, dossier, intake, line, office

    doors.log_in(guide, visit.clerk, visit.password)
    guide.picture("today")
    has_line = line.has_line(guide)
    if has_line:
        line.pull_the_cable(guide)
    intake.take_in(guide, visit.procedure, visit.card, visit.phone)
    intake.solve_at_once(guide, visit.procedure_at_once, visit.card_at_once, visit.result_at_once)
    dossier.look_up(guide, visit.search)
    dossier.ask_for_supplement(guide)
    dossier.hand_out(guide)
    if has_line:
        line.put_it_back(guide)
        line.settle(guide)
    dossier.apologise(guide)
    office.hand_out_by_scan(guide)
    office.send_by_post(guide)
    office.show_visitors(guide)
    office.look_at_register(guide)
    office.look_at_settings(guide)
    office.hand_over(guide, visit.colleague, visit.colleagues_password)
    doors.lock(guide, visit.colleagues_password)


def _lead_through_area(guide: "Guide", inspection: Inspection) -> None:
    """Lead through an area; where there is a line, it is cut while the figures are looked at."""
    from counter_app.ui.tour_pages import area_reports, area_review, doors, line, overview

    doors.log_in(guide, inspection.supervisor, inspection.password)
    overview.look(guide)
    has_line = line.has_line(guide)
    if has_line:
        line.pull_the_cable(guide, area_review.SYNC)
    overview.sort(guide)
    overview.look_at_shapes(guide, inspection.purpose)
    overview.go_down(guide)
    overview.open_number(guide)
    overview.open_entry(guide)
    area_review.ask_about_dossier(guide, inspection.question)
    area_review.read_journal(guide)
    area_review.look_at_attention(guide)
    area_reports.make_reports(guide, inspection.purpose)
    if has_line:
        line.put_it_back(guide, area_review.SYNC)
    area_review.verify(guide)
    doors.lock(guide, inspection.password)
