"""What is being read."""

from dataclasses import dataclass
from pathlib import Path

from lib.importing.read.table import Reading


@dataclass(frozen=True)
class Asked:
    """A file as its reader calls it, what a recipe says of it, and where copies go."""

    name: str
    reading: Reading
    scratch: Path
