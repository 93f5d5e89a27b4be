"""The build and each page's metrics, beside the barest SQL that gives the same counts and sums."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.timing import Figure, side_by_side
from lib import metrics
from lib.build import build
from lib.database import Database
from lib.demo import fill
from lib.store import new_generation, open_store

# What a page asks, and the barest statement that gives the same counts and sums from the same
# rows: no filters, thresholds pasted in, no intervals, no months or stages without customers.
TIER_CHURN = """
    select
        month,
        case
            when (value_rank - 1) * 100 < 20 * ranked then 'A'
            when (value_rank - 1) * 100 < 50 * ranked then 'B'
            when (value_rank - 1) * 100 < 80 * ranked then 'C'
            else 'D'
        end as tier,
        count(*) as customers,
        count(*) filter (
            where last_trade_day_by_end < month + interval 1 month - interval 90 day
        ) as churned
    from standing
    where last_trade_day >= month - interval 90 day and not is_left
    group by all
"""
TIERS = """
    select
        case
            when (value_rank - 1) * 100 < 20 * ranked then 'A'
            when (value_rank - 1) * 100 < 50 * ranked then 'B'
            when (value_rank - 1) * 100 < 80 * ranked then 'C'
            else 'D'
        end as tier,
        count(*),
        sum(revenue),
        sum(value)
    from standing
    where month = (select max(month) from standing)
    group by all
"""
SATISFACTION = """
    with respondents as (
        select
            aspect,
            coalesce(customer_key::varchar, response_id) as respondent,
            sum(importance * perceived) as perceived,
            sum(importance * expected) as expected
        from ratings
        where expected is not null
        group by all
    ),
    ratios as (
        select aspect, sum(perceived) / sum(expected) as ratio
        from respondents
        group by all
    )
    select aspect, any_value(ratio), count(*), sum((perceived - ratio * expected) ** 2)
    from respondents
    inner join ratios using (aspect)
    group by all
"""
FUNNEL = """
    select stage, count(distinct opportunity_id)
    from stage_changes
    group by all
"""
CAMPAIGN_ROI = """
    select touches.campaign_id, count(distinct orders.order_id), sum(orders.revenue)
    from touches
    inner join orders
        on orders.customer_key = touches.customer_key
            and orders.ordered_on between touches.touched_on and touches.touched_on + 30
    where not coalesce(touches.in_control, false)
    group by all
"""

ASKED: tuple[tuple[str, Callable[[Database], object], str], ...] = (
    ("Churn: tier_churn", metrics.tier_churn, TIER_CHURN),
    ("Churn: tiers", metrics.tiers, TIERS),
    (
        "Satisfaction: by aspect",
        lambda db: metrics.satisfaction_ratio(db, by="aspect"),
        SATISFACTION,
    ),
    ("Sales funnel: sales_funnel", metrics.sales_funnel, FUNNEL),
    ("Campaigns: campaign_roi", metrics.campaign_roi, CAMPAIGN_ROI),
)

CUSTOMER_MONTHS = """
    create or replace temp table least as
    select
        customer_key,
        date_trunc('month', ordered_on) as month,
        count(distinct order_id),
        sum(revenue)
    from orders
    group by all
"""


def bench_queries(folder: Path, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    for customers in sizes:
        db = sample_store(folder / str(customers), customers)
        for what, ask, least in ASKED:
            ours, theirs = side_by_side(partial(ask, db), partial(db.run, least), rounds)
            yield Figure(what, f"{customers:,} customers", ours, "bare SQL, same counts", theirs)


def bench_build(folder: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    for customers in sizes:
        with new_generation(folder / str(customers), afresh=True) as draft:
            fill(draft.connection, customers=customers)
            ours, theirs = side_by_side(
                partial(rebuild, draft.connection),
                partial(draft.connection.execute, CUSTOMER_MONTHS),
                1,
            )
        yield Figure(
            "build every derived table",
            f"{customers:,} customers",
            ours,
            "one group-by of the order lines",
            theirs,
        )


def rebuild(connection) -> None:
    connection.execute("insert into changes values (null, null)")
    build(connection)


def sample_store(folder: Path, customers: int) -> Database:
    with new_generation(folder, afresh=True) as draft:
        fill(draft.connection, customers=customers)
        build(draft.connection)
    return open_store(folder).database
