"""Putting complaints right: which steps were done, what they go with, and which remedy works."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers, query
from lib.errors import BadQuestion
from lib.metrics.asking import tier_parameters
from lib.metrics.recovery import STEPS, effects, recovery, recovery_effect
from lib.metrics.remedies import best_remedy, remedies
from lib.settings import DEFAULTS
from tests.drawing import draw, rows
from tests.metrics import plain_recovery as plain
from tests.metrics.worlds import IDS, MONTHS, worlds

FEW = replace(DEFAULTS, tiers_from=1)
LAST = date(2024, 12, 31)
OPENED = date(2024, 6, 10)  # its days 15 to 104 are the 25th of June to the 22nd of September

# Steps --------------------------------------------------------------------------------------------

COMPLAINTS = """
    complaint_id | customer_id | opened_at           | resolved_at         | valid
    1            | a           | 2024-06-10 09:00:00 | 2024-06-11 09:00:00 |
    2            | b           | 2024-06-10 09:00:00 |                     | true
    3            |             | 2024-12-30 09:00:00 | 2025-01-02 09:00:00 |
    4            | a           | 2024-06-10 09:00:00 | 2024-06-11 09:00:00 | false
    5            | a           | 2023-12-31 09:00:00 | 2024-01-02 09:00:00 |
"""
DONE = """
    complaint_id | step      | done_at
    1            | apologise | 2024-06-10 10:00:00
    2            | apologise | 2024-06-10 14:30:00
    2            | solve     |
    3            | apologise | 2025-01-01 00:00:00
    4            | talk      | 2024-06-10 14:30:00
"""
ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-05-01 | 10
    2        | b           | 2024-05-01 | 20
"""


def done(db, **asked):
    told = rows(recovery(db, settings=FEW, **asked), "step", "complaints", "done", "median_hours")
    return {step: of for step, *of in told}


def test_a_step_counts_where_it_was_done_by_the_as_of_day_and_the_complaint_was_not_unfounded():
    db = draw(complaints=COMPLAINTS, recovery_steps=DONE, orders=ORDERS, complete_to=LAST)
    told = done(db)
    assert list(told) == list(STEPS)
    assert told["apologise"] == [3, 2, pytest.approx((1 + 5.5) / 2)]
    assert told["solve"] == [3, 1, 24]  # resolved, though no step says so
    assert told["talk"] == [3, 0, None]
    assert done(db, tier=("A",))["apologise"] == [1, 1, 5.5]
    assert done(db, customers=Customers(columns=(("region", ("x",)),)))["talk"] == [0, 0, None]
    assert done(db, since=date(2023, 1, 1), until=date(2023, 12, 31))["solve"] == [1, 1, 48]


def test_steps_nobody_records_are_unknown_and_not_undone():
    db = draw(complaints=COMPLAINTS, complete_to=LAST)
    told = done(db)
    assert told["solve"] == [3, 1, 24]
    assert told["apologise"] == [3, None, None]


# Who trades again ---------------------------------------------------------------------------------

EDGES = [
    ("day 14", OPENED + timedelta(14), 0),
    ("day 15", OPENED + timedelta(15), 1),
    ("day 104", OPENED + timedelta(104), 1),
    ("day 105", OPENED + timedelta(105), 0),
]


@pytest.fixture(scope="module")
def edges():
    """Customers who complain on the same day and trade again on and around the window's edges,
    and quiet ones beside each."""
    orders = [(name, date(2024, 5, 20)) for name, *_ in EDGES]
    orders += [(name, day) for name, day, _ in EDGES]
    orders += [(f"quiet {n}", date(2024, 5, 20)) for n in range(4)]
    # Of the like ones the window is counted from the month's start: 16th of June to 13th of Sept.
    quiet = [date(2024, 6, 15), date(2024, 6, 16), date(2024, 9, 13), date(2024, 9, 14)]
    orders += [(f"quiet {n}", day) for n, day in enumerate(quiet)]
    complaints = [
        {"complaint_id": name, "customer_id": name, "opened_at": OPENED} for name, *_ in EDGES
    ]
    return draw(
        complete_to=OPENED + timedelta(104),
        orders=[
            {"order_id": str(n), "customer_id": who, "ordered_on": day, "revenue": 10}
            for n, (who, day) in enumerate(orders)
        ],
        complaints=complaints,
    )


