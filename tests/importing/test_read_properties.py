"""Random tables come back equal or are refused; two readers of ours agree on random text."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import PropertyMock, patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.errors import UnreadableFile
from lib.importing.read import Reading, TextTable, blocks, dialect, lines_of, read
from lib.importing.read.records import EMPTY, Dialect

from .reading import notes, rows

FEW = settings(max_examples=100, deadline=None)
MANY = settings(max_examples=5000, deadline=None)

SPECIAL = ",;\t|\"'\r\n\\ "
CELL = st.text(
    st.one_of(st.sampled_from(SPECIAL), st.sampled_from("ab1é中"), st.characters(codec="utf-8")),
    max_size=8,
).filter(lambda cell: "\0" not in cell)
NAME = st.text(st.sampled_from("abcdefgh,;'\"_é中 "), min_size=1, max_size=6).map(str.strip)


@st.composite
def tables(draw):
    names = draw(st.lists(NAME.filter(bool), min_size=2, max_size=5, unique_by=str.casefold))
    width = len(names)
    return [names, *draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6))]


@st.composite
def styles(draw):
    """How to write a table: delimiter, whether to quote all, line end, encoding, last line end."""
    return (
        draw(st.sampled_from(",;\t|")),
        draw(st.booleans()),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])),
        draw(st.booleans()),
    )


def written(table, style):
    """The table as RFC 4180 has it, but for the delimiter."""
    delimiter, quote_all, end, encoding, ended = style
    lines = []
    for line in table:
        cells = []
        for cell in line:
            special = any(character in cell for character in (delimiter, '"', "\r", "\n"))
            quoted = '"' + cell.replace('"', '""') + '"'
            # A blank beside a quote would be taken off, so such a cell is quoted too.
            cells.append(quoted if quote_all or special or cell != cell.strip(" ") else cell)
        lines.append(delimiter.join(cells))
    return (end.join(lines) + (end if ended else "")).encode(encoding)


def with_something_in_it(line):
    return any(cell.strip(EMPTY) for cell in line)


def reading_of(style, **more):
    return Reading(encoding="gb18030" if style[3] == "gb18030" else None, **more)


def come_back(table, style, reading):
    """Read the written table: its columns and rows, and what they should be."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written(table, style))
        found = read(path, reading, name=path.name, scratch=Path(folder))
        expected = [tuple(line) for line in table[1:] if with_something_in_it(line)]
        return (found.columns, rows(found)), (tuple(table[0]), expected)


def equal_or_refused(table, style):
    try:
        found, expected = come_back(table, style, reading_of(style))
    except UnreadableFile:
        return
    assert found == expected


def equal_where_the_recipe_says_all(table, style):
    assume(table[0] not in table[1:])
    told = reading_of(style, delimiter=style[0], quote='"', header=1)
    try:
        found, expected = come_back(table, style, told)
    except UnreadableFile as refusal:
        # Bytes of gb18030 that happen to be valid UTF-8 are the one doubt that remains.
        assert "is UTF-8, but its recipe says" in str(refusal)
        return
    assert found == expected


@FEW
@given(tables(), styles())
def test_a_table_comes_back_equal_or_is_refused(table, style):
    equal_or_refused(table, style)


@FEW
@given(tables(), styles())
def test_a_table_comes_back_equal_if_the_recipe_says_how_it_is_written(table, style):
    equal_where_the_recipe_says_all(table, style)


@pytest.mark.long
@MANY
@given(tables(), styles())
def test_many_tables_come_back_equal_or_are_refused(table, style):
    equal_or_refused(table, style)


@pytest.mark.long
@MANY
@given(tables(), styles())
def test_many_tables_come_back_equal_if_the_recipe_says_how_they_are_written(table, style):
    equal_where_the_recipe_says_all(table, style)


# Text that is nearly a table: cells, delimiters, quotes and line ends in any order.
PIECES = ["a", "1", "é", " ", ",", ",", '"', '""', '"a"', "\n", "\n", "\r\n", "\r", "'", ";", "\\"]
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
NEARLY = st.builds(
    lambda scraps, width: ",".join("xyz"[:width]) + "\n" + scraps, SCRAPS, st.just(2)
)
BLOCKS = st.sampled_from([1, 3, 7, 1 << 20])
HEADS = st.sampled_from([2, 3, 2000])
READINGS = st.sampled_from([Reading(), Reading(header=1), Reading(header=1, delimiter=",")])


def everything(table: TextTable) -> tuple:
    told = [note for note in notes(table) if not note.startswith("Lines end")]
    return (
        *(table.columns, table.header_line, rows(table), told),
        lines_of(table, range(1, table.rows + 1)),
    )


def read_or_refused(path: Path, reading: Reading) -> tuple | str:
    try:
        return everything(read(path, reading, name="x", scratch=path.parent))
    except UnreadableFile as refusal:
        return str(refusal)


def scan_and_exact_reader_agree(text, reading, block, head):
    with (
        TemporaryDirectory() as folder,
        patch.object(blocks, "BLOCK", block),
        patch.object(dialect, "HEAD_RECORDS", head),
    ):
        path = Path(folder) / "x.csv"
        path.write_text(text, encoding="utf-8", newline="")
        fast = read_or_refused(path, reading)
        with patch.object(Dialect, "is_plain", PropertyMock(return_value=False)):
            exact = read_or_refused(path, reading)
    if isinstance(fast, tuple) and isinstance(exact, tuple):
        assert fast == exact
    elif isinstance(fast, tuple):  # the header again, but quoted in another way
        assert "stands here again" in str(exact)
    elif isinstance(exact, tuple):  # only the scan looks for delimiters in a single column
        assert "stands here, though not on every line" in fast


@FEW
@given(st.one_of(SCRAPS, NEARLY), READINGS, BLOCKS, HEADS)
def test_the_fast_scan_and_the_exact_reader_agree(text, reading, block, head):
    scan_and_exact_reader_agree(text, reading, block, head)


@pytest.mark.long
@MANY
@given(st.one_of(SCRAPS, NEARLY), READINGS, BLOCKS, HEADS)
def test_the_fast_scan_and_the_exact_reader_agree_on_much_text(text, reading, block, head):
    scan_and_exact_reader_agree(text, reading, block, head)
