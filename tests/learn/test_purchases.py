"""How often and for how much customers buy: planted parameters are found, formulas are the
published ones, and data that cannot tell says so."""

from datetime import date
from importlib import import_module

import numpy as np
import pytest
from pandas import DataFrame
from scipy.special import beta, gammaln, hyp2f1

from lib.database import Answers, Database
from lib.learn import gamma_gamma, model_fits
from lib.learn.bgnbd import PurchaseLikelihood, PurchaseModel, bgnbd, fit_cells, purchase_model
from lib.learn.gamma_gamma import fit_cells as fit_spending
from lib.learn.likelihood import AT_A_BOUND, Estimates
from tests.drawing import draw, rows

# The package's own name for it is the function.
bgnbd_module = import_module("lib.learn.bgnbd")

PLANTED = np.array([0.8, 6.0, 0.9, 3.0])  # r, alpha, a, b


def simulated(customers=10_000, weeks=78, seed=7):
    """Histories as the model tells them, in days: cells of one customer each."""
    random = np.random.default_rng(seed)
    r, alpha, a, b = PLANTED
    rate, leaving = random.gamma(r, 1 / alpha, customers), random.beta(a, b, customers)
    age = random.uniform(20, weeks, customers)
    repeats, recency = np.zeros(customers, dtype=int), np.zeros(customers)
    living = np.ones(customers, dtype=bool)
    at = np.zeros(customers)
    while living.any():
        at = at + random.exponential(1 / rate)
        came = living & (at < age)
        repeats[came] += 1
        recency[came] = at[came]
        living = came & (random.uniform(size=customers) >= leaving)
    return DataFrame({"repeats": repeats, "recency": recency * 7, "age": age * 7, "customers": 1})


@pytest.fixture(scope="module")
def planted():
    return fit_cells(simulated())


def test_planted_parameters_are_found_within_their_errors(planted):
    assert planted.reason is None
    assert np.all(np.abs(planted.values - PLANTED) < 3 * planted.errors)
    assert np.all(planted.errors < 0.25 * PLANTED)


def test_the_likelihood_is_the_published_one():
    cells = simulated(200)
    x, recency, age = (cells[name].to_numpy() for name in ("repeats", "recency", "age"))
    recency, age = recency / 7, age / 7
    r, alpha, a, b = parameters = np.array([0.3, 4.0, 0.7, 2.0])
    living = beta(a, b + x) / beta(a, b) * (alpha + age) ** -(r + x)
    stopped = np.where(
        x > 0,
        beta(a + 1, b + np.maximum(x, 1) - 1) / beta(a, b) * (alpha + recency) ** -(r + x),
        0,
    )
    plain = np.log(living + stopped) + gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    likelihood = PurchaseLikelihood(x, recency, age, np.ones(200))
    value, slope = likelihood.value_and_gradient(parameters)
    assert value == pytest.approx(plain.sum())
    for place in range(4):
        step = np.eye(4)[place] * 1e-6
        ends = [likelihood.value_and_gradient(parameters + s)[0] for s in (step, -step)]
        assert slope[place] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-5)


def model_of(*values):
    return PurchaseModel(Estimates(("r", "alpha", "a", "b"), np.array(values), None, 0.0, 1))


def test_what_is_expected_is_the_published_formula():
    model = model_of(0.243, 4.414, 0.793, 2.426)
    r, alpha, a, b = model.estimates.values
    x, recency, age, ahead = 4, 20.0, 39.0, 26.0
    plain = (a + b + x - 1) / (a - 1)
    plain *= 1 - ((alpha + age) / (alpha + age + ahead)) ** (r + x) * hyp2f1(
        r + x, b + x, a + b + x - 1, ahead / (alpha + age + ahead)
    )
    plain /= 1 + a / (b + x - 1) * ((alpha + age) / (alpha + recency)) ** (r + x)
    (told,) = model.expected(np.array([x]), np.array([recency]), np.array([age]), ahead)
    assert told == pytest.approx(plain)
    new = (a + b - 1) / (a - 1)
    new *= 1 - (alpha / (alpha + 9)) ** r * hyp2f1(r, b, a + b - 1, 9 / (alpha + 9))
    assert model.expected_of_new(np.array([9.0]))[0] == pytest.approx(new)


def test_it_is_steady_for_the_most_frequent_customer_and_at_a_of_one():
    often = np.array([2000.0])
    model = model_of(0.243, 4.414, 0.793, 2.426)
    (told,) = model.expected(often, np.array([150.0]), np.array([150.2]), 52.0)
    assert 0 < told < 52 * 2000 / 150
    near = [
        model_of(0.2, 4.0, a, 2.0).expected(
            np.array([3.0]), np.array([9.0]), np.array([20.0]), 10.0
        )
        for a in (1 - 1e-4, 1.0, 1 + 1e-4)
    ]
    assert near[0] == pytest.approx(near[2], rel=1e-3)
    assert near[1] == pytest.approx(near[0], rel=1e-3)


