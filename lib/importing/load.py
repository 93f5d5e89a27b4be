"""Sifted rows into the source tables: new rows inserted, known ones brought up to date.

Columns a block does not fill keep what is stored. An imported order replaces all its lines.
Customers and products get their integer keys, those that are only named elsewhere a stub. What
changes is counted by the statements that change it.
"""

from collections.abc import Iterable, Mapping, Sequence

from lib.database import Connection
from lib.importing.changes import (
    KNOWN_ORDERS,
    note_changed,
    note_changes,
    note_removed_orders,
)
from lib.importing.history import Change
from lib.importing.sifting import Incoming
from lib.schema import ATTRIBUTES, CUSTOMERS, ORDERS, STAGES, STUBBED, TABLES, store_columns


def load(
    db: Connection, incoming: Sequence[Incoming], shared: set[str], stages: Sequence[str]
) -> list[Change]:
    """Load every block, and the order of the sales stages where there is one.

    Where blocks have keys of a table in common, which is then in `shared`, later ones update what
    earlier ones inserted.
    """
    changes = {table: Change(table) for table in TABLES if _is_fed(table, incoming, stages)}
    _remember(db, incoming, shared)
    met = {one.staged.block.table for one in incoming if one.meets_stored} | shared
    for table in STUBBED:
        _number_new(db, table, incoming)
    in_order = sorted(incoming, key=lambda one: list(TABLES).index(one.staged.block.table))
    introducing = [one for one in in_order if one.staged.block.table in STUBBED]
    for one in introducing:
        _load_block(db, one, changes, merge=one.staged.block.table in met)
    for table in STUBBED:
        _add_stubs(db, table)
    if ORDERS.name in met and ORDERS.name in changes:
        orders = [one for one in in_order if _is_of(one, ORDERS.name)]
        changes[ORDERS.name].removed += _remove_replaced_lines(db, orders)
    for one in in_order:
        if one not in introducing:
            _load_block(db, one, changes, merge=one.staged.block.table in met)
    for one in introducing:
        _load_attributes(db, one, changes)
    for table in shared:
        _compare(db, [one for one in incoming if _is_of(one, table)], changes[table])
    ordered = changes.get(ORDERS.name)
    if ORDERS.name in met and ordered and (ordered.new or ordered.changed):
        note_changed(db, KNOWN_ORDERS)
    if CUSTOMERS.name in changes and changes[CUSTOMERS.name].changed:
        note_changed(db, CUSTOMERS.name)
    if stages:
        _order_stages(db, stages, changes[STAGES.name])
    return list(changes.values())


def _is_fed(table: str, incoming: Iterable[Incoming], stages: Sequence[str]) -> bool:
    has_attributes = table == ATTRIBUTES.name and any(one.staged.attributes for one in incoming)
    is_ordered = table == STAGES.name and bool(stages)
    return has_attributes or is_ordered or any(_is_of(one, table) for one in incoming)


def _is_of(one: Incoming, table: str) -> bool:
    return one.staged.block.table == table


def _number_new(db: Connection, table: str, incoming: Iterable[Incoming]) -> None:
    """new_customers, new_products: ids nobody has named before, with their keys to be."""
    key, (identity,) = STUBBED[table], TABLES[table].key
    named = " union ".join(
        f"select distinct {identity} from {one.name}"
        for one in incoming
        if identity in one.staged.fields
    )
    named = named or f"select cast(null as varchar) as {identity}"
    db.execute(f"""
        create or replace temp table new_{table} as
        select
            {identity},
            cast(
                (select coalesce(max({key}), 0) from {table})
                + row_number() over (order by {identity}) as integer
            ) as {key}
        from ({named}) as named
        where {identity} is not null
            and not exists (select 1 from {table} where {table}.{identity} = named.{identity})
    """)


def _add_stubs(db: Connection, table: str) -> None:
    key, (identity,) = STUBBED[table], TABLES[table].key
    db.execute(f"""
        create or replace temp table stubs_{table} as
        select {identity}, {key}
        from new_{table}
        where not exists (
            select 1 from {table} where {table}.{identity} = new_{table}.{identity}
        )
    """)
    db.execute(f"""
        insert into {table} ({identity}, {key}, is_stub)
        select {identity}, {key}, true from stubs_{table} order by {key}
    """)


def _load_block(
    db: Connection, one: Incoming, changes: Mapping[str, Change], *, merge: bool
) -> None:
    """Bring one block's rows into its table; without `merge` none of their keys is there."""
    note_changes(db, one, is_new=not merge)
    values, joins = _values(one)
    columns, chosen = (
        ", ".join(values),
        ", ".join(f"{sql} as {name}" for name, sql in values.items()),
    )
    rows = f"select {chosen} from {one.name} {joins}"
    table = one.staged.block.table
    change = changes[table]
    if not merge:
        change.new += _count_of(db, f"insert into {table} ({columns}) {rows}")
        return
    before = _rows_of(db, table)
    changing = [name for name in values if name not in one.key and not _is_own_key(table, name)]
    changed = " or ".join(f"{table}.{name} is distinct from incoming.{name}" for name in changing)
    update = ", ".join(f"{name} = incoming.{name}" for name in changing)
    matched = f"when matched and ({changed}) then update set {update}" if changing else ""
    given = ", ".join(f"incoming.{name}" for name in values)
    written = _count_of(
        db,
        f"""
        merge into {table} using ({rows}) as incoming on {one.same_key(table, "incoming")}
        {matched}
        when not matched then insert ({columns}) values ({given})
        """,
    )
    new = _rows_of(db, table) - before
    change.new += new
    change.changed += written - new
    change.unchanged += _rows_of(db, one.name) - written