def strata(db, as_of, **more):
    asked = {"as_of": as_of, "since": date.min, "until": date.max}
    return query(db, "recovery_effect", **asked, **tier_parameters((), DEFAULTS), **more)


def test_trade_on_days_15_to_104_counts_and_none_beside_them(edges):
    told = strata(edges, OPENED + timedelta(104))
    counts = ("tier", "recency", "complaints", "traded", "like_customers", "like_traded")
    assert rows(told, *counts) == [("none", 30, 4, 2, 4, 2)]


def test_a_complaint_whose_days_are_not_over_is_in_neither(edges):
    assert strata(edges, OPENED + timedelta(103)).empty
    assert recovery_effect(edges, as_of=OPENED + timedelta(103)).empty


def test_fewer_than_five_show_no_share(edges):
    (told,) = rows(
        recovery_effect(edges, by="all"), "complaints", "compared", "traded", "share", "low"
    )
    assert told == (4, 4, 2, None, None)


def test_effects_are_worked_out_by_hand():
    # Ten in a stratum where half of the like trade, ten where all do.
    frame = strata_of([("a", 10, 8, 100, 50, "talk"), ("b", 10, 10, 40, 40, "talk")])
    (told,) = effects(frame, "all").to_dict("records")
    assert (told["share"], told["like"], told["difference"]) == pytest.approx((0.9, 0.75, 0.15))
    # Residuals: 8 x .5, 2 x -.5, 10 x 0: their variance 2.05/19, and (10/20)^2 x .25/100 beside.
    half = 2.093024 * np.sqrt(2.05 / 19 / 20 + 0.25 * 0.25 / 100)
    assert (told["low"], told["high"]) == pytest.approx((0.15 - half, 0.15 + half))


def strata_of(drawn):
    """Rows (tier, complaints, traded, like, like_traded, steps done) as the SQL counts them."""
    return pd.DataFrame(
        [
            {"month": date(2024, 1, 1), "tier": tier, "recency": 30}
            | {step: int(step in steps) for step in STEPS}
            | {"complaints": n, "traded": hits, "like_customers": of, "like_traded": like}
            for tier, n, hits, of, like, steps in drawn
        ]
    )


def test_strata_without_like_customers_are_dropped_and_counted():
    frame = strata_of([("a", 10, 8, 10, 5, ""), ("b", 7, 7, 0, 0, "")])
    (told,) = effects(frame, "all").to_dict("records")
    assert (told["complaints"], told["compared"], told["dropped"]) == (17, 10, 7)


def test_steps_are_told_apart_and_counted():
    frame = strata_of([("a", 40, 36, 99, 70, "talk solve"), ("a", 40, 20, 99, 70, "solve")])
    told = effects(frame).set_index(["group", "done"])
    talk = told.loc[("talk", True)]
    assert (talk["compared"], talk["gain"]) == (40, pytest.approx(0.4))
    assert talk["pays"] is True
    assert told.loc[("solve", False), "compared"] == 0
    assert pd.isna(told.loc[("solve", True), "gain"])
    counted = effects(frame, "count").set_index("group")["complaints"]
    assert counted.to_dict() == {"0": 0, "1-2": 80, "3-4": 0, "5-7": 0}


# Remedies -----------------------------------------------------------------------------------------


def test_a_remedy_is_compared_within_severity_and_tier():
    # Vouchers are given to those who stay anyway: in each stratum they do not differ at all.
    drawn = [
        ("delivery", "voucher", "minor", "A", 90, 81),
        ("delivery", "refund", "minor", "A", 10, 9),
        ("delivery", "voucher", "grave", "D", 10, 2),
        ("delivery", "refund", "grave", "D", 90, 18),
        ("delivery", "refund", "grave", "C", 5, 5),
    ]
    told = remedies(counted(drawn)).set_index("remedy")
    assert told.loc["voucher", "share"] == told.loc["voucher", "others"] == pytest.approx(0.55)
    assert not told["is_best"].any()
    assert told.loc["refund", "dropped"] == 5


def counted(drawn):
    columns = ("kind", "remedy", "severity", "tier", "complaints", "traded")
    return pd.DataFrame(drawn, columns=columns)


