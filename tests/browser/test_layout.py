"""No word is cut off, none lies over another, and no page is wider than its window."""

import pytest

from tests.pages.test_pages import PAGES

CUT = """
() => {
  const found = []
  const main = document.querySelector('[data-testid="stMain"]')
  if (main.scrollWidth > main.clientWidth) found.push("the page is wider than its window")
  const box = (of) => of.getBoundingClientRect()
  const extent = (element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  const hides = (element) => getComputedStyle(element).overflowX !== "visible"
  const forReadersOnly = (element) => element.closest('[aria-hidden="true"], canvas, svg') ||
    getComputedStyle(element).clipPath !== "none"

  for (const element of main.querySelectorAll("*")) {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    const says = own.some(({ nodeValue }) => nodeValue.trim())
    if (!says || !element.checkVisibility() || forReadersOnly(element)) continue
    // On a phone the steps of an import that the reader is not at are their numbers alone.
    if (element.closest('[class*="st-key-step_away_"]')) continue
    const words = extent(element)
    for (let around = element; around !== main; around = around.parentElement) {
      const { left, right } = box(around)
      if (!hides(around) || (words.right <= right + 1 && words.left >= left - 1)) continue
      found.push("cut: " + element.textContent)
      break
    }
  }
  for (const chart of main.querySelectorAll('[data-testid="stPlotlyChart"]')) {
    const texts = [...chart.querySelectorAll("text")]
      .filter((text) => text.checkVisibility() && text.textContent.trim())
    for (const [place, text] of texts.entries()) {
      const [here, room] = [box(text), box(chart)]
      if (here.left < room.left - 1 || here.right > room.right + 1 || here.bottom > room.bottom + 1)
        found.push("outside its chart: " + text.textContent)
      for (const other of texts.slice(place + 1)) {
        const there = box(other)
        const across = Math.min(here.right, there.right) - Math.max(here.left, there.left)
        const down = Math.min(here.bottom, there.bottom) - Math.max(here.top, there.top)
        if (across > 2 && down > 4)
          found.push("over each other: " + text.textContent + ", " + other.textContent)
      }
    }
  }
  return found
}
"""
# Every chart is there, and as wide as its place: a window that changed has been drawn for.
DRAWN = """
() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every((chart) => {
  const width = (of) => of?.getBoundingClientRect().width
  return Math.abs(width(chart.querySelector(".main-svg")) - width(chart)) < 2
})
"""


@pytest.mark.parametrize(
    ("widths", "language"), [((1440, 1024), "en"), ((1024,), "zh"), ((390,), "zh")]
)
def test_no_words_are_cut_off_or_lie_over_others(reader, dashboard, widths, language):
    """At each width; a window that gets narrower is laid out anew, charts and all."""
    tab = reader(dashboard)
    found = {}
    for page in PAGES:
        for place, width in enumerate(widths):
            tab.tab.set_viewport_size({"width": width, "height": 900})
            if place:
                tab.settle()
            else:
                tab.open(f"{'' if page == 'overview' else page}?lang={language}")
            tab.tab.wait_for_function(DRAWN)
            found[page, width] = tab.tab.evaluate(CUT)
    assert found == {(page, width): [] for page in PAGES for width in widths}


# Of the number cards of one row: where each has its number's lower edge, and the line below it.
ROWS = """
() => {
  const rows = {}
  for (const card of document.querySelectorAll('[class*="st-key-kpi_"]')) {
    const edge = (part) => card.querySelector(`[data-testid="${part}"]`)?.getBoundingClientRect()
    const row = (rows[Math.round(card.getBoundingClientRect().top)] ??= { numbers: [], lines: [] })
    row.numbers.push(Math.round(edge("stMetricValue").bottom))
    if (edge("stMetricChart")) row.lines.push(Math.round(edge("stMetricChart").top))
  }
  return Object.values(rows)
}
"""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("page", ["satisfaction", "campaigns"])
def test_numbers_and_lines_of_cards_side_by_side_are_level(reader, dashboard, page, width):
    """Also where one of them has 万 in it, or words below it that wrap."""
    tab = reader(dashboard, viewport={"width": width, "height": 900})
    tab.open(f"{page}?lang=zh")
    tab.tab.wait_for_function(DRAWN)
    rows = tab.tab.evaluate(ROWS)
    assert rows
    for row in rows:
        assert len(set(row["numbers"])) == 1, row
        assert len(set(row["lines"])) <= 1, row


def test_an_empty_page_has_a_large_icon_above_and_a_small_one_in_its_button(reader, nothing):
    tab = reader(nothing)
    tab.open("churn")
    sizes = tab.tab.evaluate(
        """() => ['[data-testid="stMarkdown"] [role="img"]', 'a [data-testid="stIconMaterial"]']
          .map((icon) => document.querySelector('.st-key-nothing_yet ' + icon))
          .map((icon) => parseFloat(getComputedStyle(icon).fontSize))"""
    )
    assert sizes[0] > 28 > 22 > sizes[1]
