"""The page of data quality: what to repair first, and the rows behind every finding."""

import json

import pytest

from lib.charts.quality import quality_by_table, said_share
from lib.findings.quality import EFFECTS, most_to_repair
from lib.languages import CHINESE, ENGLISH
from lib.metrics import data_quality
from lib.schema import TABLES
from lib.ui import drill
from lib.ui.behind import FOUND
from lib.ui.drill import Drawer
from lib.words import COLUMNS
from lib.words import TABLES as TABLES_IN_WORDS
from tests.drawing import draw
from tests.pages.conftest import again
from tests.pages.test_pages import texts

ORDERS = [
    {
        "order_id": str(n),
        "customer_id": "a" if n % 4 else None,
        "ordered_on": "2024-01-10",
        "revenue": "1",
    }
    for n in range(12)
]
CUSTOMERS = [{"customer_id": "a", "name": "Ann", "region": "West"}]


def test_the_first_sentence_says_what_to_repair_and_what_it_does_to_the_numbers(
    open_app, drawn_store
):
    app = open_app(drawn_store(orders=ORDERS, customers=CUSTOMERS), "quality")
    assert not app.exception
    first = "Repair first: 25.0% of order lines name no customer: churn, tiers and value leave"
    assert first in texts(app)
    assert [metric.value for metric in app.metric] == ["94.1%", "100%", "100%", "–"]  # noqa: RUF001


def test_findings_lead_to_their_rows(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS, customers=CUSTOMERS), "quality")
    findings = app.dataframe[0].value
    assert list(findings["column"]) == ["Customer no."]
    parameters = (("table", "orders"), ("column", "customer_id"), ("finding", "missing"))
    app.session_state[drill.ASKED] = Drawer(FOUND, "quality_rows", parameters)
    app = again(app, "quality")
    assert not app.exception
    listed = app.dataframe[-1].value
    assert list(listed["order_id"]) == ["0", "4", "8"]
    assert list(listed)[0] == "order_id"


def test_the_rows_of_a_card_are_the_findings_in_words(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS, customers=CUSTOMERS), "quality", lang="zh")
    for metric in ("data_quality", "data_freshness"):
        app.session_state[drill.ASKED] = Drawer("x", metric)
        app = again(app, "quality")
        assert not app.exception
        assert list(app.dataframe[-1].value["table"]) == ["订单明细"]


def test_sound_data_says_there_is_nothing_to_repair(open_app, drawn_store):
    sound = [order | {"customer_id": "a"} for order in ORDERS]
    app = open_app(drawn_store(orders=sound, customers=CUSTOMERS), "quality")
    assert not app.exception
    assert "Nothing to repair" in texts(app)


def test_a_part_of_the_tables_is_judged_by_itself(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS), "quality", lang="zh")
    assert not app.exception
    assert "最需修正：25.0% 的订单明细没有客户" in texts(app)
    assert [metric.value for metric in app.metric][2] == "–"  # noqa: RUF001


@pytest.mark.parametrize("say", [ENGLISH, CHINESE])
def test_a_cell_leads_on_only_where_there_is_something_to_repair(say):
    figure = quality_by_table(data_quality(draw(orders=ORDERS, customers=CUSTOMERS)), say)
    marks = [mark for trace in figure.data for mark in trace.customdata]
    assert [tuple(mark[1:]) for mark in marks if len(mark) > 1] == [("orders", "missing")]
    assert len(json.loads(figure.to_json())["layout"]["shapes"]) == 3


def test_a_share_that_is_not_whole_never_reads_as_whole():
    assert said_share(0.99999, ENGLISH) == "99.9%"
    assert said_share(1, ENGLISH) == "100%"
    assert said_share(None, ENGLISH) == "–"  # noqa: RUF001


def test_a_finding_that_touches_a_number_goes_before_a_larger_one_that_does_not():
    places = [
        order | {"customer_id": None if n == 0 else "a", "place": "shop" if n == 0 else None}
        for n, order in enumerate(ORDERS)
    ]
    told = most_to_repair(data_quality(draw(orders=places, customers=CUSTOMERS)), ENGLISH)
    assert told.startswith("8.3% of order lines name no customer")


def test_every_table_and_column_has_words():
    assert set(TABLES) == set(TABLES_IN_WORDS)
    assert {name for table in TABLES.values() for name in table.names} == set(COLUMNS)


def test_every_effect_is_of_a_column_there_is():
    for table, column, _ in EFFECTS:
        assert TABLES[table].column(column)
