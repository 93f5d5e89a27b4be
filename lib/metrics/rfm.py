"""Customers by recency, frequency and money, in segments that have a name."""

from datetime import date, timedelta

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_parameters
from lib.settings import DEFAULTS, Settings

SCORES = range(1, 6)

# A name for each of the 125 scores, by recency (down) and frequency (across, 1 to 5); where a
# segment is split by money, its name of the scores 1 to 3 stands before that of 4 and 5. The rule
# of a segment, in words:
#   champions     bought lately (5, 4) and often (4, 5)
#   loyal         bought often (4, 5), not quite so lately (3)
#   promising     bought lately (4, 5), now and then (3), or seldom (2)
#   new           bought lately (4, 5), and seldom (1)
#   big_spenders  any of the two before, or the needing attention, who spend much (4, 5)
#   attention     neither lately (3) nor often (1 to 3)
#   at_risk       used to buy often (4, 5) or now and then (3), and not of late (1, 2)
#   dormant       bought seldom (1, 2), and not of late (2)
#   lost          bought seldom (1, 2), and longest ago (1)
#   big_lost      the dormant and lost who spent much (4, 5)
_LITTLE = {
    5: ("new", "promising", "promising", "champions", "champions"),
    4: ("new", "promising", "promising", "champions", "champions"),
    3: ("attention", "attention", "attention", "loyal", "loyal"),
    2: ("dormant", "dormant", "at_risk", "at_risk", "at_risk"),
    1: ("lost", "lost", "at_risk", "at_risk", "at_risk"),
}
_MUCH = {
    "new": "big_spenders",
    "promising": "big_spenders",
    "attention": "big_spenders",
    "dormant": "big_lost",
    "lost": "big_lost",
}
SEGMENT_OF = {
    (recency, frequency, money): _MUCH.get(name, name) if money >= 4 else name
    for recency, names in _LITTLE.items()
    for frequency, name in enumerate(names, 1)
    for money in SCORES
}
SEGMENTS = (
    *("champions", "loyal", "big_spenders", "promising", "new"),
    *("attention", "at_risk", "big_lost", "dormant", "lost"),
)


def rfm(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Customers by how lately, how often and for how much they bought: one row a segment.

    Of customers with trade in the period, in the 12 months to the as-of day where none is given:
    the last trade day, the number of orders and the revenue after refunds are scored 1 to 5 each,
    ceil(5 x average rank / n), so that equal values share a score.

    Columns:
        segment: one of ten names; SEGMENT_OF gives every one of the 125 scores its own.
        customers: in it; share: of all of them, 0 to 1.
        revenue: money of the period; share_of_revenue: of all, NULL where that is not above 0.
        silent_for: mean days since the last trade day.
        orders_each, revenue_each: a customer.

    Segments without customers have a row too, with NULL means; no rows where nobody traded.
    Raises BadQuestion for an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 3; Hughes 1994.
    """
    scored = query(
        db, "rfm", customers=customers, **rfm_asked(db, since, until, as_of, tier, settings)
    )
    names = zip(
        scored["recency_score"], scored["frequency_score"], scored["money_score"], strict=True
    )
    scored["segment"] = [SEGMENT_OF[scores] for scores in names]
    scored["revenue"] = scored["revenue"].astype(float)
    summed = scored.groupby("segment")[["customers", "revenue", "silence", "orders"]].sum()
    summed = summed.reindex(SEGMENTS, fill_value=0).iloc[: None if len(scored) else 0]
    customers_in = summed["customers"].astype(float).replace(0, float("nan"))
    return DataFrame(
        {
            "segment": list(summed.index),
            "customers": summed["customers"].to_numpy(dtype=int),
            "share": _share(summed, "customers"),
            "revenue": summed["revenue"].to_numpy(),
            "share_of_revenue": _share(summed, "revenue"),
            "silent_for": (summed["silence"].astype(float) / customers_in).to_numpy(),
            "orders_each": (summed["orders"].astype(float) / customers_in).to_numpy(),
            "revenue_each": (summed["revenue"] / customers_in).to_numpy(),
        }
    )


def _share(summed: DataFrame, column: str) -> list[float | None]:
    total = float(summed[column].sum())
    return [float(value) / total if total > 0 else None for value in summed[column]]


def rfm_list(
    db: Database,
    *,
    segment: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers of a segment of rfm, of all where none is named: one row a customer.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        value: money of the 12 months before the latest month start; NULL without trade in them.
        segment: as in rfm.
        recency_score, frequency_score, money_score: 1 to 5, 5 the best.
        last_trade_day, silent_for, orders, revenue: of the period, and days since the first.
        total: rows there are without `limit`.

    Those with the most revenue first. Raises BadQuestion for an unknown segment or tier, a limit
    below 0, or an as-of day later than the data's. Source: metrics.md section 3; Hughes 1994.
    """
    if segment:
        one_of("segment", segment, SEGMENTS)
    asked = [
        100 * r + 10 * f + m
        for (r, f, m), name in SEGMENT_OF.items()
        if segment in (None, "", name)
    ]
    listed = query(
        db,
        "rfm_list",
        customers=customers,
        scores=asked,
        limit=rows_at_most(limit),
        **rfm_asked(db, since, until, as_of, tier, settings),
    )
    names = zip(
        listed["recency_score"], listed["frequency_score"], listed["money_score"], strict=True
    )
    listed.insert(7, "segment", [SEGMENT_OF[scores] for scores in names])
    return listed


def rfm_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, object]:
    """The period, which ends on the as-of day at the latest, and the tiers at its end."""
    day = as_of_day(db, as_of)
    end = min(until, day) if until and day else day
    return {
        "since": since or (year_before(end) if end else None),
        "until": end,
        "as_of": day,
        "day": end and end + timedelta(1),
        **tier_parameters(tier, settings),
    }


def year_before(day: date) -> date:
    """The first of the 12 months that end on this day."""
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=last.year - 1) + timedelta(1)
