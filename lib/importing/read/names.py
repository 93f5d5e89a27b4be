"""The names of columns: stripped of blanks, each there once, and what they show of the file."""

import re
from collections.abc import Iterable, Sequence

from lib.importing.mojibake import SUSPECT, righted
from lib.importing.read.examples import EXAMPLES
from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, note

# Blanks at a name's ends: also those of web pages, of Chinese text, and a stray mark of UTF-8.
BLANKS = " \t\u00a0\u2007\u202f\u3000\ufeff\u200b\u2060\u200e\u200f"


def column_names(fields: Sequence[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Names stripped of blanks, told apart as DuckDB does: without regard to case."""
    names: list[str] = []
    taken: set[str] = set()
    empty: list[str] = []
    repeated: list[str] = []
    wanted = [re.sub(r"\s*[\r\n]\s*", " ", field).strip(BLANKS) for field in fields]
    reserved = {name.casefold() for name in wanted}
    for position, name in enumerate(wanted, 1):
        final = name or f"column_{position}"
        if final.casefold() in taken or not name:
            final = _free(final, taken | reserved)
            (repeated if name else empty).append(final)
        names.append(final)
        taken.add(final.casefold())
    return tuple(names), _renamed(empty, repeated)


def plainly(fields: Iterable[str]) -> list[bytes]:
    """Cells with small letters for plain capitals, by which names are the same."""
    return [field.encode().lower() for field in fields]


def _free(name: str, taken: set[str]) -> str:
    """NAME, or NAME_2, NAME_3 … if it is taken."""
    final, number = name, 2
    while final.casefold() in taken:
        final, number = f"{name}_{number}", number + 1
    return final


def _renamed(empty: list[str], repeated: list[str]) -> tuple[Note, ...]:
    notes = []
    if empty:
        notes.append(note("Columns without a name are called {names}.", names=", ".join(empty)))
    if repeated:
        notes.append(
            note("Columns whose name was taken are called {names}.", names=", ".join(repeated))
        )
    return tuple(notes)


def beside(
    fields: Sequence[str], columns: Sequence[str], rows: Sequence[Record]
) -> tuple[Note, ...]:
    """An empty column without a name, between others that have both: two tables side by side?"""
    cells = [row.fields for row in rows[:EXAMPLES] if len(row.fields) == len(fields)]
    filled = [any(row[i].strip(EMPTY) for row in cells) for i in range(len(fields))]
    named = [bool(field.strip(BLANKS)) for field in fields]
    for place in range(1, len(fields) - 1):
        if named[place] or filled[place] or not (named[place - 1] and named[place + 1]):
            continue
        if filled[place - 1] and filled[place + 1]:
            right = ", ".join(columns[place + 1 :][:4])
            return (
                note(
                    "{column} has neither a name nor anything in it: what stands to its right "
                    "({names}) may be a table of its own, whose rows do not belong to these.",
                    column=columns[place],
                    names=right,
                ),
            )
    return ()


def garbled(columns: Sequence[str]) -> tuple[Note, ...]:
    """Names of which it is sure that they were read in another encoding, long before us."""
    for name in columns:
        if re.search(SUSPECT, name) and (was := righted(name)):
            return (
                note(
                    "The names of columns were garbled before, as {name}, which was {was}, in "
                    "{encoding}; export the file again, as its texts will be so too.",
                    name=f"“{name[:40]}”",
                    was=f"“{was.text[:40]}”",
                    encoding=was.written_in,
                ),
            )
    return ()
