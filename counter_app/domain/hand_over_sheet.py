"""The sheet that goes with a shift that is handed over (biên bản bàn giao ca), as a plain value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SheetTable:
    """A list on the sheet: its title, the heads of its columns, and its rows, all as text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class HandOverSheet:
    """What one clerk hands over to the next; amounts in đồng.

    ``shift`` says which it was, such as ``Ca sáng, quầy 2``. Without a ``receiver`` their name
    is left to be written. ``cash_before`` was in the drawer when the shift began; ``papers``
    are those held at the desk; ``remark`` is what the receiver says of it.
    """

    shift: str
    from_at: datetime
    to_at: datetime
    giver: str
    receiver: str = ""
    tables: tuple[SheetTable, ...] = ()
    slips_printed: int = 0
    cash_before: int = 0
    cash_taken: int = 0
    transfers: int = 0
    receipts: int = 0
    papers: tuple[str, ...] = ()
    note: str = ""
    remark: str = ""

    @property
    def cash(self) -> int:
        """All the cash in the drawer."""
        return self.cash_before + self.cash_taken
