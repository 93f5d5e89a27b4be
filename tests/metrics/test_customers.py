"""Who the customers are, on companies drawn as tables."""

from lib.metrics import customer_values
from tests.drawing import draw, rows

CUSTOMERS = """
    customer_id | kind     | region | city
    1           | business | West   | Xi'an
    2           | person   | West   | 100%
    3           | person   | East   |
    4           |          | North  |
"""
ATTRIBUTES = """
    customer_id | attribute | value
    1           | segment   | Home
    2           | segment   | Office
    3           | segment   | office
    4           | segment   |
    1           | region    | EMEA
"""


def test_the_values_customers_hold_are_told_the_most_frequent_first():
    values = customer_values(draw(customers=CUSTOMERS, attributes=ATTRIBUTES))
    assert rows(values) == [
        ("city", False, "100%", 1),
        ("city", False, "Xi'an", 1),
        ("kind", False, "person", 2),
        ("kind", False, "business", 1),
        ("region", False, "West", 2),
        ("region", False, "East", 1),
        ("region", False, "North", 1),
        ("region", True, "EMEA", 1),
        ("segment", True, "Home", 1),
        ("segment", True, "Office", 1),
        ("segment", True, "office", 1),
    ]


def test_a_long_list_is_cut_after_its_most_frequent_values():
    values = customer_values(draw(customers=CUSTOMERS), most=1)
    assert rows(values, "name", "value") == [
        ("city", "100%"),
        ("kind", "person"),
        ("region", "West"),
    ]


def test_a_search_finds_values_by_any_part_whatever_its_capitals():
    db = draw(customers=CUSTOMERS, attributes=ATTRIBUTES)
    assert rows(customer_values(db, search="OFF"), "value") == [("Office",), ("office",)]
    assert rows(customer_values(db, search="%"), "value") == [("100%",)]
    assert rows(customer_values(db, search="nowhere")) == []


def test_a_name_with_over_500_values_is_an_id_and_left_out():
    def places(number):
        return [
            {"customer_id": str(n), "city": f"city {n % number}", "kind": ""} for n in range(501)
        ]

    assert len(customer_values(draw(customers=places(500)), most=1000)) == 500
    assert len(customer_values(draw(customers=places(501)), most=1000)) == 0
    assert len(customer_values(draw(customers=places(501)), search="city 7")) == 0


def test_without_customers_there_is_nothing_to_choose():
    assert rows(customer_values(draw())) == []
