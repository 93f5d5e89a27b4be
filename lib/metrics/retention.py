"""How long customers stay, and how many do."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.churn import silence
from lib.metrics.groups import attribute_asked
from lib.metrics.intervals import normal, wilson
from lib.metrics.loyalty import FEWEST, GROUPS, loyalty
from lib.settings import DEFAULTS, Settings


def retention_curve(
    db: Database,
    *,
    by: str = "all",
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How many customers stay for how long (Kaplan-Meier): one row a group and day of a lapse.

    `by` is all, tier, a column of customers or the name of an attribute. The tier, in `by` and
    `tier` alike, is the one held at the first month start after the customer came: the one held
    today would be told apart by whether the customer stayed.

    A customer's time begins with the first trade day (the first day of a contract where there never
    was trade) and ends with the first lapse: `silent_days` + 1 days after a trade day that no other
    followed, or the day after the customer left or the last contract ended, without trade since.
    Under a contract nobody lapses. Who has not lapsed is censored on the as-of day, after whoever
    lapses on the same day. So the curve is flat for the first `silent_days` days by construction.

    Columns:
        group: NULL holds the customers of whom it is not told.
        days: since the beginning: each on which somebody lapsed, the first (0) and the last known.
        at_risk: who had not lapsed before it, and were not censored before it.
        lapsed: of those, on that day.
        survival: share of customers who stay for longer, 0 to 1.
        low, high: its 95 % log-log interval; NULL where survival is 0 or 1.
        customers: of the group.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown `by` or tier, or an as-of day
    later than the data's. Source: metrics.md section 2; Kaplan & Meier 1958; Kalbfleisch & Prentice
    1980 (interval).
    """
    return query(
        db,
        "retention_curve",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        normal=normal(),
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        **tier_parameters(tier, settings),
    )


def retention_list(
    db: Database,
    *,
    by: str = "all",
    group: str | None = None,
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a retention_curve: one row a customer of the group ('' holds those of
    whom it is not told), of all groups where none is named.

    Columns:
        customer_id, name, tier, region, kind, badge: who; the tier and badge are today's.
        value: money of the 12 months before the latest month start; NULL without trade in them.
        began_on, lapsed_on: as the curve counts them; lapsed_on NULL for who has not lapsed.
        days: between them, or to the as-of day.
        last_trade_day: to the as-of day.
        total: rows there are without `limit`.

    Those who stayed longest first. Raises BadQuestion as retention_curve does, and for a limit
    below 0. Source: metrics.md section 2.
    """
    return query(
        db,
        "retention_list",
        customers=customers,
        by=by,
        group=None if by == "all" else group,
        attribute=attribute_asked(db, by, GROUPS),
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        day=None,
        limit=rows_at_most(limit),
        **tier_parameters(tier, settings),
    )


def persistency(
    db: Database,
    *,
    by: str = "all",
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How long customers have been with us, whether they stay and how loyal they are: one row a
    group.

    `by` is all, tier, a column of customers or the name of an attribute; the tier is that of 12
    months ago, today's for who was not active then.

    Columns:
        group: NULL holds the customers of whom it is not told.
        customers: active at the latest month start.
        tenure: the median days since their first trade day.
        active_then: customers active 12 months earlier; kept: of those, active now.
        retention: kept / active_then, 0 to 1; NULL with fewer than 5.
        low, high: its 95 % Wilson interval.
        loyal_share: as in `loyalty`, of the same groups; NULL where it is not known.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown `by` or tier, or an as-of day
    later than the data's. Source: metrics.md section 3, "Persistency" of the 7P.
    """
    told = query(
        db,
        "persistency",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        day=None,
        **tier_parameters(tier, settings),
    )
    counts = list(zip(told["kept"].tolist(), told["active_then"].tolist(), strict=True))
    enough = [then >= FEWEST for _, then in counts]
    told["retention"] = [
        kept / then if known else None for (kept, then), known in zip(counts, enough, strict=True)
    ]
    ends = [
        wilson(kept, then) if known else (None, None)
        for (kept, then), known in zip(counts, enough, strict=True)
    ]
    told["low"], told["high"] = [low for low, _ in ends], [high for _, high in ends]
    found = loyalty(db, by=by, as_of=as_of, tier=tier, customers=customers, settings=settings)
    shares = dict(zip(found["group"].fillna(""), found["share"], strict=True))
    told["loyal_share"] = [shares.get(group) for group in told["group"].fillna("")]
    return told.astype(dict.fromkeys(("retention", "low", "high", "loyal_share"), "float64"))
