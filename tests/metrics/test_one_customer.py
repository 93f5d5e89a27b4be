"""One customer from every side: found, ranked, told, and set beside those like them, by hand."""

from datetime import date

import pytest

from lib.errors import BadQuestion
from lib.metrics.one_customer import (
    customer_peers,
    customer_products,
    customer_search,
    customer_standing,
    customer_timeline,
    peer_list,
)
from lib.settings import Settings
from tests.drawing import draw, rows

FEW = Settings(tiers_from=2)

CUSTOMERS = """
    customer_id | name       | kind   | acquired_on | acquired_through | left_on    | left_because
    K1          | Ann Müller | person | 2022-12-30  | referral         |            |
    K2          | Ann        | person |             |                  |            |
    K22         | Bo 王小明     | person |             |                  | 2024-01-20 | price
    x           |            |        |             |                  |            |
"""
ORDERS = """
    order_id | line | customer_id | ordered_on | product_id | quantity | revenue | status
    1        | 1    | K1          | 2023-10-01 | tea        | 2        | 20      |
    1        | 2    | K1          | 2023-10-01 | cup        | 1        | 5       |
    2        | 1    | K1          | 2023-12-30 | tea        | 1        | 10      |
    3        | 1    | K1          | 2024-01-02 | tea        | 1        | 10      | cancelled
    4        | 1    | K2          | 2023-12-30 | cup        | 1        | 5       |
    5        | 1    | K22         | 2023-11-30 | cup        | 1        | 4       |
    6        | 1    | K22         | 2023-12-31 | cup        | 1        | 4       |
    7        | 1    | K1          | 2024-02-01 | tea        | 1        | 10      | returned
"""
PRODUCTS = "product_id | name | category\ntea | Tea | Drinks\ncup | Cup | Ware"


@pytest.fixture(scope="module")
def shop():
    return draw(
        customers=CUSTOMERS,
        orders=ORDERS,
        products=PRODUCTS,
        complaints="""
            complaint_id | customer_id | opened_at        | kind  | resolved_at
            c1           | K1          | 2023-10-05 09:00 | late  | 2023-10-06 09:00
            c2           | K1          | 2024-01-31 23:59 | late  |
            c3           | K2          | 2022-12-31 23:59 | price |
        """,
        returns="""
            return_id | order_id | customer_id | returned_on | kind   | amount | product_id
            r1        | 7        |             | 2024-02-01  |        | 10     | tea
            r2        | 4        | K2          | 2024-01-05  | repair |        | cup
        """,
        payments="""
            payment_id | order_id | customer_id | paid_on    | amount
            p1         | 1        |             | 2023-10-09 | 25
            p2         | 4        | K2          | 2024-01-09 | 5
        """,
        ratings="""
            response_id | customer_id | answered_on | aspect | expected | perceived
            a1          | K1          | 2023-11-01  | speed  | 4        | 2
            a1          | K1          | 2023-11-01  | taste  | 4        | 5
            a1          | K1          | 2023-11-01  | look   |          | 1
        """,
        responses="""
            response_id | customer_id | answered_on | survey | overall | overall_min | overall_max
            a1          | K1          | 2023-11-01  | Autumn | 5       | 1           | 5
            a2          | K1          | 2023-11-02  |        | 4       | 1           | 5
        """,
        opportunities="""
            opportunity_id | customer_id | name  | created_on | stage | closed_on | outcome | amount
            o1             | K1          | Big   | 2023-05-01 | lead  | 2023-06-01 | lost    | 900
            o2             | K1          | Small | 2023-07-01 | lead  |            | open    | 90
        """,
        campaigns="campaign_id | name\nm1 | Spring",
        touches="""
            campaign_id | customer_id | touched_on | kind | in_control
            m1          | K1          | 2023-04-01 | sent | false
            m2          | K1          | 2023-04-02 |      | true
        """,
        interactions="""
            customer_id | happened_at      | channel | direction | subject
            K1          | 2023-09-01 23:59 | phone   | inbound   |
        """,
        contracts="customer_id | starts_on | ends_on\nK2 | 2023-01-01 | 2025-01-01",
    )


