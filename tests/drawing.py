"""Test data drawn as tables, and answers read back as rows."""

from datetime import date
from itertools import groupby, islice

from pandas import isna

from lib.build import build
from lib.database import Database, connect_writer
from lib.schema import STUBBED, TABLES, create_tables


def parse(drawing: str) -> list[dict[str, str | None]]:
    """Rows of a table drawn with | between cells; a blank cell is None."""
    header, *lines = [
        [cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()
    ]
    return [dict(zip(header, (cell or None for cell in line), strict=True)) for line in lines]


def draw(*, complete_to: date | None = None, **tables: str | list[dict]) -> Database:
    """A built store in memory holding `tables`, each drawn as text or given as rows.

    Customers and products that only other tables name become stubs, as an import makes them.
    """
    db = connect_writer(":memory:", threads=1)  # so few rows never go to a second one
    db.begin()
    for statement in create_tables():
        db.execute(statement)
    draw_into(db, complete_to=complete_to, **tables)
    db.commit()
    return Database(db)


def draw_into(db, *, complete_to: date | None = None, **tables: str | list[dict]) -> None:
    """The same in an empty store that is open for writing, such as a draft."""
    rows = {
        name: parse(given) if isinstance(given, str) else given for name, given in tables.items()
    }
    for name, lines in rows.items():
        _insert(db, name, lines)
    for name in STUBBED:
        _introduce(db, name, rows.keys())
    if complete_to:
        db.execute("insert into imports (import_id, complete_to) values (1, ?)", [complete_to])
        db.execute("update imports set newest_order_day = (select max(ordered_on) from orders)")
    db.execute("insert into changes values (null, null)")
    build(db)


def _insert(db, name, lines):
    """Lines that name the same columns at once: as a statement each they take ten times longer."""
    for columns, alike in groupby(lines, key=tuple):
        for few in batched(alike, 200):
            row = f"({', '.join('?' * len(columns))})"
            listed = ", ".join([row] * len(few))
            values = [value for line in few for value in line.values()]
            db.execute(f"insert into {name} ({', '.join(columns)}) values {listed}", values)


def batched(lines, most):
    """`itertools.batched`, which Python 3.11 has not got."""
    lines = iter(lines)
    while few := list(islice(lines, most)):
        yield few


def _introduce(db, name, drawn):
    """Number the customers or products in the order of their ids, stubs included."""
    key, (identity,) = STUBBED[name], TABLES[name].key
    users = [TABLES[other] for other in drawn if TABLES[other].column(identity) and other != name]
    for table in users:
        db.execute(f"""
            insert into {name} ({identity}, is_stub)
            select distinct {identity}, true from {table.name}
            where {identity} is not null and {identity} not in (select {identity} from {name})
        """)
    db.execute(f"update {name} set is_stub = coalesce(is_stub, false)")
    for table in [TABLES[name], *users]:
        db.execute(f"""
            update {table.name} set {key} = numbered.position
            from (select {identity}, row_number() over (order by {identity}) as position
                  from {name}) as numbered
            where numbered.{identity} = {table.name}.{identity}
        """)


def rows(frame, *columns):
    """The frame's rows as plain tuples, NULL as None and days as dates."""
    chosen = frame[list(columns)] if columns else frame
    return [tuple(map(_plain, row)) for row in chosen.itertuples(index=False)]


def _plain(value):
    if isna(value):
        return None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime().date()
    return value.item() if hasattr(value, "item") else value
