"""What customers were given who complained, and after which of it they trade again."""

from datetime import date
from math import nan, sqrt
from typing import Any

import numpy as np
from pandas import DataFrame
from scipy.stats import norm

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.intervals import LEVEL
from lib.metrics.recovery import ENOUGH, FEWEST, complaints_asked
from lib.settings import DEFAULTS, Settings


def best_remedy(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What customers are given who trade again after a complaint: one row a kind and remedy.

    Columns:
        kind: of the complaint; NULL where it is not told.
        remedy: what was given.
        complaints: in the period, those that proved unfounded aside, whose days 15 to 104 are over
            and whose remedy is told.
        dropped: of those, of a severity and tier in which no other remedy was given.
        share, others: who traded again on those days, after this remedy and after all others
            pooled, in the same mix of severity and tier (Mantel-Haenszel weights), 0 to 1; NULL
            with fewer than 5 complaints compared.
        difference: share - others; low: its lower bound, allowing for as many remedies as are
            looked at (Bonferroni).
        is_best: the one with at least 30 complaints compared and low above 0; at most one a kind.
            Where a kind has none, no difference is shown.

    An association: what was given may have been given to those who would have stayed. Without a
    period: the 12 months to the as-of day. Raises BadQuestion for an unknown tier or an as-of day
    later than the data's. Source: metrics.md section 6; Mantel & Haenszel 1959.
    """
    counted = query(
        db,
        "best_remedy",
        customers=customers,
        **complaints_asked(db, since, until, as_of, tier, settings),
    )
    return remedies(counted)


REMEDIES = (
    *("kind", "remedy", "complaints", "dropped", "share", "others"),
    *("difference", "low", "is_best"),
)


def remedies(counted: DataFrame) -> DataFrame:
    """best_remedy of the complaints that its SQL counts."""
    told = [
        _remedy(kind, remedy, rows)
        for kind, rows in counted.groupby("kind", dropna=False, sort=True)
        for remedy in rows["remedy"].unique()
    ]
    tested = sum(row["compared"] >= ENOUGH for row in told)
    strict = float(norm.ppf(1 - (1 - LEVEL) / max(1, tested)))
    for row in told:
        row["low"] = max(-1.0, row["difference"] - strict * row.pop("error"))
        row["is_best"] = row.pop("compared") >= ENOUGH and row["low"] > 0
    for row in told:
        better = [o for o in told if o["kind"] is row["kind"] and o["is_best"]]
        row["is_best"] = row["is_best"] and row is max(better, key=lambda o: o["difference"])
    return DataFrame(told, columns=list(REMEDIES))


def _remedy(kind: Any, remedy: str, rows: DataFrame) -> dict[str, Any]:
    """One remedy against all others of its kind, within each severity and tier."""
    of_it = rows["remedy"] == remedy
    strata = [
        DataFrame(rows[chosen]).groupby(["severity", "tier"])[["complaints", "traded"]].sum()
        for chosen in (of_it, ~of_it)
    ]
    both = strata[0].join(strata[1], how="inner", lsuffix="_given", rsuffix="_else").astype(float)
    n, m = both["complaints_given"].to_numpy(), both["complaints_else"].to_numpy()
    a, b = both["traded_given"].to_numpy(), both["traded_else"].to_numpy()
    complaints = int(rows.loc[of_it, "complaints"].sum())
    told = {"kind": kind, "remedy": remedy, "complaints": complaints}
    told |= {"dropped": complaints - int(n.sum()), "compared": int(n.sum())}
    told |= dict.fromkeys(("share", "others", "difference", "error"), nan)
    if min(n.sum(), m.sum()) < FEWEST:
        return told
    all_of, traded = n + m, a + b
    weights = n * m / all_of
    share = (weights * a / n).sum() / weights.sum()
    others = (weights * b / m).sum() / weights.sum()
    # The spread there is if remedies make no difference: it stands up to strata of very few.
    chance = n * m * traded * (all_of - traded) / (all_of**2 * np.maximum(all_of - 1, 1))
    told |= {"share": share, "others": others, "difference": share - others}
    told["error"] = sqrt(chance.sum()) / weights.sum()
    return told
