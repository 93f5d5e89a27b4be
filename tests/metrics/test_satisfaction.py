"""The satisfaction ratio: by hand, against a second reading, and how often its interval holds."""

from dataclasses import replace
from datetime import date, timedelta
from math import isclose

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.build import build
from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.lists import answer_list
from lib.metrics.satisfaction import satisfaction_ratio
from lib.settings import DEFAULTS
from tests.drawing import draw, parse, rows
from tests.metrics.plain_satisfaction import plain_ratio


def answers(*pairs, aspect="speed", customer="", on="2024-01-10"):
    """Ratings of one aspect on a scale to 5, each from a respondent of its own."""
    header = "response_id | customer_id | answered_on | aspect | expected | perceived | scale_max\n"
    return header + "\n".join(
        f"{n} | {customer} | {on} | {aspect} | {expected} | {perceived} | 5"
        for n, (expected, perceived) in enumerate(pairs)
    )


def told(db, *columns, **asked):
    """The group and these columns of each row, to nine decimals."""
    found = rows(satisfaction_ratio(db, **asked), "group", *columns)
    return [tuple(round(v, 9) if isinstance(v, float) else v for v in row) for row in found]


# The ratio ----------------------------------------------------------------------------------------


def test_it_is_the_ratio_of_sums():
    # Were it the mean of ratios, 1 of 1 and 4 of 5 would make 0.9 a pair.
    db = draw(ratings=answers((1, 1), (5, 4), (5, 4), (5, 4), (4, 4)))
    assert told(db, "expected", "perceived", "ratio", "gap", "respondents", "answers") == [
        ("speed", 4.0, 3.4, 0.85, -0.6, 5, 5)
    ]


def test_answers_without_an_expectation_are_no_pairs():
    db = draw(ratings=answers((5, 4), (5, 4), (5, 4), (5, 4), (5, 4), ("", 1)))
    assert told(db, "perceived", "ratio", "answers") == [("speed", 4.0, 0.8, 5)]


def test_an_aspect_nobody_was_asked_to_expect_tells_what_was_perceived():
    db = draw(ratings=answers(*[("", 4)] * 5, ("", 1)))
    columns = ("expected", "perceived", "ratio", "low", "high", "gap", "respondents", "answers")
    assert told(db, *columns) == [("speed", None, 3.5, None, None, None, None, 6, 6)]


def test_importance_weighs_and_where_missing_the_aspects_then_the_surveys_mean():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived | importance
            1           | speed  | 4        | 4         | 1
            2           | speed  | 4        | 2         | 3
            3           | speed  | 4        | 1         |
            4           | price  | 4        | 3         |
            5           | price  | 4        | 1         |
        """
    )
    # speed: weights 1, 3 and their mean 2; price has none of its own: the survey's mean, 2.
    assert told(db, "expected", "perceived", by="aspect") == [
        ("price", 4.0, 2.0),
        ("speed", 4.0, (4 * 1 + 2 * 3 + 1 * 2) / 6),
    ]
    assert told(db, "ratio", by="all") == [("all", (4 + 6 + 2 + 6 + 2) / (10 * 4))]


def test_a_survey_without_any_importance_weighs_all_alike():
    db = draw(
        responses="""
            response_id | survey
            1           | spring
            2           | spring
            3           | autumn
        """,
        ratings="""
            response_id | aspect | expected | perceived | importance
            1           | speed  | 4        | 4         |
            2           | speed  | 4        | 2         |
            3           | speed  | 4        | 1         | 8
        """,
    )
    assert told(db, "perceived") == [("speed", (4 + 2 + 8 * 1) / 10)]


def test_an_importance_of_nothing_counts_nothing():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived | importance
            1           | speed  | 4        | 4         | 1
            2           | speed  | 4        | 1         | 0
            3           | price  | 4        | 1         | 0
        """
    )
    assert told(db, "expected", "perceived", "answers") == [
        ("price", None, None, 1),
        ("speed", 4.0, 4.0, 2),
    ]


