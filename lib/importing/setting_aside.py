"""Rows set aside, written as they stood in their file, with their line and what is wrong there."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.database import Connection
from lib.importing.aside import MARKS, neutralised
from lib.importing.read import TextTable, lines_of, source
from lib.importing.recipe import FileOfSet
from lib.importing.sifting import Incoming

ROWS_AT_ONCE = 10_000

BELONGS = "it belongs together with another row that was set aside"


@dataclass(frozen=True)
class Aside:
    """A file of rows set aside: where it is, what to call it so that the recipe knows it again."""

    file: str
    path: Path
    name: str
    rows: int


def write_aside(db: Connection, incoming: Sequence[Incoming], path: Path) -> tuple[Aside, ...]:
    """Write one file for each that rows were set aside from: `path`, then `path` with a number."""
    written: list[Aside] = []
    for one in _one_of_each_source(incoming):
        for number, table in enumerate(one.staged.source.tables):
            if rows := _count(db, one, number):
                suffix = f"-{len(written) + 1}" if written else ""
                to = path.with_name(f"{path.stem}{suffix}{path.suffix}")
                _write(db, one, number, to)
                name = name_for(one.staged.source.file, table.name)
                written.append(Aside(table.name, to, name, rows))
    return tuple(written)


def _one_of_each_source(incoming: Sequence[Incoming]) -> list[Incoming]:
    return list({one.refused: one for one in reversed(incoming)}.values())[::-1]


def _span(one: Incoming, number: int) -> str:
    before, last = one.staged.source.spans[number]
    return f"source_row > {before} and source_row <= {last}"


def _count(db: Connection, one: Incoming, number: int) -> int:
    counted = f"select count(distinct source_row) from {one.refused} where {_span(one, number)}"
    found: int = db.execute(counted).fetchall()[0][0]
    return found


def _write(db: Connection, one: Incoming, number: int, path: Path) -> None:
    table = one.staged.source.tables[number]
    before, _ = one.staged.source.spans[number]
    sql, parameters = source(table)
    cells = ", ".join(f"c{index}" for index in range(len(table.columns)))
    found = db.execute(
        f"""
        with refused as (
            select distinct source_row - {before} as file_row
            from {one.refused}
            where {_span(one, number)}
        ),
        told as (
            select
                source_row - {before} as file_row,
                string_agg(distinct reason, '; ' order by reason) as reason
            from {one.reasons}
            where {_span(one, number)}
            group by file_row
        ),
        numbered as (
            select *, row_number() over () as file_row from {sql} as cells({cells})
        )
        select numbered.*, told.reason
        from numbered
        join refused on refused.file_row = numbered.file_row
        left join told on told.file_row = numbered.file_row
        order by numbered.file_row
        """,
        parameters,
    )
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*table.columns, *MARKS])
        while batch := found.fetchmany(ROWS_AT_ONCE):
            writer.writerows(_marked(table, batch))


def _marked(table: TextTable, batch: list[tuple]) -> Iterator[list[str | int]]:
    lines = lines_of(table, [row[-2] for row in batch])
    for *cells, file_row, reason in batch:
        yield [*map(neutralised, cells), lines[file_row], neutralised(reason or BELONGS)]


def name_for(file: FileOfSet, shown: str) -> str:
    """A name that tells the file from its origin and still fits what the recipe is for."""
    stem = shown.rpartition(".")[0] or shown
    names = [f"{stem} set aside.csv", f"{stem}.csv", shown]
    return next((name for name in names if file.matches(name)), shown)
