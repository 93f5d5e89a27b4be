"""Who is active, who was lost, and what each value tier is worth."""

from calendar import monthrange
from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import as_of_day, tier_cuts, tier_parameters
from lib.settings import DEFAULTS, Settings

SILENCE = (31, 365)  # the days of silence that can be asked about (metrics.md section 2)


def tier_churn(
    db: Database,
    *,
    silent_days: int | None = None,
    month: date | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How many customers each value tier loses: one row per month and tier A to D.

    Columns:
        month: its first day; complete months with max(silent_days, 90) days of trade before them.
        tier: the one held at the month's start. Customers without a tier are in no row.
        customers: active at the month's start.
        churned: of those, no longer active at the next month's start.
        churn_rate: churned / customers, 0 to 1; NULL without customers.
        history_months: whole calendar months of trade before the month, at most 12; below that
            the rate rests on a shorter past than it should.

    A customer is active who traded in the last `silent_days` days (31 to 365; the settings' where
    it is not given) and has not left, or whose contract runs. `since` and `until` keep the months
    that lie wholly within those days, `month` the one it is any day of; a month that cannot be
    judged has no rows.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown tier, or an as-of day later
    than the data's. Source: metrics.md section 2.
    """
    tiers_asked = tier_parameters(tier, settings)
    return query(
        db,
        "tier_churn",
        customers=customers,
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        **period(month, since, until),
        **tiers_asked,
    )


def churn_flows(
    db: Database,
    *,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How the number of active customers moves: one row a month, the months of tier_churn.

    Columns, all counts of customers:
        month: its first day.
        active: at the month's start.
        churned: of those, no longer active at the next month's start.
        won_back: active at the next month's start and not at this one's, having come before.
        arrived: with their first trade or contract in the month.
        arrived_and_left: of those, not active at the next month's start.

    active + won_back + arrived - churned - arrived_and_left is the next month's active.
    `since` and `until` keep the months that lie wholly within those days.

    Raises BadQuestion for silent_days outside 31 to 365 or an as-of day later than the data's.
    Source: metrics.md section 2.
    """
    return query(
        db,
        "churn_flows",
        customers=customers,
        silent_days=silence(silent_days, settings),
        since=since,
        until=until,
        as_of=as_of_day(db, as_of),
        **tier_cuts(settings),
    )


def tiers(
    db: Database,
    *,
    day: date | None = None,
    silent_days: int | None = None,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What each value tier is worth: one row a tier, A to D and none.

    Columns:
        tier: A are the best customers by value; none are those not ranked, so that totals agree.
        customers: with trade in the 12 months before the month start, or a running contract.
        active: of those, on that day.
        revenue: money of those 12 months, after refunds.
        value: the same on the company's basis; NULL where it is not known.
        share_of_value: of all rows together, 0 to 1; NULL where the total is not above 0.
        basis: what value is: contribution, marginal or revenue.

    A tier on a day is the one of its month's start; without `day`, the latest. No rows where the
    data has no such month.

    Raises BadQuestion for silent_days outside 31 to 365 or an as-of day later than the data's.
    Source: metrics.md section 2.
    """
    return query(
        db,
        "tiers",
        customers=customers,
        day=day,
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        **tier_cuts(settings),
    )


def silence(asked: int | None, settings: Settings) -> int:
    """The days of silence asked about, the settings' where none are; raises BadQuestion."""
    days = settings.silent_days if asked is None else asked
    low, high = SILENCE
    if low <= days <= high:
        return days
    raise BadQuestion(
        "silent_days is {found}; it lies within {low} and {high}.", found=days, low=low, high=high
    )


def period(month: date | None, since: date | None, until: date | None) -> dict[str, date | None]:
    """The days from `since` to `until`, of them those in the month of the day `month`."""
    if month is None:
        return {"since": since, "until": until}
    first, last = (month.replace(day=day) for day in (1, monthrange(month.year, month.month)[1]))
    return {"since": max(since or first, first), "until": min(until or last, last)}
