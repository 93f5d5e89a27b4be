"""Files written for a test, read by us, and their rows as DuckDB gives them."""

from functools import cache
from pathlib import Path

from lib.database import Connection, connect_writer
from lib.importing.read import Reading, TextTable, read, source


def given(folder: Path, content: bytes | str, *, name: str = "orders.csv", **reading) -> TextTable:
    """`content` read as a file of this name under these keys of a recipe's [read]."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, **reading)


def read_file(path: Path, *, scratch: Path | None = None, **reading) -> TextTable:
    scratch = scratch or path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return read(path, Reading(**reading), name=path.name, scratch=scratch)


def rows(table: TextTable) -> list[tuple[str, ...]]:
    """What DuckDB reads, which must be as many rows as we counted."""
    expression, parameters = source(table)
    found = database().execute(f"select * from {expression}", parameters).fetchall()
    counted = database().execute(f"select count(*) from {expression}", parameters).fetchall()
    assert counted == [(table.rows,)]
    assert len(found) == table.rows
    return found


@cache
def database() -> Connection:
    """One for all tests: only files are read, nothing is kept."""
    return connect_writer(":memory:")


def notes(table: TextTable) -> list[str]:
    return [str(note) for note in table.notes]
