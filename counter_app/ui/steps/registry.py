"""Every step that has a panel; no Qt."""

from collections.abc import Mapping

from counter_app.domain.steps import Step
from counter_app.ui.steps import correcting, ending, forwarding, resulting, supplementing
from counter_app.ui.steps.kinds import StepKind

STEP_KINDS: Mapping[Step, StepKind] = {
    kind.step: kind
    for room in (supplementing, forwarding, ending, resulting, correcting)
    for kind in room.KINDS
}
"""The steps that are done in a panel; a slip is printed without one, a dispute has its screen."""
