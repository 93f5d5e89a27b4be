"""One writer at a time, on a private copy that becomes the next generation or nothing."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from lib.database import Connection, connect_writer, plain_sentences
from lib.errors import NoStore, StoreError
from lib.schema import ADDED_COLUMNS, create_tables
from lib.store.pointer import Generation, flush, kept_or_none, point, pointed_at
from lib.store.soundness import facts_of, is_sound, matches, tables


@dataclass
class Draft:
    """The copy being changed, and the folder for what it needs meanwhile.

    It becomes generation `number`, which only a trial lacks. One that is `dropped` is not
    published: nothing in it is worth it.
    """

    connection: Connection
    scratch: Path
    number: int | None = None
    dropped: bool = False


@contextmanager
def new_generation(
    folder: Path, *, keep: int = 3, afresh: bool = False, memory_limit: str | None = None
) -> Iterator["Draft"]:
    """A private copy of the live data to change; published if the block ends without an error.

    `afresh` begins with empty source tables instead of a copy. Raises StoreError where another
    import is running or the disk is full; nothing live has changed then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), plain_sentences("The import"):
        _sweep(folder)
        _sweep_trials(folder)
        kept = kept_or_none(folder)
        building = folder / f"building-{os.getpid()}.duckdb"
        try:
            draft = _begin(folder, building, [] if afresh else kept, memory_limit)
            draft.number = _next_number(folder)
            try:
                yield draft
                draft.connection.execute("checkpoint")
            finally:
                draft.connection.close()
            if not draft.dropped:
                _publish(folder, building, draft.number, kept, keep)
        finally:
            _sweep(folder)


@contextmanager
def trial(
    folder: Path, *, afresh: bool = False, memory_limit: str | None = None
) -> Iterator["Draft"]:
    """A private copy of the live data to try something on, which nobody ever sees.

    Imports and other trials may run meanwhile. Raises StoreError where the disk is full or the
    live data damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep_trials(folder)
    room = folder / f"trial-{os.getpid()}-{secrets.token_hex(4)}"
    with FileLock(room.with_suffix(".lock")), plain_sentences("The check"):
        try:
            room.mkdir()
            kept = [] if afresh else kept_or_none(folder)
            draft = _begin(folder, room / "trial.duckdb", kept, memory_limit, room=room)
            with closing(draft.connection):
                yield draft
        finally:
            shutil.rmtree(room, ignore_errors=True)
            room.with_suffix(".lock").unlink(missing_ok=True)


def undo(folder: Path) -> int:
    """Make the generation before the live one live again, and return its number.

    Raises StoreError where none is kept, or another import is running.
    """
    with _alone(folder):
        kept, after = pointed_at(folder)
        if len(kept) == 1:
            raise StoreError("There is no earlier import to step back to.")
        if not is_sound(kept[1], folder):
            raise StoreError(
                "The data before the last import is damaged; the live data stays as it is."
            )
        point(folder, kept[1:], [kept[0], *after])
        return kept[1].number


def redo(folder: Path) -> int:
    """Make live again what was last stepped back from, and return its number.

    It is kept until the next import. Raises StoreError where there is none, or another import is
    running.
    """
    with _alone(folder):
        kept, after = pointed_at(folder)
        if not after:
            raise StoreError("There is no import to bring back: none was taken back since.")
        if not is_sound(after[0], folder):
            raise StoreError(
                "The data of the import taken back is damaged; the live data stays as it is."
            )
        point(folder, [after[0], *kept], after[1:])
        return after[0].number


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process that holds it."""
    lock = FileLock(folder / "writing.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError("Another import is running; try again when it has finished.") from None
    try:
        yield
    finally:
        lock.release()


def _begin(
    folder: Path,
    building: Path,
    kept: list[Generation],
    memory_limit: str | None,
    *,
    room: Path | None = None,
) -> Draft:
    scratch = (room or folder) / f"scratch-{os.getpid()}"
    scratch.mkdir()
    source = next((g for g in kept if matches(g, folder)), None)
    if source:
        shutil.copyfile(source.path(folder), building)
    elif kept:
        raise StoreError("The live data is damaged; step back with undo, or begin anew.")
    connection = connect_writer(building, memory_limit=memory_limit)
    # An earlier version of Rapport may have known fewer tables.
    for statement in [*create_tables(held=tables(connection)), *ADDED_COLUMNS]:
        connection.execute(statement)
    return Draft(connection, scratch)


def _next_number(folder: Path) -> int:
    """One that no generation has or had, as far as is known."""
    known = []
    with suppress(NoStore):
        known = [generation.number for part in pointed_at(folder) for generation in part]
    return max([0, *_numbers_on_disk(folder), *known]) + 1


def _numbers_on_disk(folder: Path) -> list[int]:
    return [int(file.stem.split("-")[1]) for file in folder.glob("rapport-*.duckdb")]


def _publish(folder: Path, building: Path, number: int, kept: list[Generation], keep: int) -> None:
    """What was stepped back from goes: the new generation does not build on it."""
    facts = facts_of(building)
    published = Generation(number, facts)
    flush(building)
    building.rename(published.path(folder))
    live = [published, *kept][:keep]
    point(folder, live)
    for file in folder.glob("rapport-*.duckdb"):
        if file not in {generation.path(folder) for generation in live}:
            _remove(file)


def _sweep(folder: Path) -> None:
    """Remove what killed writers left behind: nobody else writes while the lock is held."""
    for left in [*folder.glob("building-*"), *folder.glob("scratch-*")]:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            _remove(left)


def _sweep_trials(folder: Path) -> None:
    """Remove what killed trials left behind: the lock of one under way is held."""
    for lock in folder.glob("trial-*.lock"):
        with suppress(Timeout), FileLock(lock, timeout=0):
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
            lock.unlink(missing_ok=True)


def _remove(file: Path) -> None:
    for path in (file, file.with_name(file.name + ".wal")):
        with suppress(FileNotFoundError):
            path.unlink()
