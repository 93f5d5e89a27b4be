"""A file of text to a table: where it begins, what parts its cells, and every line held to that."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lib.errors import UnreadableFile
from lib.importing.read import dialect, doubts, encoding, kinds, layout, normalise
from lib.importing.read.asked import Asked
from lib.importing.read.blocks import NotPlain
from lib.importing.read.choice import Undecided
from lib.importing.read.copying import copied_exactly, shortened, table_of
from lib.importing.read.dialect import Candidate, Head
from lib.importing.read.layout import Layout
from lib.importing.read.lines import LineMap
from lib.importing.read.records import Dialect, Oddities, Record
from lib.importing.read.scan import Scan
from lib.importing.read.scratch import new_file
from lib.importing.read.table import WHITESPACE, Note, Reading, TextTable, can_be_named, note
from lib.importing.read.tally import Tally, afresh, new_tally, shown, stray_delimiter

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


def find_start(text: encoding.Utf8Text, whose: Asked) -> Text:
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
    path = _cut(text.path, begin, first, whose) if whose.reading.end else text.path
    notes = list(text.notes)
    if line:
        shown_line = line[0].decode("utf-8", "replace").strip()
        notes.append(note("Line 1 says what separates cells: {line}.", line=shown_line))
    return Text(
        path,
        begin,
        first,
        text.encoding,
        line[1].decode("ascii", "ignore") or None if line else None,
        first == 1,
        tuple(notes),
    )


def _after_line(path: Path, begin: int, whose: Asked, wanted: int) -> int:
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


def _cut(path: Path, begin: int, first: int, whose: Asked) -> Path:
    """A copy of the file down to the last line that the recipe lets be read."""
    lines = (whose.reading.end or 0) + 1 - first
    target = new_file(whose.scratch, ".cut")
    with path.open("rb") as file, target.open("wb") as out:
        out.write(file.read(begin))
        while lines > 0 and (chunk := file.read(1 << 20)):
            while chunk.endswith(b"\r") and (more := file.read(1)):
                chunk += more
            ends = [end.end() for end in islice(re.finditer(rb"\r\n|\n|\r", chunk), lines)]
            lines -= len(ends)
            out.write(chunk if lines else chunk[: ends[-1]])
    return target


def from_text(text: Text, whose: Asked) -> TextTable:
    head = dialect.read_head(text.path, text.begin, text.first_line)
    if not "".join(head.lines).strip():
        sentence = kinds.EMPTY if head.whole and text.is_from_top else NOTHING_BELOW
        raise UnreadableFile(sentence, file=whose.name, line=text.first_line)
    found = dialect.find(head, whose.reading, text.separator, whose.name)
    if len(found) > 1:
        found = _confirmed(found, text, whose)
    chosen = found[0]
    told = text.notes
    if not chosen.wide and chosen.dialect.delimiter != WHITESPACE:
        if whose.reading.delimiter is None and doubts.are_padded_columns(chosen):
            chosen = dialect.find(head, replace(whose.reading, delimiter=WHITESPACE), None, "")[0]
            told = (*told, note(doubts.PADDED))
        else:
            doubts.refuse_disguised_columns(chosen, head, whose.reading, whose.name)
    table = _first_that_reads(chosen, head, text, whose)
    if table.quote == '"' and whose.reading.quote is None:
        doubts.refuse_doubtful_quotes(chosen, text.path, whose.name)
    return replace(table, notes=(*told, *table.notes))


def _confirmed(found: list[Candidate], text: Text, whose: Asked) -> list[Candidate]:
    """Of several ways to read the first lines, the one that reads the whole file.

    One that explains every line beats one that takes the first for a title: below a header without
    a comma, rows with one decimal comma each would be a table too.
    """
    holding = [candidate for candidate in found if _holds(candidate, text, whose)]
    without_titles = [candidate for candidate in holding if not candidate.above]
    holding = without_titles or holding
    if len(holding) > 1:
        raise Undecided(
            "{file} can be read with {first} and with {second} between its cells; write which as "
            "delimiter = ... under [read] in its recipe.",
            file=whose.name,
            first=shown(holding[0].dialect.delimiter),
            second=shown(holding[1].dialect.delimiter),
            choices={"delimiter": [(one.dialect.delimiter, "") for one in holding]},
        )
    return holding or found[:1]


def _holds(candidate: Candidate, text: Text, whose: Asked) -> bool:
    """Has every record of the file the same number of cells?"""
    tally = new_tally(whose.name, candidate.dialect, _anyhow(candidate), whose.reading)
    try:
        Scan(candidate.dialect, tally).run(text.path, text.begin, text.first_line - 1)
    except NotPlain:
        return _holds_exactly(candidate, text, whose)
    except UnreadableFile:
        return False
    return True


def _holds_exactly(candidate: Candidate, text: Text, whose: Asked) -> bool:
    try:
        _refuse_what_breaks(candidate, text, whose)
    except UnreadableFile:
        return False
    return True


def _refuse_what_breaks(candidate: Candidate, text: Text, whose: Asked) -> None:
    """Take the whole file apart, wherever its header is: raises what is wrong with it."""
    tally = new_tally(whose.name, candidate.dialect, _anyhow(candidate), whose.reading)
    normalise.copy(_records(text, candidate.dialect, tally.odd, whose), tally, ())


def _anyhow(candidate: Candidate) -> Layout:
    """A layout that only knows how wide the table is."""
    return Layout(candidate.above, candidate.width, (), (), 0, False, (), (), ())


def _first_that_reads(chosen: Candidate, head: Head, text: Text, whose: Asked) -> TextTable:
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


def _read_as(candidate: Candidate, text: Text, whose: Asked) -> TextTable:
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

    return copied_exactly(
        found,
        candidate.records,
        candidate.width,
        candidate.dialect,
        whose,
        encoding=text.encoding,
        oddities=tally_odd,
    )


def _records(text: Text, way: Dialect, odd: Oddities, whose: Asked) -> Iterable[Record]:
    return normalise.from_text(text.path, text.begin, text.first_line, way, odd, whose.name)


def _scanned(candidate: Candidate, text: Text, whose: Asked) -> TextTable:
    """Checked by the fast scan; left in place if DuckDB reads it as it is, else copied."""
    where = layout.find(candidate.records, candidate.width, whose.reading, whose.name)
    lines = new_file(whose.scratch, ".lines")
    tally = new_tally(whose.name, candidate.dialect, where, whose.reading)
    with lines.open("wb") as map_out:
        scan = _scan(tally, text, map_out, None)
    _refuse_stray_delimiter(scan, whose)
    ends = scan.tally.line_ends
    as_it_stands = where.is_on_top and text.is_from_top and not _mark_hides_quote(text)
    shorter = shortened(tally, lambda: _records(text, candidate.dialect, Oddities(), whose))
    left_out = scan.rows_left_out or shorter is not None
    if as_it_stands and can_be_named(text.path) and not left_out and len(ends) < 2:
        return table_of(
            whose,
            tally,
            text.path,
            lines,
            candidate.dialect,
            text.encoding,
            line_end=next(iter(ends), "\n"),
            skip=where.lead,
        )
    target = new_file(whose.scratch, ".csv")
    tally = shorter or afresh(tally)
    with lines.open("wb") as map_out, target.open("wb") as out:
        _scan(tally, text, map_out, out)
    return table_of(
        whose, tally, target, lines, candidate.dialect, text.encoding, line_end="\n", skip=0
    )


def _mark_hides_quote(text: Text) -> bool:
    """After a mark (BOM) DuckDB misses the quote that opens the first cell it skips."""
    with text.path.open("rb") as file:
        file.seek(text.begin)
        return text.begin > 0 and file.read(1) in (b'"', b"'")


def _scan(tally: Tally, text: Text, map_out: BinaryIO, out: BinaryIO | None) -> Scan:
    scan = Scan(tally.dialect, tally, LineMap(map_out), out)
    scan.run(text.path, text.begin, text.first_line - 1)
    return scan


def _refuse_stray_delimiter(scan: Scan, whose: Asked) -> None:
    """A single column, though further down there stands what separates cells elsewhere."""
    if scan.stray_delimiter and whose.reading.delimiter is None:
        raise stray_delimiter(whose.name, *scan.stray_delimiter)
