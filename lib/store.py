"""Generations: every import makes a new file, and one pointer says which is live.

    data/rapport-000007.duckdb    the live data, opened read-only by everyone
    data/CURRENT                  which generation is live, the facts it must show, and those kept:
                                  before it, to step back to, and after it, once stepped back

A writer works on a private copy under a lock and publishes it by replacing CURRENT, so a reader
sees either the data before an import or all of it, and a writer killed at any moment leaves the
live data as it was.
"""

import json
import os
import secrets
import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from lib.database import (
    Connection,
    Database,
    cannot_be_opened,
    connect_reader,
    connect_writer,
    plain_sentences,
)
from lib.errors import NoStore, StoreError
from lib.schema import ADDED_COLUMNS, TABLES, create_tables
from lib.statements import definitions

CHUNK = 1 << 20


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


@dataclass(frozen=True)
class Opened:
    """A generation opened for reading; `instead_of` names a newer one found damaged."""

    generation: int
    database: Database
    instead_of: int | None = None


def generations(folder: Path) -> list[Generation]:
    """The live generation first, then those that can be stepped back to.

    Raises NoStore where nothing was imported yet, StoreError where CURRENT cannot be read.
    """
    return _pointer(folder)[0]


def stepped_back_from(folder: Path) -> list[Generation]:
    """The generations that can be stepped forth to again, the next one first.

    Raises as `generations` does.
    """
    return _pointer(folder)[1]


def _pointer(folder: Path) -> tuple[list[Generation], list[Generation]]:
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


def current(folder: Path) -> int:
    """The number of the live generation. Raises NoStore, StoreError."""
    return generations(folder)[0].number


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
        if connection := _sound(generation, folder, threads):
            damaged = kept[0].number if generation is not kept[0] else None
            return Opened(generation.number, Database(connection), damaged)
    return None


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
        kept = _kept_or_none(folder)
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
            kept = [] if afresh else _kept_or_none(folder)
            draft = _begin(folder, room / "trial.duckdb", kept, memory_limit, room=room)
            with closing(draft.connection):
                yield draft
        finally:
            shutil.rmtree(room, ignore_errors=True)
            room.with_suffix(".lock").unlink(missing_ok=True)


def _sweep_trials(folder: Path) -> None:
    """Remove what killed trials left behind: the lock of one under way is held."""
    for lock in folder.glob("trial-*.lock"):
        with suppress(Timeout), FileLock(lock, timeout=0):
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
            lock.unlink(missing_ok=True)


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


def is_prepared(opened: Opened) -> bool:
    """Did this version of Rapport work out its derived tables?"""
    made_by = opened.database.run("select definitions from company")["definitions"]
    return set(made_by) == {definitions()}


def prepared(opened: Opened) -> Opened:
    """The same. Raises StoreError where another version worked out its derived tables."""
    if is_prepared(opened):
        return opened
    raise StoreError(
        "This data was prepared by another version of Rapport. Stop the dashboard and start it "
        "again with python3 run.py, or run python -m lib build: nothing is lost or imported anew."
    )


def undo(folder: Path) -> int:
    """Make the generation before the live one live again, and return its number.

    Raises StoreError where none is kept, or another import is running.
    """
    with _alone(folder):
        kept, after = _pointer(folder)
        if len(kept) == 1:
            raise StoreError("There is no earlier import to step back to.")
        if not _is_sound(kept[1], folder):
            raise StoreError(
                "The data before the last import is damaged; the live data stays as it is."
            )
        _point(folder, kept[1:], [kept[0], *after])
        return kept[1].number


def redo(folder: Path) -> int:
    """Make live again what was last stepped back from, and return its number.

    It is kept until the next import. Raises StoreError where there is none, or another import is
    running.
    """
    with _alone(folder):
        kept, after = _pointer(folder)
        if not after:
            raise StoreError("There is no import to bring back: none was taken back since.")
        if not _is_sound(after[0], folder):
            raise StoreError(
                "The data of the import taken back is damaged; the live data stays as it is."
            )
        _point(folder, [after[0], *kept], after[1:])
        return after[0].number


