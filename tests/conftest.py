"""What every test may use: the project on the path, and the real files where they are."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def realdata() -> Path:
    """The folder of real files, which stays outside the project."""
    folder = os.environ.get("RAPPORT_REALDATA")
    if not folder:
        pytest.skip("RAPPORT_REALDATA names no folder of real files")
    return Path(folder)