def test_each_answer_is_divided_by_its_scale():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived | scale_max
            1           | speed  | 5        | 4         | 5
            2           | speed  | 10       | 8         | 10
            3           | price  | 5        | 5         | 5
        """
    )
    assert told(db, "expected", "perceived", "gap", "scale_max") == [
        ("price", 1.0, 1.0, 0.0, 5.0),
        ("speed", 1.0, 0.8, -0.2, None),
    ]


def test_an_unstated_scale_is_that_of_its_survey():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived | scale_max
            1           | speed  | 5        | 4         | 5
            2           | speed  | 5        | 4         |
        """
    )
    assert told(db, "expected", "perceived", "scale_max") == [("speed", 5.0, 4.0, 5.0)]


def test_without_any_scale_answers_stand_as_they_are():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived
            1           | speed  | 80       | 60
        """
    )
    assert told(db, "expected", "perceived", "gap", "scale_max") == [("speed", 80, 60, -20, 1)]


# Its interval -------------------------------------------------------------------------------------


def test_the_interval_is_cochrans_over_respondents():
    db = draw(ratings=answers((5, 4), (5, 4), (4, 4), (4, 2), (2, 2)))
    ratio = 16 / 20
    residuals = [0, 0, 0.8, -1.2, 0.4]
    variance = 5 / 4 * sum(r**2 for r in residuals) / 20**2
    half = 2.776445105198 * variance**0.5  # t(4, .975)
    assert told(db, "ratio", "low", "high") == [
        ("speed", ratio, round(ratio - half, 9), round(ratio + half, 9))
    ]


def test_a_customer_is_one_respondent_however_often_asked():
    once = answers((5, 4), (5, 4), (4, 4), (4, 2), (2, 2))
    again = [row | {"response_id": f"{row['response_id']} again"} for row in parse(once)]
    named = [row | {"customer_id": row["response_id"][0]} for row in parse(once) + again]
    one, twice = draw(ratings=once), draw(ratings=named)
    same = ("ratio", "respondents", "low", "high")
    assert told(twice, *same) == told(one, *same)
    assert told(twice, "answers") == [("speed", 10)]


def test_fewer_than_five_respondents_hide_the_ratio():
    four, five = answers(*[(5, 4)] * 4), answers(*[(5, 4)] * 5)
    columns = ("perceived", "ratio", "low", "high", "respondents")
    assert told(draw(ratings=four), *columns) == [("speed", 4.0, None, None, None, 4)]
    assert told(draw(ratings=five), *columns) == [("speed", 4.0, 0.8, 0.8, 0.8, 5)]


def test_the_interval_does_not_reach_below_nothing():
    db = draw(ratings=answers((5, 0), (5, 0), (5, 0), (5, 0), (5, 5)))
    assert told(db, "low") == [("speed", 0.0)]


# Groups -------------------------------------------------------------------------------------------


def test_layers_stand_from_the_core_outwards_and_the_unknown_last():
    db = draw(
        ratings="""
            response_id | aspect | layer                | expected | perceived
            1           | smile  | emotion              | 5        | 4
            1           | other  |                      | 5        | 4
            1           | speed  | process & technology | 5        | 4
            1           | use    | core product         | 5        | 4
        """
    )
    assert told(db, by="layer") == [
        ("core product",),
        ("process & technology",),
        ("emotion",),
        (None,),
    ]


def test_the_tier_is_that_of_the_answers_month():
    db = draw(
        complete_to=date(2024, 3, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | rising      | 2024-01-10 | 10
            2        | falling     | 2024-01-10 | 20
            3        | rising      | 2024-02-10 | 90
        """,
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived
            1           | rising      | 2024-02-29  | speed  | 10       | 1
            2           | rising      | 2024-03-01  | speed  | 10       | 2
            3           | rising      |             | speed  | 10       | 3
            4           | stranger    | 2024-03-01  | speed  | 10       | 4
            5           |             | 2024-03-01  | speed  | 10       | 5
            6           | rising      | 2024-01-31  | speed  | 10       | 6
        """,
    )
    cuts = replace(DEFAULTS, tiers_from=1)
    # Of two customers the first is A, the second C (one of two is better: 50 %).
    assert told(db, "perceived", "answers", by="tier", settings=cuts) == [
        ("A", 2.0, 1),
        ("C", 1.0, 1),
        ("none", (3 + 4 + 5 + 6) / 4, 4),
    ]
    assert told(db, "perceived", tier=("A", "C"), settings=cuts) == [("speed", 1.5)]
    assert told(db, "answers", tier=("none",), settings=cuts) == [("speed", 4)]


def test_months_are_days_and_undated_answers_stand_apart():
    db = draw(
        ratings="""
            response_id | answered_on | aspect | expected | perceived | scale_max
            1           | 2024-01-31  | speed  | 4        | 4         | 5
            2           | 2024-02-01  | speed  | 8        | 4         | 10
            3           |             | speed  | 4        | 2         | 5
        """
    )
    assert told(db, "answers", "undated", "scale_max", by="month") == [
        (date(2024, 1, 1), 1, 0, 5),
        (date(2024, 2, 1), 1, 0, 10),
        (None, 1, 1, 5),
    ]


def test_groups_may_be_columns_of_customers_and_attributes():
    db = draw(
        customers="""
            customer_id | region | kind
            a           | West   | person
            b           | East   | person
        """,
        attributes="""
            customer_id | attribute | value
            a           | segment   | Home
            b           | region    | Attribute of that name
        """,
        ratings="""
            response_id | customer_id | aspect | expected | perceived
            1           | a           | speed  | 4        | 4
            2           | b           | speed  | 4        | 2
            3           |             | speed  | 4        | 1
        """,
    )
    assert told(db, "perceived", by="region") == [("East", 2), ("West", 4), (None, 1)]
    assert told(db, "perceived", by="kind") == [("person", 3), (None, 1)]
    assert told(db, "perceived", by="segment") == [("Home", 4), (None, 1.5)]
    assert told(db, "answers", by="attr.region") == [("Attribute of that name", 1), (None, 2)]
    with pytest.raises(BadQuestion, match="aspect.*acquired_through.*region, segment"):
        satisfaction_ratio(db, by="colour")


def test_an_answer_is_about_its_product_its_responses_or_the_only_one_of_its_order():
    db = draw(
        products="""
            product_id | name  | category
            p1         | Tea   | Drinks
            p2         | Cake  | Food
            p3         | Cake  | Food
            p4         |       |
        """,
        orders="""
            order_id | line | customer_id | ordered_on | product_id | revenue
            o1       | 1    | a           | 2024-01-02 | p1         | 10
            o1       | 2    | a           | 2024-01-02 | p1         | 10
            o2       | 1    | a           | 2024-01-02 | p1         | 10
            o2       | 2    | a           | 2024-01-02 | p2         | 10
            o3       | 1    | b           | 2024-01-31 | p1         | 10
        """,
        responses="""
            response_id | product_id | order_id | answered_on
            1           | p2         | o1       | 2024-01-10
            2           |            | o1       | 2024-01-10
            3           |            | o2       | 2024-01-10
        """,
        ratings="""
            response_id | answered_on | aspect | product_id | order_id | expected | perceived
            1           | 2024-01-10  | speed  | p3         |          | 4        | 1
            1           | 2024-01-10  | taste  |            |          | 4        | 2
            2           | 2024-01-10  | speed  |            |          | 4        | 3
            3           | 2024-01-10  | speed  |            |          | 4        | 4
            4           | 2024-01-10  | speed  | p4         |          | 4        | 5
            5           | 2024-01-10  | speed  |            | o1       | 4        | 3
        """,
    )
    by_product = [("Tea", 3, 2), ("p2", 2, 1), ("p3", 1, 1), ("p4", 5, 1), (None, 4, 1)]
    assert told(db, "perceived", "answers", by="product") == by_product
    assert told(db, "perceived", "answers", by="product", as_of=date(2024, 1, 20)) == by_product
    assert told(db, "perceived", "answers", by="category") == [
        ("Drinks", 3, 2),
        ("Food", 1.5, 2),
        (None, 4.5, 2),
    ]
    assert told(db, "respondents", by="category")[1] == ("Food", 1)
    for by, group in (("product", "Tea"), ("category", "Food"), ("category", None)):
        (asked,) = [row for row in told(db, "respondents", by=by) if row[0] == group]
        assert len(answer_list(db, by=by, group=group)) == asked[1]


def test_some_customers_only():
    db = draw(
        customers="""
            customer_id | region
            a           | West
            b           | East
        """,
        ratings="""
            response_id | customer_id | aspect | expected | perceived
            1           | a           | speed  | 4        | 4
            2           | b           | speed  | 4        | 2
            3           |             | speed  | 4        | 1
        """,
    )
    west = Customers(columns=(("region", ("West",)),))
    assert told(db, "perceived", "answers", customers=west) == [("speed", 4, 1)]


# Periods ------------------------------------------------------------------------------------------

DATED = """
    response_id | answered_on | aspect | expected | perceived
    1           | 2023-02-28  | speed  | 4        | 1
    2           | 2023-03-01  | speed  | 4        | 2
    3           | 2024-02-29  | speed  | 4        | 3
    4           | 2024-03-01  | speed  | 4        | 4
    5           |             | speed  | 4        | 5
