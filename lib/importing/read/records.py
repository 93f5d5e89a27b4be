"""Text lines taken apart into records, exactly and one by one: the reference for the fast scan.

Cells in quotes follow RFC 4180, or escape with a backslash where the dialect says so. Two habits
that the standard has no room for are understood and counted: blanks between a delimiter and a
quote, and a quote inside a cell that does not begin with one (5" pipe), which is kept. Anything
after a closing quote, or a quote that never closes, is an error.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lib.errors import UnreadableFile
from lib.importing.read.table import WHITESPACE

LONGEST_CELL = 32 << 20

# What an empty cell may hold: blanks, and the byte that ends files from DOS.
EMPTY = " \t\r\n\x1a"


TEXT_AFTER_QUOTE = (
    "{file}, line {line}: a quoted cell is closed and “{rest}” follows it; a quote inside a quoted "
    "cell has to be doubled."
)
TEXT_AFTER_LONG_QUOTE = (
    "{file}, line {line}: “{rest}” follows the end of a quoted cell that was opened on line "
    "{begun}; probably a quote is missing on one of these lines."
)


class OpenQuote(UnreadableFile):
    """A quote is opened and never closed."""


class Record(NamedTuple):
    """The cells of one record and the line it begins on."""

    line: int
    fields: list[str]

    @property
    def is_blank(self) -> bool:
        """An empty line, or one of blanks only."""
        return len(self.fields) < 2 and self.is_empty

    @property
    def without_mark(self) -> tuple[str, ...]:
        """The cells without UTF-8's mark, as where files were put one behind the other."""
        first = (cell.removeprefix("\ufeff") for cell in self.fields[:1])
        return (*first, *self.fields[1:])

    @property
    def is_empty(self) -> bool:
        """Has no cell with anything in it."""
        return not "".join(self.fields).strip(EMPTY)


