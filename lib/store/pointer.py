"""CURRENT: one file that says which generation is live, and which are kept around it."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lib.errors import NoStore, StoreError


@dataclass(frozen=True)
class Facts:
    """What a generation must show when it is opened, or it is damaged."""

    rows: dict[str, int]
    bytes: int
    checksum: int


@dataclass(frozen=True)
class Generation:
    number: int
    facts: Facts

    def path(self, folder: Path) -> Path:
        return folder / f"rapport-{self.number:06}.duckdb"


def generations(folder: Path) -> list[Generation]:
    """The live generation first, then those that can be stepped back to.

    Raises NoStore where nothing was imported yet, StoreError where CURRENT cannot be read.
    """
    return pointed_at(folder)[0]


def stepped_back_from(folder: Path) -> list[Generation]:
    """The generations that can be stepped forth to again, the next one first.

    Raises as `generations` does.
    """
    return pointed_at(folder)[1]


def current(folder: Path) -> int:
    """The number of the live generation. Raises NoStore, StoreError."""
    return generations(folder)[0].number


def kept_or_none(folder: Path) -> list[Generation]:
    try:
        return generations(folder)
    except NoStore:
        return []


def pointed_at(folder: Path) -> tuple[list[Generation], list[Generation]]:
    """The live generation with those before it, and those after it."""
    pointer = folder / "CURRENT"
    try:
        said = json.loads(pointer.read_text(encoding="utf-8"))
        live = [_generation(said), *map(_generation, said["before"])]
        # Before there was a way forth, CURRENT had no word for it.
        return live, [*map(_generation, said.get("after", []))]
    except FileNotFoundError:
        raise NoStore(
            "There is no data in {folder} yet; import a file, or run 'python -m lib demo' for the "
            "sample company.",
            folder=folder,
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "{pointer} is damaged and names no live data; import again, or put back a copy of it.",
            pointer=pointer,
        ) from error


def _generation(said: dict) -> Generation:
    return Generation(int(said["generation"]), Facts(**said["facts"]))


def point(folder: Path, live: list[Generation], after: Sequence[Generation] = ()) -> None:
    """Replace CURRENT in one step, and make sure the step is on disk."""
    first, *before = map(_said, live)
    said = first | {"before": before, "after": [_said(one) for one in after]}
    pointer = folder / "CURRENT.new"
    pointer.write_text(json.dumps(said, indent=1), encoding="utf-8")
    flush(pointer)
    pointer.replace(folder / "CURRENT")
    flush(folder)


def _said(generation: Generation) -> dict[str, Any]:
    return {"generation": generation.number, "facts": asdict(generation.facts)}


def flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