def test_the_better_remedy_is_named_from_thirty_on():
    def best(n):
        drawn = [
            ("delivery", "voucher", "", "A", n, n),
            ("delivery", "refund", "", "A", 100, 40),
            ("price", "refund", "", "A", 100, 40),
        ]
        told = remedies(counted(drawn))
        return list(told.loc[told["is_best"], "remedy"])

    assert best(29) == []
    assert best(30) == ["voucher"]


def test_a_kind_with_one_remedy_shows_nothing():
    (told,) = remedies(counted([("price", "refund", "", "A", 100, 40)])).to_dict("records")
    assert not told["is_best"]
    assert pd.isna(told["share"])
    assert pd.isna(told["low"])


# Simulations --------------------------------------------------------------------------------------

WORLDS = 200


def simulated(random, gain):
    """Complaints of 40 strata whose like customers trade at rates of their own; the steps are done
    at random, and talking raises the chance of trade by `gain`."""
    stratum = np.repeat(np.arange(40), 6)
    rates, like = random.uniform(0.3, 0.75, 40), random.integers(40, 200, 40)
    done = {step: (random.random(240) < 0.4).astype(int) for step in STEPS}
    many = random.integers(1, 4, 240)
    return pd.DataFrame(
        {"month": date(2024, 1, 1), "tier": stratum.astype(str), "recency": 30}
        | done
        | {
            "complaints": many,
            "traded": random.binomial(many, rates[stratum] + gain * done["talk"]),
            "like_customers": like[stratum],
            "like_traded": random.binomial(like, rates)[stratum],
        }
    )


