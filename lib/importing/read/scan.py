"""The fast pass: every record of a plain file checked with arrays, at hundreds of MB a second.

"Plain" means one byte of delimiter, quotes as RFC 4180 has them, LF or CRLF. Whatever else turns
up raises NotPlain, and the exact pass (normalise.py) takes over. A plain file that DuckDB may read
as it stands is left alone; one with rows to leave out is copied without them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from lib.importing.read.blocks import CR, LF, Block, Mask, Positions, blocks
from lib.importing.read.dialect import DELIMITERS
from lib.importing.read.lines import LineMap
from lib.importing.read.records import Dialect, Oddities, Record, records
from lib.importing.read.tally import Tally

BLANK_BYTES = (32, 9, CR, LF)


@dataclass
class Scan:
    """One pass over a file; with `out`, the rows are copied there, each ended by LF."""

    dialect: Dialect
    tally: Tally
    lines: LineMap | None = None
    out: BinaryIO | None = None
    has_quotes: bool = False
    rows_left_out: bool = False
    stray_delimiter: tuple[int, str] | None = None
    _index: int = 0
    _previous: bytes = b""
    _header: bytes = b""

    def run(self, path: Path, begin: int, lines_before: int) -> None:
        """Read on from byte `begin`. Raises NotPlain, or UnreadableFile for what is not right."""
        quote = ord(self.dialect.quote) if self.dialect.quote else None
        for block in blocks(path, begin, lines_before, quote):
            block.refuse_odd_quotes(ord(self.dialect.delimiter), quote or 0)
            self._take(block)
            if self.tally.ragged:
                break
        self.tally.refuse_ragged()

    def _take(self, block: Block) -> None:
        self.has_quotes = self.has_quotes or bool(len(block.quotes))
        kept = self._choose(block)
        self._note_line_ends(block)
        self._look_for_header(block, kept)
        self._look_across_gaps(block, kept)
        chosen = np.flatnonzero(kept)
        self.tally.longest = max(self.tally.longest, int(block.lengths.max()))
        if len(chosen):
            self.tally.last = self._record(block, int(chosen[-1]))
            self._previous = block.record(int(chosen[-1]))
        self.tally.rows += len(chosen)
        self._map_lines(block, kept, chosen)
        if self.out:
            self._copy(block, kept)
        self._index += len(block.stops)

    def _choose(self, block: Block) -> Mask:
        """Which records are rows of the table; the others are counted by what they are."""
        tally, width = self.tally, self.tally.layout.width
        cells = block.cells(ord(self.dialect.delimiter))
        data = np.arange(self._index, self._index + len(cells)) >= tally.layout.lead
        if not self._index:
            self._header = self._find_header(block)
        blank = block.lengths == 0
        other = np.flatnonzero((cells != width) & ~blank & data)
        for index in other:
            if not block.record(int(index)).strip():
                blank[index] = True
        fits = (cells == width) & ~blank & data
        empty = self._empty(block, fits, cells)
        self._count_ragged(block, (cells != width) & ~blank & data, fits & ~empty)
        self._count_left_out(block, blank & data, empty, fits & ~empty)
        if width == 1:
            self._look_for_stray_delimiters(block)
        return fits & ~empty

    def _find_header(self, block: Block) -> bytes:
        layout = self.tally.layout
        line = layout.header_line
        if not line:
            return b""
        starts = block.lines(block.starts[: layout.lead])
        at = np.flatnonzero(starts == line)
        return block.record(int(at[0])) if len(at) else b""

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

    def _count_ragged(self, block: Block, ragged: Mask, rows: Mask) -> None:
        found = np.flatnonzero(ragged)
        for index in found[:8]:
            self.tally.add_ragged(self._record(block, int(index)))
        if len(found):
            self.tally.rows_after_ragged = int(rows[found[0] :].sum())

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

    def _look_for_header(self, block: Block, kept: Mask) -> None:
        """The header standing a second time, byte for byte."""
        header = self._header
        if not header:
            return
        alike = np.flatnonzero(kept & (block.lengths == len(header)))
        for offset in (0, len(header) // 2, len(header) - 1, len(header) // 3):
            alike = alike[block.array[block.starts[alike] + offset] == header[offset]]
        for index in alike:
            if block.record(int(index)) == header:
                self.tally.refuse_repeated_header(int(block.lines(block.starts[[index]])[0]))

    def _look_across_gaps(self, block: Block, kept: Mask) -> None:
        """Rows with a blank line right above them, and the rows above those."""
        below_blank = np.concatenate(([False], block.lengths[:-1] == 0))
        for index in np.flatnonzero(kept & below_blank)[:8]:
            above = np.flatnonzero(kept[:index])
            previous = block.record(int(above[-1])) if len(above) else self._previous
            if previous:
                before = Record(0, self._fields(previous))
                self.tally.look_across_gap(before, self._record(block, int(index)))

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
        if kept[-1] and block.data[-1] != LF:
            self.out.write(b"\n")

    def _record(self, block: Block, index: int) -> Record:
        line = int(block.lines(block.starts[[index]])[0])
        return Record(line, self._fields(block.record(index)))

    def _fields(self, content: bytes) -> list[str]:
        text = content.decode("utf-8")
        found = list(records([text], self.dialect, Oddities(), name=self.tally.name))
        return found[0].fields if found else [""]
