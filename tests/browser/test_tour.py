"""The tour in a real browser: shown once, by keyboard too, and remembered."""

import pytest

from lib import store
from tests.browser.conftest import running
from tests.drawing import draw_into

PHONE = {"viewport": {"width": 390, "height": 844}}
STEP = '[class*="st-key-tour_"]:has(h3)'
CARD, FILTERS = '[class*="st-key-kpi_"]', ".st-key-filter_bar"  # what steps are about


def step(tab):
    return tab.tab.locator(STEP).last.inner_text()


def until_shown(tab, words):
    tab.tab.get_by_text(words, exact=True).wait_for(timeout=60_000)


def marked(tab, place):
    return tab.tab.locator(place).first.evaluate("place => getComputedStyle(place).outlineStyle")


def is_closed(tab):
    """For long enough that the browser could have asked for it."""
    tab.settle()
    tab.tab.wait_for_timeout(2500)
    return tab.tab.locator(STEP).count() == 0


def test_a_new_reader_of_the_sample_is_shown_round_once(reader, dashboard):
    tab = reader(dashboard, new=True)
    tab.open("churn")
    until_shown(tab, "1 of 3")
    assert [marked(tab, CARD), marked(tab, FILTERS)] == ["solid", "none"]
    tab.tab.get_by_role("button", name="Next", exact=True).click()
    until_shown(tab, "2 of 3")
    tab.settle()
    assert [marked(tab, CARD), marked(tab, FILTERS)] == ["none", "solid"]
    tab.tab.get_by_role("button", name="Back", exact=True).click()
    until_shown(tab, "1 of 3")
    tab.tab.get_by_role("button", name="Skip", exact=True).click()
    tab.tab.get_by_text("1 of 3").wait_for(state="detached")
    tab.settle()
    assert [marked(tab, CARD), marked(tab, FILTERS)] == ["none", "none"]
    tab.open("churn")
    assert is_closed(tab)
    tab.tab.get_by_role("button", name="Tour", exact=True).click()
    until_shown(tab, "1 of 3")


def test_the_tour_goes_by_keyboard_and_ends_at_the_import(reader, dashboard):
    tab = reader(dashboard, new=True)
    tab.open("churn")
    until_shown(tab, "1 of 3")
    for name, then in (("Next", "2 of 3"), ("Next", "3 of 3")):
        tab.tab.get_by_role("button", name=name, exact=True).focus()
        tab.tab.keyboard.press("Enter")
        until_shown(tab, then)
    tab.settle()
    tab.tab.locator(".st-key-link_primary_tour a:visible").first.focus()
    tab.tab.keyboard.press("Enter")
    tab.tab.get_by_role("heading", name="Import", exact=True).wait_for()
    assert is_closed(tab)
    tab.open()
    assert is_closed(tab)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_the_page_neither_moves_nor_waits_for_the_tour(reader, dashboard, screen):
    tab = reader(dashboard, new=True, **screen)
    tab.open("churn")
    until_shown(tab, "1 of 3")
    card = tab.tab.locator('[class*="st-key-card_"]').first
    with_tour = card.bounding_box()
    box = tab.tab.locator(STEP).last.bounding_box()
    width, height = (tab.tab.viewport_size[side] for side in ("width", "height"))
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    tab.tab.get_by_role("button", name="Skip", exact=True).click()
    tab.tab.get_by_text("1 of 3").wait_for(state="detached")
    tab.settle()
    assert card.bounding_box()["y"] == with_tour["y"]


def test_the_tour_is_not_printed(reader, dashboard):
    tab = reader(dashboard, new=True)
    tab.open("churn")
    until_shown(tab, "1 of 3")
    tab.tab.emulate_media(media="print")
    assert not tab.tab.get_by_text("1 of 3").is_visible()


ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 |     100
"""


def test_nobody_is_shown_round_their_own_data_unasked(reader, tmp_path):
    with store.new_generation(tmp_path) as draft:
        draw_into(draft.connection, orders=ORDERS)
    with running(tmp_path) as address:
        tab = reader(address, new=True)
        tab.open("churn")
        assert is_closed(tab)
