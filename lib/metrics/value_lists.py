"""The customers behind the marks of value: as many rows as the number a mark shows."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.acquisition import months_asked
from lib.metrics.asking import one_of, rows_at_most, tier_cuts, tier_parameters
from lib.metrics.churn import period
from lib.metrics.value import ranking_asked
from lib.metrics.value_moves import moves_asked, years_asked
from lib.settings import DEFAULTS, Settings

PARTS = ("new", "grown", "shrunk", "lost", "unchanged", "not_known")
STOOD = ("A", "B", "C", "D", "none")
PERCENTILES = 100


def pareto_list(
    db: Database,
    *,
    percentile: int | None = None,
    beyond_peak: bool = False,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind the curve of `pareto`: one row a customer ranked.

    Those of a `percentile`; with `beyond_peak` those who take away, who come first then.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        value, share_of_value: money of the 12 months before, on the company's basis; and its share
            of what all those ranked brought, NULL where that is not above 0.
        revenue: of the same months.
        place, percentile: in the ranking, 1 the best.
        last_trade_day: in those months.
        total: rows there are without `limit`.

    Raises BadQuestion for a percentile outside 1 to 100, an unknown tier, a limit below 0, or an
    as-of day later than the data's. Source: metrics.md section 3.
    """
    if percentile is not None and not 1 <= percentile <= PERCENTILES:
        raise BadQuestion(
            "{name} is {value}; it lies between {least} and {most}.",
            name="percentile",
            value=percentile,
            least=1,
            most=PERCENTILES,
        )
    return query(
        db,
        "pareto_list",
        customers=customers,
        percentile=percentile,
        beyond_peak=beyond_peak,
        limit=rows_at_most(limit),
        **tier_cuts(settings) | ranking_asked(db, day, as_of, tier, settings),
    )


def bridge_list(
    db: Database,
    *,
    part: str | None = None,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a part of profit_bridge, or all of them: one row a customer.

    Columns:
        customer_id, name, tier, region, kind, badge: who; tier and badge of the later of the two
            month starts at which the customer stands.
        part: as in profit_bridge.
        change, value_before, value: money, the last less the one before; of the 12 months before
            the latest 12, and of the latest 12. NULL where it is not known.
        total: rows there are without `limit`.

    The largest change first. Raises BadQuestion for an unknown part or tier, a limit below 0, or
    an as-of day later than the data's. Source: metrics.md section 3.
    """
    return query(
        db,
        "bridge_list",
        customers=customers,
        part=part and one_of("part", part, PARTS),
        limit=rows_at_most(limit),
        **years_asked(db, day, as_of),
        **tier_parameters(tier, settings),
    )


def tier_move_list(
    db: Database,
    *,
    tier_from: str | None = None,
    tier_to: str | None = None,
    from_: date | None = None,
    to: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a cell of tier_moves, a row or a column of it: one row a customer.

    Columns:
        customer_id, name, tier, region, kind, badge: who; tier and badge at the second month
            start, at the first of who left.
        tier_from, tier_to: as in tier_moves.
        change, value_before, value: money, the last less the one before; of the 12 months before
            the first and before the second. NULL where it is not known.
        last_trade_day: in the 12 months before.
        total: rows there are without `limit`.

    The most valuable at either first. Raises BadQuestion for an unknown tier, a limit below 0, or
    as tier_moves does. Source: metrics.md sections 2 and 3.
    """
    return query(
        db,
        "tier_move_list",
        customers=customers,
        tier_from=tier_from and one_of("tier_from", tier_from, (*STOOD, "new")),
        tier_to=tier_to and one_of("tier_to", tier_to, (*STOOD, "left")),
        limit=rows_at_most(limit),
        **moves_asked(db, from_, to, as_of, tier, settings),
    )


def new_customers(
    db: Database,
    *,
    month: date | None = None,
    channel: str | None = None,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers whom `acquisition` counts as new, in a month or all its months, through a
    `channel` or all ('' holds those of whom it is not told): one row each.

    Columns:
        month: of the first trade.
        customer_id, name, tier, region, kind, badge: who, at the as-of day's month start.
        value, revenue, last_trade_day: of the 12 months before that.
        acquired_through, acquired_on, acquisition_cost: as the company tells it.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for silent_days outside 31 to 365, a limit below 0,
    or an as-of day later than the data's. Source: metrics.md section 3.
    """
    asked = months_asked(db, since, until, as_of, silent_days, settings)
    return query(
        db,
        "new_customers",
        customers=customers,
        day=None,
        channel=channel,
        limit=rows_at_most(limit),
        **(asked | (period(month, since, until) if month else {})),
        **tier_cuts(settings),
    )
