"""What becomes of rows that are stored already, where an import does not just update them.

add      rows whose key is stored are left as they are, and so is an order any line of which is
replace  rows of the tables fed that the files do not have go; a customer or product that other
         tables still name stays with its id alone

A row that was set aside is in the file all the same: what is stored under its key stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lib.database import Connection
from lib.errors import BadRecipe, Problem
from lib.importing.changes import note_everything, note_removed
from lib.importing.history import Change
from lib.importing.sifting import Incoming
from lib.importing.sources import Source
from lib.schema import ATTRIBUTES, CUSTOMERS, ORDERS, REFERENCES, STUBBED, TABLES, store_columns

UPDATE, REPLACE, ADD = MODES = ("update", "replace", "add")

STILL_NAMED = (
    "no row of {table} that other rows name is gone; {rows:,} rows of {other} name one that the "
    "files do not have"
)


def refuse_parts(sources: Iterable[Source], mode: str) -> None:
    """Raise BadRecipe where a part of a file would replace what the whole of it brought."""
    for source in sources:
        for number in source.parts if mode == REPLACE else ():
            raise BadRecipe(
                "{file} holds rows that were set aside, which cannot replace all that is stored; "
                "import it as an update.",
                file=source.tables[number].name,
            )


# Adding


def leave_known(db: Connection, incoming: Sequence[Incoming]) -> dict[str, int]:
    """Let in only what is not stored; how many rows of each table were left out for that."""
    known: dict[str, int] = {}
    for one in incoming:
        table = one.staged.block.table
        is_known = f"""exists (
            select 1 from {table} as stored
            where {one.same_key("stored", "given")}{_introduced(table)}
        )"""
        if table == ORDERS.name:
            whole = one.staged.source.whole()
            is_known += f" or ({whole} and order_id in (select order_id from {table}))"
        chosen = f"added{one.number}"
        before = _count(db, one.name)
        db.execute(f"""
            create or replace temp table {chosen} as
            select source_row from {one.name} as given where not ({is_known})
        """)
        db.execute(f"""
            create or replace temp view {one.name} as
            select * from {one.staged.name} where source_row in (select source_row from {chosen})
        """)
        known[table] = max(known.get(table, 0), before - _count(db, one.name))
    return known


def _introduced(table: str) -> str:
    """A customer or product that was only named so far is not known yet."""
    return " and stored.is_stub is not true" if table in STUBBED else ""


# Replacing


def remove_absent(
    db: Connection, incoming: Sequence[Incoming], changes: Mapping[str, Change]
) -> list[Problem]:
    """Remove what the files do not have; told is which rows still name something removed."""
    tables = {one.staged.block.table for one in incoming}
    # What names others goes before what it names, so that only what stays still names it.
    for table in reversed([name for name in TABLES if name in tables]):
        _find_absent(db, table, [one for one in incoming if one.staged.block.table == table])
        if table not in STUBBED:
            changes[table].removed += _remove(db, table)
    for table in STUBBED:
        if table in tables:
            changes[table].removed += _remove_or_reduce(db, table)
    attributes = changes.get(ATTRIBUTES.name)
    if CUSTOMERS.name in tables and (removed := _remove_attributes(db)) and attributes:
        attributes.removed += removed
    return [
        problem
        for table in TABLES
        if table in tables
        for problem in _dependents(db, table, incoming)
    ]


def _find_absent(db: Connection, table: str, blocks: Sequence[Incoming]) -> None:
    """absent_TABLE: the keys of the rows to go."""
    in_file = " or ".join(
        f"exists (select 1 from {one.staged.name} where {one.same_key('stored', one.staged.name)})"
        for one in blocks
    )
    introduced = _introduced(table)
    db.execute(f"""
        create or replace temp table absent_{table} as
        select {", ".join(TABLES[table].key)} from {table} as stored
        where not ({in_file}){introduced}
    """)


def _remove(db: Connection, table: str) -> int:
    gone = _is_absent(table)
    note_removed(db, table, f"exists (select 1 from absent_{table} as absent where {gone})")
    removed = db.execute(f"delete from {table} using absent_{table} as absent where {gone}")
    found: int = removed.fetchall()[0][0]
    return found


def _is_absent(table: str) -> str:
    return " and ".join(
        f"{table}.{name} is not distinct from absent.{name}" for name in TABLES[table].key
    )


def _remove_or_reduce(db: Connection, table: str) -> int:
    """Customers or products to go: those that are named keep their id, as if only named ever."""
    (identity,) = TABLES[table].key
    named = " union all ".join(
        f"select {identity} from {name}" for name in _naming(table) if name != ATTRIBUTES.name
    )
    blank = ", ".join(
        f"{name} = null"
        for name in store_columns(TABLES[table])
        if name not in (identity, STUBBED[table], "is_stub")
    )
    absent = f"{identity} in (select {identity} from absent_{table})"
    count = _count(db, f"absent_{table}")
    if count:
        db.execute(f"""
            delete from {table} where {absent} and {identity} not in (
                select {identity} from ({named}) where {identity} is not null
            )
        """)
        db.execute(f"update {table} set {blank}, is_stub = true where {absent}")
        note_everything(db)
    return count


def _remove_attributes(db: Connection) -> int:
    """What was known of customers who are gone."""
    (identity,) = CUSTOMERS.key
    absent = f"{identity} in (select {identity} from absent_{CUSTOMERS.name})"
    found: int = db.execute(f"delete from {ATTRIBUTES.name} where {absent}").fetchall()[0][0]
    return found


def _naming(table: str) -> Iterator[str]:
    """The tables that refer to this one."""
    for column, referred in REFERENCES.items():
        if referred == table:
            yield from (
                name for name, one in TABLES.items() if column in one.names and name != table
            )


def _dependents(db: Connection, table: str, incoming: Sequence[Incoming]) -> Iterator[Problem]:
    """Rows that still name something that went."""
    column = next((name for name, referred in REFERENCES.items() if referred == table), None)
    if column is None:
        return
    files = [one.staged.source for one in incoming if one.staged.block.table == table]
    shown = ", ".join(dict.fromkeys(table.name for source in files for table in source.tables))
    # An order some lines of which are left is still there to be named.
    left = f" and {column} not in (select {column} from {table})" if table not in STUBBED else ""
    gone = f"{column} in (select {column} from absent_{table}){left}"
    for other in _naming(table):
        rows = _count(db, f"{other} where {gone}")
        if rows:
            first = f"select distinct {column} from {other} where {gone} order by all limit 3"
            yield Problem(
                file=shown,
                expectation=STILL_NAMED,
                values=(("table", table), ("rows", rows), ("other", other)),
                samples=tuple(name for (name,) in db.execute(first).fetchall()),
                count=rows,
                group="replaced",
            )


def _count(db: Connection, relation: str) -> int:
    found: int = db.execute(f"select count(*) from {relation}").fetchall()[0][0]
    return found
