"""The data files that come with the program, and files that are damaged."""

import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from counter_app.domain.deadline import LimitKind, TimeLimit
from counter_app.domain.facts import ChannelIn
from counter_app.domain.plain_text import fold
from counter_app.domain.procedure import Catalogue, FeeKind, Procedure
from counter_app.store.catalogue import (
    ResourceDamaged,
    load_calendar,
    load_catalogue,
    load_places,
)

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def catalogue(resources: Path) -> Catalogue:
    return load_catalogue(resources / "catalogue")


def test_all_procedures_load_and_are_found_by_code(catalogue: Catalogue) -> None:
    assert len(catalogue.procedures) == 239
    for procedure in catalogue.procedures:
        assert catalogue.procedure(procedure.code, TODAY) is procedure
        assert catalogue.find(procedure.code, TODAY) == (procedure,)
        assert catalogue.find(procedure.code.replace(".", ""), TODAY) == (procedure,)


def test_all_procedures_are_found_by_name_without_diacritics(catalogue: Catalogue) -> None:
    for procedure in catalogue.procedures:
        assert procedure in catalogue.find(fold(procedure.name), TODAY, most=5)


def test_every_common_procedure_exists(catalogue: Catalogue) -> None:
    found = catalogue.find("", TODAY, most=len(catalogue.common))

    assert tuple(procedure.code for procedure in found) == catalogue.common


def test_what_the_record_does_not_say_for_sure_stays_open(catalogue: Catalogue) -> None:
    def of(code: str) -> Procedure:
        return catalogue.procedure(code, TODAY)

    assert of("1.001193").limit == TimeLimit(LimitKind.SAME_DAY)
    assert of("1.004873").limit is None
    assert of("1.004873").unconfirmed_amount == Decimal(3)
    assert of("2.000477").limit is None
    assert of("2.000477").unconfirmed_amount is None
    assert sum(p.unconfirmed_amount is not None for p in catalogue.procedures) == 33
    assert sum(p.limit is None for p in catalogue.procedures) == 52


def test_limits_that_differ_by_channel_or_case_are_kept_apart(catalogue: Catalogue) -> None:
    by_channel = next(
        p for p in catalogue.procedures if p.limit == TimeLimit.parse("17 ngày") and p.limit_choices
    )
    assert by_channel.limit_for(ChannelIn.ONLINE) == TimeLimit.parse("7 ngày")
    assert by_channel.limit_for(ChannelIn.DIRECT) == TimeLimit.parse("17 ngày")

    by_case = catalogue.procedure("1.012537", TODAY)
    assert by_case.channel_limits == ()
    assert {limit.text for limit in by_case.limit_choices} == {"2 ngày làm việc", "5 ngày làm việc"}


def test_fees_are_stated_only_where_they_are_certain(catalogue: Catalogue) -> None:
    extract = catalogue.procedure("2.000635", TODAY)
    copies = catalogue.procedure("2.000815", TODAY)

    assert [(fee.name, fee.amount) for fee in extract.fees] == [
        ("Phí cấp bản sao trích lục hộ tịch", 8000)
    ]
    assert copies.fee_kind is FeeKind.AMOUNT
    assert copies.fees == ()
    assert "2.000 đồng/trang" in copies.fee_text
    assert all(p.fee_kind is FeeKind.AMOUNT for p in catalogue.procedures if p.fees)


def test_the_texts_are_clean(catalogue: Catalogue, resources: Path) -> None:
    text = (resources / "catalogue" / "procedures.json").read_text(encoding="utf-8")

    assert text == unicodedata.normalize("NFC", text)
    assert not re.search(r"\.(?:docx?|pdf|xlsx?)\b|more\)|bản chính\]|[\u200b-\u200f\ufffd]", text)
    assert not re.search(r"\b(?:crawl|unit|portal|record)\b", text)
    for procedure in catalogue.procedures:
        assert procedure.name and procedure.field and procedure.levels and procedure.source
        for paper in procedure.papers:
            assert paper.name == " ".join(paper.name.split())
            assert 0 <= paper.original_count <= 9 and 0 <= paper.copy_count <= 9


def test_papers_that_did_not_come_with_the_data_are_counted(catalogue: Catalogue) -> None:
    assert catalogue.procedure("1.001193", TODAY).papers_omitted_count == 23


def test_the_calendar_loads(resources: Path) -> None:
    calendar = load_calendar(resources / "calendar")
    holiday = calendar.day(date(2026, 11, 24))

    assert len(calendar.days) == 146
    assert holiday is not None and holiday.is_verified
    assert holiday.name == "Ngày Văn hóa Việt Nam"
    old = calendar.day(date(2018, 1, 1))
    assert old is not None and not old.is_verified


def load_all(folder: Path) -> None:
    load_catalogue(folder / "catalogue")
    load_calendar(folder / "calendar")
    load_places(folder / "places")


FILES = [
    "catalogue/procedures.json",
    "calendar/calendar.csv",
    "places/communes.csv",
    "places/communes_old_to_new.csv",
]


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = [Path.unlink, half, noise, empty, folder]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(
    resources: Path, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    for room in ("catalogue", "calendar", "places"):
        shutil.copytree(resources / room, tmp_path / room)
    damage(tmp_path / name)

    with pytest.raises(ResourceDamaged) as trouble:
        load_all(tmp_path)

    assert trouble.value.path == tmp_path / name


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit", "ba ngày"), ("valid_from", "hôm nay"), ("fee", "nhiều"), ("unknown", 1)],
)
def test_a_catalogue_with_a_wrong_field_is_damaged(
    resources: Path, tmp_path: Path, field: str, value: object
) -> None:
    content = json.loads((resources / "catalogue" / "procedures.json").read_text("utf-8"))
    content["procedures"][7][field] = value
    (tmp_path / "procedures.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ResourceDamaged):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    "row", ["2026-13-01,off,x,y,yes", "2026-12-01,maybe,x,y,yes", "2026-12-01"]
)
def test_a_calendar_with_a_wrong_row_is_damaged(tmp_path: Path, row: str) -> None:
    (tmp_path / "calendar.csv").write_text(f"date,kind,name,source,verified\n{row}\n", "utf-8")

    with pytest.raises(ResourceDamaged):
        load_calendar(tmp_path)
