"""The hours at which most desks are open."""

from counter_app.domain.working_time import DeskHours
from counter_app.system.settings import OFFICE_HOURS

STANDARD_HOURS = DeskHours.parse(", ".join(OFFICE_HOURS))
"""What a counter has that chose nothing else."""
