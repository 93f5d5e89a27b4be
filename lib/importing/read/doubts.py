"""What a file's dialect leaves in doubt: refused, so that the recipe says which it is."""

import re
from pathlib import Path

from lib.errors import UnreadableFile
from lib.importing.read import dialect
from lib.importing.read.choice import Undecided
from lib.importing.read.dialect import Candidate, Head
from lib.importing.read.table import WHITESPACE, Reading
from lib.importing.read.tally import shown

CELL = re.compile(r"\S+")
PADDED = (
    "Cells are padded with blanks so that they stand below each other, and were parted there; "
    'delimiter = "," under [read] takes each line for one cell.'
)


def refuse_disguised_columns(chosen: Candidate, head: Head, reading: Reading, name: str) -> None:
    """One column on the first lines: refused where it plainly is several."""
    cells = [record.fields[0] for record in chosen.records if not record.is_blank]
    inner = Head(tuple(f"{cell}\n" for cell in cells), head.first_line, head.whole)
    inside = dialect.find(inner, Reading(), None, name)[0]
    consistent = inside.consistent and not inside.above
    if consistent and chosen.dialect.delimiter != inside.dialect.delimiter:
        raise UnreadableFile(
            "{file} has one column when split at {given}, but {width} when split at {other}; put "
            "the recipe's delimiter right.",
            file=name,
            given=shown(chosen.dialect.delimiter),
            width=inside.width,
            other=shown(inside.dialect.delimiter),
        )
    if consistent:
        raise UnreadableFile(
            "{file}: every line stands in quotes as a whole, so that the {width} columns in it are "
            "one; take the outer quotes away (a file saved as CSV twice looks like this).",
            file=name,
            width=inside.width,
        )
    if reading.delimiter is None:
        _refuse_padded_columns(cells, name)
        _refuse_rare_delimiter(cells, name)


def are_padded_columns(chosen: Candidate) -> bool:
    """Are the lines cells side by side, each line with blanks so that they stand one below other?

    Where a column ends, all lines have a blank; single blanks might be those between words.
    """
    lines = [record.fields[0].expandtabs() for record in chosen.records if not record.is_blank]
    widths = {len(line.split()) for line in lines}
    if len(lines) < 2 or len(widths) != 1 or max(widths) < 2:
        return False
    # Names may be longer than what stands below them.
    return _are_aligned(lines) or (len(lines) > 3 and _are_aligned(lines[1:]))


def _are_aligned(lines: list[str]) -> bool:
    cells = [list(CELL.finditer(line)) for line in lines]
    aligned = all(
        len({one.end() for one in column}) == 1 or len({one.start() for one in column}) == 1
        for column in zip(*cells, strict=True)
    )
    return aligned and all("  " in line.rstrip() or line.startswith(" ") for line in lines)


def _refuse_padded_columns(cells: list[str], name: str) -> None:
    widths = {len(cell.split()) for cell in cells}
    if len(cells) > 1 and len(widths) == 1 and max(widths) > 1:
        raise Undecided(
            "{file} seems to hold {width} columns with blanks between them. If so, write delimiter "
            '= "whitespace" under [read] in its recipe; if it is one column, delimiter = ",".',
            file=name,
            width=max(widths),
            choices={"delimiter": [(WHITESPACE, ""), (",", "")]},
        )


def _refuse_rare_delimiter(cells: list[str], name: str) -> None:
    for delimiter in dialect.RARE_DELIMITERS:
        counts = {cell.count(delimiter) for cell in cells}
        if len(cells) > 1 and len(counts) == 1 and max(counts) > 0:
            raise Undecided(
                "{file}: {delimiter} stands equally often on every line. If it separates columns, "
                "write it as delimiter = ... under [read] in its recipe; if the file is one "
                'column, write delimiter = ",".',
                file=name,
                delimiter=shown(delimiter),
                choices={"delimiter": [(delimiter, ""), (",", "")]},
            )


def refuse_doubtful_quotes(chosen: Candidate, path: Path, name: str) -> None:
    """No double quote anywhere, and every single one encloses a cell: quotes or text?"""
    every = [(record.line, cell) for record in chosen.records for cell in record.fields]
    single = [(line, cell) for line, cell in every if "'" in cell]
    enclosed = all(cell[0] == cell[-1] == "'" and len(cell) > 1 for _, cell in single)
    if single and enclosed and not contains(path, b'"'):
        line, cell = single[0]
        raise Undecided(
            '{file}, line {line}: the cell {cell} stands in single quotes. Write quote = "\'" '
            "under [read] in its recipe if they only enclose the cell, quote = '\"' if they "
            "belong to it.",
            file=name,
            line=line,
            cell=cell[:40],
            choices={"quote": [("'", ""), ('"', "")]},
        )


def contains(path: Path, wanted: bytes) -> bool:
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            if wanted in tail + chunk:
                return True
            tail = chunk[-len(wanted) :]
    return False
