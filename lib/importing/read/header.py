"""Which record of a file is the header: what stands above it must unmistakably be a title."""

from collections.abc import Sequence

from lib.errors import UnreadableFile
from lib.importing.missing_words import NOTHING, NOTHING_AMONG_FIGURES
from lib.importing.read.choice import Undecided
from lib.importing.read.examples import EXAMPLES, figures_in, is_value, next_filled, shown_cells
from lib.importing.read.groups import grouped
from lib.importing.read.records import EMPTY, Record


def given(found: Sequence[Record], width: int, name: str) -> int:
    """The recipe says where: nothing is looked for, but it has to be as wide as the table."""
    if found[0].is_blank:
        raise UnreadableFile(
            "{file}, line {line}: the recipe says this is the header, but the line is empty.",
            file=name,
            line=found[0].line,
        )
    if len(found[0].fields) != width:
        refuse_width(found[0], width, name)
    return 0


def highest(found: Sequence[Record], width: int, name: str) -> int:
    """The first record that can be a header: what stands above must unmistakably be a title."""
    at = next_filled(found, 0)
    while at < len(found) and not _may_be_header(found, at, width):
        at = next_filled(found, at + 1)
    if at >= len(found):
        at = min(next_filled(found, 0), len(found) - 1)
        if len(found[at].fields) != width:
            refuse_width(found[at], width, name)
        return at
    titles = [record for record in found[:at] if not record.is_empty]
    if titles and not _is_unmistakable(titles, found, at, width):
        refuse_width(titles[0], width, name, header=found[at])
    return at


def lower(found: Sequence[Record], at: int, width: int, name: str) -> int:
    """Where a line that only groups columns stands above the one that names them: the lower one.

    Figures below say so, as the lower line has none; where all is text, the reader has to.
    """
    below = next_filled(found, at + 1)
    if below >= len(found) or {len(found[at].fields), len(found[below].fields)} != {width}:
        return at
    groups = grouped(found[at].fields)
    if groups and _names_the_unnamed(found, at, below):
        return below
    if not groups or not _is_full_of_names(found[below]) or any(map(is_value, found[at].fields)):
        return at
    if figures_in(found[below + 1 :], width):
        return below
    if groups > 1 and below + 1 < len(found):
        raise Undecided(
            "{file}: the header may stand on two lines, {line} and {below}: {cells} over {names}. "
            "Write header = {below} under [read] in the recipe if so, or header = {line} if line "
            "{below} is a row.",
            file=name,
            line=found[at].line,
            below=found[below].line,
            cells=shown_cells(found[at].fields),
            names=shown_cells(found[below].fields),
            choices={
                "header": [
                    (found[below].line, shown_cells(found[below].fields)),
                    (found[at].line, shown_cells(found[at].fields)),
                ]
            },
        )
    return at


def _names_the_unnamed(found: Sequence[Record], at: int, below: int) -> bool:
    """As surveys are exported: a question, and on the next line what was asked of it: over figures
    nothing at all, or over several of them a word each. Its words stand in no row."""
    upper, lower = ([cell.strip(EMPTY) for cell in found[i].fields] for i in (at, below))
    rows = found[below + 1 : below + 1 + EXAMPLES]
    figures = figures_in(rows, len(upper))
    named = [name for above, name in zip(upper, lower, strict=True) if not above]
    if not figures or not named or not all(named) or any(map(is_value, lower)):
        return False
    said = {(i, cell.strip(EMPTY)) for row in rows for i, cell in enumerate(row.fields)}
    words = {(i, name) for i, name in enumerate(lower) if name}
    over = [lower[i] for i in figures if lower[i]]
    return said.isdisjoint(words) and (not over or _are_asked(over, upper, lower))


def _are_asked(over: Sequence[str], upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Are the words over figures what was asked, not those of a row that knows no figure?

    A row would say who it is of, where these lines are empty: below a column of its own.
    """
    are_words = not {word.casefold() for word in over} & {*NOTHING, *NOTHING_AMONG_FIGURES}
    pairs = zip(upper, upper[1:], lower, strict=False)
    below_alone = [below for above, beside, below in pairs if above and beside]
    return len(over) > 1 and are_words and below_alone[:1] == [""]


def _may_be_header(found: Sequence[Record], at: int, width: int) -> bool:
    """As wide as the table, and not just a title in the first of its cells."""
    if len(found[at].fields) != width or found[at].is_empty:
        return False
    after = at
    while after < len(found) and _may_be_title(found[after], width):
        after = next_filled(found, after + 1)
    return after == at or after >= len(found) or not _is_full_of_names(found[after])


def _may_be_title(record: Record, width: int) -> bool:
    filled = sum(bool(cell.strip(EMPTY)) for cell in record.fields)
    alone = filled == 1 and bool(record.fields[0].strip(EMPTY))
    return width > 2 and (alone or is_heading(record.fields))


def _is_unmistakable(
    titles: Sequence[Record], found: Sequence[Record], at: int, width: int
) -> bool:
    """Titles have one filled cell or are comments; the header below them is all names."""
    for record in titles:
        filled = sum(bool(cell.strip(EMPTY)) for cell in record.fields)
        if filled > 1 and not is_heading(record.fields):
            return False
    if not _is_full_of_names(found[at]):
        return False
    return width > 2 or bool(figures_in(found[at + 1 :], width))


def is_heading(fields: Sequence[str]) -> bool:
    """A comment, or a remark and what it says: "Printed on:" and a day."""
    first, *others = [cell.strip(EMPTY) for cell in fields if cell.strip(EMPTY)] or [""]
    return first.startswith("#") or (len(others) < 2 and first.endswith((":", "：")))


def _is_full_of_names(record: Record) -> bool:
    names = [cell.strip(EMPTY).casefold() for cell in record.fields]
    return all(names) and len(set(names)) == len(names) and not any(map(is_value, names))


def refuse_width(record: Record, width: int, name: str, *, header: Record | None = None) -> None:
    """`header` may be the header, if what stands above it is none of the table."""
    if len(record.fields) == width - 1 > 1 and _is_full_of_names(record):
        raise UnreadableFile(
            "{file}, line {line}: {found} names stand above rows of {width} cells ({cells}). "
            "Either one name is missing, or a cell of each row holds what parts cells without "
            "standing in quotes, such as the comma of 1,000; put that right.",
            file=name,
            line=record.line,
            found=len(record.fields),
            cells=shown_cells(record.fields),
            width=width,
        )
    raise Undecided(
        "{file}, line {line}: {found} instead of {width} cells ({cells}). If the line does not "
        "belong to the table, write the header's line as header = ... under [read] in the recipe; "
        "if it is the header, put it right.",
        file=name,
        line=record.line,
        found=len(record.fields),
        cells=shown_cells(record.fields),
        width=width,
        choices={"header": [(header.line, shown_cells(header.fields))]} if header else {},
    )
