"""Choosing the days of silence: by hand, and against loops over every customer."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.silence import silence
from tests.drawing import draw, rows

AS_OF = date(2024, 12, 31)
REFERENCE = AS_OF - timedelta(180)  # with under 30 months of data


def shop(trades, *, as_of=AS_OF, **tables):
    """A store in which these customers traded so many days before the reference day."""
    orders = [
        {
            "order_id": f"{who} {place}",
            "customer_id": who,
            "ordered_on": str(REFERENCE - timedelta(days)),
            "revenue": 10,
        }
        for who, all_days in trades.items()
        for place, days in enumerate(all_days)
    ]
    return draw(complete_to=as_of, orders=orders, **tables)


def at(db, days, *columns, **asked):
    found = silence(db, **asked)
    return rows(found[found["silent_days"] == days], *columns)[0]


def test_who_is_called_and_comes_back_was_called_wrongly_and_who_is_gone_uncalled_was_missed():
    db = shop({"a": [100, -10], "b": [100], "c": [40], "d": [10, -180], "e": [10]})
    counts = ("called", "back", "back_share", "gone", "missed", "missed_share")
    assert at(db, 60, *counts) == (2, 1, 0.5, 3, 2, 2 / 3)
    assert at(db, 31, *counts) == (3, 1, 1 / 3, 3, 1, 1 / 3)
    assert at(db, 100, *counts) == (0, 0, None, 3, 3, 1.0)


def test_a_silence_of_exactly_n_is_not_called():
    db = shop({"a": [60], "b": [61]})
    assert at(db, 60, "called", "missed") == (1, 1)


def test_trade_on_the_reference_day_is_no_silence_and_the_day_after_is_a_return():
    db = shop({"a": [0, 100], "b": [100, -1], "c": [100]})
    assert at(db, 31, "called", "back", "gone") == (2, 1, 2)


def test_customers_are_those_of_the_365_days_before_and_returns_those_within_the_horizon():
    db = shop({"a": [365], "b": [366], "c": [50, -180], "d": [300, -200]}, as_of=AS_OF)
    assert at(db, 60, "called", "gone") == (2, 2)


def test_with_thirty_months_of_data_the_horizon_is_a_year():
    early = date(2022, 6, 30)
    for first, horizon in ((early, 365), (early + timedelta(1), 180)):
        orders = [
            {"order_id": "1", "customer_id": "a", "ordered_on": str(first), "revenue": 1},
            {"order_id": "2", "customer_id": "a", "ordered_on": "2023-12-01", "revenue": 1},
        ]
        db = draw(complete_to=AS_OF, orders=orders)
        reference = AS_OF - timedelta(horizon)
        assert at(db, 31, "horizon_days", "reference_day") == (horizon, reference)


def test_every_limit_that_can_be_set_has_a_row():
    found = silence(shop({"a": [10]}))
    assert list(found["silent_days"]) == list(range(31, 366))


def test_the_suggestion_covers_four_in_five_gaps():
    # Ended gaps of 40, 50, 60, 70 and 80 days; the last trade is on the as-of day.
    days = [0, 40, 90, 150, 220, 300]
    db = shop({"a": [180 - 180 - 180 + d for d in days]})
    assert at(db, 31, "suggested") == (70,)


def test_a_gap_still_open_counts_while_it_lasts():
    # Gaps of 80 and 100 days: survival 1/2, then 0. With one open for 310 days: 2/3, then 1/3.
    assert at(shop({"a": [0, -80, -180]}), 31, "suggested") == (100,)
    assert at(shop({"a": [0, -80, -180], "b": [130]}), 31, "suggested") == (90,)


def test_where_gaps_never_end_the_default_is_suggested():
    assert at(shop({"a": [10], "b": [20]}), 31, "suggested") == (90,)


@pytest.mark.parametrize(("gap", "suggested"), [(7, 31), (31, 31), (365, 365), (400, 365)])
def test_the_suggestion_stays_within_what_can_be_set(gap, suggested):
    db = shop({"a": range(-180, 366, gap)})
    assert at(db, 31, "suggested") == (suggested,)


def test_refunds_and_cancelled_orders_are_no_trade():
    orders = [
        {"order_id": "1", "customer_id": "a", "ordered_on": str(REFERENCE), "revenue": 1},
        {"order_id": "2", "customer_id": "a", "ordered_on": "2024-12-01", "revenue": -1},
    ]
    db = draw(complete_to=AS_OF, orders=orders)
    assert at(db, 31, "gone") == (1,)


def test_only_some_customers():
    regions = "customer_id | region\na | West\nb | East"
    db = shop({"a": [100], "b": [100, -5]}, customers=regions)
    west = Customers((("region", ("West",)),))
    assert at(db, 60, "called", "back", customers=west) == (1, 0)


def test_nobody_in_the_year_before_gives_no_rows():
    assert silence(shop({"a": [-5]})).empty
    assert silence(draw()).empty


def test_a_later_day_than_the_data_is_refused():
    with pytest.raises(BadQuestion):
        silence(shop({"a": [1]}), as_of=AS_OF + timedelta(1))


around = st.sampled_from([-180, -181, -1, 0, 1, 30, 31, 32, 89, 90, 91, 364, 365, 366])
trades = st.dictionaries(
    st.sampled_from("abcde"), st.lists(around, min_size=1, max_size=4), min_size=1
)


@settings(deadline=None, max_examples=30)
@given(trades=trades, limit=st.sampled_from([31, 32, 89, 90, 91, 364, 365]))
def test_the_curves_and_the_suggestion_are_those_of_plain_loops(trades, limit):
    found = silence(shop(trades))
    seen = {who: days for who, days in trades.items() if any(0 <= d <= 365 for d in days)}
    if not seen:
        assert found.empty
        return
    back = {who: any(-180 <= d < 0 for d in days) for who, days in seen.items()}
    silent = {who: min(d for d in days if d >= 0) for who, days in seen.items()}
    called = [who for who in seen if silent[who] > limit]
    gone = [who for who in seen if not back[who]]
    (row,) = rows(found[found["silent_days"] == limit], *found.columns[:8])
    assert row[1:3] == (len(called), sum(back[who] for who in called))
    assert row[4:6] == (len(gone), sum(silent[who] <= limit for who in gone))
    assert row[7] == _plain_suggestion(trades)


def _plain_suggestion(trades):
    ended, open_ = [], []
    for days in trades.values():
        known = sorted({d for d in days if d >= -180}, reverse=True)
        ended += [before - after for before, after in zip(known, known[1:], strict=False)]
        if known:
            open_.append(known[-1] + 180)
    still = Fraction(1)
    for length in sorted(set(ended)):
        at_risk = sum(gap >= length for gap in [*ended, *open_])
        still *= 1 - Fraction(ended.count(length), at_risk)
        if still <= Fraction(1, 5):
            return min(max(length, 31), 365)
    return 90
