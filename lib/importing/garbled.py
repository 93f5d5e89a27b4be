"""Text that was garbled before it came here: told, with what it was where that is certain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lib.database import Connection
from lib.errors import Problem, Repair
from lib.importing.check import Found
from lib.importing.mojibake import LOST, SUSPECT, Righted, righted, righted_chinese
from lib.importing.sifting import Incoming
from lib.importing.sql import literal
from lib.schema import TEXT

LOST_FOR_GOOD = (
    "{field} is readable text; what stood here was lost when it was read in a wrong encoding "
    "before: export the file anew, as UTF-8"
)
READ_WRONGLY = (
    "{field} is readable text; this was {written_in} and was read as {read_as} before it came "
    "here: correct the values, or export the file anew, as UTF-8"
)

GROUP = "garbled"
VALUES_SHOWN = 50
LINES_SHOWN = 5
FEW = 100_000  # different values: to find them first is cheaper than to look at every row
LOOKED_AT = 2_000  # Chinese values, to see whether most were garbled


class Texts(NamedTuple):
    """A column of text: what SQL calls it, a reader, and the file."""

    name: str
    field: str
    column: str | None


def garbled(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    for one in incoming:
        for texts in _texts(one):
            unicode_, different = _statistics(db, one, texts)
            if not unicode_:
                continue
            counted = _suspects(db, one, texts, different)
            lost = {value: rows for value, rows in counted.items() if LOST.search(value)}
            if lost:
                yield one, _problem(db, one, texts, lost, LOST_FOR_GOOD)
            right = {value: known for value in counted if (known := _certain(value))}
            if not right and _are_garbled_chinese(db, one, texts):
                counted = _counted(db, one, texts, f"{texts.name} >= '\u3400'")
                right = {value: known for value in counted if (known := righted_chinese(value))}
            if right:
                rows = {value: counted[value] for value in right}
                yield one, _reparable(db, one, texts, rows, right)


def _texts(one: Incoming) -> Iterator[Texts]:
    for column in one.staged.table.columns:
        if column.type == TEXT and column.name in one.staged.fields:
            yield Texts(column.name, column.name, one.staged.column(column.name))
    for target in one.staged.attributes:
        yield Texts(target.name, target.shown, target.column)


def _certain(value: str) -> Righted | None:
    return None if LOST.search(value) else righted(value)


def _statistics(db: Connection, one: Incoming, texts: Texts) -> tuple[bool, int]:
    """Whether anything but ASCII may stand in the column, and about how many values.

    DuckDB knows both of a table it has written: files of plain ids cost nothing.
    """
    found = db.execute(f"select stats({texts.name}) from {one.name} limit 1").fetchall()
    known = found[0][0] if found else {"has_unicode": False}
    if not isinstance(known, Mapping):
        return True, FEW
    return known.get("has_unicode", True), known.get("approx_unique", FEW)


def _suspects(db: Connection, one: Incoming, texts: Texts, different: int) -> dict[str, int]:
    """Values that may have been garbled, and in how many rows they stand."""
    suspect = f"regexp_matches({texts.name}, {literal(SUSPECT)})"
    if different >= FEW:
        return _counted(db, one, texts, suspect)
    found = db.execute(f"""
        select {texts.name}, rows
        from (select {texts.name}, count(*) as rows from {one.name} group by {texts.name})
        where {suspect}
    """)
    return dict(found.fetchall())


def _counted(db: Connection, one: Incoming, texts: Texts, condition: str) -> dict[str, int]:
    name = texts.name
    found = db.execute(f"""
        select {name}, count(*) as rows from {one.name} where {condition} group by {name}
        limit {FEW}
    """)
    return dict(found.fetchall())


def _are_garbled_chinese(db: Connection, one: Incoming, texts: Texts) -> bool:
    """Are at least half of the Chinese values UTF-8 that was read as GBK? By chance few are."""
    found = db.execute(f"""
        select distinct {texts.name}
        from (select {texts.name} from {one.name} where {texts.name} >= '\u3400' limit {LOOKED_AT})
    """).fetchall()
    so = sum(righted_chinese(value) is not None for (value,) in found)
    return so > 0 and so * 2 >= len(found)


def _problem(
    db: Connection,
    one: Incoming,
    texts: Texts,
    counted: Mapping[str, int],
    sentence: str,
    **values: object,
) -> Problem:
    most = sorted(counted, key=lambda value: (-counted[value], value))[:VALUES_SHOWN]
    lines = db.execute(
        f"select min(source_row, {LINES_SHOWN}) from {one.name} where {texts.name} in "
        f"(select unnest($values))",
        {"values": most},
    ).fetchall()[0][0]
    source = one.staged.source
    return Problem(
        file=", ".join(table.name for table in source.tables),
        expectation=sentence,
        values=(("field", texts.field), *values.items()),
        column=texts.column,
        lines=source.lines(lines),
        samples=tuple(most[:3]),
        count=sum(counted.values()),
        found=tuple((value, counted[value]) for value in most),
        group=GROUP,
    )


def _reparable(
    db: Connection,
    one: Incoming,
    texts: Texts,
    counted: Mapping[str, int],
    right: Mapping[str, Righted],
) -> Problem:
    """The values found can be put right by a map, if they stand in the file as they are."""
    _, written_in, read_as = next(iter(right.values()))
    told = _problem(db, one, texts, counted, READ_WRONGLY, written_in=written_in, read_as=read_as)
    samples = tuple(f"{value} → {right[value].text}" for value in told.samples)
    repairs: tuple[Repair, ...] = ()
    if texts.column in one.staged.source.columns and not one.staged.group:
        values = {value: right[value].text for value, _ in told.found}
        place = (("file", one.staged.source.name), ("column", texts.column))
        repairs = (Repair("map", (*place, ("values", values), ("to", []))),)
    return replace(told, samples=samples, repairs=repairs)
