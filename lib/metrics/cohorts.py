"""Customers by the month in which they first came: who of them keeps coming, and how many come."""

from datetime import date, timedelta

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.groups import attribute_asked
from lib.metrics.spans import later
from lib.settings import DEFAULTS, Settings

GROUPS = ("all", *Customers.COLUMNS)


def cohort_retention(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who came in a month and still trades in those after: one row a cohort and month after it.

    Columns:
        cohort: the month of the first trade day of these customers.
        month_number: months after it; 0 is the cohort's own, in which all of them traded.
        customers: in the cohort.
        active: of those, with trade in that month; NULL where it is not complete by the as-of day.
        share: active / customers, 0 to 1; NULL where active is.
        may_hold_older: the cohort begins less than 90 days after the data does, so that customers
            who came before the data may count as new.

    `tier` is the one at the latest month start. Raises BadQuestion for an unknown tier, or an as-of
    day later than the data's. Source: metrics.md section 2, "cohort_retention".
    """
    return query(
        db,
        "cohort_retention",
        customers=customers,
        as_of=as_of_day(db, as_of),
        day=None,
        **tier_parameters(tier, settings),
    )


def cohort_list(
    db: Database,
    *,
    cohort: date | None = None,
    month_number: int | None = None,
    by: str = "all",
    group: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind cohort_retention and prospecting: one row a customer.

    Those who first traded in the month that `cohort` is a day of, else from `since` to `until`;
    with `month_number` those of them with trade so many months later, and of a group of prospecting
    those of that `group` ('' holds those of whom it is not told).

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        value: money of the 12 months before the latest month start; NULL without trade in them.
        first_trade_day, last_trade_day, trade_days: ever, to the as-of day.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for an unknown `by` or tier, a limit below 0, or an
    as-of day later than the data's. Source: metrics.md sections 2 and 3.
    """
    if cohort:
        since = cohort.replace(day=1)
        until = later(since, 1) - timedelta(1)
    return query(
        db,
        "cohort_list",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        group=None if by == "all" else group,
        month_number=month_number,
        first_from=since or date.min,
        first_until=until + timedelta(1) if until else date.max,
        as_of=as_of_day(db, as_of),
        day=None,
        limit=rows_at_most(limit),
        **tier_parameters(tier, settings),
    )


def prospecting(
    db: Database,
    *,
    by: str = "kind",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """New customers by month: one row a complete month and group that ever had any.

    `by` is all, a column of customers such as kind or acquired_through, or the name of an
    attribute.

    Columns:
        month: its first day.
        group: NULL holds the customers of whom it is not told.
        customers: with their first trade in the month.
        trend: their mean over the 12 months to this one, so that seasons cancel out; NULL in the
            first eleven months of the data.
        may_hold_older: as in cohort_retention.

    `since` and `until` keep the months that lie wholly within those days; `tier` is the one at the
    latest month start. Raises BadQuestion for an unknown `by` or tier, or an as-of day later than
    the data's. Source: metrics.md section 3, "Prospecting" of the 7P.
    """
    return query(
        db,
        "prospecting",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        since=since,
        until=until,
        as_of=as_of_day(db, as_of),
        day=None,
        **tier_parameters(tier, settings),
    )