def test_no_effect_is_found_where_none_was_planted_and_the_planted_one_is():
    random = np.random.default_rng(4)
    none = [effects(simulated(random, 0)) for _ in range(WORLDS)]
    assert np.mean([(told["pays"] == True).any() for told in none]) <= 0.05  # noqa: E712
    beside = [told[told["group"] == "report"].iloc[0] for told in none]
    assert np.mean([not row["low"] <= 0 <= row["high"] for row in beside]) <= 0.075

    planted = [effects(simulated(random, 0.2)) for _ in range(WORLDS // 5)]
    found = [set(told.loc[told["pays"] == True, "group"]) for told in planted]  # noqa: E712
    assert np.mean([steps == {"talk"} for steps in found]) >= 0.9


GIVEN = list(
    product(
        ("delivery", "price", "quality"),
        ("minor", "grave"),
        "ABCD",
        ("apology", "refund", "replacement", "voucher"),
    )
)


def given_at_random(random, gain):
    """Complaints of three kinds, four remedies given as severity and tier have it, and of the
    first kind one that raises the chance of trade by `gain`."""
    kind, severity, tier, remedy = np.transpose(GIVEN)
    many = random.integers(0, 40, len(GIVEN))
    rates = np.repeat(random.uniform(0.2, 0.7, len(GIVEN) // 4), 4)
    rates += gain * ((kind == "delivery") & (remedy == "refund"))
    told = {"kind": kind, "remedy": remedy, "severity": severity, "tier": tier}
    told |= {"complaints": many, "traded": random.binomial(many, rates)}
    frame = pd.DataFrame(told)
    return frame[frame["complaints"] > 0].reset_index(drop=True)


def test_no_remedy_is_called_the_best_where_none_is_and_the_planted_one_is():
    random = np.random.default_rng(5)
    none = [remedies(given_at_random(random, 0)) for _ in range(WORLDS // 2)]
    assert np.mean([told["is_best"].any() for told in none]) <= 0.05
    planted = [remedies(given_at_random(random, 0.25)) for _ in range(WORLDS // 10)]
    named = [told.loc[told["is_best"], ["kind", "remedy"]].values.tolist() for told in planted]
    assert np.mean([best == [["delivery", "refund"]] for best in named]) >= 0.9


# The second opinion -------------------------------------------------------------------------------

MOMENTS = st.builds(
    lambda month, near, back, hour: datetime.combine(
        month + timedelta(near - back), time(hour), tzinfo=None
    ),
    st.sampled_from(MONTHS[3:-3]),
    st.integers(-2, 2),
    st.sampled_from((0, 15, 104, 30, 90)),
    st.sampled_from((0, 12, 23)),
)
LATER = st.none() | st.sampled_from((0, 1, 13, 14, 15, 40))


@st.composite
def complained(draw):
    """Complaints and the steps done for them, on and around the days that count."""
    complaints, steps = [], []
    for n in range(draw(st.integers(3, 14))):
        opened = draw(MOMENTS)
        after = draw(LATER)
        complaints.append(
            {
                "complaint_id": str(n),
                "customer_id": draw(st.sampled_from((*IDS, *IDS, None))),
                "opened_at": opened,
                "resolved_at": None if after is None else opened + timedelta(after),
                "valid": draw(st.sampled_from((None, None, True, False))),
            }
        )
        for step in draw(st.sets(st.sampled_from(STEPS[:3]))):
            days = draw(LATER)
            at = None if days is None else opened + timedelta(days, hours=1)
            steps.append({"complaint_id": str(n), "step": step, "done_at": at})
    return complaints, steps


@settings(max_examples=12, deadline=None)
@given(worlds(), complained())
def test_recovery_is_what_loops_make_of_the_same_facts(world, facts):
    hold_to_the_plain_one(world, facts)


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(worlds(), complained())
def test_recovery_is_what_loops_make_of_many_more(world, facts):
    hold_to_the_plain_one(world, facts)


def hold_to_the_plain_one(world, facts):
    complaints, steps = facts
    db = draw(**world.drawn(), complaints=complaints, recovery_steps=steps)
    cases = plain.followed(world, complaints, steps, FEW)
    usual = plain.like(world, complaints, cases, FEW)
    asked = {"as_of": world.as_of, "since": date.min, "until": date.max}
    told = query(db, "recovery_effect", **asked, **tier_parameters((), FEW))
    keys = ["month", "tier", "recency", *STEPS]
    found = {
        tuple(row[: len(keys)]): tuple(row[len(keys) :])
        for row in rows(told, *keys, "complaints", "traded", "like_customers", "like_traded")
    }
    plainly = {
        (*key[:3], *map(int, key[3:])): (len(of), int(of.traded.sum()), *usual[key[:3]])
        for key, of in cases.groupby(keys)
    }
    assert found == plainly

    ever = {"since": date(1, 1, 1), "settings": FEW}
    (row,) = recovery_effect(db, by="all", **ever).to_dict("records") or [None]
    if row:
        names = ("compared", "dropped", "share", "like", "difference", "low", "high")
        expected = plain.effect(cases, usual)
        assert tuple(row[name] for name in names) == pytest.approx(expected, nan_ok=True)
    of_steps = plain.steps_done(complaints, steps, date(1, 1, 1), world.as_of)
    if steps:
        told = recovery(db, **ever)
        assert {
            step: (n, hours) for step, n, hours in rows(told, "step", "done", "median_hours")
        } == of_steps


def test_any_complaints_give_the_effects_and_remedies_that_rows_in_pandas_give():
    random = np.random.default_rng(6)
    frame = simulated(random, 0.1)
    usual = {
        (row.month, row.tier, row.recency): (row.like_customers, row.like_traded)
        for row in frame.itertuples()
    }
    cases = pd.DataFrame(
        [
            {"month": row.month, "tier": row.tier, "recency": row.recency, "traded": n < row.traded}
            | {step: getattr(row, step) for step in STEPS}
            for row in frame.itertuples()
            for n in range(row.complaints)
        ]
    )
    told = effects(frame).set_index(["group", "done"])
    for step, flag in (("talk", True), ("solve", False)):
        row = told.loc[(step, flag)]
        expected = plain.effect(cases[cases[step] == int(flag)], usual)
        names = ["compared", "dropped", "share", "like", "difference", "low", "high"]
        assert tuple(row[names]) == pytest.approx(expected)

    given = given_at_random(random, 0.1)
    one_by_one = given.loc[given.index.repeat(given["complaints"])].copy()
    place = one_by_one.groupby(level=0).cumcount()
    one_by_one["traded"] = (place < one_by_one["traded"]).astype(int)
    for row in remedies(given).itertuples():
        of_kind = one_by_one[one_by_one["kind"] == row.kind]
        assert (row.share, row.others, row.low) == pytest.approx(
            plain.remedy(of_kind, row.remedy, tested=12)
        )


@pytest.mark.parametrize("metric", [recovery, recovery_effect, best_remedy])
def test_an_unknown_tier_is_refused(metric):
    with pytest.raises(BadQuestion):
        metric(draw(), tier=("E",))
