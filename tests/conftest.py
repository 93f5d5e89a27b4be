"""What every test may use: the project on the path, and the real files where they are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A change is judged by the same examples each time; on a developer's machine new ones are tried.
settings.register_profile("same_each_time", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same_each_time")


@pytest.fixture
def realdata() -> Path:
    """The folder of real files, which stays outside the project."""
    folder = os.environ.get("RAPPORT_REALDATA")
    if not folder:
        pytest.skip("RAPPORT_REALDATA names no folder of real files")
    return Path(folder)
