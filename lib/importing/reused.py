"""Order numbers that another customer's stored orders have: numbers that begin anew each year."""

from collections.abc import Iterable
from dataclasses import replace

from lib.database import Connection
from lib.importing.check import Found
from lib.importing.problems import Check, failing, problems
from lib.importing.sifting import Incoming
from lib.schema import ORDERS

GROUP = "reused"

OF_ONE_CUSTOMER = (
    "an order number is of one customer; stored orders of other customers have {orders:,} of these "
    "numbers and give way to these, with all their lines: if numbers begin anew, put the year or "
    "the branch before them"
)


def reused_numbers(db: Connection, incoming: Iterable[Incoming]) -> list[Found]:
    """Ask before anything is loaded."""
    found: list[Found] = []
    for one in incoming:
        named = {"order_id", "customer_id"} <= set(one.staged.fields)
        if one.staged.block.table != ORDERS.name or not named or not one.meets_stored:
            continue
        db.execute(f"""
            create or replace temp table of_others as
            select given.source_row, given.order_id
            from {one.name} as given
            join (
                select order_id, min(customer_id) as first, max(customer_id) as last
                from orders
                where order_id in (select order_id from {one.name})
                group by order_id
            ) as stored on stored.order_id = given.order_id
            where given.customer_id <> stored.first and given.customer_id <> stored.last
        """)
        ((orders,),) = db.execute("select count(distinct order_id) from of_others").fetchall()
        check = Check(
            "source_row in (select source_row from of_others)",
            OF_ONE_CUSTOMER,
            (("orders", orders),),
            column=one.staged.column("order_id"),
            sample="order_id",
        )
        if orders and failing(db, one.name, [check]):
            told = problems(db, one.name, check, one.staged.source)
            found += [(one, replace(problem, group=GROUP)) for problem in told]
    return found
