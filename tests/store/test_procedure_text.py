"""Procedures as text: every one of the catalogue comes back as it was."""

import pytest

from counter_app.store.catalogue import NotACalendar, calendar_of, load_catalogue
from counter_app.store.procedure_text import NotAProcedure, procedure_of, text_of
from counter_app.system.paths import resources_dir

CATALOGUE = load_catalogue(resources_dir() / "catalogue")


def test_every_procedure_comes_back_as_it_was() -> None:
    assert len(CATALOGUE.procedures) > 200
    for procedure in CATALOGUE.procedures:
        assert procedure_of(text_of(procedure)) == procedure


@pytest.mark.parametrize("text", ["", "{", "[]", '{"code":"1"}', "[" * 100_000])
def test_what_is_no_procedure_is_refused(text: str) -> None:
    with pytest.raises(NotAProcedure):
        procedure_of(text)


@pytest.mark.parametrize("text", ["", "date,kind\n", "date,kind,name,source,verified\n2027-01-01"])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotACalendar):
        calendar_of(text)
