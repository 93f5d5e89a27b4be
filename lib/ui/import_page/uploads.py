"""Files on their way in: kept on disk under names of our own, in chunks, one folder a desk.

A user's file name is only ever shown. It is no path and no pattern.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

CHUNK = 1 << 20


@dataclass(frozen=True)
class Upload:
    """A file laid out to import: what its owner calls it, and where it lies.

    `mark` tells it from every other file of its desk. One from the inbox lies where it lay, and
    is never removed by us.
    """

    name: str
    path: Path
    mark: str
    is_ours: bool = True

    @property
    def bytes(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def throw_away(self) -> None:
        if self.is_ours:
            self.path.unlink(missing_ok=True)


def take(folder: Path, number: int, name: str, content: BinaryIO) -> Upload:
    """Copy an uploaded file into `folder`, under a name of our own."""
    path = folder / f"{number:04}.upload"
    with path.open("wb") as copy:
        shutil.copyfileobj(content, copy, CHUNK)
    _let_go(content)
    return Upload(name, path, path.stem)


def _let_go(content: BinaryIO) -> None:
    """Streamlit keeps an uploaded file in memory until its reader leaves, unless it is told so."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not isinstance(content, UploadedFile):
        return
    if isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, content.file_id)
