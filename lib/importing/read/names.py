"""The names of columns: stripped of blanks, each there once."""

import re
from collections.abc import Sequence

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
