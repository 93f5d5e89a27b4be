"""Every page in English, as wide as a desk allows, on a small laptop and as narrow as a phone."""

import pytest

from tests.browser.judging import cut_at, violations_in
from tests.pages.test_pages import TITLES

WIDTHS = (1440, 1024, 390)
COLOURS = ("light", "dark")


@pytest.mark.parametrize("page", TITLES)
def test_a_page_reads_well_at_every_width_and_in_both_colours(reader, dashboard, page):
    """One visit: charts and all follow the window and the browser's colours without a rerun."""
    tab = reader(dashboard, viewport={"width": WIDTHS[0], "height": 900})
    tab.open("" if page == "overview" else page)
    assert tab.title() == TITLES[page][0]
    assert tab.tab.title() == f"{tab.title()} · Rapport"
    assert tab.tab.evaluate("document.documentElement.lang") == "en-US"
    broken = violations_in(tab, COLOURS, page)
    assert broken == {(page, colour): {} for colour in COLOURS}
    assert {width: cut_at(tab, width) for width in WIDTHS} == {width: [] for width in WIDTHS}
