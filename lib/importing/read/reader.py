"""`read`: one file from its bytes to a text table, step by step."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lib.errors import RapportError, UnreadableFile
from lib.importing.read import encoding, kinds, parquet, workbook
from lib.importing.read.asked import Asked
from lib.importing.read.blanks import Blanks
from lib.importing.read.copying import copied_exactly
from lib.importing.read.dialect import HEAD_RECORDS
from lib.importing.read.encoding import Examined, Utf8Text
from lib.importing.read.kinds import Kind
from lib.importing.read.normalise import CLEAN
from lib.importing.read.records import Oddities, Record
from lib.importing.read.table import Reading, TextTable
from lib.importing.read.text import find_start, from_text
from lib.importing.read.unpack import gunzip, unzip


def read(path: Path, reading: Reading, *, name: str, scratch: Path) -> TextTable:
    """Read a file as rows of text; `name` is what its user calls it, copies go to `scratch`.

    Raises UnreadableFile with one sentence that names the line and the way out, or BadRecipe where
    what the recipe asks for does not exist.
    """
    whose = Asked(name, reading, scratch)
    if not path.is_file():
        raise UnreadableFile("There is no file {file}.", file=name)
    with ThreadPoolExecutor(max_workers=1) as beside:
        examining = beside.submit(encoding.examine, path)
        unpacked, inside = _unpacked(path, whose)
        kind = kinds.identify(unpacked, name)
        if kind is Kind.WORKBOOK:
            table = _from_workbook(unpacked, whose)
        elif kind is Kind.PARQUET:
            table = _from_parquet(unpacked, whose)
        elif kind is Kind.TEXT:
            is_same = unpacked == path
            of_text = examining if is_same else beside.submit(encoding.examine, unpacked)
            table = _from_text(unpacked, of_text, whose)
        else:
            raise UnreadableFile("{file} is packed twice; unpack it once.", file=name)
        examined = examining.result()
    return replace(table, bytes=examined.bytes, hash=examined.hash, inside=inside)


def _from_text(path: Path, examining: Future[Examined], whose: Asked) -> TextTable:
    """Most files are UTF-8, and are read as that while the bytes are still being examined."""

    def text() -> Utf8Text:
        examined, asked = examining.result(), whose.reading.encoding
        return encoding.as_utf8(path, examined, asked, name=whose.name, scratch=whose.scratch)

    hoped = encoding.at_sight(path, whose.reading.encoding)
    if hoped is None:
        found = text()
        table = from_text(find_start(found, whose), whose)
        return _tight(table, found.blanks or examining.result().blanks)
    try:
        table = from_text(find_start(hoped, whose), whose)
    except (RapportError, UnicodeError):
        text()  # what is wrong with the bytes is told first
        raise
    text()
    return _tight(table, examining.result().blanks)


def _tight(table: TextTable, blanks: Blanks) -> TextTable:
    has_none = blanks.only(table.parted_by, header_line=table.header_line)
    return replace(table, tight=has_none)


def _unpacked(path: Path, whose: Asked) -> tuple[Path, str | None]:
    """The file itself, or what is packed in it; and what that is called in an archive."""
    kind = kinds.identify(path, whose.name)
    if kind is Kind.GZIP:
        return gunzip(path, name=whose.name, scratch=whose.scratch), None
    if kind is Kind.ZIP:
        return unzip(path, whose.reading.inside, name=whose.name, scratch=whose.scratch)
    return path, None


def _from_workbook(path: Path, whose: Asked) -> TextTable:
    sheet = workbook.sheet_as_csv(path, whose.reading.sheet, name=whose.name, scratch=whose.scratch)
    table = _from_records(lambda: workbook.rows(sheet.path), whose)
    return replace(table, sheets=sheet.names, notes=(*table.notes, *sheet.notes()))


def _from_parquet(path: Path, whose: Asked) -> TextTable:
    columns = parquet.parquet_as_csv(path, name=whose.name, scratch=whose.scratch)
    as_named = replace(whose.reading, header=1, skip=0)
    return _from_records(lambda: parquet.rows(columns), replace(whose, reading=as_named))


def _from_records(rows: Callable[[], Iterable[Record]], whose: Asked) -> TextTable:
    """A table from the rows of a sheet, or of whatever else is no text."""
    first = max(whose.reading.header or 1, whose.reading.skip + 1)

    def found() -> Iterable[Record]:
        return islice(rows(), first - 1, whose.reading.end)

    head = tuple(islice(found(), HEAD_RECORDS))
    if not head:
        raise UnreadableFile(
            "{file} ends before row {line}, where the recipe says its table begins.",
            file=whose.name,
            line=first,
        )
    width = max(len(record.fields) for record in head)
    table = copied_exactly(found, head, width, CLEAN, whose, encoding="utf-8", oddities=Oddities())
    return replace(table, parted_by="")
