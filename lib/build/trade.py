"""What customers did, by month; when they came, and how their trade days follow each other."""

from datetime import date

from lib.build.touched import Touched, later
from lib.database import Connection
from lib.derived import append, make_empty, replace

FIRST_DAYS = """
    create or replace table first_days (
        customer_key integer, first_on date, spend decimal(18, 4)
    )
"""

COMINGS = """
    create or replace table comings (
        month date, customer_key integer, stays boolean, percentile smallint, ranked integer
    )
"""

# The gaps of a month are told by what was known before it, which is told by the gaps.
TRADE_GAPS = """
    create or replace table trade_gaps (
        customer_key integer, traded_on date, days integer, longest_before integer
    );
    create or replace table trade_gap_counts (traded_on date, days integer, customers integer);
    create or replace table trade_spans (
        customer_key integer, first_on date, last_on date, longest integer, trade_days integer,
        spend decimal(18, 4)
    );
    create or replace temp table spent_since (customer_key integer, spend decimal(38, 4))
"""

# What the months touched, and those after them, held of trade until now.
SPENT_SINCE = """
    create or replace temp table spent_since as
    select customer_key, sum(spend) as spend
    from customer_month
    where month >= $since and trade_days > 0
    group by customer_key
"""


def build_customer_month(
    db: Connection, touched: Touched | None, months: list[date], as_of: date | None
) -> None:
    anew = months if touched is None else sorted(touched.facts | touched.net)
    span = {
        "as_of": as_of,
        "since": anew[0] if anew else None,
        "before": later(anew[-1], 1) if anew else None,
    }
    listed = "select unnest(cast($anew as date[])) as month"
    db.execute(f"create or replace temp table touched_months as {listed}", {"anew": anew})
    if touched is None and not months:
        make_empty(db, "customer_month", **span)
    elif touched is None:
        replace(db, "customer_month", **span)
    elif anew:
        db.execute("delete from customer_month where month in (from touched_months)")
        append(db, "customer_month", **span)


def build_trade_gaps(db: Connection, touched: Touched | None, months: list[date]) -> None:
    """From the first month touched: what a customer's trade days say rests on those before only."""
    since = None
    if touched is None:
        db.execute(TRADE_GAPS)
        if not months:
            return
    elif not touched.facts:
        return
    else:
        since = min(touched.facts)
        for table in ("trade_gaps", "trade_gap_counts"):
            db.execute(f"delete from {table} where traded_on >= $since", {"since": since})
    append(db, "trade_gaps", since=since)
    append(db, "trade_gap_counts", since=since)


def build_trade_spans(db: Connection, touched: Touched | None) -> None:
    """Last, as the gaps look at how they stood before the months touched."""
    if touched is None or touched.facts:
        replace(db, "trade_spans", since=min(touched.facts) if touched else None)


def build_comings(
    db: Connection, touched: Touched | None, stale: list[date], as_of: date | None
) -> None:
    """Anew from the month before the first that changed, as its `stays` looks one ahead."""
    since = None
    if touched is None:
        db.execute(FIRST_DAYS)
        db.execute(COMINGS)
    else:
        changed = min([*stale, *touched.facts, touched.standing_from])
        since = later(changed, -1) if changed < date.max else changed
        for table, day in (("first_days", "first_on"), ("comings", "month")):
            db.execute(f"delete from {table} where {day} >= cast($since as date)", {"since": since})
    append(db, "first_days", since=since)
    append(db, "comings", as_of=as_of, since=since)
