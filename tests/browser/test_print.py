"""A page on paper: all of it, with its filters in words, on white, and no card torn apart."""

import re

import pytest

pdfium = pytest.importorskip("pypdfium2")

# Every card: its words, those inside its chart among them.
CARDS = """
() => [...document.querySelectorAll('[class*="st-key-card_"]')].map((card) =>
  [...card.querySelectorAll('h2, [data-testid="stText"], [data-testid="stPlotlyChart"] text')]
    .filter((words) => words.checkVisibility())
    .map((words) => words.textContent.trim())
    .filter((words) => words))
"""
DRAWN = """
() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
  .every((chart) => chart.querySelector(".main-svg"))
"""


def squeezed(text):
    """Without the spaces, which a PDF does not keep."""
    return re.sub(r"\s", "", text)


def printed(tab, path, to):
    """The tab's page on paper: the document, the words of each sheet, and of each card."""
    tab.open(path)
    tab.tab.wait_for_function(DRAWN)
    cards = tab.tab.evaluate(CARDS)
    tab.tab.pdf(path=to, prefer_css_page_size=True, print_background=True)
    document = pdfium.PdfDocument(to)
    sheets = [squeezed(sheet.get_textpage().get_text_bounded()) for sheet in document]
    return document, sheets, cards


@pytest.mark.parametrize("width", [1920, 1440, 390])
@pytest.mark.parametrize("page", ["", "churn"])
def test_a_card_is_printed_whole(reader, dashboard, tmp_path, page, width):
    tab = reader(dashboard, viewport={"width": width, "height": 900})
    document, sheets, cards = printed(tab, f"{page}?tier=AB", tmp_path / "page.pdf")
    across, down = document[0].get_size()
    assert round(across / 72 * 25.4) == 297 and round(down / 72 * 25.4) == 210
    assert len(cards) > 2
    for words in cards:
        heading = squeezed(words[0])
        sheet = next((sheet for sheet in sheets if heading in sheet), "")
        missing = [each for each in words if squeezed(each) not in sheet]
        assert missing == [], words[0]


def test_the_paper_says_what_it_is_about(reader, dashboard, tmp_path):
    tab = reader(dashboard)
    _, sheets, _ = printed(tab, "churn?tier=AB&period=6M&lang=zh", tmp_path / "page.pdf")
    for words in ("流失率", "2026年4月至2026年9月", "A、B级"):
        assert words in sheets[0]
    assert "筛选" not in sheets[0]


def test_the_paper_is_light_where_the_screen_is_dark(reader, dashboard, tmp_path):
    tab = reader(dashboard, color_scheme="dark")
    document, _, _ = printed(tab, "churn", tmp_path / "page.pdf")
    for sheet in document:
        picture = sheet.render(scale=0.5).to_pil().convert("L")
        dots = picture.histogram()
        assert sum(dots[:64]) < 0.08 * sum(dots)
