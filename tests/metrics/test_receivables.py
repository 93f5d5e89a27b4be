"""What is owed: by hand, and by paying bills one after another."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.receivables import payments_by_month, receivables, receivables_list
from tests.drawing import draw, rows

AS_OF = date(2024, 6, 30)
ORDERS = """
    order_id | line | customer_id | ordered_on | quantity | revenue | status
    1        | 1    | a           | 2024-01-01 | 1        | 100     |
    2        | 1    | a           | 2024-04-15 | 1        |  60     |
    2        | 2    | a           | 2024-04-15 | 1        |  40     |
    3        | 1    | a           | 2024-06-01 | 1        |  50     |
    4        | 1    | b           | 2024-05-31 | 1        |  70     |
    4        | R    | b           | 2024-06-10 | -1       | -30     |
    5        | 1    | b           | 2024-06-20 | 1        |  90     | cancelled
    6        | 1    | c           | 2024-05-01 | 1        |  20     |
    7        | 1    |             | 2024-06-30 | 1        |   5     |
    8        | 1    | c           | 2023-12-31 | 1        | 999     |
"""
PAYMENTS = """
    payment_id | order_id | customer_id | paid_on    | amount
    1          |          | a           | 2024-05-01 | 130
    2          | 4        |             | 2024-06-15 |  25
    3          | 5        | b           |            |  10
    4          | 6        | c           | 2024-01-01 |  25
    5          | 6        |             | 2024-06-02 |  -2
    6          | 99       |             | 2024-06-02 |   8
    7          |          | d           | 2024-06-02 |   7
