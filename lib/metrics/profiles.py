"""Who the customers are, and who the best of them are."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.groups import attribute_asked
from lib.metrics.intervals import wilson
from lib.settings import DEFAULTS, Settings

BEST = ("A",)


def profile(
    db: Database,
    *,
    attribute: str = "kind",
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who the customers are, and how the best of them differ: one row a value of `attribute`.

    `attribute` is a column of customers such as region, or the name of an attribute. The best are
    tier A, or those of the tiers asked for.

    Columns:
        value: NULL holds the customers of whom it is not told.
        customers: who stand at the latest month start (trade in the 12 months before, or a
            contract); share: of all of them, 0 to 1.
        in_tier: of those, the best; share_in_tier: of all the best; NULL without any.
        index: share_in_tier / share: 1 where the best are like everybody, 2 where this value is
            twice as frequent among them; NULL with fewer than 5 customers.
        low, high: its 95 % interval: that of the share of the value's customers who are among the
            best (Wilson), over the same share of everyone.

    The most frequent value first. Raises BadQuestion for an unknown attribute or tier, or an as-of
    day later than the data's. Source: metrics.md section 3, "Profiling" of the 7P; Wilson 1927.
    """
    told = query(
        db, "profile", customers=customers, **profile_asked(db, attribute, as_of, tier, settings)
    )
    customers_in, best = told["customers"].sum(), told["in_tier"].sum()
    told["share"] = told["customers"] / max(customers_in, 1)
    told["share_in_tier"] = told["in_tier"] / best if best else None
    rows = [
        _index(hits, of, best / max(customers_in, 1))
        for hits, of in zip(told["in_tier"].tolist(), told["customers"].tolist(), strict=True)
    ]
    for place, name in enumerate(("index", "low", "high")):
        told[name] = [row[place] for row in rows]
    told = told.astype(dict.fromkeys(("share_in_tier", "index", "low", "high"), "float64"))
    return told[list(COLUMNS)]


COLUMNS = ("value", "customers", "share", "in_tier", "share_in_tier", "index", "low", "high")
FEWEST = 5  # customers that a ratio needs (metrics.md section 0)


def _index(hits: int, of: int, overall: float) -> tuple[float | None, ...]:
    if of < FEWEST or not overall:
        return None, None, None
    low, high = wilson(hits, of)
    return hits / of / overall, (low or 0) / overall, (high or 0) / overall


def profile_list(
    db: Database,
    *,
    attribute: str = "kind",
    value: str | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The best customers behind a row of profile: one row a customer of tier A, or of the tiers
    asked for, with this value of the attribute; '' holds those who tell none.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        label: the value of the attribute.
        last_trade_day, revenue, value: of the 12 months before the latest month start.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for an unknown attribute or tier, a limit below 0,
    or an as-of day later than the data's. Source: metrics.md section 3.
    """
    return query(
        db,
        "profile_list",
        customers=customers,
        value=value,
        limit=rows_at_most(limit),
        **profile_asked(db, attribute, as_of, tier, settings),
    )


def profile_asked(
    db: Database, attribute: str, as_of: date | None, tier: tuple[str, ...], settings: Settings
) -> dict[str, object]:
    return {
        "by": attribute,
        "attribute": attribute_asked(db, attribute, Customers.COLUMNS),
        "as_of": as_of_day(db, as_of),
        "day": None,
        **tier_parameters(tier or BEST, settings),
    }
