"""The ways people go: an executive from a link to a list, an analyst from a file to a page."""

import re
from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.browser import importing
from tests.browser.conftest import running

# As browsers come, so that these ways are gone with everything in motion too.
MOVING = {"reduced_motion": "no-preference"}

SHOP = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "who"
ordered_on = "day"
revenue = "net"
"""


def test_an_executive_opens_a_link_sees_what_moved_drills_and_takes_it_away(reader, dashboard):
    tab = reader(dashboard, viewport={"width": 1440, "height": 1600}, **MOVING)
    tab.open("churn?period=6M&tier=D&lang=en")

    lost = tab.tab.locator(".st-key-kpi_lost").inner_text()
    assert re.search(r"(better|worse) than a year ago", lost)
    assert "Tier D lost " in tab.words()
    assert "tiers D" in tab.words()

    marks = [mark for mark in tab.marks("churn_by_tier") if mark["codes"][1] == "D"]
    assert len(marks) == 6
    mark = max(marks, key=lambda mark: _churned(mark["words"]))
    tab.click_mark(mark)
    drawer = tab.drawer()
    drawer.get_by_text(mark["words"]).wait_for()
    churned = _churned(mark["words"])

    with tab.tab.expect_download() as download:
        drawer.get_by_text("Download Excel").click()
    workbook = CalamineWorkbook.from_filelike(BytesIO(download.value.path().read_bytes()))
    about, rows = (workbook.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert len(rows) == churned + 1
    assert {row[rows[0].index("Tier")] for row in rows[1:]} == {"D"}
    assert any("tiers D" in str(cell) for row in about for cell in row)
    assert any("-- $silent_days = 90" in str(cell) for row in about for cell in row)

    drawer.get_by_role("button", name="Close").click()
    drawer.wait_for(state="detached")
    tab.settle()
    tab.click_mark(mark)  # nothing stayed selected: the same mark opens again
    drawer.get_by_text(mark["words"]).wait_for()


def _churned(words):
    """Of the words of a mark: `Mar 2026: 9.9% (20 of 203)`."""
    return int(re.search(r"\((\d+) of", words).group(1))


def test_a_click_on_a_tier_sets_the_filter_and_its_chip_takes_it_off(reader, dashboard):
    tab = reader(dashboard, viewport={"width": 1440, "height": 1900})
    tab.open("satisfaction?period=24M&lang=en")
    tab.click_mark(tab.marks("satisfaction_by_tier")[0])
    assert "tier=A" in tab.tab.url
    chip = tab.tab.locator(".st-key-chips").get_by_role("button", name="tiers A")
    chip.click()
    tab.settle()
    assert "tier=" not in tab.tab.url
    assert "period=24M" in tab.tab.url


def test_a_receipt_tells_all_and_opens_the_rows(reader, dashboard):
    tab = reader(dashboard, viewport={"width": 1440, "height": 1200})
    tab.open("?lang=en")
    tab.tab.locator(".st-key-receipt_kpi_churn_rate button").first.click()
    receipt = tab.tab.locator('[data-testid="stPopoverBody"]')
    receipt.get_by_text("Denominator", exact=True).wait_for()
    told = receipt.inner_text()
    lost, active = (
        int(n)
        for n in re.search(
            r"(\d+) active customers lost.*?(\d+) active at its start", told, re.DOTALL
        ).groups()
    )
    shown = tab.tab.locator('.st-key-kpi_churn_rate [data-testid="stMetricValue"]').inner_text()
    assert shown == f"{100 * lost / active:.1f}%"
    receipt.get_by_text("The SQL that ran").first.click()
    receipt.get_by_text("-- $silent_days = 90").wait_for()
    receipt.get_by_role("button", name="Open the rows").click()
    tab.settle()
    tab.drawer().get_by_text("Churn in Sep 2026").wait_for()
    assert receipt.count() == 0
    with tab.tab.expect_download() as download:
        tab.drawer().get_by_text("Download CSV").click()
    assert len(download.value.path().read_text("utf-8-sig").splitlines()) == lost + 1


def test_a_page_is_taken_away_as_one_workbook(reader, dashboard):
    tab = reader(dashboard, viewport={"width": 1440, "height": 1200})
    tab.open("churn?period=3M&lang=zh")
    with tab.tab.expect_download() as download:
        tab.tab.get_by_role("button", name="导出", exact=True).click()
    assert download.value.suggested_filename == "churn.xlsx"
    workbook = CalamineWorkbook.from_filelike(BytesIO(download.value.path().read_bytes()))
    assert workbook.sheet_names == [
        "说明",
        "主要数字",
        "各级客户流失率",
        "客户的得与失",
        "谁回来了，此前发生了什么",
        "客户能留多久",
        "沉默多少天算流失？",
        "各级客户",
    ]
    numbers = workbook.get_sheet_by_index(1).to_python()
    shown = tab.tab.locator('[data-testid="stMetricValue"]').all_inner_texts()
    assert [row[1] for row in numbers[1:]] == shown
    assert len(workbook.get_sheet_by_index(2).to_python()) == 1 + 3 * 4  # months and tiers


def test_the_filters_behind_the_button_narrow_the_page_and_stand_in_the_address(reader, dashboard):
    tab = reader(dashboard, viewport={"width": 1440, "height": 1200})
    tab.open("churn?lang=en")
    tab.tab.locator(".st-key-more_filters button").first.click()
    kinds = tab.tab.locator(".st-key-only_kind")
    kinds.wait_for()
    kinds.locator("input").click()
    tab.tab.get_by_role("option", name="person").click()
    tab.settle()
    assert "only=kind%2Aperson" in tab.tab.url
    tab.tab.keyboard.press("Escape")
    tab.tab.keyboard.press("Escape")
    tab.settle()
    assert "Kind: person" in tab.tab.locator(".st-key-chips").inner_text()
    shared = reader(dashboard, locale="zh-CN", viewport={"width": 1440, "height": 1200})
    shared.tab.goto(tab.tab.url.replace("lang=en", "lang=zh"))
    shared.settle()
    values = '[data-testid="stMetricValue"]'
    assert shared.tab.locator(values).all_inner_texts() == tab.tab.locator(values).all_inner_texts()
    assert "客户类型：" in shared.tab.locator(".st-key-chips").inner_text()


def test_an_analyst_is_told_what_is_wrong_leaves_it_out_and_sees_the_rest(reader, tmp_path):
    orders, recipe = tmp_path / "orders.csv", tmp_path / "shop.toml"
    rows = [f"{n},c{n % 30},2024-{n % 12 + 1:02}-10,100" for n in range(600)]
    orders.write_text("\n".join(["no,who,day,net", *rows, "600,c1,2024-02-30,100", ""]))
    recipe.write_text(SHOP)
    (tmp_path / "store").mkdir()
    with running(tmp_path / "store") as address:
        tab = reader(address, viewport={"width": 1440, "height": 1400}, **MOVING)
        tab.open("import_files?lang=en")
        importing.upload(tab, orders)
        importing.on(tab, 2)
        importing.on(tab, 3)
        importing.with_recipe(tab, recipe)
        importing.on(tab, 4)
        tab.tab.get_by_text("Set these rows aside").first.click(timeout=importing.LONG)
        tab.settle()
        importing.on(tab, 5)
        tab.tab.locator(".st-key-start_import button").click()
        tab.tab.get_by_text("Rows loaded: Order lines: 600.").wait_for(timeout=importing.LONG)
        tab.tab.get_by_role("link", name="See the overview").click()
        tab.tab.get_by_text("data to Dec 10, 2024").wait_for()
        tab.settle()
        active = tab.tab.locator('.st-key-kpi_active_customers [data-testid="stMetricValue"]')
        # On Dec 1: each customer buys in two months half a year apart, and the half of them that
        # bought on Sep 10, Oct 10 or Nov 10 did so within 90 days.
        assert active.inner_text() == "15"