def test_a_customer_is_found_by_a_part_of_the_id_or_the_name(shop):
    def found(text):
        return [row[0] for row in rows(customer_search(shop, text=text), "customer_id")]

    assert found("k2") == ["K2", "K22"]  # called exactly so first, though worth less
    assert found(" ann ") == ["K2", "K1"]
    assert found("MÜL") == ["K1"]
    assert found("小明") == ["K22"]
    assert found("nobody") == []
    assert found("k22\x1fbo") == []  # the sign between ids and names, where they are searched
    assert found("") == ["K1", "K22", "K2", "x"]
    listed = customer_search(shop, text="", limit=1)
    assert rows(listed, "customer_id", "total", "revenue", "silent_for") == [("K1", 4, 35, 33)]
    with pytest.raises(BadQuestion, match="limit is -1"):
        customer_search(shop, limit=-1)


def test_what_is_looked_for_is_no_pattern(shop):
    assert customer_search(shop, text="%").empty
    assert customer_search(shop, text="_").empty
    assert customer_search(shop, text="'; drop table customers; --").empty


def test_a_customers_standing_is_told_month_by_month(shop):
    told = customer_standing(shop, customer_id="K2", settings=FEW)
    columns = ("month", "tier", "orders", "revenue", "value_rank", "ranked", "silent_for")
    assert rows(told, *columns)[-2:] == [
        (date(2024, 1, 1), "C", 1, 5, 3, 3, 2),
        (date(2024, 2, 1), "C", 1, 5, 3, 3, 33),
    ]
    # A contract customer stands before the first order, worth nothing.
    assert rows(told, *columns)[0][:4] == (date(2023, 1, 1), "none", 0, 0)
    assert customer_standing(shop, customer_id="x").empty
    as_of = date(2023, 12, 31)
    told = customer_standing(shop, customer_id="K2", as_of=as_of, settings=FEW)
    assert rows(told, "month")[-1] == (date(2024, 1, 1),)


def test_what_a_customer_buys_and_how_often(shop):
    told = customer_products(shop, customer_id="K1")
    columns = ("product", "orders", "units", "revenue", "every_days", "days_since")
    assert rows(told, *columns) == [("Tea", 2, 3, 30, 90, 33), ("Cup", 1, 1, 5, None, 123)]
    told = customer_products(shop, customer_id="K1", as_of=date(2023, 12, 29))
    assert rows(told, *columns)[0] == ("Tea", 1, 2, 20, None, 89)


def test_everything_that_happened_is_on_one_line(shop):
    told = customer_timeline(shop, customer_id="K1")
    columns = ("happened_on", "kind", "outcome", "subject", "amount", "reference")
    assert rows(told, *columns) == [
        (date(2024, 2, 1), "order", "returned", "Tea", 10, "7"),
        (date(2024, 2, 1), "return", "return", "Tea", -10, "r1"),
        (date(2024, 1, 31), "complaint", "open", "late", None, "c2"),
        (date(2024, 1, 2), "order", "cancelled", "Tea", 10, "3"),
        (date(2023, 12, 30), "order", None, "Tea", 10, "2"),
        (date(2023, 11, 2), "answer", None, None, None, "a2"),
        (date(2023, 11, 1), "answer", None, "Autumn", None, "a1"),
        (date(2023, 10, 9), "payment", None, None, 25, "p1"),
        (date(2023, 10, 5), "complaint", "resolved", "late", None, "c1"),
        (date(2023, 10, 1), "order", None, "Cup", 25, "1"),
        (date(2023, 9, 1), "contact", "inbound", "phone", None, None),
        (date(2023, 7, 1), "opportunity", "opened", "Small", 90, "o2"),
        (date(2023, 6, 1), "opportunity", "lost", "Big", 900, "o1"),
        (date(2023, 5, 1), "opportunity", "opened", "Big", 900, "o1"),
        (date(2023, 4, 2), "campaign", "held_back", "m2", None, "m2"),
        (date(2023, 4, 1), "campaign", "sent", "Spring", None, "m1"),
        (date(2022, 12, 30), "life", "won", "referral", None, None),
    ]
    of_october = customer_timeline(shop, customer_id="K1", month=date(2023, 10, 31))
    assert rows(of_october, "reference") == [("p1",), ("c1",), ("1",)]
    scores = [row[0] for row in rows(told, "score") if row[0] is not None]
    assert scores == [0.75, 7 / 8]  # an answer without an expectation is no pair


