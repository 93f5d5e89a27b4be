"""`read`: one file from its bytes to a text table, step by step."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lib.errors import UnreadableFile
from lib.importing.read import encoding, kinds, workbook
from lib.importing.read.asked import Asked
from lib.importing.read.copying import copied_exactly
from lib.importing.read.dialect import HEAD_RECORDS
from lib.importing.read.kinds import Kind
from lib.importing.read.normalise import CLEAN
from lib.importing.read.records import Oddities, Record
from lib.importing.read.table import Reading, TextTable
from lib.importing.read.text import find_start, from_text
from lib.importing.read.unpack import gunzip


def read(path: Path, reading: Reading, *, name: str, scratch: Path) -> TextTable:
    """Read a file as rows of text; `name` is what its user calls it, copies go to `scratch`.

    Raises UnreadableFile with one sentence that names the line and the way out, or BadRecipe where
    what the recipe asks for does not exist.
    """
    whose = Asked(name, reading, scratch)
    if not path.is_file():
        raise UnreadableFile("There is no file {file}.", file=name)
    kind = kinds.identify(path, name)
    examined = encoding.examine(path)
    unpacked, unpacked_as = path, examined
    if kind is Kind.GZIP:
        unpacked = gunzip(path, name=name, scratch=scratch)
        kind, unpacked_as = kinds.identify(unpacked, name), encoding.examine(unpacked)
        if kind is Kind.GZIP:
            raise UnreadableFile("{file} is packed twice; unpack it once.", file=name)
    if kind is Kind.WORKBOOK:
        table = _from_workbook(unpacked, whose)
    else:
        text = encoding.as_utf8(unpacked, unpacked_as, reading.encoding, name=name, scratch=scratch)
        table = from_text(find_start(text, whose), whose)
    return replace(table, bytes=examined.bytes, hash=examined.hash)


def _from_workbook(path: Path, whose: Asked) -> TextTable:
    sheet = workbook.sheet_as_csv(path, whose.reading.sheet, name=whose.name, scratch=whose.scratch)
    first = max(whose.reading.header or 1, whose.reading.skip + 1)

    def found() -> Iterable[Record]:
        return islice(workbook.rows(sheet), first - 1, None)

    head = tuple(islice(found(), HEAD_RECORDS))
    if not head:
        raise UnreadableFile(
            "{file} ends before row {line}, where the recipe says its table begins.",
            file=whose.name,
            line=first,
        )
    width = max(len(record.fields) for record in head)
    return copied_exactly(found, head, width, CLEAN, whose, encoding="utf-8", oddities=Oddities())
