"""The file that a company keeps its settings in, settings.toml: what differs from the defaults."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from lib.errors import StoreError
from lib.settings import DEFAULTS, Settings, unlike_defaults, with_changes

FILE = "settings.toml"
WAIT = 10  # seconds for another writer, who needs a few milliseconds


def read_settings(folder: Path) -> Settings:
    """The settings of the store in `folder`; the defaults where it says nothing.

    Raises StoreError where settings.toml is not readable, names an unknown setting or gives one
    a value it cannot have.
    """
    try:
        given = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return DEFAULTS
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise StoreError("settings.toml cannot be read: {reason}.", reason=error) from error
    try:
        return with_changes(DEFAULTS, given)
    except StoreError as error:
        sentence = error.sentence + " It stands in {file}."
        raise StoreError(sentence, **error.values, file=folder / FILE) from None


def save_settings(folder: Path, settings: Settings) -> None:
    """Make these the settings of the store in `folder`, all of them or none.

    Raises StoreError where the disk is full or the folder cannot be written.
    """
    with _alone(folder):
        _write(folder, settings)


def change_settings(folder: Path, changes: Mapping[str, Any]) -> Settings:
    """Save these values and leave every other setting as it is in the file at this moment.

    So two people who change different settings at the same time both have their way. Gives the
    settings that now hold. Raises StoreError as `with_changes` and `save_settings` do.
    """
    with _alone(folder):
        changed = with_changes(read_settings(folder), changes)
        _write(folder, changed)
    return changed


def set_aside(folder: Path) -> None:
    """Begin again with the defaults; the file as it is stays beside, as settings.toml.refused.

    Raises StoreError where the folder cannot be written.
    """
    with _alone(folder), suppress(FileNotFoundError):
        (folder / FILE).replace(folder / f"{FILE}.refused")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer of settings at a time. An import under way has a lock of its own, and no need
    to be waited for: it read its settings when it began."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "settings.lock").acquire(timeout=WAIT):
            yield
    except Timeout:
        raise StoreError("Somebody else is saving the settings; try again in a moment.") from None
    except OSError as error:
        raise StoreError(
            "The settings could not be saved ({reason}); they are as they were.", reason=error
        ) from error


def _write(folder: Path, settings: Settings) -> None:
    """Replace the file in one step, and make sure the step is on disk."""
    beside = folder / f"{FILE}.new"
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_as_toml(settings))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / FILE)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    _flush(folder)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _as_toml(settings: Settings) -> str:
    """Numbers, and texts without signs that TOML and JSON write differently."""
    lines = ["# What this company sets differently from Rapport's defaults."]
    lines += [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in unlike_defaults(settings).items()
    ]
    return "\n".join(lines) + "\n"
