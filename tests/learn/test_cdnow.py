"""The published numbers of CDNOW, from its file as it was downloaded, by the shipped recipe."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.command_line import main
from lib.learn import bgnbd, gamma_gamma, holdout, holdout_classes, holdout_list
from lib.learn.bgnbd import purchase_model
from lib.metrics import cohort_retention
from lib.store import open_store
from tests.drawing import rows
from tests.metrics.test_cohorts import COUNTS, plain_cohorts

RECIPE = Path(__file__).parent.parent.parent / "data" / "recipes" / "cdnow.toml"
DAY = date(1997, 9, 30)


@pytest.fixture(scope="module")
def file():
    folder = os.environ.get("RAPPORT_REALDATA")
    if not folder:
        pytest.skip("RAPPORT_REALDATA names no folder of real files")
    return Path(folder) / "cdnow" / "CDNOW_sample.txt"


@pytest.fixture(scope="module")
def db(file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cdnow")
    assert main(["--data", str(folder), "import", str(file), "--recipe", str(RECIPE)]) == 0
    return open_store(folder).database


@pytest.fixture(scope="module")
def lines(file):
    names = ["customer_id", "in_sample", "ordered_on", "cds", "dollars"]
    texts = {"customer_id": str, "ordered_on": str}
    lines = pd.read_csv(file, sep=r"\s+", names=names, dtype=texts)
    return lines.assign(ordered_on=pd.to_datetime(lines["ordered_on"], format="%Y%m%d"))


def test_purchases_are_as_published(db):
    found = {name: numbers for name, *numbers in rows(bgnbd(db, as_of=DAY))}
    assert found["r"] == pytest.approx([0.2426, 0.0126], abs=6e-5)
    assert found["alpha"] == pytest.approx([4.4135, 0.378], abs=6e-4)
    assert found["a"] == pytest.approx([0.7929, 0.186], abs=6e-4)
    assert found["b"] == pytest.approx([2.4258, 0.705], abs=6e-4)
    assert found["log_likelihood"][0] == pytest.approx(-9582.43, abs=5e-3)
    assert found["customers"] == [2357, None]
    model = purchase_model(db, DAY)
    (told,) = model.expected(np.array([2]), np.array([30.43]), np.array([38.86]), 39.0)
    assert told == pytest.approx(1.226, abs=5e-4)


def test_spending_is_as_published(db):
    found = dict(rows(gamma_gamma(db, as_of=DAY), "parameter", "estimate"))
    assert found["p"] == pytest.approx(6.25, abs=5e-3)
    assert found["q"] == pytest.approx(3.744, abs=5e-4)
    assert found["gamma"] == pytest.approx(15.44, abs=5e-3)
    assert found["customers"] == 946


def test_the_second_half_is_held_out_and_counted_as_pandas_does(db, lines):
    weeks = holdout(db)
    assert list(weeks["is_held_out"]) == [False] * 39 + [True] * 39
    assert weeks["fitted_to"].iloc[0].date() == DAY
    days = lines[["customer_id", "ordered_on"]].drop_duplicates()
    first = days.groupby("customer_id")["ordered_on"].transform("min")
    repeats = days[days["ordered_on"] > first]["ordered_on"]
    wanted = ((repeats - pd.Timestamp(1997, 1, 1)).dt.days // 7 + 1).value_counts()
    assert list(weeks["actual"]) == [int(wanted.get(n, 0)) for n in weeks["week"]]
    # Figure 2 of the paper: within a few percent of what happened.
    assert weeks["expected_so_far"].iloc[-1] == pytest.approx(
        weeks["actual_so_far"].iloc[-1], rel=0.06
    )
    classes = holdout_classes(db)
    assert list(classes["customers"]) == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert classes["actual"].sum() == (repeats > pd.Timestamp(DAY)).sum()


def test_cohorts_are_those_pandas_makes_of_the_file(db, lines):
    told = {row[:2]: row[2:] for row in rows(cohort_retention(db), *COUNTS)}
    assert told == plain_cohorts(lines, pd.Timestamp(1998, 6, 30))


def test_as_many_customers_stand_behind_a_class_as_it_shows(db):
    for repeats, customers, actual in rows(holdout_classes(db), "repeats", "customers", "actual"):
        listed = holdout_list(db, repeats=repeats)
        assert (len(listed), listed["actual"].sum()) == (customers, actual)
