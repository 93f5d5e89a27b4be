"""Random clean tables, written in random ways, come back with the same values or are asked about.

What a profile proposes is taken, as somebody would who presses on without looking: where it says
that there are two readings, or where the file is refused, nobody is misled; else values are equal.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import RapportError
from lib.importing.cast import DateForm, from_text, without_missing
from lib.importing.cast.numbers import EXACT
from lib.importing.profile import ColumnProfile, FileProfile, profile_file
from lib.importing.read import Reading, Undecided, source
from lib.importing.sql import Layers
from lib.schema import DAY, TEXT

from .reading import database

FEW = settings(max_examples=40, deadline=None)
THOUSAND = settings(max_examples=1000, deadline=None)

FORMS = (
    *("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"),
    *("%d %b %Y", "%d-%m-%Y"),
)
SIGNS = ((".", ""), (".", ","), (",", "."), (",", ""), (",", " "), (".", "'"))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252")
TITLES = ("Sales report", "Printed on: 2024-05-01", "", "# made by our shop")
BELOW = ("", "\nGenerated on 2024-05-01", "\n\nSource: our shop")
NAMES = ("Order No", "客户编号", "Größe", "Net", "Day", "Client, all", "Wert", "日期", "n")
WORDS = ("Anna", "Müller & Sons", "王芳", 'the "big" one', "a, b; c", "Rock 'n' Roll", "x|y", "Ö")

FIGURES = st.decimals(-99_999_999, 99_999_999, places=2) | st.decimals(-9999, 9999, places=1)
VALUES = {
    "id": st.integers(0, 99_999).map(lambda n: f"{n:05}"),
    "whole": st.integers(-999, 9_999_999),
    "number": FIGURES | st.integers(-5000, 5000).map(Decimal) | st.decimals(0, 99, places=3),
    "day": st.dates(date(1971, 1, 1), date(2035, 12, 31)),
    "word": st.sampled_from(WORDS),
}


@dataclass(frozen=True)
class Style:
    encoding: str
    delimiter: str
    quote_all: bool
    line_end: str
    titles: tuple[str, ...]
    below: str
    signs: tuple[str, str]
    form: str
    currency: str
    missing: str


styles = st.builds(
    Style,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    quote_all=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    titles=st.lists(st.sampled_from(TITLES), max_size=3).map(tuple),
    below=st.sampled_from(BELOW),
    signs=st.sampled_from(SIGNS),
    form=st.sampled_from(FORMS),
    currency=st.sampled_from(["", "", "$", " €", "EUR "]),
    missing=st.sampled_from(["", "NULL", "-", "n/a", "#N/A"]),
)


@st.composite
def tables(draw):
    """Names, kinds, and rows of values; None is missing."""
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=2, max_size=6))
    names = draw(st.permutations(NAMES))[: len(kinds)]
    cell = [st.one_of(VALUES[kind], VALUES[kind], VALUES[kind], st.none()) for kind in kinds]
    rows = draw(st.lists(st.tuples(*cell), min_size=1, max_size=25))
    return names, kinds, [row for row in rows if any(value is not None for value in row)]


def written(value, style):
    """One value as the style has it."""
    if value is None:
        return style.missing
    if isinstance(value, date):
        return value.strftime(style.form) if value.year > 999 else style.missing
    if isinstance(value, str):
        return value
    decimal, thousands = style.signs
    text = f"{value:,}" if thousands else str(value)
    text = text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    before = style.currency.endswith(" ") or style.currency == "$"
    return sign + (style.currency + text if before else text + style.currency)


def as_file(table, style):
    names, _, rows = table
    lines = [*style.titles, _line(names, style)]
    lines += [_line([written(value, style) for value in row], style) for row in rows]
    text = "\n".join(lines) + style.below + "\n"
    try:
        return text.replace("\n", style.line_end).encode(style.encoding)
    except UnicodeEncodeError:
        return text.replace("\n", style.line_end).encode("gb18030")


def _line(cells, style):
    def quoted(cell):
        special = any(sign in cell for sign in (style.delimiter, '"', "\n"))
        return '"' + cell.replace('"', '""') + '"' if style.quote_all or special else cell

    return style.delimiter.join(map(quoted, cells))


def outcome(table, style):
    """equal, asked or refused; raises AssertionError where a value came back as another."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(as_file(table, style))
        try:
            found = _profiled(path, style, Reading())
        except RapportError:
            return "refused"
        names, kinds, rows = table
        assert found.columns[0].name == names[0]
        if any(_is_doubtful(column) for column in found.columns):
            return "asked"
        for index, (kind, column) in enumerate(zip(kinds, found.columns, strict=True)):
            expected = [_expected(row[index], kind, column, style) for row in rows]
            assert _values(found, index) == expected, (column, style)
    return "equal"


def _profiled(path, style, reading) -> FileProfile:
    """Read as proposed; of encodings and the like the right one is chosen, if it is offered."""
    try:
        return profile_file(database(), path, reading, name="table.csv", scratch=path.parent)
    except Undecided as refusal:
        choices = refusal.choices
        if "encoding" in choices and not reading.encoding:
            offered = [encoding for encoding, _ in choices["encoding"]]
            for encoding in (style.encoding, "gb18030"):
                if encoding in offered:
                    return _profiled(path, style, Reading(encoding=encoding))
        raise


def _is_doubtful(column: ColumnProfile) -> bool:
    told = " ".join(note.sentence for note in column.notes)
    return len(column.dates) > 1 or any(
        words in told for words in ("two ways", "no numbers", "no dates", "two digits")
    )


def _values(found: FileProfile, index: int):
    column = found.columns[index]
    reading = Reading(
        missing=("", *column.missing),
        decimal=column.decimal or ".",
        thousands=column.thousands,
        currency=column.currency,
        percent="share" if column.percent else None,
        negative=column.negative,
    )
    type_ = {"whole": EXACT, "number": EXACT, "date": DAY}.get(column.kind, TEXT)
    form = DateForm(column.dates[0] if column.dates else None)
    sql, parameters = source(found.table)
    names = ", ".join(f"c{i}" for i in range(len(found.columns)))
    layers = Layers(f"select trim(c{index}) as raw from {sql} as cells({names})")
    layers.add({"cell": without_missing("raw", reading.missing)})
    conversion = from_text("v", type_, "cell", reading, form)
    for step in conversion.steps:
        layers.add(step)
    rows = database().execute(layers.select({"value": conversion.value}), parameters).fetchall()
    return [value for (value,) in rows]


def _expected(value, kind, column, style):
    if value is None:
        return None
    if column.kind in ("whole", "number"):
        return Decimal(value)
    if column.kind == "date":
        return value
    return written(value, style).strip()


def come_back(table, style):
    if table[2]:
        outcome(table, style)


@FEW
@given(tables(), styles)
def test_a_written_table_comes_back_with_the_same_values_or_is_asked_about(table, style):
    come_back(table, style)


@pytest.mark.long
@THOUSAND
@given(tables(), styles)
def test_a_thousand_written_tables_come_back_or_are_asked_about(table, style):
    come_back(table, style)
