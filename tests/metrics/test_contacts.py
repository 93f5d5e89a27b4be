"""Who is spoken to and answered: by hand, and by looking through the contacts one by one."""

from datetime import date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.contacts import contact_gaps, contact_list, contact_mix, unanswered_list
from lib.settings import Settings
from tests.drawing import draw, rows

AS_OF = date(2024, 6, 30)
ORDERS = """
    order_id | customer_id | ordered_on | revenue | salesperson
    1        | a           | 2024-05-10 | 100     | Ann
    2        | a           | 2024-05-20 | 100     |
    3        | b           | 2024-05-10 |  80     | Bo
    4        | c           | 2024-05-10 |  60     | Bo
    5        | d           | 2024-05-10 |  40     |
"""
CONTACTS = """
    customer_id | happened_at      | channel | direction | subject
    a           | 2024-06-01 09:00 | web     | inbound   | price
    a           | 2024-06-04 23:00 | phone   | outbound  | price
    a           | 2024-06-10 09:00 | web     | inbound   | late
    a           | 2024-06-14 09:00 | phone   | outbound  | late
    b           | 2024-06-02       | e-mail  | inbound   |
    b           | 2024-06-02       | e-mail  | outbound  |
    b           | 2024-06-28 09:00 | phone   | inbound   | now
    c           | 2023-12-01 09:00 |         |           | visit
    e           | 2024-06-05 09:00 | web     | inbound   | offer
"""


@pytest.fixture(scope="module")
def spoken():
    customers = """
        customer_id | name | region
        a           | Abe  | North
        b           | Bea  | North
    """
    return draw(orders=ORDERS, interactions=CONTACTS, customers=customers, complete_to=AS_OF)


def test_the_days_since_somebody_spoke_to_them_are_counted_to_the_as_of_day(spoken):
    """a 16, b 2, c 212 days; nobody ever spoke to d. e, who bought nothing, does not stand."""
    found = contact_gaps(spoken)
    assert rows(found, "tier", "customers", "contacted", "never", "median_days", "p90_days") == [
        ("none", 4, 3, 1, 16, 212)
    ]
    assert rows(found, "to_30", "to_90", "to_180", "over_180", "never") == [(2, 0, 0, 1, 1)]


def test_who_asks_is_answered_by_whatever_goes_out_within_three_days(spoken):
    """The second of a was answered on the fourth day, nobody answered e, b has days left."""
    columns = ("inbound", "answered", "unanswered", "answered_share")
    assert rows(contact_gaps(spoken), *columns) == [(4, 2, 2, 0.5)]
    patient = Settings(contact_answer_days=4)
    assert rows(contact_gaps(spoken, settings=patient), *columns) == [(4, 3, 1, 0.75)]


def test_the_mix_of_channels_says_which_of_them_leaves_people_waiting(spoken):
    columns = ("channel", "contacts", "inbound", "outbound", "judged", "unanswered")
    assert rows(contact_mix(spoken, since=date(2024, 6, 1)), *columns) == [
        ("phone", 3, 1, 2, 0, 0),
        ("web", 3, 3, 0, 3, 2),
        ("e-mail", 2, 1, 1, 1, 0),
    ]


def test_the_call_list_names_whom_to_call_and_who_sold_to_them(spoken):
    columns = ("customer_id", "name", "days_since_contact", "unanswered", "salesperson")
    assert rows(contact_list(spoken), *columns) == [
        ("a", "Abe", 16, 1, "Ann"),
        ("b", "Bea", 2, 0, "Bo"),
        ("c", None, 212, 0, "Bo"),
        ("d", None, None, 0, None),
    ]
    long = contact_list(spoken, days=90, limit=1)
    assert rows(long, "customer_id", "total") == [("c", 2)]
    assert rows(contact_list(spoken, band="never"), "customer_id") == [("d",)]


def test_who_waits_is_listed_with_the_newest_first(spoken):
    columns = ("customer_id", "asked_on", "channel", "answered_after", "total")
    assert rows(unanswered_list(spoken), *columns) == [
        ("a", date(2024, 6, 10), "web", 4, 2),
        ("e", date(2024, 6, 5), "web", None, 2),
    ]
    assert rows(unanswered_list(spoken, channel="phone")) == []


def test_only_the_customers_asked_about_are_counted(spoken):
    north = Customers(columns=(("region", ("North",)),))
    asked = contact_gaps(spoken, customers=north)
    assert rows(asked, "customers", "inbound", "answered") == [(2, 3, 2)]
    assert rows(contact_mix(spoken, customers=north, since=date(2024, 6, 5)), "contacts") == [
        (2,),
        (1,),
    ]
    assert rows(contact_gaps(spoken, tier=("A",))) == []


def test_without_contacts_nothing_is_known(spoken):
    for db in (draw(), draw(orders=ORDERS)):
        for metric in (contact_gaps, contact_mix, contact_list, unanswered_list):
            assert rows(metric(db)) == []


def test_what_cannot_be_asked_is_said(spoken):
    with pytest.raises(BadQuestion, match="band is old"):
        contact_list(spoken, band="old")
    with pytest.raises(BadQuestion, match="days is -1"):
        contact_list(spoken, days=-1)


# A second opinion --------------------------------------------------------------------------------

HOURS = st.integers(0, 24 * 12)
CONTACT = st.fixed_dictionaries(
    {
        "customer_id": st.sampled_from("ab"),
        "happened_at": st.builds(
            lambda hours: datetime(2024, 6, 30, 23) - timedelta(hours=hours), HOURS
        ),
        "channel": st.just("phone"),
        "direction": st.sampled_from(("inbound", "inbound", "outbound", None)),
    }
)


@settings(max_examples=10, deadline=None)
@given(contacts=st.lists(CONTACT, min_size=1, max_size=10))
def test_looking_through_the_contacts_finds_the_same(contacts):
    db = draw(orders=ORDERS, interactions=contacts, complete_to=AS_OF)
    judged = [
        contact
        for contact in contacts
        if contact["direction"] == "inbound" and (AS_OF - contact["happened_at"].date()).days > 3
    ]
    unanswered = [contact for contact in judged if not is_answered(contact, contacts)]
    last = {
        who: max(c["happened_at"] for c in contacts if c["customer_id"] == who)
        for who in {contact["customer_id"] for contact in contacts}
    }
    days = [(AS_OF - moment.date()).days for moment in last.values()]
    columns = ("inbound", "unanswered", "contacted", "median_days", "p90_days")
    assert rows(contact_gaps(db), *columns) == [
        (len(judged), len(unanswered), len(days), median(days), max(days))
    ]


def is_answered(contact, contacts):
    return any(
        other["direction"] == "outbound"
        and other["customer_id"] == contact["customer_id"]
        and other["happened_at"] >= contact["happened_at"]
        and (other["happened_at"].date() - contact["happened_at"].date()).days <= 3
        for other in contacts
    )
