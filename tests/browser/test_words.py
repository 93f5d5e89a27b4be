"""A Chinese page is Chinese: what Streamlit says by itself too, and in the labels nobody sees."""

import re

import pytest

from lib.database import SQL
from tests.pages.test_pages import TITLES

# Every text on the screen, and every label that a screen reader reads or a pointer uncovers.
SHOWN = """
() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true })
  const shown = []
  const ICONS = '[translate="no"][aria-hidden="true"]'
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement
    if (!parent.closest(`script, style, ${ICONS}`) && seen(parent))
      shown.push(walk.currentNode.nodeValue.trim())
  }
  for (const element of document.body.querySelectorAll("*"))
    if (seen(element) && !element.closest('[aria-hidden="true"]'))
      for (const label of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"])
        if (element.hasAttribute(label)) shown.push(element.getAttribute(label))
  return shown
}
"""

# The same in Chinese: the switch, currencies, forms of files, a key, who made it.
ALLOWED = (
    "English|Language|USD?|CSV|TSV|XLSX?|Excel|TOML|SQL|ROI|CRM|NPS|CSAT|KB|MB|UTC|Esc|Streamlit v"
    "|RFM|BG|NBD|Gamma"  # models that are called so everywhere
)
LATIN = re.compile(rf"(?!(?:{ALLOWED})\b)\b[A-Za-z]{{2,}}")
# Names stand as they are: quoted ones from the data, who published what in which year, our metrics'
# statements, and what the reader types for a severity of their own.
STATEMENTS = "|".join(sorted(file.stem for file in (SQL / "metrics").glob("*.sql")))
FORMATS = r"\b(CSV|TSV|TXT|Excel|Parquet|gz|zip|MB|GB)\b|python -m lib [\w =/]+|\b[a-z]+=\d+"
NAMES = rf"{FORMATS}|“[^”]*”|\b[A-Z]\w+((,| &) [A-Z]\w+)* \d{{4}}\b|\b({STATEMENTS})\b"

# A table's cells, a chart's marks and a list's choices come from the data; quoted names too.
FROM_DATA = (
    '[data-testid="stPlotlyChart"] svg',
    '[role="gridcell"]',
    '[role="option"]',
    '[data-testid^="stMultiSelectTag"]',
)
NAMED_BY_DATA = '[data-testid="stMultiSelect"] [data-testid="stWidgetLabel"]'


class Shown:
    """What a tab shows, in each state it is brought into."""

    def __init__(self, tab):
        self.tab = tab
        self.latin = {}

    def look(self, state):
        self.tab.get_by_text("跳到正文").wait_for(state="attached")  # our words have arrived
        self.tab.wait_for_timeout(400)
        self.tab.evaluate(
            "places => document.querySelectorAll(places).forEach(e => e.dataset.fromData = '')",
            ", ".join(FROM_DATA),
        )
        texts = self.tab.evaluate(SHOWN.replace("style, ", "style, [data-from-data], "))
        names = self.tab.locator(NAMED_BY_DATA).all_inner_texts()
        for text in set(texts) - set(names):
            if LATIN.search(re.sub(NAMES, "", text)):
                self.latin.setdefault(text, state)


@pytest.mark.parametrize("page", TITLES)
def test_no_english_is_left_on_a_chinese_page(reader, dashboard, page):
    tab = reader(dashboard, locale="en-US")
    tab.open(f"{'' if page == 'overview' else page}?lang=zh")
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
