"""Slips and forms of one counter on their way to the printer or into a file.

Everything here runs on the desk thread. The titles of print jobs are ASCII: not every print
server takes other letters.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter_app.domain.facts import Recorded, SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services import forms, slips
from counter_app.services.counter import Counter
from counter_app.services.forms import FormNumber
from counter_app.services.intake import IntakeRequest
from counter_app.ui.ports import SaveTo, SendToPrinter


@dataclass(frozen=True)
class SlipPrinting:
    """Makes the papers of one counter and sends them to its printer."""

    counter: Counter
    send: SendToPrinter

    def print_slip(self, code: str, paper: SlipPaper, by: StaffMember, at: datetime) -> None:
        """Print form 01; it is recorded once it came out."""
        slips.print_slip(
            self.counter, code, paper, by, at, lambda pdf: self.send(pdf, f"Giay hen {code}")
        )

    def print_supplement(self, asked: Recorded, paper: SlipPaper) -> None:
        """Print form 02 of what was asked for at the desk."""
        self.send(slips.supplement_slip(self.counter, asked, paper), "Phieu yeu cau bo sung")

    def print_form(self, code: str, number: FormNumber, by: StaffMember, at: datetime) -> None:
        """Print a form of a dossier."""
        self.send(forms.form_pdf(self.counter, code, number, by, at), f"Mau {number} {code}")

    def refuse_intake(
        self, request: IntakeRequest, reason: str, by: StaffMember, at: datetime
    ) -> Recorded:
        """Print form 03 for what is not taken in, and record the refusal."""
        return forms.refuse_before_intake(
            self.counter,
            request.procedure_code,
            request.applicant,
            reason,
            by,
            at,
            lambda pdf: self.send(pdf, "Phieu tu choi"),
        )


@dataclass(frozen=True)
class SlipSaving:
    """Makes the papers of one counter and writes them to files."""

    counter: Counter
    save: SaveTo

    def save_slip(
        self, code: str, paper: SlipPaper, by: StaffMember, at: datetime, path: Path
    ) -> None:
        """Write form 01 to a file; it is recorded like a printed one."""
        slips.print_slip(
            self.counter, code, paper, by, at, lambda pdf: self.save(pdf, path), to_file=True
        )

    def save_form(
        self, code: str, number: FormNumber, by: StaffMember, at: datetime, path: Path
    ) -> None:
        """Write a form of a dossier to a file."""
        self.save(forms.form_pdf(self.counter, code, number, by, at), path)
