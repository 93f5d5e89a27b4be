"""The fast pass: every record of a plain file checked with arrays, at hundreds of MB a second.

"Plain" means one byte of delimiter, quotes as RFC 4180 has them, LF or CRLF. Whatever else turns
up raises NotPlain, and the exact pass (normalise.py) takes over. A plain file that DuckDB may read
as it stands is left alone; one with rows to leave out is copied without them.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

from lib.importing.read.blocks import LF, Block, Mask, Positions, blocks
from lib.importing.read.dialect import DELIMITERS
from lib.importing.read.lines import LineMap
from lib.importing.read.records import EMPTY, Dialect, Oddities, Record, records
from lib.importing.read.tail import MOST
from lib.importing.read.tally import Tally

BLANK_BYTES = tuple(EMPTY.encode())


CASE = np.uint8(0x20)  # what tells small letters from capitals

UTF8_MARK = b"\xef\xbb\xbf"  # in the middle of files that were put one behind the other


@dataclass
class Scan:
    """One pass over a file; with `out`, the rows are copied there, ended by LF."""

    dialect: Dialect
    tally: Tally
    lines: LineMap | None = None
    out: BinaryIO | None = None
    rows_left_out: bool = False
    stray_delimiter: tuple[int, str] | None = None
    _index: int = 0
    _gap: bool = False  # does the last record hold nothing?
    _previous: bytes = b""
    _headers: set[bytes] = field(default_factory=set)

    def run(self, path: Path, begin: int, lines_before: int) -> None:
        """Read on from byte `begin`. Raises NotPlain, or UnreadableFile for what is not right."""
        quote = ord(self.dialect.quote) if self.dialect.quote else None
        self._headers = self._spellings_of_header()
        for block in blocks(path, begin, lines_before, quote):
            block.refuse_odd_quotes(ord(self.dialect.delimiter), quote or 0)
            self._take(block)
            tally = self.tally
            too_many = len(tally.ragged) > MOST or tally.rows_after_ragged
            if too_many or tally.rows == tally.most_rows:
                break
        self.tally.refuse_ragged()

    def _take(self, block: Block) -> None:
        open_blanks = self.tally.pending_blanks
        kept, blank = self._choose(block)
        self._note_line_ends(block)
        kept &= ~self._header_again(block, kept)
        chosen = np.flatnonzero(kept)
        if self.tally.most_rows is not None:
            chosen = chosen[: self.tally.most_rows - self.tally.rows]
            kept[chosen[-1] + 1 if len(chosen) else 0 :] = False
        self._look_across_gaps(block, chosen, blank, open_blanks)
        self.tally.longest = max(self.tally.longest, int(block.lengths.max()))
        if len(chosen):
            self.tally.last.extend(self._record(block, int(index)) for index in chosen[-MOST:])
            self._previous = block.record(int(chosen[-1]))
        self.tally.rows += len(chosen)
        self._map_lines(block, kept, chosen)
        if self.out:
            self._copy(block, kept)
        self._index += len(block.stops)

    def _choose(self, block: Block) -> tuple[Mask, Mask]:
        """Which records are rows of the table, and which are blank lines; all are counted."""
        tally, width = self.tally, self.tally.layout.width
        cells = block.cells(ord(self.dialect.delimiter))
        if not self._index and tally.layout.is_on_top and tally.layout.lead:
            self._headers.add(block.record(0))
        data = np.arange(self._index, self._index + len(cells)) >= tally.layout.lead
        blank = block.lengths == 0
        for index in np.flatnonzero((cells != width) & ~blank & data):
            blank[index] = self._record(block, int(index)).is_empty
        fits = (cells == width) & ~blank & data
        empty = self._empty(block, fits, cells)
        if width == 1:  # where there are no delimiters, an empty row is a blank line
            blank, fits, empty = blank | empty, fits & ~empty, np.zeros_like(empty)
        self._count_ragged(block, (cells != width) & ~blank & data, fits & ~empty, blank | empty)
        self._count_left_out(block, blank & data, empty, fits & ~empty)
        if width == 1:
            self._look_for_stray_delimiters(block)
        return fits & ~empty, blank

    def _spellings_of_header(self) -> set[bytes]:
        """The header as a row may repeat it: without quotes, or with all of them."""
        quote, delimiter = self.dialect.quote, self.dialect.delimiter
        cells = self.tally.layout.header
        quoted = [
            f"{quote}{cell.replace(quote, quote * 2)}{quote}" if quote else "" for cell in cells
        ]
        spellings = {delimiter.join(quoted)} if quote else set()
        if not any(mark and mark in cell for cell in cells for mark in (quote, "\n", delimiter)):
            spellings.add(delimiter.join(cells))
        return {spelling.encode() for spelling in spellings if spelling}

    def _empty(self, block: Block, fits: Mask, cells: Positions) -> Mask:
        """Rows of nothing but delimiters, blanks and empty quotes."""
        bare = fits & (block.lengths == cells - 1)
        doubtful = np.flatnonzero(fits & ~bare & self._begins_empty(block))
        if not len(doubtful):
            return bare
        filled = np.ones(len(block.data), np.bool_)
        for byte in (ord(self.dialect.delimiter), ord(self.dialect.quote or " "), *BLANK_BYTES):
            filled &= block.array != byte
        holds = np.add.reduceat(filled.view(np.uint8), block.starts, dtype=np.int64) > 0
        for index in doubtful[~holds[doubtful]]:
            bare[index] = self._record(block, int(index)).is_empty
        return bare

    def _begins_empty(self, block: Block) -> Mask:
        """Rows whose first cell may be empty: most files have few, so looking closer is rare."""
        first = block.array[block.starts]
        second = block.array[np.minimum(block.starts + 1, len(block.array) - 1)]
        quote = ord(self.dialect.quote or " ")
        inside = (second == quote) | np.isin(second, BLANK_BYTES)
        empty = (first == ord(self.dialect.delimiter)) | np.isin(first, BLANK_BYTES)
        return empty | ((first == quote) & inside)

    def _count_ragged(self, block: Block, ragged: Mask, rows: Mask, nothing: Mask) -> None:
        if self.tally.ragged:
            self.tally.rows_after_ragged += int(rows.sum())
        found = np.flatnonzero(ragged)
        for index in found[: MOST + 1]:
            begun = bool(self.tally.ragged)
            gap = bool(nothing[index - 1]) if index else self._gap
            self.tally.add_ragged(self._record(block, int(index)), gap=gap)
            if not begun:
                self.tally.rows_after_ragged = int(rows[index:].sum())
        self._gap = bool(nothing[-1])
        if len(found):
            self.rows_left_out = True

    def _count_left_out(self, block: Block, blank: Mask, empty: Mask, rows: Mask) -> None:
        tally = self.tally
        if empty.any():
            first = block.starts[np.flatnonzero(empty)[:1]]
            tally.add_padding(int(empty.sum()), int(block.lines(first)[0]))
            self.rows_left_out = True
        places = np.flatnonzero(rows)
        last_row = int(places[-1]) if len(places) else -1
        found = np.flatnonzero(blank)
        between, after = found[found < last_row], found[found > last_row]
        for some in (between, after):
            if len(some):
                tally.add_blanks(len(some), int(block.lines(block.starts[some[:1]])[0]))
            if some is between and last_row >= 0:
                tally.settle_blanks()
        self.rows_left_out = self.rows_left_out or bool(tally.blanks)
        if tally.layout.width == 1 and len(found):
            self.rows_left_out = True  # DuckDB takes a blank line of one column for a row
        if len(found) and (block.lengths[found] > 0).any():
            self.rows_left_out = True

    def _note_line_ends(self, block: Block) -> None:
        ended = block.array[block.stops - 1] == LF
        if block.crlf.any():
            self.tally.line_ends.add("\r\n")
        if (ended & ~block.crlf).any():
            self.tally.line_ends.add("\n")

    def _header_again(self, block: Block, kept: Mask) -> Mask:
        """Where the header stands a second time."""
        again = np.zeros_like(kept)
        if self.tally.reading.repeated_header is False:
            return again
        for header in self._headers | {UTF8_MARK + header for header in self._headers}:
            for index in self._of_same_letters(block, kept, header):
                again[index] = self.tally.names_again(self._record(block, int(index)))
        for index in np.flatnonzero(again):
            self.tally.add_repeated_header(int(block.lines(block.starts[[index]])[0]))
            self.rows_left_out = True
        return again

    def _of_same_letters(self, block: Block, kept: Mask, header: bytes) -> Positions:
        """Records that have all the header's letters, in any case and order: hardly ever one.

        Of those as long, most begin or end with a letter that no name does; the others are sorted.
        """
        names = header.removeprefix(UTF8_MARK).split(self.dialect.delimiter.encode())
        lower = np.frombuffer(header, np.uint8) | CASE
        alike = np.flatnonzero(kept & (block.lengths == len(header)))
        for place, letters in ((0, [lower[0], *_ends(names, 0)]), (-1, _ends(names, -1))):
            at = block.starts[alike] if place == 0 else block.ends[alike] - 1
            alike = alike[np.isin(block.array[at] | CASE, letters)]
        if not len(alike):
            return alike
        letters = block.array[block.starts[alike][:, None] + np.arange(len(header))] | CASE
        return alike[(np.sort(letters, axis=1) == np.sort(lower)).all(axis=1)]

    def _look_across_gaps(
        self, block: Block, chosen: Positions, blank: Mask, open_blanks: int
    ) -> None:
        """Rows with blank lines above them (also in the block before), and the rows above."""
        blanks_above = np.diff(np.cumsum(blank)[chosen], prepend=-open_blanks)
        for place in np.flatnonzero(blanks_above)[:8]:
            row = self._record(block, int(chosen[place]))
            above = block.record(int(chosen[place - 1])) if place else self._previous
            if above:
                self.tally.look_across_gap(Record(0, self._fields(above)), row)

    def _look_for_stray_delimiters(self, block: Block) -> None:
        """Delimiters in what is taken for a single column."""
        for delimiter in DELIMITERS:
            if self.stray_delimiter or delimiter == self.dialect.delimiter:
                continue
            found = block.outside(np.flatnonzero(block.array == ord(delimiter)))
            if len(found):
                self.stray_delimiter = (int(block.lines(found[:1])[0]), delimiter)

    def _map_lines(self, block: Block, kept: Mask, chosen: Positions) -> None:
        if not self.lines or not len(chosen):
            return
        if kept.all() and len(block.breaks) - len(block.stops) in (0, -1):
            self.lines.add_run(block.lines_before + 1, len(chosen))
        else:
            self.lines.add(block.lines(block.starts[chosen]))

    def _copy(self, block: Block, kept: Mask) -> None:
        """The rows alone, every line ended by LF."""
        bytes_kept = np.repeat(kept, block.stops - block.starts)
        bytes_kept[block.stops[block.crlf] - 2] = False
        assert self.out is not None
        self.out.write(block.array[bytes_kept].tobytes())

    def _record(self, block: Block, index: int) -> Record:
        line = int(block.lines(block.starts[[index]])[0])
        return Record(line, self._fields(block.record(index)))

    def _fields(self, content: bytes) -> list[str]:
        text = content.decode("utf-8")
        found = list(records([text], self.dialect, Oddities(), name=self.tally.name))
        return found[0].fields if found else [""]


def _ends(names: list[bytes], place: int) -> list[int]:
    """The letters that names begin or end with, small."""
    return [name[place] | int(CASE) for name in names if name]
