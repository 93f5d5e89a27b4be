"""The page of lost customers: with all the data, with too short a history, and with nobody lost."""

from datetime import date, timedelta

from tests.pages.test_loyalty_page import labels
from tests.pages.test_pages import charts, texts


def orders_of(customers, days):
    return [
        {"order_id": f"{who}{day}", "customer_id": who, "ordered_on": day, "revenue": 100}
        for who in customers
        for day in days
    ]


def every_month(first, months):
    return [first + timedelta(30 * n) for n in range(months)]


def test_the_page_begins_with_whether_losses_are_unusual_and_ends_with_whom_to_call(open_app, full):
    app = open_app(full, "lost")
    assert not app.exception
    assert "large and medium customers were lost in" in texts(app)
    told = ["Customers lost", "Value lost", "Large and medium lost", "Won back", "Value back"]
    assert labels(app) == told
    assert len(charts(app)) == 4
    assert "are not back: the most valuable first" in texts(app)


def test_orders_of_too_few_days_do_not_tell_who_was_lost(open_app, drawn_store):
    app = open_app(drawn_store(orders=orders_of("abc", every_month(date(2024, 1, 5), 3))), "lost")
    assert not app.exception
    assert "The data does not tell yet who was lost" in texts(app)
    assert not labels(app)


def test_where_nobody_is_lost_nothing_is_drawn_of_it(open_app, drawn_store):
    app = open_app(drawn_store(orders=orders_of("abc", every_month(date(2023, 1, 5), 18))), "lost")
    assert not app.exception
    shown = {metric.label: metric.value for metric in app.metric}
    assert (shown["Customers lost"], shown["Won back"]) == ("0", "0")
    assert "No customer was lost in these months." in texts(app)
