"""Who came to the demonstration's counters, for what, when, and what became of it.

Days are working days ago, so that every list of the board has something on whatever day the
demonstration is opened. The people are made by ``people``.
"""

from dataclasses import dataclass

from counter_app.demo_visits.scene import (
    Deed,
    When,
    apologised,
    appointed,
    arrived,
    asked,
    at_once,
    brought,
    came_back,
    collected,
    handed_to,
    paid,
    posted,
    ready,
    refused,
    sent,
    went_to,
    withdrawn,
)
from counter_app.domain.facts import ChannelIn, ChannelOut, PayMethod, Satisfaction

RESIDENCE, SETTLING, SPLIT, CONFIRMED = "1.004194", "1.004222", "1.010038", "1.010041"
BIRTH, DEATH, GUARDIAN, EXTRACT = "1.001193", "1.000656", "1.004837", "2.000635"
COPY, SIGNATURE, CONTRACT, WILL = "2.000815", "2.000884", "2.001035", "2.001019"
BUILDING, REPAIR, STREET, TREE = "1.013225", "1.013229", "1.013274", "1.002693"
LAND_TITLE, WATER = "1.012796", "1.001662"
DISABLED, PENSION, POOR = "1.001653", "1.014027", "1.011607"

VERY, CONTENT, NOT = Satisfaction
TRANSFER = PayMethod.TRANSFER
ONLINE, BY_POST = ChannelIn.ONLINE, ChannelIn.POST
POST, FILE = ChannelOut.POST, ChannelOut.ELECTRONIC

JUSTICE, LAND, SOCIAL = "Lường Văn Thí", "Vi Thị Dụ", "Chu Văn Mẫu"
"""Fictional handlers of the unit: civil status and justice, land and building, social matters."""

POLICE = "Công an phường"
OFFICE, NEIGHBOUR = ("01843", "Phường Bắc Kạn"), ("01849", "Xã Phong Quang")

CONTRACT_FEE, EXTRACT_FEE, SIGNATURE_FEE = 50_000, 8_000, 10_000
HOUSE_PAPER = "Giấy tờ chứng minh chỗ ở hợp pháp"
INCOME_PAPER = "Giấy xác nhận thu nhập của các thành viên trong hộ"
PLAN = "Bản vẽ mặt bằng công trình"


@dataclass(frozen=True)
class PastVisit:
    """One visit to a counter: when, for what, how, and what became of it."""

    when: When
    procedure: str
    deeds: tuple[Deed, ...] = ()
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK


def _came(
    when: When,
    procedure: str,
    *deeds: Deed,
    by: ChannelIn = ChannelIn.DIRECT,
    back: ChannelOut = ChannelOut.DESK,
) -> PastVisit:
    return PastVisit(when, procedure, deeds, by, back)


