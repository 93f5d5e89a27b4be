"""Loyalty read from behaviour, beside satisfaction: by hand, and against a plain simulation."""

from datetime import date, timedelta

import numpy as np
import pytest

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.chance import chances_of
from lib.metrics.loyalty import (
    loyalty,
    loyalty_kept,
    loyalty_levels,
    satisfaction_by_loyalty,
    satisfaction_chain,
    silent_customers,
)
from lib.settings import Settings
from tests.drawing import draw, rows

# Compared are 2022 and 2023; who traded before 2022 makes the history long enough.
EARLIER, LATER, END = date(2022, 1, 1), date(2023, 1, 1), date(2023, 12, 31)


def trade(customer, before, since, value=10, value_since=None):
    """So many orders of a customer in 2022 and in 2023, on different days from the 1st on."""
    values = [value] * before + [value if value_since is None else value_since] * since
    days = [EARLIER + timedelta(n) for n in range(before)]
    days += [LATER + timedelta(n) for n in range(since)]
    return [
        {
            "order_id": f"{customer}{n}",
            "customer_id": customer,
            "ordered_on": day,
            "revenue": revenue,
        }
        for n, (day, revenue) in enumerate(zip(days, values, strict=True))
    ]


FIRST = [{"order_id": "first", "customer_id": "z", "ordered_on": date(2021, 12, 31), "revenue": 1}]


def company(*trades, **tables):
    orders = FIRST + [order for one in trades for order in one]
    return draw(orders=orders, complete_to=tables.pop("complete_to", END), **tables)


COUNTS = ("group", "customers", "loyal")


# Who is loyal ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "since", "value_since", "is_loyal"),
    [
        (10, 8, 10, 1),  # exactly 80 % of both
        (10, 7, 100, 0),  # the amount kept, the frequency not
        (10, 10, 8, 1),
        (10, 10, 7.99, 0),
        (10, 20, 4, 1),
        (1, 1, 10, 1),
        (1, 0, 10, 0),
        (3, 0, 10, 0),
    ],
)
def test_who_keeps_four_fifths_of_orders_and_revenue_is_loyal(before, since, value_since, is_loyal):
    db = company(trade("a", before, since, value_since=value_since))
    assert rows(loyalty(db), *COUNTS) == [("all", 1, is_loyal)]


def test_who_did_not_trade_in_the_earlier_months_is_not_judged():
    db = company(trade("a", 1, 1), trade("b", 0, 5))
    assert rows(loyalty(db), *COUNTS) == [("all", 1, 1)]


def test_the_months_compared_are_the_latest_complete_ones():
    db = company(trade("a", 2, 2), complete_to=date(2024, 1, 30))
    compared = rows(loyalty(db), "months", "earlier_from", "later_from")
    assert [(n, a.date(), b.date()) for n, a, b in dated(compared)] == [(12, EARLIER, LATER)]
    # A day later January is complete too: of its years only 1 January 2023 is in the first.
    moved = company(trade("a", 1, 1), complete_to=date(2024, 1, 31))
    assert rows(loyalty(moved), *COUNTS) == [("all", 1, 0)]


def dated(found):
    return [(n, *(np.datetime64(day, "us").astype(object) for day in days)) for n, *days in found]


def test_a_shorter_history_compares_half_years():
    orders = """
        order_id | customer_id | ordered_on | revenue
        1        | z           | 2022-06-30 | 1
        2        | a           | 2022-07-01 | 10
        3        | a           | 2022-12-31 | 10
        4        | a           | 2023-01-01 | 99
        5        | a           | 2023-07-01 | 10
        6        | a           | 2023-12-31 | 10
    """
    db = draw(orders=orders, complete_to=END)
    assert rows(loyalty(db), "customers", "loyal", "months") == [(1, 1, 6)]
    shorter = draw(orders=orders.replace("2022-06-30", "2022-07-02"), complete_to=END)
    assert rows(loyalty(shorter), *COUNTS) == [("all", 2, 1)]  # July begins on its first day
    late = orders.replace("2022-06-30", "2022-07-03").replace("2022-07-01", "2022-07-02")
    assert rows(loyalty(draw(orders=late, complete_to=END)), "customers") == []


