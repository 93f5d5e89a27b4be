"""What winning customers costs beside keeping them."""

from datetime import date

import numpy as np
from pandas import DataFrame, Series, concat

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, tier_cuts
from lib.metrics.churn import silence
from lib.metrics.value import year_to
from lib.settings import DEFAULTS, Settings

SPANS = ("month", "all", "channel")
COUNTS = ("new", "kept", "spend_to_win", "spend_to_keep", "won", "won_value")
COLUMNS = (
    *("month", "channel", "new", "kept", "spend_to_win", "cac", "value_each", "payback_months"),
    *("spend_to_keep", "cost_per_kept", "won", "won_value", "basis"),
)


def acquisition(
    db: Database,
    *,
    by: str = "month",
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What winning customers costs, and keeping them: one row a month, one for all of them, or one
    a channel that customers were won through, over all of them.

    Columns:
        month: its first day, those of tier_churn within `since` to `until`, by default of the 12
            months to the as-of day; NULL with `by` = all or channel, which add up the months.
        channel: with `by` = channel, as `acquired_through` of the customers; NULL holds those of
            whom it is not told, and campaigns to win in channels that no customer names.
        new: customers with their first trade in the month.
        kept: customers active at the month's start and at its end.
        spend_to_win: campaigns to win customers, and acquisition_cost in the month each was won (of
            the first trade where no day is told). NULL before the first such spending, where the
            cost of a campaign is not known, and of some customers only where a campaign ran.
        cac: customer acquisition cost: spend_to_win / new.
        value_each: what a customer won in the 12 months to the month's end brings in the month.
        payback_months: cac / value_each; NULL where that is not above 0.
        spend_to_keep: campaigns to keep customers, NULL as above.
        cost_per_kept: spend_to_keep / kept.
        won, won_value: what value_each is made of; with `by` = all customers count once a month.
        basis: what value is: contribution, marginal or revenue.

    By channel a campaign to win counts in the one it ran in. What is not knowable is NULL: cac of
    a channel without any spending and of the NULL channel, and all that is told of keeping, as that
    is done however customers were won. Most new customers first, the NULL channel last.

    What a campaign cost is spread over its days as in campaign_roi. Over several months cac and
    cost_per_kept are of those whose spending is known. Raises BadQuestion for another `by`,
    silent_days outside 31 to 365, or an as-of day later than the data's.
    Source: metrics.md section 3; when value is counted is our own rule.
    """
    one_of("by", by, SPANS)
    asked = months_asked(db, since, until, as_of, silent_days, settings)
    if by == "channel":
        return _channels(db, customers, asked)
    months = query(
        db,
        "acquisition",
        customers=customers,
        everyone=not customers,
        **asked,
        **tier_cuts(settings),
    )
    months["channel"] = None
    months = months.astype(dict.fromkeys(("spend_to_win", "spend_to_keep", "won_value"), float))
    frame = _added_up(months) if by == "all" else _told(months, months)
    return frame[list(COLUMNS)]


def _channels(db: Database, customers: Customers, asked: dict[str, object]) -> DataFrame:
    """One row a channel in which customers were won or money was spent in these months."""
    months = query(db, "acquisition_channels", customers=customers, everyone=not customers, **asked)
    months = months.assign(kept=0, spend_to_keep=np.nan)
    months = months.astype(dict.fromkeys(("spend_to_win", "spend_to_keep", "won_value"), float))
    told = [
        _added_up(of).assign(channel=channel or None) for channel, of in months.groupby("channel")
    ]
    nothing = _told(months, months).head(0)
    frame = concat([one for one in told if _says_something(one)] or [nothing])
    frame["kept"] = None
    unnamed = frame["channel"].isna()
    frame.loc[unnamed, ["cac", "payback_months"]] = np.nan
    frame = frame.assign(unnamed=unnamed).sort_values(
        ["unnamed", "new", "channel"], ascending=[True, False, True], ignore_index=True
    )
    return frame[list(COLUMNS)]


def _says_something(added_up: DataFrame) -> bool:
    return bool((added_up["new"] > 0).any() or (added_up["spend_to_win"] > 0).any())


def months_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    silent_days: int | None,
    settings: Settings,
) -> dict[str, object]:
    """What the relation reported_months needs."""
    day = as_of_day(db, as_of)
    return {
        "as_of": day,
        "since": since or (year_to(day) if day else None),
        "until": until,
        "silent_days": silence(silent_days, settings),
    }


def _added_up(months: DataFrame) -> DataFrame:
    """One row of all months; what is spent is held against those it was spent on."""
    if months.empty:
        return _told(months, months)
    total = months[list(COUNTS)].sum(min_count=1).to_frame().T
    total = total.astype({"new": "int64", "kept": "int64", "won": "int64"})
    total["month"] = np.datetime64("NaT", "us")
    total["channel"] = None
    total["basis"] = months["basis"].iloc[0]
    met = DataFrame({name: [_met(months, name)] for name in ("new", "kept")})
    return _told(total, met)


def _met(months: DataFrame, name: str) -> float:
    """How many were won, or kept, in the months of which the spending on it is known."""
    spent = {"new": "spend_to_win", "kept": "spend_to_keep"}[name]
    return float(months.loc[months[spent].notna(), name].sum())


def _told(counted: DataFrame, met: DataFrame) -> DataFrame:
    """With what each ratio is, `met` being the customers that the spending won and kept."""
    each = _divided(counted["won_value"], counted["won"])
    cac = _divided(counted["spend_to_win"], met["new"])
    return counted.assign(
        cac=cac,
        value_each=each,
        payback_months=cac / each.where(each > 0),
        cost_per_kept=_divided(counted["spend_to_keep"], met["kept"]),
    )


def _divided(numerator: Series, denominator: Series) -> Series:
    return numerator.astype(float) / denominator.astype(float).replace(0, np.nan)
