"""What customers will bring: the book's formula in plain loops, over companies drawn by hand."""

from datetime import date, timedelta
from importlib import import_module

import numpy as np
import pytest

from lib.database import Answers, Customers, Database
from lib.errors import BadQuestion
from lib.learn import customer_ahead, gamma_gamma, lifetime_value, lifetime_value_list
from lib.learn.bgnbd import purchase_model
from lib.metrics import peer_list
from tests.drawing import draw, rows

AS_OF = date(2024, 12, 31)
BEGIN = date(2024, 1, 1)


@pytest.fixture(scope="module")
def db():
    """Sixty customers who come when they like, one who left and two under a contract."""
    random = np.random.default_rng(11)
    orders = []
    for n in range(60):
        first, rate = int(random.integers(0, 120)), random.gamma(2.0, 0.02)
        days = [first]
        while (following := days[-1] + 1 + int(random.exponential(1 / rate))) < 366:
            days.append(following)
            if random.uniform() < 0.12:
                break
        spending = random.gamma(9, 4)
        orders += [
            line(f"{n:02}", day, round(float(random.gamma(5, spending / 5)) + 1, 2)) for day in days
        ]
    orders += [line("left", day, 10) for day in (3, 30)]
    orders += [line("bound", day, 60) for day in (5, 99, 200)]
    drawn = draw(
        orders=orders,
        customers=f"""
            customer_id | region | left_on
            00          | West   |
            01          | West   |
            left        | East   | {BEGIN + timedelta(40)}
        """,
        contracts=f"""
            customer_id | starts_on   | ends_on
            bound       | 2024-01-01  |
            new         | 2024-12-31  |
            past        | 2023-01-01  | {date(2023, 1, 1) + timedelta(449)}
            long        | 2022-01-01  | 2024-06-01
        """,
        complete_to=AS_OF,
    )
    return Database(drawn.connection, answers=Answers())


def line(customer, day, revenue):
    return {
        "order_id": f"{customer} {day}",
        "customer_id": customer,
        "ordered_on": str(BEGIN + timedelta(day)),
        "quantity": 1,
        "revenue": revenue,
        "cost": round(revenue * (0.8 if customer < "30" else 1.1), 2),
    }


def plainly(db, customer):
    """The formula of the metric book for one customer who is free to come."""
    lines = db.run(
        "select ordered_on, sum(revenue) as revenue from orders where customer_id = $who "
        "group by ordered_on order by ordered_on",
        {"who": customer},
    )
    days = [moment.date() for moment in lines["ordered_on"]]
    x, recency, age = len(days) - 1, (days[-1] - days[0]).days / 7, (AS_OF - days[0]).days / 7
    spending = dict(rows(gamma_gamma(db), "parameter", "estimate"))
    p, q, gamma = spending["p"], spending["q"], spending["gamma"]
    z = float(lines["revenue"].iloc[1:].mean()) if x else 0.0
    mean = p * (gamma + x * z) / (p * x + q - 1)
    model = purchase_model(db, AS_OF)

    def expected(months):
        told = model.expected(np.array([x]), np.array([recency]), np.array([age]), 4.348 * months)
        return float(told[0])

    rate = contribution_rate(db, customer)
    gained = sum((expected(k) - expected(k - 1)) / 1.01**k for k in range(1, 13))
    return expected(12), gained * mean * rate


def contribution_rate(db, customer):
    """Of the customer's tier at the latest month start; of everyone without one."""
    tier_of = dict(rows(lifetime_value_list(db), "customer_id", "tier"))
    all_ = db.run("select customer_id, sum(revenue) r, sum(cost) c from orders group by all")
    told = [
        (float(r), float(c))
        for who, r, c in all_.itertuples(index=False)
        if tier_of[who] == tier_of[customer]
    ]
    return 1 - sum(c for _, c in told) / sum(r for r, _ in told)


def test_a_customers_value_is_the_formula_of_the_book(db):
    listed = lifetime_value_list(db).set_index("customer_id")
    for customer in ("00", "17", "31", "59"):
        orders, value = plainly(db, customer)
        assert listed.loc[customer, "expected_orders"] == pytest.approx(orders)
        assert float(listed.loc[customer, "lifetime_value"]) == pytest.approx(value)
    assert (listed["lifetime_value"] < 0).any()  # where a tier costs more than it brings


def test_one_customer_can_be_asked_for_and_who_came_once_is_labelled(db):
    listed = lifetime_value_list(db)
    once = listed[listed["trade_days"] == 1]
    assert set(once["note"]) == {"one trade day"}
    assert set(once["alive"]) == {1.0}
    alone = lifetime_value_list(db, customer_id="17").iloc[0]
    among = listed.set_index("customer_id").loc["17"]
    assert (alone["lifetime_value"], alone["total"]) == (among["lifetime_value"], 1)
    assert alone["trade_days"] == among["trade_days"]


