"""What every screen of an open counter may ask for."""

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services.counter import Counter
from counter_app.ui.desk_memory import DeskMemory
from counter_app.ui.live_settings import LiveSettings
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Clock, Run
from counter_app.ui.printer import Printing
from counter_app.ui.program_ports import Opened
from counter_app.ui.sync_status.ports import Outside


@dataclass(frozen=True)
class DeskParts:
    """The open counter, who is here, and what the window has around them."""

    parts: Parts
    opened: Opened
    run: Run
    memory: DeskMemory
    printing: Printing
    current: Callable[[], StaffMember]
    outside: Outside
    take_desk: Callable[[StaffMember], None]
    """Makes the window another member's, who has shown their own password."""
    live: LiveSettings
    """Puts changed settings in force."""

    @property
    def counter(self) -> Counter:
        """The open counter."""
        return self.opened.counter

    @property
    def clock(self) -> Clock:
        """Tells the present moment."""
        return self.parts.ports.clock

    def paper(self) -> SlipPaper:
        """Return the paper that slips are printed on."""
        return SlipPaper(self.parts.ports.looks.paper)
