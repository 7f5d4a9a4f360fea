"""What every kind of step has: how its panel is described, what was typed means, what it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import EntryName, Satisfaction
from counter_app.domain.moments import at_counter
from counter_app.domain.people import StaffMember
from counter_app.domain.steps import Step
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Question
from counter_app.ui.steps.fields import Kind, Outlook, StepField, StepForm, Values
from counter_app.ui.steps.ports import StepKnowledge, StepServices
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import format_moment

Record = Callable[[StaffMember, datetime], Dossier]
"""Records the step: who does it, and when it is written down. Runs on the desk thread."""


@dataclass(frozen=True)
class StepContext:
    """A dossier before a step: ``code`` is the one under which lists show it."""

    code: str
    dossier: Dossier
    staff: tuple[StaffMember, ...]
    now: datetime
    by: StaffMember
    known: StepKnowledge
    services: StepServices

    @property
    def applicant(self) -> str:
        """The applicant's name as it is said."""
        return said_name(self.dossier.intake.applicant.name)

    @property
    def name(self) -> EntryName:
        """The dossier's own name."""
        return self.dossier.name


def nothing_follows(context: StepContext, values: Values, name: str) -> Mapping[str, Any]:
    """Let no other field follow the one that was changed."""
    return {}


def no_outlook(context: StepContext, reader: StepReader) -> Outlook:
    """Say nothing beforehand."""
    return Outlook()


def no_question(context: StepContext, reader: StepReader) -> Question | None:
    """Ask nothing."""
    return None


def no_card(context: StepContext, payload: str, values: Values) -> Mapping[str, Any]:
    """Take no card."""
    return {}


@dataclass(frozen=True)
class StepKind:
    """A step as the panel knows it.

    ``describe`` makes the form; ``read`` what it records; ``did`` says what was done.
    ``outlook`` tells beforehand what it would mean, on the desk thread. ``question`` is asked
    before a fact that the citizen feels. ``follow`` changes other fields when one was picked,
    and ``card`` those that a scanned card fills. ``form`` is the number of its paper.
    """

    step: Step
    describe: Callable[[StepContext], StepForm]
    read: Callable[[StepContext, StepReader], Record]
    did: Callable[[Dossier], str]
    outlook: Callable[[StepContext, StepReader], Outlook] = no_outlook
    question: Callable[[StepContext, StepReader], Question | None] = no_question
    follow: Callable[[StepContext, Values, str], Mapping[str, Any]] = nothing_follows
    card: Callable[[StepContext, str, Values], Mapping[str, Any]] = no_card
    form: str = ""


NOW_OR_THEN = "bây giờ; hoặc 15:10 hôm qua"


def done_at_field(label: str = "Làm lúc") -> StepField:
    """Return the field for a step that happened earlier."""
    return StepField("done_at", label, placeholder=NOW_OR_THEN, width=250)


def note_field() -> StepField:
    """Return the field for a note."""
    return StepField("note", "Ghi chú", placeholder="nếu cần")


def reason_field(label: str) -> StepField:
    """Return the field for a written reason."""
    return StepField("reason", label, Kind.AREA)


def moment_text(moment: datetime | None) -> str:
    """Return a moment as it stands in a field."""
    return format_moment(at_counter(moment)) if moment else ""


SATISFACTIONS = (
    ("", "Chưa hỏi"),
    (Satisfaction.VERY_SATISFIED.value, "Rất hài lòng"),
    (Satisfaction.SATISFIED.value, "Hài lòng"),
    (Satisfaction.NOT_SATISFIED.value, "Không hài lòng"),
)
