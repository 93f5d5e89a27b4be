"""A table in the reader's words: searched, sorted by its values, a row of it chosen."""

from collections.abc import Hashable
from dataclasses import replace
from functools import partial
from typing import Any, Literal, cast
from unicodedata import normalize

import streamlit as st
from pandas import DataFrame, Series, isna
from pandas.io.formats.style import Styler
from pandas.util import hash_pandas_object
from streamlit.typing import DataframeState

from lib.languages import DASH
from lib.ui.columns import NUMBERS, SPOKEN, TEXTS, Column, Columns, spoken
from lib.ui.export import letters
from lib.ui.languages import _, reader

SEARCHED_FROM = 11  # rows
MOST_ROWS = 1_000
ROWS_IN_SIGHT = 12
ROWS_IN_A_DRAWER = 16  # which is as high as the window
# In pixels.
ROW_HEIGHT = 35
ROOMY_HEIGHT = 47  # of the few rows of a table that stands beside a chart
ROOMY_ROWS = 6
NAME_WIDTH = 200
LETTER_WIDTH = 7
DAY_LETTERS = 14  # of a day in any language

Row = dict[Hashable, Any]


def show(
    frame: DataFrame,
    columns: Columns,
    *,
    key: str,
    alt: str,
    on_select: Literal["row"] | None = None,
    in_sight: int = ROWS_IN_SIGHT,
    has_search: bool = True,
) -> Row | None:
    """The frame as a table, with a search box where it is long.

    Values are said as the reader says them and sorted as what they are. At most MOST_ROWS rows
    are shown, and `in_sight` of them without scrolling. With `on_select` a row can be chosen: it
    is returned, with all the frame's columns. Without `has_search` no box is drawn, for a list that
    was searched before.
    """
    readied = columns.of(frame).reset_index(drop=True)
    if on_select:
        return _table(readied, columns, key, alt, in_sight, has_search, on_select)
    st.fragment(_table)(
        readied, columns, key, alt, in_sight, has_search
    )  # typing redraws nothing but the table
    return None


def _table(
    frame: DataFrame,
    columns: Columns,
    key: str,
    alt: str,
    in_sight: int,
    may_search: bool,
    on_select: str | None = None,
) -> Row | None:
    has_search = may_search and len(frame) >= SEARCHED_FROM and _texts(frame, columns).shown
    found = _searched(frame, columns, key) if has_search else frame
    if found.empty:
        return None
    shown = _in_words(found.head(MOST_ROWS), columns)
    state = st.dataframe(
        _as_read(shown, columns),
        height="content" if len(shown) <= in_sight else _height(in_sight),
        row_height=ROOMY_HEIGHT if on_select and len(shown) <= ROOMY_ROWS else ROW_HEIGHT,
        hide_index=True,
        column_config=_drawn(shown, columns),
        placeholder=DASH,
        alt=alt,
        # A chosen row is remembered by its place: other rows are another table.
        key=f"table_{key}_{_fingerprint(shown)}" if on_select else f"table_{key}",
        on_select="rerun" if on_select else "ignore",
        selection_mode="single-row",
    )
    if len(found) > MOST_ROWS:
        rows = reader().number(MOST_ROWS)
        st.text(_("The first {n} rows are shown; the download holds all.", n=rows))
    chosen = cast(DataframeState, state)["selection"]["rows"] if on_select else ()
    return frame.loc[shown.index[chosen[0]]].to_dict() if chosen else None


def _height(rows: int) -> int:
    """Of a table with more rows than these: the next one peeps out."""
    return ROW_HEIGHT * (rows + 1) + 12


def _in_words(rows: DataFrame, columns: Columns) -> DataFrame:
    """The columns shown, codes of ours in the reader's words."""
    shown = {name: column for name, column in columns.shown.items() if name in rows}
    return DataFrame(
        {name: _worded(rows[name], column) for name, column in shown.items()}, index=rows.index
    )


def _drawn(shown: DataFrame, columns: Columns) -> dict[str, Any]:
    """How Streamlit is to draw each column; the first stays in sight."""
    names = [str(name) for name in shown]
    return {
        name: _config(shown[name], columns.shown[name], pinned=name == names[0]) for name in names
    }


