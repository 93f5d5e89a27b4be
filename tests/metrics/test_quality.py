"""Data quality: shares worked out by hand, and the rows behind every finding."""

from datetime import date
from functools import cache

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import BadQuestion
from lib.metrics import data_freshness, data_quality, quality_rows
from lib.metrics.checks import ASKED_OF, EMPTY_TELLS, FINDINGS, checks_of, counted, found, rules_of
from lib.schema import TABLES
from lib.statements import metric_sql
from tests.drawing import draw, rows
from tests.metrics.plain_quality import plainly
from tests.test_sql_subset import offences, unresolved

CUSTOMERS = """
    customer_id | name           | kind     | city   | left_on    | acquired_on
    1           | Ann's Bar Ltd. | business | Oslo   |            | 2024-01-01
    2           | ANN'S BAR LTD  | business | Oslo   |            |
    3           | Ann's Bar Ltd  | business | Bergen |            | 2024-01-01
    4           | Ms Lee         | person   | Oslo   | 2023-01-01 | 2024-01-01
    5           | Ms Lee         | person   | Bergen |            | 2024-01-01
    6           |                | person   | Oslo   |            |
"""
ORDERS = """
    order_id | customer_id | ordered_on | delivered_on | revenue | status
    1        | 1           | 2024-03-01 | 2024-03-05   | 10      |
    2        | 9           | 2024-03-02 | 2024-03-01   | 10      | completed
    3        |             | 2024-03-03 |              | 10      | returned
    4        | 2           | 2024-03-04 |              | 10      |
    5        | 8           | 2024-03-05 |              | 10      |
    6        | 9           | 2024-03-06 | 2024-03-07   | 10      | sold
"""


@cache
def shop():
    return draw(customers=CUSTOMERS, orders=ORDERS)


def of(frame, table, column=None):
    """The one row of a column, or of a table."""
    level = "column" if column else "table"
    frame = frame[(frame["level"] == level) & (frame["table"] == table)]
    return frame[frame["column"] == column] if column else frame


COMPLETE = ("asked", "missing", "complete")
VALID = ("checked", "invalid", "valid")
UNIQUE = ("compared", "repeated", "unique")
CONSISTENT = ("looked_up", "unknown", "consistent")


@pytest.mark.parametrize(
    ("table", "column", "columns", "expected"),
    [
        ("orders", "customer_id", COMPLETE, (6, 1, 5 / 6)),
        ("orders", "customer_id", CONSISTENT, (5, 3, 2 / 5)),
        ("orders", "customer_id", VALID, (0, 0, None)),
        ("orders", "ordered_on", COMPLETE, (6, 0, 1)),
        ("orders", "status", COMPLETE, (0, 0, None)),  # empty means completed
        ("orders", "status", VALID, (3, 1, None)),  # too few to make a share of
        ("orders", "delivered_on", VALID, (3, 1, None)),
        ("orders", "channel", COMPLETE, (0, 0, None)),  # nobody uses it
        ("customers", "name", COMPLETE, (6, 1, 5 / 6)),
        ("customers", "name", UNIQUE, (5, 2, 3 / 5)),
        ("customers", "customer_id", UNIQUE, (6, 0, 1)),
        ("customers", "acquired_on", COMPLETE, (6, 2, 4 / 6)),
        ("customers", "left_on", COMPLETE, (0, 0, None)),
        ("customers", "left_on", VALID, (1, 1, None)),
        ("customers", "size", COMPLETE, (0, 0, None)),
    ],
)
def test_each_dimension_of_a_column_is_a_share_of_what_was_judged(table, column, columns, expected):
    assert rows(of(data_quality(shop()), table, column), *columns) == [pytest.approx(expected)]


def test_a_tables_shares_are_those_of_its_columns_together():
    told = data_quality(shop())
    # of six: order_id, customer_id, ordered_on and revenue; the others are in nobody's use
    assert rows(of(told, "orders"), "rows", *COMPLETE) == [(6, 24, 1, pytest.approx(23 / 24))]
    assert rows(of(told, "orders"), *VALID) == [(12, 2, pytest.approx(10 / 12))]
    # customer_id, name, kind, city and acquired_on of six; two names and no key repeat
    assert rows(of(told, "customers"), "rows", *COMPLETE) == [(6, 30, 3, pytest.approx(27 / 30))]
    assert rows(of(told, "customers"), *UNIQUE) == [(11, 2, pytest.approx(9 / 11))]


def test_everything_is_told_first_and_adds_up():
    told = data_quality(shop())
    assert rows(told.head(1), "level", "table", "rows", "missing", "unknown") == [
        ("all", None, 12, 4, 3)
    ]


def test_stubs_are_not_judged_themselves():
    assert rows(of(data_quality(shop()), "customers"), "rows") == [(6,)]


