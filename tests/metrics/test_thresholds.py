"""What the settings divide: satisfied customers from others, large deals from small ones."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.intervals import wilson
from lib.metrics.sales import large_deals
from lib.metrics.satisfaction import satisfied
from lib.settings import Settings
from tests.drawing import draw, rows

COUNTS = ("customers", "satisfied", "dissatisfied")


def counts(db, **asked):
    (row,) = rows(satisfied(db, **asked), *COUNTS)
    return row


# Satisfied customers ------------------------------------------------------------------------------


def test_a_customer_is_judged_by_the_latest_day_of_answers():
    db = draw(
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived | scale_max
            1           | a           | 2024-01-10  | price  | 5        | 2         | 5
            2           | a           | 2024-03-10  | price  | 5        | 5         | 5
            3           | b           | 2024-03-10  | price  | 5        | 5         | 5
            3           | b           | 2024-03-10  | speed  | 5        | 3         | 5
            4           | c           | 2024-02-10  | price  | 5        | 3         | 5
            4           | c           | 2024-02-10  | speed  |          | 5         | 5
        """
    )
    # a: 5/5 on the later day; b: 8/10, neither; c: 3/5, as what has no expectation is no pair.
    assert counts(db) == (3, 1, 1)
    assert counts(db, as_of=date(2024, 1, 31)) == (1, 0, 1)


# In binary the third is .8999999999999999.
def test_a_ratio_of_exactly_the_limit_is_satisfied_and_of_exactly_80_is_not_dissatisfied():
    db = draw(
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived | scale_max
            1           | a           | 2024-03-10  | price  | 10       | 9         | 10
            2           | b           | 2024-03-10  | price  | 5        | 4         | 10
            3           | c           | 2024-03-10  | p1     | 1        | 1         | 5
            3           | c           | 2024-03-10  | p2     | 4        | 3.5       | 5
        """
    )
    assert counts(db) == (3, 2, 0)
    assert counts(db, settings=Settings(satisfied_at=0.91)) == (3, 0, 0)
    assert counts(db, settings=Settings(satisfied_at=0.8)) == (3, 3, 0)


def test_answers_count_for_twelve_months():
    db = draw(
        complete_to=date(2024, 3, 31),
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived
            1           | a           | 2023-03-31  | price  | 5        | 5
            2           | b           | 2023-04-01  | price  | 5        | 5
            3           | c           |             | price  | 5        | 5
            4           |             | 2024-03-01  | price  | 5        | 5
        """,
    )
    assert counts(db) == (1, 1, 0)


def test_a_share_of_few_customers_is_not_told():
    def asked(customers):
        lines = "\n".join(f"{n} | {n} | 2024-03-01 | price | 5 | 5" for n in range(customers))
        header = "response_id | customer_id | answered_on | aspect | expected | perceived\n"
        return rows(satisfied(draw(ratings=header + lines)), "customers", "share", "low", "high")[0]

    assert asked(4) == (4, None, None, None)
    assert asked(5) == (5, 1.0, *wilson(5, 5))


def test_nobody_asked_is_unknown():
    assert rows(satisfied(draw())) == [(0, 0, 0, None, None, None)]