def test_groups_and_filters():
    who = """
        customer_id | region
        a           | North
        b           | South
        c           |
    """
    db = company(trade("a", 2, 2), trade("b", 2, 1), trade("c", 2, 2), customers=who)
    assert rows(loyalty(db, by="region"), *COUNTS) == [
        ("North", 1, 1),
        ("South", 1, 0),
        (None, 1, 1),
    ]
    assert rows(loyalty(db, by="tier"), *COUNTS) == [("none", 3, 2)]
    north = Customers(columns={"region": ("North",)})
    assert rows(loyalty(db, customers=north), *COUNTS) == [("all", 1, 1)]
    assert rows(loyalty(db, tier=("A",)), *COUNTS) == []
    with pytest.raises(BadQuestion, match="by is colour"):
        loyalty(db, by="colour")


def test_the_share_needs_five_customers():
    four = company(*[trade(name, 1, 1) for name in "abcd"])
    assert rows(loyalty(four), "share", "low", "expected_share") == [(None, None, None)]
    five = company(*[trade(name, 1, 1) for name in "abcde"])
    assert rows(loyalty(five), "share") == [(1.0,)]


# What chance alone gives --------------------------------------------------------------------------


def test_two_orders_of_equal_value_pass_two_times_in_three():
    # Of the four ways two orders fall into two spans, one leaves none before; (1, 1) twice passes.
    assert chances_of(2, 0.0)[2] == pytest.approx(2 / 3)
    assert chances_of(1, 0.0)[1] == 0


@pytest.mark.parametrize(("orders", "spread"), [(3, 0.25), (10, 0.25), (24, 1.0), (60, 0.04)])
def test_chance_agrees_with_steady_customers_drawn_at_random(orders, spread):
    random = np.random.default_rng(7)
    later = random.random((40_000, orders)) < 0.5
    values = random.gamma(1 / spread, spread, (40_000, orders))
    since, before = later.sum(axis=1), (~later).sum(axis=1)
    kept = (values * later).sum(axis=1) >= 0.8 * (values * ~later).sum(axis=1)
    passes = (since >= 0.8 * before) & kept
    assert chances_of(orders, spread)[orders] == pytest.approx(passes[before > 0].mean(), abs=0.01)


def test_steady_customers_are_not_taken_for_loyal_ones():
    random = np.random.default_rng(3)
    steady = []
    for n in range(400):
        before, since = random.poisson(6, 2)
        steady.append(trade(f"c{n}", int(before), int(since)))
    ((share, expected),) = rows(loyalty(company(*steady)), "share", "expected_share")
    assert share == pytest.approx(expected, abs=0.05)
    assert 0.4 < share < 0.8


def test_bands_of_what_was_kept():
    db = company(
        trade("a", 10, 8),
        trade("b", 10, 8),
        trade("c", 10, 0),
        trade("d", 1, 5, value_since=1),
        trade("e", 10, 9, value_since=5),
    )
    assert rows(loyalty_kept(db), "orders_kept", "revenue_kept", "customers", "loyal") == [
        (0, 0, 1, 0),
        (0.8, 0.8, 2, 2),
        (0.9, 0.4, 1, 0),
        (2, 0.5, 1, 0),
    ]


# Beside satisfaction ------------------------------------------------------------------------------


def said(customer, *answers):
    """Of a customer, on these days, what was perceived where 10 was expected."""
    return [
        {
            "response_id": f"{customer}{day}",
            "customer_id": customer,
            "answered_on": day,
            "aspect": "speed",
            "expected": 10,
            "perceived": perceived,
        }
        for day, perceived in answers
    ]


JUNE, AUGUST = date(2023, 6, 1), date(2023, 8, 1)


def surveyed(trades, ratings, **tables):
    return company(*trades, ratings=[row for one in ratings for row in one], **tables)


def test_satisfied_and_loyal_make_four_kinds_of_customers():
    db = surveyed(
        [trade("a", 1, 1), trade("b", 2, 1), trade("c", 1, 1), trade("d", 2, 1), trade("e", 0, 1)],
        [
            said("a", (JUNE, 2), (AUGUST, 9)),
            said("b", (JUNE, 10)),
            said("c", (JUNE, 8.9)),
            said("d", (JUNE, 1)),
            said("e", (JUNE, 10)),  # not judged by behaviour
            said("f", (JUNE, 10)),
        ],
    )
    assert rows(satisfaction_by_loyalty(db), "cell", "customers", "value") == [
        ("apostles", 1, 10),
        ("mercenaries", 1, 10),
        ("hostages", 1, 10),
        ("defectors", 1, 10),
    ]
    strict = satisfaction_by_loyalty(db, settings=Settings(satisfied_at=1.0))
    assert rows(strict, "cell", "customers")[0] == ("apostles", 0)


