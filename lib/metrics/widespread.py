"""Which complaints are widespread: more in a month than chance explains."""

from datetime import date

import numpy as np
from pandas import DataFrame, Series, Timestamp, date_range
from pandas.tseries.offsets import MonthBegin

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics import service
from lib.metrics.alarms import LEVEL_OF_MANY, judged_by_past
from lib.metrics.churn import silence
from lib.settings import DEFAULTS, Settings


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
