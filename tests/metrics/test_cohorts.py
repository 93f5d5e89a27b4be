"""Cohorts and new customers: by hand, and against pandas on companies drawn at random."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics import cohort_list, cohort_retention, prospecting
from tests.drawing import draw, rows

SHOP = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-31 | 10
    2        | a           | 2024-02-01 | 10
    3        | a           | 2024-02-20 | 10
    4        | a           | 2024-04-30 | 10
    5        | b           | 2024-01-05 | 10
    6        | c           | 2024-04-02 | 10
    7        | d           | 2024-05-02 | 10
    8        | b           | 2024-03-05 | -10
"""
WHO = "customer_id | region | kind\na | West | person\nb | East | person\nd | West | business"
UNTIL = date(2024, 5, 31)
COUNTS = ("cohort", "month_number", "customers", "active", "share")


def month(number):
    return date(2024, number, 1)


def test_a_cohort_is_followed_through_every_complete_month():
    db = draw(orders=SHOP, complete_to=UNTIL)
    assert rows(cohort_retention(db), *COUNTS) == [
        (month(1), 0, 2, 2, 1.0),
        (month(1), 1, 2, 1, 0.5),
        (month(1), 2, 2, 0, 0.0),  # a refund is no trade
        (month(1), 3, 2, 1, 0.5),
        (month(1), 4, 2, 0, 0.0),
        (month(4), 0, 1, 1, 1.0),
        (month(4), 1, 1, 0, 0.0),
        (month(5), 0, 1, 1, 1.0),
    ]


def test_a_month_that_is_not_complete_is_not_observable_yet():
    found = cohort_retention(draw(orders=SHOP, complete_to=UNTIL), as_of=date(2024, 5, 30))
    told = {row[:2]: row[2:] for row in rows(found, *COUNTS)}
    assert told[month(1), 3] == (2, 1, 0.5)
    assert told[month(1), 4] == (2, None, None)
    assert told[month(5), 0] == (1, None, None)


def test_an_earlier_day_knows_nothing_of_what_came_after_it():
    found = cohort_retention(draw(orders=SHOP, complete_to=UNTIL), as_of=date(2024, 4, 1))
    assert rows(found, *COUNTS) == [
        (month(1), 0, 2, 2, 1.0),
        (month(1), 1, 2, 1, 0.5),
        (month(1), 2, 2, 0, 0.0),
        (month(1), 3, 2, None, None),
    ]


def test_cohorts_within_ninety_days_of_the_first_trade_day_may_hold_older_customers():
    found = cohort_retention(draw(orders=SHOP, complete_to=UNTIL))
    marked = dict(rows(found, "cohort", "may_hold_older"))
    # The first of April is 87 days after the fifth of January, the first of May 117.
    assert marked == {month(1): True, month(4): True, month(5): False}
    assert list(found.columns[:5]) == list(COUNTS)


def test_only_some_customers():
    db = draw(orders=SHOP, customers=WHO, complete_to=UNTIL)
    west = Customers((("region", ("West",)),))
    assert rows(cohort_retention(db, customers=west), *COUNTS)[1] == (month(1), 1, 1, 1, 1.0)
    assert cohort_retention(db, tier=("A",)).empty  # too few customers for tiers


def test_as_many_customers_stand_behind_a_cell_as_it_shows():
    db = draw(orders=SHOP, complete_to=UNTIL)
    for row in cohort_retention(db).itertuples():
        listed = cohort_list(db, cohort=row.cohort.date(), month_number=row.month_number)
        assert len(listed) == row.active
    (told,) = rows(
        cohort_list(db, cohort=month(4)), "customer_id", "first_trade_day", "trade_days", "total"
    )
    assert told == ("c", date(2024, 4, 2), 1, 1)


def test_new_customers_by_month_and_kind():
    db = draw(orders=SHOP, customers=WHO, complete_to=UNTIL)
    found = prospecting(db, since=month(4), until=UNTIL)
    assert rows(found, "month", "group", "customers", "trend") == [
        (month(4), "business", 0, None),
        (month(4), "person", 0, None),
        (month(4), None, 1, None),
        (month(5), "business", 1, None),
        (month(5), "person", 0, None),
        (month(5), None, 0, None),
    ]
    assert prospecting(db, until=date(2024, 5, 30))["month"].max().date() == month(4)
    assert len(cohort_list(db, by="kind", group="business", since=month(4), until=UNTIL)) == 1


def test_the_trend_is_the_mean_of_twelve_months():
    orders = [
        {
            "order_id": f"{n} {who}",
            "customer_id": f"{n} {who}",
            "ordered_on": date(2023 + n // 12, n % 12 + 1, 15),
            "revenue": 1,
        }
        for n in range(13)
        for who in range(n + 1)
    ]
    found = prospecting(draw(orders=orders, complete_to=date(2024, 1, 31)), by="all")
    assert rows(found, "customers", "trend")[-3:] == [(11, None), (12, 6.5), (13, 7.5)]


def test_a_later_day_and_an_unknown_group_are_refused():
    db = draw(orders=SHOP)
    with pytest.raises(BadQuestion):
        cohort_retention(db, as_of=date(2025, 1, 1))
    with pytest.raises(BadQuestion):
        prospecting(db, by="shoe size")


@pytest.mark.parametrize("seed", range(3))
def test_cohorts_are_those_pandas_makes(seed):
    random = np.random.default_rng(seed)
    lines = pd.DataFrame(
        {
            "customer_id": random.choice(list("abcdefgh"), 60),
            "ordered_on": pd.Timestamp(2023, 1, 3)
            + pd.to_timedelta(random.integers(0, 400, 60), "D"),
            "revenue": random.choice([-5, 0, 10], 60),
        }
    )
    until = pd.Timestamp(2024, 1, 20)
    orders = lines.assign(
        order_id=[str(n) for n in range(60)], ordered_on=lines["ordered_on"].dt.date.astype(str)
    )
    db = draw(orders=orders.to_dict("records"), complete_to=date(2024, 3, 15))
    told = {row[:2]: row[2:] for row in rows(cohort_retention(db, as_of=until.date()), *COUNTS)}
    assert told == plain_cohorts(lines[lines["revenue"] >= 0], until)


def plain_cohorts(trade, until):
    """Cohort and months after it → customers, active, share: lines of trade, in pandas."""
    trade = trade[trade["ordered_on"] <= until]
    months = trade["ordered_on"].dt.to_period("M")
    first = months.groupby(trade["customer_id"]).min()
    told = {}
    for cohort, members in first.groupby(first).groups.items():
        for number in range((until.to_period("M") - cohort).n + 1):
            at = cohort + number
            active = trade.loc[months == at, "customer_id"].drop_duplicates().isin(members).sum()
            over = at.end_time.normalize() <= until
            told[cohort.start_time.date(), number] = (
                len(members),
                int(active) if over else None,
                active / len(members) if over else None,
            )
    return told
