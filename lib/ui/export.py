"""A frame to take away: as CSV that a spreadsheet opens as data, or as sheets of a workbook."""

import csv as writing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Any
from unicodedata import east_asian_width

from numpy import datetime_as_string
from pandas import DataFrame, Series, isna
from pandas.api.types import is_datetime64_dtype, is_string_dtype
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.errors import RapportError
from lib.languages import N_

# What a spreadsheet may take for a formula, and the full-width twins it may take for the same.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001


def csv(frame: DataFrame) -> bytes:
    """UTF-8 with a byte order mark; plain numbers, ISO days, NULL empty."""
    out = StringIO()
    rows = writing.writer(out, lineterminator="\r\n")
    rows.writerow(cell(name) for name in frame)
    rows.writerows(zip(*(_cells(frame.iloc[:, i]) for i in range(frame.shape[1])), strict=True))
    return out.getvalue().encode("utf-8-sig")


def _cells(column: Series) -> list[str]:
    """What `cell` makes of each value, the usual kinds without asking every value what it is."""
    if is_string_dtype(column.dtype):
        return [neutral(v) if isinstance(v, str) else cell(v) for v in column.tolist()]
    if column.dtype == "float64":
        return [_decimal(value) for value in column.tolist()]
    if column.dtype in ("int64", "int32"):
        return [str(value) for value in column.tolist()]
    if is_datetime64_dtype(column.dtype):
        days = datetime_as_string(column.to_numpy(), unit="D").tolist()
        return ["" if day == "NaT" else day for day in days]
    return [cell(value) for value in column]


def cell(value: Any) -> str:
    if isinstance(value, str):
        return neutral(value)
    if isna(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return str(value).lower()
    return _decimal(value) if isinstance(value, float) else str(value)


def _decimal(value: float) -> str:
    """All its digits, without an exponent and without a decimal point that nothing follows."""
    text = repr(value)
    if "n" in text:
        return "" if text == "nan" else format(Decimal(text), "f")
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def neutral(text: str) -> str:
    """Text that begins like a formula, with the apostrophe that makes it text again."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


# What a sheet and a cell of it can hold, and what a program reading it takes a number to be.
MOST_ROWS = 1_048_575
MOST_LETTERS = 32_767
MOST_DIGITS = 15
FIRST_DAY = date(1900, 3, 1)

CUT = " […]"
UNDATED = datetime(1980, 1, 1)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One frame of a workbook: its title, and what is to be known of it, as labels and texts.

    `shares` names the columns shown as percentages; the numbers in them stay shares. `heads` says
    what columns are called where that is not their own name.
    """

    title: str
    frame: DataFrame
    about: tuple[tuple[str, str], ...] = ()
    shares: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)


def workbook(sheets: Sequence[Sheet], *, about_title: str, created: datetime = UNDATED) -> bytes:
    """An XLSX workbook: what is to be known of every sheet first, then each on its own.

    Text stays text whatever it begins with, NULL is an empty cell, days are days; whole numbers
    of more than 15 digits, which a spreadsheet would round, are text. Equal sheets and `created`
    give equal bytes. Raises RapportError where a frame has more rows than a sheet can hold.
    """
    for sheet in sheets:
        _check_rows(sheet)
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": created})
        looks = Looks(book)
        names = sheet_names([about_title, *(sheet.title for sheet in sheets)])
        _write_about(book.add_worksheet(names[0]), sheets, looks)
        for name, sheet in zip(names[1:], sheets, strict=True):
            _write_frame(book.add_worksheet(name), sheet, looks)
    return out.getvalue()


def _check_rows(sheet: Sheet) -> None:
    if len(sheet.frame) > MOST_ROWS:
        raise RapportError(
            N_(
                "{title} has {rows} rows and a sheet of a workbook holds {most}; "
                "download it as CSV."
            ),
            title=sheet.title,
            rows=f"{len(sheet.frame):,}",
            most=f"{MOST_ROWS:,}",
        )


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.title = book.add_format({"bold": True})
        self.label = book.add_format({"valign": "top"})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self._book = book
        self._numbers: dict[str, Format] = {}

    def number(self, pattern: str) -> Format:
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern})
        return self._numbers[pattern]


def _write_about(page: Worksheet, sheets: Sequence[Sheet], looks: Looks) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    row = 0
    for sheet in sheets:
        page.write_string(row, 0, _fitting(sheet.title), looks.title)
        for line, (label, text) in enumerate(sheet.about, row + 1):
            page.write_string(line, 0, _fitting(label), looks.label)
            page.write_string(line, 1, _fitting(text), looks.text)
        row += len(sheet.about) + 2


