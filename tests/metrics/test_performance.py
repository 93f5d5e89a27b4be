"""What is sold by what and whom, and targets: by hand, and against loops over the lines."""

from calendar import monthrange
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import isna

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.performance import DIMENSIONS, performance, performance_list, targets
from tests.drawing import draw, rows

LINES = """
    order_id | line | customer_id | ordered_on | product_id | quantity | revenue | cost | channel | salesperson | status
    1        | 1    | a           | 2023-02-10 | p          | 1        |  80     | 40   | web     | Ann         |
    2        | 1    | a           | 2024-02-10 | p          | 2        | 100     | 60   | web     | Ann         |
    2        | 2    | a           | 2024-02-10 | q          | 1        |  50     |      | web     | Ann         |
    3        | 1    | b           | 2024-03-10 | p          | 1        |  60     | 30   | phone   | Bo          |
    3        | R    | b           | 2024-03-20 | p          | -1       | -60     |      | phone   | Bo          |
    4        | 1    |             | 2024-03-31 | p          | 1        |  30     | 10   |         |             |
    5        | 1    | b           | 2024-03-31 | q          | 9        | 900     |      | phone   | Bo          | cancelled
    6        | 1    | b           | 2024-04-01 | p          | 9        | 900     | 1    | phone   | Bo          |
"""  # noqa: E501
YEAR = {"since": date(2024, 1, 1), "until": date(2024, 3, 31)}


@pytest.fixture(scope="module")
def sold():
    return draw(
        orders=LINES,
        products="""
            product_id | name   | category | unit_cost
            p          | Pencil | office   |
            q          | Quill  | office   |
        """,
        customers="""
            customer_id | region
            a           | North
            b           | South
        """,
        targets="""
            month      | measure | owner | region | target
            2024-02-05 | revenue |       |        | 290
            2024-03-01 | revenue |       |        | 100
            2024-03-01 | revenue | Ann   |        |  31
            2024-03-01 | revenue | Bo    | North  |  10
            2024-03-01 | revenue | Bo    | South  |  52
            2024-04-01 | revenue |       | North  |  70
            2024-04-01 | revenue | Ann   |        | 999
            2024-02-01 | orders  | Bo    |        |   2
        """,
        complete_to=date(2024, 4, 10),
    )


def test_each_channel_has_what_was_sold_through_it_after_refunds(sold):
    columns = ("group", "revenue", "marginal", "revenue_costed", "orders", "customers", "units")
    assert rows(performance(sold, by="channel", **YEAR), *columns) == [
        ("web", 150, 40, 100, 1, 1, 3),
        (None, 30, 20, 30, 1, 0, 1),
        ("phone", 0, 30, 60, 1, 1, 1),
    ]


def test_a_product_goes_by_its_name_and_shares_add_up(sold):
    found = performance(sold, by="product", **YEAR)
    assert rows(found, "group", "revenue", "orders") == [("Pencil", 130, 3), ("Quill", 50, 1)]
    assert found["share"].sum() == pytest.approx(1)
    assert rows(performance(sold, by="category", **YEAR), "group", "orders") == [("office", 3)]


def test_last_year_is_the_same_days_a_year_before_where_the_data_reaches_back(sold):
    february = {"since": date(2024, 2, 10), "until": date(2024, 2, 29)}
    (ann,) = rows(performance(sold, by="salesperson", **february), "group", "last_year", "change")
    assert ann == ("Ann", 80, pytest.approx(150 / 80 - 1))
    (ann, *_others) = rows(performance(sold, by="salesperson", **YEAR), "group", "last_year")
    assert ann == ("Ann", None)


def test_a_salespersons_target_is_what_falls_to_the_days_asked_about(sold):
    week = {"since": date(2024, 3, 25), "until": date(2024, 3, 31)}
    asked = {"since": date(2024, 2, 10), "until": date(2024, 3, 31)}
    assert dict(rows(performance(sold, by="salesperson", **asked), "group", "target")) == {
        "Ann": 31,
        "Bo": 62,
        None: None,
    }
    half = performance(sold, by="salesperson", since=date(2024, 2, 1), until=date(2024, 3, 10))
    assert dict(rows(half, "group", "target")) == {
        "Ann": pytest.approx(31 * 10 / 31),
        "Bo": pytest.approx(62 * 10 / 31),
    }
    assert performance(sold, by="channel", **week)["target"].isna().all()


