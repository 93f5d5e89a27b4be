"""Where in a file the table begins: what stands above it, its header, its first row of data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lib.errors import UnreadableFile
from lib.importing.read.choice import Undecided
from lib.importing.read.groups import grouped, joined, on_two_lines
from lib.importing.read.names import column_names
from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, Reading, note
from lib.importing.read.units import are_units

# Rows looked at to see which columns hold figures or days.
EXAMPLES = 50

FIGURE = re.compile(r"[+-]?\s?[$€£¥]?\s?[+-]?\d[\d.,'\s]*(e[+-]?\d+)?\s?[%$€£¥]?", re.I)
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|\d{1,2}:\d\d(:\d\d.*)?")

TOTALS = {"total", "totals", "grand total", "subtotal", "sum"}
TOTALS |= {
    "合计",
    "总计",
    "小计",
    "合計",
    "總計",
    "小計",
    "累计",
    "本页小计",
    "本月合计",
    "本年累计",
}
TOTALS |= {"total général", "total general", "sous-total", "totale", "totaal", "subtotaal", "итого"}
TOTALS |= {"summe", "gesamt", "gesamtsumme", "zwischensumme", "endsumme", "suma", "suma total"}


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


def is_value(cell: str) -> bool:
    """A figure or a day or a time of day: what data holds and a name does not."""
    text = cell.strip(EMPTY)
    return bool(FIGURE.fullmatch(text) or DAY.fullmatch(text))


def find(found: Sequence[Record], width: int, reading: Reading, name: str) -> Layout:
    """The layout of a table whose first records are `found`, each `width` cells wide.

    Raises UnreadableFile where it cannot be told apart what is header and what is data.
    """
    if _next(found, 0) == len(found):
        raise UnreadableFile(
            "{file} has no row with anything in it from line {line} on.",
            file=name,
            line=found[0].line,
        )
    if _has_no_header(found, width, reading, name):
        return _without_header(found, width, reading, name)
    at = _header_given(found, width, name) if reading.header else _header(found, width, name)
    if reading.header is None and not reading.columns:
        upper, at = found[at], _lower_header(found, at, width, name)
    else:
        upper = found[at]
    header, lead = found[at], at + 1
    names = header.fields if upper is header else joined(upper.fields, header.fields)
    told: tuple[Note, ...] = ()
    units = _units(found, lead, width, reading)
    if units is not None:
        lead = _next(found, lead) + 1
        told = () if reading.units_row else (units,)
    if reading.header is None and not reading.columns:
        _refuse_data_as_header(header, name)
    columns, renamed = column_names(reading.columns or names)
    _check_columns(reading, width, header.line, name)
    rows = [record for record in found[lead:] if record.without_mark != tuple(header.fields)]
    return Layout(
        lead=min(lead, len(found)),
        width=width,
        columns=columns,
        header=tuple(header.fields),
        header_line=header.line,
        is_on_top=lead == 1 and not any("\n" in cell or "\r" in cell for cell in header.fields),
        figures=_figures(rows, width),
        filled=_filled(rows, width),
        notes=(*_above(found, upper), *on_two_lines(upper, header), *told, *renamed),
    )


def _has_no_header(found: Sequence[Record], width: int, reading: Reading, name: str) -> bool:
    """The recipe says so: header = 0, or names for the columns where line 1 holds data."""
    if reading.header is not None or not reading.columns:
        return reading.header == 0
    first = found[_next(found, 0)]
    if any(map(is_value, first.fields)):
        return True
    raise UnreadableFile(
        "{file}, line {line}: {cells} may be names or data. The recipe names the columns: let it "
        "say header = 0 if the file has no header, or header = {line} if this is the header and "
        "its names are to be replaced.",
        file=name,
        line=first.line,
        cells=_shown(first.fields),
    )


def _without_header(found: Sequence[Record], width: int, reading: Reading, name: str) -> Layout:
    first = found[_next(found, 0)]
    _check_columns(reading, width, first.line, name)
    if len(first.fields) != width:
        _refuse_width(first, width, name)
    _refuse_names_as_data(first, reading, name)
    names, renamed = column_names(reading.columns or ("",) * width)
    figures, filled = _figures(found, width), _filled(found, width)
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


def _header_given(found: Sequence[Record], width: int, name: str) -> int:
    """The recipe says where: nothing is looked for, but it has to be as wide as the table."""
    if found[0].is_blank:
        raise UnreadableFile(
            "{file}, line {line}: the recipe says this is the header, but the line is empty.",
            file=name,
            line=found[0].line,
        )
    if len(found[0].fields) != width:
        _refuse_width(found[0], width, name)
    return 0


def _header(found: Sequence[Record], width: int, name: str) -> int:
    """The first record that can be a header: what stands above must unmistakably be a title."""
    at = _next(found, 0)
    while at < len(found) and not _may_be_header(found, at, width):
        at = _next(found, at + 1)
    if at >= len(found):
        at = min(_next(found, 0), len(found) - 1)
        if len(found[at].fields) != width:
            _refuse_width(found[at], width, name)
        return at
    titles = [record for record in found[:at] if not record.is_empty]
    if titles and not _is_unmistakable(titles, found, at, width):
        _refuse_width(titles[0], width, name, header=found[at])
    return at


def _lower_header(found: Sequence[Record], at: int, width: int, name: str) -> int:
    """Where a line that only groups columns stands above the one that names them: the lower one.

    Figures below say so, as the lower line has none; where all is text, the reader has to.
    """
    below = _next(found, at + 1)
    if below >= len(found) or {len(found[at].fields), len(found[below].fields)} != {width}:
        return at
    groups = grouped(found[at].fields)
    if not groups or not _is_full_of_names(found[below]) or any(map(is_value, found[at].fields)):
        return at
    if _figures(found[below + 1 :], width):
        return below
    if groups > 1 and below + 1 < len(found):
        raise Undecided(
            "{file}: the header may stand on two lines, {line} and {below}: {cells} over {names}. "
            "Write header = {below} under [read] in the recipe if so, or header = {line} if line "
            "{below} is a row.",
            file=name,
            line=found[at].line,
            below=found[below].line,
            cells=_shown(found[at].fields),
            names=_shown(found[below].fields),
            choices={
                "header": [
                    (found[below].line, _shown(found[below].fields)),
                    (found[at].line, _shown(found[at].fields)),
                ]
            },
        )
    return at


def _may_be_header(found: Sequence[Record], at: int, width: int) -> bool:
    """As wide as the table, and not just a title in the first of its cells."""
    if len(found[at].fields) != width or found[at].is_empty:
        return False
    after = at
    while after < len(found) and _may_be_title(found[after], width):
        after = _next(found, after + 1)
    return after == at or after >= len(found) or not _is_full_of_names(found[after])


def _may_be_title(record: Record, width: int) -> bool:
    filled = sum(bool(cell.strip(EMPTY)) for cell in record.fields)
    alone = filled == 1 and bool(record.fields[0].strip(EMPTY))
    return width > 2 and (alone or is_heading(record.fields))


def _is_unmistakable(
    titles: Sequence[Record], found: Sequence[Record], at: int, width: int
) -> bool:
    """Titles have one filled cell or are comments; the header below them is all names."""
    for record in titles:
        filled = sum(bool(cell.strip(EMPTY)) for cell in record.fields)
        if filled > 1 and not is_heading(record.fields):
            return False
    if not _is_full_of_names(found[at]):
        return False
    return width > 2 or bool(_figures(found[at + 1 :], width))


def is_heading(fields: Sequence[str]) -> bool:
    """A comment, or a remark and what it says: "Printed on:" and a day."""
    first, *others = [cell.strip(EMPTY) for cell in fields if cell.strip(EMPTY)] or [""]
    return first.startswith("#") or (len(others) < 2 and first.endswith((":", "：")))


def _is_full_of_names(record: Record) -> bool:
    names = [cell.strip(EMPTY).casefold() for cell in record.fields]
    return all(names) and len(set(names)) == len(names) and not any(map(is_value, names))


def _next(found: Sequence[Record], at: int) -> int:
    """The first record from `at` on with anything in it; the number of records if there is none."""
    return next((i for i in range(at, len(found)) if not found[i].is_empty), len(found))


def _figures(rows: Sequence[Record], width: int) -> tuple[int, ...]:
    """Columns in which every cell that is not empty is a figure or a day, and one is.

    Only the rows above a blank line count: below it another table may begin. One row says nothing.
    """
    examples = _examples(rows, width)
    filled = [[row[i] for row in examples if row[i].strip(EMPTY)] for i in range(width)]
    return tuple(
        i for i, cells in enumerate(filled) if len(cells) > 1 and all(map(is_value, cells))
    )


def _filled(rows: Sequence[Record], width: int) -> tuple[int, ...]:
    """Columns in which no cell is empty, but for the last row's: that may be a total."""
    examples = _examples(rows, width)[:-1]
    return tuple(
        i for i in range(width) if examples and all(row[i].strip(EMPTY) for row in examples)
    )


