"""Files on their way in: kept on disk under names of our own, in chunks, one folder a session.

A user's file name is only ever shown. It is no path and no pattern.
"""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

import streamlit as st

from lib.ui import data

CHUNK = 1 << 20
KEPT_SECONDS = 24 * 3600  # what a closed tab left behind is removed after a day

DESK = "desk"


@dataclass(frozen=True)
class Upload:
    """A file the reader gave us: what they call it, and where it lies."""

    name: str
    path: Path

    @property
    def bytes(self) -> int:
        return self.path.stat().st_size


@dataclass
class Desk:
    """What one session has laid out to import. `round` changes the uploaders' keys, so that
    Streamlit lets go of the bytes it held."""

    folder: Path
    files: list[Upload] = field(default_factory=list)
    recipe: Upload | None = None
    round: int = 0

    def take(self, name: str, content: BinaryIO) -> Upload:
        """Copy an uploaded file to a name of our own."""
        path = self.folder / f"{self.round:04}.upload"
        with path.open("wb") as copy:
            shutil.copyfileobj(content, copy, CHUNK)
        self.round += 1
        return Upload(name, path)

    def remove(self, upload: Upload) -> None:
        self.files.remove(upload)
        upload.path.unlink(missing_ok=True)

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def desk() -> Desk:
    """This reader's."""
    if DESK not in st.session_state:
        uploads = data.folder() / "uploads"
        uploads.mkdir(parents=True, exist_ok=True)
        _sweep(uploads)
        folder = uploads / token_hex(8)
        folder.mkdir()
        st.session_state[DESK] = Desk(folder)
    return st.session_state[DESK]


def leave() -> None:
    """Throw away what was laid out and begin anew."""
    desk().clear()
    del st.session_state[DESK]


def _sweep(uploads: Path) -> None:
    old = time.time() - KEPT_SECONDS
    for folder in uploads.iterdir():
        if folder.stat().st_mtime < old:
            shutil.rmtree(folder, ignore_errors=True)
