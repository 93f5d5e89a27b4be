"""What is found out about a column, and about a file."""

from dataclasses import dataclass

from lib.importing.read import Note, TextTable


@dataclass(frozen=True)
class ColumnProfile:
    """A column of a file, from all its rows.

    `kind` is a word of a recipe's [types]: whole, number, date, timestamp, flag or text; "empty"
    where nothing is filled in. `filled` rows hold something that is not missing, `distinct`
    different texts, the longest of so many characters; `least` and `greatest` are values of
    the kind, as text (days in ISO).
    `missing` are words in it that stand for a missing value. `decimal` and `thousands` are the
    signs its numbers are written with, None where none of them has one; `currency` the signs
    around them, `percent` whether some end in one, `negative` "brackets" or "trailing" where that
    is how they are less than zero.
    `dates` are the strptime forms that all its days fit, and that mean different days: more than
    one is a doubt. ISO days and moments are "%Y-%m-%d".
    """

    name: str
    kind: str
    filled: int
    distinct: int
    samples: tuple[str, ...]
    least: str | None
    greatest: str | None
    missing: tuple[str, ...]
    decimal: str | None
    thousands: str | None
    dates: tuple[str, ...]
    longest: int
    notes: tuple[Note, ...]
    currency: tuple[str, ...] = ()
    percent: bool = False
    negative: str | None = None


@dataclass(frozen=True)
class FileProfile:
    """A file read, and its columns in the order they stand; `name` is what its user calls it."""

    name: str
    table: TextTable
    columns: tuple[ColumnProfile, ...]
