"""Recency, frequency and money: every score has a name, and equal values one score."""

from datetime import date, timedelta
from math import ceil

import numpy as np
import pandas as pd
import pytest

from lib.errors import BadQuestion
from lib.metrics import rfm, rfm_list
from lib.metrics.rfm import SEGMENT_OF, SEGMENTS
from tests.drawing import draw, rows

AS_OF = date(2024, 6, 30)
SCORES = ("customer_id", "recency_score", "frequency_score", "money_score")


def shop(*trades):
    """Customer, days before the as-of day, revenue: one order each."""
    orders = [
        {
            "order_id": str(n),
            "customer_id": who,
            "ordered_on": str(AS_OF - timedelta(days)),
            "revenue": revenue,
        }
        for n, (who, days, revenue) in enumerate(trades)
    ]
    return draw(orders=orders, complete_to=AS_OF)


def test_every_one_of_the_125_scores_has_a_name_and_every_name_a_score():
    every = {(r, f, m) for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)}
    assert set(SEGMENT_OF) == every
    assert set(SEGMENT_OF.values()) == set(SEGMENTS)
    assert SEGMENT_OF[5, 5, 5] == "champions"
    assert SEGMENT_OF[1, 1, 1] == "lost"


def test_scores_are_fifths_of_the_average_rank():
    # Two equals of five share the average rank 1.5: ceil(5 x 1.5 / 5) = 2, and nobody has 1.
    db = shop(("a", 9, 10), ("b", 9, 10), ("c", 8, 20), ("d", 7, 30), ("e", 6, 40))
    assert {row[0]: row[1:] for row in rows(rfm_list(db), *SCORES)} == {
        "a": (2, 3, 2),
        "b": (2, 3, 2),
        "c": (3, 3, 3),
        "d": (4, 3, 4),
        "e": (5, 3, 5),
    }


def test_only_trade_of_the_twelve_months_counts_and_refunds_take_money_back():
    db = shop(("a", 0, 100), ("a", 1, -30), ("b", 365, 5), ("c", 366, 5), ("d", 3, -5))
    listed = rows(rfm_list(db), "customer_id", "orders", "revenue", "silent_for")
    assert listed == [("a", 1, 70, 0), ("b", 1, 5, 365)]


def test_the_segments_add_up_and_open_their_customers():
    random = np.random.default_rng(3)
    trades = [
        (f"c{random.integers(40)}", int(random.integers(360)), int(random.integers(1, 90)))
        for _ in range(120)
    ]
    db = shop(*trades)
    found = rfm(db)
    assert list(found["segment"]) == list(SEGMENTS)
    assert found["customers"].sum() == len({who for who, _, _ in trades})
    assert found["share"].sum() == pytest.approx(1)
    assert found["revenue"].sum() == sum(money for _, _, money in trades)
    for segment, customers in rows(found, "segment", "customers"):
        assert len(rfm_list(db, segment=segment)) == customers


def test_scores_are_those_pandas_makes():
    random = np.random.default_rng(1)
    trades = [
        (f"c{random.integers(30):02}", int(random.integers(360)), int(random.integers(1, 9)) * 10)
        for _ in range(70)
    ]
    lines = pd.DataFrame(trades, columns=["who", "days", "money"])
    each = lines.groupby("who").agg(
        recency=("days", "min"), frequency=("days", "size"), money=("money", "sum")
    )
    each["recency"] *= -1
    scores = (5 * each.rank(method="average") / len(each)).map(lambda x: ceil(round(x, 9)))
    wanted = {who: tuple(row) for who, *row in scores.itertuples()}
    assert {row[0]: row[1:] for row in rows(rfm_list(shop(*trades)), *SCORES)} == wanted


def test_an_unknown_segment_and_an_empty_store():
    with pytest.raises(BadQuestion):
        rfm_list(shop(("a", 0, 1)), segment="whales")
    assert rfm(draw()).empty
