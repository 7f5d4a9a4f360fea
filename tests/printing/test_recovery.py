"""The sheet with the recovery key can be read by people and by a scanner."""

from counter_app.printing.recovery import recovery_sheet
from tests.printing.reading import codes_on, font_names, pages_text, pictures
from tests.printing.samples import A_UNIT, RECEIVED_AT

A_RECOVERY_KEY = "MCOF-7Q2K-9XTR-4HWD-PL3N-V8ZB-5YGM-C6EJ"


def test_the_key_stands_on_one_page_in_letters_and_as_a_code() -> None:
    pdf = recovery_sheet(A_RECOVERY_KEY, A_UNIT, RECEIVED_AT)
    (text,) = pages_text(pdf)
    (picture,) = pictures(pdf)

    assert A_RECOVERY_KEY in text
    assert codes_on(picture) == {"QRCode": A_RECOVERY_KEY}
    assert "Lập lúc 10 giờ 42 phút, ngày 23 tháng 11 năm 2026." in text
    assert "UBND PHƯỜNG BẮC KẠN" in text


def test_a_longer_key_is_printed_whole() -> None:
    key = "-".join(f"K{number:03d}" for number in range(16))
    (text,) = pages_text(recovery_sheet(key, A_UNIT, RECEIVED_AT))

    assert key in text.replace(" ", "")


def test_the_key_is_not_in_the_properties_of_the_file() -> None:
    pdf = recovery_sheet(A_RECOVERY_KEY, A_UNIT, RECEIVED_AT)

    assert A_RECOVERY_KEY.encode() not in pdf
    assert all(font_names(pdf).values())