def _config(values: Series, column: Column, *, pinned: bool) -> Any:
    label = _(column.label)
    if column.kind == "share":
        return st.column_config.ProgressColumn(
            label, format="%.1f%%", min_value=0, max_value=100, pinned=pinned
        )
    if column.kind in NUMBERS:
        return st.column_config.NumberColumn(label, alignment="right", pinned=pinned)
    if column.kind in ("day", "month"):
        width = DAY_LETTERS * LETTER_WIDTH + 20 if _is_sparse(values) else None
        return st.column_config.DateColumn(label, width=width, pinned=pinned)
    width = _width(values, label) if column.kind == "name" or _is_sparse(values) else None
    return st.column_config.TextColumn(label, width=width, pinned=pinned)


def _is_sparse(values: Series) -> bool:
    """Streamlit measures a column by its first rows, which may hold nothing."""
    return bool(values.isna().any())


def _width(texts: Series, label: str) -> int:
    """Room for the longest text; not so much that a telephone shows nothing beside it."""
    longest = max((letters(text) for text in (label, *texts) if isinstance(text, str)), default=0)
    return min(max(longest * LETTER_WIDTH + 20, 100), NAME_WIDTH)


def _worded(values: Series, column: Column) -> Series:
    if column.kind == "flag":
        return values.map({True: _("yes"), False: _("no")})
    if column.kind == "share":
        return values * 100  # a bar's words are a pattern, and a pattern does not multiply
    if column.kind not in TEXTS:
        return values
    said = {code: _(words) for code, words in column.words.items()}
    cells = [_cell(text, said) for text in values.tolist()]
    return Series(cells, index=values.index, dtype="str")


def _cell(text: Any, said: dict[str, str]) -> str | None:
    if isinstance(text, str):
        return said.get(text, text)
    return None if isna(text) is True else str(text)


def _searched(frame: DataFrame, columns: Columns, key: str) -> DataFrame:
    """The rows that hold every word the reader looks for, in a column of text as it is shown."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"search_{key}"):
        wanted = st.text_input(
            _("Search in this table"),
            type="search",
            placeholder=_("Search"),
            live=True,
            key=f"searched_{key}",
            label_visibility="collapsed",
            width=200,  # beside it the count fits on a telephone
        )
        found = frame[_holding(frame, columns, wanted)] if wanted else frame
        st.text(_counted(len(found), len(frame)), width="content")
    return found


def _counted(found: int, rows: int) -> str:
    if not found:
        return _("Nothing found in {all} rows", all=reader().number(rows))
    if found == rows:
        return _("{n} rows", n=reader().number(rows))
    return _("{n} of {all} rows", n=reader().number(found), all=reader().number(rows))


def _holding(frame: DataFrame, columns: Columns, wanted: str) -> list[bool]:
    """Of each row: is every word of it in one of the texts?"""
    words = _in_words(frame, _texts(frame, columns))
    looked_for = [_folded(word) for word in wanted.split()]
    rows = zip(*(_folded_cells(words[name]) for name in words), strict=True)
    return [all(word in text for word in looked_for) for text in map("\n".join, rows)]


def _texts(frame: DataFrame, columns: Columns) -> Columns:
    return replace(
        columns,
        shown={
            name: column
            for name, column in columns.shown.items()
            if column.kind in TEXTS and name in frame
        },
    )


def _folded_cells(texts: Series) -> list[str]:
    cells = texts.tolist()
    folded = {text: _folded(text) for text in set(cells) if isinstance(text, str)}
    return [folded.get(text, "") for text in cells]


def _folded(text: str) -> str:
    """Without the difference of large and small letters, full and half width."""
    return text.lower() if text.isascii() else normalize("NFKC", text).casefold()


def _as_read(shown: DataFrame, columns: Columns) -> Styler:
    """The values, and beside each the words in which the table shows it."""
    say = reader()
    return shown.style.format(
        {
            name: partial(spoken, kind=columns.shown[str(name)].kind, say=say)
            for name in shown
            if columns.shown[str(name)].kind in SPOKEN
        }
    )


def _fingerprint(shown: DataFrame) -> str:
    return f"{hash_pandas_object(shown).sum():x}"
