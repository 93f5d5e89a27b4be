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
        row
        for kind, rows in counted.groupby("kind", dropna=False, sort=True)
        for row in _of_kind(kind, rows)
    ]
    tested = sum(row["compared"] >= ENOUGH for row in told)
    strict = float(norm.ppf(1 - (1 - LEVEL) / max(1, tested)))
    for row in told:
        row["low"] = float(np.maximum(-1, row["difference"] - strict * row.pop("error")))
        row["is_best"] = row.pop("compared") >= ENOUGH and row["low"] > 0
    for row in told:
        better = [each for each in told if each["kind"] is row["kind"] and each["is_best"]]
        row["is_best"] = row["is_best"] and row is max(better, key=_difference)
    return DataFrame(told, columns=list(REMEDIES))


def _difference(row: dict[str, Any]) -> float:
    return float(row["difference"])


def _of_kind(kind: Any, rows: DataFrame) -> list[dict[str, Any]]:
    """Each remedy given for this kind, against all others."""
    stratum = rows.groupby(["severity", "tier"]).ngroup().to_numpy()
    complaints, traded = (rows[name].to_numpy(float) for name in ("complaints", "traded"))
    all_of, all_traded = np.bincount(stratum, complaints), np.bincount(stratum, traded)
    told = []
    for remedy in rows["remedy"].unique():
        given = (rows["remedy"] == remedy).to_numpy()
        n = np.bincount(stratum, complaints * given)
        a = np.bincount(stratum, traded * given)
        both = (n > 0) & (n < all_of)
        row = {"kind": kind, "remedy": remedy, "complaints": int(n.sum())}
        row |= {"dropped": int(n[~both].sum()), "compared": int(n[both].sum())}
        told.append(row | _against_others(n[both], a[both], all_of[both], all_traded[both]))
    return told


def _against_others(
    n: np.ndarray, a: np.ndarray, all_of: np.ndarray, all_traded: np.ndarray
) -> dict[str, float]:
    """Within each severity and tier: n complaints after which a traded, of all of them."""
    m, b = all_of - n, all_traded - a
    if not len(n) or min(n.sum(), m.sum()) < FEWEST:
        return dict.fromkeys(("share", "others", "difference", "error"), nan)
    weights = n * m / all_of
    share = float((weights * a / n).sum() / weights.sum())
    others = float((weights * b / m).sum() / weights.sum())
    # The spread there is if remedies make no difference: it stands up to strata of very few.
    chance = weights * all_traded * (all_of - all_traded) / all_of / np.maximum(all_of - 1, 1)
    error = float(sqrt(chance.sum()) / weights.sum())
    return {"share": share, "others": others, "difference": share - others, "error": error}