def test_where_nobody_was_introduced_no_key_is_judged():
    told = data_quality(draw(orders=ORDERS))
    assert rows(of(told, "orders", "customer_id"), *CONSISTENT) == [(0, 0, None)]


def test_columns_are_asked_of_the_rows_that_can_have_them():
    opportunities = """
        opportunity_id | stage | outcome | closed_on  | lost_because
        1              | offer | won     | 2024-01-05 |
        2              | offer | lost    |            | price
        3              | offer | lost    | 2024-01-05 |
        4              | offer |         |            |
        5              | offer | open    |            |
    """
    told = data_quality(draw(opportunities=opportunities))
    assert rows(of(told, "opportunities", "closed_on"), "asked", "missing") == [(3, 1)]
    assert rows(of(told, "opportunities", "lost_because"), "asked", "missing") == [(2, 1)]
    assert rows(of(told, "opportunities", "outcome"), "asked", "missing") == [(0, 0)]
    assert rows(of(told, "opportunities", "stage"), *COMPLETE) == [(5, 0, 1)]  # five are enough


def test_a_cost_is_missing_only_where_no_product_knows_it():
    db = draw(
        products="""
            product_id | unit_cost
            p          | 2
            q          |
        """,
        orders="""
            order_id | ordered_on | revenue | product_id | cost
            1        | 2024-01-01 | 5       | p          |
            2        | 2024-01-01 | 5       | q          |
            3        | 2024-01-01 | 5       | q          | 3
            4        | 2024-01-01 | 5       |            | 3
            5        | 2024-01-01 | 5       |            |
        """,
    )
    told = data_quality(db)
    assert rows(of(told, "orders", "cost"), "asked", "missing") == [(4, 2)]
    found_ = quality_rows(db, table="orders", finding="missing", column="cost")
    assert list(found_["order_id"]) == ["2", "5"]


def imported(db, *loads):
    """Imports on these days, numbered from 2, each of one table and setting its number aside."""
    for number, (day, table) in enumerate(loads, 2):
        db.connection.execute(
            "insert into imports (import_id, imported_at) values (?, ?)", [number, day]
        )
        db.connection.execute(
            "insert into import_fates (import_id, table_name, loaded, set_aside) "
            "values (?, ?, 1, ?)",
            [number, table, number],
        )
    return db


def test_what_happened_did_so_before_it_was_imported():
    later = """
        order_id | ordered_on | delivered_on | revenue
        1        | 2024-03-01 |              | 1
        2        | 2024-03-02 |              | 1
        3        | 2024-03-03 | 2043-01-01   | 1
        4        | 2024-03-04 | 2044-03-02   | 1
        5        | 1969-12-31 |              | 1
    """
    told = data_quality(imported(draw(orders=later), (date(2024, 3, 2), "orders")))
    assert rows(of(told, "orders", "ordered_on"), *VALID) == [(5, 2, pytest.approx(3 / 5))]
    assert rows(of(told, "orders", "delivered_on"), "checked", "invalid") == [(2, 1)]


@pytest.mark.parametrize(
    ("table", "finding", "column", "keys"),
    [
        ("orders", "missing", "customer_id", ["3"]),
        ("orders", "missing", None, ["3"]),
        ("orders", "unknown", "customer_id", ["2", "5", "6"]),
        ("orders", "invalid", "status", ["6"]),
        ("orders", "invalid", None, ["2", "6"]),
        ("customers", "repeated", "name", ["1", "2"]),
        ("customers", "missing", None, ["2", "6"]),
        ("customers", "invalid", None, ["4"]),
    ],
)
def test_behind_every_finding_stand_its_rows(table, finding, column, keys):
    listed = quality_rows(shop(), table=table, finding=finding, column=column)
    assert list(listed[TABLES[table].key[0]]) == keys
    assert set(listed["total"]) == {len(keys)}
    assert set(TABLES[table].names) < set(listed)


def test_a_list_may_be_cut_and_tells_how_long_it_is():
    listed = quality_rows(shop(), table="orders", finding="unknown", limit=1)
    assert rows(listed, "order_id", "total") == [("2", 3)]


