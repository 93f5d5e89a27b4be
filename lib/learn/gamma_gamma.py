"""What customers spend on a trade day, told from their repeat trade days: Gamma-Gamma.

Day totals are gamma-distributed around a customer's own mean (p), and those means vary between
customers by an inverse gamma distribution (q, gamma). How much somebody spends must not depend on
how often they buy: the correlation of the two is shown.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from pandas import DataFrame
from scipy.special import digamma, gammaln

from lib.database import Database, query
from lib.learn.likelihood import Estimates, Likelihood, maximum, unknown, weighed
from lib.metrics.asking import as_of_day

PARAMETERS = ("p", "q", "gamma")
NO_MEAN = "q is not above 1: customers' spending has no mean"


def gamma_gamma(db: Database, *, as_of: date | None = None) -> DataFrame:
    """How much customers spend on a repeat trade day: the parameters of Gamma-Gamma, a row each.

    Columns:
        parameter: p, q, gamma; then log_likelihood, customers (with a repeat trade day and a total
            above 0), correlation (of x and z: near 0, or the model does not hold) and mean_spend
            (p gamma / (q - 1), what the average customer spends on a trade day, money).
        estimate: by maximum likelihood; NULL where it did not settle or q is not above 1, as
            `model_fits` says why.
        standard_error: from the Hessian; NULL for the rows after gamma.

    A customer's x is the number of repeat trade days, z the mean of their totals: revenue of the
    day's trade lines. Of all customers, whichever are shown. Raises BadQuestion for an as-of day
    later than the data's. Source: metrics.md section 3; Fader & Hardie 2013.
    """
    model = spend_model(db, as_of_day(db, as_of))
    return model.estimates.frame(correlation=model.correlation, mean_spend=model.mean_spend)


@dataclass(frozen=True)
class SpendModel:
    """Gamma-Gamma as fitted, and what it makes of a customer."""

    estimates: Estimates
    correlation: float

    @property
    def is_fitted(self) -> bool:
        return self.estimates.reason is None

    @property
    def mean_spend(self) -> float:
        p, q, gamma = self.estimates.values
        return float(p * gamma / (q - 1))

    def expected_sum(
        self, repeats: np.ndarray, spend: np.ndarray, customers: np.ndarray
    ) -> np.ndarray:
        """E[M | x, z] of customers with the same x added up; `spend` is the sum of their x z.

        Their own mean, drawn to everyone's as far as x is small. It is linear in z.
        """
        p, q, gamma = self.estimates.values
        return (customers * gamma + spend) * p / (p * repeats + q - 1)


def spend_model(db: Database, day: date | None) -> SpendModel:
    """The model of all customers to this day, fitted once a generation."""

    def fit() -> SpendModel:
        return fit_cells(query(db, "gamma_gamma", as_of=day))

    if db.answers is None:
        return fit()
    return db.answers.recall(("model", "gamma_gamma", (("as_of", day),)), fit)


def fit_cells(cells: DataFrame) -> SpendModel:
    """The parameters that make these amounts most likely: a row a number of days and amount."""
    repeats = cells["repeats"].to_numpy(dtype=float)
    customers = cells["customers"].to_numpy(dtype=float)
    each = cells["spend"].to_numpy(dtype=float) / np.maximum(repeats, 1)
    scale = float(np.exp(np.average(np.log(each), weights=customers))) if len(cells) else 1.0
    likelihood = SpendLikelihood(repeats, each / scale, customers)
    found = maximum(likelihood, PARAMETERS, int(customers.sum()))
    return SpendModel(_in_money(found, scale), _correlation(repeats, each, customers))


def _in_money(found: Estimates, scale: float) -> Estimates:
    """Amounts were taken as parts of their geometric mean, so that the bounds suit any currency."""
    if found.reason is not None:
        return found
    if found.values[1] <= 1:
        return unknown(PARAMETERS, found.customers, NO_MEAN)
    money = np.array([1.0, 1.0, scale])
    return replace(
        found,
        values=found.values * money,
        errors=found.errors * money,
        log_likelihood=found.log_likelihood - found.customers * np.log(scale),
    )


def _correlation(repeats: np.ndarray, each: np.ndarray, customers: np.ndarray) -> float:
    if not len(repeats) or np.ptp(repeats) == 0 or np.ptp(each) == 0:
        return float("nan")
    n = customers.sum()
    days, amounts = repeats - weighed(customers, repeats) / n, each - weighed(customers, each) / n
    spread = np.sqrt(weighed(customers, days**2) * weighed(customers, amounts**2))
    return weighed(customers, days * amounts) / float(spread)


class SpendLikelihood(Likelihood):
    """ln L of mean day totals, as Fader & Hardie 2013 have it, and its gradient."""

    def __init__(self, repeats: np.ndarray, each: np.ndarray, customers: np.ndarray) -> None:
        self.x, self._x = np.unique(repeats, return_inverse=True)
        self.repeats, self.each, self.customers = repeats, each, customers
        self.by_x = np.bincount(self._x, customers, len(self.x))
        logs = np.log(each) + np.log(np.maximum(repeats, 1))
        self.sum_xlogs = weighed(customers, repeats * logs)
        self.sum_logs = weighed(customers, np.log(each))

    @property
    def is_telling(self) -> bool:
        return len(self.each) > 2 and np.ptp(self.each) > 0

    def starts(self) -> list[np.ndarray]:
        return [np.log([5.0, 3.0, 0.5]), np.zeros(3)]

    def value_and_gradient(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        p, q, gamma = parameters
        x, n = self.x, self.customers.sum()
        counts = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        whole = gamma + self.repeats * self.each
        ln_whole, power = np.log(whole), p * self.repeats + q
        value = weighed(self.by_x, counts) + p * self.sum_xlogs - self.sum_logs
        value -= weighed(self.customers, power * ln_whole)
        risen = digamma(p * x + q)
        by_p = weighed(self.by_x, x * (risen - digamma(p * x))) + self.sum_xlogs
        by_p -= weighed(self.customers * self.repeats, ln_whole)
        by_q = weighed(self.by_x, risen - digamma(q)) + n * np.log(gamma)
        by_q -= weighed(self.customers, ln_whole)
        by_gamma = n * q / gamma - weighed(self.customers, power / whole)
        return value, np.array([by_p, by_q, by_gamma])