def test_satisfied_customers_can_be_those_of_a_region():
    db = draw(
        customers="""
            customer_id | region
            a           | West
            b           | East
        """,
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived
            1           | a           | 2024-03-10  | price  | 5        | 5
            2           | b           | 2024-03-10  | price  | 5        | 1
        """,
    )
    assert counts(db, customers=Customers((("region", ("West",)),))) == (1, 1, 0)


def test_a_later_day_than_the_data_is_refused():
    with pytest.raises(BadQuestion):
        satisfied(draw(complete_to=date(2024, 3, 31)), as_of=date(2024, 4, 1))


EDGE = date(2024, 3, 31)
points = st.integers(0, 5)
ratings = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(-3, 3).map(lambda n: EDGE - timedelta(366 if n < 0 else 0) + timedelta(n)),
        st.sampled_from(["price", "speed"]),
        points | st.none(),
        points,
    ),
    max_size=12,
    unique_by=lambda answer: answer[:3],
)


@settings(deadline=None, max_examples=30)
@given(answers=ratings, limit=st.sampled_from([Fraction(4, 5), Fraction(9, 10), Fraction(1)]))
def test_satisfied_customers_are_those_of_a_plainer_reading(answers, limit):
    drawn = [
        {
            "response_id": f"{who} {day}",
            "customer_id": who,
            "answered_on": str(day),
            "aspect": aspect,
            "expected": expected,
            "perceived": perceived,
            "importance": 1,
            "scale_max": 5,
        }
        for who, day, aspect, expected, perceived in answers
    ]
    db = draw(complete_to=EDGE, ratings=drawn)
    found = counts(db, settings=Settings(satisfied_at=float(limit)))
    ratios = _latest_ratios(answers)
    assert found == (
        len(ratios),
        sum(ratio >= limit for ratio in ratios),
        sum(ratio < Fraction(4, 5) for ratio in ratios),
    )


def _latest_ratios(answers):
    sums = defaultdict(lambda: [0, 0])
    for who, day, _, expected, perceived in answers:
        if expected is not None and date(2023, 4, 1) <= day <= EDGE:
            sums[who, day][0] += perceived
            sums[who, day][1] += expected
    latest = {}
    for (who, _), (perceived, expected) in sorted(sums.items()):
        if expected:
            latest[who] = Fraction(perceived, expected)
    return latest.values()


# Large deals --------------------------------------------------------------------------------------


def deals(won=(), open_=(), others=""):
    lines = [f"w{n} | {amount} | 2024-01-01 | 2024-01-20 | won" for n, amount in enumerate(won)]
    lines += [f"o{n} | {amount} | 2024-01-01 | | open" for n, amount in enumerate(open_)]
    header = "opportunity_id | amount | created_on | closed_on | outcome\n"
    return draw(
        complete_to=date(2024, 3, 31), opportunities="\n".join([header.strip(), *lines]) + others
    )


def test_large_is_what_nine_in_ten_won_deals_fall_short_of():
    db = deals(won=range(10, 110, 10), open_=[89, 90, 91, 5000, ""])
    assert rows(large_deals(db)) == [(90, 3, 5181, 4, 5270)]


def test_one_won_deal_is_its_own_limit():
    assert rows(large_deals(deals(won=[70], open_=[69, 70]))) == [(70, 1, 70, 2, 139)]


def test_the_settings_amount_goes_before_that_of_won_deals():
    db = deals(won=[70], open_=[69, 70])
    assert rows(large_deals(db, settings=Settings(large_deal=69))) == [(69, 2, 139, 2, 139)]


def test_without_won_deals_nothing_says_what_is_large():
    assert rows(large_deals(deals(open_=[69, 70]))) == [(None, 0, None, 2, 139)]
    assert rows(large_deals(deals(open_=[69]), settings=Settings(large_deal=50))) == [
        (50, 1, 69, 1, 69)
    ]


def test_what_is_large_is_the_same_whoever_is_asked_about():
    others = "\nx | 1000 | 2024-01-01 | 2024-01-05 | won"
    db = deals(won=[10] * 8, open_=[500], others=others)
    assert rows(large_deals(db), "threshold") == [(1000,)]
    nobody = Customers((("region", ("Nowhere",)),))
    assert rows(large_deals(db, customers=nobody), "threshold", "open") == [(1000, 0)]


def test_deals_won_later_say_nothing_yet():
    db = deals(won=[70])
    assert rows(large_deals(db, as_of=date(2024, 1, 19)), "threshold", "open") == [(None, 0)]


def test_no_opportunities_no_row():
    assert rows(large_deals(draw())) == []


@settings(deadline=None, max_examples=30)
@given(won=st.lists(st.integers(1, 50), min_size=1, max_size=40))
def test_the_limit_is_the_nearest_rank(won):
    (found,) = rows(large_deals(deals(won=won)), "threshold")
    at_or_below = [sum(other <= amount for other in won) for amount in sorted(won)]
    expected = next(
        amount
        for amount, n in zip(sorted(won), at_or_below, strict=True)
        if Fraction(n, len(won)) >= Fraction(9, 10)
    )
    assert found == (expected,)