_FIRST_WEEK = (
    _came((10, "07:45"), SETTLING, ready((4, "15:10")), collected((3, "08:20"), VERY)),
    _came((10, "08:10"), BIRTH, *at_once((10, "08:32"), "Giấy khai sinh", VERY)),
    _came(
        (10, "09:20"),
        DISABLED,
        handed_to((10, "10:00"), SOCIAL, (6, "17:00")),
        came_back((6, "14:00")),
        ready((6, "15:30"), "Giấy xác nhận khuyết tật", "12/GXN"),
        collected((5, "09:05"), CONTENT),
    ),
    _came((10, "14:05"), BUILDING, handed_to((10, "14:30"), LAND, (3, "17:00"))),
    _came((10, "15:30"), COPY, *at_once((10, "15:40"), "Bản sao chứng thực", VERY)),
    _came((9, "07:50"), RESIDENCE, ready((7, "10:00")), collected((6, "08:15"), VERY)),
    _came(
        (9, "08:40"),
        LAND_TITLE,
        handed_to((9, "09:30"), LAND, (2, "17:00")),
        appointed((2, "15:00"), (-3, "17:00"), "Chờ kết quả xác minh ranh giới thửa đất"),
    ),
    _came(
        (9, "10:15"),
        SIGNATURE,
        paid((9, "10:16"), SIGNATURE_FEE, "BL 000131"),
        *at_once((9, "10:25"), "Giấy tờ chứng thực chữ ký", CONTENT),
    ),
    _came(
        (9, "14:30"),
        GUARDIAN,
        ready((6, "16:00"), "Trích lục đăng ký giám hộ", "03/TL"),
        posted((5, "10:00"), "EB100000101VN"),
        by=BY_POST,
        back=POST,
    ),
    _came(
        (9, "16:05"),
        EXTRACT,
        paid((9, "16:06"), EXTRACT_FEE, "BL 000132", TRANSFER),
        *at_once((9, "16:20"), "Bản sao trích lục", VERY),
    ),
    _came((8, "07:35"), PENSION, handed_to((8, "08:00"), SOCIAL, (-1, "17:00"))),
    _came(
        (8, "08:20"),
        RESIDENCE,
        asked((7, "09:00"), HOUSE_PAPER, "Hồ sơ chưa có giấy tờ về chỗ ở"),
        brought((5, "08:30"), HOUSE_PAPER),
        ready((4, "14:00")),
        collected((3, "10:00"), CONTENT),
    ),
    _came(
        (8, "09:10"),
        CONTRACT,
        paid((8, "09:12"), CONTRACT_FEE, "BL 000133", TRANSFER),
        ready((5, "09:00"), "Hợp đồng đã chứng thực", "41/CT"),
        collected((5, "15:00"), NOT),
    ),
    _came((8, "10:40"), DEATH, *at_once((8, "11:05"), "Trích lục khai tử", CONTENT)),
    _came((8, "13:50"), CONFIRMED, ready((7, "10:30")), sent((7, "10:40")), by=ONLINE, back=FILE),
    _came((8, "15:15"), SPLIT, ready((3, "11:00"), "Thông báo tách hộ", "27/TB")),
    _came((7, "08:00"), SETTLING, handed_to((7, "09:00"), POLICE, (1, "17:00"))),
    _came((7, "08:45"), COPY, *at_once((7, "08:52"), "Bản sao chứng thực", VERY)),
    _came((7, "09:30"), STREET, refused((5, "15:00"), "Vị trí nằm trong hành lang an toàn")),
    _came((7, "14:20"), GUARDIAN, ready((4, "15:00"), "Trích lục", "04/TL"), by=BY_POST, back=POST),
    _came(
        (7, "15:40"),
        EXTRACT,
        paid((7, "15:41"), EXTRACT_FEE, "BL 000134"),
        *at_once((7, "15:55"), "Bản sao trích lục", VERY),
    ),
    _came((7, "16:20"), POOR, asked((4, "10:00"), INCOME_PAPER, "Chưa đủ căn cứ xét duyệt")),
    _came((6, "07:40"), RESIDENCE, ready((3, "15:00")), collected((2, "09:30"), VERY)),
    _came(
        (6, "08:30"),
        WILL,
        paid((6, "08:31"), CONTRACT_FEE, "BL 000135"),
        ready((4, "16:40"), "Di chúc đã chứng thực", "42/CT"),
        collected((3, "08:10"), VERY),
    ),
    _came((6, "09:45"), WATER, handed_to((6, "10:10"), LAND, (-1, "11:00"))),
    _came(
        (6, "10:30"),
        SIGNATURE,
        paid((6, "10:31"), SIGNATURE_FEE, "BL 000136"),
        *at_once((6, "10:40"), "Giấy tờ chứng thực chữ ký", CONTENT),
    ),
    _came((6, "14:10"), RESIDENCE, ready((3, "10:00")), sent((3, "10:05")), by=ONLINE, back=FILE),
)
"""Ten to six working days ago."""

