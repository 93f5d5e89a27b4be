"""What is asked of a page as a browser shows it: words, room for them, and what axe finds."""

import re
from pathlib import Path

import pytest

from lib.statements import SQL

axe_playwright_python = pytest.importorskip("axe_playwright_python")

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}

# Streamlit's own markup, which no option changes: the rule it breaks, where exactly, and why.
NOT_OURS = [
    (
        "list",
        '[data-testid="stSidebarNavItems"]',
        "the menu's sections stand in its list as plain boxes",
    ),
    (
        "listitem",
        '[data-testid="stSidebarNavItems"] > div > li',
        "and the entries in those boxes, not in the list",
    ),
    (
        "presentation-role-conflict",
        'section[data-testid="stFileUploaderDropzone"]',
        "the place to drop files has a name and says it has no role",
    ),
]

# The violations that are not in the list above: rule → the elements and what is wrong with them.
FIND = """
async ({ rules, notOurs }) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })
  const found = {}
  for (const { id, nodes } of violations)
    for (const { target, html, failureSummary } of nodes) {
      const element = document.querySelector(target.at(-1))
      if (!notOurs.some(([rule, place]) => rule === id && element?.matches(place)))
        (found[id] ??= []).push(html.slice(0, 200) + " " + failureSummary)
    }
  return found
}
"""

# Nothing is on its way from one look to another; what turns for ever is no change of looks.
AT_REST = """
() => document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)
"""


def violations(tab):
    tab.tab.mouse.move(0, 0)  # away from what says more when it is pointed at
    tab.settle()
    tab.tab.wait_for_function(AT_REST, polling=50)
    if tab.tab.evaluate("!globalThis.axe"):
        tab.tab.evaluate("source => { (0, eval)(source) }", AXE)
    return tab.tab.evaluate(FIND, {"rules": RULES, "notOurs": NOT_OURS})


def violations_in(tab, colours, place):
    """By place and colour, of what the tab shows now."""
    found = {}
    for colour in colours:
        tab.tab.emulate_media(color_scheme=colour)
        tab.tab.wait_for_function(
            "colour => getComputedStyle(document.querySelector('.stApp')).colorScheme === colour",
            arg=colour,
        )
        found[place, colour] = violations(tab)
    return found


# --- Room for words.

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


def cut_at(tab, width):
    """The words cut off or lying over others in a window of this width."""
    tab.tab.set_viewport_size({"width": width, "height": 900})
    tab.settle()
    tab.tab.wait_for_function(DRAWN)
    return tab.tab.evaluate(CUT)


# --- Words.

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
