"""Tables say what the reader reads and sort what the numbers are."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from lib.languages import CHINESE, DASH, ENGLISH
from lib.metrics import lists
from lib.ui import columns, tables
from lib.ui.languages import READER
from tests.drawing import draw

EURO = replace(ENGLISH, currency="EUR")
YUAN = replace(CHINESE, currency="CNY")

LOST = pd.DataFrame(
    {
        "customer_id": ["001", "002", "003"],
        "name": ["Northwind Foods", None, "晨光制造"],
        "region": [None, None, None],
        "kind": ["business", "person", "person"],
        "flow": ["churned", "churned", "won_back"],
        "last_trade_day": pd.to_datetime(["2024-10-31", "2024-01-05", None]),
        "silent_for": [31, 330, None],
        "value": [4_820_000.0, -1_200.5, None],
        "score": [0.5, 12.25, 3.0],
        "total": [3, 3, 3],
    }
)


def page():
    """Runs inside AppTest, which takes its text: what it shows waits in the session."""
    import streamlit as st

    from lib.ui import tables

    asked = st.session_state.asked
    st.session_state.row = tables.show(**asked, key="t", alt="A")


def open_table(frame, language=ENGLISH, *, shown=None, on_select=None):
    app = AppTest.from_function(page, default_timeout=30)
    shown = shown or columns.known(frame)
    app.session_state.asked = {"frame": frame, "columns": shown, "on_select": on_select}
    app.session_state[READER] = language
    return app.run()


def customers(count):
    return pd.DataFrame(
        {
            "customer_id": [f"{n:04d}" for n in range(count)],
            "tier": ["none" if n % 4 == 3 else "ABC"[n % 4] for n in range(count)],
            "value": [float(n) for n in range(count)],
        }
    )


def as_read(app):
    """The cells as the table shows them, a row at a time."""
    frame = app.dataframe[0].proto.arrow_data
    said = pa.ipc.open_stream(BytesIO(frame.styler.display_values)).read_pandas()
    return [tuple(row) for row in said.itertuples(index=False)]


def drawn(app):
    """How the browser is told to draw the columns, in their order."""
    told = json.loads(app.dataframe[0].proto.columns)
    return [config for name, config in told.items() if name != "_index"]


def sentences(app):
    return [text.value for text in app.text]


def test_values_are_said_in_the_readers_words_and_kept_as_they_are():
    app = open_table(LOST, EURO)
    assert as_read(app) == [
        ("Northwind Foods", "€4.82M", "churned", "31", "Oct 31, 2024", "business", "001", "0.5"),
        ("002", "-€1.2K", "churned", "330", "Jan 5, 2024", "person", "002", "12.25"),
        ("晨光制造", DASH, "won back", DASH, DASH, "person", "003", "3"),
    ]
    kept = app.dataframe[0].value
    assert list(kept["value"])[:2] == [4_820_000.0, -1_200.5]
    assert kept["last_trade_day"].dtype.kind == "M"


def test_a_chinese_reader_reads_ten_thousands_and_the_stores_currency():
    assert as_read(open_table(LOST, YUAN))[0] == (
        "Northwind Foods",
        "¥482万",
        "流失",
        "31",
        "2024年10月31日",
        "企业",
        "001",
        "0.5",
    )


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (5_032, "count", "5,032"),
        (123_456, "count", "123K"),
        (Decimal("950.5"), "money", "$950"),
        (0.1234, "percent", "12.3%"),
        (30.0, "days", "30"),
        (4.25, "number", "4.25"),
        (4.999, "number", "5"),
        (date(2024, 10, 31), "day", "Oct 31, 2024"),
        (pd.Timestamp("2024-10-01"), "month", "Oct 2024"),
    ],
)
def test_each_kind_of_column_has_its_way_of_writing(value, kind, said):
    assert columns.spoken(value, kind, ENGLISH) == said


@pytest.mark.parametrize("kind", columns.SPOKEN)
@pytest.mark.parametrize("null", [None, float("nan"), pd.NA, pd.NaT])
def test_null_is_a_dash_in_every_column(kind, null):
    assert columns.spoken(null, kind, ENGLISH) == DASH


def test_a_list_shows_who_first_then_what_matters_and_nothing_that_is_empty():
    frame = LOST.assign(mystery="x", is_new=[True, False, True])
    shown = columns.known(frame).shown
    assert list(shown) == [
        *("name", "value", "flow", "silent_for", "last_trade_day", "kind", "customer_id"),
        *("score", "mystery", "is_new"),
    ]
    assert [shown[name].kind for name in ("score", "mystery", "is_new")] == [
        "number",
        "text",
        "flag",
    ]
    assert shown["mystery"].label == "mystery"


LISTS = [make for name, make in vars(lists).items() if name.endswith("_list")]


@pytest.mark.parametrize("make", LISTS, ids=lambda make: make.__name__)
def test_every_column_of_every_list_has_a_name_of_its_own(make):
    listed = make(draw(orders="order_id | line | ordered_on | revenue"))
    assert set(listed) - set(columns.COLUMNS) - set(columns.NOT_SHOWN) == set()


def test_a_column_that_tells_yes_or_no_counts_nothing():
    frame = pd.DataFrame({"customer_id": ["1", "2", "3"], "active": [True, False, None]})
    app = open_table(frame)
    assert as_read(app)[:2] == [("yes", "1"), ("no", "2")]
    assert app.dataframe[0].value["active"].isna().tolist() == [False, False, True]


def test_text_from_the_data_is_text_in_every_column():
    """Never a link, a picture or markup, whatever it looks like."""
    hostile = pd.DataFrame({"name": ["https://example.com/x.png"], "odd": ["[a](http://b)"]})
    app = open_table(hostile)
    assert as_read(app) == [("https://example.com/x.png", "[a](http://b)")]
    assert {config["type_config"]["type"] for config in drawn(app)} == {"text"}


def test_only_the_first_column_stays_in_sight():
    assert [config["pinned"] for config in drawn(open_table(LOST))] == [True] + [False] * 7


@pytest.mark.parametrize(
    ("name", "width"),
    [("Bo", 100), ("Northwind Foods", 125), ("晨光制造有限公司", 132), ("x" * 99, 200)],
)
def test_a_name_has_room_and_leaves_some(name, width):
    app = open_table(pd.DataFrame({"name": [name], "value": [1.0]}))
    assert drawn(app)[0]["width"] == width


def test_a_share_of_the_whole_is_a_bar_in_percent():
    tiers = pd.DataFrame({"tier": ["A", "B"], "share_of_value": [0.829, None]})
    app = open_table(tiers, shown=replace(columns.tiers(), of=lambda tiers: tiers))
    assert app.dataframe[0].value["share_of_value"].tolist()[0] == pytest.approx(82.9)
    assert drawn(app)[1]["type_config"]["format"] == "%.1f%%"


def test_a_code_that_nobody_knows_is_shown_as_it_is():
    frame = pd.DataFrame({"customer_id": ["1"], "kind": ["alien"]})
    assert as_read(open_table(frame)) == [("alien", "1")]


def test_tiers_show_those_not_ranked_only_where_there_are_any():
    tiers = pd.DataFrame({"tier": ["A", "none"], "customers": [3, 0]})
    assert list(columns.tiers().of(tiers)["tier"]) == ["A"]
    ranked = tiers.assign(customers=[3, 1])
    assert list(columns.tiers().of(ranked)["tier"]) == ["A", "none"]


def test_a_short_table_has_no_search():
    assert not open_table(customers(10)).text_input
    assert open_table(customers(11)).text_input


def test_a_table_of_numbers_alone_has_no_search():
    assert not open_table(customers(12)[["value"]]).text_input


def search(app, words):
    app.text_input[0].set_value(words).run()
    assert not app.exception
    return app


def test_search_tells_how_many_rows_it_found():
    app = open_table(customers(340))
    assert sentences(app) == ["340 rows"]
    assert sentences(search(app, "033")) == ["11 of 340 rows"]
    assert app.dataframe[0].value["customer_id"].tolist() == [
        "0033",
        *map("{:04d}".format, range(330, 340)),
    ]


def test_search_finds_the_words_shown_and_not_the_codes_behind_them():
    app = search(open_table(customers(20), CHINESE), "未排名")
    assert sentences(app) == ["5 / 20 行"]
    assert sentences(search(app, "none")) == ["20 行中没有匹配项"]


def test_search_minds_neither_case_nor_width_and_wants_every_word():
    frame = customers(12).assign(name=["Northwind Foods", "Southwind FOODS", *["x"] * 10])
    app = search(open_table(frame), "ｆｏｏｄｓ north")
    assert app.dataframe[0].value["customer_id"].tolist() == ["0000"]


def test_nothing_found_is_said_and_no_empty_table_shown():
    app = search(open_table(customers(12)), "zebra")
    assert sentences(app) == ["Nothing found in 12 rows"]
    assert not app.dataframe


@settings(deadline=None)
@given(some.lists(some.none() | some.text(), max_size=6), some.text())
def test_a_search_for_what_is_anywhere_in_a_row_finds_it(cells, around):
    frame = pd.DataFrame({"a": cells, "b": [around] * len(cells)}, dtype=object)
    shown = columns.Columns({name: columns.Column("text", name) for name in frame})
    for place, cell in enumerate(cells):
        assert tables._holding(frame, shown, cell or "")[place]


def test_of_very_many_rows_the_first_are_shown_and_it_says_so():
    app = open_table(customers(1_001))
    assert len(app.dataframe[0].value) == 1_000
    assert sentences(app) == [
        "1,001 rows",
        "The first 1,000 rows are shown; the download holds all.",
    ]
    assert "The first" not in str(sentences(open_table(customers(1_000))))


def test_the_last_row_is_found_though_it_is_not_shown_at_first():
    app = search(open_table(customers(1_001)), "1000")
    assert app.dataframe[0].value["customer_id"].tolist() == ["1000"]


def choose(app, row):
    """What the browser sends when a row is clicked."""
    key = app.dataframe[0].proto.id.rpartition("-")[2]
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def test_a_chosen_row_is_given_back_whole():
    app = open_table(LOST, on_select="row")
    assert app.session_state.row is None
    row = choose(app, 1).session_state.row
    assert (row["customer_id"], row["value"], row["total"]) == ("002", -1_200.5, 3)


def test_a_row_chosen_after_a_search_is_the_one_clicked():
    app = search(open_table(customers(20), on_select="row"), "001")
    assert choose(app, 2).session_state.row["customer_id"] == "0011"


def test_other_rows_forget_which_one_was_chosen():
    app = choose(open_table(customers(20), on_select="row"), 2)
    assert search(app, "001").session_state.row is None


def test_the_heads_of_a_workbook_are_words_and_none_stands_twice():
    frame = pd.DataFrame(columns=["tier", "fate", "outcome", "name", "of_nobody"])
    assert columns.heads(frame) == {"tier": "Tier", "fate": "Outcome", "name": "Name"}
    assert columns.heads(frame.assign(customer_id=1))["name"] == "Customer"
    assert columns.heads(pd.DataFrame({"valid": [True]})) == {"valid": "Found valid"}
    assert columns.heads(pd.DataFrame({"valid": [0.5]})) == {}  # a share, not a complaint's word
