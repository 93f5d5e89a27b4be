"""Compressed files, counted while they are unpacked: a small one may hide an endless one."""

import errno
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from lib.errors import UnreadableFile
from lib.importing.read.choice import Undecided
from lib.importing.read.scratch import new_file

CHUNK = 1 << 20

# Tables seldom shrink below a twentieth. Small files may do what they like.
MOST_TIMES = 200
FREE_OF_CHARGE = 64 << 20
MOST_GZIP = 16 << 30
MOST_WORKBOOK = 1 << 30

# Of several files in an archive, these are tables by their names.
TABLES = {".csv", ".tsv", ".txt", ".tab", ".dat", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"}
TABLES |= {".parquet"}
MOST_NAMED = 5
MOST_OFFERED = 500

# What reading a damaged archive raises; ValueError where it points before its own beginning.
BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

SHEET = re.compile(r"xl/worksheets/[^/]*\.xml")
IS_ERROR = b't="e"'
UNCALCULATED = b"</f></c>"

DAMAGED = "{file} is a damaged workbook; open it in a spreadsheet and save it again."


def gunzip(path: Path, *, name: str, scratch: Path) -> Path:
    """What a gz file holds, in `scratch`. Raises UnreadableFile if it is too much, or damaged."""
    target = new_file(scratch, ".unpacked")
    counter = _Counter(path, name, MOST_GZIP)
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as out:
            while chunk := packed.read(CHUNK):
                counter.add(len(chunk))
                out.write(chunk)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFile(
            "{file} is a gz file that is damaged or cut off; copy or export it again.", file=name
        ) from error
    return target


def unzip(path: Path, wanted: str | None, *, name: str, scratch: Path) -> tuple[Path, str]:
    """The one table in a zip archive, or the file `wanted` of it, in `scratch`; and its name there.

    Raises Undecided where one has to be chosen, and UnreadableFile if it is too much, or damaged.
    """
    target = new_file(scratch, ".unpacked")
    counter = _Counter(path, name, MOST_GZIP)
    try:
        with _opened(path) as archive:
            member = _chosen(archive, wanted, name)
            with archive.open(member) as packed, target.open("wb") as out:
                while chunk := packed.read(CHUNK):
                    counter.add(len(chunk))
                    out.write(chunk)
    except BAD_ZIP as error:
        raise UnreadableFile(
            "{file} is a zip archive that is damaged or protected by a password; unpack it and "
            "import the files inside.",
            file=name,
        ) from error
    return target, member


def _chosen(archive: zipfile.ZipFile, wanted: str | None, name: str) -> str:
    """What the recipe names; else the only file, or the only one whose name is that of a table."""
    files = [one.filename for one in archive.infolist() if one.file_size and not _is_aside(one)]
    tables = [file for file in files if Path(file).suffix.casefold() in TABLES]
    candidates = tables or files
    if wanted in files:
        return str(wanted)
    if not files:
        raise UnreadableFile("{file} is a zip archive with nothing in it.", file=name)
    if wanted is None and len(candidates) == 1:
        return candidates[0]
    named = ", ".join(f"“{file}”" for file in candidates[:MOST_NAMED])
    choices = {"inside": [(file, "") for file in candidates[:MOST_OFFERED]]}
    if wanted is not None:
        raise Undecided(
            "{file} has no file “{wanted}” inside; it has {files}.",
            file=name,
            wanted=wanted,
            files=named,
            choices=choices,
        )
    raise Undecided(
        "{file} has several files inside: {files}; write the one meant under [read] in its recipe, "
        'as in inside = "{first}", or unpack it.',
        file=name,
        files=named,
        first=candidates[0],
        choices=choices,
    )


def _is_aside(member: zipfile.ZipInfo) -> bool:
    """What a file manager leaves in archives beside the files packed."""
    parts = Path(member.filename).parts
    return member.is_dir() or "__MACOSX" in parts or parts[-1].startswith(".")


def check_workbook(path: Path, *, name: str) -> int:
    """How many of its cells hold an error such as #DIV/0!, which come out empty.

    Raises UnreadableFile if a workbook's parts are too large, damaged, or not calculated.
    """
    if not zipfile.is_zipfile(path):
        return 0
    errors = 0
    counter = _Counter(path, name, MOST_WORKBOOK)
    try:
        with _opened(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    is_sheet = bool(SHEET.match(member.filename))
                    errors += _check_part(cast(BinaryIO, part), counter, is_sheet=is_sheet)
    except BAD_ZIP as error:
        raise UnreadableFile(DAMAGED, file=name) from error
    return errors


def _check_part(part: BinaryIO, counter: "_Counter", *, is_sheet: bool) -> int:
    """Cells with errors; raises where formulas were never worked out, or rows are cut off."""
    tail, errors = b"", 0
    while chunk := part.read(CHUNK):
        counter.add(len(chunk))
        if is_sheet:
            errors += (tail + chunk).count(IS_ERROR) - tail.count(IS_ERROR)
        if is_sheet and UNCALCULATED in tail + chunk:
            raise UnreadableFile(
                "{file} holds formulas whose results were never worked out; open it in a "
                "spreadsheet and save it again.",
                file=counter.name,
            )
        tail = (tail + chunk)[-100:]
    if is_sheet and not tail.rstrip().endswith(b"worksheet>"):
        raise UnreadableFile(DAMAGED, file=counter.name)
    return errors


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive; a place outside the file, which only a damaged one names, is a ValueError."""
    with zipfile.ZipFile(path) as archive:
        try:
            yield archive
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise ValueError from error


class _Counter:
    def __init__(self, path: Path, name: str, most: int) -> None:
        self.packed = path.stat().st_size
        self.name, self.most, self.seen = name, most, 0

    def add(self, count: int) -> None:
        self.seen += count
        swollen = self.seen > FREE_OF_CHARGE and self.seen > MOST_TIMES * self.packed
        if swollen or self.seen > self.most:
            raise UnreadableFile(
                "{file} unpacks to more than {megabytes} MB; unpack it yourself and look whether "
                "that is a table.",
                file=self.name,
                megabytes=self.seen >> 20,
            )