def test_targets_are_for_all_so_some_customers_have_none(sold):
    north = Customers(columns=(("region", ("North",)),))
    found = performance(sold, by="salesperson", customers=north, **YEAR)
    assert rows(found, "group", "revenue", "target") == [("Ann", 150, None)]


def test_the_customers_behind_a_row_are_as_many_as_it_says(sold):
    for by in DIMENSIONS:
        for row in performance(sold, by=by, **YEAR).itertuples():
            told = {"untold": True} if isna(row.group) else {"group": row.group}
            listed = performance_list(sold, by=by, **told, **YEAR)
            assert len(listed) == row.customers


def test_who_bought_is_listed_by_region_month_and_person_too(sold):
    columns = ("customer_id", "orders", "units", "revenue", "last_trade_day")
    in_march = performance_list(sold, by="month", month=date(2024, 3, 5), **YEAR)
    assert rows(in_march, *columns) == [("b", 1, 1, 0, date(2024, 3, 10))]
    north = performance_list(sold, by="region", group="North", **YEAR)
    assert rows(north, *columns) == [("a", 1, 3, 150, date(2024, 2, 10))]
    bos = performance_list(sold, by="person", group="Bo", tier=("none",), **YEAR)
    assert rows(bos, "customer_id") == [("b",)]


def test_nothing_is_sold_in_an_empty_store():
    db = draw()
    for by in DIMENSIONS:
        assert rows(performance(db, by=by)) == []
        assert rows(performance(db, by=by, tier=("A",))) == []
        assert rows(performance_list(db, by=by)) == []
    assert rows(targets(db)) == []


def test_what_cannot_be_asked_is_said(sold):
    with pytest.raises(BadQuestion, match="by is town"):
        performance(sold, by="town")
    with pytest.raises(BadQuestion, match="measure is luck"):
        targets(sold, measure="luck")


# Targets -----------------------------------------------------------------------------------------


def test_a_months_target_is_the_widest_and_its_pace_counts_the_days_gone(sold):
    found = targets(sold, since=date(2024, 2, 1))
    columns = ("month", "actual", "target", "ratio", "share_gone", "pace")
    assert rows(found, *columns) == [
        (date(2024, 2, 1), 150, 290, pytest.approx(150 / 290), 1, pytest.approx(150 / 290)),
        (date(2024, 3, 1), 30, 100, 0.3, 1, 0.3),
        (
            *(date(2024, 4, 1), 900, 70, pytest.approx(900 / 70)),
            *(pytest.approx(10 / 30), pytest.approx(900 / (70 * 10 / 30))),
        ),
    ]


def test_targets_of_a_person_in_regions_are_added_up(sold):
    found = targets(sold, by="person", since=date(2024, 2, 1), until=date(2024, 3, 31))
    assert rows(found, "group", "actual", "target", "months") == [
        ("Ann", 0, 31, 1),
        ("Bo", 0, 62, 1),
    ]


def test_a_region_is_that_of_the_customer(sold):
    found = targets(sold, by="region", since=date(2024, 2, 1))
    assert rows(found, "group", "actual", "target", "months") == [
        ("North", 0, 10 + 70, 2),
        ("South", 0, 52, 1),
    ]


