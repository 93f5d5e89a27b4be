"""A file of rows that were set aside (see setting_aside), put right and given back.

It has the columns of its origin and two of our own, named by MARKS. It imports with the recipe of
its origin, whatever that says of how its origin was written: the marks show that it is a plain
table with one header line. It is a part of its origin, so an order it holds a line of keeps its
other lines.

A cell that a spreadsheet would take for a formula is given an apostrophe in front, one more if it
begins with some already; reading takes one off again, so what comes back is what stood there.
"""

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lib.errors import UnreadableFile
from lib.importing.read import Reading, TextTable, read
from lib.importing.read.encoding import examine

MARKS = ("set aside: line", "set aside: reason")

FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-][\d.,' \u00a0\u202f]*\d[\d.,' \u00a0\u202f]*")

BEGINNING = 1 << 16  # bytes of a file in which its header stands


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `restored` gives back what it was."""
    is_live = FORMULA.match(cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_live else cell


def restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def is_aside(path: Path) -> bool:
    """Is this a file of rows set aside, perhaps saved again by a spreadsheet?"""
    return _delimiter(path) is not None


def _delimiter(path: Path) -> str | None:
    """What separates cells in a file whose header ends with our marks; None in any other."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    marks = rf'([,;\t|])"?{MARKS[0]}"?\1"?{MARKS[1]}"?[,;\t|]*(\r|\n|$)'
    found = re.search(marks.encode(), beginning)
    return found[1].decode() if found else None


def read_aside(path: Path, reading: Reading, *, name: str, scratch: Path) -> TextTable:
    """Read such a file: without our columns, each cell as it stood in the file's origin.

    Raises UnreadableFile where it is no table any more.
    """
    examined = examine(path)
    encoding = "utf-8-sig" if examined.not_utf8 is None else reading.encoding
    if encoding is None:
        raise UnreadableFile(
            "{file} holds rows that were set aside, but is not UTF-8 text any more; save it again "
            'as "CSV UTF-8".',
            file=name,
        )
    plain = scratch / f"aside-{path.stem}.csv"
    with plain.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows(_rows(path, encoding, name))
    canonical = replace(
        reading,
        encoding="utf-8",
        delimiter=",",
        quote='"',
        header=1,
        columns=(),
        fill_down=(),
        sheet=None,
        inside=None,
        skip=0,
        end=None,
        units_row=False,
        footer=False,
        repeated_header=False,
    )
    table = read(plain, canonical, name=name, scratch=scratch)
    return replace(table, bytes=examined.bytes, hash=examined.hash)


def reworded(path: Path, words: Mapping[str, str]) -> Iterator[list[str]]:
    """The header and rows of such a file, just written, with reasons in other words.

    The names of our own two columns stay: by them the file is known again.
    """
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for *cells, reason in csv.reader(file):
            for ours, theirs in words.items():
                reason = reason.replace(ours, theirs)
            yield [*cells, reason]


def _rows(path: Path, encoding: str, name: str) -> Iterator[list[str]]:
    """The header and rows without our columns, which a spreadsheet may have left out if empty."""
    csv.field_size_limit(sys.maxsize)
    width = None
    with path.open(encoding=encoding, newline="") as file:
        found = csv.reader(file, delimiter=_delimiter(path) or ",")
        for row in found:
            if width is None:
                width = row.index(MARKS[0])
            if row and not width <= len(row) <= width + len(MARKS):
                raise UnreadableFile(
                    "{file}, line {line}: the row has {found} cells and the header {wanted}; put "
                    "the missing delimiter or quote right.",
                    file=name,
                    line=found.line_num,
                    found=len(row),
                    wanted=width + len(MARKS),
                )
            if row:
                yield [restored(cell) for cell in row[:width]]
