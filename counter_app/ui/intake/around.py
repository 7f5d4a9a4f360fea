"""What the intake's presenter does for its parts; no Qt."""

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.errors import CounterError


class Around(Protocol):
    """The presenter around a part."""

    def refuse_fields(self, problems: dict[str, str]) -> None:
        """Mark fields as wrong, and put the cursor into the first."""

    def hold(self, is_saving: bool) -> None:
        """Lock the form while something is being recorded."""

    def fail(self, error: CounterError, again: Callable[[], None]) -> None:
        """Say what went wrong, and offer to do it again."""

    def clear(self) -> None:
        """Throw the form away; one click brings it back."""
