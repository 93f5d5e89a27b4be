"""The alarm rule: numbers by hand, how often it cries wolf, and that it sees what is there."""

from math import inf, isnan, nan, sqrt

import numpy as np
import pytest
from scipy.stats import nbinom, t

from lib.metrics.alarms import LEVEL_OF_MANY, judged_by_past

STEADY = np.full(13, 1_000.0)
TRIALS = 4_000


def plainly(counts, exposures, level=0.975):
    """The rule in plain loops: (expected, limit, alarm) of the last month."""
    pairs = list(zip(counts, exposures, strict=True))
    *before, (count, exposed) = pairs[-13:]
    before = [(k, n) for k, n in before if not isnan(k) and not isnan(n)]
    all_exposed = sum(n for _k, n in before)
    if len(before) < 6 or not all_exposed or not exposed or isnan(count):
        return nan, nan, nan
    total = sum(k for k, _n in before)
    e = exposed / all_exposed
    chi = sum((k - total * n / all_exposed) ** 2 / (total * n / all_exposed) for k, n in before)
    phi = max(1, chi / (len(before) - 1))
    limit = total * e + t.ppf(level, len(before) - 1) * sqrt(phi * total * e * (1 + e))
    limit = max(limit, nbinom.ppf(level, total + 0.5, 1 / (1 + e)))
    return total * e, limit, float(count > limit)


def last(counts, exposures=STEADY, **asked):
    judged = judged_by_past(counts, exposures, **asked)
    return judged.expected[..., -1], judged.limit[..., -1], judged.alarm[..., -1]


def alarms(counts, **asked):
    """The share of trials whose last month is an alarm."""
    return float(last(counts, **asked)[2].mean())


def test_twelve_even_months_let_expect_their_mean_and_a_limit_by_hand():
    # K = 120, e = 1/12, mu = 10; t(11, .975) = 2.20099; sqrt(10 x 13/12) = 3.29140
    expected, limit, alarm = last([10] * 12 + [18])
    assert (expected, alarm) == (10, 1)
    assert limit == pytest.approx(10 + 2.20099 * 3.29140, abs=1e-4)
    assert last([10] * 12 + [17])[2] == 0


def test_an_uneven_past_allows_for_more():
    # Pearson's chi-squared: 12 x 5**2 / 10 = 30, phi = 30 / 11
    expected, limit, _alarm = last([5, 15] * 6 + [18])
    assert expected == 10
    assert limit == pytest.approx(10 + 2.20099 * sqrt(30 / 11 * 10 * 13 / 12), abs=1e-3)


def test_more_customers_let_expect_more():
    assert last([10] * 12 + [20], [1_000] * 12 + [2_000])[0] == 20


@pytest.mark.parametrize(("months", "is_judged"), [(0, False), (5, False), (6, True), (11, True)])
def test_a_month_with_fewer_than_six_before_it_is_not_judged(months, is_judged):
    judged = judged_by_past([10] * (months + 1), [100] * (months + 1))
    assert isnan(judged.alarm[-1]) != is_judged
    assert judged.expected[-1] == pytest.approx(10) or not is_judged


def test_no_months_no_customers_and_no_losses_raise_nothing():
    assert judged_by_past([], []).alarm.shape == (0,)
    assert isnan(last([0] * 13, [0] * 13)[2])
    expected, limit, alarm = last([0] * 13)
    assert expected == alarm == 0
    assert 0 <= limit < inf
    assert last([0] * 12 + [5])[2] == 1


def test_months_that_are_not_known_neither_judge_nor_are_judged():
    counts = [nan] * 3 + [10] * 9 + [nan]
    assert isnan(last(counts)[2])
    counts[-1] = 30
    assert last(counts) == pytest.approx(plainly(counts, STEADY))


def test_any_series_agrees_with_the_rule_in_plain_loops():
    random = np.random.default_rng(5)
    counts = random.poisson(random.uniform(1, 40, (60, 1)), (60, 13))
    exposures = random.integers(50, 2_000, (60, 13))
    told = np.transpose(last(counts, exposures))
    plain = [plainly(*series) for series in zip(counts, exposures, strict=True)]
    assert told == pytest.approx(np.array(plain))


@pytest.mark.parametrize("mean", [3, 40, 400])
def test_false_alarms_stay_below_two_percent_a_month_on_poisson_counts(mean):
    counts = np.random.default_rng(1).poisson(mean, (TRIALS, 13))
    assert alarms(counts) < 0.02
    assert alarms(counts, level=LEVEL_OF_MANY) < 0.002


@pytest.mark.parametrize(("mean", "spread"), [(20, 2), (40, 3), (400, 5)])
def test_false_alarms_stay_below_four_percent_a_month_on_overdispersed_counts(mean, spread):
    size = mean / (spread - 1)
    counts = np.random.default_rng(2).negative_binomial(size, 1 / spread, (TRIALS, 13))
    assert alarms(counts) < 0.04
    assert alarms(counts, level=LEVEL_OF_MANY) < 0.004


def test_a_doubling_is_found():
    random = np.random.default_rng(3)
    counts = random.poisson(40, (TRIALS, 13))
    counts[:, -1] = random.poisson(80, TRIALS)
    assert alarms(counts) > 0.99
    assert alarms(counts, level=LEVEL_OF_MANY) > 0.8
