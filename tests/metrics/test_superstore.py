"""Tiers and churn of a real company, against pandas over its file as it was downloaded."""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.command_line import main
from lib.metrics import cohort_retention
from lib.metrics.churn import tier_churn, tiers
from lib.store import open_store
from tests.drawing import rows
from tests.metrics.test_cohorts import COUNTS, plain_cohorts

RECIPE = Path(__file__).parent.parent.parent / "data" / "recipes" / "superstore.toml"


@pytest.fixture(scope="module")
def file():
    folder = os.environ.get("RAPPORT_REALDATA")
    if not folder:
        pytest.skip("RAPPORT_REALDATA names no folder of real files")
    return Path(folder) / "superstore" / "orders.csv"


@pytest.fixture(scope="module")
def db(file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("superstore")
    assert main(["--data", str(folder), "import", str(file), "--recipe", str(RECIPE)]) == 0
    return open_store(folder).database


@pytest.fixture(scope="module")
def lines(file):
    """The file's lines; profit in whole ten-thousandths, so that sums are exact."""
    lines = pd.read_csv(file, dtype=str)
    lines["day"] = pd.to_datetime(lines["Order Date"])
    for name, column in (("revenue", "Sales"), ("value", "Profit")):
        lines[name] = (lines[column].astype(float) * 10_000).round().astype("int64")
    return lines.rename(columns={"Customer ID": "customer"})


def standing(lines, month):
    """Tier, value and revenue of everyone who bought in the 12 months before `month`."""
    start = month - pd.DateOffset(years=1)
    year = lines[(lines.day >= start) & (lines.day < month)]
    stood = year.groupby("customer").agg(
        value=("value", "sum"), revenue=("revenue", "sum"), last=("day", "max")
    )
    stood = stood.sort_index().sort_values("value", ascending=False, kind="stable")
    share = pd.Series(range(len(stood)), index=stood.index) / len(stood)
    stood["tier"] = pd.cut(
        share, [-1, 0.2 - 1e-12, 0.5 - 1e-12, 0.8 - 1e-12, 1], labels=list("ABCD")
    ).astype(str)
    stood["active"] = (month - stood["last"]).dt.days <= 90
    return stood


def test_tiers_are_those_pandas_makes_of_the_file(db, lines):
    stood = standing(lines, pd.Timestamp(2015, 1, 1)).groupby("tier")
    wanted = [
        (
            tier,
            len(of_tier),
            int(of_tier.active.sum()),
            round(of_tier.revenue.sum() / 10_000, 4),
            round(of_tier.value.sum() / 10_000, 4),
        )
        for tier, of_tier in stood
    ]
    found = rows(tiers(db), "tier", "customers", "active", "revenue", "value")
    assert [(*row[:3], round(row[3], 4), round(row[4], 4)) for row in found] == [
        *wanted,
        ("none", 0, 0, 0, 0),
    ]


def test_churn_of_every_month_is_what_pandas_makes_of_the_file(db, lines):
    wanted = []
    # The first order is of the 4th of January 2011: the 1st of April is less than 90 days later.
    assert lines.day.min() == pd.Timestamp(2011, 1, 4)
    for month in pd.date_range("2011-05-01", "2014-12-01", freq="MS"):
        end = month + pd.DateOffset(months=1)
        started = standing(lines, month)
        started = started[started.active]
        last = lines[lines.day < end].groupby("customer").day.max()
        gone = (end - last.loc[started.index]).dt.days > 90
        for tier in "ABCD":
            of_tier = started.tier == tier
            wanted.append((month.date(), tier, int(of_tier.sum()), int(gone[of_tier].sum())))
    assert rows(tier_churn(db), "month", "tier", "customers", "churned") == wanted
    assert wanted[-1][0] == date(2014, 12, 1)


def test_cohorts_are_those_pandas_makes_of_the_file(db, lines):
    told = {row[:2]: row[2:] for row in rows(cohort_retention(db), *COUNTS)}
    trade = lines.rename(columns={"customer": "customer_id", "day": "ordered_on"})
    assert told == plain_cohorts(trade, pd.Timestamp(2014, 12, 31))
