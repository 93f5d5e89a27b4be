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
DRAWN = """
() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
  .every((chart) => chart.querySelector(".main-svg"))
"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_words_are_cut_off_or_lie_over_others(reader, dashboard, width, language):
    tab = reader(dashboard, viewport={"width": width, "height": 900})
    found = {}
    for page in PAGES:
        tab.open(f"{'' if page == 'overview' else page}?lang={language}")
        tab.tab.wait_for_function(DRAWN)
        found[page] = tab.tab.evaluate(CUT)
    assert found == {page: [] for page in PAGES}
