"""How often customers buy and when they stop, told from their trade days alone: BG/NBD.

While a customer lives, trade days come at random, as often as a gamma distribution says (r, alpha);
after each, the customer may stop for good, as likely as a beta distribution says (a, b).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from pandas import DataFrame
from scipy.special import digamma, gammaln, hyp2f1

from lib.database import Database, query
from lib.learn.likelihood import Estimates, Likelihood, maximum, weighed
from lib.metrics.asking import as_of_day

WEEK = 7  # days
MOST_CELLS = 300_000  # above it times are rounded to the week
PARAMETERS = ("r", "alpha", "a", "b")


def bgnbd(db: Database, *, as_of: date | None = None) -> DataFrame:
    """How often customers buy and how likely they stop: the parameters of BG/NBD, a row each.

    Columns:
        parameter: r, alpha (of the purchases a week while alive: gamma, mean r / alpha), a, b (of
            the chance to stop after one: beta, mean a / (a + b)); then log_likelihood, customers.
        estimate: by maximum likelihood; NULL where it did not settle, as `model_fits` says why.
        standard_error: from the Hessian; NULL for the last two rows.

    A customer's x is the number of distinct trade days less one (an order of value 0 counts), t_x
    and T are the unrounded weeks from the first trade day to the last and to the as-of day. Equal
    histories are counted together; where more than 300,000 differ, times are rounded to the nearest
    week. Of all customers, whichever are shown. Raises BadQuestion for an as-of day later than the
    data's. Source: metrics.md section 3; Fader, Hardie & Lee 2005.
    """
    return purchase_model(db, as_of_day(db, as_of)).estimates.frame()


@dataclass(frozen=True)
class PurchaseModel:
    """BG/NBD as fitted, and what it foretells; times are in weeks."""

    estimates: Estimates

    @property
    def is_fitted(self) -> bool:
        return self.estimates.reason is None

    def expected(
        self, repeats: np.ndarray, recency: np.ndarray, age: np.ndarray, ahead: np.ndarray | float
    ) -> np.ndarray:
        """E[Y(t) | x, t_x, T]: trade days in the `ahead` weeks after the as-of day.

        The hypergeometric function is Euler's transform of the published one: the same number, and
        stable however often somebody bought.
        """
        return self.growth(repeats, age, ahead) * self.alive(repeats, recency, age)

    def growth(self, repeats: np.ndarray, age: np.ndarray, ahead: np.ndarray | float) -> np.ndarray:
        """The same of who is alive for certain: it does not depend on t_x."""
        r, alpha, a, b = self.estimates.values
        a = _off_one(a)
        left = (alpha + age) / (alpha + age + ahead)
        rest = left ** (a - 1) * hyp2f1(
            a + b - 1 - r, a - 1, a + b + repeats - 1, ahead / (alpha + age + ahead)
        )
        return (a + b + repeats - 1) / (a - 1) * (1 - rest)

    def alive(self, repeats: np.ndarray, recency: np.ndarray, age: np.ndarray) -> np.ndarray:
        """P(alive | x, t_x, T); 1 by construction for who bought on one day only."""
        r, alpha, a, b = self.estimates.values
        with np.errstate(over="ignore", divide="ignore"):
            odds = np.exp(
                np.log(a)
                - np.log(np.where(repeats > 0, b + repeats - 1, 1.0))
                + (r + repeats) * (np.log(alpha + age) - np.log(alpha + recency))
            )
        return 1 / (1 + np.where(repeats > 0, odds, 0.0))

    def expected_of_new(self, weeks: np.ndarray) -> np.ndarray:
        """E[X(t)]: repeat trade days of a new customer within so many weeks."""
        r, alpha, a, b = self.estimates.values
        a = _off_one(a)
        rest = (alpha / (alpha + weeks)) ** (a - 1) * hyp2f1(
            a + b - 1 - r, a - 1, a + b - 1, weeks / (alpha + weeks)
        )
        return (a + b - 1) / (a - 1) * (1 - rest)


def _off_one(a: float) -> float:
    """Both formulas divide 0 by 0 at a = 1, and are smooth around it."""
    return a if abs(a - 1) > 1e-6 else 1 + 1e-6


def purchase_model(db: Database, day: date | None) -> PurchaseModel:
    """The model of all customers to this day, fitted once a generation."""

    def fit() -> PurchaseModel:
        return PurchaseModel(fit_cells(_cells(db, day)))

    if db.answers is None:
        return fit()
    return db.answers.recall(("model", "bgnbd", (("as_of", day),)), fit)


def fit_cells(cells: DataFrame) -> Estimates:
    """The parameters that make these histories most likely: a row a history (days, not weeks)."""
    likelihood = PurchaseLikelihood(
        repeats=cells["repeats"].to_numpy(),
        recency=cells["recency"].to_numpy() / WEEK,
        age=cells["age"].to_numpy() / WEEK,
        customers=cells["customers"].to_numpy(dtype=float),
    )
    return maximum(likelihood, PARAMETERS, int(cells["customers"].sum()))


def _cells(db: Database, day: date | None) -> DataFrame:
    return query(db, "bgnbd", as_of=day, most_cells=MOST_CELLS)


class PurchaseLikelihood(Likelihood):
    """ln L of grouped histories, as Fader, Hardie & Lee 2005 have it, and its gradient.

    What depends on x, t_x or T alone is worked out once for each value that occurs.
    """

    def __init__(
        self, repeats: np.ndarray, recency: np.ndarray, age: np.ndarray, customers: np.ndarray
    ) -> None:
        self.x, self._x = np.unique(repeats, return_inverse=True)
        self.recency, self._recency = np.unique(recency, return_inverse=True)
        self.age, self._age = np.unique(age, return_inverse=True)
        self.customers = customers
        self.customers_by_x = np.bincount(self._x, customers, len(self.x))

    @property
    def is_telling(self) -> bool:
        """Some came again, and not everyone alike."""
        return len(self.x) > 1 and len(self.age) > 0

    def starts(self) -> list[np.ndarray]:
        weeks = max(float(np.average(self.age[self._age], weights=self.customers)), 1.0)
        return [np.zeros(4), np.log([0.5, weeks / 4, 0.5, 2.0])]

    def value_and_gradient(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        r, alpha, a, b = parameters
        x = self.x
        counts = (
            gammaln(r + x)
            - gammaln(r)
            + r * np.log(alpha)
            + gammaln(a + b)
            + gammaln(b + x)
            - gammaln(b)
            - gammaln(a + b + x)
        )
        to_age, to_recency = np.log(alpha + self.age), np.log(alpha + self.recency)
        power = (r + x)[self._x]
        ln_age, ln_recency = to_age[self._age], to_recency[self._recency]
        living = -power * ln_age
        came = x > 0
        stopping = np.where(came, np.log(a) - np.log(np.where(came, b + x - 1, 1.0)), -np.inf)
        stopped = stopping[self._x] - power * ln_recency
        both = np.logaddexp(living, stopped)
        value = weighed(self.customers_by_x, counts) + weighed(self.customers, both)

        share = np.exp(stopped - both)  # of the likelihood, by having stopped
        stopped_in = self.customers * share
        living_in = self.customers - stopped_in
        stopped_by_x = np.bincount(self._x, stopped_in, len(x))
        together = digamma(a + b) - digamma(a + b + x)
        by_r = weighed(self.customers_by_x, digamma(r + x) - digamma(r) + np.log(alpha))
        by_r -= weighed(living_in, ln_age) + weighed(stopped_in, ln_recency)
        by_alpha = self.customers.sum() * r / alpha
        by_alpha -= weighed(living_in * power, (1 / (alpha + self.age))[self._age])
        by_alpha -= weighed(stopped_in * power, (1 / (alpha + self.recency))[self._recency])
        by_a = weighed(self.customers_by_x, together) + stopped_by_x.sum() / a
        by_b = weighed(self.customers_by_x, together + digamma(b + x) - digamma(b))
        by_b -= weighed(stopped_by_x[came], 1 / (b + x[came] - 1))
        return value, np.array([by_r, by_alpha, by_a, by_b])
