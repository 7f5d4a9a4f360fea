"""Instant search: what people type finds whom they mean, and any text is safe."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.store.store import Store
from counter_app.store.words import WHOLE, asked_words
from tests.support.intakes import A_MOMENT, SOMEBODY, named, taken_in


@pytest.fixture
def full(store: Store) -> Store:
    """Return a store with a handful of dossiers."""
    facts = (
        named("Nguyễn Văn Thử", 1),
        named("Đặng Thị Huệ", 2, procedure_code="1.001193", procedure_name="Đăng ký khai sinh"),
        named("ĐÀO ÁNH", 3),
        named("Y", 4),
        named("Hợp tác xã Nông nghiệp 19/5", 5),
        taken_in(6, code="000.00.12.H03-240613-0006"),
        named("Nguyễn Vĩ", 7, procedure_code="2.000815", procedure_name="Chứng thực bản sao"),
    )
    with store.writing() as work:
        for fact in facts:
            work.journal.record(fact, by="mau", at=A_MOMENT)
    return store


def found(store: Store, text: str, most: int = 20) -> list[int]:
    with store.reading() as reading:
        return [int(row.code[-4:]) for row in reading.search.find(text, most)]


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("nguyen", [7, 6, 1]),
        ("Nguyễn Văn Thử", [6, 1]),
        ("thu nguyen", [6, 1, 7]),
        ("nguyen v", [7, 6, 1]),
        ("dang", [2, 6, 5, 4, 3, 1]),
        ("đặng", [2, 6, 5, 4, 3, 1]),
        ("DANG HUE", [2]),
        ("dao anh", [3]),
        ("y", [4]),
        ("nong nghiep 19/5", [5]),
        ("19/5", [5]),
        ("H55.12.34-261120-0003", [3]),
        ("h55.12.34-261120-0003", [3]),
        ("H55.12.34-2611", [7, 5, 4, 3, 2, 1]),
        ("261120-0004", [4]),
        ("0005", [5]),
        ("000.00.12.H03-240613-0006", [6]),
        ("006091000000", [7, 6, 5, 4, 3, 2, 1]),
        ("006 091 000 000", [7, 6, 5, 4, 3, 2, 1]),
        ("+84 912 345 678", [7, 6, 5, 4, 3, 2, 1]),
        ("0912.345.678", [7, 6, 5, 4, 3, 2, 1]),
        ("1.001193", [2]),
        ("khai sinh", [2]),
        ("KHAI SINH hue", [2]),
        ("nguyen chung thuc", [7]),
        ("nguyen zz", []),
        ("ngu yen", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(full: Store, text: str, serials: list[int]) -> None:
    assert found(full, text) == serials


def test_names_come_before_procedures(full: Store) -> None:
    with full.writing() as work:
        work.journal.record(named("Chung Văn Tý", 8), by="mau", at=A_MOMENT)
        work.journal.record(named("Lý Bé", 9, procedure_name="Chứng thực"), by="mau", at=A_MOMENT)
    assert found(full, "chung")[0] == 8
    assert found(full, "chung", most=1) == [8]


def test_a_procedure_seen_for_the_first_time_is_found_at_once(full: Store) -> None:
    assert found(full, "ket hon") == []
    fact = named("Lý Bé", 9, procedure_code="1.000894", procedure_name="Đăng ký kết hôn")
    with full.writing() as work:
        work.journal.record(fact, by="mau", at=A_MOMENT)
    assert found(full, "ket hon") == [9]


def test_only_the_newest_are_answered(full: Store) -> None:
    assert found(full, SOMEBODY.id_number, most=2) == [7, 6]


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "'", '"', "*", "-", "😀", "\x00", "()", "^", "\ud800"]
)
def test_text_without_letters_and_digits_finds_nothing(full: Store, text: str) -> None:
    assert found(full, text) == []


@pytest.mark.parametrize(
    "text",
    [
        'nguyen" OR "dang',
        "nguyen AND NOT thu",
        "name : nguyen",
        "nguyen*",
        "NEAR(nguyen thu)",
        "nguyen) OR (1=1",
        "{name} : x",
        "nguyen\x00thu",
        "x" * 10_000,
        "nguyen " * 5_000,
    ],
)
def test_the_search_engines_own_signs_mean_nothing(full: Store, text: str) -> None:
    assert set(found(full, text)) <= {1, 6, 7}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_safe(full: Store, text: str) -> None:
    assert set(found(full, text)) <= set(range(1, 8))


@given(st.text(max_size=200))
def test_words_asked_for_are_letters_and_digits_only(text: str) -> None:
    words = asked_words(text)
    assert len(words) <= 12
    assert all(word.removesuffix(WHOLE).isalnum() and len(word) <= 40 for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "H55.12.34-261120-0001",
        "h55.12.34-261120-0001",
        "H5512342611200001",
        "H55.12.34-2611",
        "H55.12.34-",
        "H55.12",
        "261120-0001",
    ],
)
def test_a_code_is_found_whole_or_begun_with_or_without_its_dashes(full: Store, text: str) -> None:
    assert 1 in found(full, text)
    assert found(full, "H99.12.34-261120-0001") == []
