"""On the Loyalty page every mark opens its customers: as many as its words say."""

import re

import pytest


def opened(tab, chart, place=0):
    """Click a mark of the chart; its words, and the customers that the drawer says there are."""
    mark = tab.marks(chart)[place]
    tab.click_mark(mark)
    tab.drawer().get_by_role("heading", name="Customers behind this number").wait_for()
    rows = tab.tab.locator('[data-testid="stDialog"] [role="grid"]').first
    count = int(rows.get_attribute("aria-rowcount")) - 1
    tab.tab.keyboard.press("Escape")
    tab.settle()
    return mark["words"], count


def number(words, pattern):
    return int(re.search(pattern, words)[1])


@pytest.mark.parametrize(
    ("chart", "pattern"),
    [
        ("kept_orders_and_revenue", r"(\d+) customers"),
        ("satisfied_and_loyal", r"(\d+) customers"),
        ("steps_of_loyalty", r"(\d+) stop here"),
    ],
)
def test_a_mark_opens_as_many_customers_as_it_says(reader, dashboard, chart, pattern):
    tab = reader(dashboard, locale="en-US", viewport={"width": 1440, "height": 1000})
    tab.open("loyalty")
    words, count = opened(tab, chart)
    assert count == number(words, pattern)


def test_a_group_of_the_readers_choice_opens_its_customers(reader, dashboard):
    tab = reader(dashboard, locale="en-US", viewport={"width": 1440, "height": 1000})
    tab.open("loyalty")
    tab.tab.locator(".st-key-loyal_share_choice input").click()
    tab.tab.get_by_role("option", name="Region").click()
    tab.settle()
    marks = tab.marks("loyal_share_by_group")
    loyal = next(n for n, mark in enumerate(marks) if mark["codes"][1] == "yes")
    words, count = opened(tab, "loyal_share_by_group", loyal)
    assert count == number(words, r"(\d+) of \d+ loyal")
