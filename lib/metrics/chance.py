"""How many steady customers chance alone would let pass for loyal."""

from functools import cache

import numpy as np
from scipy.special import betaincc
from scipy.stats import binom

KEPT = 0.8  # of its orders and of its revenue, by a loyal customer


@cache
def chances_of(most: int, spread: float) -> np.ndarray:
    """By the orders of both spans together, 0 to `most`: how likely a steady customer passes.

    Steady: each order falls into either span alike, and order values are gamma-distributed with
    this spread (variance over squared mean), so that the revenue of the later span is a
    beta-distributed share of all of it. Given at least one order in the earlier span.
    """
    return np.array([_chance(orders, spread) for orders in range(most + 1)])


def _chance(orders: int, spread: float) -> float:
    since = np.arange(orders)  # at least one was before
    before = orders - since
    enough = since * 10 >= before * 8
    ways = binom.pmf(since, orders, 0.5)
    if spread > 0:
        limit = KEPT / (1 + KEPT)
        revenue = betaincc(np.maximum(since, 1e-9) / spread, before / spread, limit)
    else:
        revenue = enough
    total = ways.sum()
    return float((ways * enough * revenue).sum() / total) if total else 0.0
