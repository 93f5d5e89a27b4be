"""The plain subset: every SQL file reads the same on DuckDB and, translated, on Spark.

Translation alone catches nothing, so each file's tree is held to a list of constructs both know
and mean the same by. To use another, see that it translates to something Spark 4 runs with equal
rows, and add it here.
"""

from functools import cache

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.tokens import TokenType

from lib.statements import SQL, derived_sql, metric_sql
from tests.drawing import draw

FILES = sorted(SQL.rglob("*.sql"))
DERIVED = sorted(file.stem for file in (SQL / "derived").glob("*.sql"))
METRICS = sorted(file.stem for file in (SQL / "metrics").glob("*.sql"))

SHAPE = {
    exp.Alias,
    exp.CTE,
    exp.Column,
    exp.Distinct,
    exp.Exists,
    exp.From,
    exp.Group,
    exp.Having,
    exp.Identifier,
    exp.Join,
    exp.Limit,
    exp.Order,
    exp.Ordered,
    exp.Paren,
    exp.Select,
    exp.Star,
    exp.Subquery,
    exp.Table,
    exp.TableAlias,
    exp.Union,
    exp.Var,
    exp.Where,
    exp.Window,
    exp.WindowSpec,
    exp.With,
}
VALUES = {
    exp.Boolean,
    exp.DataType,
    exp.DataTypeParam,
    exp.Interval,
    exp.Literal,
    exp.Null,
    exp.Placeholder,
}
CONDITIONS = {
    exp.And,
    exp.Between,
    exp.Case,
    exp.EQ,
    exp.GT,
    exp.GTE,
    exp.If,
    exp.In,
    exp.Is,
    exp.LT,
    exp.LTE,
    exp.NEQ,
    exp.Not,
    exp.NullSafeEQ,
    exp.Or,
}
ARITHMETIC = {
    exp.Abs,
    exp.Add,
    exp.BitwiseLeftShift,
    exp.Div,
    exp.Exp,
    exp.Greatest,
    exp.Least,
    exp.Ln,
    exp.Mul,
    exp.Neg,
    exp.Round,
    exp.Sub,
}
FUNCTIONS = {
    exp.ArrayContains,
    exp.ArraySize,
    exp.Cast,
    exp.Chr,
    exp.Coalesce,
    exp.Contains,
    exp.DPipe,
    exp.DateDiff,
    exp.DateTrunc,
    exp.Day,
    exp.Floor,
    exp.Lower,
    exp.Nullif,
    exp.Replace,
    exp.TimestampTrunc,
    exp.TryCast,
    exp.Year,
}
AGGREGATES = {
    exp.Avg,
    exp.BitwiseOrAgg,
    exp.Count,
    exp.Max,
    exp.Median,
    exp.Min,
    exp.Rank,
    exp.RowNumber,
    exp.Sum,
    exp.Variance,
}
ALLOWED = SHAPE | VALUES | CONDITIONS | ARITHMETIC | FUNCTIONS | AGGREGATES

# Functions SQLGlot has no class for and leaves as they are, which both engines have.
ALLOWED_NAMES = {"BIT_COUNT"}

# The months table is the one place where months come from nothing.
RECURSIVE = {"months"}


def offences(sql, *, recursive=False):
    """What in this statement is outside the subset, as sentences."""
    statements = sqlglot.parse(sql, dialect="duckdb")
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return ["a file is one select"]
    tree = statements[0]
    return [
        *_unknown_constructs(tree),
        *_groups_that_are_no_columns(tree),
        *_bare_divisions(tree),
        *_loud_keywords(sql),
        *(["a recursive query"] if _is_recursive(tree) and not recursive else []),
        *_untranslatable(tree),
    ]


def _unknown_constructs(tree):
    for node in tree.walk():
        if type(node) in ALLOWED:
            continue
        if isinstance(node, exp.Anonymous) and node.name.upper() in ALLOWED_NAMES:
            continue
        yield f"{type(node).__name__}: {node.sql('duckdb')}"


def _groups_that_are_no_columns(tree):
    for group in tree.find_all(exp.Group):
        if group.args.get("all") or not group.expressions:
            yield "group by all"
        yield from (
            f"group by {part.sql('duckdb')}"
            for part in group.expressions
            if not isinstance(part, exp.Column)
        )


def _bare_divisions(tree):
    for division in tree.find_all(exp.Div):
        if not isinstance(division.expression, exp.Nullif | exp.Literal):
            yield f"a division that may be by zero: {division.sql('duckdb')}"


def _loud_keywords(sql):
    for token in sqlglot.tokenize(sql, read="duckdb"):
        written = sql[token.start : token.end + 1]
        if token.token_type != TokenType.STRING and written != written.lower():
            yield f"not in lower case: {written}"


def _is_recursive(tree):
    return any(with_.args.get("recursive") for with_ in tree.find_all(exp.With))


def _untranslatable(tree):
    try:
        spark = tree.sql("spark", unsupported_level=ErrorLevel.RAISE)
        sqlglot.parse_one(spark, dialect="spark")
    except SqlglotError as error:
        yield f"does not translate: {error}"


