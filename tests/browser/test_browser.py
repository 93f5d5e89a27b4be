"""What only a browser shows: links, languages, widths, and that nothing leaves the machine."""

from urllib.parse import quote

from lib import store
from lib.ui.filters import only_code
from tests.browser import importing
from tests.browser.conftest import running
from tests.drawing import draw_into

ABOUT_DATA = (
    "",
    "satisfaction",
    "loyalty",
    "churn",
    "lost",
    "customers",
    "profiles",
    "value",
    "funnel",
    "performance",
    "campaigns",
    "service",
)


def test_a_link_to_a_page_works_for_the_first_visitor_after_a_start(reader, sample):
    with running(sample) as address:
        tab = reader(address)
        tab.open("churn?tier=AB&period=3M&lang=zh")
        assert tab.title() == "流失率"
        assert "A、B 级" in tab.words()
        assert "2026年7月至2026年9月" in tab.words()
        menu = tab.tab.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()
        assert "总览" in [" ".join(entry.split()[-1:]) for entry in menu]
        for kept in ("tier=AB", "period=3M", "lang=zh"):
            assert kept in tab.tab.url


def test_filters_and_language_survive_a_change_of_page_and_the_back_button(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn?period=6M&tier=A")
    tab.tab.get_by_text("中文").click()
    tab.settle()
    assert tab.title() == "流失率"
    tab.tab.get_by_text("满意度").first.click()
    tab.settle()
    assert tab.title() == "满意度"
    for kept in ("lang=zh", "period=6M", "tier=A"):
        assert kept in tab.tab.url
    tab.tab.go_back()
    tab.settle()
    assert tab.title() == "流失率"
    assert "A 级" in tab.words()


def test_the_same_link_shows_the_same_numbers_in_either_language(reader, dashboard):
    shown = []
    for code in ("en", "zh"):
        tab = reader(dashboard)
        tab.open(f"?period=6M&tier=B&lang={code}")
        shown.append(tab.tab.locator('[data-testid="stMetricValue"]').all_inner_texts()[:3])
    assert shown[0] == shown[1]


def test_a_chart_says_what_it_shows_and_its_numbers_can_be_taken_away(reader, dashboard):
    tab = reader(dashboard)
    tab.open("funnel")
    said = tab.tab.locator('[data-testid="stPlotlyChart"]').first.evaluate(
        "chart => chart.closest('[aria-label]')?.ariaLabel"
        " ?? chart.querySelector('[aria-label]')?.ariaLabel"
    )
    assert "opportunities were won" in said
    tab.tab.locator(".st-key-receipt_funnel_stages button").first.click()
    tab.tab.get_by_text("Download CSV").wait_for()
    tab.settle()
    with tab.tab.expect_download() as download:
        tab.tab.get_by_text("Download CSV").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbfposition,stage,entered,advanced")


SHOP = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "who"
ordered_on = "day"
revenue = "net"
"""


def test_files_come_in_and_are_seen_on_the_page(reader, tmp_path):
    orders, recipe = tmp_path / "orders.csv", tmp_path / "shop.toml"
    orders.write_text("no,who,day,net\n1,a,2024-01-10,100\n2,b,2024-02-10,50\n")
    recipe.write_text(SHOP)
    (tmp_path / "store").mkdir()
    with running(tmp_path / "store") as address:
        tab = reader(address)
        tab.open("churn")
        tab.tab.get_by_role("link", name="Import files").click()
        tab.settle()
        importing.upload(tab, orders)
        importing.on(tab, 2)
        importing.on(tab, 3)
        importing.with_recipe(tab, recipe)
        importing.on(tab, 4)
        importing.on(tab, 5)
        tab.tab.locator(".st-key-start_import button").click()
        tab.tab.get_by_text("Rows loaded: Order lines: 2.").wait_for(timeout=importing.LONG)
        tab.tab.get_by_role("link", name="See the overview").click()
        tab.tab.get_by_text("data to Feb 10, 2024").wait_for()
        tab.settle()
        assert "data to Feb 10, 2024" in tab.words()


HOSTILE = "![x](http://evil.example/a.png) <img src=x onerror=alert(1)> $x$ :red[y] javascript:1"


def test_names_from_the_data_neither_run_nor_phone_home(reader, tmp_path):
    days = [f"2024-{month:02}-10" for month in range(1, 13)]
    with store.new_generation(tmp_path) as draft:
        draw_into(
            draft.connection,
            customers=[
                {"customer_id": f"{HOSTILE}{n}", "name": HOSTILE, "region": HOSTILE}
                for n in range(25)
            ],
            attributes=[
                {"customer_id": f"{HOSTILE}{n}", "attribute": HOSTILE, "value": HOSTILE}
                for n in range(25)
            ],
            orders=[
                {
                    "order_id": f"{n}-{day}",
                    "customer_id": f"{HOSTILE}{n}",
                    "ordered_on": day,
                    "revenue": "100",
                    "campaign_id": HOSTILE,
                }
                for n in range(25)
                for day in days
            ],
            ratings=[
                {
                    "response_id": str(n),
                    "aspect": HOSTILE,
                    "expected": "4",
                    "perceived": "3",
                    "scale_max": "5",
                    "answered_on": "2024-11-10",
                }
                for n in range(40)
            ],
            campaigns=[
                {
                    "campaign_id": HOSTILE,
                    "name": HOSTILE,
                    "channel": HOSTILE,
                    "cost": "10",
                    "started_on": "2024-01-01",
                    "ended_on": "2024-12-31",
                }
            ],
            opportunities=[
                {
                    "opportunity_id": str(n),
                    "stage": HOSTILE,
                    "created_on": "2024-06-01",
                    "closed_on": "2024-07-01",
                    "outcome": "won",
                    "amount": "10",
                }
                for n in range(9)
            ],
        )
    with running(tmp_path) as address:
        tab = reader(address)
        for page in ABOUT_DATA:
            tab.open(page)
            _holds_no_markup(tab)
        only = only_code((("region", (HOSTILE,)), (f"attr-{HOSTILE}", (HOSTILE,))))
        tab.open(f"churn?lang=en&only={quote(only)}")
        assert f"Region: {HOSTILE}" in tab.words().replace("\N{WORD JOINER}", "")
        _holds_no_markup(tab)
        tab.tab.locator(".st-key-more_filters button").first.click()
        tab.settle()
        _holds_no_markup(tab)
        tab.tab.keyboard.press("Escape")
        tab.tab.locator(".st-key-receipt_kpi_active button").first.click()
        tab.tab.get_by_role("button", name="Open the rows").click()
        tab.settle()
        assert "Customers behind" in tab.drawer().inner_text()
        _holds_no_markup(tab)


def _holds_no_markup(tab):
    """In the page and all that lies over it. The logo is ours."""
    page = tab.tab.locator("body")
    assert (
        page.locator("img:not([data-testid=stLogo]):not([data-testid=stSidebarLogo])").count() == 0
    )
    assert page.locator('a[href*="evil"], a[href^="javascript"]').count() == 0
    assert page.get_by_role("alertdialog").count() == 0
