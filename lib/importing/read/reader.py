"""`read`: one file from its bytes to a text table, step by step."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lib.errors import UnreadableFile
from lib.importing.read import dialect, doubts, encoding, kinds, layout, normalise, workbook
from lib.importing.read.blocks import NotPlain
from lib.importing.read.dialect import HEAD_RECORDS, Candidate, Head
from lib.importing.read.kinds import Kind
from lib.importing.read.layout import Layout
from lib.importing.read.lines import LineMap
from lib.importing.read.normalise import CLEAN
from lib.importing.read.records import Dialect, Oddities, Record
from lib.importing.read.scan import Scan
from lib.importing.read.scratch import new_file
from lib.importing.read.table import WHITESPACE, Note, Reading, TextTable, can_be_named, note
from lib.importing.read.tally import Tally, new_tally, shown, stray_delimiter
from lib.importing.read.unpack import gunzip

SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?[ \t]*(\r\n|\n|\r|\Z)', re.I)

NOTHING_BELOW = "{file} has nothing but blank lines from line {line} on."


@dataclass(frozen=True)
class Text:
    """A UTF-8 file from the line on where its table may begin."""

    path: Path
    begin: int
    first_line: int
    encoding: str
    separator: str | None
    is_from_top: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Source:
    """What is being read, for whom, and where copies go."""

    name: str
    reading: Reading
    scratch: Path


def read(path: Path, reading: Reading, *, name: str, scratch: Path) -> TextTable:
    """Read a file as rows of text; `name` is what its user calls it, copies go to `scratch`.

    Raises UnreadableFile with one sentence that names the line and the way out, or BadRecipe where
    what the recipe asks for does not exist.
    """
    whose = Source(name, reading, scratch)
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
        table = _from_text(_find_start(text, whose), whose)
    return replace(table, bytes=examined.bytes, hash=examined.hash)


def _from_workbook(path: Path, whose: Source) -> TextTable:
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
    return _copied_exactly(found, head, width, CLEAN, whose, encoding="utf-8", oddities=Oddities())


def _find_start(text: encoding.Utf8Text, whose: Source) -> Text:
    """Past the mark, a "sep=;" line and the lines the recipe leaves out."""
    with text.path.open("rb") as file:
        file.seek(text.begin)
        head = file.read(1 << 12)
    kinds.refuse_other_text(head, whose.name)
    line = SEPARATOR_LINE.match(head)
    first = max(2 if line else 1, whose.reading.header or 1, whose.reading.skip + 1)
    begin = text.begin
    for _ in range(first - 1):
        begin = _after_line(text.path, begin, whose, first)
    notes = list(text.notes)
    if line:
        shown_line = line[0].decode("utf-8", "replace").strip()
        notes.append(note("Line 1 says what separates cells: {line}.", line=shown_line))
    return Text(
        text.path,
        begin,
        first,
        text.encoding,
        line[1].decode("ascii", "ignore") or None if line else None,
        first == 1,
        tuple(notes),
    )


def _after_line(path: Path, begin: int, whose: Source, wanted: int) -> int:
    """The byte after the line end that follows byte `begin`."""
    with path.open("rb") as file:
        file.seek(begin)
        while chunk := file.read(1 << 16):
            if end := re.search(rb"\r\n|\n|\r", chunk):
                begin += end.end()
                split = end[0] == b"\r" and end.end() == len(chunk) and file.read(1) == b"\n"
                return begin + split
            begin += len(chunk)
    raise UnreadableFile(
        "{file} ends before line {line}, where the recipe says its table begins.",
        file=whose.name,
        line=wanted,
    )


def _from_text(text: Text, whose: Source) -> TextTable:
    head = dialect.read_head(text.path, text.begin, text.first_line)
    if not "".join(head.lines).strip():
        sentence = kinds.EMPTY if head.whole and text.is_from_top else NOTHING_BELOW
        raise UnreadableFile(sentence, file=whose.name, line=text.first_line)
    found = dialect.find(head, whose.reading, text.separator, whose.name)
    if len(found) > 1:
        found = _confirmed(found, text, whose)
    chosen = found[0]
    if not chosen.wide and chosen.dialect.delimiter != WHITESPACE:
        doubts.refuse_disguised_columns(chosen, head, whose.reading, whose.name)
    table = _first_that_reads(chosen, head, text, whose)
    if table.quote == '"' and whose.reading.quote is None:
        doubts.refuse_doubtful_quotes(chosen, text.path, whose.name)
    return replace(table, notes=(*text.notes, *table.notes))


def _confirmed(found: list[Candidate], text: Text, whose: Source) -> list[Candidate]:
    """Of several ways to read the first lines, the one that reads the whole file.

    One that explains every line beats one that takes the first for a title: below a header without
    a comma, rows with one decimal comma each would be a table too.
    """
    holding = [candidate for candidate in found if _holds(candidate, text, whose)]
    without_titles = [candidate for candidate in holding if not candidate.above]
    holding = without_titles or holding
    if len(holding) > 1:
        raise UnreadableFile(
            "{file} can be read with {first} and with {second} between its cells; write which as "
            "delimiter = ... under [read] in its recipe.",
            file=whose.name,
            first=shown(holding[0].dialect.delimiter),
            second=shown(holding[1].dialect.delimiter),
        )
    return holding or found[:1]


def _holds(candidate: Candidate, text: Text, whose: Source) -> bool:
    """Has every record of the file the same number of cells?"""
    tally = new_tally(whose.name, candidate.dialect, _anyhow(candidate), whose.reading)
    try:
        Scan(candidate.dialect, tally).run(text.path, text.begin, text.first_line - 1)
    except NotPlain:
        return _holds_exactly(candidate, text, whose)
    except UnreadableFile:
        return False
    return True


def _holds_exactly(candidate: Candidate, text: Text, whose: Source) -> bool:
    try:
        _refuse_what_breaks(candidate, text, whose)
    except UnreadableFile:
        return False
    return True


def _refuse_what_breaks(candidate: Candidate, text: Text, whose: Source) -> None:
    """Take the whole file apart, wherever its header is: raises what is wrong with it."""
    tally = new_tally(whose.name, candidate.dialect, _anyhow(candidate), whose.reading)
    normalise.copy(_records(text, candidate.dialect, tally.odd, whose), tally, ())


def _anyhow(candidate: Candidate) -> Layout:
    """A layout that only knows how wide the table is."""
    return Layout(candidate.above, candidate.width, (), (), 0, False, (), ())


def _first_that_reads(chosen: Candidate, head: Head, text: Text, whose: Source) -> TextTable:
    """Read the file in the dialect chosen, or in one that its later lines turn out to want."""
    try:
        return _read_as(chosen, text, whose)
    except UnreadableFile:
        for other in _other_quotings(chosen.dialect, text, whose.reading):
            candidate = dialect.candidate(head, other, whose.name)
            if candidate.consistent:
                try:
                    return _read_as(candidate, text, whose)
                except UnreadableFile:
                    continue
        raise


def _other_quotings(tried: Dialect, text: Text, reading: Reading) -> Iterable[Dialect]:
    if tried.quote != '"' or tried.escape != '"' or tried.delimiter == WHITESPACE:
        return
    if doubts.contains(text.path, b'\\"'):
        yield replace(tried, escape="\\")
    if reading.quote is None and doubts.contains(text.path, b"'"):
        yield replace(tried, quote="'", escape="'")


def _read_as(candidate: Candidate, text: Text, whose: Source) -> TextTable:
    if not candidate.sound:
        _refuse_what_breaks(candidate, text, whose)
    if candidate.dialect.is_plain and not whose.reading.fill_down:
        try:
            return _scanned(candidate, text, whose)
        except NotPlain:
            pass

    tally_odd = Oddities()

    def found() -> Iterable[Record]:
        return _records(text, candidate.dialect, tally_odd, whose)

    return _copied_exactly(
        found,
        candidate.records,
        candidate.width,
        candidate.dialect,
        whose,
        encoding=text.encoding,
        oddities=tally_odd,
    )


def _records(text: Text, way: Dialect, odd: Oddities, whose: Source) -> Iterable[Record]:
    return normalise.from_text(text.path, text.begin, text.first_line, way, odd, whose.name)


def _copied_exactly(
    found: Callable[[], Iterable[Record]],
    head: tuple[Record, ...],
    width: int,
    way: Dialect,
    whose: Source,
    *,
    encoding: str,
    oddities: Oddities,
) -> TextTable:
    where = layout.find(head, width, whose.reading, whose.name)
    tally = replace(new_tally(whose.name, way, where, whose.reading), odd=oddities)
    target, lines = new_file(whose.scratch, ".csv"), new_file(whose.scratch, ".lines")
    with target.open("wb") as out, lines.open("wb") as map_out:
        normalise.copy(found(), tally, whose.reading.fill_down, LineMap(map_out), out)
    return _table(whose, tally, target, lines, CLEAN, encoding, line_end="\n", skip=0)


def _scanned(candidate: Candidate, text: Text, whose: Source) -> TextTable:
    """Checked by the fast scan; left in place if DuckDB reads it as it is, else copied."""
    where = layout.find(candidate.records, candidate.width, whose.reading, whose.name)
    lines = new_file(whose.scratch, ".lines")
    with lines.open("wb") as map_out:
        scan = _scan(candidate.dialect, where, text, whose, map_out, None)
    _refuse_stray_delimiter(scan, whose)
    ends = scan.tally.line_ends
    as_it_stands = where.is_on_top and text.is_from_top and not _mark_hides_quote(text)
    if as_it_stands and can_be_named(text.path) and not scan.rows_left_out and len(ends) < 2:
        return _table(
            whose,
            scan.tally,
            text.path,
            lines,
            candidate.dialect,
            text.encoding,
            line_end=next(iter(ends), "\n"),
            skip=where.lead,
        )
    target = new_file(whose.scratch, ".csv")
    with lines.open("wb") as map_out, target.open("wb") as out:
        scan = _scan(candidate.dialect, where, text, whose, map_out, out)
    return _table(
        whose, scan.tally, target, lines, candidate.dialect, text.encoding, line_end="\n", skip=0
    )


def _mark_hides_quote(text: Text) -> bool:
    """After a mark (BOM) DuckDB misses the quote that opens the first cell it skips."""
    with text.path.open("rb") as file:
        file.seek(text.begin)
        return text.begin > 0 and file.read(1) in (b'"', b"'")


def _scan(
    way: Dialect,
    where: Layout,
    text: Text,
    whose: Source,
    map_out: BinaryIO,
    out: BinaryIO | None,
) -> Scan:
    scan = Scan(way, new_tally(whose.name, way, where, whose.reading), LineMap(map_out), out)
    scan.run(text.path, text.begin, text.first_line - 1)
    return scan


def _refuse_stray_delimiter(scan: Scan, whose: Source) -> None:
    """A single column, though further down there stands what separates cells elsewhere."""
    if scan.stray_delimiter and whose.reading.delimiter is None:
        raise stray_delimiter(whose.name, *scan.stray_delimiter)


def _table(
    whose: Source,
    tally: Tally,
    path: Path,
    lines: Path,
    way: Dialect,
    encoding: str,
    *,
    line_end: str,
    skip: int,
) -> TextTable:
    return TextTable(
        name=whose.name,
        path=path,
        encoding=encoding,
        delimiter=way.delimiter,
        quote=way.quote,
        escape=way.escape,
        header_line=tally.layout.header_line,
        columns=tally.layout.columns,
        rows=tally.rows,
        bytes=0,
        hash="",
        notes=tally.notes(),
        line_end=line_end,
        skip=skip,
        longest=tally.longest,
        lines=lines,
    )
