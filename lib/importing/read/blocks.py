"""A file in blocks of whole records, with the positions of quotes and line ends as arrays.

What lies inside quotes is told from what does not by counting quotes: an odd number of them before
a place means inside. That holds exactly where every quote opens a cell, closes one, or is doubled
(RFC 4180); `Block.refuse_odd_quotes` makes sure, and a file that does otherwise is not for here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 20
LONGEST_RECORD = 8 << 20

LF, CR = 10, 13

Positions = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class NotPlain(Exception):
    """The fast scan cannot vouch for this file: it is to be read exactly."""


@dataclass(frozen=True)
class Block:
    """Whole records. `stops` are the ends of records including their line ends, `feeds` every LF.

    `lines_before` counts the lines of the file above the block, as an editor counts them.
    """

    data: bytes
    quotes: Positions
    feeds: Positions
    stops: Positions
    lines_before: int

    @cached_property
    def array(self) -> Bytes:
        return np.frombuffer(self.data, np.uint8)

    @cached_property
    def starts(self) -> Positions:
        return np.concatenate(([0], self.stops[:-1]))

    @cached_property
    def crlf(self) -> Mask:
        """Which records end in CRLF."""
        if not self._has_returns:
            return np.zeros(len(self.stops), np.bool_)
        ends = self.array[self.stops - 1] == LF
        return ends & (self.array[np.maximum(self.stops - 2, 0)] == CR) & (self._spans > 1)

    @cached_property
    def ends(self) -> Positions:
        """Where the content of each record ends, its line end left out."""
        return self.stops - (self.array[self.stops - 1] == LF) - self.crlf

    @cached_property
    def lengths(self) -> Positions:
        return self.ends - self.starts

    @property
    def _spans(self) -> Positions:
        return self.stops - self.starts

    @cached_property
    def breaks(self) -> Positions:
        """Every line end as an editor sees it, also inside quotes; lone CR only inside."""
        lone = self._lone_carriage_returns
        return np.union1d(self.feeds, lone) if len(lone) else self.feeds

    @cached_property
    def _has_returns(self) -> bool:
        return b"\r" in self.data

    @cached_property
    def _lone_carriage_returns(self) -> Positions:
        if not self._has_returns:
            return np.empty(0, np.int64)
        returns = np.flatnonzero(self.array == CR)
        after = self.array[np.minimum(returns + 1, len(self.array) - 1)]
        return returns[after != LF]

    def outside(self, positions: Positions) -> Positions:
        """Those of the positions that are not inside quotes."""
        if not len(self.quotes):
            return positions
        return positions[np.searchsorted(self.quotes, positions) & 1 == 0]

    def cells(self, delimiter: int) -> Positions:
        """How many cells each record has."""
        found = self.outside(np.flatnonzero(self.array == delimiter))
        each, left = divmod(len(found), len(self.stops))
        if each and not left and self._are_in_turn(found[each - 1 :: each], found[::each]):
            return np.full(len(self.stops), each + 1)
        before = np.searchsorted(found, self.stops)
        return np.diff(before, prepend=0) + 1

    def _are_in_turn(self, last: Positions, first: Positions) -> bool:
        """Do these places, one for each record, lie within the record whose turn it is?"""
        return bool((first >= self.starts).all() and (last < self.stops).all())

    def lines(self, positions: Positions) -> Positions:
        """The line of the file each position stands on."""
        return self.lines_before + 1 + np.searchsorted(self.breaks, positions)

    def record(self, index: int) -> bytes:
        return self.data[self.starts[index] : self.ends[index]]

    def refuse_odd_quotes(self, delimiter: int, quote: int) -> None:
        """Raise NotPlain unless each quote stands where the standard wants it."""
        if len(self.outside(self._lone_carriage_returns)):
            raise NotPlain
        if not len(self.quotes):
            return
        opening, closing = self.quotes[::2], self.quotes[1::2]
        before = self.array[opening - 1]
        after = self.array[np.minimum(closing + 1, len(self.array) - 1)]
        opens = (before == delimiter) | (before == LF) | (before == quote) | (opening == 0)
        closes = (after == delimiter) | (after == LF) | (after == CR) | (after == quote)
        if len(self.quotes) % 2 or not (opens.all() and closes.all()):
            raise NotPlain


def blocks(path: Path, begin: int, lines_before: int, quote: int | None) -> Iterator[Block]:
    """The file from byte `begin` on. Raises NotPlain for a record too long for any table."""
    rest = b""
    with path.open("rb") as file:
        file.seek(begin)
        while True:
            piece = file.read(max(BLOCK, len(rest)))
            data = rest + piece
            if not data:
                return
            block = _block(data, lines_before, quote, last=not piece)
            used = len(block.data)
            if used:
                yield block
                lines_before += len(block.breaks)
            rest = data[used:]
            if not piece:
                return
            if len(rest) > LONGEST_RECORD:
                raise NotPlain


def _block(data: bytes, lines_before: int, quote: int | None, *, last: bool) -> Block:
    """As many whole records as there are; the last ones of a file need no line end."""
    array = np.frombuffer(data, np.uint8)
    none = np.empty(0, np.int64)
    is_quoted = quote is not None and quote.to_bytes() in data
    quotes = np.flatnonzero(array == quote) if is_quoted else none
    feeds = np.flatnonzero(array == LF)
    stops = Block(data, quotes, feeds, none, lines_before).outside(feeds) + 1
    if last and (not len(stops) or stops[-1] < len(data)):
        stops = np.append(stops, len(data))
    used = int(stops[-1]) if len(stops) else 0
    quotes = quotes[: np.searchsorted(quotes, used)]
    feeds = feeds[: np.searchsorted(feeds, used)]
    return Block(data[:used], quotes, feeds, stops, lines_before)
