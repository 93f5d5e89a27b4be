"""The months an import touches, noted before it touches them, for the build that follows."""

from lib.database import Connection
from lib.importing.sifting import Incoming

# The day that makes a row a fact of a month.
FACT_DAYS = {"orders": "ordered_on", "costs_to_serve": "spent_on"}

# Noted where an import holds orders that are stored already: months it does not touch may hold the
# rest of them.
KNOWN_ORDERS = "known_orders"

# Tables whose rows have no month of their own but bear on months: which column does, or all.
BEARING = {
    "customers": "left_on",
    "contracts": None,
    "products": "unit_cost",
    "campaigns": "cost",
    "campaign_days": "cost",
    "touches": None,
}


def note_changes(db: Connection, one: Incoming, *, is_new: bool) -> None:
    """Note the months in which this block's rows are new or differ from the stored ones.

    `is_new` says that the table holds none of their keys.
    """
    table = one.staged.block.table
    if day := FACT_DAYS.get(table):
        _note_months(db, one, day, is_new=is_new)
    elif table in BEARING:
        _note_all(db, one, BEARING[table], is_new=is_new)


def note_removed_orders(db: Connection, condition: str) -> None:
    """Note the months of stored order lines that are about to go."""
    db.execute(f"""
        insert into changes
        select distinct 'orders', {_month("ordered_on")} from orders where {condition}
    """)


def note_removed(db: Connection, table: str, condition: str) -> None:
    """Note what stored rows of a table bear on that are about to go."""
    if day := FACT_DAYS.get(table):
        db.execute(f"""
            insert into changes
            select distinct '{table}', {_month(day)} from {table} where {condition}
        """)
    elif table in BEARING:
        db.execute(f"""
            insert into changes
            select null, null from (select 1 from {table} where {condition} limit 1)
        """)


def note_changed(db: Connection, table: str) -> None:
    """Note, once, that stored rows of a table say something else now, whatever it bears on."""
    db.execute(
        """
        insert into changes
        select $table, null
        where not exists (select 1 from changes where table_name = $table and month is null)
        """,
        {"table": table},
    )


def note_everything(db: Connection) -> None:
    """Every derived table is to be worked out anew."""
    db.execute("insert into changes values (null, null)")


def _month(day: str) -> str:
    return f"cast(date_trunc('month', {day}) as date)"


def _note_months(db: Connection, one: Incoming, day: str, *, is_new: bool) -> None:
    table, named = one.staged.block.table, day in one.staged.fields
    if is_new:
        days = f"select {day} as day from {one.name}" if named else "select null as day limit 0"
    else:
        new = f"incoming.{day}" if named else f"stored.{day}"
        days = f"select unnest([{new}, stored.{day}]) as day from {_differing(one, one.content)}"
    db.execute(f"""
        insert into changes
        select distinct '{table}', {_month("day")}
        from (select distinct day from ({days})) where day is not null
    """)


def _note_all(db: Connection, one: Incoming, column: str | None, *, is_new: bool) -> None:
    if column and column not in one.staged.fields:
        return
    watched = [column] if column else one.content
    if is_new:
        touched = f"{one.name} where {column} is not null" if column else one.name
    else:
        touched = _differing(one, watched)
    db.execute(f"""
        insert into changes
        select '{one.staged.block.table}', null from (select 1 from {touched} limit 1)
    """)


def _differing(one: Incoming, columns: list[str]) -> str:
    """Incoming rows beside the stored ones, where these columns are new or differ."""
    names = [name for name in columns if name in one.staged.fields]
    same = one.same_key("stored", "incoming")
    differ = [f"stored.{name} is distinct from incoming.{name}" for name in names]
    is_missing = [] if len(columns) == 1 else ["stored.rowid is null"]
    return (
        f"{one.name} as incoming left join {one.staged.block.table} as stored on {same} "
        f"where {' or '.join([*differ, *is_missing])}"
    )
