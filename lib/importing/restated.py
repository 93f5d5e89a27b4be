"""Order numbers that stand in more rows than expected, where no column numbers their lines.

Each row is then a line of its own: right of lines, wrong of an order that is stated again with
another amount. Which of both it is, the file does not say; its reader may know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lib.database import Connection
from lib.errors import Problem, Repair
from lib.importing.check import Found
from lib.importing.expressions import columns_of
from lib.importing.problems import Check, problems
from lib.importing.recipe import Expression
from lib.importing.rows import ROW, ROW_ID
from lib.importing.sifting import Incoming
from lib.schema import ORDERS

GROUP = "restated"

STANDS_ONCE = (
    "an order without line numbers stands in one row; {orders:,} order numbers stand in several, "
    "{differing:,} of them with different amounts, and each row counts as a line of its own"
)
NAMED_ONCE = (
    "an order without line numbers names a product in one row; {orders:,} orders name one in "
    "several, {differing:,} of them with different amounts, and each row counts as a line of its "
    "own"
)


def restated(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    """Orders in several rows that nothing but the row tells apart; refunds are no second row."""
    for one in incoming:
        if one.staged.block.table != ORDERS.name or not _is_made_up(one):
            continue
        has_product = "product_id" in one.staged.fields
        alike = ["order_id", *(["product_id"] if has_product else [])]
        orders, differing = _find(db, one, alike)
        if not orders:
            continue
        check = Check(
            "source_row in (select source_row from again)",
            NAMED_ONCE if has_product else STANDS_ONCE,
            (("orders", orders), ("differing", differing)),
            column=one.staged.column("order_id"),
            sample="order_id",
        )
        for problem in problems(db, one.name, check, one.staged.source):
            yield one, _repairable(one, problem)


def _is_made_up(one: Incoming) -> bool:
    """Is the line a row's number or fingerprint, that is, different in every row?"""
    line = one.staged.block.fields.get("line")
    return isinstance(line, Expression) and columns_of(line.text) in ({ROW}, {ROW_ID})


def _find(db: Connection, one: Incoming, alike: list[str]) -> tuple[int, int]:
    """again: the rows; how many orders they are of, and how many of those with other amounts."""
    together = ", ".join(alike)
    same = " and ".join(f"given.{name} is not distinct from several.{name}" for name in alike)
    counted = "revenue is null or revenue >= 0" if "revenue" in one.staged.fields else "true"
    amounts = (
        "min(revenue) is distinct from max(revenue)"
        if "revenue" in one.staged.fields
        else "cast(false as boolean)"
    )
    db.execute(f"""
        create or replace temp table several as
        select {together}, {amounts} as differ
        from {one.name}
        where {counted}
        group by {together}
        having count(*) > 1
    """)
    db.execute(f"""
        create or replace temp table again as
        select given.source_row
        from {one.name} as given
        join several on {same}
        where {counted}
    """)
    found: tuple[int, int] = db.execute("""
        select count(distinct order_id), count(distinct case when differ then order_id end)
        from several
    """).fetchall()[0]
    return found


def _repairable(one: Incoming, problem: Problem) -> Problem:
    """The later row may be the one that holds."""
    table, _, number = one.staged.block.label.partition(" ")
    place = (table, int(number or 1) - 1)
    return replace(problem, group=GROUP, repairs=(Repair("restated", (("block", place),)),))
