"""Which line of the user's file a row of the table begins on.

Most rows stand one line below the row before, so only the jumps are kept: pairs (row, line) in a
file of whole numbers beside the table, where a quoted line break, a blank line or a skipped row
lies between.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from lib.importing.read.table import TextTable

Integers = NDArray[np.int64]


class LineMap:
    """Written while a file is read: call `add` with the lines of the next rows, in order."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.rows = 0
        self.expected = -1

    def add(self, lines: Integers) -> None:
        if not len(lines):
            return
        expected = np.concatenate(([self.expected], lines[:-1] + 1))
        jumps = np.flatnonzero(lines != expected)
        pairs = np.column_stack((jumps + self.rows + 1, lines[jumps]))
        self.out.write(pairs.astype(np.int64).tobytes())
        self._advance(len(lines), int(lines[-1]))

    def add_run(self, first_line: int, rows: int) -> None:
        """So many rows on lines that follow one another."""
        if not rows:
            return
        if first_line != self.expected:
            self.out.write(np.array([self.rows + 1, first_line], np.int64).tobytes())
        self._advance(rows, first_line + rows - 1)

    def _advance(self, rows: int, last_line: int) -> None:
        self.rows += rows
        self.expected = last_line + 1


def lines_of(table: TextTable, rows: Sequence[int]) -> dict[int, int]:
    """Row numbers (the first data row is 1) to lines of the file as an editor shows them.

    For a workbook these are the sheet's row numbers. A row of several lines is where it begins.
    """
    return dict(zip(rows, _look_up(table.lines, np.array(rows, np.int64)), strict=True))


def _look_up(path: Path, rows: Integers) -> list[int]:
    pairs = np.fromfile(path, np.int64).reshape(-1, 2)
    jump = np.searchsorted(pairs[:, 0], rows, side="right") - 1
    lines: list[int] = (pairs[jump, 1] + rows - pairs[jump, 0]).tolist()
    return lines
