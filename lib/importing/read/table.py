"""What is asked of a reading (`Reading`), and what comes of it (`TextTable`)."""

import re
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

WHITESPACE = "whitespace"

# What DuckDB sets aside for one line unless it is told of longer ones.
DUCKDB_LINE = 2_000_000

# What DuckDB takes for more than itself in the path of a file.
WILDCARD = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Reading:
    """The [read] table of a recipe; None where the file itself should show it.

    `header` is the line of the header, 0 where there is none; `end` the last line that is read.
    `units_row`, `footer` and `repeated_header` say whether there are such lines, which are left
    out: a row of units under the header, remarks and totals below, the header again.
    `dates_of` gives a strptime format a column. What concerns the values (missing, decimal,
    thousands, currency, percent, negative, dates, time zone) is only carried here: the text is
    loaded as it stands and converted afterwards. `percent` is "share" (5% is 0.05) or "points"
    (5% is 5), `negative` "brackets" for (5) or "trailing" for 5-.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: int | None = None
    columns: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("",)
    fill_down: tuple[str, ...] = ()
    decimal: str = "."
    is_decimal_said: bool = False  # else it is a point where no number is against that
    thousands: str | None = None
    currency: tuple[str, ...] = ()
    percent: str | None = None
    negative: str | None = None
    dates: str | None = None
    dates_of: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    inside: str | None = None
    skip: int = 0
    end: int | None = None
    units_row: bool | None = None
    footer: bool | None = None
    repeated_header: bool | None = None
    time_zone: str | None = None
    complete_to: date | None = None


@dataclass(frozen=True)
class Note:
    """What looked odd and how it was taken: an English sentence with {names}, and their values."""

    sentence: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.values))


def note(sentence: str, /, **values: object) -> Note:
    return Note(sentence, tuple(values.items()))


@dataclass(frozen=True)
class TextTable:
    """A file as rows of text.

    `path` holds strict UTF-8 CSV in exactly the dialect given here: the file itself, or a copy
    made clean. `encoding` and `header_line` (0: none) are those of the file the user has. `rows`
    were counted by our own scan, which DuckDB's count must equal. `lines` is the file that
    `lines_of` looks line numbers up in. `parted_by` is what separates cells in the file the user
    has, "" where that is no text; `sheets` are all that its workbook has, `inside` is the file
    that was taken out of an archive. Where it is `tight`, no cell has a blank at its ends.
    """

    name: str
    path: Path
    encoding: str
    delimiter: str
    quote: str
    escape: str
    header_line: int
    columns: tuple[str, ...]
    rows: int
    bytes: int
    hash: str
    notes: tuple[Note, ...]
    line_end: str
    skip: int
    longest: int
    lines: Path
    parted_by: str = ""
    sheets: tuple[str, ...] = ()
    inside: str | None = None
    tight: bool = False


def source(table: TextTable) -> tuple[str, dict[str, object]]:
    """A table expression giving every cell as text, an empty one as '', and its parameters.

    Nothing is sniffed and nothing forgiven: a row of another width, a quote that does not close,
    raises. The parameters' names differ between tables, so that one statement can read several.
    DuckDB is strict unless told otherwise; told to be (strict_mode = true) it finds no row at all
    in a CRLF file whose first line is skipped.
    """
    given: dict[str, object] = {
        "path": literally(table.path),
        "columns": dict.fromkeys(table.columns, "VARCHAR"),
        "names": list(table.columns),
        "delim": table.delimiter,
        "quote": table.quote,
        "escape": table.escape,
        "new_line": table.line_end.replace("\r", r"\r").replace("\n", r"\n"),
        "skip": table.skip,
        "longest": max(DUCKDB_LINE, table.longest + 1024),
    }
    mark = f"csv_{zlib.crc32(str(table.path).encode('utf-8', 'surrogateescape')):08x}"
    expression = f"""read_csv(
        ${mark}_path, columns = ${mark}_columns, force_not_null = ${mark}_names,
        delim = ${mark}_delim, quote = ${mark}_quote, escape = ${mark}_escape,
        new_line = ${mark}_new_line, skip = ${mark}_skip, max_line_size = ${mark}_longest,
        auto_detect = false, header = false, null_padding = false,
        ignore_errors = false, compression = 'none', hive_partitioning = false)"""
    return expression, {f"{mark}_{name}": value for name, value in given.items()}


def can_be_named(path: Path) -> bool:
    """Can DuckDB be told this path? Not one outside Unicode, nor a backslash among wildcards."""
    name = str(path.absolute())
    return _is_unicode(name) and not ("\\" in name and WILDCARD.search(name))


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def literally(path: Path) -> str:
    """The path as a pattern that matches nothing else."""
    return WILDCARD.sub(r"[\g<0>]", str(path.absolute()))
