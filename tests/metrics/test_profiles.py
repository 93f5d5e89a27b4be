"""Who the customers are, and the best of them: by hand."""

from datetime import date

import pytest

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics import profile, profile_list
from lib.metrics.intervals import wilson
from tests.drawing import draw, rows

COUNTS = ("value", "customers", "share", "in_tier", "share_in_tier", "index")


@pytest.fixture(scope="module")
def db():
    """Twenty customers, the first the most valuable: tier A are the first four."""
    regions = ["West", "West", "West", "East"] + ["West"] * 2 + ["East"] * 10 + [None] * 4
    customers = [
        {"customer_id": f"{n:02}", "region": region, "kind": "person"}
        for n, region in enumerate(regions)
    ]
    orders = [
        {
            "order_id": str(n),
            "customer_id": f"{n:02}",
            "ordered_on": "2024-01-10",
            "revenue": 100 - n,
        }
        for n in range(20)
    ]
    attributes = [
        {"customer_id": f"{n:02}", "attribute": "colour", "value": "red"} for n in range(3)
    ]
    return draw(
        complete_to=date(2024, 1, 31), customers=customers, orders=orders, attributes=attributes
    )


def test_the_index_is_the_share_of_the_best_over_the_share_of_everyone(db):
    assert rows(profile(db, attribute="region"), *COUNTS) == [
        ("East", 11, 0.55, 1, 0.25, pytest.approx((1 / 11) / 0.2)),
        ("West", 5, 0.25, 3, 0.75, pytest.approx(3.0)),
        (None, 4, 0.2, 0, 0.0, None),  # of fewer than five nothing is told
    ]


def test_its_interval_is_that_of_the_share_who_are_among_the_best(db):
    found = profile(db, attribute="region")
    low, high = wilson(1, 11)
    assert rows(found, "low", "high")[0] == (pytest.approx(low / 0.2), pytest.approx(high / 0.2))


def test_an_attribute_and_other_tiers(db):
    found = profile(db, attribute="colour", tier=("A", "B"))
    assert rows(found, *COUNTS)[1][:5] == ("red", 3, 0.15, 3, 0.3)


def test_the_best_of_some_customers_are_held_against_those(db):
    west = Customers((("region", ("West",)),))
    assert rows(profile(db, customers=west), *COUNTS) == [("person", 5, 1.0, 3, 1.0, 1.0)]


def test_as_many_customers_stand_behind_a_row_as_it_shows(db):
    for value, best in rows(profile(db, attribute="region"), "value", "in_tier"):
        assert len(profile_list(db, attribute="region", value=value or "")) == best


def test_an_unknown_attribute_is_refused(db):
    with pytest.raises(BadQuestion):
        profile(db, attribute="shoe size")