"""


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ({}, "345"),
        ({"as_of": date(2024, 2, 29)}, "235"),
        ({"as_of": date(2024, 2, 28)}, "25"),
        ({"since": date(2023, 3, 1)}, "2345"),
        ({"since": date(2023, 3, 2), "until": date(2024, 2, 29)}, "35"),
        ({"until": date(2023, 3, 1)}, "125"),
        ({"since": date(2023, 1, 1), "as_of": date(2024, 2, 29)}, "1235"),
    ],
)
def test_the_period_is_the_12_months_to_the_as_of_day_or_the_one_asked(asked, counted):
    db = draw(ratings=DATED)
    mean = round(sum(map(int, counted)) / len(counted), 9)
    assert told(db, "answers", "perceived", **asked) == [("speed", len(counted), mean)]


def test_orders_say_how_far_the_data_reaches():
    orders = """
        order_id | ordered_on | revenue
        1        | 2025-02-28 | 10
    """
    db = draw(ratings=DATED, orders=orders)
    assert told(db, "answers") == [("speed", 3)]


def test_undated_answers_alone_need_no_day():
    db = draw(
        ratings="""
            response_id | aspect | expected | perceived
            1           | speed  | 4        | 3
        """
    )
    assert told(db, "answers", "undated") == [("speed", 1, 1)]


def test_without_answers_there_are_no_rows():
    empty = satisfaction_ratio(draw())
    assert empty.empty
    assert list(empty.columns) == [
        "group",
        "expected",
        "perceived",
        "ratio",
        "low",
        "high",
        "gap",
        "respondents",
        "answers",
        "scale_max",
        "undated",
        "is_complete",
    ]


@pytest.mark.parametrize(
    ("as_of", "complete"),
    [
        (date(2024, 2, 28), [True, False, None]),
        (date(2024, 2, 29), [True, True, None]),
        (date(2024, 3, 1), [True, True, None]),
    ],
)
def test_a_month_is_complete_from_its_last_day(as_of, complete):
    db = draw(
        complete_to=date(2024, 3, 31),
        ratings="""
            response_id | answered_on | aspect | expected | perceived
            1           | 2024-01-31  | speed  | 4        | 4
            2           | 2024-02-01  | speed  | 8        | 4
            3           |             | speed  | 4        | 2
        """,
    )
    found = satisfaction_ratio(db, by="month", as_of=as_of)["is_complete"]
    assert [None if pd.isna(each) else bool(each) for each in found] == complete


def test_only_months_can_be_complete():
    db = draw(
        ratings="""
            response_id | answered_on | aspect | expected | perceived
            1           | 2024-01-31  | speed  | 4        | 4
        """
    )
    assert satisfaction_ratio(db, by="aspect")["is_complete"].isna().all()


# The second opinion -------------------------------------------------------------------------------

AS_OF = date(2024, 5, 17)
DAYS = [
    None,
    date(2023, 5, 16),
    date(2023, 5, 17),
    date(2023, 5, 18),
    date(2023, 12, 31),
    date(2024, 1, 1),
    AS_OF,
    AS_OF + timedelta(1),
]
ratings = st.fixed_dictionaries(
    {
        "response_id": st.sampled_from("123456789"),
        "customer_id": st.sampled_from((None, None, "a", "b", "c")),
        "answered_on": st.sampled_from(DAYS),
        "aspect": st.sampled_from(("speed", "price", "smile")),
        "layer": st.sampled_from((None, "core product", "emotion")),
        "expected": st.sampled_from((None, 0, 1, 3, 4, 4.5, 5)),
        "perceived": st.sampled_from((0, 1, 3, 5)),
        "importance": st.sampled_from((None, None, 0, 1, 2.5)),
        "scale_max": st.sampled_from((5, 5, 5, 10, None)),
    }
)
surveys = st.dictionaries(st.sampled_from("12345"), st.sampled_from(("spring", "autumn")))
PERIODS = [
    (date(2023, 5, 18), AS_OF),
    (date(2023, 5, 17), date(2023, 12, 31)),
    (date(2024, 1, 1), None),
    (None, date(2023, 5, 17)),
]
GROUPS = {
    "aspect": lambda row: row["aspect"],
    "layer": lambda row: row["layer"],
    "month": lambda row: row["answered_on"] and row["answered_on"].replace(day=1),
    "all": lambda row: "all",
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ratings, min_size=8, max_size=40, unique_by=lambda r: (r["response_id"], r["aspect"])),
    surveys,
    st.sampled_from(sorted(GROUPS)),
    st.booleans(),
    st.sampled_from(PERIODS),
    st.sampled_from((AS_OF, AS_OF, AS_OF - timedelta(1), date(2023, 12, 31))),
)
def test_the_ratio_is_what_a_second_reading_makes_of_the_same_answers(
    found, named, by, one_scale, period, as_of
):
    for row in found if one_scale else []:
        row["scale_max"] = 5
    db = draw(
        ratings=found,
        responses=[{"response_id": name, "survey": survey} for name, survey in named.items()],
        complete_to=AS_OF,
    )
    since, until = period
    asked = satisfaction_ratio(db, by=by, since=since, until=until, as_of=as_of)
    asked = asked.drop(columns="is_complete")  # held by examples above
    columns = list(asked.columns)
    plain = plain_ratio(found, named, GROUPS[by], as_of, since, until)
    assert {row[0] for row in rows(asked)} == set(plain)
    for row in rows(asked):
        for name, value in zip(columns[1:], row[1:], strict=True):
            wanted = plain[row[0]][name]
            assert (value is None) == (wanted is None), (row, name, wanted)
            if value is not None:
                assert isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-9), (row, name, wanted)


# How often the interval holds ---------------------------------------------------------------------


def share_of_intervals_that_hold(respondents, surveys, seed):
    """Ask many surveys at once, one an aspect, of people whose true ratio is 1."""
    luck = np.random.default_rng(seed)
    shape = (surveys, respondents, 3)  # three answers each, alike because one person's mood is
    mood = luck.normal(size=shape[:2])[:, :, None]
    expected = luck.choice([3, 4, 5], size=shape)
    perceived = expected + mood + luck.choice([-1, 0, 1], size=shape)
    survey, person, answer = (axis.ravel() for axis in np.indices(shape))
    db = draw()
    db.connection.execute(
        """
        insert into ratings (
            response_id, customer_key, aspect, expected, perceived, importance, scale_max
        )
        select
            unnest($person) || '-' || unnest($answer), unnest($person), unnest($survey),
            unnest($expected), unnest($perceived), unnest($importance), 10
        """,
        {
            "person": person.tolist(),
            "answer": answer.tolist(),
            "survey": survey.tolist(),
            "expected": expected.ravel().tolist(),
            "perceived": perceived.ravel().tolist(),
            "importance": luck.choice([1, 2], size=shape).ravel().tolist(),
        },
    )
    db.connection.execute("insert into changes values (null, null)")
    build(db.connection)
    ratio = satisfaction_ratio(db)
    assert len(ratio) == surveys
    return ((ratio.low <= 1) & (ratio.high >= 1)).mean()


@pytest.mark.parametrize("respondents", [5, 12])
def test_about_95_of_100_intervals_hold_the_truth(respondents):
    assert 0.91 <= share_of_intervals_that_hold(respondents, 700, seed=1) <= 0.98


@pytest.mark.long
@pytest.mark.parametrize("respondents", [5, 8, 12, 30, 100])
def test_the_interval_holds_in_93_to_96_of_100_surveys(respondents):
    assert 0.925 <= share_of_intervals_that_hold(respondents, 5000, seed=2) <= 0.965
