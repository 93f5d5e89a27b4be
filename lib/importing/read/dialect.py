"""How a file separates its cells: found on its first lines, then held to on every other.

The first lines are taken apart with each way there is (`records`, exact but slow). A way is
consistent if, below what may stand above the table, every line has the same number of cells,
more than one. Only such ways can be right, and the whole file has to confirm the one taken.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lib.errors import BadRecipe, UnreadableFile
from lib.importing.read.header import is_heading
from lib.importing.read.records import Dialect, Oddities, OpenQuote, Record, records
from lib.importing.read.table import WHITESPACE, Reading
from lib.importing.read.tail import stands_below

DELIMITERS = (",", ";", "\t", "|")
RARE_DELIMITERS = ("^", "~", "¦", "\x01", "\x1f", ":", "、", "，", "；")
IN_WORDS = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}

HEAD_BYTES = 1 << 20
HEAD_RECORDS = 2000
MOST_ABOVE = 50


@dataclass(frozen=True)
class Head:
    """The first lines of a table's text; `whole` if there are no more."""

    lines: tuple[str, ...]
    first_line: int
    whole: bool


@dataclass(frozen=True)
class Candidate:
    """The first lines taken apart in one dialect.

    `width` is the commonest number of cells, `above` how many records stand before the first of
    that width, `share` which part of all has it.
    """

    dialect: Dialect
    records: tuple[Record, ...]
    width: int
    above: int
    share: float
    consistent: bool
    wide: bool  # somewhere there is more than one cell
    sound: bool  # taken apart without an error


def read_head(path: Path, begin: int, first_line: int) -> Head:
    with path.open("rb") as file:
        file.seek(begin)
        data = file.read(HEAD_BYTES)
        whole = not file.read(1)
    if not whole:
        data = data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1] or data
    text = data.decode("utf-8", "ignore")
    return Head(tuple(io.StringIO(text, newline="")), first_line, whole)


def find(head: Head, reading: Reading, separator: str | None, name: str) -> list[Candidate]:
    """The consistent ways to take a file apart; if there is none, the one nearest to it.

    `separator` is what a "sep=;" line says. What the recipe says is not questioned.
    """
    delimiters = _delimiters(reading, separator)
    nearest: list[Candidate] = []
    for quote, escape in _quotings(head, reading):
        tried = [_try(head, Dialect(d, quote, escape), name) for d in delimiters]
        consistent = [candidate for candidate in tried if candidate.consistent]
        if consistent:
            return consistent
        nearest = nearest or tried
    return [max(nearest, key=lambda c: (c.wide, c.share if c.width > 1 else 0, c.width))]


def _delimiters(reading: Reading, separator: str | None) -> Sequence[str]:
    given = reading.delimiter if reading.delimiter is not None else separator
    if given is None:
        return DELIMITERS
    given = IN_WORDS.get(given, given)
    if not given or set(given) & {"\n", "\r"} or given == reading.quote:
        raise BadRecipe(
            'The recipe says delimiter = "{delimiter}", which cannot separate cells; give a '
            'character such as "," or ";", or "whitespace".',
            delimiter=reading.delimiter,
        )
    return (given,)


def _quotings(head: Head, reading: Reading) -> Iterator[tuple[str, str]]:
    """Quote and escape characters worth trying, those of the standard first."""
    quote = reading.quote if reading.quote is not None else '"'
    if len(quote) > 1:
        raise BadRecipe(
            'The recipe says quote = "{quote}"; it is one character, or "" if the file has none.',
            quote=quote,
        )
    yield quote, quote
    text = "".join(head.lines)
    if quote and f"\\{quote}" in text:
        yield quote, "\\"
    if reading.quote is None and "'" in text:
        yield "'", "'"


def candidate(head: Head, dialect: Dialect, name: str) -> Candidate:
    """The first lines taken apart in the dialect given."""
    return _try(head, dialect, name)


def _try(head: Head, dialect: Dialect, name: str) -> Candidate:
    found, sound = _take_apart(head, dialect, name)
    widths = Counter(len(record.fields) for record in found if not record.is_blank)
    if not widths:
        return Candidate(dialect, tuple(found), 1, 0, 0.0, False, False, sound)
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    as_table = _as_table(dialect, found, wide or widths, sound)
    # Where most lines have a single cell and no table stands below them, it is a single column.
    if wide and not as_table.consistent and 2 * wide.total() < widths.total():
        return replace(_as_table(dialect, found, Counter({1: widths[1]}), sound), consistent=False)
    return as_table


def _as_table(
    dialect: Dialect, found: list[Record], widths: Counter[int], sound: bool
) -> Candidate:
    """The records taken for a table of their commonest width: of equals, the first to come."""
    rows = [len(record.fields) for record in found if not record.is_blank]
    width = max(widths, key=lambda w: widths[w])
    above = next(i for i, record in enumerate(found) if len(record.fields) == width)
    below = [len(record.fields) for record in _without_tail(found[above:], width)]
    consistent = sound and set(below) == {width} and _may_be_titles(found[:above], len(below))
    return Candidate(
        dialect=dialect,
        records=tuple(found),
        width=width,
        above=above,
        share=widths[width] / len(rows),
        consistent=consistent and (width > 1 or dialect.delimiter == WHITESPACE),
        wide=max(rows) > 1,
        sound=sound,
    )


def _without_tail(found: Sequence[Record], width: int) -> list[Record]:
    """The records that are no blank lines, without what may stand below the table."""
    rows = [one for one in found if len(one.fields) == width or not one.is_empty]
    rows = [record for record in rows if not record.is_blank]
    for at, record in enumerate(rows):
        if len(record.fields) != width:
            gap = any(one.is_blank and one.line == record.line - 1 for one in found)
            return rows[:at] if stands_below(rows[at:], gap=gap) else rows
    return rows


def _may_be_titles(above: Sequence[Record], below: int) -> bool:
    """Lines with one cell at most or of comment, above a table of at least two lines."""
    titles = [record for record in above if not record.is_empty]
    each = all(
        sum(bool(cell.strip()) for cell in record.fields) == 1 or is_heading(record.fields)
        for record in titles
    )
    return each and len(above) <= MOST_ABOVE and (below > 1 or not titles)


def _take_apart(head: Head, dialect: Dialect, name: str) -> tuple[list[Record], bool]:
    """The first records, and whether they could be taken apart without an error."""
    found: list[Record] = []
    try:
        for record in records(
            head.lines, dialect, Oddities(), first_line=head.first_line, name=name
        ):
            found.append(record)
            if len(found) >= HEAD_RECORDS:
                break
    except OpenQuote:
        return found, not head.whole and bool(found)
    except UnreadableFile:
        return found, False
    return found, True