def _generation(said: dict) -> Generation:
    return Generation(int(said["generation"]), Facts(**said["facts"]))


def _kept_or_none(folder: Path) -> list[Generation]:
    try:
        return generations(folder)
    except NoStore:
        return []


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


def _sweep(folder: Path) -> None:
    """Remove what killed writers left behind: nobody else writes while the lock is held."""
    for left in [*folder.glob("building-*"), *folder.glob("scratch-*")]:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            _remove(left)


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
    source = next((g for g in kept if _matches(g, folder)), None)
    if source:
        shutil.copyfile(source.path(folder), building)
    elif kept:
        raise StoreError("The live data is damaged; step back with undo, or begin anew.")
    connection = connect_writer(building, memory_limit=memory_limit)
    # An earlier version of Rapport may have known fewer tables.
    for statement in [*create_tables(held=_tables(connection)), *ADDED_COLUMNS]:
        connection.execute(statement)
    return Draft(connection, scratch)


def _next_number(folder: Path) -> int:
    """One that no generation has or had, as far as is known."""
    known = []
    with suppress(NoStore):
        known = [generation.number for part in _pointer(folder) for generation in part]
    return max([0, *_numbers_on_disk(folder), *known]) + 1


def _publish(folder: Path, building: Path, number: int, kept: list[Generation], keep: int) -> None:
    """What was stepped back from goes: the new generation does not build on it."""
    facts = _facts(building)
    published = Generation(number, facts)
    _flush(building)
    building.rename(published.path(folder))
    live = [published, *kept][:keep]
    _point(folder, live)
    for file in folder.glob("rapport-*.duckdb"):
        if file not in {generation.path(folder) for generation in live}:
            _remove(file)


def _numbers_on_disk(folder: Path) -> list[int]:
    return [int(file.stem.split("-")[1]) for file in folder.glob("rapport-*.duckdb")]


def _point(folder: Path, live: list[Generation], after: Sequence[Generation] = ()) -> None:
    """Replace CURRENT in one step, and make sure the step is on disk."""
    first, *before = map(_said, live)
    said = first | {"before": before, "after": [_said(one) for one in after]}
    pointer = folder / "CURRENT.new"
    pointer.write_text(json.dumps(said, indent=1), encoding="utf-8")
    _flush(pointer)
    pointer.replace(folder / "CURRENT")
    _flush(folder)


def _said(generation: Generation) -> dict[str, Any]:
    return {"generation": generation.number, "facts": asdict(generation.facts)}


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _facts(file: Path) -> Facts:
    """Reopen a finished file as a reader would, and note what it shows."""
    connection = connect_reader(file)
    try:
        return Facts(_row_counts(connection), file.stat().st_size, _checksum(file))
    finally:
        connection.close()


def _row_counts(connection: Connection) -> dict[str, int]:
    known = _tables(connection)
    return {
        table: connection.execute(f"select count(*) from {table}").fetchall()[0][0]
        for table in TABLES
        if table in known
    }


def _tables(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute("show tables").fetchall()}


def _checksum(file: Path) -> int:
    value = 0
    with file.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            value = zlib.crc32(chunk, value)
    return value


def _matches(generation: Generation, folder: Path) -> bool:
    file = generation.path(folder)
    facts = generation.facts
    return (
        file.exists() and file.stat().st_size == facts.bytes and _checksum(file) == facts.checksum
    )


def _sound(generation: Generation, folder: Path, threads: int | None) -> Connection | None:
    """A reading connection, or None where the file is not what was published."""
    try:
        if not _matches(generation, folder):
            return None
        return connect_reader(generation.path(folder), threads=threads)
    except Exception as error:
        if cannot_be_opened(error):
            return None
        raise


def _is_sound(generation: Generation, folder: Path) -> bool:
    connection = _sound(generation, folder, None)
    if connection:
        connection.close()
    return connection is not None


def _remove(file: Path) -> None:
    for path in (file, file.with_name(file.name + ".wal")):
        with suppress(FileNotFoundError):
            path.unlink()
