"""Every page as a reader meets it: with all the data, with a part, with none, in both languages."""

import re
from pathlib import Path

import pytest

from lib.learn import QUESTIONS

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
ABOUT_DATA = [page for page in PAGES if page not in ("import_files", "settings")]

TITLES = {
    "overview": ("Overview", "总览"),
    "satisfaction": ("Satisfaction", "满意度"),
    "loyalty": ("Loyalty", "忠诚度"),
    "churn": ("Churn", "流失率"),
    "lost": ("Lost customers", "流失客户"),
    "value": ("Value", "价值"),
    "customers": ("Find a customer", "查找客户"),
    "profiles": ("Profiles", "客户画像"),
    "funnel": ("Sales funnel", "销售漏斗"),
    "performance": ("Performance", "业绩"),
    "campaigns": ("Campaigns", "营销活动"),
    "service": ("Service", "服务"),
    "import_files": ("Import", "导入"),
    "history": ("Import history", "导入历史"),
    "quality": ("Data quality", "数据质量"),
    "settings": ("Settings", "设置"),
}

ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 |     100
    2        | a           | 2024-06-10 |     100
"""


def texts(app):
    return " ".join(text.value for text in app.text)


def links(app):
    """To other pages, in the page itself."""
    return [link.proto.label for link in app.main.get("page_link")]


def charts(app):
    return app.get("plotly_chart")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_all_the_data(open_app, full, page):
    app = open_app(full, page)
    assert not app.exception
    assert app.title[0].value == TITLES[page][0]
    assert "Nothing was found" not in texts(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_chinese(open_app, full, page):
    app = open_app(full, page, lang="zh")
    assert not app.exception
    assert app.title[0].value == TITLES[page][1]


@pytest.mark.parametrize("page", ABOUT_DATA)
def test_a_page_without_any_data_says_what_to_do(open_app, tmp_path, page):
    app = open_app(tmp_path, page)
    assert not app.exception
    assert "There is no data yet" in texts(app)
    assert links(app) == ["Import files"]
    assert not charts(app)


def test_files_can_be_imported_where_there_is_no_data(open_app, tmp_path):
    app = open_app(tmp_path, "import_files")
    assert not app.exception
    assert app.get("file_uploader")


@pytest.mark.parametrize(
    ("page", "asks_for"),
    [("satisfaction", "survey"), ("funnel", "CRM"), ("campaigns", "what they cost")],
)
def test_a_page_whose_data_is_missing_says_what_to_import(open_app, drawn_store, page, asks_for):
    app = open_app(drawn_store(orders=ORDERS), page)
    assert not app.exception
    assert asks_for in texts(app)
    assert links(app) == ["Import files"]


def test_churn_without_orders_says_what_to_import(open_app, drawn_store):
    ratings = """
        response_id | aspect | perceived
        1           | price  |         3
    """
    app = open_app(drawn_store(ratings=ratings), "churn")
    assert not app.exception
    assert "file of orders" in texts(app)


def test_the_overview_shows_what_it_can_and_says_what_the_rest_needs(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS), "overview")
    assert not app.exception
    assert "survey" in texts(app)
    assert "CRM" in texts(app)


def test_answers_without_a_day_are_shown_without_a_period(open_app, drawn_store):
    ratings = [
        {"response_id": str(n), "aspect": "price", "expected": 4, "perceived": 3, "scale_max": 5}
        for n in range(6)
    ]
    app = open_app(drawn_store(ratings=ratings), "satisfaction")
    assert not app.exception
    assert "“price” falls furthest short of what was expected, at 75.0%" in texts(app)


def test_overall_answers_alone_tell_who_is_content_and_who_would_recommend(open_app, drawn_store):
    lines = [f"{n} | 2024-01-31 | {n % 5 + 1} | 1 | 5 | {n % 11}" for n in range(40)]
    header = "response_id | answered_on | overall | overall_min | overall_max | recommend\n"
    app = open_app(drawn_store(responses=header + "\n".join(lines)), "satisfaction")
    assert not app.exception
    # 16 of 40 chose 4 or 5; of 0 to 10 three times and 0 to 6 once more, 6 promote, 28 do not.
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == {"Satisfied overall": "40.0%", "Net promoter score": "-55"}
    assert "40% of 40 answers are satisfied" in texts(app)


def test_the_menu_lists_every_page():
    listed = re.findall(r'page\(\s*"(\w+)"', (ROOT / "app.py").read_text(encoding="utf-8"))
    assert sorted(listed) == PAGES


def test_every_metric_that_a_page_asks_for_exists():
    files = [*(ROOT / "pages").glob("*.py"), *(ROOT / "lib" / "ui").glob("*.py")]
    asked = {
        name for file in files for name in re.findall(r'\bask\("(\w+)"', file.read_text("utf-8"))
    }
    assert asked <= set(QUESTIONS)


def test_a_page_is_a_dozen_or_two_lines():
    for page in PAGES:
        lines = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 35, page


def test_sample_data_carries_a_banner(open_app, full):
    assert "Sample data: invented" in texts(open_app(full, "churn"))


def test_own_data_carries_none(open_app, drawn_store):
    assert "Sample" not in texts(open_app(drawn_store(orders=ORDERS), "churn"))


def test_the_period_ends_with_the_latest_complete_month(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS), "churn", period="3M")
    assert "Mar 2024 to May 2024" in texts(app)


def test_a_chart_month_by_month_shows_the_months_of_the_period(open_app, full):
    for period, months in (("3M", 3), ("12M", 12)):
        traces = _traces(open_app(full, "churn", period=period), 0)
        assert len({month for trace in traces for month in trace["x"]}) == months


def test_tiers_come_from_the_address_and_narrow_every_number(open_app, full):
    everyone = open_app(full, "churn")
    best = open_app(full, "churn", tier="A")
    assert "all tiers" in texts(everyone)
    assert "tiers A" in texts(best)
    lines = {trace.get("name") for trace in _traces(best, 0)}
    assert lines == {"Tier A", None}


def test_a_number_that_knows_no_tiers_says_so(open_app, full):
    assert "Of all tiers" in texts(open_app(full, "churn", tier="A"))
    assert "Of all tiers" not in texts(open_app(full, "churn"))


def test_an_address_nobody_could_have_made_shows_the_usual_period(open_app, full):
    app = open_app(full, "churn", period="7M", tier="Z", lang="xx")
    assert not app.exception
    assert "all tiers" in texts(app)


def test_a_setting_that_cannot_be_read_is_a_sentence(open_app, drawn_store):
    folder = drawn_store(orders=ORDERS)
    (folder / "settings.toml").write_text("silent_days = 'long'\n", encoding="utf-8")
    app = open_app(folder, "churn")
    assert not app.exception
    assert "settings.toml" in texts(app)
    assert not charts(app)


def test_data_that_another_version_prepared_is_a_sentence(open_app, drawn_store):
    from lib import store

    folder = drawn_store(orders=ORDERS)
    with store.new_generation(folder) as draft:
        draft.connection.execute("update company set definitions = 'of another version'")
    app = open_app(folder, "churn")
    assert not app.exception
    assert "python -m lib build" in texts(app)
    assert not charts(app)


def test_a_damaged_newest_generation_falls_back_with_a_banner(open_app, drawn_store, tmp_path):
    from lib import store

    folder = drawn_store(orders=ORDERS)
    with store.new_generation(folder):
        pass
    (folder / "rapport-000002.duckdb").write_bytes(b"nonsense")
    app = open_app(folder, "churn")
    assert not app.exception
    assert "generation 2" in texts(app)


def test_a_name_from_the_data_is_never_markup(open_app, drawn_store):
    hostile = "![x](http://evil.example/x.png)<b>"
    ratings = [
        {"response_id": str(n), "aspect": hostile, "expected": 4, "perceived": 3, "scale_max": 5}
        for n in range(6)
    ]
    app = open_app(drawn_store(ratings=ratings), "satisfaction")
    assert hostile in texts(app)
    assert not any("evil" in words.value for words in [*app.markdown, *app.caption, *app.header])


def _traces(app, place):
    import json

    return json.loads(charts(app)[place].proto.spec)["data"]


def test_a_table_that_lies_in_other_months_says_which_and_leads_there(open_app, drawn_store):
    deals = """
        opportunity_id | created_on | stage | outcome | closed_on
        1              | 2022-01-31 | Offer | won     | 2022-02-03
        2              | 2022-03-05 | Offer | lost    | 2022-03-09
    """
    folder = drawn_store(orders=ORDERS, opportunities=deals)
    app = open_app(folder, "funnel")
    assert (
        "None of the opportunities are of these months: theirs run from Jan 2022 to Mar 2022."
        in texts(app)
    )
    app.button(key="other_months").click().run()
    assert not app.exception
    assert "None of the opportunities" not in texts(app)
    assert "None of the" not in texts(open_app(folder, "churn"))