def test_a_customer_stands_among_those_like_them(db):
    one = customer_ahead(db, customer_id="00").iloc[0]
    mine = lifetime_value_list(db, customer_id="00").iloc[0]
    assert one["lifetime_value"] == pytest.approx(mine["lifetime_value"])
    alike = peer_list(db, customer_id="00")["customer_id"]
    worth = lifetime_value_list(db).set_index("customer_id")["lifetime_value"][alike]
    assert one["peers"] == len(alike) > 5
    assert one["typical"] == pytest.approx(worth.median())
    assert one["below"] == pytest.approx((worth < mine["lifetime_value"]).mean())
    assert customer_ahead(db, customer_id="nobody").empty


def test_of_very_many_alike_some_stand_for_all(db, monkeypatch):
    monkeypatch.setattr(import_module("lib.learn.customer_ahead"), "MOST_ALIKE", 3)
    one = customer_ahead(db, customer_id="00").iloc[0]
    alike = sorted(peer_list(db, customer_id="00")["customer_id"])
    thirds = [alike[-(-n * len(alike) // 3) - 1] for n in (1, 2, 3)]
    worth = lifetime_value_list(db).set_index("customer_id")["lifetime_value"][thirds]
    assert (one["peers"], one["drawn"]) == (len(alike), 3)
    assert one["typical"] == pytest.approx(worth.median())


def test_who_left_is_worth_nothing(db):
    (told,) = rows(lifetime_value_list(db, customer_id="left"), "lifetime_value", "alive", "note")
    assert told == (0.0, 0.0, "left")


def test_who_is_bound_brings_the_own_value_for_as_long_as_contracts_last(db):
    # Contracts lasted 450 and 883 days; one is open after 365, one after none. After 365 days two
    # of the three then known are there yet; the third ended is beyond a year from here.
    listed = lifetime_value_list(db).set_index("customer_id")
    monthly = (180 - 180 * 1.1) / 12
    ends = [365 + 30.436 * k for k in range(1, 13)]
    lasting = [1.0 if end < 450 else 0.5 for end in ends]
    wanted = sum(monthly * s / 1.01**k for k, s in enumerate(lasting, 1))
    assert listed.loc["bound", "note"] == "under contract"
    assert float(listed.loc["bound", "lifetime_value"]) == pytest.approx(wanted)
    assert np.isnan(listed.loc["bound", "expected_orders"])


def test_the_groups_add_up_to_their_customers(db):
    listed = lifetime_value_list(db)
    (everyone,) = lifetime_value(db).itertuples()
    assert everyone.customers == len(listed)
    assert everyone.value == pytest.approx(listed["lifetime_value"].sum())
    assert everyone.expected_orders == pytest.approx(listed["expected_orders"].sum())
    assert (everyone.under_contract, everyone.left, everyone.basis) == (2, 1, "marginal")
    for by in ("tier", "cohort", "region"):
        found = lifetime_value(db, by=by)
        assert found["value"].sum() == pytest.approx(everyone.value)
        for row in found.itertuples():
            group = "" if row.group is None or row.group != row.group else row.group
            assert len(lifetime_value_list(db, by=by, group=group)) == row.customers


def test_the_models_are_those_of_everyone_whoever_is_asked_about(db):
    west = Customers((("region", ("West",)),))
    (found,) = lifetime_value(db, customers=west).itertuples()
    listed = lifetime_value_list(db).set_index("customer_id")
    assert found.value == pytest.approx(listed.loc[["00", "01"], "lifetime_value"].sum())


def test_who_came_within_days_is_told_apart_from_the_others(db):
    first, last = BEGIN + timedelta(30), BEGIN + timedelta(60)
    listed = lifetime_value_list(db)
    came = listed[(listed["first_trade_day"].dt.date >= first)]
    came = came[came["first_trade_day"].dt.date <= last]
    told = lifetime_value(db, came_since=first, came_until=last).iloc[0]
    assert told["customers"] == len(came) > 5
    assert told["value"] == pytest.approx(came["lifetime_value"].sum())
    behind = lifetime_value_list(db, came_since=first, came_until=last)
    assert set(behind["customer_id"]) == set(came["customer_id"])


def test_an_unknown_group_is_refused_and_channel_is_how_they_were_won(db):
    with pytest.raises(BadQuestion):
        lifetime_value(db, by="shoe size")
    assert lifetime_value(db, by="channel").equals(lifetime_value(db, by="acquired_through"))