"""


@pytest.fixture(scope="module")
def owed():
    customers = """
        customer_id | region
        a           | North
        b           | South
    """
    return draw(orders=ORDERS, payments=PAYMENTS, customers=customers, complete_to=AS_OF)


def test_what_is_open_stands_in_the_band_of_its_days(owed):
    found = receivables(owed)
    assert rows(found, "band", "orders", "customers", "amount") == [
        ("to_30", 3, 2, 50 + (70 - 30 - 25) + 5),
        ("to_60", 0, 0, 0),
        ("to_90", 1, 1, 70),
        ("over_90", 0, 0, 0),
    ]
    assert found["share"].sum() == pytest.approx(1)


def test_payments_that_name_no_order_pay_the_oldest_first(owed):
    """130 pay all of order 1 and 30 of order 2."""
    (first, _b, _nobody) = rows(receivables_list(owed), "customer_id", "open_amount", "oldest_on")
    assert first == ("a", 70 + 50, date(2024, 4, 15))


def test_who_owes_is_listed_with_the_most_money_first(owed):
    found = receivables_list(owed)
    assert rows(found, "customer_id", "orders", "open_amount", "over_60", "oldest_days") == [
        ("a", 2, 120, 70, 76),
        ("b", 1, 15, 0, 30),
        (None, 1, 5, 0, 0),
    ]
    young = receivables_list(owed, band="to_30", limit=1)
    assert rows(young, "customer_id", "open_amount", "total") == [("a", 50, 3)]


def test_a_cancelled_order_owes_nothing_and_over_payments_stand_apart(owed):
    """10 for the cancelled order, 3 too much for order 6, 7 of d who never ordered."""
    (first, *_others) = rows(receivables(owed), "over_paid", "customers_over_paid", "unallotted")
    assert first == (10 + 3 + 7, 3, 8)


def test_orders_older_than_the_first_payment_are_left_out(owed):
    """Order 8 is: nobody knows whether it was paid. Order 1, of the day of the payment, is not."""
    asked = receivables(owed, as_of=date(2024, 1, 31))
    assert rows(asked, "amount", "over_paid") == [(100, 0), (0, 0), (0, 0), (0, 0)]


def test_on_an_earlier_day_neither_later_orders_nor_later_payments_are_known(owed):
    asked = receivables(owed, as_of=date(2024, 4, 30))
    assert [row[0] for row in rows(asked, "amount")] == [100, 0, 0, 100]


def test_only_the_customers_asked_about_owe(owed):
    north = Customers(columns=(("region", ("North",)),))
    assert rows(receivables(owed, customers=north), "amount") == [(50,), (0,), (70,), (0,)]
    assert rows(receivables(owed, tier=("none",)), "orders") == [(3,), (0,), (1,), (0,)]
    assert rows(receivables(owed, tier=("A",)), "orders") == [(0,), (0,), (0,), (0,)]


def test_without_payments_nothing_is_known(owed):
    db = draw(orders=ORDERS)
    assert rows(receivables(db)) == []
    assert rows(receivables_list(db)) == []
    assert "amount" in receivables(db)
    assert rows(receivables(draw())) == []


def test_an_unknown_band_is_told(owed):
    with pytest.raises(BadQuestion, match="band is soon"):
        receivables_list(owed, band="soon")


def test_cash_received_is_told_by_month_what_was_paid_back_taken_off(owed):
    columns = ("month", "payments", "received", "is_complete")
    assert rows(payments_by_month(owed, since=date(2024, 1, 1)), *columns) == [
        (date(2024, 1, 1), 1, 25, True),
        (date(2024, 5, 1), 1, 130, True),
        (date(2024, 6, 1), 4, 25 - 2 + 8 + 7, True),
    ]
    unfinished = payments_by_month(owed, as_of=date(2024, 6, 10), since=date(2024, 6, 1))
    assert rows(unfinished, "received", "is_complete") == [(13, False)]


# A second opinion --------------------------------------------------------------------------------

DAYS = st.sampled_from([AS_OF - timedelta(days) for days in (0, 1, 30, 31, 60, 61, 90, 91, 200)])
WHO = {"1": "a", "2": "a", "3": "a", "4": "b", "5": "b"}
ORDER = st.fixed_dictionaries(
    {
        "order_id": st.sampled_from(tuple(WHO)),
        "ordered_on": DAYS,
        "revenue": st.sampled_from((10, 25, 25, -10)),
    }
)
PAYMENT = st.fixed_dictionaries(
    {
        "order_id": st.sampled_from((*WHO, None, "9")),
        "customer_id": st.sampled_from(("a", "b", None)),
        "paid_on": DAYS,
        "amount": st.sampled_from((5, 10, 25, 40, -5)),
    }
)


@settings(max_examples=10, deadline=None)
@given(
    lines=st.lists(ORDER, min_size=1, max_size=8),
    payments=st.lists(PAYMENT, min_size=1, max_size=6),
)
def test_paying_one_bill_after_another_leaves_the_same_open(lines, payments):
    lines = [line | {"customer_id": WHO[line["order_id"]], "quantity": 1} for line in lines]
    payments = [payment | {"payment_id": str(place)} for place, payment in enumerate(payments)]
    db = draw(orders=lines, payments=payments, complete_to=AS_OF)
    open_by_band, over_paid = plain_receivables(lines, payments)
    found = receivables(db)
    assert dict(rows(found, "band", "amount")) == open_by_band
    assert float(found["over_paid"].iloc[0]) == over_paid


def plain_receivables(lines, payments):
    bills = {}
    for line in lines:
        bill = bills.setdefault(line["order_id"], {"day": AS_OF, "owed": 0, "named": False})
        bill["day"] = min(bill["day"], line["ordered_on"])
        bill["owed"] += line["revenue"]
    purse = {"a": 0, "b": 0}
    for payment in payments:
        if payment["order_id"] in bills:
            bills[payment["order_id"]]["owed"] -= payment["amount"]
            bills[payment["order_id"]]["named"] = True
        elif payment["customer_id"]:
            purse[payment["customer_id"]] += payment["amount"]
    begins = min(payment["paid_on"] for payment in payments)
    bands = {"to_30": 0, "to_60": 0, "to_90": 0, "over_90": 0}
    over = 0
    for order, bill in sorted(bills.items(), key=lambda item: (item[1]["day"], item[0])):
        if bill["day"] < begins and not bill["named"]:
            continue
        if bill["owed"] <= 0:
            over -= bill["owed"]
            continue
        paid = min(bill["owed"], max(0, purse[WHO[order]]))
        purse[WHO[order]] -= paid
        age = (AS_OF - bill["day"]).days
        band = (
            "to_30" if age <= 30 else "to_60" if age <= 60 else "to_90" if age <= 90 else "over_90"
        )
        bands[band] += bill["owed"] - paid
    return bands, over + sum(max(0, left) for left in purse.values())
