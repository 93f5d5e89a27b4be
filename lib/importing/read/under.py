"""What stands between the header and the first row: units, the names once more, marks of the
program that wrote the file. It is left out where there is no doubt, else told of."""

import re
from collections.abc import Sequence

from lib.importing.read.again import may_name_again, names_again
from lib.importing.read.examples import figures_in, next_filled, shown_cells
from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, Reading, note
from lib.importing.read.units import are_bracketed, are_units

UNITS = (
    "Line {line} under the header holds units ({cells}) and was left out; units_row = false "
    "under [read] takes it for a row."
)
NAMES = (
    "Line {line} under the header names the columns once more ({cells}) and was left out; "
    "units_row = false under [read] takes it for a row."
)
PERHAPS_UNITS = (
    "Line {line} under the header may hold units ({cells}) and was taken for a row; units_row = "
    "true under [read] leaves it out."
)
PERHAPS_NAMES = (
    "Line {line} under the header may name the columns once more ({cells}) and was taken for a "
    "row; units_row = true under [read] leaves it out."
)
MARKS = (
    "Line {line} holds marks of the program that wrote the file ({cells}) and was left out; "
    "units_row = false under [read] takes it for a row."
)

# Under names and questions, the ids that Qualtrics imports by.
MARK = re.compile(r'\{"ImportId":.*\}')


def find(
    found: Sequence[Record], header: Record, lead: int, width: int, reading: Reading
) -> tuple[int, tuple[Note, ...]]:
    """How many records come before the first row, and what is said of those under the header."""
    at = next_filled(found, lead)
    if reading.units_row is False or at >= len(found):
        return lead, ()
    told: tuple[Note, ...] = ()
    marks = _marks(found, at, width) or _marks(found, at + 1, width)
    is_out, sentence = _what_it_is(found, header, at, width)
    if reading.units_row or is_out or (marks and marks > at):
        lead = at + 1
        told = () if reading.units_row else (_note(sentence or NAMES, found[at]),)
    elif sentence:
        told = (_note(sentence, found[at]),)
    if marks:
        lead = marks + 1
        told = (*(told if marks > at else ()), _note(MARKS, found[marks]))
    return lead, told


def _marks(found: Sequence[Record], at: int, width: int) -> int | None:
    """The place of the next line, if all its cells are marks."""
    at = next_filled(found, at)
    if at >= len(found) or len(found[at].fields) != width:
        return None
    are_marks = all(MARK.fullmatch(cell.strip(EMPTY)) for cell in found[at].fields)
    return at if are_marks else None


def _what_it_is(found: Sequence[Record], header: Record, at: int, width: int) -> tuple[bool, str]:
    """Is the line surely no row, and what is said of it; "" if it is one."""
    fields = found[at].fields
    filled = {i: cell.strip(EMPTY) for i, cell in enumerate(fields) if cell.strip(EMPTY)}
    if len(fields) == width and are_units(list(filled.values())):
        above_figures = set(figures_in(found[at + 1 :], width)) & set(filled)
        if above_figures:
            return True, UNITS
        if not _stand_below(filled, found[at + 1 :]):
            is_sure = are_bracketed(list(filled.values()))
            return is_sure, UNITS if is_sure else PERHAPS_UNITS
    if names_again(header, found, at):
        return True, NAMES
    return False, PERHAPS_NAMES if may_name_again(header, found, at) else ""


def _stand_below(cells: dict[int, str], rows: Sequence[Record]) -> bool:
    """Is there no row to tell by, or one that says in its column what a cell here does?"""
    whole = [row.fields for row in rows if len(row.fields) > max(cells, default=0)]
    return not whole or any(
        row[i].strip(EMPTY).casefold() == cell.casefold()
        for row in whole
        for i, cell in cells.items()
    )


def _note(sentence: str, record: Record) -> Note:
    cells = [cell for cell in record.fields if cell.strip(EMPTY)]
    return note(sentence, line=record.line, cells=shown_cells(cells))