def _examples(rows: Sequence[Record], width: int) -> list[list[str]]:
    first = _next(rows, 0)
    together = takewhile(lambda row: not row.is_blank, rows[first : first + EXAMPLES])
    return [row.fields for row in together if len(row.fields) == width]


def _units(found: Sequence[Record], at: int, width: int, reading: Reading) -> Note | None:
    """What is said of the row under the header if it holds units: those of columns of figures."""
    at = _next(found, at)
    if reading.units_row is False or at >= len(found):
        return None
    fields = found[at].fields
    said = note(
        "Line {line} under the header holds units ({cells}) and was left out; units_row = false "
        "under [read] takes it for a row.",
        line=found[at].line,
        cells=_shown([cell for cell in fields if cell.strip(EMPTY)]),
    )
    if reading.units_row:
        return said
    filled = {i: cell.strip(EMPTY) for i, cell in enumerate(fields) if cell.strip(EMPTY)}
    above_figures = set(_figures(found[at + 1 :], width)) & set(filled)
    fits = len(fields) == width and above_figures and are_units(list(filled.values()))
    return said if fits else None


def _refuse_data_as_header(header: Record, name: str) -> None:
    if any(map(is_value, header.fields)):
        raise Undecided(
            "{file}, line {line}: this looks like data, not like the names of columns: {cells}. If "
            "there is no header, write header = 0 and columns = [...] under [read] in the recipe; "
            "if these are the names, header = {line}.",
            file=name,
            line=header.line,
            cells=_shown(header.fields),
            choices={"header": [(0, ""), (header.line, "")]},
        )


