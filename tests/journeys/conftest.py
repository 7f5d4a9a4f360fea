"""What several journeys go through: the demonstration area, made once."""

import pytest

from tests.support.demo_area import Commanded, commanded_area


@pytest.fixture(scope="session")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> Commanded:
    """Return the small demonstration area, made and verified by its commands."""
    return commanded_area(tmp_path_factory.mktemp("area"))
