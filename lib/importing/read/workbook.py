"""Workbooks (xlsx, xls, ods): one sheet becomes records like those of a text file."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lib.errors import UnreadableFile
from lib.importing.read.choice import Undecided
from lib.importing.read.hidden import Hidden, hidden_in
from lib.importing.read.records import Record
from lib.importing.read.scratch import new_file
from lib.importing.read.table import Note, note
from lib.importing.read.unpack import check_workbook

MOST_MEMORY = 6 << 30
MOST_SECONDS = 900


@dataclass(frozen=True)
class Sheet:
    """A sheet written out as CSV, and the names of its workbook's sheets.

    `repeated` cells below a merged one were filled with what it says; `errors` of the workbook's
    cells hold an error. `is_hidden` tells of the sheet itself, `hidden` what is so within it.
    """

    path: Path
    name: str
    names: tuple[str, ...]
    repeated: int
    errors: int
    is_hidden: bool
    hidden: Hidden

    def notes(self) -> Iterator[Note]:
        """What its reader may not have seen in the spreadsheet."""
        if self.repeated:
            yield note(
                "Cells merged over several rows were taken to hold in each of them: {count:,}.",
                count=self.repeated,
            )
        if self.errors:
            yield note(
                "Cells of the workbook that hold an error such as #DIV/0! or #N/A were taken for "
                "empty: {count:,}.",
                count=self.errors,
            )
        if self.is_hidden:
            yield note("The sheet “{sheet}” is hidden in its workbook.", sheet=self.name)
        if self.hidden.rows:
            yield note(
                "Rows that the spreadsheet hides, as a filter does, are read like all others: "
                "{count:,}; delete them there if they are not meant.",
                count=self.hidden.rows,
            )
        if self.hidden.columns:
            yield note(
                "Columns that the spreadsheet hides are read like all others: {columns}.",
                columns=", ".join(map(_letters, self.hidden.columns)),
            )


def sheet_as_csv(path: Path, sheet: str | None, *, name: str, scratch: Path) -> Sheet:
    """The sheet wanted, or the only one there is, as CSV: line n holds row n of the sheet.

    Raises UnreadableFile where a sheet has to be chosen, or the workbook cannot be opened.
    """
    errors = check_workbook(path, name=name)
    target = new_file(scratch, ".sheet")
    answer = _ask(path, target, sheet)
    if answer is None or "error" in answer:
        raise UnreadableFile(
            "{file} cannot be opened as a workbook: it is damaged, protected by a password or far "
            "too large. Open it in a spreadsheet and save the sheet as CSV.",
            file=name,
        )
    if answer["written"] is None:
        _refuse_to_choose(answer["sheets"], sheet, name)
    chosen = answer["written"]
    return Sheet(
        path=target,
        name=chosen,
        names=tuple(answer["sheets"]),
        repeated=answer["repeated"],
        errors=errors,
        is_hidden=answer["is_hidden"],
        hidden=hidden_in(path, chosen, last_column=answer["last_column"]),
    )


def _letters(column: int) -> str:
    """What a spreadsheet calls a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ask(path: Path, target: Path, sheet: str | None) -> dict | None:
    """What sheets.py answers, or None if it broke down."""
    program = Path(__file__).with_name("sheets.py")
    python: list[str | Path] = [sys.executable, "-I", program]
    given: list[str | Path] = [path.absolute(), target, str(MOST_MEMORY)]
    given += [] if sheet is None else [sheet]
    try:
        done = subprocess.run(
            [*python, *given],
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    answer: dict | None = json.loads(done.stdout) if not done.returncode else None
    return answer


def _refuse_to_choose(sheets: list[str], wanted: str | None, name: str) -> None:
    named = ", ".join(f"“{sheet}”" for sheet in sheets)
    choices = {"sheet": [(sheet, "") for sheet in sheets]}
    if wanted is not None:
        raise Undecided(
            "{file} has no sheet “{sheet}”; it has {sheets}.",
            file=name,
            sheet=wanted,
            sheets=named,
            choices=choices,
        )
    if not sheets:
        raise UnreadableFile("{file} is a workbook whose sheets are all empty.", file=name)
    raise Undecided(
        "{file} has several sheets: {sheets}; write the one meant under [read] in its recipe, as "
        'in sheet = "{first}".',
        file=name,
        sheets=named,
        first=sheets[0],
        choices=choices,
    )


def rows(sheet: Path) -> Iterator[Record]:
    """The rows of a sheet written by `sheet_as_csv`, numbered as the spreadsheet numbers them."""
    csv.field_size_limit(1 << 30)
    with sheet.open(encoding="utf-8", newline="") as file:
        for number, fields in enumerate(csv.reader(file, strict=True), 1):
            yield Record(number, fields)