@pytest.mark.parametrize(
    "asked",
    [
        {"table": "order", "finding": "missing"},
        {"table": "orders", "finding": "gone"},
        {"table": "orders", "finding": "missing", "column": "colour"},
        {"table": "orders", "finding": "missing", "limit": -1},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked):
    with pytest.raises(BadQuestion):
        quality_rows(shop(), **asked)


def test_a_store_without_rows_has_nothing_to_judge():
    told = data_quality(draw())
    assert rows(told.head(1), "rows", *COMPLETE) == [(0, 0, 0, None)]
    assert told[["complete", "valid", "unique", "consistent"]].isna().all(axis=None)


# Freshness ----------------------------------------------------------------------------------------


def test_a_table_is_late_when_it_is_further_behind_than_its_usual_gap():
    answers = """
        response_id | answered_on
        1           | 2024-02-20
    """
    db = imported(
        draw(orders=ORDERS, responses=answers, complete_to=date(2024, 3, 31)),
        *((day, "orders") for day in (date(2024, 1, 5), date(2024, 2, 5), date(2024, 3, 7))),
        *((day, "responses") for day in (date(2024, 1, 1), date(2024, 1, 31), date(2024, 3, 1))),
        (date(2024, 3, 1), "responses"),
        (date(2024, 3, 2), "products"),
        (date(2024, 3, 4), "products"),
    )
    assert rows(data_freshness(db)) == [
        ("responses", date(2024, 2, 20), 40, 30, True, date(2024, 3, 1), 3, 8),
        ("orders", date(2024, 3, 6), 25, 31, False, date(2024, 3, 7), 3, 4),
        ("products", None, None, None, None, date(2024, 3, 4), 2, 10),
    ]


# As SQL -------------------------------------------------------------------------------------------


def test_what_is_made_of_the_schema_keeps_to_the_plain_subset():
    made = {"data_quality": counted(list(TABLES.values()))}
    for metric, relations in made.items():
        sql = metric_sql(metric, made=relations)
        assert offences(sql) == []
        assert unresolved(sql) is None


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_of_every_table_are_asked_in_the_plain_subset(table):
    for finding in FINDINGS.values():
        sql = metric_sql("quality_rows", made=found(TABLES[table], finding, None))
        assert offences(sql) == []
        assert unresolved(sql) is None


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_of_the_schema_is_counted_once(table):
    counted_ = [
        rule.condition for name in TABLES[table].names for rule in rules_of(TABLES[table], name)
    ]
    assert sorted(counted_) == sorted(rule.condition for rule in TABLES[table].rules)


def test_the_exceptions_name_columns_there_are():
    for table, columns in EMPTY_TELLS.items():
        assert columns <= set(TABLES[table].names)
    for (table, column), condition in ASKED_OF.items():
        assert TABLES[table].column(column)
        sqlglot.parse_one(condition, dialect="duckdb")
    assert all(checks_of(table) for table in TABLES.values())


# A second opinion ---------------------------------------------------------------------------------

few = st.sampled_from
ids = few((None, "", "1", "2", "3", "4"))
# On either side of the first day that is believed, and near it: a build takes its time per month.
days = few((None, date(1969, 5, 5), date(1970, 1, 1), date(1970, 2, 1), date(1970, 2, 4)))
customers = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": few("123456"),
            "name": few((None, "", "Bo", "b.o", "B O", "Cy")),
            "kind": few((None, "business", "person", "alien")),
            "industry": few((None, "café")),
            "occupation": few((None, "cook")),
            "birth_year": few((None, 1700, 1950)),
            "city": few((None, "Oslo")),
            "acquired_on": days,
            "left_on": days,
        }
    ),
    max_size=8,
    unique_by=lambda row: row["customer_id"],
)
orders = st.lists(
    st.fixed_dictionaries(
        {
            "order_id": few("abcdefgh"),
            "customer_id": ids,
            "product_id": few((None, "p", "q")),
            "ordered_on": days.filter(bool),
            "delivered_on": days,
            "revenue": st.just(1),
            "cost": few((None, 1)),
            "campaign_id": few((None, "x", "y")),
            "status": few((None, "", "completed", "odd")),
        }
    ),
    max_size=8,
)
products = st.lists(
    st.fixed_dictionaries(
        {"product_id": few("pq"), "name": few((None, "Tea", "tea")), "unit_cost": few((None, 1))}
    ),
    max_size=2,
    unique_by=lambda row: row["product_id"],
)
campaigns = few(([], [{"campaign_id": "x", "cost": None}], [{"campaign_id": "x", "cost": -1}]))


@settings(max_examples=10, deadline=None)
@given(customers, orders, products, campaigns, few((None, date(1970, 2, 1))))
def test_a_plain_count_agrees(customers, orders, products, campaigns, imported_on):
    tables = {
        "customers": customers,
        "orders": orders,
        "products": products,
        "campaigns": campaigns,
    }
    db = draw(**tables)
    if imported_on:
        imported(db, (imported_on, "orders"))
    told = data_quality(db)
    columns = [*COMPLETE[:2], *VALID[:2], *UNIQUE[:2], *CONSISTENT[:2]]
    mine = {
        (table, column): tuple(counts)
        for table, column, *counts in rows(
            told[told["level"] == "column"], "table", "column", *columns
        )
    }
    plain = plainly(db, imported_on)
    assert {key: mine[key] for key in mine if any(mine[key])} == {
        key: plain[key] for key in plain if any(plain[key])
    }
