"""Cards side by side are level, and icons as large as they should be."""

import pytest

from tests.browser.judging import DRAWN

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
