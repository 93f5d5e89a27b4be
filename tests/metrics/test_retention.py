"""Retention curves: by hand, against plain loops, and against lifelines' own numbers."""

from datetime import date, timedelta
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics import persistency, retention_curve, retention_list
from tests.drawing import draw, rows

BEGIN, AS_OF = date(2022, 1, 1), date(2024, 12, 31)


def day(number):
    return BEGIN + timedelta(number)


def shop(trades, *, as_of=AS_OF, **tables):
    """A store in which these customers traded so many days after the first of 2022."""
    orders = [
        {
            "order_id": f"{who} {place}",
            "customer_id": who,
            "ordered_on": str(day(number)),
            "revenue": 10,
        }
        for who, numbers in trades.items()
        for place, number in enumerate(numbers)
    ]
    return draw(complete_to=as_of, orders=orders, **tables)


def ends(db, **asked):
    """Customer → days until the first lapse, None where there was none; and days watched."""
    listed = retention_list(db, **asked)
    return {who: (lapsed and days, days) for who, lapsed, days in rows(listed, *ENDS)}


ENDS = ("customer_id", "lapsed_on", "days")
WATCHED = (AS_OF - BEGIN).days


@pytest.mark.parametrize(
    ("trades", "lapsed"),
    [
        ([0], 91),  # one trade day: silent for 91 days on the 91st
        ([0, 90], 181),  # a gap of exactly N is no lapse
        ([0, 91], 91),  # one longer is, though the customer came back that very day
        ([0, 30, 200, 900], 121),  # the first lapse counts
        ([*range(0, WATCHED, 60)], None),
        ([WATCHED - 91], 91),
        ([WATCHED - 90], None),
    ],
)
def test_the_first_lapse_is_the_last_trade_day_and_n_and_one_days(trades, lapsed):
    assert ends(shop({"a": trades}))["a"][0] == lapsed


def test_who_leaves_lapses_the_day_after_unless_trade_follows():
    who = [
        {"customer_id": "a", "left_on": str(day(50))},
        {"customer_id": "b", "left_on": str(day(50))},
        {"customer_id": "c", "left_on": str(day(10))},
    ]
    found = ends(shop({"a": [0, 40], "b": [0, 60], "c": [20]}, customers=who))
    assert {name: lapsed for name, (lapsed, _) in found.items()} == {"a": 51, "b": 151, "c": 91}


def test_under_a_contract_nobody_lapses_and_its_end_is_leaving():
    bound = f"""
        customer_id | starts_on | ends_on
        a           | {day(0)}  | {day(300)}
        b           | {day(0)}  | {day(200)}
        b           | {day(201)}| {day(400)}
        c           | {day(0)}  |
        d           | {day(0)}  | {day(30)}
        e           | {day(100)}| {day(200)}
        f           | {day(0)}  | {day(60)}
    """
    trades = {"a": [0], "b": [0], "c": [0], "d": [0], "e": [0, 500], "f": [0, 70]}
    lapsed = {name: days for name, (days, _) in ends(shop(trades, contracts=bound)).items()}
    assert lapsed == {
        "a": 301,  # the silence ends with the contract
        "b": 401,  # contracts that meet are one
        "c": None,
        "d": 31,  # left with the contract, though silent for less than N
        "e": 91,  # lapsed before the contract began
        "f": 161,  # traded after it: silence counts again
    }


def test_who_never_traded_begins_with_the_contract():
    bound = f"customer_id | starts_on | ends_on\nz | {day(100)} | {day(199)}"
    assert ends(shop({"a": [0]}, contracts=bound))["z"] == (100, 100)


def by_hand(times):
    """(days, has lapsed) of each → the rows of the curve, with plain loops."""
    told, survival, variance = [], 1.0, 0.0
    for at in sorted({0, *(t for t, lapsed in times if lapsed), max(t for t, _ in times)}):
        at_risk = sum(t >= at for t, _ in times)
        lapsed = sum(t == at and gone for t, gone in times)
        survival *= 1 - lapsed / at_risk
        if 0 < survival < 1:
            variance += lapsed / (at_risk * (at_risk - lapsed))
            width = 1.959963984540054 * sqrt(variance) / -log(survival)
            low, high = survival ** exp(width), survival ** exp(-width)
        else:
            low = high = None
        told.append((at, at_risk, lapsed, survival, low, high))
    return told


CURVE = ("days", "at_risk", "lapsed", "survival", "low", "high")

SHORT = 300  # days, of companies drawn at random

several = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.lists(st.integers(0, SHORT), min_size=1, max_size=5),
    min_size=1,
)