def test_orders_first_orders_and_deals_won_have_targets_too():
    db = draw(
        orders="""
            order_id | line | customer_id | ordered_on | revenue
            1        | 1    | a           | 2024-01-05 | 10
            1        | 2    | a           | 2024-01-05 | 10
            2        | 1    | a           | 2024-02-05 | 10
            3        | 1    | b           | 2024-02-05 | 10
        """,
        opportunities="""
            opportunity_id | customer_id | owner | stage | amount | closed_on  | outcome
            1              | a           | Ann   | Offer | 70     | 2024-02-03 | won
            2              | b           | Bo    | Offer | 30     | 2024-02-04 | won
            3              | b           | Bo    | Offer | 99     | 2024-02-04 | lost
        """,
        customers="""
            customer_id | region
            a           | North
        """,
        targets="""
            month      | measure       | owner | region | target
            2024-01-01 | orders        |       |        | 4
            2024-02-01 | orders        |       |        | 4
            2024-02-01 | new_customers |       |        | 2
            2024-02-01 | new_customers | Ann   |        | 1
            2024-02-01 | won_amount    | Bo    |        | 60
            2024-02-01 | won_amount    |       | North  | 35
            2024-02-01 | contribution  |       |        | 9
        """,
        complete_to=date(2024, 2, 29),
    )
    assert [row[0] for row in rows(targets(db, measure="orders"), "actual")] == [1, 2]
    assert rows(targets(db, measure="new_customers"), "actual", "target") == [(1, 2)]
    nobodys = targets(db, measure="new_customers", by="person")
    assert rows(nobodys, "group", "actual", "pace") == [("Ann", None, None)]
    deals = targets(db, measure="won_amount", by="person")
    assert rows(deals, "group", "actual", "pace") == [("Bo", 30, 0.5)]
    assert rows(targets(db, measure="won_amount", by="region"), "actual", "pace") == [(70, 2)]
    assert rows(targets(db, measure="won_amount"), "actual", "target") == [(100, 35)]
    assert rows(targets(db, measure="contribution"), "actual") == [(None,)]


def test_contribution_is_known_where_goods_and_service_are():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-01-05 | 96      | 40
            2        | a           | 2024-01-06 |  4      |
            3        | a           | 2024-02-06 | 10      | 4
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            a           | 2024-01-20 | visit | 6
        """,
        targets="""
            month      | measure      | target
            2024-01-01 | contribution | 100
            2024-02-01 | contribution | 100
        """,
        complete_to=date(2024, 2, 29),
    )
    found = targets(db, measure="contribution")
    assert rows(found, "actual", "ratio") == [(96 - 40 - 6, 0.5), (None, None)]


# A second opinion --------------------------------------------------------------------------------

DAYS = st.sampled_from(
    [date(y, m, d) for y in (2022, 2023, 2024) for m, d in ((2, 28), (3, 1), (3, 31), (4, 1))]
)
LINE = st.fixed_dictionaries(
    {
        "order_id": st.sampled_from("12345"),
        "customer_id": st.sampled_from(("a", "b", None)),
        "ordered_on": DAYS,
        "quantity": st.sampled_from((1, 2, -1, None)),
        "revenue": st.sampled_from((0, 10, 25, -10)),
        "cost": st.sampled_from((None, 4)),
        "channel": st.sampled_from(("web", "shop", None)),
        "status": st.sampled_from((None, "completed", "cancelled", "returned")),
    }
)


@settings(max_examples=8, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=12), since=DAYS, until=DAYS)
def test_a_loop_over_the_lines_says_the_same(lines, since, until):
    db = draw(orders=lines, complete_to=date(2024, 4, 30))
    found = performance(db, by="channel", since=since, until=until)
    plain = plain_performance(lines, since, until)
    columns = ("group", "revenue", "orders", "customers", "last_year")
    assert sorted(rows(found, *columns), key=str) == sorted(plain, key=str)


def plain_performance(lines, since, until):
    first = min(line["ordered_on"] for line in lines)
    reaches = first <= _year_before(since)
    told = sorted(lines, key=lambda line: str(line["channel"]))
    for channel, of_channel in groupby(told, key=lambda line: line["channel"]):
        mine = list(of_channel)
        now = [line for line in mine if since <= line["ordered_on"] <= until]
        then = [
            line
            for line in mine
            if _year_before(since) <= line["ordered_on"] <= _year_before(until)
            and line["ordered_on"] < since
        ]
        if not now and not (then and reaches):
            continue
        trade = [line for line in now if _counts(line) is not None and _is_trade(line)]
        yield (
            channel,
            sum(_counts(line) for line in now),
            len({line["order_id"] for line in trade}),
            len({line["customer_id"] for line in trade} - {None}),
            sum(_counts(line) for line in then) if reaches else None,
        )


def _year_before(day):
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _is_trade(line):
    void = line["status"] in ("cancelled", "returned")
    return not void and line["revenue"] >= 0 and (line["quantity"] or 0) >= 0


def _counts(line):
    if line["status"] in ("cancelled", "returned") and line["revenue"] >= 0:
        return 0
    refund = line["revenue"] < 0 or (line["quantity"] or 0) < 0
    return -abs(line["revenue"]) if refund else line["revenue"]
