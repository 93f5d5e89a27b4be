"""Recommendation, contentment and reach of surveys, counted by hand."""

from datetime import date

import pytest

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.intervals import wilson
from lib.metrics.surveys import csat, nps, survey_reach
from lib.settings import Settings
from tests.drawing import draw, rows

WHO = """
    customer_id | region
    a           | North
    b           | South
    c           |
"""


def recommending(*scores, customer="", on="2024-01-10"):
    header = "response_id | customer_id | answered_on | recommend\n"
    return header + "\n".join(f"{n} | {customer} | {on} | {s}" for n, s in enumerate(scores))


def test_promoters_less_detractors():
    db = draw(responses=recommending(10, 9, 9, 8, 7, 6, 0, "", 9.5))
    columns = ("group", "answers", "promoters", "passives", "detractors")
    assert rows(nps(db), *columns) == [("all", 7, 3, 2, 2)]
    (score,) = rows(nps(db), "nps")[0]
    assert score == pytest.approx(1 / 7)


def test_the_interval_of_the_score_is_that_of_a_difference_of_shares():
    db = draw(responses=recommending(*[10] * 60, *[8] * 30, *[2] * 10))
    ((score, low, high),) = rows(nps(db), "nps", "low", "high")
    assert score == pytest.approx(0.5)
    # Var of +1 (60 %), 0 (30 %), -1 (10 %): .7 - .25.
    half = 1.959964 * (0.45 / 100) ** 0.5
    assert (low, high) == pytest.approx((0.5 - half, 0.5 + half))


def test_fewer_than_five_answers_tell_no_score():
    assert rows(nps(draw(responses=recommending(9, 9, 9, 9))), "nps", "low") == [(None, None)]
    assert rows(nps(draw(responses=recommending(9, 9, 9, 9, 9))), "nps", "high") == [(1, 1)]


@pytest.mark.parametrize(
    ("low", "high", "answers", "satisfied"),
    [
        (1, 5, (5, 4, 3, 4.5, 3.9), 3),  # top two boxes
        (1, 7, (7, 6, 5), 2),
        (0, 7, (7, 6, 5.6, 5.5), 3),  # eight points: from 5.6, a fifth below the top
        (1, 10, (10, 9, 8.2, 8.1), 3),
        (0, 100, (100, 80, 79), 2),
    ],
)
def test_the_top_two_boxes_or_the_top_fifth_are_content(low, high, answers, satisfied):
    header = "response_id | answered_on | overall | overall_min | overall_max\n"
    lines = [f"{n} | 2024-01-10 | {s} | {low} | {high}" for n, s in enumerate(answers)]
    lines.append(f"x | 2024-01-10 | {high} | | {high}")  # no scale, no say
    found = rows(csat(draw(responses=header + "\n".join(lines))), "answers", "satisfied")
    assert found == [(len(answers), satisfied)]


def test_answers_are_told_apart_by_how_the_order_came_and_by_what_it_was():
    db = draw(
        products="""
            product_id | name | category
            p1         | Tea  | Drinks
            p2         | Cake | Food
        """,
        orders="""
            order_id | line | ordered_on | promised_on | delivered_on | product_id | revenue
            early    | 1    | 2024-01-01 | 2024-01-09  | 2024-01-08   | p1         | 1
            same     | 1    | 2024-01-01 | 2024-01-09  | 2024-01-09   | p1         | 1
            half     | 1    | 2024-01-01 | 2024-01-09  | 2024-01-09   | p1         | 1
            half     | 2    | 2024-01-01 | 2024-01-09  | 2024-01-10   | p2         | 1
            missing  | 1    | 2024-01-01 | 2024-01-30  |              | p2         | 1
            due      | 1    | 2024-01-01 | 2024-01-31  |              | p2         | 1
            unknown  | 1    | 2024-01-01 |             | 2024-01-08   | p2         | 1
            last     | 1    | 2024-01-31 |             |              |            | 1
        """,
        responses="""
            response_id | order_id | answered_on | overall | overall_min | overall_max | product_id
            1           | early    | 2024-01-20  | 5       | 1           | 5           |
            2           | same     | 2024-01-20  | 5       | 1           | 5           |
            3           | half     | 2024-01-20  | 1       | 1           | 5           |
            4           | missing  | 2024-01-20  | 1       | 1           | 5           |
            5           | due      | 2024-01-20  | 4       | 1           | 5           |
            6           | unknown  | 2024-01-20  | 4       | 1           | 5           |
            7           |          | 2024-01-20  | 4       | 1           | 5           | p1
        """,
    )
    assert rows(csat(db, by="delivery"), "group", "answers", "satisfied") == [
        ("late", 2, 0),
        ("on time", 2, 2),
        (None, 3, 3),
    ]
    on_the_day_promised = csat(db, by="delivery", as_of=date(2024, 1, 30))
    assert rows(on_the_day_promised, "group", "answers") == [("late", 1), ("on time", 2), (None, 4)]
    assert rows(csat(db, by="product"), "group", "answers", "satisfied") == [
        ("Cake", 3, 2),
        ("Tea", 3, 3),
        (None, 1, 0),
    ]
    assert rows(csat(db, by="category"), "group", "answers") == [
        ("Drinks", 3),
        ("Food", 3),
        (None, 1),
    ]


