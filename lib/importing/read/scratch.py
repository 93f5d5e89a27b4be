"""Files of our own in the folder an import may fill: their names owe nothing to a user's."""

import os
import tempfile
from pathlib import Path


def new_file(scratch: Path, suffix: str) -> Path:
    """An empty file in `scratch` under a name of its own."""
    handle, path = tempfile.mkstemp(suffix=suffix, prefix="read-", dir=scratch)
    os.close(handle)
    return Path(path)
