"""What customers are worth: their profit month by month, and how unevenly they bring it."""

from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.churn import period
from lib.settings import DEFAULTS, Settings

DAY = timedelta(days=1)
COSTED = ("costs_to_serve",)  # what may carry days where there are no orders


def customer_profit(
    db: Database,
    *,
    month: date | None = None,
    customer_id: str | None = None,
    top: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What each customer brought in each month: one row a customer and month.

    `month` is any day of the one meant, `customer_id` the one customer; `top` keeps the customers
    who brought most in all these months together, on the company's basis. Months are those lying
    wholly within `since` to `until`, by default the 12 months to the as-of day; the month in which
    the data ends is told as far as it goes. A customer has a row in months with an order line, a
    cost to serve or a campaign's first touch.

    Columns:
        month: its first day.
        customer_id, name, tier, region, kind, badge: who; tier and badge at the month's start, as
            in tier_list.
        revenue: money after refunds.
        marginal: revenue less the cost of goods; NULL where that of a line is not known.
        contribution: marginal less the cost to serve; NULL in months nobody's is known.
        net: contribution less the share of campaign cost: a campaign's cost is split equally over
            the customers it touched, in the month of its first touch of each; NULL where it is
            not known.
        margin_rate: net / revenue; NULL where the revenue is 0.
        total: rows there are without `limit`.

    The newest month first, in it the most valuable. Raises BadQuestion for an unknown tier, top or
    limit below 0, or an as-of day later than the data's. Source: metrics.md sections 0 and 3.
    """
    if top is not None and top < 0:
        raise BadQuestion("top is {found}; it is 0 or more.", found=top)
    return query(
        db,
        "customer_profit",
        customers=customers,
        customer_id=customer_id,
        top=top,
        limit=rows_at_most(limit),
        **_months(db, month, since, until, as_of),
        **tier_parameters(tier, settings),
    )


def profit_by_month(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What the company earned month by month: one row a month, those of customer_profit.

    Columns:
        month: its first day.
        customers: with a row in customer_profit.
        revenue: money after refunds.
        marginal, contribution, net: as in customer_profit, added up as far as they are known, of
            lines without a customer too; NULL where that is less than 95 % of the revenue.
            net is also less not_allotted.
        margin_rate: net / revenue.
        without_customer: revenue of lines that name no customer, which no other metric has.
        not_allotted: what campaigns that touched nobody cost in the month; NULL where it is not
            known, and net with it.
        is_complete: False in the month in which the data ends.

    Of some customers only, or of a tier (that of the month's start), without_customer and
    not_allotted are 0. Raises BadQuestion for an unknown tier or an as-of day later than the
    data's. Source: metrics.md sections 0 and 3.
    """
    asked = tier_parameters(tier, settings)
    return query(
        db,
        "profit_by_month",
        customers=customers,
        variant="tiered" if tier else "",
        everyone=not customers and not tier,
        **_months(db, None, since, until, as_of),
        **(asked if tier else {}),
    )


def pareto(
    db: Database,
    *,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How unevenly customers bring value: one row a percentile 1 to 100, the best first.

    Columns:
        percentile: p holds the customers that p-1 to p hundredths of those ranked are better than.
        customers: in it; with fewer than 100 ranked some percentiles hold none.
        value: money of the 12 months before the month start of `day` (the latest without it), on
            the company's basis: what `tiers` ranks by.
        share, cumulative_share: of the value of all; NULL where that is not above 0. Where values
            are negative the cumulative share passes 1: the whale curve.

    Some customers only, or those of a `tier` at that month start, are ranked among themselves. Who
    is not ranked, as their value is not known, is in no row; no rows where nobody is. Raises
    BadQuestion for an unknown tier or an as-of day later than the data's. Source: metrics.md
    section 3; Kaplan & Narayanan 2001.
    """
    return query(db, "pareto", customers=customers, **ranking_asked(db, day, as_of, tier, settings))


def pareto_summary(
    db: Database,
    *,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The curve of `pareto` in numbers: one row for now, one for a year ago.

    Columns:
        side: now or a_year_ago. The second is NULL in all that follows but the basis where the
            data does not reach back over the whole of its 12 months.
        day: the month start it is about.
        basis: what value is: contribution, marginal or revenue.
        customers, value: ranked, and what they brought in the 12 months before.
        peak, peak_share: what those bring who do not take away, in money and as a share of value.
        peak_at: where the curve peaks, as a share of the customers.
        beyond, beyond_value: customers beyond it, whose value is below 0, and what they sum to.
        top_20_share: of value, what the best fifth of the customers brought.
        gini: 0 where all bring alike, towards 1 the fewer bring all; NULL where a value is below 0.

    Shares are NULL where value is not above 0. Either row is of the customers of `tier` at its own
    month start. Raises BadQuestion for an unknown tier or an as-of day later than the data's.
    Source: metrics.md section 3; Kaplan & Narayanan 2001; Gini 1912.
    """
    asked = ranking_asked(db, day, as_of, tier, settings)
    return query(db, "pareto_summary", customers=customers, **asked)


def ranking_asked(
    db: Database,
    day: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, Any]:
    """What the relation ranked_values needs, told by tier or not."""
    asked: dict[str, Any] = {"day": day, "as_of": as_of_day(db, as_of, *COSTED)}
    told = {"variant": "tiered", **tier_parameters(tier, settings)} if tier else {}
    return asked | told


def _months(
    db: Database,
    month: date | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
) -> dict[str, date | None]:
    """What the relation asked_months needs: without a begin, the 12 months to the as-of day."""
    day = as_of_day(db, as_of, *COSTED)
    if day and since is None and month is None:
        since = year_to(day)
    return period(month, since, until) | {"as_of": day}


def year_to(as_of: date) -> date:
    """The first of the 12 months to this day."""
    end = as_of + DAY
    return end.replace(year=end.year - 1, day=28 if (end.month, end.day) == (2, 29) else end.day)
