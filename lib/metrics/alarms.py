"""When is a month's count more than chance: a limit from the twelve months before it."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy.stats import nbinom, t

Numbers = NDArray[np.float64]

MONTHS_BEFORE = 12
FEWEST_MONTHS = 6  # with fewer before it, a month cannot be judged
LEVEL = 0.975  # the chance, where nothing changed, that a month stays at or below its limit
LEVEL_OF_MANY = 0.999  # the same where many kinds are tested in the same month


@dataclass(frozen=True)
class Judged:
    """Each month beside what the months before it let expect; arrays shaped like the counts.

    expected: the rate of the months before times the month's exposure.
    limit: what chance alone seldom exceeds.
    alarm: 1 where the count is above the limit, else 0.

    All are NaN where the month cannot be judged.
    """

    expected: Numbers
    limit: Numbers
    alarm: Numbers


def judged_by_past(counts: ArrayLike, exposures: ArrayLike, level: float = LEVEL) -> Judged:
    """Each month's count judged by the 12 consecutive months before it, or the 6 to 11 there are.

    The last axis of both holds months without a gap, oldest first; any axes before it hold series
    judged each for itself, such as kinds of complaints:

        judged_by_past(lost, active)                          # one series: (months,)
        judged_by_past(complaints, active, LEVEL_OF_MANY)     # (kinds, months) and (months,)

    exposures: what could have been counted, such as the month's active customers. A month whose
    count or exposure is NaN neither is judged nor judges, and one without exposure is not judged.

    With K counted before, e = the month's exposure / that of the months before and mu = K e, the
    limit is the larger of the `level` quantile of NegBin(K + 1/2, 1 / (1 + e)) and
    mu + t(n - 1, level) sqrt(phi mu (1 + e)), where phi = max(1, Pearson's chi-squared / (n - 1))
    over the n months before: 12, or 6 to 11. Source: metrics.md section 2, "lost_customers".
    """
    found, exposed = np.broadcast_arrays(
        np.asarray(counts, dtype=float), np.asarray(exposures, dtype=float)
    )
    if found.shape[-1] == 0:
        return Judged(found.copy(), found.copy(), found.copy())
    known = ~(np.isnan(found) | np.isnan(exposed))
    past, past_exposed = _before(found, known), _before(exposed, known)
    months = _before(known.astype(float), known).sum(axis=-1)
    total, total_exposed = past.sum(axis=-1), past_exposed.sum(axis=-1)
    is_judged = known & (months >= FEWEST_MONTHS) & (total_exposed > 0) & (exposed > 0)

    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(is_judged, exposed / total_exposed, np.nan)
        expected = total * share
        evenly = total[..., None] * past_exposed / total_exposed[..., None]
        uneven = np.where(evenly > 0, (past - evenly) ** 2 / evenly, 0).sum(axis=-1)
        freedom = np.where(is_judged, months - 1, np.nan)
        spread = np.maximum(1, uneven / freedom)
        by_spread = expected + t.ppf(level, freedom) * np.sqrt(spread * expected * (1 + share))
        by_chance = nbinom.ppf(level, total + 0.5, 1 / (1 + share))
    limit = np.maximum(by_spread, by_chance)
    return Judged(expected, limit, np.where(is_judged, found > limit, np.nan))


def _before(values: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """For each month the values of the twelve before it, on a new last axis; 0 where unknown."""
    filled = np.where(known, values, 0.0)
    ahead = np.zeros((*filled.shape[:-1], MONTHS_BEFORE))
    windows = sliding_window_view(np.concatenate([ahead, filled], axis=-1), MONTHS_BEFORE, axis=-1)
    return windows[..., :-1, :]
