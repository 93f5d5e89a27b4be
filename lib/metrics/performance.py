"""What is sold, by what and by whom, and what was to be reached."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_parameters
from lib.metrics.churn import period
from lib.metrics.periods import days_asked
from lib.settings import DEFAULTS, Settings

DIMENSIONS = ("product", "category", "channel", "place", "salesperson")
MEASURES = ("revenue", "contribution", "orders", "new_customers", "won_amount")
LEVELS = ("month", "person", "region")


def performance(
    db: Database,
    *,
    by: str = "product",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What was sold in the period: one row a product, category, channel, place or salesperson.

    Columns:
        group: NULL holds the lines that tell none. A product by its name, by its id where several
            bear the name.
        revenue: money, refunds taken off.
        share: of all rows, 0 to 1.
        marginal: revenue less cost of goods of the lines whose cost is known; NULL where of none.
        revenue_costed: what marginal is a part of.
        orders, customers: with trade, each counted once a row: the same order may stand in several
            rows. Nobody known is no customer.
        units: sold; NULL where no line tells.
        last_year: revenue of the same days a year before; NULL where the data begins later.
        change: revenue / last_year - 1; NULL where last_year is not above 0.
        target: of targets for revenue what falls to the days of the period, day by day alike; of
            salespeople only, and NULL where some customers or tiers are asked about, as targets
            are for all.

    Best first. Without a period, the 12 months to the as-of day. `tier` is that of the month of
    the line. What a customer costs to serve is no product's and no channel's, so there is no
    contribution here. Raises BadQuestion for an unknown `by` or tier, or an as-of day later than
    the data's. Source: metrics.md section 3, "Performance".
    """
    of_all = not tier and not customers
    return query(
        db,
        "performance",
        customers=customers,
        by=one_of("by", by, DIMENSIONS),
        measure="revenue" if of_all else None,
        **lines_asked(db, since, until, as_of, tier, settings),
    )


def targets(
    db: Database,
    *,
    measure: str = "revenue",
    by: str = "month",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
) -> DataFrame:
    """What was to be reached and what was: one row a month, or a person or region over the period.

    Of the whole company: a target is for all customers.

    Columns:
        month: its first day; NULL where `by` is person or region.
        group: the person or region; NULL where `by` is month.
        actual: in the unit of `measure`, up to the as-of day; NULL where it is not known, as
            contribution without costs to serve. Of a person there are revenue, orders and
            won_amount. A region is that of the customer.
        target: of the whole month or months.
        ratio: actual / target, 1 meaning reached.
        share_gone: of the target what falls to the days up to the as-of day; 1 in a month that is
            over.
        pace: actual / (target x share_gone), 1 meaning as planned so far.
        months: with a target.

    `measure` is revenue, contribution, orders, new_customers (first trade) or won_amount. Of a
    month's targets the widest kind counts, those for all before those for regions, people, and
    people in regions, which are added up. Months without a target, or after the as-of day, have no
    row. Without a period, the 12 months to the as-of day. Raises BadQuestion for an unknown
    measure or `by`, or an as-of day later than the data's. Source: metrics.md section 4.
    """
    day = as_of_day(db, as_of, "orders", "opportunities")
    asked = days_asked(since, until, day)
    first = asked["since"]
    return query(
        db,
        "targets",
        measure=one_of("measure", measure, MEASURES),
        by=one_of("by", by, LEVELS),
        as_of=day,
        since=first.replace(day=1) if isinstance(first, date) else None,
        until=asked["until"],
    )


def performance_list(
    db: Database,
    *,
    by: str = "product",
    group: str | None = None,
    untold: bool = False,
    month: date | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who bought what a row of `performance` or `targets` tells: one row a customer.

    Of one `group` of `by`, which may be person, region or month too; with `untold` of the lines
    that tell none; without either of all. `month` is any day of the month meant, of the period.

    Columns:
        customer_id, name, tier, region, kind: who; the tier at the latest month start.
        orders, units, revenue: of these lines in the period; customers with trade only.
        last_trade_day: of these lines.
        value: of the 12 months to the latest month start.
        total: rows there are without `limit`; for a group of `performance` its `customers`.

    Most revenue first. Raises BadQuestion for an unknown `by` or tier, a limit below 0, or an
    as-of day later than the data's. Source: metrics.md section 3, "Performance".
    """
    cuts = tier_parameters((), settings)
    del cuts["tier"]
    asked = period(month, since, until)
    return query(
        db,
        "performance_list",
        customers=customers,
        by=one_of("by", by, tuple(dict.fromkeys((*DIMENSIONS, *LEVELS)))),
        group=group,
        only_group=group is not None or untold,
        as_of=as_of_day(db, as_of),
        day=None,
        limit=rows_at_most(limit),
        **cuts | lines_asked(db, asked["since"], asked["until"], as_of, tier, settings),
    )


def lines_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, object]:
    """The period, and the parameters of the relation `lines_in_scope`."""
    asked = days_asked(since, until, as_of_day(db, as_of))
    return asked | ({"variant": "tiered", **tier_parameters(tier, settings)} if tier else {})