def _refuse_width(record: Record, width: int, name: str, *, header: Record | None = None) -> None:
    """`header` may be the header, if what stands above it is none of the table."""
    if len(record.fields) == width - 1 > 1 and _is_full_of_names(record):
        raise UnreadableFile(
            "{file}, line {line}: {found} names stand above rows of {width} cells ({cells}). "
            "Either one name is missing, or a cell of each row holds what parts cells without "
            "standing in quotes, such as the comma of 1,000; put that right.",
            file=name,
            line=record.line,
            found=len(record.fields),
            cells=_shown(record.fields),
            width=width,
        )
    raise Undecided(
        "{file}, line {line}: {found} instead of {width} cells ({cells}). If the line does not "
        "belong to the table, write the header's line as header = ... under [read] in the recipe; "
        "if it is the header, put it right.",
        file=name,
        line=record.line,
        found=len(record.fields),
        cells=_shown(record.fields),
        width=width,
        choices={"header": [(header.line, _shown(header.fields))]} if header else {},
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
            cells=_shown([cell for record in titles for cell in record.fields if cell.strip()]),
        ),
    )


def _shown(cells: Sequence[str]) -> str:
    """The first cells, for a sentence."""
    shown = ", ".join(f"“{cell.strip()[:24]}”" for cell in cells[:4])
    return shown + (", …" if len(cells) > 4 else "")
