"""How far what customers perceive meets what they expected."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from pandas import DataFrame, Series, Timestamp, to_datetime
from pandas.tseries.offsets import MonthEnd
from scipy.special import stdtrit

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.groups import attribute_asked
from lib.metrics.intervals import LEVEL, wilson
from lib.settings import DEFAULTS, Settings

PRODUCT_GROUPS = ("product", "category")
GROUPS = ("all", "aspect", "layer", "tier", "month", *PRODUCT_GROUPS, *Customers.COLUMNS)
COLUMNS = (
    "group",
    "expected",
    "perceived",
    "ratio",
    "low",
    "high",
    "gap",
    "respondents",
    "answers",
    "scale_max",
    "undated",
    "is_complete",
)
FEWEST = 5  # respondents that a ratio needs (metrics.md section 0)


def satisfaction_ratio(
    db: Database,
    *,
    by: str = "aspect",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What was perceived over what was expected: one row a group, by name; layers by depth.

    `by` is aspect, layer, tier (that of the answer's month), month, product, category, all, a
    column of customers or the name of an attribute (attr.NAME where it is called like one of
    these). An answer is about the product it names, else its response, else the only one of its
    order.

    Columns:
        group: NULL holds the answers that tell none; tier none those of nobody ranked.
        expected, perceived: weighted means, in scale points where all answers share one scale,
            else as shares of the maximum. Of answers with both; a group that has none of these
            shows what was perceived, and no ratio.
        ratio: sum of weight x perceived / sum of weight x expected, 1 meaning expectation met;
            NULL with fewer than 5 respondents.
        low, high: its 95 % interval over respondents, Student's t; NULL where ratio is.
        gap: perceived - expected.
        respondents: customers, and responses nobody is known to have given.
        answers: pairs of response and aspect counted.
        scale_max: the maximum of the group's one scale, NULL where it has several. Where it
            differs between months, the line of the ratio is broken.
        undated: of `answers`, those without a day: they count in every period.
        is_complete: does the month end on or before the as-of day? NULL unless by month.

    Without a period: the 12 months to the as-of day. With one end of it, the other is open.
    Raises BadQuestion for an unknown `by` or tier, or an as-of day later than the data's.
    Source: metrics.md section 1; Oliver 1980; Parasuraman et al. 1988 (gap); Cochran 1977
    section 6 (interval).
    """
    asked = answers_asked(db, since, until, as_of, tier, customers, settings)
    day = asked["as_of"]
    variant = _variant(db, by, day)
    begin, end = _ends(asked["since"], asked["until"], day)
    ratio = query(
        db,
        "satisfaction_ratio",
        customers=customers,
        variant=variant,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        begin=begin,
        end=end,
        is_whole=by == "aspect" or (not variant and by in ("all", "month", "tier")),
        **({"as_of": day} if variant == "back" else {}),
        **tier_parameters(tier, settings),
    )
    ratio["is_complete"] = None
    if by == "month":
        ratio["group"] = to_datetime(ratio["group"])
        ratio["is_complete"] = _is_complete(ratio["group"], day)
    return _with_interval(ratio)


def _variant(db: Database, by: str, as_of: date | None) -> str:
    """Which file of told_answers is read: the build prepares what counts on the latest day."""
    if as_of != as_of_day(db, None, "ratings"):
        return "back"
    return "apart" if by in ("aspect", "layer", *PRODUCT_GROUPS) else ""


# Days that nothing is dated before, or after: responders has the days next to them for nobody.
FIRST, LAST = date(1, 1, 2), date(9999, 12, 30)


def _ends(since: date | None, until: date | None, as_of: date | None) -> tuple[date, date]:
    """The first and the last day asked about, an open end at the last that there may be."""
    return since or FIRST, min(until or LAST, as_of or LAST)


def _is_complete(months: Series, as_of: Any) -> Series:
    """Does each of these months end on or before the day? NULL for answers of no month."""
    complete = months + MonthEnd(0) <= Timestamp(as_of)
    return complete.astype("boolean").mask(months.isna())


def satisfied(
    db: Database,
    *,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How many customers are satisfied: one row, of those asked in the 12 months to the as-of day.

    Columns:
        customers: whose latest day of answers, at most 12 months old, has a satisfaction ratio.
        satisfied, dissatisfied: of those, with a ratio of at least the setting satisfied_at, and
            below .8.
        share: satisfied / customers; NULL with fewer than 5 customers.
        low, high: its 95 % Wilson interval; NULL where share is.

    All answers of one customer on one day are judged together, as a ratio of sums. Answers
    without a day or a customer are nobody's latest, and in no count.

    Raises BadQuestion for an as-of day later than the data's.
    Source: metrics.md section 1, "satisfied"; Wilson 1927.
    """
    found = query(
        db,
        "satisfied",
        customers=customers,
        as_of=as_of_day(db, as_of, "ratings"),
        satisfied_at=settings.satisfied_at,
    )
    hits, asked = int(found["satisfied"].iloc[0]), int(found["customers"].iloc[0])
    low, high = wilson(hits, asked) if asked >= FEWEST else (None, None)
    found["share"] = hits / asked if asked >= FEWEST else None
    found["low"], found["high"] = low, high
    return found.astype({"share": float, "low": float, "high": float})


def answers_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    customers: Customers,
    settings: Settings,
) -> dict[str, Any]:
    """Which answers count: those of the 12 months to the as-of day where no period is asked."""
    day = as_of_day(db, as_of, "ratings")
    if day and not since and not until:
        since, until = _year_to(day), day
    return {
        "since": since,
        "until": until,
        "as_of": day,
        "everyone": not customers,
        **tier_parameters(tier, settings),
    }


def _year_to(day: date) -> date:
    """The first of the 12 months to `day`."""
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(day.year - 1, 3, 1)


def _with_interval(ratio: DataFrame) -> DataFrame:
    """Put the interval behind the ratio, and hide both where too few answered.

    Cochran's variance of a ratio of sums over n clusters: n / (n - 1) x residuals / expectation^2.
    """
    n = ratio["respondents"].to_numpy(float)
    told = ratio["ratio"].notna().to_numpy() & (n >= FEWEST)
    freedom = np.where(told, n - 1, 1)
    variance = n / freedom * ratio["residuals"] / ratio["expectation"] ** 2
    half = stdtrit(freedom, LEVEL) * np.sqrt(variance)
    told_ratio = ratio["ratio"].where(told)
    ratio["ratio"] = told_ratio
    ratio["low"] = (told_ratio - half).clip(lower=0)
    ratio["high"] = told_ratio + half
    return ratio[list(COLUMNS)]
