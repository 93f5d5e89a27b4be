"""A second line of names under the header, as in another language: 客户编号 over customer_id."""

import re
from collections.abc import Sequence

from lib.importing.read.examples import EXAMPLES, is_value, next_filled, shown_cells
from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, note

WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z _()/.&-]*")
NUMBERED = re.compile(r"[A-Za-z_#-]*\d[\w-]*")
FEWEST = 3  # rows below that show how values look


def named_again(header: Record, found: Sequence[Record], at: int) -> Note | None:
    """What is said of the row under the header if it names the columns once more.

    It does where one line is Chinese, Japanese or Korean and the other is not, its words do not
    stand in a row below, and the rows below look otherwise: numbers, or words of the other kind.
    """
    at = next_filled(found, at)
    if at >= len(found) or len(found[at].fields) != len(header.fields):
        return None
    upper, lower = _cells(header), _cells(found[at])
    rows = [
        _cells(record)
        for record in found[at + 1 : at + 1 + EXAMPLES]
        if len(record.fields) == len(upper) and not record.is_empty
    ]
    if not (_are_names(upper) and _are_names(lower)) or len(rows) < FEWEST:
        return None
    if not (_differ(upper, lower) and _stand_apart(lower, rows)):
        return None
    return note(
        "Line {line} under the header names the columns once more ({cells}) and was left out; "
        "units_row = false under [read] takes it for a row.",
        line=found[at].line,
        cells=shown_cells(lower),
    )


def _cells(record: Record) -> list[str]:
    return [cell.strip(EMPTY) for cell in record.fields]


def _are_names(cells: list[str]) -> bool:
    different = len({cell.casefold() for cell in cells}) == len(cells)
    return len(cells) > 1 and all(cells) and different and not any(map(is_value, cells))


def _differ(upper: list[str], lower: list[str]) -> bool:
    """Is one line in wide signs and the other all plain names?"""
    for wide, plain in ((upper, lower), (lower, upper)):
        if all(map(WIDE.search, wide)) and all(map(PLAIN_NAME.fullmatch, plain)):
            return True
    return False


def _stand_apart(names: list[str], rows: list[list[str]]) -> bool:
    """Do the rows below hold other things than names, and none of these?"""
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    if any(name in column for name, column in zip(names, columns, strict=True)):
        return False
    numbered = any(
        len(column) >= FEWEST and all(is_value(cell) or NUMBERED.fullmatch(cell) for cell in column)
        for column in columns
    )
    others = all(column and all(map(WIDE.search, column)) for column in columns)
    return numbered or (others and not any(map(WIDE.search, names)))
