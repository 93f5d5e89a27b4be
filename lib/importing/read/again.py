"""A second line of names under the header: in another language (客户编号 over customer_id), or as
labels (Order No over order_id, or what was asked over q1)."""

import re
from collections.abc import Sequence

from lib.importing.missing_words import NOTHING, NOTHING_AMONG_FIGURES
from lib.importing.read.examples import EXAMPLES, is_value, next_filled
from lib.importing.read.records import EMPTY, Record

WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z _()/.&-]*")
NUMBERED = re.compile(r"[A-Za-z_#-]*\d[\w-]*")
FEWEST = 3  # rows below that show how values look

# A name's words: orderId and order_id are order and id; of wide signs, each.
WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+|\d+")
SMALL_WORDS = {"a", "an", "and", "by", "de", "des", "der", "du", "for", "in", "la", "le", "of"}
SMALL_WORDS |= {"the", "to", "von"}
LABEL = 4  # words that make a cell over figures a label, not a remark

MISSING = {*NOTHING, *NOTHING_AMONG_FIGURES}


def names_again(header: Record, found: Sequence[Record], at: int) -> bool:
    """Does the row under the header name the columns once more, without any doubt?

    Its words stand in no row below, and those look otherwise: numbers, or words of another kind.
    One line is Chinese, Japanese or Korean and the other is not; or it says half the names in
    other words, or has a question over each column of figures.
    """
    upper, lower, rows = _beside(header, found, at)
    if not (_are_names(upper) and _are_names(lower)) or len(rows) < FEWEST:
        return False
    if _stand_below(lower, rows):
        return False
    if _differ(upper, lower):
        return _look_otherwise(lower, rows)
    return _may_name(lower, rows) and (_resemble(upper, lower, rows) or _are_labels(lower, rows))


def may_name_again(header: Record, found: Sequence[Record], at: int) -> bool:
    """Might it? It has a word of its own over every column that holds figures below."""
    upper, lower, rows = _beside(header, found, at)
    return (
        len(rows) > 1
        and _are_names(upper)
        and not any(map(is_value, lower))
        and not _stand_below(lower, rows)
        and _may_name(lower, rows)
    )


def _beside(
    header: Record, found: Sequence[Record], at: int
) -> tuple[list[str], list[str], list[list[str]]]:
    """The header, the row under it, and the rows below that; none if it is no such row."""
    at = next_filled(found, at)
    if at >= len(found) or len(found[at].fields) != len(header.fields):
        return [], [], []
    rows = [
        _cells(record)
        for record in found[at + 1 : at + 1 + EXAMPLES]
        if len(record.fields) == len(header.fields) and not record.is_empty
    ]
    return _cells(header), _cells(found[at]), rows


def _cells(record: Record) -> list[str]:
    return [cell.strip(EMPTY) for cell in record.fields]


def _are_names(cells: list[str]) -> bool:
    different = len({cell.casefold() for cell in cells}) == len(cells)
    return len(cells) > 1 and all(cells) and different and not any(map(is_value, cells))


def _differ(upper: list[str], lower: list[str]) -> bool:
    """Is one line in wide signs and the other all plain names?"""
    for wide, plain in ((upper, lower), (lower, upper)):
        if all(map(WIDE.search, wide)) and all(map(PLAIN_NAME.fullmatch, plain)):
            return True
    return False


def _columns(rows: list[list[str]]) -> list[list[str]]:
    return [[cell for cell in column if cell] for column in zip(*rows, strict=True)]


def _stand_below(names: list[str], rows: list[list[str]]) -> bool:
    pairs = zip(names, _columns(rows), strict=True)
    return any(name and name in column for name, column in pairs)


def _look_otherwise(names: list[str], rows: list[list[str]]) -> bool:
    """Do the rows below hold other things than names?"""
    columns = _columns(rows)
    numbered = any(
        len(column) >= FEWEST and all(is_value(cell) or NUMBERED.fullmatch(cell) for cell in column)
        for column in columns
    )
    others = all(column and all(map(WIDE.search, column)) for column in columns)
    return numbered or (others and not any(map(WIDE.search, names)))


def _of_figures(rows: list[list[str]]) -> list[int]:
    """The columns that hold nothing but figures or days below."""
    columns = _columns(rows)
    return [i for i, cells in enumerate(columns) if len(cells) > 1 and all(map(is_value, cells))]


def _may_name(lower: list[str], rows: list[list[str]]) -> bool:
    """Over each column of figures a word that does not mean a missing one, and no id anywhere."""
    figures = _of_figures(rows)
    over = [lower[i] for i in figures]
    if not over or not all(over) or {cell.casefold() for cell in over} & MISSING:
        return False
    return not any(
        column and all(map(NUMBERED.fullmatch, [cell, *column]))
        for cell, column in zip(lower, _columns(rows), strict=True)
    )


def _resemble(upper: list[str], lower: list[str], rows: list[list[str]]) -> bool:
    """Half the cells share a word with the name above them, which no row below does; of the
    columns of figures one does."""
    columns = _columns(rows)
    alike = {
        i
        for i, (above, cell, column) in enumerate(zip(upper, lower, columns, strict=True))
        if (shared := _words(above) & _words(cell))
        and not any(shared & _words(value) for value in column)
    }
    return 2 * len(alike) >= len(upper) and bool(alike & set(_of_figures(rows)))


def _are_labels(lower: list[str], rows: list[list[str]]) -> bool:
    """A question, or a name of several words, over each of several columns of figures; any words
    where all columns are such."""
    figures = _of_figures(rows)
    if len(figures) == len(lower) > 2:
        return True  # no row of a table of figures is all words
    over = [lower[i] for i in figures]
    return len(over) > 1 and all(
        cell.endswith(("?", "？")) or len(_words(cell)) >= LABEL for cell in over
    )


def _words(name: str) -> set[str]:
    words = {word.casefold() for word in WORD.findall(name)}
    signs = set(WIDE.findall(name))
    return (words - SMALL_WORDS) | signs
