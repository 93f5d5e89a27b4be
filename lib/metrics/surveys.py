"""What surveys say as a whole: who would recommend us, who is content, and whom they reach."""

from datetime import date, timedelta

import numpy as np
from pandas import DataFrame, Series, to_datetime

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, rows_at_most
from lib.metrics.groups import attribute_asked
from lib.metrics.intervals import normal, wilson
from lib.metrics.satisfaction import PRODUCT_GROUPS, answers_asked
from lib.settings import DEFAULTS, Settings

GROUPS = ("all", "tier", "month", "delivery", *PRODUCT_GROUPS, *Customers.COLUMNS)
REACH_GROUPS = ("all", "tier", *Customers.COLUMNS)
DAY = timedelta(days=1)
FEWEST = 5  # answers that a share needs (metrics.md section 0)


def nps(
    db: Database,
    *,
    by: str = "all",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Promoters less detractors, of those who said if they would recommend us: one row a group.

    `by` is all, tier (that of the answer's month), month, product, category, delivery, a column of
    customers or the name of an attribute. An answer is about the product it names, else the only
    one of its order. Delivery is late where any of the order came later than promised, or has not
    come and should have by the as-of day; on time where all of it came by then.

    Columns:
        group: NULL holds the answers that tell none.
        answers: whole numbers from 0 to 10; any other counts nowhere.
        promoters, passives, detractors: of those, 9 and 10; 7 and 8; 0 to 6.
        nps: (promoters - detractors) / answers, -1 to 1; NULL with fewer than 5 answers.
        low, high: its 95 % interval, of a difference of shares; NULL where nps is.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 1; Reichheld 2003.
    """
    told = _overall(db, "nps", by, since, until, as_of, tier, customers, settings)
    answers = told["answers"].where(told["answers"] >= FEWEST).astype(float)
    for_us, against = told["promoters"] / answers, told["detractors"] / answers
    told["nps"] = for_us - against
    half = normal() * np.sqrt((for_us + against - told["nps"] ** 2) / answers)
    told["low"], told["high"] = (told["nps"] - half).clip(-1), (told["nps"] + half).clip(upper=1)
    return told


def csat(
    db: Database,
    *,
    by: str = "all",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How many are content overall, whatever they expected: one row a group, as `nps` groups.

    Columns:
        group: NULL holds the answers that tell none.
        answers: overall answers on a scale with both ends known.
        satisfied: of those, in the top two boxes of a scale of at most 7 points, else in the top
            fifth of its range.
        share: satisfied / answers; NULL with fewer than 5 answers.
        low, high: its 95 % Wilson interval; NULL where share is.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 1; Reichheld 2003.
    """
    told = _overall(db, "csat", by, since, until, as_of, tier, customers, settings)
    return _with_share(told, "satisfied", "answers")


def response_list(
    db: Database,
    *,
    by: str = "all",
    group: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The responses behind csat: one row a response, the least satisfied first.

    All that csat counts; unless `by` is all, of that `group` of it, where NULL holds the answers
    that tell none and a month is a day like 2024-05-01.

    Columns:
        customer_id, name, tier, region, kind: who; the tier of the answer's month.
        response_id, order_id, answered_on: which answer, about which order, and when.
        overall, overall_min, overall_max: the answer and the ends of its scale, in scale points.
        recommend: would recommend us, 0 to 10.
        is_satisfied: does csat count it as satisfied?
        total: rows there are without `limit`.

    Raises BadQuestion for an unknown `by` or tier, a limit below 0, or an as-of day later than
    the data's. Source: metrics.md section 1.
    """
    return query(
        db,
        "response_list",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        group=group,
        is_grouped=by != "all",
        limit=rows_at_most(limit),
        **answers_asked(db, since, until, as_of, tier, customers, settings),
    )


def survey_reach(
    db: Database,
    *,
    by: str = "all",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Whom surveys reach: who answered, against all customers. One row a group.

    `by` is all, tier, a column of customers or the name of an attribute.

    Columns:
        group: NULL holds the customers of whom it is not told.
        customers: with trade in the 12 months before the end of the period, or a contract.
        answered: of those, with an answer of a known day in the period.
        share: answered / customers; NULL with fewer than 5 customers.
        low, high: its 95 % Wilson interval; NULL where share is.
        index: share over that of all groups together; 1 means neither over- nor under-heard.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 1; Wilson 1927.
    """
    asked = answers_asked(db, since, until, as_of, tier, customers, settings)
    del asked["everyone"]
    last = until or as_of_day(db, as_of, "ratings")
    told = query(
        db,
        "survey_reach",
        customers=customers,
        by=by,
        attribute=attribute_asked(db, by, REACH_GROUPS),
        **asked | {"until": last, "day": last and last + DAY},
    )
    told = _with_share(told, "answered", "customers")
    everyone = told["answered"].sum() / (told["customers"].sum() or 1)
    told["index"] = told["share"] / (everyone or np.nan)
    return told


def _overall(
    db: Database,
    metric: str,
    by: str,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    customers: Customers,
    settings: Settings,
) -> DataFrame:
    asked = answers_asked(db, since, until, as_of, tier, customers, settings)
    attribute = attribute_asked(db, by, GROUPS)
    told = query(db, metric, customers=customers, by=by, attribute=attribute, **asked)
    if by == "month":
        told["group"] = to_datetime(told["group"])
    return told


def _with_share(told: DataFrame, hits: str, of: str) -> DataFrame:
    """The share behind the counts, with its interval; hidden where too few are counted."""
    told["share"] = _known(told[hits] / told[of].replace(0, np.nan), told[of])
    bounds = [
        wilson(int(hit), int(count)) if count >= FEWEST else (None, None)
        for hit, count in zip(told[hits], told[of], strict=True)
    ]
    told["low"] = Series([low for low, _ in bounds], index=told.index, dtype=float)
    told["high"] = Series([high for _, high in bounds], index=told.index, dtype=float)
    return told


def _known(share: Series, count: Series) -> Series:
    return share.where(count >= FEWEST).astype(float)
