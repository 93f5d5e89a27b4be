"""A file's cells in a table, and the different values of one column, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.database import Connection
from lib.importing.cast import BLANKS, from_text, trimmed
from lib.importing.read import Reading, TextTable, source
from lib.importing.sql import Layers, literals

CELLS = "profile_cells"
FOUND = "profile_found"

SAMPLES = 5


@dataclass(frozen=True)
class Overview:
    """What can be said of a column's filled cells before anyone asks what they mean."""

    filled: int
    distinct: int
    longest: int
    least: str | None
    greatest: str | None
    samples: tuple[str, ...]


def put_cells(db: Connection, table: TextTable) -> None:
    """Every cell of the file, without blanks at its ends, in the columns c0, c1, …"""
    names = [f"c{index}" for index in range(len(table.columns))]
    sql, parameters = source(table)
    cells = ", ".join(f"{trimmed(name)} as {name}" for name in names)
    db.execute(
        f"create or replace temp table {CELLS} as "
        f"select {cells} from {sql} as cells({', '.join(names)})",
        parameters,
    )


def drop_cells(db: Connection) -> None:
    db.execute(f"drop table if exists {CELLS}")
    db.execute(f"drop table if exists {FOUND}")


def find_values(db: Connection, index: int, reading: Reading) -> Overview:
    """Put a column's different texts into a table: cell, n (its rows), first (the first of them).

    What the recipe calls missing is left out.
    """
    counted = f"select c{index} as cell, count(*) as n, min(rowid) as first from {CELLS}"
    db.execute(
        f"create or replace temp table {FOUND} as {counted} "
        f"where c{index} not in ({_missing(reading)}) group by c{index}"
    )
    return overview(db)


def overview(db: Connection) -> Overview:
    counted = f"""
        select
            coalesce(sum(n), 0)::bigint, count(*), coalesce(max(length(cell)), 0),
            min(cell), max(cell), list(cell order by first) filter (where early)
        from (select *, first <= (
            select coalesce(max(first), 0) from (
                select first from {FOUND} order by first limit {SAMPLES})) as early from {FOUND})"""
    filled, distinct, longest, least, greatest, samples = db.execute(counted).fetchall()[0]
    return Overview(filled, distinct, longest, least, greatest, tuple(samples or ()))


def plain_wholes(db: Connection, columns: int, reading: Reading) -> list[bool]:
    """Which columns hold nothing but whole numbers without any doubt, as most of a survey's do.

    Digits without a zero in front, few enough to be exact, and not all of them days as 20240131.
    """
    missing = _missing(reading)
    plain = literals(["[+-]?(0|[1-9]\\d{0,17})"])
    day = literals(["(19|20)\\d{6}"])
    answers = ", ".join(
        f"bool_and(c{i} in ({missing}) or regexp_full_match(c{i}, {plain})) "
        f"and bool_or(c{i} not in ({missing}) and not regexp_full_match(c{i}, {day}))"
        for i in range(columns)
    )
    return [bool(one) for one in db.execute(f"select {answers} from {CELLS}").fetchall()[0]]


def _missing(reading: Reading) -> str:
    return literals(dict.fromkeys(["", *(word.strip(BLANKS) for word in reading.missing)]))


def take_out(db: Connection, words: Sequence[str]) -> Overview:
    """The rest, once these words are taken for missing."""
    db.execute(f"delete from {FOUND} where cell in ({literals(words)})")
    return overview(db)


def rows_where(db: Connection, *conditions: str) -> list[int]:
    """How many rows of the column meet each condition on `cell`."""
    sums = ", ".join(f"coalesce(sum(n) filter (where {one}), 0)::bigint" for one in conditions)
    return list(db.execute(f"select {sums} from {FOUND}").fetchall()[0])


def converted(type_: str, reading: Reading, mark: str, layers: Layers) -> str:
    """Add to layers over `cell` what the conversion needs; the SQL of its value."""
    conversion = from_text(mark, type_, "cell", reading)
    for step in conversion.steps:
        layers.add(step)
    return conversion.value


def examples(db: Connection, condition: str, most: int = 3) -> tuple[str, ...]:
    """The most frequent values that meet a condition."""
    rows = db.execute(
        f"select cell from {FOUND} where {condition} order by n desc, first limit {most}"
    ).fetchall()
    return tuple(cell for (cell,) in rows)
