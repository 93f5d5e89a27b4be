"""Run as a program: one sheet of a workbook, written out as CSV with a line for each of its rows.

A process of its own, because a damaged workbook can abort the one that opens it, and one with two
cells at opposite corners can ask for all the memory there is. Imports nothing of ours.

    python -I sheets.py WORKBOOK TARGET BYTES [SHEET]

Writes JSON to standard output: the sheets that hold anything, which one was written, whether that
is hidden in its workbook, which of its columns is the last one filled, and how many cells below a
merged one repeat it: a cell merged over several rows says the same of each.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)


def main(workbook: str, target: str, most_memory: str, wanted: str | None = None) -> None:
    with suppress(ValueError, OSError):  # not every system can be told
        resource.setrlimit(resource.RLIMIT_AS, (int(most_memory), int(most_memory)))
    try:
        answer = write(CalamineWorkbook.from_path(workbook), Path(target), wanted)
    except CalamineError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


def write(workbook: CalamineWorkbook, target: Path, wanted: str | None) -> dict[str, Any]:
    """Write the sheet wanted, or the only one that holds anything."""
    of_rows = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in of_rows]
    hidden = {one.name for one in of_rows if one.visible != SheetVisibleEnum.Visible}
    if wanted is not None and wanted not in names:
        return {"sheets": names, "written": None}
    if wanted is None:
        names = [name for name in names if workbook.get_sheet_by_name(name).height]
    chosen = wanted or (names[0] if len(names) == 1 else None)
    repeated = last_column = 0
    if chosen is not None:
        sheet = workbook.get_sheet_by_name(chosen)
        merged, last_column = _Merged(sheet), sheet.total_width
        with target.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
                merged.filled(number, row) for number, row in enumerate(_rows(sheet))
            )
        repeated = merged.repeated
    return {
        "sheets": names,
        "written": chosen,
        "is_hidden": chosen in hidden,
        "last_column": last_column,
        "repeated": repeated,
    }


class _Merged:
    """Cells merged over rows of one column, which say the same of every row they span.

    Those merged over columns are titles or names over several columns: they stay where they are.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        self.ends: dict[tuple[int, int], int] = {}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            if left == right and bottom > top:
                self.ends[top, left] = bottom
        self.open: dict[int, tuple[str, int]] = {}
        self.repeated = 0

    def filled(self, number: int, row: list[str]) -> list[str]:
        if not self.ends:
            return row
        for column, (text, last) in list(self.open.items()):
            if number > last:
                del self.open[column]
            elif any(row) and column < len(row) and not row[column]:
                row[column] = text
                self.repeated += 1
        for column, text in enumerate(row):
            if (number, column) in self.ends and text:
                self.open[column] = (text, self.ends[number, column])
        return row


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row of the sheet from its first on, as text; one without anything is empty."""
    moments = _columns_of_moments(sheet)
    for row in sheet.iter_rows():
        cells = [_text(value, i in moments) for i, value in enumerate(row)]
        yield cells if any(cells) else []


def _columns_of_moments(sheet: CalamineSheet) -> set[int]:
    """Columns with a time of day in some cell: their other days are written with one too."""
    return {
        i
        for row in sheet.iter_rows()
        for i, value in enumerate(row)
        if isinstance(value, datetime) and value.time() != time()
    }


def _text(value: Any, with_time: bool) -> str:
    """A cell as text that loses nothing: 17850, not 17850.0; days as 2013-11-09."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, datetime):
        return value.isoformat(" ") if with_time else value.date().isoformat()
    if isinstance(value, date):
        return f"{value.isoformat()} 00:00:00" if with_time else value.isoformat()
    if isinstance(value, timedelta):
        return _hours(value)
    return value.isoformat() if isinstance(value, time) else str(value)


def _hours(span: timedelta) -> str:
    """A duration as hours, minutes and seconds, as a spreadsheet shows it."""
    seconds = round(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


if __name__ == "__main__":
    main(*sys.argv[1:])