# What data quality asks is made of the schema: see lib/metrics/checks.py.
MADE = {
    "counted_checks": {
        "place": "INTEGER",
        "table_name": "VARCHAR",
        "column_name": "VARCHAR",
        "dimension": "VARCHAR",
        "held": "BIGINT",
        "judged": "BIGINT",
        "failed": "BIGINT",
    },
    "found_rows": {"order_id": "VARCHAR", "nth": "BIGINT"},
}

# Steps of the build that are not kept.
GIVEN_ANSWERS = {
    "response": "INTEGER",
    "respondent": "INTEGER",
    "answered_on": "DATE",
    "previous_on": "DATE",
    "next_on": "DATE",
    "subject": "INTEGER",
    "aspect_number": "INTEGER",
    "product_key": "INTEGER",
    "layer": "VARCHAR",
    "expected": "DOUBLE",
    "perceived": "DOUBLE",
    "importance": "DOUBLE",
    "scale_max": "DOUBLE",
    "percentile": "SMALLINT",
    "ranked": "INTEGER",
}
ORDER_DAYS = {
    "order_number": "INTEGER",
    "customer_key": "INTEGER",
    "ordered_on": "DATE",
    "counted_on": "DATE",
    "campaign_id": "VARCHAR",
    "orders": "SMALLINT",
    "revenue": "DECIMAL(18, 4)",
    "revenue_costed": "DECIMAL(18, 4)",
    "cost": "DECIMAL(18, 4)",
}


@cache
def schema():
    """The columns of every table a file may read."""
    known = {
        "touched_months": {"month": "DATE"},
        "judged_months": {"month": "DATE", "next_month": "DATE", "is_over": "BOOLEAN"},
        "order_days": ORDER_DAYS,
        "given_answers": GIVEN_ANSWERS,
    } | MADE
    columns = draw().run(
        "select table_name, column_name, data_type from information_schema.columns"
    )
    for table, column, type_ in columns.itertuples(index=False):
        known.setdefault(table, {})[column] = type_
    return known


@cache  # most metrics read the same whichever customers are meant
def unresolved(sql):
    """Which name in this statement is no column of what it reads: an alias used again, say."""
    try:
        qualify(
            sqlglot.parse_one(sql, dialect="duckdb"),
            dialect="duckdb",
            schema=schema(),
            expand_alias_refs=False,
        )
    except SqlglotError as error:
        return str(error)
    return None


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_file_keeps_to_the_subset(file):
    text = file.read_text(encoding="utf-8")
    assert offences(text, recursive=file.stem in RECURSIVE) == []
    assert text.startswith("--"), "a comment first: what it is, and one row per what"


@pytest.mark.parametrize("name", DERIVED)
def test_derived_tables_use_no_alias_twice(name):
    assert unresolved(derived_sql(name)) is None


@pytest.mark.parametrize(
    "variant",
    [
        {},
        {"chosen_by": "filtered"},
        {"chosen_by": "held"},
        {"chosen_by": "both"},
        {"variant": "wide"},
        {"variant": "apart"},
        {"variant": "back"},
        {"variant": "last"},
        {"variant": "tiered"},
    ],
    ids=[
        *("everyone", "some", "some by attribute", "some by both", "wide", "apart", "back", "last"),
        "of tiers",
    ],
)
@pytest.mark.parametrize("name", METRICS)
def test_metrics_use_no_alias_twice(name, variant):
    assert unresolved(metric_sql(name, **variant)) is None


@pytest.mark.parametrize(
    "sql",
    [
        "select tier, count(*) as n from tiered group by 1",
        "select tier, count(*) as n from tiered group by all",
        "select month, count(*) as n from months group by date_trunc('year', month)",
        "select unnest(generate_series(1, 3)) as n",
        "select * from generate_series(date '2024-01-01', date '2024-03-01', interval 1 month)",
        "select n from months, lateral (select 1 as n)",
        "select list_transform([1, 2], lambda x: x + 1) as doubled",
        "pivot standing on month using sum(value)",
        "create macro double(x) as 2 * x",
        "select month from months qualify row_number() over (order by month) = 1",
        "select month from months using sample 10",
        "select arg_max(customer_key, value) as best from standing",
        "select value_rank[1] as first from standing",
        "select revenue / orders as basket from standing",
        "SELECT month from months",
        "with recursive n as (select 1 as i union all select i + 1 from n) select i from n",
        "select month from months; select month from months",
        "select len($tier) as asked",
        "select columns('a.*') from standing",
        "select month from read_csv('file.csv')",
        "delete from standing",
    ],
)
def test_what_spark_would_read_otherwise_is_found(sql):
    assert offences(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select month as start, start + 1 as next_day from months",
        "select date_trunc('year', month) as year, count(*) as n from months group by year",
        "select count(*) as n, n * 2 as double from months",
        "select month as start from months where start > date '2024-01-01'",
        "select nothing_like_it from standing",
    ],
)
def test_an_alias_used_again_is_found(sql):
    assert unresolved(sql)
