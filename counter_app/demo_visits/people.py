"""The fictional people of the demonstration: the same ones at every start, none of them real."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from counter_app.domain.people import Address, Person, Sex
from counter_app.domain.places import Commune

FAMILIES = (
    *("Hoàng", "Nông", "Triệu", "Ma", "Đặng", "Bàn", "Hà", "Phùng", "Lý", "Lò", "Lường", "Sằm"),
    *("Đàm", "Nguyễn", "Trần", "Vi", "Mã", "Dương", "Chu", "Luân", "Đinh", "Cà", "Bế", "Quách"),
)
MIDDLES = {
    Sex.MALE: ("Văn", "Quang", "Đình", "Văn Minh", "Ngọc"),
    Sex.FEMALE: ("Thị", "Thị Ngữ", "Thu", "Thị Minh", "Ngọc"),
}
GIVEN = ("Mẫu", "Thử", "Ví", "Dụ", "Thí", "Giả", "Bé", "Nháp", "Tạm", "Phỏng", "Họa", "Chừng")
"""No child is called so: Sample, Trial, Example, Draft …"""

PLACE_OF_BIRTH = "006"
"""The first digits of a personal number: the former province of Bắc Kạn."""

YOUNGEST, OLDEST = date(2007, 6, 30), date(1946, 1, 1)


def people(seed: int, lines: tuple[str, ...], commune: Commune | None) -> Iterator[Person]:
    """Give one fictional person of a commune after another, without end."""
    luck = random.Random(seed)
    number = 100
    while True:
        number += luck.randint(1, 9)
        yield _person(luck, number, luck.choice(lines), commune)


def _person(luck: random.Random, number: int, line: str, commune: Commune | None) -> Person:
    sex = luck.choice(tuple(Sex))
    name = f"{luck.choice(FAMILIES)} {luck.choice(MIDDLES[sex])} {luck.choice(GIVEN)}"
    born = OLDEST + timedelta(days=luck.randrange((YOUNGEST - OLDEST).days))
    # The digit says both the century and the sex (Nghị định 70/2024/NĐ-CP, Điều 11).
    digit = (sex is Sex.FEMALE) + 2 * (born.year >= 2000)
    home = Address(line, commune.code, commune.name, commune.province) if commune else Address(line)
    return Person(
        name=name,
        id_number=f"{PLACE_OF_BIRTH}{digit}{born:%y}{number:06}",
        birth_on=born,
        sex=sex,
        address=home,
        phone=f"0912000{number:03}",
    )