@pytest.mark.parametrize(
    ("promised", "delivered", "outcome"),
    [
        ("2023-10-03", "2023-10-03", None),
        ("2023-10-03", "2023-10-04", "late"),
        ("2023-10-03", "", None),
        ("", "2023-10-04", None),
    ],
)
def test_an_order_is_late_from_the_day_after_it_was_promised(promised, delivered, outcome):
    header = "order_id | customer_id | ordered_on | promised_on | delivered_on | revenue\n"
    db = draw(orders=header + f"1 | a | 2023-10-01 | {promised} | {delivered} | 5")
    assert rows(customer_timeline(db, customer_id="a"), "outcome") == [(outcome,)]


@pytest.mark.parametrize(
    ("customer", "as_of", "kinds"),
    [
        ("K2", date(2024, 2, 1), ["payment", "return", "order", "contract", "complaint"]),
        ("K2", date(2024, 1, 4), ["order", "contract", "complaint"]),
        ("K22", date(2024, 1, 19), ["order", "order"]),
        ("K22", date(2024, 1, 20), ["life", "order", "order"]),
        ("nobody", None, []),
    ],
)
def test_nothing_is_told_that_had_not_happened_by_then(shop, customer, as_of, kinds):
    told = customer_timeline(shop, customer_id=customer, as_of=as_of)
    assert [row[0] for row in rows(told, "kind")] == kinds


def test_a_customer_stands_beside_those_of_their_tier_and_kind():
    db = draw(
        customers="""
            customer_id | kind
            a           | person
            b           | person
            c           | person
            d           | business
        """,
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-12-01 | 30
            2        | a           | 2023-12-11 | 30
            3        | b           | 2023-12-21 | 10
            4        | c           | 2023-12-31 | 40
            5        | d           | 2023-12-31 | 900
            6        |             | 2024-01-31 | 1
        """,
        complaints="""
            complaint_id | customer_id | opened_at
            1            | a           | 2023-01-31 23:59
            2            | a           | 2023-02-01 00:00
            3            | b           | 2024-01-31 23:59
            4            | b           | 2024-02-01 00:00
        """,
    )
    # Too few to rank: all are of tier none, and those like a are b and c.
    told = rows(customer_peers(db, customer_id="a"), "measure", "theirs", "typical", "below")
    assert told == [
        ("revenue", 60, 25, 1),
        ("value", 60, 25, 1),
        ("orders", 2, 1, 1),
        ("mean_order", 30, 25, 0.5),
        ("silent_for", 52, 37, 1),
        ("complaints", 1, 0.5, 0.5),
    ]
    assert rows(peer_list(db, customer_id="a"), "customer_id") == [("c",), ("b",)]
    alone = rows(customer_peers(db, customer_id="d"), "measure", "typical", "peers")
    assert ("revenue", None, 0) in alone
    assert customer_peers(db, customer_id="nobody").empty


def test_a_store_without_rows_has_nobody():
    db = draw()
    for metric in (customer_standing, customer_products, customer_timeline, customer_peers):
        assert metric(db, customer_id="a").empty
    assert customer_search(db, text="a").empty
