"""Confidence intervals: how far a number from few customers may be off.

Every function gives the two-sided 95 % interval as (low, high), or (None, None) where there is
nothing to say.
"""

from math import sqrt

from scipy.stats import norm, t

LEVEL = 0.975  # the upper quantile of a two-sided 95 % interval

Interval = tuple[float, float] | tuple[None, None]


def wilson(hits: int, trials: int) -> Interval:
    """The interval of a share, hits of trials (Wilson 1927)."""
    if not trials:
        return None, None
    z = normal()
    share = hits / trials
    scale = 1 + z**2 / trials
    middle = (share + z**2 / (2 * trials)) / scale
    half = z / scale * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def normal() -> float:
    """Standard errors either side of an estimate from many."""
    return float(norm.ppf(LEVEL))


def welch(difference: float, variances: tuple[float, float], counts: tuple[int, int]) -> Interval:
    """The interval of the difference of two means with unlike variances (Welch 1947).

    `variances` are the samples' own (n - 1 in the denominator), `counts` how many are in each.
    """
    if min(counts) < 2:
        return None, None
    first, second = (variance / n for variance, n in zip(variances, counts, strict=True))
    error = first + second
    if not error:
        return difference, difference
    freedom = error**2 / (first**2 / (counts[0] - 1) + second**2 / (counts[1] - 1))
    half = float(t.ppf(LEVEL, freedom)) * sqrt(error)
    return difference - half, difference + half
