"""Correlations of incomplete columns: the same as pandas', however they were added up."""

import numpy as np
import pytest
from pandas import DataFrame

from lib.learn.moments import fits_together, moments


def incomplete(rows=60, columns=4, seed=2):
    random = np.random.default_rng(seed)
    values = random.normal(5, 2, (rows, columns)) + random.normal(size=(rows, 1))
    values[random.random(values.shape) < 0.2] = np.nan
    return values


@pytest.mark.parametrize("count", [1, 7, 60])
def test_pairs_of_columns_are_correlated_where_both_are_known(count):
    values = incomplete()
    groups = np.arange(60) % count
    found = moments(values, groups, count).weighted(np.ones((1, count))).correlations()[0]
    assert found == pytest.approx(DataFrame(values).corr().to_numpy())


def test_groups_count_as_often_as_they_are_drawn():
    values = incomplete(rows=12)
    drawn = np.array([[2.0, 0, 1, 3]])
    groups = np.repeat(np.arange(4), 3)
    repeated = np.concatenate([values[0:3], values[0:3], values[6:9], *[values[9:12]] * 3])
    found = moments(values, groups, 4).weighted(drawn).correlations()[0]
    assert found == pytest.approx(DataFrame(repeated).corr().to_numpy(), nan_ok=True)


def test_large_values_lose_no_digits():
    values = incomplete() + 1e9
    found = moments(values, np.zeros(60, int), 1).correlations()[0]
    assert found == pytest.approx(DataFrame(incomplete()).corr().to_numpy(), abs=1e-6)


def test_a_column_that_does_not_vary_has_no_correlation():
    values = np.column_stack([np.full(5, 0.1), np.arange(5.0)])
    found = moments(values, np.arange(5), 5).weighted(np.ones((1, 5))).correlations()[0]
    assert np.isnan(found[0]).all()
    assert not fits_together(found)


def test_columns_made_of_each_other_do_not_fit_together():
    one = np.random.default_rng(1).normal(size=(50, 2))
    made = np.column_stack([one, one.sum(axis=1)])
    assert fits_together(np.corrcoef(one.T))
    assert not fits_together(np.corrcoef(made.T))
