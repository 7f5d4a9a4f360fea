"""The citizen's card, as it is and as scanners spoil it. All people are fictional."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.citizen_card import BadCard, CitizenCard, looks_like_card, read_card
from counter_app.domain.people import Sex

THU = (
    "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam"
    "|Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|20072021"
)
MAU = "002185000000||HOÀNG THỊ MẪU|01021985|Nữ|Thôn Thử, Mậu Duệ, Yên Minh, Hà Giang|05052022"
BE = "019225000000||LÝ VĂN BÉ|05012025|Nam|Xã Ba Bể, Thái Nguyên|10102025||||"
CARDS = {
    THU: CitizenCard(
        "006091000000",
        "095000000",
        "NGUYỄN VĂN THỬ",
        date(1991, 8, 15),
        Sex.MALE,
        "Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn",
        date(2021, 7, 20),
    ),
    MAU: CitizenCard(
        "002185000000",
        "",
        "HOÀNG THỊ MẪU",
        date(1985, 2, 1),
        Sex.FEMALE,
        "Thôn Thử, Mậu Duệ, Yên Minh, Hà Giang",
        date(2022, 5, 5),
    ),
    BE: CitizenCard(
        "019225000000",
        "",
        "LÝ VĂN BÉ",
        date(2025, 1, 5),
        Sex.MALE,
        "Xã Ba Bể, Thái Nguyên",
        date(2025, 10, 10),
    ),
}
TELEX = {
    THU: ("NGUYEENX VAWN THUWR", "Nam", "Toor 1, DDuwcs Xuaan, Thanhf phoos Bawcs Kanj"),
    MAU: ("HOANGF THIJ MAAUX", "Nuwx", "Thoon Thuwr, Maauj Dueej, Yeen Minh, Haf Giang"),
    BE: ("LYS VAWN BES", "Nam", "Xax Ba Beer, Thais Nguyeen"),
}
VNI = {
    THU: ("NGUYE64N VA8N THU73", "Nam", "To63 1, D9u71c Xua6n, Tha2nh pho61 Ba81c Ka5n"),
    MAU: ("HOA2NG THI5 MA64U", "Nu74", "Tho6n Thu73, Ma65u Due65, Ye6n Minh, Ha2 Giang"),
    BE: ("LY1 VA8N BE1", "Nam", "Xa4 Ba Be63, Tha1i Nguye6n"),
}
cards = pytest.mark.parametrize("payload", CARDS)


def as_windows_1252(payload: str) -> str:
    """Read UTF-8 as Windows-1252, its five holes as Latin-1, as browsers and scanners do."""
    letters = []
    for byte in payload.encode():
        try:
            letters.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            letters.append(chr(byte))
    return "".join(letters)


def with_letters(payload: str, letters: tuple[str, str, str]) -> str:
    """Return the payload with another name, sex and residence."""
    parts = payload.split("|")
    parts[2], parts[4], parts[5] = letters
    return "|".join(parts)


@cards
def test_a_card_is_read(payload: str) -> None:
    assert read_card(payload) == CARDS[payload]
    assert looks_like_card(payload)


@cards
@pytest.mark.parametrize("around", ["{}\r\n", "\x02{}\x03", " {} \t", "{}||||", "{}\0", "]Q1{}"])
def test_what_the_scanner_adds_around_a_card_does_not_matter(payload: str, around: str) -> None:
    scanned = around.format(payload)

    assert read_card(scanned) == CARDS[payload]
    assert looks_like_card(scanned)


@cards
def test_utf_8_read_as_latin_1_is_turned_back(payload: str) -> None:
    assert read_card(payload.encode().decode("latin-1")) == CARDS[payload]
    assert read_card(as_windows_1252(payload)) == CARDS[payload]
    assert read_card(as_windows_1252(payload).replace("\u00a0", " ")) == CARDS[payload]


@cards
@pytest.mark.parametrize("keys", [TELEX, VNI], ids=["telex", "vni"])
def test_an_input_method_spoils_letters_and_the_clerk_must_check_them(
    payload: str, keys: dict[str, tuple[str, str, str]]
) -> None:
    card, whole = read_card(with_letters(payload, keys[payload])), CARDS[payload]

    assert card.is_mangled
    assert (card.name, card.residence) == (keys[payload][0], keys[payload][2])
    assert (card.number, card.birth_on, card.issued_on) == (
        whole.number,
        whole.birth_on,
        whole.issued_on,
    )
    assert card.sex is whole.sex


@cards
@pytest.mark.parametrize("keys", [TELEX, VNI], ids=["telex", "vni"])
def test_a_name_alone_that_is_spoilt_is_noticed(
    payload: str, keys: dict[str, tuple[str, str, str]]
) -> None:
    parts = payload.split("|")

    assert read_card(with_letters(payload, (keys[payload][0], parts[4], parts[5]))).is_mangled


@cards
@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_dropped_letters_are_noticed(payload: str, errors: str) -> None:
    card = read_card(payload.encode("ascii", errors).decode())

    assert card.is_mangled
    assert card.number == CARDS[payload].number
    assert card.sex is CARDS[payload].sex


@pytest.mark.parametrize("name", ["NGUY?N VĂN THỬ", "NGUY\ufffdN VĂN THỬ", "NGUYỄN VĂN THỬ 2", ""])
def test_signs_that_no_name_has_are_noticed(name: str) -> None:
    assert read_card(THU.replace("NGUYỄN VĂN THỬ", name)).is_mangled


@pytest.mark.parametrize(
    "name",
    ["GIÀNG MÍ PÓ", "SÙNG A SỬ", "H'Wơn Niê", "Y Blik Kbuôr", "CAO MINH KHANG", "LÒ VĂN XOONG"],
)
def test_names_of_every_people_are_not_called_spoilt(name: str) -> None:
    card = read_card(THU.replace("NGUYỄN VĂN THỬ", name))

    assert not card.is_mangled
    assert card.name == name


def test_capitals_and_decomposed_letters_are_no_fault() -> None:
    import unicodedata

    assert not read_card(BE.upper()).is_mangled
    assert read_card(unicodedata.normalize("NFD", THU)) == CARDS[THU]


def test_a_sex_or_year_that_the_number_contradicts_is_a_warning() -> None:
    assert read_card(THU.replace("|Nam|", "|Nữ|")).warnings == ("sex_differs",)
    assert read_card(THU.replace("15081991", "15081992")).warnings == ("year_differs",)
    assert read_card(THU.replace("006091", "006291")).warnings == ("year_differs",)
    assert read_card(MAU).warnings == ()


def test_a_sex_that_cannot_be_read_is_taken_from_the_number() -> None:
    card = read_card(MAU.replace("|Nữ|", "|#|"))

    assert card.sex is Sex.FEMALE
    assert card.is_mangled


def test_a_card_may_lack_the_day_of_issue() -> None:
    assert read_card(MAU.replace("05052022", "")).issued_on is None


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("", "too_few_parts"),
        ("006091000000", "too_few_parts"),
        ("|".join(THU.split("|")[:6]), "too_few_parts"),
        (THU.replace("006091000000", "00609100000"), "bad_number"),
        (THU.replace("006091000000", "0060910000000"), "bad_number"),
        (THU.replace("006091000000", "00609100000A"), "bad_number"),
        (THU.replace("006091000000", "٠٠٦٠٩١٠٠٠٠٠٠"), "bad_number"),
        (THU.replace("15081991", "31021991"), "bad_birth_date"),
        (THU.replace("15081991", "1508199"), "bad_birth_date"),
        (THU.replace("15081991", ""), "bad_birth_date"),
        (THU.replace("15081991", "15080000"), "bad_birth_date"),
        (THU.replace("20072021", "20132021"), "bad_issue_date"),
        (THU.replace("20072021", "hôm nay"), "bad_issue_date"),
    ],
)
def test_a_card_that_cannot_be_right_is_refused_with_its_reason(payload: str, reason: str) -> None:
    with pytest.raises(BadCard) as refusal:
        read_card(payload)

    assert refusal.value.reason == reason


def test_an_error_never_carries_what_was_scanned() -> None:
    with pytest.raises(BadCard) as refusal:
        read_card(THU.replace("15081991", "31021991"))

    assert str(refusal.value) == "bad_birth_date"
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert vars(refusal.value) == {"reason": "bad_birth_date"}


@pytest.mark.parametrize("text", ["H55.12.34-261121-0001", "006091000000", "123|456", "", "a|b|c"])
def test_other_scans_do_not_look_like_a_card(text: str) -> None:
    assert not looks_like_card(text)


@given(st.text(), st.lists(st.text(), max_size=12))
def test_no_scan_is_more_than_refused(text: str, parts: list[str]) -> None:
    for payload in (text, "|".join(parts), "|".join(["006091000000", "", *parts])):
        try:
            card = read_card(payload)
        except BadCard:
            continue
        assert len(card.number) == 12