def _write_frame(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    rows, columns = sheet.frame.shape
    page.freeze_panes(1, 0)
    for place, name in enumerate(sheet.frame):
        values = [_storable(value) for value in sheet.frame.iloc[:, place].tolist()]
        pattern = "0.0%" if name in sheet.shares else _pattern(values)
        head = sheet.heads.get(str(name), str(name))
        page.write_string(0, place, _fitting(head), looks.head)
        page.set_column(place, place, _width(head, values, pattern))
        for row, value in enumerate(values, 1):
            _write(page, row, place, value, looks, pattern)
    if columns:
        page.autofilter(0, 0, rows, columns - 1)


Storable = str | bool | int | float | date | None


def _storable(value: Any) -> Storable:
    """A value as a cell can hold it: as text where a number or a day of a sheet cannot be it."""
    if isinstance(value, str):
        return _fitting(value)
    if value is None or isna(value) is True:
        return None
    if isinstance(value, date):
        return _storable_day(value)
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, int):
        return value if abs(value) < 10**MOST_DIGITS else str(value)
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    return _fitting(str(value))


def _storable_day(day: date) -> date | str:
    """A day, and a moment where it has a time of day."""
    if isinstance(day, datetime):
        moment = day.replace(tzinfo=None)
        if moment.time() != time():
            return moment if moment.date() >= FIRST_DAY else moment.isoformat(" ")
        day = moment.date()
    return day if day >= FIRST_DAY else day.isoformat()


def _write(
    page: Worksheet, row: int, place: int, value: Storable, looks: Looks, pattern: str
) -> None:
    if isinstance(value, str):
        page.write_string(row, place, value)
    elif isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif isinstance(value, date):
        has_time = isinstance(value, datetime)
        look = looks.number("yyyy-mm-dd hh:mm:ss" if has_time else "yyyy-mm-dd")
        page.write_datetime(row, place, value, look)
    elif value is not None:
        page.write_number(row, place, value, looks.number(pattern))


def _pattern(values: Sequence[Storable]) -> str:
    """How a column's numbers are shown. Small whole numbers may be years: no thousands there."""
    numbers = [value for value in values if isinstance(value, int | float)]
    largest = max(map(abs, numbers), default=0)
    if all(number == int(number) for number in numbers):
        return "#,##0" if largest >= 10_000 else "0"
    return "#,##0.00" if largest >= 10 else "0.0000"


WIDTHS = (8, 60)
LOOKED_AT = 1_000  # cells that tell how wide a column is


def _width(name: str, values: Sequence[Storable], pattern: str) -> int:
    """Room for the head with its filter button, and for the first cells as they are shown."""
    shown = [_shown(value, pattern) for value in values[:LOOKED_AT]]
    widest = max([letters(name) + 3, *(letters(text) + 1 for text in shown)])
    return min(max(widest, WIDTHS[0]), WIDTHS[1])


def _shown(value: Storable, pattern: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return value.isoformat()
    digits = len(pattern.partition(".")[2].rstrip("%"))
    return f"{value:,.{digits}f}"


def letters(text: str) -> int:
    """How wide a text is: a Chinese character takes the room of two letters."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _fitting(text: str) -> str:
    """A text that a cell can hold; one too long ends in a mark."""
    if len(text) * 2 <= MOST_LETTERS or _cut(text, MOST_LETTERS) == text:
        return text
    return _cut(text, MOST_LETTERS - len(CUT)) + CUT


def _cut(text: str, most: int) -> str:
    """Its beginning, as long as a spreadsheet counts: a rare character counts as two."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", errors="ignore")


# No sheet may be called so.
RESERVED = "history"
MOST_NAME = 31


def sheet_names(titles: Sequence[str]) -> list[str]:
    """For each title a name that a sheet may have and that no other sheet has."""
    names: list[str] = []
    taken = {RESERVED}
    for place, title in enumerate(titles, 1):
        name = _allowed(title) or str(place)
        candidate, number = name, 1
        while candidate.lower() in taken:
            number += 1
            ending = f" ({number})"
            candidate = _cut(name, MOST_NAME - len(ending)).rstrip() + ending
        taken.add(candidate.lower())
        names.append(candidate)
    return names


def _allowed(title: str) -> str:
    """The title without what a sheet's name may not hold, as long as a name may be."""
    words = "".join("-" if letter in "[]:*?/\\" else letter for letter in title)
    words = "".join(letter if letter.isprintable() else " " for letter in words)
    name = _cut(words.strip().strip("'").strip(), MOST_NAME).strip()
    return name.strip("'").strip()