@dataclass(frozen=True)
class Dialect:
    """What separates cells and what encloses them; escape is the quote itself or a backslash."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'

    @property
    def is_plain(self) -> bool:
        """Can the fast scan read it, and DuckDB?"""
        one_byte = len(self.delimiter) == 1 and self.delimiter.isascii() and self.quote.isascii()
        return one_byte and self.escape == self.quote and self.delimiter != " "


@dataclass
class Oddities:
    """What was understood although no standard has it."""

    loose_quotes: int = 0
    loose_line: int = 0
    spaced_quotes: int = 0
    spaced_line: int = 0
    line_ends: set[str] = field(default_factory=set)


def records(
    lines: Iterable[str], dialect: Dialect, odd: Oddities, *, first_line: int = 1, name: str
) -> Iterator[Record]:
    """Records of `lines`, which keep their line ends. Raises UnreadableFile naming the line."""
    if dialect.delimiter == WHITESPACE:
        for number, line in enumerate(lines, first_line):
            yield Record(number, line.split())
        return
    yield from _Splitter(lines, dialect, odd, first_line, name)


class _Splitter:
    """Where we are: `text` is the line being read, from `at` on; `number` is its line."""

    def __init__(
        self, lines: Iterable[str], dialect: Dialect, odd: Oddities, first_line: int, name: str
    ) -> None:
        self.lines = iter(lines)
        self.delimiter, self.quote = dialect.delimiter, dialect.quote
        self.backslash = dialect.escape == "\\"
        self.odd, self.name = odd, name
        self.number, self.text, self.at = first_line - 1, "", 0
        if self.quote:
            self._compile(re.escape(self.quote), "" if self.delimiter == " " else " *")

    def _compile(self, quote: str, blanks: str) -> None:
        escaped = r"|\\." if self.backslash else ""
        plain = rf"[^{quote}\\]" if self.backslash else f"[^{quote}]"
        inside = f"(?:{plain}++|{quote}{quote}{escaped})*+"
        self.opens = re.compile(f"{blanks}{quote}")
        self.inside = re.compile(inside, re.S)
        self.blanks = re.compile(blanks)
        delimiter = re.escape(self.delimiter)
        bare = rf"[^{quote}{delimiter}\r\n]*+"
        cell = f"(?:{quote}{inside}{quote}|{bare})"
        self.clean = re.compile(rf"{cell}(?:{delimiter}{cell})*+(?:\r\n|\n|\r)?", re.S)
        self.cells = re.compile(f"(?:^|{delimiter})(?:{quote}({inside}){quote}|({bare}))", re.S)

    def __iter__(self) -> Iterator[Record]:
        one_character = len(self.delimiter) == 1
        while self._next_line():
            begun, line = self.number, self.text
            if not self.quote or self.quote not in line:
                fields = self._without_end(line).split(self.delimiter)
            elif one_character and self.clean.fullmatch(line):
                fields = self._clean_fields(line)
            else:
                fields = self._fields()
            yield Record(begun, fields)

    def _next_line(self) -> bool:
        self.text, self.at = next(self.lines, ""), 0
        self.number += bool(self.text)
        return bool(self.text)

    def _clean_fields(self, line: str) -> list[str]:
        """The cells of a record that ends on its line and has quotes only where they belong."""
        found = self.cells.findall(self._without_end(line))
        if self.backslash or self.quote * 2 in line:
            return [self._unescaped(quoted) or bare for quoted, bare in found]
        return [quoted or bare for quoted, bare in found]

    def _fields(self) -> list[str]:
        fields = []
        while True:
            opening = self.opens.match(self.text, self.at)
            fields.append(self._quoted(opening.end()) if opening else self._unquoted())
            if not self.text.startswith(self.delimiter, self.at):
                return fields
            self.at += len(self.delimiter)

    def _unquoted(self) -> str:
        stop = self.text.find(self.delimiter, self.at)
        cell = self.text[self.at : stop] if stop >= 0 else self._without_end(self.text[self.at :])
        self.at = stop if stop >= 0 else len(self.text)
        if self.quote in cell:
            self.odd.loose_line = self.odd.loose_line or self.number
            self.odd.loose_quotes += 1
        return cell

    def _quoted(self, begin: int) -> str:
        begun, spaced = self.number, begin - self.at > 1
        cell = self._inside_quotes(begin, begun)
        after = self.blanks.match(self.text, self.at)
        if after and after.end() > self.at:
            spaced, self.at = True, after.end()
        rest = self._without_end(self.text[self.at :])
        if rest and not rest.startswith(self.delimiter):
            self._refuse_text_after_quote(begun, rest)
        if spaced:
            self.odd.spaced_line = self.odd.spaced_line or begun
            self.odd.spaced_quotes += 1
        return self._unescaped(cell)

    def _inside_quotes(self, begin: int, begun: int) -> str:
        """The raw text of a quoted cell, over as many lines as it takes."""
        parts, size = [], 0
        while True:
            found = self.inside.match(self.text, begin)
            end = found.end() if found else begin
            parts.append(self.text[begin:end])
            size += end - begin
            if self.text.startswith(self.quote, end):
                self.at = end + 1
                return "".join(parts)
            if size > LONGEST_CELL or not self._next_line():
                self._refuse_open_quote(begun, size)
            begin = 0

    def _unescaped(self, cell: str) -> str:
        if self.backslash:
            return re.sub(rf"\\([\\{self.quote}])|{self.quote}({self.quote})", r"\1\2", cell)
        return cell.replace(self.quote * 2, self.quote)

    def _without_end(self, line: str) -> str:
        """A line, or the rest of one, has nothing of a line end but the one at its end."""
        content = line.rstrip("\r\n")
        self.odd.line_ends.add(line[len(content) :])
        return content

    def _refuse_text_after_quote(self, begun: int, rest: str) -> None:
        sentence = TEXT_AFTER_QUOTE if begun == self.number else TEXT_AFTER_LONG_QUOTE
        raise UnreadableFile(
            sentence, file=self.name, begun=begun, line=self.number, rest=rest[:20]
        )

    def _refuse_open_quote(self, begun: int, size: int) -> None:
        if size > LONGEST_CELL:
            raise OpenQuote(
                "{file}, line {line}: the quote opened here is not closed within {megabytes} MB; "
                "a quote is missing.",
                file=self.name,
                line=begun,
                megabytes=LONGEST_CELL >> 20,
            )
        raise OpenQuote(
            "{file}, line {line}: the quote opened here never closes; a quote is missing, or the "
            "file was cut off.",
            file=self.name,
            line=begun,
        )
