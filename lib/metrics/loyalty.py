"""Who keeps coming, whether for being satisfied, and what that is worth."""

from datetime import date

import numpy as np
from pandas import DataFrame, Series, Timestamp

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.chance import chances_of
from lib.metrics.churn import silence
from lib.metrics.groups import attribute_asked
from lib.metrics.intervals import wilson
from lib.metrics.loyalty_months import compared, spans_compared
from lib.settings import DEFAULTS, Settings

GROUPS = ("all", "tier", *Customers.COLUMNS)
FEWEST = 5  # customers that a share needs (metrics.md section 0)

LEVELS = ("none", "cognitive", "affective", "conative", "action")


def loyalty(
    db: Database,
    *,
    by: str = "all",
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How many customers kept their orders and their revenue: one row a group.

    `by` is all, tier (at the end of the months compared), a column of customers or the name of an
    attribute. The latest 12 complete months are compared with the 12 before; with less than 24
    months of history the latest 6 with the same 6 a year before.

    Columns:
        group: NULL holds the customers of whom it is not told.
        customers: with trade in the earlier months.
        loyal: of those, who kept at least 80 % of their orders and 80 % of their revenue.
        share: loyal / customers; NULL with fewer than 5 customers.
        low, high: its 95 % Wilson interval; NULL where share is.
        expected_share: what share of perfectly steady customers, with as many orders in both spans
            together, chance alone would let pass. A share near it says nothing of loyalty.
        months: how many are compared with as many: 12 or 6.
        earlier_from, later_from: the first months of the two spans.

    No rows with less than 18 months of history. Raises BadQuestion for an unknown `by` or tier, or
    an as-of day later than the data's. Source: metrics.md section 2, "loyalty"; Wilson 1927.
    """
    spans = spans_compared(db, as_of)
    attribute = attribute_asked(db, by, GROUPS)
    if spans is None:
        return DataFrame(columns=list(LOYALTY_COLUMNS))
    counted = query(
        db,
        "loyalty",
        customers=customers,
        by="tier" if by == "all" else by,  # the same question as that by tier, asked once
        attribute=attribute,
        as_of=as_of_day(db, as_of),
        **compared(spans),
        **tier_parameters(tier, settings),
    )
    if by == "all":
        counted["group"] = by
    if counted.empty:
        return DataFrame(columns=list(LOYALTY_COLUMNS))
    told_spread = query(db, "loyalty_spread", customers=EVERYONE, **spans.ends())
    spread = told_spread["spread"].iloc[0]
    chances = chances_of(int(counted["orders"].max()), float(spread or 0))
    rows = [
        _group(group, rows, chances)
        for group, rows in counted.groupby("group", sort=False, dropna=False)
    ]
    told = DataFrame(rows, columns=list(LOYALTY_COLUMNS[:-3]))
    return told.assign(
        months=spans.months,
        earlier_from=Timestamp(spans.earlier_from),
        later_from=Timestamp(spans.later_from),
    )


LOYALTY_COLUMNS = (
    *("group", "customers", "loyal", "share", "low", "high", "expected_share"),
    *("months", "earlier_from", "later_from"),
)


def loyalty_kept(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What customers kept of their orders beside what they kept of their revenue: one row a cell.

    Columns:
        orders_kept, revenue_kept: the lower ends of bands a tenth wide, 1 meaning all of it; 2
            holds twice as much and more, and nothing left counts as 0.
        customers, loyal: in the cell, and of those the loyal (as in `loyalty`).
        value: money of the 12 months before the end, on the company's basis.

    No rows with less than 18 months of history. Raises BadQuestion for an unknown tier, or an as-of
    day later than the data's. Source: metrics.md section 2, "loyalty".
    """
    return _asked(db, "loyalty_kept", as_of, tier, customers, settings)


def loyalty_levels(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How far loyalty reaches: one row a level, those who were not asked last.

    Columns:
        level: 0 to 4: the highest met of four that follow one another; NULL where it was not asked.
        name: none, cognitive (prefers us: one of the top two boxes), affective (satisfied in both
            of the last two answers), conative (would recommend with 9 or 10, or buy again: one of
            the top two boxes), action (loyal by what they do).
        customers: who answered in the 12 months to the as-of day, or traded in them.
        value: money of the 12 months before, on the company's basis.
        share: of those asked; NULL with fewer than 5 of them.

    A level is met only where those before it are; what was not answered is not met. Raises
    BadQuestion for an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 2, "loyalty_levels"; Oliver 1999.
    """
    found = _asked(
        db, "loyalty_levels", as_of, tier, customers, settings, satisfied_at=settings.satisfied_at
    )
    was_asked = found["level"].notna()
    asked = found.loc[was_asked, "customers"].sum()
    found["name"] = [*LEVELS, None]
    share = found["customers"] / (asked or 1)
    found["share"] = share.where(was_asked & (asked >= FEWEST))
    return found[["level", "name", "customers", "value", "share"]]


def satisfaction_by_loyalty(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Satisfied or not beside loyal or not: one row a cell, the satisfied loyal first.

    Columns:
        cell: apostles (satisfied and loyal), mercenaries (satisfied, not loyal), hostages (loyal,
            not satisfied), defectors (neither).
        is_satisfied, is_loyal: what the cell holds.
        customers: of whom both is known.
        value: money of the 12 months before, on the company's basis.

    Raises BadQuestion for an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 2, "satisfaction_by_loyalty"; Jones & Sasser 1995.
    """
    return _asked(
        db,
        "satisfaction_by_loyalty",
        as_of,
        tier,
        customers,
        settings,
        satisfied_at=settings.satisfied_at,
    )


def satisfaction_chain(
    db: Database,
    *,
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """From satisfaction to loyalty, churn and value: one row a band of the latest ratio.

    Columns:
        band: 1 to 4; ratio_from, ratio_below: its ends, NULL where it is open.
        customers: whose latest ratio, at most 12 months old, lies in it.
        known_loyalty, loyal, loyal_share: with trade in the earlier months (as in `loyalty`), of
            those the loyal, and their share; NULL with fewer than 5.
        value, value_each: money of the 12 months before, together and a customer.
        followed, churned, churn_share: active on the day of the answer with 90 days of data after
            it, of those no longer active on the 90th, and their share; NULL with fewer than 5.

    What comes with satisfaction need not come from it. Raises BadQuestion for silent_days outside
    31 to 365, an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 2, "satisfaction_chain".
    """
    found = _asked(
        db,
        "satisfaction_chain",
        as_of,
        tier,
        customers,
        settings,
        silent_days=silence(silent_days, settings),
    )
    found["loyal_share"] = _share(found["loyal"], found["known_loyalty"])
    found["value_each"] = found["value"].astype(float) / found["customers"].replace(0, np.nan)
    found["churn_share"] = _share(found["churned"], found["followed"])
    return found[list(CHAIN_COLUMNS)]


CHAIN_COLUMNS = (
    *("band", "ratio_from", "ratio_below", "customers", "known_loyalty", "loyal", "loyal_share"),
    *("value", "value_each", "followed", "churned", "churn_share"),
)


def silent_customers(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The dissatisfied who never complained, and what is at stake: one row.

    Columns:
        dissatisfied: customers whose latest satisfaction ratio, at most 12 months old, is below .8.
        silent: of those, without a complaint in the 12 months to the as-of day.
        value_dissatisfied, value: what each of the two brought in the 12 months before, on the
            company's basis.

    Raises BadQuestion for an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 6, "silent_customers".
    """
    return query(
        db,
        "silent_customers",
        customers=customers,
        as_of=as_of_day(db, as_of, "ratings"),
        day=None,
        **tier_parameters(tier, settings),
    )


def _asked(
    db: Database,
    metric: str,
    as_of: date | None,
    tier: tuple[str, ...],
    customers: Customers,
    settings: Settings,
    **parameters: object,
) -> DataFrame:
    """A question about the loyal, of these customers."""
    asked = {"as_of": as_of_day(db, as_of, "ratings")} | tier_parameters(tier, settings)
    months = compared(spans_compared(db, as_of))
    return query(db, metric, customers=customers, **months, **asked, **parameters)


def _share(hits: Series, of: Series) -> Series:
    return (hits / of.replace(0, np.nan)).where(of >= FEWEST)


def _group(group: object, rows: DataFrame, chances: np.ndarray) -> tuple[object, ...]:
    customers, loyal = int(rows["customers"].sum()), int(rows["loyal"].sum())
    if customers < FEWEST:
        return group, customers, loyal, None, None, None, None
    by_chance = float((chances[rows["orders"]] * rows["customers"]).sum() / customers)
    return group, customers, loyal, loyal / customers, *wilson(loyal, customers), by_chance
