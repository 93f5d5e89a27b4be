"""Blanks around cells: which there are, and whether a file can have any.

Cutting blanks off is a fifth of what converting a clean file costs, and most of these have none.
"""

# Blanks cut from both ends of every cell: those of ASCII, no-break, figure and ideographic space,
# and what has no width: zero-width space, word joiner, marks of direction.
BLANKS = " \t\n\v\f\r\u00a0\u2007\u202f\u3000\ufeff\u200b\u2060\u200e\u200f"

# Within quotes line ends are part of a cell, and ="0012" is written for 0012.
QUOTES = "\"'"
LINE_END = b"\r\n"

_PLAIN = [sign.encode() for sign in BLANKS + QUOTES if sign.isascii() and sign not in "\r\n"]
_WIDE = sorted({sign.encode()[:1] for sign in BLANKS if not sign.isascii()})


class Blanks:
    """What is met of blanks and quotes in the UTF-8 bytes of a file, chunk by chunk.

    Where a byte with which a blank beyond ASCII begins is met, one counts as met.
    """

    def __init__(self) -> None:
        self._first: set[bytes] | None = None  # those of the first line, most often a header
        self._below: set[bytes] = set()

    def look(self, chunk: bytes) -> None:
        if self._first is None:
            first, end, below = chunk.partition(b"\n")
            self._first = _met(first + end)
            if end and b"\r" not in self._first:  # a lone CR may end a line as well
                chunk = below
        if len(self._below) < 2:  # one alone can be what parts the cells
            self._below |= _met(chunk)

    def only(self, delimiter: str, *, header_line: int) -> bool:
        """Is there none but what parts the cells? Then no cell has one at its ends."""
        met = self._below if header_line == 1 else self._below | (self._first or set())
        return met <= {delimiter.encode()}


def _met(chunk: bytes) -> set[bytes]:
    met = {sign for sign in (*_PLAIN, *_WIDE) if sign in chunk}
    lone = chunk.count(b"\r") - chunk.count(LINE_END) if b"\r" in chunk else 0
    return met | {b"\r"} if lone > chunk.endswith(b"\r") else met