def test_answers_are_grouped_by_who_gave_them():
    lines = """
        response_id | customer_id | answered_on | recommend
        1           | a           | 2024-01-10  | 10
        2           | a           | 2024-02-10  | 3
        3           | b           | 2024-02-11  | 7
        4           | c           | 2024-02-12  | 8
        5           |             | 2024-02-13  | 0
        6           | b           |             | 9
    """
    db = draw(customers=WHO, responses=lines, complete_to=date(2024, 2, 29))
    columns = ("group", "answers", "promoters")
    assert rows(nps(db, by="region"), *columns) == [
        ("North", 2, 1),
        ("South", 2, 1),
        (None, 2, 0),
    ]
    months = rows(nps(db, by="month"), *columns)
    assert [(month and str(month)[:10], *counts) for month, *counts in months] == [
        ("2024-01-01", 1, 1),
        ("2024-02-01", 4, 0),
        (None, 1, 1),
    ]
    assert rows(nps(db, by="tier"), *columns) == [("none", 6, 2)]
    south = Customers(columns={"region": ("South",)})
    assert rows(nps(db, customers=south), *columns) == [("all", 2, 1)]
    assert rows(nps(db, since=date(2024, 2, 10), until=date(2024, 2, 12)), *columns) == [
        ("all", 4, 1)
    ]
    assert rows(nps(db, as_of=date(2024, 2, 9)), *columns) == [("all", 2, 2)]


def test_answers_within_the_year_count_and_one_a_day_older_does_not():
    lines = """
        response_id | answered_on | recommend
        1           | 2023-03-01  | 9
        2           | 2023-02-28  | 9
    """
    db = draw(responses=lines, complete_to=date(2024, 2, 29))
    assert rows(nps(db), "answers") == [(1,)]


def trading(*names):
    header = "order_id | customer_id | ordered_on | revenue\n"
    return header + "\n".join(f"{name} | {name} | 2024-01-15 | 10" for name in names)


def test_reach_is_who_answered_of_those_who_trade():
    answers = """
        response_id | customer_id | answered_on
        1           | a           | 2024-01-20
        2           | a           | 2024-01-21
        3           | z           | 2024-01-21
        4           | b           |
        5           | c           | 2022-01-21
    """
    ratings = """
        response_id | customer_id | answered_on | aspect | perceived
        9           | d           | 2024-01-02  | speed  | 5
    """
    db = draw(
        customers=WHO,
        orders=trading(*"abcdefgh"),
        responses=answers,
        ratings=ratings,
        complete_to=date(2024, 1, 31),
    )
    # z never traded; b's answer has no day; c's is too old.
    ((customers, answered, share, low, high, index),) = rows(
        survey_reach(db), "customers", "answered", "share", "low", "high", "index"
    )
    assert (customers, answered, share, index) == (8, 2, 0.25, 1)
    assert (low, high) == pytest.approx(wilson(2, 8))
    assert rows(survey_reach(db, by="region"), "group", "customers", "answered", "share") == [
        ("North", 1, 1, None),
        ("South", 1, 0, None),
        (None, 6, 1, pytest.approx(1 / 6)),
    ]
    found = rows(survey_reach(db, by="region"), "index")[-1]
    assert found == (pytest.approx((1 / 6) / 0.25),)


def test_reach_by_tier_is_that_of_the_end():
    db = draw(orders=trading(*"abcdefghijklmnopqrst"), complete_to=date(2024, 1, 31))
    found = rows(survey_reach(db, by="tier"), "group", "customers", "answered")
    assert found == [("A", 4, 0), ("B", 6, 0), ("C", 6, 0), ("D", 4, 0)]
    assert rows(survey_reach(db, tier=("A",)), "customers") == [(4,)]
    untold = rows(survey_reach(db, settings=Settings(tiers_from=21), by="tier"), "group")
    assert untold == [("none",)]


@pytest.mark.parametrize("metric", [nps, csat, survey_reach])
def test_an_unknown_group_is_refused(metric):
    with pytest.raises(BadQuestion, match="by is colour"):
        metric(draw(responses=recommending(9)), by="colour")


@pytest.mark.parametrize("metric", [nps, csat, survey_reach])
def test_an_empty_store_has_no_rows(metric):
    assert rows(metric(draw()), "group") == []
