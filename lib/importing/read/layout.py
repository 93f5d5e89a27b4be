"""Where in a file the table begins: what stands above it, its header, its first row of data."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lib.errors import UnreadableFile
from lib.importing.read import header as headers
from lib.importing.read import under
from lib.importing.read.choice import Undecided
from lib.importing.read.examples import figures_in, filled_in, is_value, next_filled, shown_cells
from lib.importing.read.groups import joined, on_two_lines
from lib.importing.read.names import beside, column_names, garbled, plainly
from lib.importing.read.records import Record
from lib.importing.read.table import Note, Reading, note


@dataclass(frozen=True)
class Layout:
    """`lead` records come before the first row of data, blank ones included.

    `header` holds the header's cells as they stand, empty where there is none, `header_line` its
    line or 0. `figures` are the columns (from 0) in which all examples are figures or days,
    `filled` those in which none is empty.
    """

    lead: int
    width: int
    columns: tuple[str, ...]
    header: tuple[str, ...]
    header_line: int
    is_on_top: bool  # nothing but a header of one line comes before the data
    figures: tuple[int, ...]
    filled: tuple[int, ...]
    notes: tuple[Note, ...]


def find(found: Sequence[Record], width: int, reading: Reading, name: str) -> Layout:
    """The layout of a table whose first records are `found`, each `width` cells wide.

    Raises UnreadableFile where it cannot be told apart what is header and what is data.
    """
    if next_filled(found, 0) == len(found):
        raise UnreadableFile(
            "{file} has no row with anything in it from line {line} on.",
            file=name,
            line=found[0].line,
        )
    if _has_no_header(found, width, reading, name):
        return _without_header(found, width, reading, name)
    at = (
        headers.given(found, width, name) if reading.header else headers.highest(found, width, name)
    )
    if reading.header is None and not reading.columns:
        upper, at = found[at], headers.lower(found, at, width, name)
    else:
        upper = found[at]
    header, lead = found[at], at + 1
    names = header.fields if upper is header else joined(upper.fields, header.fields)
    lead, told = under.find(found, header, lead, width, reading)
    if reading.header is None and not reading.columns:
        _refuse_data_as_header(header, name)
    columns, renamed = column_names(reading.columns or names)
    _check_columns(reading, width, header.line, name)
    own = plainly(header.fields)
    rows = [record for record in found[lead:] if plainly(record.without_mark) != own]
    return Layout(
        lead=min(lead, len(found)),
        width=width,
        columns=columns,
        header=tuple(header.fields),
        header_line=header.line,
        is_on_top=lead == 1 and not any("\n" in cell or "\r" in cell for cell in header.fields),
        figures=figures_in(rows, width),
        filled=filled_in(rows, width),
        notes=(
            *_above(found, upper),
            *on_two_lines(upper, header),
            *told,
            *renamed,
            *beside(names, columns, rows),
            *garbled(columns),
        ),
    )


def _has_no_header(found: Sequence[Record], width: int, reading: Reading, name: str) -> bool:
    """The recipe says so: header = 0, or names for the columns where line 1 holds data."""
    if reading.header is not None or not reading.columns:
        return reading.header == 0
    first = found[next_filled(found, 0)]
    if any(map(is_value, first.fields)):
        return True
    raise UnreadableFile(
        "{file}, line {line}: {cells} may be names or data. The recipe names the columns: let it "
        "say header = 0 if the file has no header, or header = {line} if this is the header and "
        "its names are to be replaced.",
        file=name,
        line=first.line,
        cells=shown_cells(first.fields),
    )


def _without_header(found: Sequence[Record], width: int, reading: Reading, name: str) -> Layout:
    first = found[next_filled(found, 0)]
    _check_columns(reading, width, first.line, name)
    if len(first.fields) != width:
        headers.refuse_width(first, width, name)
    _refuse_names_as_data(first, reading, name)
    names, renamed = column_names(reading.columns or ("",) * width)
    figures, filled = figures_in(found, width), filled_in(found, width)
    return Layout(0, width, names, (), 0, True, figures, filled, renamed)


def _refuse_names_as_data(first: Record, reading: Reading, name: str) -> None:
    if [cell.strip().casefold() for cell in first.fields] == [
        column.casefold() for column in reading.columns
    ]:
        raise UnreadableFile(
            "{file}, line {line}: the recipe says there is no header, but here stand the names of "
            "its columns; let it say header = {line}.",
            file=name,
            line=first.line,
        )


def _refuse_data_as_header(header: Record, name: str) -> None:
    if any(map(is_value, header.fields)):
        raise Undecided(
            "{file}, line {line}: this looks like data, not like the names of columns: {cells}. If "
            "there is no header, write header = 0 and columns = [...] under [read] in the recipe; "
            "if these are the names, header = {line}.",
            file=name,
            line=header.line,
            cells=shown_cells(header.fields),
            choices={"header": [(0, ""), (header.line, "")]},
        )


def _check_columns(reading: Reading, width: int, line: int, name: str) -> None:
    if reading.columns and len(reading.columns) != width:
        raise UnreadableFile(
            "{file}, line {line}: {width} cells, but the recipe names {named} columns.",
            file=name,
            line=line,
            width=width,
            named=len(reading.columns),
        )


def _above(found: Sequence[Record], header: Record) -> tuple[Note, ...]:
    above = takewhile(lambda record: record is not header, found)
    titles = [record for record in above if not record.is_empty]
    if not titles:
        return ()
    return (
        note(
            "The header was found on line {line}; {cells} above it was skipped.",
            line=header.line,
            cells=shown_cells(
                [cell for record in titles for cell in record.fields if cell.strip()]
            ),
        ),
    )
