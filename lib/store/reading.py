"""Opening a generation to read it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.database import Database, cannot_be_opened, connect_reader
from lib.errors import StoreError
from lib.statements import definitions
from lib.store.pointer import Generation, generations
from lib.store.soundness import sound


@dataclass(frozen=True)
class Opened:
    """A generation opened for reading; `instead_of` names a newer one found damaged."""

    generation: int
    database: Database
    instead_of: int | None = None


def open_store(folder: Path, *, threads: int | None = None) -> Opened:
    """Open the live generation for reading; where it is damaged, the newest sound one before it.

    Raises NoStore, and StoreError where no kept generation is sound.
    """
    kept: list[Generation] = []
    opened = None
    # An import may publish, and remove old files, between reading the pointer and opening: then
    # the pointer has moved on, and what it names now is tried.
    while (opened is None or opened.instead_of) and kept != (live := generations(folder)):
        kept = live
        opened = _first_sound(kept, folder, threads)
    if opened is None:
        raise StoreError(
            "None of the data files in {folder} can be read; they were changed or damaged outside "
            "Rapport. Put back a copy, or import again.",
            folder=folder,
        )
    return opened


def glance(folder: Path, question: str) -> Any:
    """The one value that a question about the live generation selects.

    The file is not read whole for its checksum first, as whoever opens or copies it does; DuckDB
    checks the blocks it reads. Where that fails, what `open_store` opens is asked. Raises as that.
    """
    try:
        with closing(connect_reader(generations(folder)[0].path(folder))) as connection:
            return Database(connection).value(question)
    except Exception as error:
        if not cannot_be_opened(error):
            raise
    opened = open_store(folder)
    with closing(opened.database.connection):
        return opened.database.value(question)


def _first_sound(kept: list[Generation], folder: Path, threads: int | None) -> Opened | None:
    for generation in kept:
        if connection := sound(generation, folder, threads):
            damaged = kept[0].number if generation is not kept[0] else None
            return Opened(generation.number, Database(connection), damaged)
    return None


def is_prepared(opened: Opened) -> bool:
    """Did this version of Rapport work out its derived tables?"""
    made_by = opened.database.value("select list(distinct definitions) from company")
    return made_by == [definitions()]


def prepared(opened: Opened) -> Opened:
    """The same. Raises StoreError where another version worked out its derived tables."""
    if is_prepared(opened):
        return opened
    raise StoreError(
        "This data was prepared by another version of Rapport. Stop the dashboard and start it "
        "again with python3 run.py, or run python -m lib build: nothing is lost or imported anew."
    )
