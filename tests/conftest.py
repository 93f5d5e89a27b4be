"""What every test may use: the project on the path, and the real files where they are."""

import gc
import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from lib import store
from lib.build import build
from lib.demo import fill
from lib.progress import silent

# Looking for garbage costs some twentieth of the run's time; tests leave little.
gc.set_threshold(100_000, 50, 50)

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


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sample(run_folder) -> Path:
    """The folder of a small sample company, built once a run: whoever changes it takes a copy."""
    folder = run_folder / "sample_company"
    with FileLock(run_folder / "sample_company.lock"):
        if not (folder / "CURRENT").exists():
            with store.new_generation(folder) as draft:
                fill(draft.connection, customers=400, seed=1, progress=silent)
                build(draft.connection)
    return folder
