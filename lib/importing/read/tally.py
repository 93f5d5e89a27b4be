"""What is met while the whole file is read, by the fast scan and by the exact one alike.

Counts the rows, remembers what is skipped, and knows what makes a file unreadable: ragged rows,
the header standing a second time, a second table below the first.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lib.errors import UnreadableFile
from lib.importing.read.choice import Choices, Undecided
from lib.importing.read.examples import is_value
from lib.importing.read.layout import Layout
from lib.importing.read.names import plainly
from lib.importing.read.ragged import (
    NARROW,
    NARROW_LINES,
    OTHER_ORDER,
    QUOTED_AS_ONE,
    RAGGED,
    RAGGED_LINES,
    SECOND_TABLE,
)
from lib.importing.read.records import EMPTY, Dialect, Oddities, Record
from lib.importing.read.table import Note, Reading, note
from lib.importing.read.tail import MOST, is_total, left_out, stands_below

MOST_NAMED = 5
GAPS_LOOKED_AT = 50


@dataclass
class Tally:
    name: str
    dialect: Dialect
    layout: Layout
    reading: Reading
    rows: int = 0
    longest: int = 0
    blanks: int = 0
    first_blank: int = 0
    pending_blanks: int = 0
    first_pending: int = 0
    padding: int = 0
    first_padding: int = 0
    gaps: int = 0
    ragged: list[Record] = field(default_factory=list)
    rows_after_ragged: int = 0
    line_ends: set[str] = field(default_factory=set)
    odd: Oddities = field(default_factory=Oddities)
    last: deque[Record] = field(default_factory=lambda: deque(maxlen=MOST))
    most_rows: int | None = None  # those that stand below are none of the table
    below: tuple[Record, ...] = ()
    gap_above_ragged: bool = False
    repeated: int = 0
    first_repeated: int = 0

    def add_blanks(self, count: int, first_line: int) -> None:
        """Blank lines: they only matter if a row follows."""
        if count:
            self.first_pending = self.first_pending or first_line
            self.pending_blanks += count

    def settle_blanks(self) -> None:
        """A row follows: the blank lines before it stood in the middle."""
        if self.pending_blanks:
            self.first_blank = self.first_blank or self.first_pending
            self.blanks += self.pending_blanks
        self.pending_blanks = self.first_pending = 0

    def add_padding(self, count: int, first_line: int) -> None:
        if count:
            self.first_padding = self.first_padding or first_line
            self.padding += count

    def add_ragged(self, record: Record, *, gap: bool) -> None:
        if not self.ragged:
            self.gap_above_ragged = gap
        if len(self.ragged) <= MOST_NAMED:
            self.ragged.append(record)

    def look_across_gap(self, before: Record | None, after: Record) -> None:
        """Blank lines lie between two rows: does a second table begin?"""
        self.gaps += 1
        too_narrow = self.layout.width < 2 or not self.layout.figures
        if self.gaps > GAPS_LOOKED_AT or before is None or too_narrow:
            return
        if tuple(after.fields) == self.layout.header:
            return
        cells = [cell.strip(EMPTY) for cell in after.fields]
        named = (
            all(cells)
            and not any(map(is_value, cells))
            and not set(cells) & set(self.reading.missing)
        )
        if named and any(is_value(before.fields[i]) for i in self.layout.figures):
            raise Undecided(
                "{file}, line {line}: after a blank line the names of another table seem to begin "
                "({cells}); put each table in a file of its own, or write end = {last} under "
                "[read] for the first, skip = {last} for the second.",
                file=self.name,
                line=after.line,
                last=after.line - 1,
                cells=_shown(cells),
                choices=self._tables(after),
            )

    @property
    def leaves_header_out(self) -> bool:
        """May the header standing again be left out? Where it cannot be a row: among figures."""
        if self.reading.repeated_header is None:
            return self.layout.width > 1 and bool(self.layout.figures)
        return self.reading.repeated_header

    def add_repeated_header(self, line: int) -> None:
        """The header stands again: left out, or refused where it might be a row."""
        if not self.leaves_header_out:
            raise Undecided(
                "{file}, line {line}: the header of line {header_line} stands here again. Write "
                "under [read] in the recipe: repeated_header = true to leave it out, "
                "repeated_header = false if it is a row, header = 0 if there is no header.",
                file=self.name,
                line=line,
                header_line=self.layout.header_line,
                choices={"repeated_header": [(True, ""), (False, "")], "header": [(0, "")]},
            )
        self.first_repeated = self.first_repeated or line
        self.repeated += 1

    @cached_property
    def _names(self) -> list[bytes]:
        """The header's cells, unless it is said that they are a row where they stand again."""
        return [] if self.reading.repeated_header is False else plainly(self.layout.header)

    def names_again(self, record: Record) -> bool:
        """Does the header stand again, whichever way its letters are written?

        Raises Undecided where it does in another order: below it the columns are others.
        """
        names = self._names
        if not names or record.without_mark[0].encode().lower() not in names:
            return False
        cells = plainly(record.without_mark)
        if cells == names:
            return True
        if len(names) > 1 and all(names) and sorted(cells) == sorted(names):
            raise Undecided(
                OTHER_ORDER,
                file=self.name,
                line=record.line,
                last=record.line - 1,
                cells=_shown(record.fields),
                choices=self._tables(record),
            )
        return False

    def refuse_ragged(self) -> None:
        """Rows of another width than the table: raises UnreadableFile if one is none below it."""
        if not self.ragged:
            return
        if self._stands_below():
            self.below, self.ragged = tuple(self.ragged), []
            return
        first = self.ragged[0]
        found, expected = len(first.fields), self.layout.width
        if expected == 1:
            raise stray_delimiter(self.name, first.line, self.dialect.delimiter)
        if found == 1 and self.dialect.delimiter in first.fields[0]:
            sentence = QUOTED_AS_ONE
        elif self._is_second_table():
            raise Undecided(
                SECOND_TABLE,
                file=self.name,
                line=first.line,
                last=first.line - 1,
                found=found,
                expected=expected,
                choices=self._tables(first),
            )
        else:
            narrow = all(len(record.fields) < expected for record in self.ragged)
            one, several = (NARROW, NARROW_LINES) if narrow else (RAGGED, RAGGED_LINES)
            sentence = one if len(self.ragged) == 1 else several
        raise UnreadableFile(
            sentence,
            file=self.name,
            line=first.line,
            lines=self._ragged_lines(),
            found=found,
            expected=expected,
            delimiter=shown(self.dialect.delimiter),
        )

    def _stands_below(self) -> bool:
        if self.reading.footer is False or self.rows_after_ragged or self.layout.width < 2:
            return False
        if self.reading.footer:
            return len(self.ragged) <= MOST
        return stands_below(self.ragged, gap=self.gap_above_ragged)

    def _is_second_table(self) -> bool:
        widths = {len(record.fields) for record in self.ragged}
        several = len(self.ragged) > 1 and len(widths) == 1 and widths != {1}
        return several and not self.rows_after_ragged

    def _tables(self, second: Record) -> Choices:
        """The keys of [read] that take the table above for the file, or the one that begins."""
        above, below = {"end": second.line - 1}, {"skip": second.line - 1}
        names = _shown(self.layout.columns), _shown(second.fields)
        return {"table": [(above, names[0]), (below, names[1])]}

    def _ragged_lines(self) -> str:
        lines = [str(record.line) for record in self.ragged]
        return ", ".join(lines[:MOST_NAMED]) + (", …" if len(lines) > MOST_NAMED else "")

    def notes(self) -> tuple[Note, ...]:
        """What the reader is told of, once the whole file is read."""
        told = [*self.layout.notes]
        if len(self.line_ends) > 1:
            told.append(note("Lines end in more than one way (LF, CRLF or CR); all were taken."))
        told += self._of_skipped() + self._of_quotes()
        if self.below:
            told.append(left_out(self.below))
        if self.last and is_total(self.last[-1]) and self.most_rows is None:
            told.append(
                note(
                    "Line {line}, the last, begins with “{word}”: if it sums up the others, it "
                    "does not belong in the table; footer = true under [read] leaves it out.",
                    line=self.last[-1].line,
                    word=next(cell.strip() for cell in self.last[-1].fields if cell.strip(EMPTY)),
                )
            )
        if not self.rows:
            told.append(note("There is a header, but no row under it."))
        return tuple(told)

    def _of_skipped(self) -> list[Note]:
        told = []
        if self.blanks:
            told.append(
                note(
                    "Blank lines between rows were skipped: {count}, the first is line {line}.",
                    count=self.blanks,
                    line=self.first_blank,
                )
            )
        if self.repeated:
            told.append(
                note(
                    "The header standing again was left out: {count}, the first is line {line}; "
                    "repeated_header = false under [read] takes it for a row.",
                    count=self.repeated,
                    line=self.first_repeated,
                )
            )
        if self.padding:
            told.append(
                note(
                    "Rows without anything in them were skipped and not counted: {count}, the "
                    "first is line {line}.",
                    count=self.padding,
                    line=self.first_padding,
                )
            )
        return told

    def _of_quotes(self) -> list[Note]:
        told, odd = [], self.odd
        if odd.loose_quotes:
            told.append(
                note(
                    "Cells that hold a quote without standing in quotes were taken as they stand: "
                    "{count}, the first on line {line}.",
                    count=odd.loose_quotes,
                    line=odd.loose_line,
                )
            )
        if odd.spaced_quotes:
            told.append(
                note(
                    "Blanks between quotes and delimiters were dropped; cells: {count}, the first "
                    "on line {line}.",
                    count=odd.spaced_quotes,
                    line=odd.spaced_line,
                )
            )
        if self.dialect.escape == "\\":
            told.append(note("A backslash before a quote was taken as escaping it."))
        if self.dialect.quote == "'":
            told.append(note("Cells stand in single quotes, which were taken off."))
        return told


def stray_delimiter(file: str, line: int, delimiter: str) -> UnreadableFile:
    """For what is taken for a single column, and yet holds what separates cells elsewhere."""
    return UnreadableFile(
        "{file}, line {line}: {delimiter} stands here, though not on every line alike. If the file "
        'is one column, write delimiter = "{unused}" under [read] in its recipe.',
        file=file,
        line=line,
        delimiter=shown(delimiter),
        unused=r"\t" if delimiter != "\t" else "|",
    )


def _shown(cells: Sequence[str]) -> str:
    return ", ".join(f"“{cell.strip()[:24]}”" for cell in cells[:4])


def new_tally(name: str, dialect: Dialect, layout: Layout, reading: Reading) -> Tally:
    return Tally(name, dialect, layout, reading)


def afresh(tally: Tally) -> Tally:
    """The same, with nothing met yet."""
    return new_tally(tally.name, tally.dialect, tally.layout, tally.reading)


def shown(delimiter: str) -> str:
    """A delimiter as a sentence names it."""
    return {"\t": "a tab", "whitespace": "a blank"}.get(delimiter, f"“{delimiter}”")
