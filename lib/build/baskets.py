"""What each order brought, a row an order, where one row tells it; of the others their ids."""

from datetime import date, timedelta

from lib.build.touched import Touched, days_of, is_changed
from lib.database import Connection
from lib.derived import append

# Noted among the changes where an import added to orders, or changed some, that were stored before.
KNOWN_ORDERS = "known_orders"

BASKETS = """
    create or replace table apart_orders (order_id varchar);
    create or replace table baskets (
        order_id varchar, customer_key integer, ordered_on date, month date, channel varchar,
        place varchar, salesperson varchar, is_trade boolean, is_apart boolean,
        revenue decimal(18, 4), uncosted decimal(18, 4), cost decimal(18, 4), units double,
        products integer, least integer, middle integer, most integer
    )
"""

LINES_AT_ONCE = 2_500_000  # of order lines: their orders are grouped in some 300 MB
REST_OF_MONTH = timedelta(30)  # from its first day to its last, or a little beyond


def build_baskets(db: Connection, touched: Touched | None) -> None:
    """A few months at a time, so that memory is bounded; of all that orders tell of, as they may
    have lines before and after the as-of day."""
    if touched is None:
        db.execute(BASKETS)
        anew = sorted(days_of(db, "select distinct month from sales_lines"))
    elif touched.facts:
        anew = sorted(touched.facts | touched.net | _apart_since(db))
        db.execute("delete from baskets where list_contains($anew, month)", {"anew": anew})
    else:
        return
    batches = _of_so_many_lines(db, anew)
    if len(batches) > 1:
        append(db, "apart_orders", since=anew[0], until=anew[-1] + REST_OF_MONTH)
    for batch in batches:
        until = batch[-1] + REST_OF_MONTH
        append(db, "baskets", since=batch[0], until=until, months=batch)


def _apart_since(db: Connection) -> set[date]:
    """The months of orders that were stored before, and to which other rows of baskets came: these
    are not all touched, as those of new orders are."""
    if not is_changed(db, KNOWN_ORDERS):
        return set()
    db.execute("create or replace temp table apart_before as from apart_orders")
    append(db, "apart_orders", since=date.min, until=date.max)
    came = "from apart_orders except from apart_before"
    return days_of(db, f"select distinct month from sales_lines where order_id in ({came})")


def _of_so_many_lines(db: Connection, months: list[date]) -> list[list[date]]:
    ((lines,),) = db.execute("select count(*) from orders").fetchall()
    at_once = max(1, LINES_AT_ONCE * len(months) // max(lines, 1))
    return [months[place : place + at_once] for place in range(0, len(months), at_once)]
