"""Whether a generation's file still is what was published."""

import zlib
from pathlib import Path

from lib.database import Connection, cannot_be_opened, connect_reader
from lib.schema import TABLES
from lib.store.pointer import Facts, Generation

CHUNK = 1 << 20


def facts_of(file: Path) -> Facts:
    """Reopen a finished file as a reader would, and note what it shows."""
    connection = connect_reader(file)
    try:
        return Facts(_row_counts(connection), file.stat().st_size, _checksum(file))
    finally:
        connection.close()


def _row_counts(connection: Connection) -> dict[str, int]:
    known = tables(connection)
    return {
        table: connection.execute(f"select count(*) from {table}").fetchall()[0][0]
        for table in TABLES
        if table in known
    }


def tables(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute("show tables").fetchall()}


def _checksum(file: Path) -> int:
    value = 0
    with file.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            value = zlib.crc32(chunk, value)
    return value


def matches(generation: Generation, folder: Path) -> bool:
    file = generation.path(folder)
    facts = generation.facts
    return (
        file.exists() and file.stat().st_size == facts.bytes and _checksum(file) == facts.checksum
    )


def sound(generation: Generation, folder: Path, threads: int | None) -> Connection | None:
    """A reading connection, or None where the file is not what was published."""
    try:
        if not matches(generation, folder):
            return None
        return connect_reader(generation.path(folder), threads=threads)
    except Exception as error:
        if cannot_be_opened(error):
            return None
        raise


def is_sound(generation: Generation, folder: Path) -> bool:
    connection = sound(generation, folder, None)
    if connection:
        connection.close()
    return connection is not None
