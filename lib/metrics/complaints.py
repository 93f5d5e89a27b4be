"""What customers complain of: how much, of what, and when it is more than chance."""

from datetime import date

import numpy as np
from pandas import DataFrame, Series, Timestamp, date_range, to_datetime
from pandas.tseries.offsets import MonthBegin

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics import service
from lib.metrics.alarms import LEVEL_OF_MANY, judged_by_past
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


def widespread_complaints(
    db: Database,
    *,
    kind: str | None = None,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Which kind is complained of more than chance explains: one row a kind and complete month.

    Columns:
        month: its first day.
        kind: of complaint; those of which it is not told are judged by nothing and have no row.
        complaints: valid ones made in the month; 0 where there are none.
        active_customers: at its start; NULL where nobody's trade is known: then months count alike.
        expected: what the 12 months before (at least 6) let expect of as many active customers.
        limit: what chance alone exceeds once in a thousand months, as many kinds are tested.
        alarm: are there more than the limit? NULL, as the two before it, where it cannot be told.

    Months begin with the first that lies wholly after the first complaint. Without a period: those
    of the 12 months to the as-of day; each is judged by all that lie before it. Raises BadQuestion
    for an unknown tier, silent_days outside 31 to 365, or an as-of day later than the data's.
    Source: metrics.md sections 2 ("lost_customers") and 6.
    """
    asked = service.told(db, as_of, tier, customers, settings)
    counted = query(db, "widespread_complaints", customers=customers, **asked)
    months = _months(db, asked["as_of"])
    if not len(months):
        return _judged_by_month([], months, np.empty((0, 0)), np.empty(0))
    exposure = _exposure(db, months, silence(silent_days, settings), asked, customers)
    kinds = sorted(counted["kind"].dropna().unique())
    counts = (
        counted.dropna(subset=["kind"])
        .pivot_table(index="kind", columns="month", values="complaints", aggfunc="sum")
        .reindex(index=kinds, columns=months, fill_value=0)
        .fillna(0)
        .to_numpy(float)
    )
    judged = _judged_by_month(kinds, months, counts, exposure)
    period = service.span(since, until, asked["as_of"])
    return _chosen(judged, kind, period["since"], period["until"])


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


# What is widespread -------------------------------------------------------------------------------


def _months(db: Database, as_of: date | None) -> list[Timestamp]:
    """The complete months that complaints are known for as a whole."""
    first = db.value("select min(opened_at) from complaints")
    if first is None or as_of is None:
        return []
    begin = Timestamp(first).normalize()
    begin = begin if begin.day == 1 else begin + MonthBegin()
    end = (Timestamp(as_of) + np.timedelta64(1, "D")).replace(day=1) - MonthBegin()
    return list(date_range(begin, end, freq="MS"))


def _exposure(
    db: Database,
    months: list[Timestamp],
    silent_days: int,
    asked: dict[str, object],
    customers: Customers,
) -> np.ndarray:
    """Who could have complained in each month; NaN where it is not known of this one."""
    cuts = {name: value for name, value in asked.items() if name != "everyone"}
    active = query(
        db,
        "widespread_complaints_actives",
        customers=customers,
        by="all",
        silent_days=silent_days,
        since=None,
        until=None,
        **cuts,
    )
    known = active.set_index("month")["active"].reindex(months)
    return known.to_numpy(float)


def _judged_by_month(
    kinds: list[str], months: list[Timestamp], counts: np.ndarray, active: np.ndarray
) -> DataFrame:
    """Each kind's months beside what those before it let expect."""
    exposure = active if not np.isnan(active).all() else np.ones(len(active))
    judged = judged_by_past(counts, exposure, LEVEL_OF_MANY)
    frame = DataFrame(
        {
            "month": Series(months * len(kinds), dtype="datetime64[us]"),
            "kind": Series(np.repeat(kinds, len(months)), dtype="str"),
            "complaints": counts.ravel().astype(int),
            "active_customers": np.tile(active, len(kinds)),
            "expected": judged.expected.ravel(),
            "limit": judged.limit.ravel(),
        }
    )
    frame["alarm"] = Series(judged.alarm.ravel()).astype("boolean")
    return frame


def _chosen(
    judged: DataFrame, kind: str | None, since: date | None, until: date | None
) -> DataFrame:
    """Of this kind and of the months wholly within the period, the newest last."""
    ends = judged["month"] + MonthBegin() - np.timedelta64(1, "D")
    within = Series(True, index=judged.index)
    if since:
        within &= judged["month"] >= Timestamp(since.replace(day=1))
    if until:
        within &= ends <= Timestamp(until)
    if kind is not None:
        within &= judged["kind"] == kind
    chosen = judged[within].sort_values(["kind", "month"], kind="stable")
    return chosen.reset_index(drop=True)
