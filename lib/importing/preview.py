"""What a person wants to see of a file before it is imported: rows of it, or its first lines.

The rows are the first, some from the middle, and the odd ones: those with a word where the others
have a figure, the emptiest, the fullest and the longest. There a file goes wrong first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.database import Connection
from lib.importing.profile import FileProfile
from lib.importing.read import TextTable, lines_of, source

SHOWN = {"first": 12, "middle": 6, "odd": 8}
CELL = 200  # characters of a cell that are shown
TOP_LINES = 12
TOP_BYTES = 1 << 14
LINE = 300


@dataclass(frozen=True)
class Rows:
    """Rows of a file as text, each with the line of the file it begins on."""

    lines: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]


def preview(db: Connection, file: FileProfile) -> dict[str, Rows]:
    """Rows of the file under "first", "middle" and "odd"; none stands in two of them."""
    table = file.table
    if not table.rows:
        return {}
    first = list(range(1, min(table.rows, SHOWN["first"]) + 1))
    begin = max(len(first) + 1, table.rows // 2)
    middle = list(range(begin, min(table.rows, begin + SHOWN["middle"] - 1) + 1))
    odd = _odd(db, file, without={*first, *middle})
    return {
        name: _rows(db, table, positions)
        for name, positions in (("first", first), ("middle", middle), ("odd", odd))
        if positions
    }


def _numbered(table: TextTable) -> tuple[str, dict[str, object]]:
    expression, given = source(table)
    return f"select *, row_number() over () as position from {expression}", given


def _names(columns: Sequence[str]) -> list[str]:
    return ['"' + name.replace('"', '""') + '"' for name in columns]


FIGURES = ("whole", "number", "date", "timestamp")


def _odd(db: Connection, file: FileProfile, without: set[int]) -> list[int]:
    """Rows with a word among figures, those with the fewest and most cells filled, the longest."""
    names = _names(file.table.columns)
    figures = _names([column.name for column in file.columns if column.kind in FIGURES])
    words = [f"({name} <> '' and not regexp_matches({name}, '[0-9]'))::integer" for name in figures]
    rows, given = _numbered(file.table)
    found = db.execute(
        f"""
        with measured as (
            select
                position,
                {" + ".join(words) or "0"} as words,
                {" + ".join(f"({name} <> '')::integer" for name in names)} as filled,
                {" + ".join(f"length({name})" for name in names)} as long
            from ({rows})
        )
        select
            min_by(position, (-words, position), 3) filter (where words > 0),
            min_by(position, (filled, position), 12),
            min_by(position, (-long, position), 12),
            min_by(position, (-filled, position), 12)
        from measured
        """,
        given,
    ).fetchall()[0]
    worded, emptiest, longest, fullest = (
        [position for position in one or [] if position not in without] for one in found
    )
    odd = dict.fromkeys([*worded, *emptiest[:2], *longest[:2], *fullest[:1]])
    return sorted(odd)[: SHOWN["odd"]]


def _rows(db: Connection, table: TextTable, positions: list[int]) -> Rows:
    rows, given = _numbered(table)
    cells = ", ".join(f"left({name}, {CELL})" for name in _names(table.columns))
    found = db.execute(
        f"select {cells} from ({rows}) where position in (select unnest($wanted)) "
        "order by position",
        {**given, "wanted": positions},
    ).fetchall()
    lines = lines_of(table, positions)
    return Rows(tuple(lines[one] for one in positions), tuple(found))


def top(path: Path, encoding: str | None) -> tuple[str, ...]:
    """The first lines of a text file as they stand, before anything is made of them."""
    with path.open("rb") as file:
        head = file.read(TOP_BYTES)
    if b"\0" in head and not (encoding or "").startswith("utf-16"):
        return ()  # a workbook, an archive: no lines
    try:
        text = head.decode(encoding or "utf-8", "replace")
    except LookupError:
        text = head.decode("utf-8", "replace")
    return tuple(line[:LINE] for line in text.splitlines()[:TOP_LINES])
