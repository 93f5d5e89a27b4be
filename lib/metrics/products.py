"""What is bought: how much of each product, what comes back, and what goes together."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.performance import lines_asked
from lib.metrics.periods import days_asked
from lib.settings import DEFAULTS, Settings

FEWEST_TOGETHER = 5  # orders that a pair needs (metrics.md section 3)


def product_mix(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What is sold, and what of it comes back: one row a product sold or returned in the period.

    Columns:
        product_id, name, category: NULL holds what names no product.
        revenue, share: money, and its share of all rows, 0 to 1.
        units, orders: traded.
        returned: units that came back in the period, as `returns` tells (a return that does not
            say how many counts 1); where that table is empty, those of order lines marked as
            returned. Repairs are no returns.
        return_rate: returned / (units + units of lines marked as returned); it may pass 1 where
            what comes back was sold before the period. NULL where nothing was sold.

    Most revenue first. Without a period, the 12 months to the as-of day. `tier` is that of the
    month. Raises BadQuestion for an unknown tier, or an as-of day later than the data's. Source:
    metrics.md section 3, "Product".
    """
    asked = days_asked(since, until, as_of_day(db, as_of))
    return query(
        db,
        "product_mix",
        customers=customers,
        variant="tiered" if tier else "",
        everyone=not customers,
        **asked,
        **tier_parameters(tier, settings),
    )


def product_pairs(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Products bought together in one order: one row a pair in at least 5 orders of the period.

    Columns:
        product_a, name_a, product_b, name_b: the two, each pair once.
        together: trade orders that hold both.
        customers: who made them, as far as the orders tell.
        orders_a, orders_b, orders: those that hold the one, the other, any product.
        support: together / orders, 0 to 1.
        confidence_a_to_b: together / orders_a: of those who bought A, who bought B as well;
            confidence_b_to_a: together / orders_b.
        lift: together x orders / (orders_a x orders_b): times as often as by chance.
        total: rows there are without `limit`.

    Those found together most orders beyond chance come first: by lift alone, rare pairs would.
    Without a period, the 12 months to the as-of day. `tier` is that of the month of the order.
    Raises BadQuestion for an unknown tier, a limit below 0, or an as-of day later than the data's.
    Source: metrics.md section 3, "Product"; Agrawal, Imielinski & Swami 1993.
    """
    return query(
        db,
        "product_pairs",
        customers=customers,
        at_least=FEWEST_TOGETHER,
        limit=rows_at_most(limit),
        **lines_asked(db, since, until, as_of, tier, settings),
    )


def pair_list(
    db: Database,
    *,
    product_a: str,
    product_b: str,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who bought two products together, as a row of product_pairs counts them: one row a customer.

    Columns:
        customer_id, name, tier, region, kind: who; the tier at the latest month start.
        orders, revenue: trade orders of the period with both, and what the two brought in them.
        last_trade_day: of these orders.
        value: of the 12 months to the latest month start.
        total: rows there are without `limit`; the `customers` of the pair.

    Who did so most often first. Raises BadQuestion for an unknown tier, a limit below 0, or an
    as-of day later than the data's. Source: metrics.md section 3, "Product".
    """
    cuts = tier_parameters((), settings)
    del cuts["tier"]
    return query(
        db,
        "pair_list",
        customers=customers,
        product_a=product_a,
        product_b=product_b,
        as_of=as_of_day(db, as_of),
        day=None,
        limit=rows_at_most(limit),
        **cuts | lines_asked(db, since, until, as_of, tier, settings),
    )
