"""What every test needs: Qt without a screen, patience, and the way to the program's own files.

Nothing else belongs here. A fixture that only one room uses stands beside that room's tests.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A machine without any font of its own is no reason to fail: the program brings its faces.
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false")

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def top() -> Path:
    """Return the top of the checkout."""
    return TOP


@pytest.fixture(scope="session")
def resources() -> Path:
    """Return the folder of the program's own data: fonts, forms, catalogue, calendar."""
    return TOP / "resources"