@settings(deadline=None, max_examples=10)
@given(trades=several, limit=st.sampled_from([31, 90]))
def test_the_curve_is_that_of_plain_loops(trades, limit):
    db = shop(trades, as_of=day(SHORT))
    found = rows(retention_curve(db, silent_days=limit), *CURVE)
    times = []
    for numbers in trades.values():
        known = sorted(set(numbers))
        followed = zip(known, [*known[1:], SHORT], strict=True)
        lapses = [last + limit + 1 for last, following in followed if following - last > limit]
        times.append(((lapses or [SHORT])[0] - known[0], bool(lapses)))
    wanted = by_hand(times)
    assert [row[:3] for row in found] == [row[:3] for row in wanted]
    for row, plain in zip(found, wanted, strict=True):
        assert row[3:] == pytest.approx(plain[3:], nan_ok=True) or plain[4] is None


def test_the_interval_is_the_one_lifelines_gives():
    # KaplanMeierFitter of lifelines 0.30.3 (which needs a pandas older than ours), fitted to
    # durations 91 91 120 200 200 200 310 400 400 500, of which the 2nd, 6th, 7th and last are
    # censored: the first lapse, or the as-of day, lies so many days after the first trade day.
    lapsing = {"a": 91, "c": 120, "d": 200, "e": 200, "h": 400, "i": 400}
    trades = {who: [0, *range(days - 91, 0, -60)] for who, days in lapsing.items()}
    censored = {"b": 91, "f": 200, "g": 310, "j": 500}
    trades |= {who: [*range(600 - days, 601, 20)] for who, days in censored.items()}
    found = rows(retention_curve(shop(trades, as_of=day(600))), *CURVE)
    assert [row[:3] for row in found] == [
        (0, 10, 0),
        (91, 10, 1),
        (120, 8, 1),
        (200, 7, 2),
        (400, 3, 2),
        (500, 1, 0),
    ]
    of_lifelines = [
        (0.9, 0.473009, 0.985281),
        (0.7875, 0.380882, 0.942591),
        (0.5625, 0.209421, 0.809171),
        (0.1875, 0.009823, 0.545455),
        (0.1875, 0.009823, 0.545455),
    ]
    for row, numbers in zip(found[1:], of_lifelines, strict=True):
        assert row[3:] == pytest.approx(numbers, abs=1e-6)


def test_by_group_and_by_the_tier_held_at_first():
    who = "customer_id | region\na | West\nb | West\nc | East"
    db = shop({"a": [0], "b": [0, 91, 150], "c": [900]}, customers=who)
    found = retention_curve(db, by="region")
    assert rows(found, "group", *CURVE[:4], "customers") == [
        ("East", 0, 1, 0, 1.0, 1),
        ("East", 91, 1, 1, 0.0, 1),
        ("West", 0, 2, 0, 1.0, 2),
        ("West", 91, 2, 2, 0.0, 2),
    ]
    assert set(retention_curve(db, by="tier")["group"]) == {"none"}
    west = Customers((("region", ("West",)),))
    assert set(retention_curve(db, customers=west)["customers"]) == {2}
    assert len(retention_list(db, by="region", group="West")) == 2


def test_the_tier_is_the_one_of_the_first_month_start():
    # Twenty customers of the first month; the best of them trades no more, and has no tier today.
    trades = {f"{n:02}": [5] for n in range(1, 20)} | {"best": [5, 6]}
    db = shop(trades)
    found = retention_curve(db, by="tier")
    assert dict(rows(found, "group", "customers")) == {"A": 4, "B": 6, "C": 6, "D": 4}
    assert "best" in set(retention_list(db, by="tier", group="A")["customer_id"])
    assert len(retention_list(db, tier=("A",))) == 4


def test_persistency_is_tenure_retention_and_loyalty():
    # On the first of 2025: a and b were active a year before, b is silent since, c is new.
    as_of = [WATCHED - 10]
    trades = {"a": [0, 700, *as_of], "b": [100, 700], "c": as_of}
    trades |= {f"{n}": [200, 700, *as_of] for n in range(5)}
    found = persistency(shop(trades))
    told = rows(found, "group", "customers", "tenure", "active_then", "kept", "retention")
    assert told == [("all", 7, WATCHED - 200, 7, 6, 6 / 7)]
    assert 0.4 < found["low"].iloc[0] < 6 / 7 < found["high"].iloc[0] < 1


def test_few_customers_have_no_retention():
    (told,) = rows(persistency(shop({"a": [700, 1090]})), "active_then", "kept", "retention")
    assert told == (1, 1, None)


def test_silence_outside_its_range_is_refused():
    with pytest.raises(BadQuestion):
        retention_curve(shop({"a": [0]}), silent_days=30)
