"""Files on their way in: kept on disk under names of our own, in chunks, one folder a desk.

A user's file name is only ever shown. It is no path and no pattern.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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
    return Upload(name, path, path.stem)
