"""The forms and the type faces that the program ships."""

from pathlib import Path

import pytest

from counter_app.domain.form import FormSet
from counter_app.printing.fonts import use_fonts
from counter_app.printing.form_files import load_forms


@pytest.fixture(scope="session", autouse=True)
def _fonts(resources: Path) -> None:
    use_fonts(resources / "fonts")


@pytest.fixture(scope="session")
def forms(resources: Path) -> FormSet:
    """Return the forms as shipped."""
    return load_forms(resources / "forms")
