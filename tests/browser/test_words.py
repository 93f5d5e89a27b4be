"""What opens on a Chinese page is Chinese, and English comes back with the language."""

from tests.browser.judging import Shown


def test_the_filters_calendar_and_lists_speak_chinese(reader, dashboard):
    tab = reader(dashboard, locale="en-US")
    shown = Shown(tab.tab)
    open_filters(tab)
    tab.tab.get_by_test_id("stDateInputCalendarButton").click()
    shown.look("the calendar")
    open_filters(tab)
    tab.tab.get_by_test_id("stMultiSelect").first.locator("input").fill("zzz")
    shown.look("a list without a match")
    assert shown.latin == {}


def open_filters(tab):
    tab.open("churn?lang=zh")
    tab.tab.locator(".st-key-more_filters button").first.click()
    tab.tab.get_by_test_id("stDateInput").wait_for()


def test_streamlits_words_come_back_with_english(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn?lang=zh")
    tab.tab.get_by_text("English").click()
    tab.settle()
    tab.tab.get_by_test_id("stMainMenuButton").click()
    menu = tab.tab.get_by_test_id("stMainMenuPopover").inner_text()
    assert {"System", "Light", "Dark", "Print"} <= set(menu.split("\n"))
    assert tab.tab.get_by_test_id("stSidebar").get_attribute("aria-label") == "Sidebar"


def test_a_name_that_reads_like_one_of_streamlits_words_stays_as_it_is(reader, dashboard):
    tab = reader(dashboard)
    tab.open("?lang=zh")
    tab.tab.evaluate(
        """() => {
          const name = document.createElement("p")
          name.id = "from-data"
          name.textContent = name.title = "Light"
          document.querySelector('[data-testid="stMainBlockContainer"]').append(name)
        }"""
    )
    tab.tab.wait_for_timeout(200)
    name = tab.tab.locator("#from-data")
    assert (name.inner_text(), name.get_attribute("title")) == ("Light", "Light")
