"""Every page in Chinese: on a phone that speaks it, and on an English desk that asks for it."""

import pytest

from tests.browser.judging import Shown, cut_at, violations
from tests.pages.test_pages import TITLES

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1024, "height": 900}


@pytest.mark.parametrize("page", TITLES)
def test_a_page_reads_well_on_a_phone(reader, dashboard, page):
    tab = reader(dashboard, locale="zh-CN", viewport=PHONE)
    tab.open("" if page == "overview" else page)
    assert tab.title() == TITLES[page][1]
    assert tab.tab.title() == f"{tab.title()} · Rapport"
    assert tab.tab.evaluate("document.documentElement.lang") == "zh-CN"
    assert cut_at(tab, PHONE["width"]) == []
    assert violations(tab) == {}


@pytest.mark.parametrize("page", TITLES)
def test_no_english_is_left_and_no_words_are_cut_off(reader, dashboard, page):
    """What Streamlit says by itself too, and in the labels nobody sees."""
    tab = reader(dashboard, locale="en-US", viewport=LAPTOP)
    tab.open(f"{'' if page == 'overview' else page}?lang=zh")
    assert cut_at(tab, LAPTOP["width"]) == []
    shown = Shown(tab.tab)
    shown.look("the page")
    tab.tab.get_by_test_id("stMainMenuButton").click()
    shown.look("the menu")
    tab.tab.keyboard.press("Escape")
    for button in tab.tab.get_by_test_id("stPopoverButton").all()[:3]:
        button.click()
        shown.look("a popover")
        tab.tab.keyboard.press("Escape")
    for table in tab.tab.get_by_test_id("stDataFrame").all()[:1]:
        table.scroll_into_view_if_needed()
        table.hover()
        shown.look("a table's buttons")
        corner = table.bounding_box()
        tab.tab.mouse.click(corner["x"] + 60, corner["y"] + 18, button="right")
        shown.look("a column's menu")
        tab.tab.keyboard.press("Escape")
    assert shown.latin == {}
