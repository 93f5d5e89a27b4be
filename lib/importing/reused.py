"""Order numbers that several customers' orders have: numbers that begin anew each year."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lib.database import Connection
from lib.importing.check import Found
from lib.importing.problems import Check, failing, problems
from lib.importing.sifting import Incoming
from lib.schema import ORDERS

GROUP = "reused"
NAMED = {"order_id", "customer_id"}

OF_ONE_CUSTOMER = (
    "an order number is of one customer; stored orders of other customers have {orders:,} of these "
    "numbers and give way to these, with all their lines: if numbers begin anew, put the year or "
    "the branch before them"
)


SEVERAL_CUSTOMERS = (
    "an order number is of one customer; with several there are {orders:,} in this file, each "
    "counted as one order: if numbers begin anew, put the year or the branch before them"
)


def shared_numbers(db: Connection, incoming: Iterable[Incoming]) -> list[Found]:
    """Numbers with several customers within what comes in."""
    found: list[Found] = []
    for one in incoming:
        if one.staged.block.table != ORDERS.name or not set(one.staged.fields) >= {*NAMED, "line"}:
            continue  # without lines, no number comes in twice
        if "customer_id" in one.alike or not _may_be_shared(db, one):
            continue
        db.execute(f"""
            create or replace temp table of_several as
            select order_id
            from {one.name}
            group by order_id
            having min(customer_id) <> max(customer_id)
        """)
        found += _told(db, one, "order_id", "of_several", SEVERAL_CUSTOMERS)
    return found


def _may_be_shared(db: Connection, one: Incoming) -> bool:
    """Hashes are grouped in half the time that texts take; with equal ones, a no is certain."""
    found = db.execute(f"""
        select number
        from (select hash(order_id) as number, hash(customer_id) as customer from {one.name})
        group by number
        having min(customer) <> max(customer)
        limit 1
    """)
    return bool(found.fetchall())


def reused_numbers(db: Connection, incoming: Iterable[Incoming]) -> list[Found]:
    """Ask before anything is loaded."""
    found: list[Found] = []
    for one in incoming:
        named = set(one.staged.fields) >= NAMED
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
        found += _told(db, one, "source_row", "of_others", OF_ONE_CUSTOMER)
    return found


def _told(
    db: Connection, one: Incoming, column: str, relation: str, sentence: str
) -> Iterator[Found]:
    """The rows whose `column` stands in a relation that also has their numbers."""
    counted = f"select count(distinct order_id) from {relation}"
    ((orders,),) = db.execute(counted).fetchall()
    check = Check(
        f"{column} in (select {column} from {relation})",
        sentence,
        (("orders", orders),),
        column=one.staged.column("order_id"),
        sample="order_id",
    )
    if orders and failing(db, one.name, [check]):
        for problem in problems(db, one.name, check, one.staged.source):
            yield one, replace(problem, group=GROUP)
