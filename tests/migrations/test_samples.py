"""Stores of released versions open for ever, with every row."""

import shutil
from pathlib import Path

import pytest

from counter_app.domain.dossier_row import DossierFilter
from counter_app.domain.facts import EntryName, SlipPaper, SlipPrinted, UnknownFact
from counter_app.store.store import Store
from tests.support.intakes import named, taken_in
from tests.support.sample_store import SAMPLE_JOURNAL, SAMPLE_KEY

SAMPLES = Path(__file__).parent / "samples"
HEADS = {
    "counter-0001": "b2abbe0f41886c0d71b3c410f8ea73279609561430e13f1dbaeb35826711d927",
}
"""The digest of the last entry of each sample, as it was on the day it was made."""


@pytest.mark.parametrize("sample", HEADS)
def test_a_store_of_a_released_version_opens_whole(sample: str, top: Path, tmp_path: Path) -> None:
    path = tmp_path / "counter.db"
    shutil.copy(SAMPLES / f"{sample}.sample", path)
    store = Store.open(path, SAMPLE_KEY, migrations=top / "migrations" / "counter")
    assert store.check() == ()
    with store.reading() as reading:
        dossier = reading.dossiers.by_code(taken_in(2001).code)
        assert dossier.intake == taken_in(2001)
        assert dossier.history[1].fact == SlipPrinted(SlipPaper.A5, to_file=True)
        assert [row.applicant_name for row in reading.search.find("ly van be")] == ["Lý Văn Bé"]
        assert reading.dossiers.by_code(named("", 2002).code).taken_in_by == "lien"
        assert reading.dossiers.count(DossierFilter()) == 2
        assert [member.clerk for member in reading.staff.all()] == ["lien"]
        assert reading.counter is not None
        assert reading.counter.agency_identifier == "H55.12.34"
        draft = reading.drafts.load(2)
        assert draft is not None
        assert draft.content == {"applicant": {"name": "Lý Văn Bé"}}
        assert reading.state.get("printer") == "A"
        unknown = reading.journal.entry(EntryName(SAMPLE_JOURNAL, 8))
        assert unknown is not None
        assert unknown.fact == UnknownFact("FromTomorrow", b'{"what":"nobody knows yet"}')
        assert reading.journal.head()[1].hex() == HEADS[sample]
    store.close()


def test_every_released_version_has_its_sample() -> None:
    assert sorted(file.stem for file in SAMPLES.iterdir()) == sorted(HEADS)
