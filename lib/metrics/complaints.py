"""What customers complain of: how much, of what, and for what cause."""

from datetime import date

import numpy as np
from pandas import DataFrame, Series, to_datetime

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics import service
from lib.metrics.churn import silence
from lib.metrics.intervals import wilson
from lib.settings import DEFAULTS, Settings

FEWEST = 5  # of which a share is told (metrics.md section 0)


def complaints(
    db: Database,
    *,
    by: str = "month",
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How much is complained of: one row a group, of complaints made in the period.

    `by` is month, all, kind (of complaint), product, category, channel (of the complaint),
    severity, owner, cause, tier (that of the complaint's month), age, a column of customers other
    than kind, or the name of an attribute (attr.NAME where it is called like one of these).

    Columns:
        group: NULL holds those of which it is not told.
        complaints: all of them.
        valid: of those, not proved unfounded.
        customers: known ones who complained.
        rated_complaints: valid ones made in the months that have a rate: complete, wholly in the
            period, and the longer of silent_days and 90 days after the first trade day.
        active_customers: at those months' starts, added up: of the group where `by` tells
            customers apart, else of the company.
        per_1000_active: 1000 x rated_complaints / active_customers: valid complaints a month of
            1,000 active customers; NULL without a month that has a rate.

    A month, or a group of customers, that is active and does not complain has a row too. Without a
    period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or tier,
    silent_days outside 31 to 365, or an as-of day later than the data's. Source: metrics.md
    section 6.
    """
    asked = service.told(db, as_of, tier, customers, settings)
    part = service.parts(db, by)
    of_customers = by not in ("month", "tier", *service.OF_COMPLAINTS)
    found = query(
        db,
        "complaints",
        customers=customers,
        variant="apart" if of_customers else "",
        is_shared=by in service.OF_COMPLAINTS,
        silent_days=silence(silent_days, settings),
        **part,
        **asked,
        **service.span(since, until, asked["as_of"]),
    )
    if by == "month":
        found["group"] = to_datetime(found["group"])
    return found.astype({"active_customers": float, "per_1000_active": float})


def complaint_pareto(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What valid complaints are about: one row a kind, the most frequent first.

    Columns:
        kind: NULL, which comes last, holds those of which it is not told.
        complaints: made in the period and not proved unfounded.
        customers: known ones who made them.
        share: of all of them, 0 to 1.
        cumulative_share: of this kind and those before it.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown tier, or an
    as-of day later than the data's. Source: metrics.md section 6 (Pareto).
    """
    asked = service.told(db, as_of, tier, customers, settings)
    period = service.span(since, until, asked["as_of"])
    return query(db, "complaint_pareto", customers=customers, **asked, **period)


def repeat_complaints(
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
    """Who had to complain of the same again: one row a group, of complaints made in the period.

    `by` is as in `complaints`.

    Columns:
        group: NULL holds those of which it is not told.
        complaints: of a known customer and kind.
        repeats: of those, made at most 90 days after the one before of that customer and kind,
            which may lie before the period.
        customers: who made these.
        share: repeats / complaints; NULL with fewer than 5 complaints.
        low, high: its 95 % Wilson interval; NULL where share is.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 6; Wilson 1927.
    """
    asked = service.told(db, as_of, tier, customers, settings)
    found = query(
        db,
        "repeat_complaints",
        customers=customers,
        **service.parts(db, by),
        **asked,
        **service.span(since, until, asked["as_of"]),
    )
    if by == "month":
        found["group"] = to_datetime(found["group"])
    return with_share(found, "repeats", "complaints")


def failure_causes(
    db: Database,
    *,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What went wrong before customers complained: one row a cause, the most frequent first.

    Of valid complaints made in the period, of this `kind` or of all.

    Columns:
        cause: promised (what cannot be given), slow, wrong (or incomplete), impolite, harmed
            (another interest); NULL, which comes last, holds those of which it is not told.
        complaints, customers: as in complaint_pareto.
        share: of the complaints whose cause is told; NULL with fewer than 5 of those.
        low, high: its 95 % Wilson interval; NULL where share is.
        rated, rating_after: how many said how content they were with what was done, and their
            mean, 1 to 5; NULL with fewer than 5.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown tier, or an
    as-of day later than the data's. Source: metrics.md section 6, "failure_causes"; Wilson 1927.
    """
    asked = service.told(db, as_of, tier, customers, settings)
    period = service.span(since, until, asked["as_of"])
    found = query(db, "failure_causes", customers=customers, kind=kind, **asked, **period)
    is_told = found["cause"].notna()
    found["of"] = int(found.loc[is_told, "complaints"].sum())
    found = with_share(found, "complaints", "of").drop(columns="of")
    found.loc[~is_told, ["share", "low", "high"]] = np.nan
    found["rating_after"] = found["rating_after"].where(found["rated"] >= FEWEST).astype(float)
    return found


def with_share(told: DataFrame, hits: str, of: str) -> DataFrame:
    """The share behind the counts, with its interval; both NULL where too few are counted."""
    enough = told[of] >= FEWEST
    told["share"] = (told[hits] / told[of].where(enough)).astype(float)
    bounds = [
        wilson(int(hit), int(count)) if ok else (None, None)
        for hit, count, ok in zip(told[hits], told[of], enough, strict=True)
    ]
    told["low"] = Series([low for low, _ in bounds], index=told.index, dtype=float)
    told["high"] = Series([high for _, high in bounds], index=told.index, dtype=float)
    return told