SHOP = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-01 | 10
    2        | a           | 2024-01-01 | 20
    3        | a           | 2024-01-09 | 0
    4        | a           | 2024-02-01 | 30
    5        | a           | 2024-02-03 | -30
    6        | b           | 2024-01-05 | 10
    7        | b           | 2024-03-05 | 10
"""


def test_trade_days_are_counted_as_the_book_says(monkeypatch):
    db = draw(orders=SHOP, complete_to=date(2024, 3, 10))
    day = date(2024, 2, 10)  # in the middle of a month: what comes after it is not known
    cells = bgnbd_module._cells(db, day)
    assert rows(cells) == [(0, 0, 36, 1), (2, 31, 40, 1)]
    monkeypatch.setattr(bgnbd_module, "MOST_CELLS", 1)
    assert rows(bgnbd_module._cells(db, day)) == [(0, 0, 35, 1), (2, 28, 42, 1)]


def test_what_cannot_be_fitted_is_null_and_says_why():
    db = draw(orders=SHOP, complete_to=date(2024, 3, 10))
    found = bgnbd(db, as_of=date(2024, 1, 8))
    assert list(found["parameter"]) == ["r", "alpha", "a", "b", "log_likelihood", "customers"]
    assert list(found.columns) == ["parameter", "estimate", "standard_error"]
    assert found["estimate"][:5].isna().all()
    assert found["estimate"][5] == 2
    told = rows(model_fits(db, as_of=date(2024, 1, 8)), "model", "is_fitted", "reason")
    assert told == [
        ("bgnbd", False, "too few customers came again"),
        ("gamma_gamma", False, "too few customers came again"),
    ]


def test_an_estimate_at_its_bound_is_none():
    # Everybody bought on the same days and is alive: how customers differ cannot be told.
    alike = DataFrame(
        {"repeats": [3, 4], "recency": [70, 70], "age": [70, 70], "customers": [500, 500]}
    )
    assert fit_cells(alike).reason == AT_A_BOUND
    assert np.isnan(fit_cells(alike).values).all()


def test_the_model_is_fitted_once_a_generation():
    answers = Answers()
    db = Database(draw(orders=SHOP).connection, answers=answers)
    assert purchase_model(db, date(2024, 2, 1)) is purchase_model(db, date(2024, 2, 1))


# Spending ---------------------------------------------------------------------------------------


def spent(customers=6_000, p=4.0, q=3.5, scale=40.0, seed=3):
    random = np.random.default_rng(seed)
    repeats = random.integers(1, 8, customers)
    means = random.gamma(p * repeats, 1 / random.gamma(q, 1 / scale, customers))
    return DataFrame({"repeats": repeats, "spend": means, "customers": 1})


def test_planted_spending_is_found_whatever_the_currency():
    for currency in (1, 20_000):  # e to the 8th is 2,981: the bound is not one of money
        model = fit_spending(spent(scale=40.0 * currency))
        found, errors = model.estimates.values, model.estimates.errors
        assert np.all(np.abs(found - [4.0, 3.5, 40.0 * currency]) < 3 * errors)
        assert model.mean_spend == pytest.approx(4 * 40 * currency / 2.5, rel=0.03)
        assert abs(model.correlation) < 0.03


def test_a_mean_is_drawn_to_everyones_as_far_as_little_is_known():
    model = fit_spending(spent())
    p, q, gamma = model.estimates.values
    (told,) = model.expected_sum(np.array([3.0]), np.array([90.0]), np.array([1.0]))
    own = p * 3 / (p * 3 + q - 1)
    assert told == pytest.approx(own * 30 + (1 - own) * model.mean_spend)
    nothing = model.expected_sum(np.array([0.0]), np.array([0.0]), np.array([1.0]))
    assert nothing[0] == pytest.approx(model.mean_spend)


def test_spending_without_a_mean_is_null():
    heavy = fit_spending(spent(q=0.6))
    assert heavy.estimates.reason == "q is not above 1: customers' spending has no mean"
    assert np.isnan(heavy.mean_spend)


def test_only_repeat_days_with_money_count():
    db = draw(orders=SHOP, complete_to=date(2024, 3, 10))
    found = dict(rows(gamma_gamma(db), "parameter", "estimate"))
    assert found["customers"] == 2
