"""From files nobody designed for us to right numbers, as an analyst goes through the steps."""

import shutil

import pytest

from tests.browser import importing
from tests.browser.conftest import running

HEAD = "订单明细导出\n导出时间：2025-01-02 18:00\n客户编号,客户名称,订单编号,订单日期,金额\n"
HOSTILE = "![x](http://evil.example/a.png) <img src=x onerror=alert(1)> $x$ :red[y]"


def exported():
    """Orders as an old system writes them: GBK, junk above, days that read two ways, a word.

    Of 40 customers 30 buy on the 5th of every month of 2024, the others until August: 90 days
    after their last order, in November, 10 are lost and 30 active.
    """
    rows = [
        f"C{customer:03},{customer}号店,D{customer:03}{month:02},05/{month:02}/2024,100.00"
        for customer in range(40)
        for month in range(1, 13 if customer < 30 else 9)
    ]
    rows.append("C000,0号店,D999,05/12/2024,待定")
    return (HEAD + "\n".join(rows) + "\n").encode("gbk")


@pytest.fixture
def company(sample, tmp_path):
    """A dashboard over a copy of the sample company, and a place for files."""
    shutil.copytree(sample, tmp_path / "store")
    with running(tmp_path / "store") as address:
        yield address, tmp_path


def test_from_a_gbk_file_with_junk_lines_to_the_right_churn_and_back(reader, company):
    address, folder = company
    (folder / "订单.csv").write_bytes(exported())
    tab = reader(address, locale="zh-CN", viewport={"width": 1440, "height": 1400})
    tab.open("churn")
    before = active(tab)
    tab.open("import_files")
    importing.upload(tab, folder / "订单.csv")
    importing.on(tab, 2)
    tab.tab.locator(".st-key-recognise_gb18030 button >> visible=true").first.click()
    importing.done(tab)
    header = tab.tab.get_by_label("表头所在行（0 为无）")
    header.fill("3")
    header.press("Enter")
    importing.done(tab)
    assert "441 行 · 5 列" in tab.words()
    importing.on(tab, 3)
    assert "客户编号" in tab.words()
    importing.on(tab, 4)
    tab.tab.get_by_role("button", name="日期写作 DD/MM/YYYY").first.click()
    importing.done(tab)
    tab.tab.get_by_text("搁置这些行").first.click()
    tab.settle()
    importing.on(tab, 5)
    assert "对关键指标的影响" in tab.words()
    tab.tab.locator(".st-key-start_import button").first.click()
    tab.tab.locator(".st-key-undo_import").wait_for(timeout=importing.LONG)
    assert "订单明细 440 行" in tab.words()
    with tab.tab.expect_download() as download:
        tab.tab.locator(".st-key-download_aside button >> visible=true").click()
    assert "D999" in download.value.path().read_text(encoding="utf-8-sig")
    steps = tab.tab.url
    tab.open("churn?lang=zh")
    assert (active(tab), lost(tab)) == ("30", "10")
    tab.tab.goto(steps)
    tab.settle()
    tab.tab.locator(".st-key-undo_import button").first.click()
    tab.tab.get_by_text("导入已撤销").wait_for(timeout=importing.LONG)
    tab.open("churn?lang=zh")
    assert active(tab) == before


def active(tab):
    return tab.tab.locator('.st-key-kpi_active [data-testid="stMetricValue"]').inner_text()


def lost(tab):
    return tab.tab.locator('.st-key-kpi_lost [data-testid="stMetricValue"]').inner_text()


def test_back_and_reload_lose_nothing(reader, nothing, tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("Order ID,Customer ID,Order Date,Sales\n1,a,2024-01-10,100\n")
    tab = reader(nothing)
    tab.open("import_files?lang=en")
    importing.upload(tab, orders)
    importing.on(tab, 2)
    importing.on(tab, 3)
    assert "Tables to fill" in tab.words()
    tab.tab.go_back()
    importing.at_step(tab, 2)
    assert "1 row" in tab.words()
    tab.tab.go_forward()
    importing.at_step(tab, 3)
    tab.tab.reload()
    importing.at_step(tab, 3)
    assert "orders" in tab.tab.locator(".st-key-card_save input").input_value()
    tab.tab.get_by_role("link", name="Settings").click()
    tab.settle()
    tab.tab.get_by_role("link", name="Import", exact=True).click()
    importing.at_step(tab, 3)


def test_names_of_files_and_columns_neither_run_nor_phone_home(reader, nothing, tmp_path):
    orders = tmp_path / "x.csv"
    names = f"Order ID,Customer ID,Order Date,Sales,Customer Name,{HOSTILE}"
    orders.write_text(f"{names}\n1,{HOSTILE},2024-01-10,100,{HOSTILE},{HOSTILE}\n")
    named = {"name": f"{HOSTILE}.csv".replace("/", ":"), "mimeType": "text/csv"}
    tab = reader(nothing)
    tab.open("import_files?lang=en")
    importing.upload(tab, {**named, "buffer": orders.read_bytes()})
    importing.on(tab, 2)
    holds_no_markup(tab)
    importing.on(tab, 3)
    holds_no_markup(tab)
    tab.tab.locator('[class*="st-key-field_"] [data-testid="stSelectbox"] input').first.click()
    holds_no_markup(tab)


def holds_no_markup(tab):
    """The logo is ours."""
    page = tab.tab.locator("body")
    ours = "img:not([data-testid=stLogo]):not([data-testid=stSidebarLogo])"
    assert page.locator(ours).count() == 0
    assert page.locator('a[href*="evil"]').count() == 0
    assert page.locator("mjx-container, .katex").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_no_step_is_wider_than_the_window(reader, nothing, tmp_path, width):
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "Order ID,Customer ID,Order Date,Sales\n1,a,2024-01-10,100\n2,b,2024-02-10,50\n"
    )
    tab = reader(nothing, viewport={"width": width, "height": 844})
    tab.open("import_files?lang=en")
    importing.upload(tab, orders)
    for step in (2, 3, 4):
        assert overflow(tab) <= 0
        importing.on(tab, step)
    assert overflow(tab) <= 0


def overflow(tab):
    return tab.tab.locator('[data-testid="stMain"]').evaluate(
        "main => main.scrollWidth - main.clientWidth"
    )
