"""Units and desks: who takes a dossier in, and where."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unit:
    """An administrative unit with a counter, here a commune.

    ``agency_identifier`` is the unit's own identifier, which opens every dossier code
    (QĐ 20/2020/QĐ-TTg); ``office`` the second line of the forms' head.
    """

    code: str
    name: str
    province: str
    agency_identifier: str
    office: str = "Trung tâm Phục vụ hành chính công"
    place: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SerialBlock:
    """The serials of a day that one desk owns, both ends included."""

    first: int
    last: int


@dataclass(frozen=True)
class Desk:
    """A counter of a unit: its number and the serials it may issue offline."""

    unit: Unit
    number: int
    blocks: tuple[SerialBlock, ...] = field(default=())
