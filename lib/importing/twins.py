"""Values that are likely the same thing written in two ways, such as GTXPro and GTX Pro.

Looked at are ids of customers and products that nobody has named before, and the words by which
rows are grouped. Two are twins that are equal without case, blanks, signs and full-width forms;
signs between digits count, as 1-12 is not 11-2.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lib.database import Connection
from lib.errors import Problem, Repair
from lib.importing.check import Found
from lib.importing.sifting import Incoming
from lib.importing.sql import literal
from lib.schema import ATTRIBUTES, REFERENCES, STUBBED, TABLES, TEXT

ONE_SPELLING = (
    "{field} has one spelling for each thing; {twins:,} are like another but for case, blanks or "
    "signs"
)

TWINS_SHOWN = 50
MOST_WORDS = 10_000  # a column of more is no list of words to group by
LINES_SHOWN = 5

# Text that tells one row from another, or tells of it at length.
NO_WORDS = {"name", "line", "label", "lost_because", "left_because", "reason", "remedy", "kind"}

WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
NARROW = "".join(map(chr, range(0x21, 0x7F)))
COMMON_SIGNS = " -_./,'()#&+:*~"


class Twin(NamedTuple):
    """A value, what it should likely be, and how often it stands in the rows."""

    value: str
    right: str
    rows: int


def folded(text: str) -> str:
    """SQL for what is left of a text without case, blanks, signs and full-width forms."""
    narrow = f"translate({text}, {literal(WIDE)}, {literal(NARROW)})"
    once = rf"regexp_replace(lower({narrow}), '(\d)[^\pL\pN]+(\d)', '\1~\2', 'g')"
    apart = rf"regexp_replace({once}, '(\d)[^\pL\pN~]+(\d)', '\1~\2', 'g')"
    return rf"regexp_replace({apart}, '[^\pL\pN~]', '', 'g')"


def loosely(text: str) -> str:
    """The same or less, cheaply where a text is ASCII: what differs in this is no twin.

    Of the signs of ASCII only the common ones are let go of.
    """
    plain = f"lower({text})"
    for sign in COMMON_SIGNS:
        plain = f"replace({plain}, {literal(sign)}, '')"
    return f"""case
        when regexp_full_match({text}, '[A-Za-z0-9]*') then lower({text})
        when regexp_full_match({text}, '[ -~]*') then {plain}
        else replace({folded(text)}, '~', '')
    end"""


def twin_words(db: Connection, incoming: Sequence[Incoming]) -> list[Found]:
    """One problem for each column of words in which twins stand; ask before anything is loaded."""
    return [
        found
        for one in incoming
        for name, field in _words(one)
        if _find_twin_words(db, one, name, field)
        for found in _told(db, one, name, field, "twin_words")
    ]


def twin_ids(db: Connection, incoming: Sequence[Incoming]) -> Iterator[Found]:
    """One problem for each column of ids in which twins stand; ask once all is loaded."""
    for table in STUBBED:
        _find_twin_ids(db, table)
        (identity,) = TABLES[table].key
        for one in incoming:
            if identity in one.staged.fields:
                yield from _told(db, one, identity, identity, f"twins_{table}")


def _words(one: Incoming) -> Iterator[tuple[str, str]]:
    """Columns of words that rows are grouped by: what SQL calls them, and a reader."""
    table = one.staged.table
    for column in table.columns:
        is_id = column.name in table.key or column.name in REFERENCES
        is_filled = column.name in one.staged.fields and one.staged.column(column.name)
        if column.type == TEXT and is_filled and not is_id and column.name not in NO_WORDS:
            yield column.name, column.name
    for target in one.staged.attributes:
        if target.column:
            yield target.name, target.shown


def _find_twin_ids(db: Connection, table: str) -> None:
    """twins_TABLE: ids nobody had named before, and those that they are likely meant to be."""
    (identity,) = TABLES[table].key
    is_new = f"{identity} in (select {identity} from new_{table})"
    _pair(
        db,
        f"twins_{table}",
        f"select {identity} as value, 0 as rank from new_{table}",
        f"""
        select {identity} as value, {identity} as written from {table} where not ({is_new})
        union all
        select {identity} as value, name as written from {table} where name is not null
        """
        if _count(db, f"new_{table}")
        else "select null as value, null as written limit 0",
    )


def _find_twin_words(db: Connection, one: Incoming, name: str, field: str) -> bool:
    """twin_words: words of a column that are likely meant to be others; False if it has none.

    A word that is stored already was once let in as it is.
    """
    words = f"select {name} as value, count(*) as rank from {one.name} group by value"
    db.execute(f"create or replace temp table words as {words}")
    if _count(db, "words") > MOST_WORDS:
        return False
    held = (
        f"select value from {ATTRIBUTES.name} where attribute = {literal(field)}"
        if field not in one.staged.fields
        else f"select {field} as value from {one.staged.block.table}"
    )
    db.execute(f"create or replace temp table held_words as select distinct value from ({held})")
    _pair(
        db,
        "twin_words",
        "select value, rank from words where value not in "
        "(select value from held_words where value is not null)",
        "select value, value as written from held_words",
    )
    return bool(_count(db, "twin_words"))


def _pair(db: Connection, name: str, given: str, held: str) -> None:
    """A table of values and what each should likely be: what is held, else the most frequent."""
    # Step by step: DuckDB would fold every value before it looks which of them are suspect.
    db.execute(f"""
        create or replace temp table written as
        select value, value as written, {loosely("value")} as loose, rank, false as is_held
        from ({given}) where value is not null
        union all
        select value, written, {loosely("written")} as loose, 0 as rank, true as is_held
        from ({held}) where written is not null
    """)
    db.execute("""
        create or replace temp table suspects as
        select *
        from written
        where loose in (select loose from written group by loose having min(value) <> max(value))
    """)
    db.execute(f"""
        create or replace temp table {name} as
        select distinct value, right_one
        from (
            select
                value,
                is_held,
                first_value(value) over (
                    partition by bare order by is_held desc, rank desc, length(value) desc, value
                ) as right_one
            from (select *, {folded("written")} as bare from suspects)
            where bare <> ''
        )
        where not is_held and value <> right_one
    """)


def _told(db: Connection, one: Incoming, name: str, field: str, pairs: str) -> Iterator[Found]:
    column = one.staged.column(field) or next(
        (target.column for target in one.staged.attributes if target.shown == field), None
    )
    if column not in one.staged.source.columns:
        return
    found = db.execute(f"""
        select pairs.value, pairs.right_one, count(*) as rows, min(source_row)
        from {one.name} as given
        join {pairs} as pairs on pairs.value = given.{name}
        group by all
        order by rows desc, pairs.value
        limit {TWINS_SHOWN}
    """).fetchall()
    if not found:
        return
    pairs_found = [Twin(value, right, rows) for value, right, rows, _ in found]
    values = {twin.value: twin.right for twin in pairs_found}
    source = one.staged.source
    yield (
        one,
        Problem(
            file=", ".join(table.name for table in source.tables),
            expectation=ONE_SPELLING,
            values=(("field", field), ("twins", len(values))),
            column=column,
            lines=source.lines(sorted(row for *_, row in found)[:LINES_SHOWN]),
            samples=tuple(f"{twin.value} ↔ {twin.right}" for twin in pairs_found[:3]),
            count=sum(twin.rows for twin in pairs_found),
            found=tuple((twin.value, twin.rows) for twin in pairs_found),
            group="twins",
            repairs=(
                Repair(
                    "map",
                    (("file", source.name), ("column", column), ("values", values), ("to", [])),
                ),
            ),
        ),
    )


def _count(db: Connection, relation: str) -> int:
    found: int = db.execute(f"select count(*) from {relation}").fetchall()[0][0]
    return found
