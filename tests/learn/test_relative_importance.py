"""Relative importance against its definition: what each adds, averaged over every order."""

from itertools import permutations

import numpy as np
import pytest

from lib.learn import relative_importance
from lib.learn.relative_importance import coefficients, lmg, r_squared


def sample(predictors, rows=300, seed=1):
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, predictors)) @ random.normal(size=(predictors, predictors))
    outcome = values @ random.normal(size=predictors) + random.normal(size=rows)
    return values, outcome


def correlations_of(values, outcome):
    return np.corrcoef(np.column_stack([values, outcome]).T)


def explained_by(values, outcome, chosen):
    """R squared of an ordinary regression on the chosen columns."""
    design = np.column_stack([np.ones(len(outcome)), values[:, list(chosen)]])
    fitted = design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
    return 1 - ((outcome - fitted) ** 2).sum() / ((outcome - outcome.mean()) ** 2).sum()


def over_every_order(values, outcome):
    width = values.shape[1]
    added = np.zeros(width)
    orders = list(permutations(range(width)))
    for order in orders:
        for place, one in enumerate(order):
            with_it = explained_by(values, outcome, order[: place + 1])
            added[one] += with_it - explained_by(values, outcome, order[:place])
    return added / len(orders)


@pytest.mark.parametrize("predictors", [1, 2, 3, 5])
def test_it_is_what_each_adds_over_every_order(predictors):
    values, outcome = sample(predictors)
    found = lmg(correlations_of(values, outcome))
    assert found == pytest.approx(over_every_order(values, outcome), abs=1e-7)


def test_the_parts_add_up_to_what_all_explain():
    values, outcome = sample(7)
    correlations = correlations_of(values, outcome)
    assert lmg(correlations).sum() == pytest.approx(r_squared(correlations))
    assert r_squared(correlations) == pytest.approx(
        explained_by(values, outcome, range(7)), abs=1e-7
    )


def test_uncorrelated_predictors_explain_their_squared_correlations():
    correlations = np.eye(4)
    correlations[-1, :3] = correlations[:3, -1] = [0.5, -0.3, 0.1]
    assert lmg(correlations) == pytest.approx([0.25, 0.09, 0.01])


def test_two_that_say_the_same_share_what_they_explain():
    values, outcome = sample(2)
    doubled = np.column_stack([values[:, 0], values])
    found = lmg(correlations_of(doubled, outcome))
    assert found[0] == pytest.approx(found[1], abs=1e-6)


def test_random_orders_come_near_all_of_them():
    correlations = correlations_of(*sample(13, rows=2000))
    by_orders = lmg(correlations)
    assert by_orders.sum() == pytest.approx(r_squared(correlations), abs=1e-6)
    assert np.array_equal(by_orders, lmg(correlations))  # seeded
    exact = relative_importance._over_subsets(correlations + 1e-9 * np.eye(14))
    assert by_orders == pytest.approx(exact, abs=0.01)


def test_the_coefficients_are_those_of_standardised_columns():
    values, outcome = sample(3)
    scaled = (values - values.mean(axis=0)) / values.std(axis=0)
    target = (outcome - outcome.mean()) / outcome.std()
    expected = np.linalg.lstsq(scaled, target, rcond=None)[0]
    assert coefficients(correlations_of(values, outcome)) == pytest.approx(expected, abs=1e-6)