_SECOND_WEEK = (
    _came((5, "07:55"), BIRTH, *at_once((5, "08:15"), "Giấy khai sinh", VERY)),
    _came((5, "08:25"), RESIDENCE, handed_to((5, "09:00"), POLICE, (3, "17:00"))),
    _came((5, "09:15"), DISABLED, ready((1, "16:00"), "Giấy xác nhận", "14/GXN")),
    _came((5, "10:50"), TREE, handed_to((5, "11:10"), LAND, (-3, "17:00"))),
    _came((5, "13:40"), EXTRACT, *at_once((5, "13:55"), "Bản sao trích lục", CONTENT)),
    _came((5, "15:20"), SPLIT),
    _came((4, "07:50"), RESIDENCE, apologised((1, "16:30"), "Chờ xác minh nơi ở")),
    _came(
        (4, "09:05"),
        REPAIR,
        asked((3, "09:00"), PLAN, "Bản vẽ thiếu mặt bằng tầng trệt"),
        brought((1, "08:40"), PLAN),
    ),
    _came(
        (4, "10:00"),
        CONFIRMED,
        ready((3, "16:00")),
        posted((2, "10:00"), "EB100000102VN"),
        back=POST,
    ),
    _came(
        (4, "14:00"),
        CONTRACT,
        paid((4, "14:02"), CONTRACT_FEE, "BL 000137"),
        ready((2, "10:00"), "Hợp đồng đã chứng thực", "43/CT"),
        collected((2, "15:30"), VERY),
    ),
    _came((4, "15:10"), RESIDENCE, withdrawn((3, "10:30"), "Chuyển sang ở nơi khác")),
    _came((4, "16:00"), COPY, *at_once((4, "16:08"), "Bản sao chứng thực", VERY)),
    _came((3, "07:40"), DEATH, *at_once((3, "08:05"), "Trích lục khai tử", CONTENT)),
    _came((3, "08:35"), RESIDENCE),
    _came((3, "10:15"), RESIDENCE, ready((1, "11:00"), "Thông báo đăng ký tạm trú", "88/TB")),
    _came((3, "11:00"), SETTLING, handed_to((3, "11:15"), POLICE, (-3, "17:00"))),
    _came((3, "14:45"), GUARDIAN, ready((1, "15:00"), "Trích lục", "05/TL"), back=POST),
    _came((3, "15:20"), REPAIR, handed_to((3, "16:00"), LAND, (-6, "17:00"))),
    _came(
        (3, "16:10"),
        EXTRACT,
        paid((3, "16:11"), EXTRACT_FEE, "BL 000138"),
        *at_once((3, "16:25"), "Bản sao trích lục", VERY),
    ),
    _came((2, "07:45"), RESIDENCE),
    _came((2, "08:50"), PENSION, handed_to((2, "09:10"), SOCIAL, (-6, "17:00"))),
    _came(
        (2, "09:30"),
        CONTRACT,
        paid((2, "09:32"), CONTRACT_FEE, "BL 000139", TRANSFER),
        ready((1, "10:30"), "Hợp đồng đã chứng thực", "44/CT"),
        collected((1, "16:20"), VERY),
    ),
    _came((2, "14:15"), SIGNATURE, *at_once((2, "14:25"), "Chứng thực chữ ký", CONTENT)),
    _came((2, "15:30"), RESIDENCE, went_to((2, "16:00"), *NEIGHBOUR)),
    _came((2, "15:50"), BUILDING),
    _came((2, "16:20"), STREET, asked((1, "09:00"), PLAN, "Chưa có sơ đồ vị trí")),
    _came((1, "07:50"), BIRTH, *at_once((1, "08:10"), "Giấy khai sinh", VERY)),
    _came((1, "08:30"), GUARDIAN, handed_to((1, "09:15"), JUSTICE, (-1, "17:00"))),
    _came((1, "09:40"), CONFIRMED, ready((1, "15:45")), by=ONLINE, back=FILE),
    _came((1, "14:00"), COPY, *at_once((1, "14:10"), "Bản sao chứng thực", VERY)),
    _came((1, "15:05"), WATER),
    _came(
        (1, "16:00"),
        SIGNATURE,
        paid((1, "16:01"), SIGNATURE_FEE, "BL 000140"),
        *at_once((1, "16:10"), "Chứng thực chữ ký", VERY),
    ),
    _came((1, "16:25"), RESIDENCE),
    _came((0, "07:35"), EXTRACT, *at_once((0, "07:50"), "Bản sao trích lục", VERY)),
    _came((0, "08:05"), BIRTH),
    _came((0, "08:40"), SPLIT),
)
"""The last five working days, and this morning."""

VISITS: tuple[PastVisit, ...] = (*_FIRST_WEEK, *_SECOND_WEEK)
"""The visits to the counter that people try, from the oldest on."""


NEIGHBOUR_VISITS = (
    _came((3, "08:45"), RESIDENCE),
    _came((2, "09:10"), RESIDENCE, went_to((2, "09:40"), *OFFICE)),
    _came((2, "14:35"), GUARDIAN, went_to((2, "15:00"), *OFFICE)),
)
"""At the counter of the neighbouring commune; the last one is withdrawn there in the end."""

RECEIVED = (
    (arrived((1, "08:05")),),
    (arrived((1, "08:06")), ready((1, "17:00"), "Trích lục", "06/TL")),
)
"""What became here of the dossiers that the neighbour forwarded, in the order of their coming."""

CONTRADICTION = withdrawn((1, "16:45"), "Người dân đến rút hồ sơ tại xã")
"""What the neighbour recorded of the last one meanwhile, not knowing of its result."""
