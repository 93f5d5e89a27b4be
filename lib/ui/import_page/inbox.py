"""The inbox: a folder of the machine whose files are imported where they lie, however large."""

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from lib.errors import StoreError
from lib.ui import data
from lib.ui.import_page.uploads import Upload

MOST = 500  # files listed


@dataclass(frozen=True)
class Waiting:
    """A file of the inbox, as it was when the folder was looked into."""

    name: str
    bytes: int
    changed: datetime


def folder() -> Path | None:
    """The folder that the settings name, if they name one. Raises StoreError."""
    named = data.settings().inbox
    return Path(named) if named else None


def waiting() -> list[Waiting]:
    """The plain files in the inbox, the newest first; no links, no folders, nothing hidden.

    Raises StoreError where the folder cannot be looked into.
    """
    place = folder()
    if place is None:
        return []
    try:
        with os.scandir(place) as entries:
            found = [_seen(entry) for entry in entries if _may_be_taken(entry)]
    except OSError as error:
        raise StoreError(
            "The inbox folder {folder} cannot be looked into: {reason}.",
            folder=place,
            reason=error.strerror,
        ) from error
    return sorted(found, key=lambda one: (one.changed, one.name), reverse=True)[:MOST]


def take(name: str) -> Upload | None:
    """The file of this name, where it lies; None where it is not, or no longer, one to take.

    The name is looked for in the folder and never made into a path by itself, so that none leads
    out of it.
    """
    place = folder()
    if place is None or name not in {one.name for one in waiting()}:
        return None
    mark = sha256(name.encode()).hexdigest()[:16]
    return Upload(name, place / name, f"inbox-{mark}", is_ours=False)


def is_still_there(upload: Upload) -> bool:
    """Is what lies there now still a plain file, and no link put in its place?"""
    try:
        return stat.S_ISREG(upload.path.lstat().st_mode)
    except OSError:
        return False


def _may_be_taken(entry: os.DirEntry[str]) -> bool:
    is_plain = entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")
    return is_plain and _can_be_shown(entry.name)


def _can_be_shown(name: str) -> bool:
    """Not a name of bytes that are no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _seen(entry: os.DirEntry[str]) -> Waiting:
    facts = entry.stat(follow_symlinks=False)
    return Waiting(entry.name, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))