def opinions(*lines):
    names = ("customer_id", "prefers_us", "recommend", "will_buy_again", "agree_max")
    return [
        {"response_id": str(n), "answered_on": AUGUST} | dict(zip(names, line, strict=True))
        for n, line in enumerate(lines)
    ]


def test_each_level_needs_those_before_it():
    everyone = "abcdefg"
    content = [said(name, (JUNE, 9), (AUGUST, 10)) for name in "acdeg"]
    once = [said("b", (AUGUST, 10))]
    db = surveyed(
        [trade(name, 1, 1) for name in everyone if name != "d"] + [trade("d", 2, 1)],
        content + once,
        responses=opinions(
            ("a", 4, 9, None, 5),  # all four
            ("b", 5, 10, 5, 5),  # satisfied once is not satisfied twice
            ("c", 4, 8, 3, 5),  # would neither recommend nor buy again
            ("d", 4, None, 4, 5),  # not loyal by what it does
            ("e", 3, 10, 5, 5),  # does not prefer us
            ("f", None, 10, 5, 5),  # not asked
            ("g", 4, 10, None, None),  # on no known scale
        ),
    )
    found = rows(loyalty_levels(db), "level", "name", "customers", "share")
    assert found == [
        (0, "none", 1, 0.2),
        (1, "cognitive", 1, 0.2),
        (2, "affective", 1, 0.2),
        (3, "conative", 1, 0.2),
        (4, "action", 1, 0.2),
        (None, None, 2, None),
    ]


def test_the_chain_follows_customers_for_ninety_days():
    """Answers on 1 June; 90 days later is 30 August. Of a threshold of 90 days, who last traded on
    1 June is silent for just 90 days then, and who did so the day before for 91."""

    def once(name, *days):
        return [
            {"order_id": f"{name}{day}", "customer_id": name, "ordered_on": day, "revenue": 10}
            for day in days
        ]

    early = date(2022, 5, 5)
    db = surveyed(
        [
            once("a", early, date(2023, 5, 31)),
            once("b", early, date(2023, 6, 1)),
            once("c", early, date(2023, 5, 1), date(2023, 8, 30)),
            once("d", early, date(2023, 5, 1), date(2023, 8, 31)),
            once("e", early),  # long gone when it answered
            once("f", early, date(2023, 5, 1)),  # bound by a contract
            once("g", early, date(2023, 5, 31)),  # answered too late to be followed
        ],
        [said(name, (JUNE, 7)) for name in "abcdef"] + [said("g", (date(2023, 10, 3), 7))],
        contracts="""
            customer_id | starts_on
            f           | 2023-01-01
        """,
    )
    found = rows(satisfaction_chain(db), "band", "customers", "followed", "churned", "churn_share")
    assert found == [
        (1, 7, 5, 2, 0.4),
        (2, 0, 0, 0, None),
        (3, 0, 0, 0, None),
        (4, 0, 0, 0, None),
    ]


def test_bands_begin_at_their_lower_end():
    answers = [said(f"c{n}", (JUNE, p)) for n, p in enumerate((7.9, 8, 8.9, 9, 9.9, 10, 12))]
    db = surveyed([trade(f"c{n}", 1, 1) for n in range(7)], answers)
    found = rows(satisfaction_chain(db), "customers", "known_loyalty", "value", "value_each")
    assert found == [(1, 1, 10, 10), (2, 2, 20, 10), (2, 2, 20, 10), (2, 2, 20, 10)]


def test_the_silent_are_the_dissatisfied_without_a_complaint_in_a_year():
    complaints = """
        complaint_id | customer_id | opened_at
        1            | b           | 2023-12-31 23:59:00
        2            | c           | 2022-12-31 23:59:00
        3            | d           | 2023-06-01 08:00:00
    """
    db = surveyed(
        [trade(name, 1, 1) for name in "abcd"],
        [
            said("a", (JUNE, 7)),
            said("b", (JUNE, 7)),
            said("c", (JUNE, 7.9)),
            said("d", (JUNE, 8)),
        ],
        complaints=complaints,
    )
    columns = ("dissatisfied", "silent", "value_dissatisfied", "value")
    assert rows(silent_customers(db), *columns) == [(3, 2, 30, 20)]


@pytest.mark.parametrize(
    "metric",
    [
        loyalty,
        loyalty_kept,
        loyalty_levels,
        satisfaction_by_loyalty,
        satisfaction_chain,
        silent_customers,
    ],
)
def test_an_empty_store_and_a_day_beyond_the_data(metric):
    metric(draw())
    with pytest.raises(BadQuestion, match="the data ends on"):
        metric(company(), as_of=END + timedelta(1))
