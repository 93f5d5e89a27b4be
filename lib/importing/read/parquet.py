"""Parquet: its columns written out as text that loses nothing, and read on from there."""

import csv
from collections.abc import Iterator
from pathlib import Path

from lib.database import AnyError, connect_writer, is_exhausted
from lib.errors import UnreadableFile
from lib.importing.read.records import Record
from lib.importing.read.scratch import new_file
from lib.importing.read.table import literally

NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "VARIANT", "GEOMETRY")


def parquet_as_csv(path: Path, *, name: str, scratch: Path) -> Path:
    """The table as CSV: line 1 holds its names, line n + 1 its row n; days and moments as ISO."""
    target = new_file(scratch, ".columns")
    db = connect_writer(Path(":memory:"))
    with db:
        try:
            columns = db.execute("describe from read_parquet($path)", _at(path)).fetchall()
            _refuse_nested(columns, name)
            every = ", ".join(_as_text(f'"{_doubled(one[0])}"', one[1]) for one in columns)
            db.execute(
                f"copy (select {every} from read_parquet($path)) to $target "
                "(format csv, header true, force_quote *)",
                _at(path) | {"target": str(target)},
            )
        except AnyError as error:
            if is_exhausted(error):
                raise
            raise UnreadableFile(
                "{file} is a damaged Parquet file; copy or write it again.", file=name
            ) from error
    return target


def _at(path: Path) -> dict[str, str]:
    return {"path": literally(path)}


def _doubled(column: str) -> str:
    return column.replace('"', '""')


def _as_text(column: str, type_: str) -> str:
    """A moment without a time of day throughout stays a moment; with an offset it is in UTC."""
    if type_ == "TIMESTAMP WITH TIME ZONE":
        return f"cast(timezone('UTC', {column}) as varchar) || '+00:00' as {column}"
    return f"cast({column} as varchar) as {column}"


def _refuse_nested(columns: list[tuple[str, str]], name: str) -> None:
    for column, type_, *_ in columns:
        if type_.startswith(NESTED) or type_.endswith("]"):
            raise UnreadableFile(
                "{file}, column {column}: {type} is more than one value a cell; write the file "
                "out without it, or with a column for each value.",
                file=name,
                column=column,
                type=type_.partition("(")[0],
            )


def rows(columns: Path) -> Iterator[Record]:
    """The rows of a file written by `parquet_as_csv`, numbered from 1; the names are number 0."""
    csv.field_size_limit(1 << 30)
    with columns.open(encoding="utf-8", newline="") as file:
        for number, fields in enumerate(csv.reader(file, strict=True)):
            yield Record(number, fields)