def _count_of(db: Connection, statement: str, given: Mapping[str, object] | None = None) -> int:
    """How many rows a statement wrote."""
    found: int = db.execute(statement, given or {}).fetchall()[0][0]
    return found


def _rows_of(db: Connection, relation: str) -> int:
    return _count_of(db, f"select count(*) from {relation}")


def _remember(db: Connection, incoming: Sequence[Incoming], shared: set[str]) -> None:
    """What tables hold that more than one block may change in the same row, to compare later."""
    for table in shared:
        db.execute(f"create or replace temp table before_{table} as from {table}")


def _compare(db: Connection, blocks: Sequence[Incoming], change: Change) -> None:
    """Count a row once, whichever of the blocks changed it."""
    table = change.table
    before, held = f"before_{table}", _rows_of(db, f"before_{table}")
    named = " or ".join(
        f"exists (select 1 from {one.name} where {one.same_key('was', one.name)})" for one in blocks
    )
    columns = list(store_columns(TABLES[table]))
    same = " and ".join(
        f"is_now.{name} is not distinct from was.{name}" for name in TABLES[table].key
    )
    differ = " or ".join(f"is_now.{name} is distinct from was.{name}" for name in columns)
    named_before = _rows_of(db, f"{before} as was where ({named})")
    gone = f"not exists (select 1 from {table} as is_now where {same})"
    replaced = _rows_of(db, f"{before} as was where {gone}")
    change.new = _rows_of(db, table) - held + replaced
    change.changed = _rows_of(
        db, f"{before} as was join {table} as is_now on {same} where {differ}"
    )
    change.unchanged = named_before - change.changed


def _is_own_key(table: str, name: str) -> bool:
    return STUBBED.get(table) == name


def _values(one: Incoming) -> tuple[dict[str, str], str]:
    """What fills each stored column, and the joins that the integer keys come from."""
    table = one.staged.block.table
    values = {name: f"{one.name}.{name}" for name in one.staged.fields}
    joins = ""
    for stubbed, key in STUBBED.items():
        (identity,) = TABLES[stubbed].key
        if identity not in values or key not in store_columns(one.staged.table):
            continue
        numbers = f"new_{table}" if table == stubbed else stubbed
        joins += f" left join {numbers} on {numbers}.{identity} = {one.name}.{identity}"
        values[key] = f"{numbers}.{key}"
    if table in STUBBED:
        values["is_stub"] = "false"
    return values, joins


def _remove_replaced_lines(db: Connection, orders: Sequence[Incoming]) -> int:
    """Remove lines that an imported order had before and has no longer; how many there were."""
    if not orders:
        return 0
    imported = " union ".join(
        f"select order_id from {one.name} where {one.staged.source.whole()}" for one in orders
    )
    gone = " and ".join(
        f"not exists (select 1 from {one.name} where {one.same_key(ORDERS.name, one.name)})"
        for one in orders
    )
    condition = f"order_id in ({imported}) and {gone}"
    note_removed_orders(db, condition)
    return _count_of(db, f"delete from {ORDERS.name} where {condition}")


def _load_attributes(db: Connection, one: Incoming, changes: Mapping[str, Change]) -> None:
    """The block's attributes; what is empty now is no attribute any more."""
    for target in one.staged.attributes:
        change, named = changes[ATTRIBUTES.name], {"attribute": target.shown}
        change.removed += _count_of(
            db,
            f"""
            delete from {ATTRIBUTES.name}
            where attribute = $attribute and customer_id in (
                select customer_id from {one.name} where {target.name} is null
            )
            """,
            named,
        )
        before = _rows_of(db, ATTRIBUTES.name)
        written = _count_of(db, _merged_attribute(one, target.name), named)
        new = _rows_of(db, ATTRIBUTES.name) - before
        change.new += new
        change.changed += written - new
        change.unchanged += _rows_of(db, f"{one.name} where {target.name} is not null") - written


def _merged_attribute(one: Incoming, column: str) -> str:
    return f"""
        merge into {ATTRIBUTES.name} as stored using (
            select given.customer_id, given.{column} as value, customers.customer_key
            from {one.name} as given
            join customers on customers.customer_id = given.customer_id
            where given.{column} is not null
        ) as given
        on stored.attribute = $attribute and stored.customer_id = given.customer_id
        when matched and stored.value is distinct from given.value
            then update set value = given.value
        when not matched then insert (customer_id, attribute, value, customer_key)
            values (given.customer_id, $attribute, given.value, given.customer_key)
    """


def _order_stages(db: Connection, stages: Sequence[str], change: Change) -> None:
    """The recipe's order is the whole order: what stood in the table before goes."""
    held = dict(db.execute(f"select stage, position from {STAGES.name}").fetchall())
    now = {stage: position for position, stage in enumerate(stages, start=1)}
    change.new += len(now.keys() - held.keys())
    change.removed += len(held.keys() - now.keys())
    change.unchanged += len(now.items() & held.items())
    change.changed += len(now.keys() & held.keys()) - len(now.items() & held.items())
    db.execute(f"delete from {STAGES.name}")
    for position, stage in enumerate(stages, start=1):
        db.execute(
            f"insert into {STAGES.name} (stage, position) values ($stage, $position)",
            {"stage": stage, "position": position},
        )
