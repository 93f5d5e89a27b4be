"""From records, and from what was met among them, to a text table."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lib.importing.read import layout, normalise
from lib.importing.read.asked import Asked
from lib.importing.read.lines import LineMap
from lib.importing.read.normalise import CLEAN
from lib.importing.read.records import Dialect, Oddities, Record
from lib.importing.read.scratch import new_file
from lib.importing.read.table import TextTable
from lib.importing.read.tail import rows_below
from lib.importing.read.tally import Tally, afresh, new_tally


def copied_exactly(
    found: Callable[[], Iterable[Record]],
    head: tuple[Record, ...],
    width: int,
    way: Dialect,
    whose: Asked,
    *,
    encoding: str,
    oddities: Oddities,
) -> TextTable:
    where = layout.find(head, width, whose.reading, whose.name)
    tally = replace(new_tally(whose.name, way, where, whose.reading), odd=oddities)
    target, lines = new_file(whose.scratch, ".csv"), new_file(whose.scratch, ".lines")
    _copy(found, tally, target, lines, whose)
    if shorter := shortened(tally, found):
        vars(oddities).update(vars(Oddities()))  # counted anew
        tally = replace(shorter, odd=oddities)
        _copy(found, tally, target, lines, whose)
    return table_of(whose, tally, target, lines, CLEAN, encoding, line_end="\n", skip=0)


def _copy(
    found: Callable[[], Iterable[Record]], tally: Tally, target: Path, lines: Path, whose: Asked
) -> None:
    with target.open("wb") as out, lines.open("wb") as map_out:
        normalise.copy(found(), tally, whose.reading.fill_down, LineMap(map_out), out)


def shortened(tally: Tally, found: Callable[[], Iterable[Record]]) -> Tally | None:
    """A tally for reading again without the last rows, if these are none of the table.

    `found` gives every record of the file.
    """

    def rows() -> Iterable[Record]:
        records = islice(found(), tally.layout.lead, None)
        return (one for one in records if len(one.fields) == tally.layout.width)

    below = rows_below(tuple(tally.last), tally.layout, tally.reading, rows)
    if not below or below == tally.rows:  # a table of nothing but remarks would be none
        return None
    dropped = (*tuple(tally.last)[-below:], *tally.below)
    return replace(afresh(tally), most_rows=tally.rows - below, below=dropped)


def table_of(
    whose: Asked,
    tally: Tally,
    path: Path,
    lines: Path,
    way: Dialect,
    encoding: str,
    *,
    line_end: str,
    skip: int,
) -> TextTable:
    return TextTable(
        name=whose.name,
        path=path,
        encoding=encoding,
        delimiter=way.delimiter,
        quote=way.quote,
        escape=way.escape,
        header_line=tally.layout.header_line,
        columns=tally.layout.columns,
        rows=tally.rows,
        bytes=0,
        hash="",
        notes=tally.notes(),
        line_end=line_end,
        skip=skip,
        longest=tally.longest,
        lines=lines,
        parted_by=tally.dialect.delimiter,
    )
