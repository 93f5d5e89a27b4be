"""How much each of several correlated predictors explains of one outcome.

The measure is that of Lindeman, Merenda & Gold (1980): what a predictor adds to R squared, averaged
over every order in which the predictors may come in. It is the Shapley value of R squared, so the
parts add up to it, and correlated predictors share what they explain together (Groemping 2007).
"""

from functools import cache
from itertools import combinations
from math import factorial

import numpy as np

EXACT_TO = 12  # predictors; there are 2 ** 12 subsets of them
SUBSETS_AT_ONCE = 2**14
ORDERS = 2000  # drawn at random where there are more
RIDGE = 1e-9  # on the diagonal: predictors that say the very same share what they explain


def lmg(correlations: np.ndarray, *, orders: int = ORDERS, seed: int = 0) -> np.ndarray:
    """What each predictor explains: one share of variance a predictor, adding up to R squared.

    `correlations` is square, or a stack of such; their last row and column are the outcome's. Up to
    12 predictors every subset is worked out, above that `orders` random orders of all of them.
    """
    predictors = correlations.shape[-1] - 1
    ridged = correlations + RIDGE * np.eye(predictors + 1)
    if correlations.ndim == 2:
        return _of_stack(ridged[None], predictors, orders, seed)[0]
    return _of_stack(ridged, predictors, orders, seed)


def _of_stack(stack: np.ndarray, predictors: int, orders: int, seed: int) -> np.ndarray:
    """A few at a time where there are many subsets: they are all held at once."""
    if predictors > EXACT_TO:
        drawn = _random_orders(predictors, orders, seed)
        found = [_over_orders(correlations, drawn) for correlations in stack]
        return np.array(found).reshape(len(stack), predictors)
    at_once = max(1, SUBSETS_AT_ONCE >> predictors)
    parts = [
        _over_subsets(stack[first : first + at_once]) for first in range(0, len(stack), at_once)
    ]
    return np.concatenate(parts) if parts else np.empty((0, predictors))


def r_squared(correlations: np.ndarray) -> float:
    """What all predictors explain together, 0 to 1."""
    inner, outer = correlations[:-1, :-1], correlations[:-1, -1]
    ridged = inner + RIDGE * np.eye(len(inner))
    return float(outer @ np.linalg.solve(ridged, outer))


def coefficients(correlations: np.ndarray) -> np.ndarray:
    """The standardised coefficients of the regression on all predictors."""
    inner = correlations[:-1, :-1] + RIDGE * np.eye(len(correlations) - 1)
    return np.linalg.solve(inner, correlations[:-1, -1])


def _over_subsets(correlations: np.ndarray) -> np.ndarray:
    predictors = correlations.shape[-1] - 1
    explained = np.zeros((*correlations.shape[:-2], 2**predictors))
    for size in range(1, predictors + 1):
        members, codes = _subsets(predictors, size)
        inner = correlations[..., members[:, :, None], members[:, None, :]]
        outer = correlations[..., members, -1]
        solved = np.linalg.solve(inner, outer[..., None])[..., 0]
        explained[..., codes] = (outer * solved).sum(axis=-1)
    without, weights = _additions(predictors)
    bits = 1 << np.arange(predictors)[:, None]
    return ((explained[..., without | bits] - explained[..., without]) * weights).sum(axis=-1)


@cache
def _subsets(predictors: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Every subset of this size: its members, and the number whose bits they are."""
    members = np.array(list(combinations(range(predictors), size)))
    return members, (1 << members).sum(axis=1)


@cache
def _additions(predictors: int) -> tuple[np.ndarray, np.ndarray]:
    """For each predictor the subsets without it, and the share of orders in which just these come
    before it."""
    codes = np.arange(2**predictors)
    sizes = np.array([int(code).bit_count() for code in codes])
    share = np.array(
        [
            factorial(size) * factorial(predictors - size - 1) / factorial(predictors)
            for size in range(predictors)
        ]
    )
    without = np.array([codes[codes >> one & 1 == 0] for one in range(predictors)])
    return without, share[sizes[without]]


@cache
def _random_orders(predictors: int, orders: int, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.permuted(np.tile(np.arange(predictors), (orders, 1)), axis=1)


def _over_orders(correlations: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """What each adds in each order: the outcome's squares in the Cholesky basis of the order."""
    inner = correlations[orders[:, :, None], orders[:, None, :]]
    outer = correlations[orders, -1]
    basis = np.linalg.cholesky(inner)
    added = np.linalg.solve(basis, outer[:, :, None])[:, :, 0] ** 2
    explained = np.zeros(orders.shape)
    np.put_along_axis(explained, orders, added, axis=1)
    return explained.mean(axis=0)
