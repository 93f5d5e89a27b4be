"""Compressed files, counted while they are unpacked: a small one may hide an endless one."""

import gzip
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from lib.errors import UnreadableFile
from lib.importing.read.scratch import new_file

CHUNK = 1 << 20

# Tables seldom shrink below a twentieth. Small files may do what they like.
MOST_TIMES = 200
FREE_OF_CHARGE = 64 << 20
MOST_GZIP = 16 << 30
MOST_WORKBOOK = 1 << 30

SHEET = re.compile(r"xl/worksheets/[^/]*\.xml")
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


def check_workbook(path: Path, *, name: str) -> None:
    """Raises UnreadableFile if a workbook's parts are too large, damaged, or not calculated."""
    if not zipfile.is_zipfile(path):
        return
    counter = _Counter(path, name, MOST_WORKBOOK)
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    _check_part(cast(BinaryIO, part), counter, SHEET.match(member.filename))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(DAMAGED, file=name) from error


def _check_part(part: BinaryIO, counter: "_Counter", is_sheet: object) -> None:
    """Formulas that no spreadsheet ever worked out, and rows cut off, would read as nothing."""
    tail = b""
    while chunk := part.read(CHUNK):
        counter.add(len(chunk))
        if is_sheet and UNCALCULATED in tail + chunk:
            raise UnreadableFile(
                "{file} holds formulas whose results were never worked out; open it in a "
                "spreadsheet and save it again.",
                file=counter.name,
            )
        tail = (tail + chunk)[-100:]
    if is_sheet and not tail.rstrip().endswith(b"worksheet>"):
        raise UnreadableFile(DAMAGED, file=counter.name)


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
