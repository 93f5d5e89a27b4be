"""A header on two lines: one that groups columns, and below it the one that names them."""

from collections.abc import Sequence

from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, note

ON_TWO_LINES = (
    "The header stands on lines {line} and {below}; each name is joined to that of its group."
)


def joined(groups: Sequence[str], names: Sequence[str]) -> list[str]:
    """Each name behind that of its group, unless it says it already: Customer id."""
    names_of_both, group = [], ""
    for above, name in zip(groups, names, strict=True):
        group = above.strip(EMPTY) or group
        says_it = group.casefold() in name.casefold()
        names_of_both.append(name if says_it else f"{group} {name}".strip(EMPTY))
    return names_of_both


def on_two_lines(upper: Record, lower: Record) -> tuple[Note, ...]:
    if upper is lower:
        return ()
    return (note(ON_TWO_LINES, line=upper.line, below=lower.line),)


def grouped(fields: Sequence[str]) -> int:
    """How many cells are empty or the same as the cell before, as beside a name for several."""
    names = [cell.strip(EMPTY).casefold() for cell in fields]
    return sum(
        not name or name == before for before, name in zip(names, names[1:], strict=False) if before
    )
