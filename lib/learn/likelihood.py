"""Maximum likelihood of positive parameters: found in their logarithms, within bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from pandas import DataFrame
from scipy.optimize import minimize
from threadpoolctl import ThreadpoolController

BOUND = 8.0  # of the logarithm of a parameter: what lies there is no estimate
AT_BOUND = 1e-3
STEADY = 1e-5  # gradient a customer, in the logarithms, below which nothing is to be gained
SHARED_OUT = 10_000  # numbers: what @ takes for a vector worth sharing out
STEP = 1e-4  # of the differences that the Hessian is made of

TOO_LITTLE = "too few customers came again"
UNSETTLED = "the fit did not converge"
AT_A_BOUND = "a parameter lies at its bound"
NOT_CURVED = "the likelihood is flat"


class Likelihood(Protocol):
    """The logarithm of a likelihood, of parameters above 0."""

    @property
    def is_telling(self) -> bool:
        """Can anything be told from these observations?"""

    def starts(self) -> list[np.ndarray]:
        """Logarithms of parameters from which to look."""

    def value_and_gradient(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """The log likelihood, and how it changes with each parameter."""


def weighed(weights: np.ndarray, values: np.ndarray) -> float:
    """The sum of values that count so often.

    Of long vectors not by @, which shares them out among threads: that takes ten times the work,
    and gives other last digits on another machine.
    """
    if len(weights) < SHARED_OUT:
        return float(weights @ values)
    return float(np.einsum("i,i->", weights, values))


@dataclass(frozen=True)
class Estimates:
    """Parameters with their standard errors; NaN, and the reason, where there are none."""

    names: tuple[str, ...]
    values: np.ndarray
    errors: np.ndarray
    log_likelihood: float
    customers: int
    reason: str | None = None

    def frame(self, **more: float) -> DataFrame:
        """One row a parameter, then the log likelihood, the customers, and what else is told."""
        told = {"log_likelihood": self.log_likelihood, "customers": float(self.customers)} | more
        errors = [*self.errors, *[np.nan] * len(told)]
        return DataFrame(
            {
                "parameter": [*self.names, *told],
                "estimate": [*self.values, *told.values()],
                "standard_error": errors,
            }
        )


def unknown(names: Sequence[str], customers: int, reason: str) -> Estimates:
    nothing = np.full(len(names), np.nan)
    return Estimates(tuple(names), nothing, nothing, np.nan, customers, reason)


def maximum(likelihood: Likelihood, names: Sequence[str], customers: int) -> Estimates:
    """The parameters of the greatest likelihood, or why there are none.

    In one thread: matrices as small as these take three times the work where it is shared out.
    """
    if not likelihood.is_telling:
        return unknown(names, customers, TOO_LITTLE)
    with _linear_algebra().limit(limits=1, user_api="blas"):
        return _found(likelihood, names, customers)


@cache
def _linear_algebra() -> ThreadpoolController:
    """The libraries loaded that share work out; to look for them takes some milliseconds."""
    return ThreadpoolController()


def _found(likelihood: Likelihood, names: Sequence[str], customers: int) -> Estimates:
    def downhill(logs: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = likelihood.value_and_gradient(np.exp(logs))
        return -value / customers, -slope * np.exp(logs) / customers

    with np.errstate(over="ignore", invalid="ignore"):
        found = [
            minimize(
                downhill,
                start,
                jac=True,
                method="L-BFGS-B",
                bounds=[(-BOUND, BOUND)] * len(names),
                options={"maxiter": 1000, "maxfun": 2000, "ftol": 1e-14, "gtol": STEADY / 10},
            )
            for start in likelihood.starts()
        ]
    best = min(found, key=lambda each: each.fun)
    if (np.abs(best.x) > BOUND - AT_BOUND).any():
        return unknown(names, customers, AT_A_BOUND)
    if not np.isfinite(best.fun) or np.abs(downhill(best.x)[1]).max() > STEADY:
        return unknown(names, customers, UNSETTLED)
    values = np.exp(best.x)
    errors = _standard_errors(likelihood, values)
    if errors is None:
        return unknown(names, customers, NOT_CURVED)
    return Estimates(tuple(names), values, errors, -float(best.fun) * customers, customers)


def _standard_errors(likelihood: Likelihood, values: np.ndarray) -> np.ndarray | None:
    """From the Hessian at the maximum; None where it is none."""
    hessian = np.empty((len(values), len(values)))
    for place, value in enumerate(values):
        step = np.zeros(len(values))
        step[place] = STEP * value
        above = likelihood.value_and_gradient(values + step)[1]
        below = likelihood.value_and_gradient(values - step)[1]
        hessian[place] = (above - below) / (2 * STEP * value)
    information = -(hessian + hessian.T) / 2
    # Of parameters of one size, so that what is flat is told from what is small.
    scaled = information * values * values[:, None]
    if not np.isfinite(scaled).all() or np.linalg.eigvalsh(scaled).min() <= 0:
        return None
    return np.sqrt(np.diag(np.linalg.inv(scaled))) * values
