"""The exact pass: records one by one into a clean copy, for whatever DuckDB cannot read itself.

Backslash escapes, single quotes, stray quotes, lone CR line ends, padded columns, cells to be
filled down, sheets of a workbook. Slower than the fast scan by a factor of ten, and rarely needed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from lib.errors import BadRecipe
from lib.importing.read.layout import Layout
from lib.importing.read.lines import LineMap
from lib.importing.read.records import EMPTY, Dialect, Oddities, Record
from lib.importing.read.records import records as records_of
from lib.importing.read.tally import Tally

# The dialect of every clean copy.
CLEAN = Dialect(",", '"', '"')

BATCH = 5000
RECORDS_AFTER_RAGGED = 1000

NEEDS_QUOTES = re.compile(r'[",\r\n]')


def read_lines(path: Path, begin: int) -> Iterator[str]:
    """Lines with their ends, from byte `begin` on: LF, CRLF and lone CR all end one."""
    with path.open("rb") as file:
        file.seek(begin)
        with io.TextIOWrapper(file, encoding="utf-8", errors="strict", newline="") as lines:
            yield from lines


def from_text(
    path: Path, begin: int, first_line: int, dialect: Dialect, odd: Oddities, name: str
) -> Iterator[Record]:
    """The records of a UTF-8 file from byte `begin`, which is on line `first_line`."""
    lines = read_lines(path, begin)
    return records_of(lines, dialect, odd, first_line=first_line, name=name)


def copy(
    found: Iterable[Record],
    tally: Tally,
    fill_down: tuple[str, ...],
    lines: LineMap | None = None,
    out: BinaryIO | None = None,
) -> None:
    """Check every record and write the rows to `out`. Raises UnreadableFile, BadRecipe."""
    fill = _Fill(tally.layout, fill_down, tally.name)
    texts: list[str] = []
    numbers: list[int] = []
    for record in _rows(found, tally):
        fields = fill.down(record.fields) if fill_down else record.fields
        texts.append(_as_csv(fields))
        numbers.append(record.line)
        if len(texts) >= BATCH:
            _write(texts, numbers, tally, lines, out)
    _write(texts, numbers, tally, lines, out)
    tally.line_ends |= tally.odd.line_ends - {""}


def _rows(found: Iterable[Record], tally: Tally) -> Iterator[Record]:
    """The records that are rows; everything else goes into the tally or is refused."""
    previous: Record | None = None
    beyond, gap = 0, False
    for index, record in enumerate(found):
        if index < tally.layout.lead:
            continue
        beyond += bool(tally.ragged)
        if beyond > RECORDS_AFTER_RAGGED:
            break
        fits = len(record.fields) == tally.layout.width
        if record.is_blank or (record.is_empty and not fits):
            tally.add_blanks(1, record.line)
        elif not fits:
            tally.add_ragged(record, gap=gap)
        elif record.is_empty:
            tally.add_padding(1, record.line)
        elif tally.names_again(record):
            tally.add_repeated_header(record.line)
        else:
            _check(record, previous, tally)
            previous = record
            tally.last.append(record)
            tally.rows += 1
            yield record
            if tally.rows == tally.most_rows:
                return
        gap = record.is_empty
    tally.refuse_ragged()


def _check(record: Record, previous: Record | None, tally: Tally) -> None:
    if tally.pending_blanks:
        tally.look_across_gap(previous, record)
        tally.settle_blanks()
    if tally.ragged:
        tally.rows_after_ragged += 1


class _Fill:
    """The last value of each column to be filled down."""

    def __init__(self, layout: Layout, names: tuple[str, ...], file: str) -> None:
        wanted = {name.casefold(): name for name in names}
        columns = [column.casefold() for column in layout.columns]
        missing = [name for key, name in wanted.items() if key not in columns]
        if missing:
            raise BadRecipe(
                "The recipe fills down {column}, but {file} has no such column; it has {columns}.",
                column=missing[0],
                file=file,
                columns=", ".join(layout.columns),
            )
        self.values = {columns.index(key): "" for key in wanted}

    def down(self, fields: list[str]) -> list[str]:
        for position, above in self.values.items():
            if fields[position].strip(EMPTY):
                self.values[position] = fields[position]
            else:
                fields[position] = above
        return fields


def _as_csv(fields: list[str]) -> str:
    line = ",".join(fields)
    if line.count(",") == len(fields) - 1 and not NEEDS_QUOTES.search(line.replace(",", "")):
        return line
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell
        for cell in fields
    )


def _write(
    texts: list[str], numbers: list[int], tally: Tally, lines: LineMap | None, out: BinaryIO | None
) -> None:
    if texts:
        data = [text.encode("utf-8") for text in texts]
        tally.longest = max(tally.longest, *map(len, data))
        if out:
            out.write(b"\n".join(data) + b"\n")
        if lines:
            lines.add(np.array(numbers, np.int64))
    texts.clear()
    numbers.clear()
