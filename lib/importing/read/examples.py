"""What the first rows of a file show: which cells are figures or days, which columns hold them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from lib.importing.read.records import EMPTY, Record

# Rows looked at to see which columns hold figures or days.
EXAMPLES = 50

FIGURE = re.compile(r"[+-]?\s?[$€£¥]?\s?[+-]?\d[\d.,'\s]*(e[+-]?\d+)?\s?[%$€£¥]?", re.I)
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|\d{1,2}:\d\d(:\d\d.*)?")


def is_value(cell: str) -> bool:
    """A figure or a day or a time of day: what data holds and a name does not."""
    text = cell.strip(EMPTY)
    return bool(FIGURE.fullmatch(text) or DAY.fullmatch(text))


def next_filled(found: Sequence[Record], at: int) -> int:
    """The first record from `at` on with anything in it; the number of records if there is none."""
    return next((i for i in range(at, len(found)) if not found[i].is_empty), len(found))


def figures_in(rows: Sequence[Record], width: int) -> tuple[int, ...]:
    """Columns in which every cell that is not empty is a figure or a day, and one is.

    Only the rows above a blank line count: below it another table may begin. One row says nothing.
    """
    examples = _examples(rows, width)
    filled = [[row[i] for row in examples if row[i].strip(EMPTY)] for i in range(width)]
    return tuple(
        i for i, cells in enumerate(filled) if len(cells) > 1 and all(map(is_value, cells))
    )


def filled_in(rows: Sequence[Record], width: int) -> tuple[int, ...]:
    """Columns in which no cell is empty, but for the last row's: that may be a total."""
    examples = _examples(rows, width)[:-1]
    return tuple(
        i for i in range(width) if examples and all(row[i].strip(EMPTY) for row in examples)
    )


def _examples(rows: Sequence[Record], width: int) -> list[list[str]]:
    first = next_filled(rows, 0)
    together = takewhile(lambda row: not row.is_blank, rows[first : first + EXAMPLES])
    return [row.fields for row in together if len(row.fields) == width]


def shown_cells(cells: Sequence[str]) -> str:
    """The first cells, for a sentence."""
    shown = ", ".join(f"“{cell.strip()[:24]}”" for cell in cells[:4])
    return shown + (", …" if len(cells) > 4 else "")
