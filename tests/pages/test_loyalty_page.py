"""The page of loyalty: with surveys and without, with a history too short, and what opens."""

from datetime import date, timedelta

import pytest

from lib.ui import drill
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from tests.pages.conftest import again
from tests.pages.test_pages import charts, texts


def orders_of(months):
    """Eight customers, each with an order a month; the last two of late a small one."""
    end = date(2024, 1, 1)
    days = [end - timedelta(30 * n + 1) for n in range(months)]
    return [
        {
            "order_id": f"{customer}{n}",
            "customer_id": customer,
            "ordered_on": day,
            "revenue": 1 if customer in "gh" and n < 12 else 100,
        }
        for customer in "abcdefgh"
        for n, day in enumerate(days)
    ]


def labels(app):
    return [metric.label for metric in app.metric]


def headings(app):
    return [header.value for header in app.header]


def test_the_page_begins_with_how_loyalty_stands_and_what_to_do(open_app, full):
    app = open_app(full, "loyalty")
    assert not app.exception
    assert "chance alone would give" in texts(app)
    assert "first, who" in texts(app)
    assert labels(app) == ["Loyal customers", "Apostles' value", "Hostages' value", "NPS"]
    assert len(charts(app)) == 5


def test_without_surveys_what_customers_do_is_told_and_surveys_are_asked_for(open_app, drawn_store):
    app = open_app(drawn_store(orders=orders_of(30)), "loyalty")
    assert not app.exception
    assert labels(app) == ["Loyal customers"]
    assert "No survey tells yet whether the loyal are satisfied" in texts(app)
    assert headings(app) == [
        "What customers kept",
        "Loyal share against chance",
        "More to see",
    ]
    assert "Import the answers to a survey" in texts(app)


@pytest.mark.parametrize(("months", "told"), [(17, False), (20, True)])
def test_with_less_than_eighteen_months_the_data_does_not_tell(open_app, drawn_store, months, told):
    app = open_app(drawn_store(orders=orders_of(months)), "loyalty")
    assert not app.exception
    assert ("does not tell yet who is loyal" in texts(app)) != told
    assert ("Nothing to compare" in texts(app)) != told
    assert bool(labels(app)) == told
    assert ("Half years are compared" in texts(app)) == told


def test_too_few_customers_are_no_share(open_app, drawn_store):
    four = [order for order in orders_of(30) if order["customer_id"] in "abcd"]
    app = open_app(drawn_store(orders=four), "loyalty")
    assert not app.exception
    assert "fewer than 5 of these customers bought before" in texts(app)


def test_without_orders_it_says_what_to_import(open_app, drawn_store):
    ratings = "response_id | aspect | perceived\n1 | price | 3"
    app = open_app(drawn_store(ratings=ratings), "loyalty")
    assert not app.exception
    assert "file of orders" in texts(app)


def test_the_share_is_told_apart_by_what_the_reader_chooses(open_app, full):
    app = open_app(full, "loyalty")
    choice = next(box for box in app.selectbox if box.key == "loyal_share_choice")
    assert choice.options[0] == "Tier"
    assert {"Region", "segment"} <= set(choice.options)
    app.session_state["loyal_share_by"] = "attr-segment"
    app = again(app, "loyalty")
    assert not app.exception
    assert "Tiers are those at the end" not in texts(app)


def test_a_cell_opens_as_many_customers_as_it_counts(open_app, full):
    app = open_app(full, "loyalty")
    cell = Drawer(CUSTOMERS, "loyalty_list", (("cell", "hostages"),), mark="the hostages")
    app.session_state[drill.ASKED] = cell
    app = again(app, "loyalty")
    assert not app.exception
    assert "the hostages" in texts(app)
    (table,) = [frame.value for frame in app.dataframe if "cell" in frame.value]
    counted = next(metric for metric in app.metric if metric.label == "Hostages' value")
    assert f"{len(table)} customers" in str(counted)


def test_in_chinese_cells_and_steps_bear_the_trades_names(open_app, full):
    app = open_app(full, "loyalty", lang="zh")
    assert not app.exception
    assert labels(app) == ["忠诚客户", "传道者价值", "囚徒价值", "净推荐值（NPS）"]
