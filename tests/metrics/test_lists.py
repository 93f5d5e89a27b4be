"""Behind every mark stand as many customers or opportunities as it shows, and they are the right
ones."""

import json
from dataclasses import replace
from datetime import date, timedelta
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import isna

from lib.build import build
from lib.command_line.answers import answer
from lib.database import EVERYONE, Customers, Database, connect_writer
from lib.demo import fill
from lib.errors import BadQuestion
from lib.metrics.campaigns import ATTRIBUTIONS, LOOKED_BACK, campaign_roi
from lib.metrics.churn import churn_flows, tier_churn, tiers
from lib.metrics.lists import (
    FLOWS,
    answer_list,
    campaign_list,
    churn_list,
    opportunity_list,
    tier_list,
)
from lib.metrics.sales import pipeline, sales_funnel, win_rate
from lib.metrics.satisfaction import satisfaction_ratio
from lib.progress import silent
from lib.schema import create_tables
from lib.settings import DEFAULTS
from tests.drawing import draw, parse, rows
from tests.metrics import plain_standing as plain
from tests.metrics import test_campaigns as campaigned
from tests.metrics import test_satisfaction as answered
from tests.metrics.plain_funnel import stays
from tests.metrics.test_sales import AS_OF, NAMES, STAGES, near, pipelines, put
from tests.metrics.worlds import SILENCES, worlds

FEW = replace(DEFAULTS, tiers_from=1)  # tiers however few the customers
RANKED = ("A", "B", "C", "D")


def ids(frame):
    return list(frame["customer_id"])


# Churn --------------------------------------------------------------------------------------------

LIVES = """
    order_id | customer_id | ordered_on | revenue
    1        | first       | 2023-01-20 | 1
    2        | loyal       | 2024-04-20 | 900
    3        | lapsed      | 2024-02-10 | 70
    4        | lapsed      | 2024-01-10 | 30
    5        | returned    | 2023-12-01 | 50
    6        | returned    | 2024-05-20 | 40
    7        | new         | 2024-05-10 | 10
"""
PEOPLE = """
    customer_id | name       | region | kind     | left_on    | left_because
    lapsed      | Lapsed Ltd | West   | business |            |
    quitter     | Ms Quit    | East   | person   | 2024-05-15 | price
    brief       |            |        |          |            |
"""
BOUND = """
    customer_id | starts_on  | ends_on
    quitter     | 2024-02-02 | 2024-05-15
    brief       | 2024-05-03 | 2024-05-20
"""


def lives():
    return draw(complete_to=date(2024, 5, 31), orders=LIVES, customers=PEOPLE, contracts=BOUND)


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ("active", [("loyal", "stayed"), ("lapsed", "churned"), ("quitter", "churned")]),
        ("churned", [("lapsed", "churned"), ("quitter", "churned")]),
        ("won_back", [("returned", "won_back")]),
        ("arrived", [("new", "arrived"), ("brief", "arrived_and_left")]),
        ("arrived_and_left", [("brief", "arrived_and_left")]),
        (
            "lost",
            [("lapsed", "churned"), ("brief", "arrived_and_left"), ("quitter", "churned")],
        ),
    ],
)
def test_each_flow_names_its_customers_the_most_valuable_first(flow, expected):
    listed = churn_list(lives(), flow=flow, settings=FEW)
    assert rows(listed, "customer_id", "flow") == expected


def test_a_lost_customer_is_told_as_it_stood_at_the_months_start():
    listed = churn_list(lives(), month=date(2024, 5, 31), settings=FEW, customers=WEST)
    assert rows(listed) == [
        (
            date(2024, 5, 1),
            "lapsed",
            "Lapsed Ltd",
            "B",
            "West",
            "business",
            "other_80",
            "churned",
            date(2024, 2, 10),
            112,
            100,
            100,
            None,
            None,
            1,
        )
    ]


WEST = Customers((("region", ("West",)),))


def test_a_customer_who_was_not_active_at_the_start_is_told_as_it_stood_at_the_end():
    came = churn_list(lives(), flow="won_back", settings=FEW)
    assert rows(came, "tier", "last_trade_day", "silent_for", "value") == [
        ("C", date(2024, 5, 20), 12, 90)
    ]
    went = churn_list(lives(), flow="arrived_and_left", settings=FEW)
    assert rows(went, "tier", "badge", "last_trade_day", "silent_for", "revenue", "value") == [
        ("none", None, None, None, 0, 0)
    ]


def test_why_a_customer_left_is_told_where_the_company_knows():
    left = churn_list(lives(), settings=FEW)
    assert rows(left, "customer_id", "left_on", "left_because") == [
        ("lapsed", None, None),
        ("quitter", date(2024, 5, 15), "price"),
    ]


def test_a_limit_keeps_the_first_rows_and_tells_how_many_there_are():
    whole = churn_list(lives(), flow="lost", settings=FEW)
    assert list(whole["total"]) == [3, 3, 3]
    assert rows(churn_list(lives(), flow="lost", limit=2, settings=FEW)) == rows(whole)[:2]
    assert rows(churn_list(lives(), flow="lost", limit=0, settings=FEW)) == []


def test_a_month_that_cannot_be_judged_lists_nobody():
    for month in (date(2023, 2, 1), date(2024, 6, 1)):
        assert rows(churn_list(lives(), month=month, flow="active", settings=FEW)) == []


def test_the_latest_month_is_listed_where_none_is_asked_for():
    latest = churn_list(lives(), settings=FEW)
    assert rows(latest) == rows(churn_list(lives(), month=date(2024, 5, 1), settings=FEW))
    earlier = churn_list(lives(), flow="active", as_of=date(2024, 5, 30), settings=FEW)
    april = churn_list(lives(), flow="active", month=date(2024, 4, 1), settings=FEW)
    assert rows(earlier) == rows(april) != []


def test_each_month_of_a_period_lists_its_own():
    def told(**asked):
        return rows(churn_list(lives(), settings=FEW, **asked), "month", "customer_id")

    may, march = date(2024, 5, 1), date(2024, 3, 1)
    assert told(whole_period=True, since=march) == [(may, "lapsed"), (may, "quitter")]
    assert told(since=march, until=date(2024, 4, 30)) == []
    since_march = told(whole_period=True, since=march, flow="active")
    assert len(since_march) == 7
    assert since_march[:2] == [(may, "loyal"), (march, "lapsed")]


@pytest.mark.parametrize("asked", [{"flow": "gone"}, {"tier": ("E",)}, {"limit": -1}])
def test_what_no_list_knows_is_refused_in_words(asked):
    with pytest.raises(BadQuestion):
        churn_list(lives(), **asked)


@settings(max_examples=20, deadline=None)
@given(worlds(), st.sampled_from(SILENCES), st.integers(0, 70))
def test_as_many_customers_stand_behind_a_flow_as_it_counts(world, silent_days, days_before):
    db = draw(**world.drawn())
    as_of = world.as_of - timedelta(days_before)
    asked = {"silent_days": silent_days, "as_of": as_of, "settings": FEW}
    months = [row[0] for row in rows(churn_flows(db, **asked), "month")]
    for flows in churn_flows(db, **asked).tail(2).itertuples():
        month = flows.month.date()
        listed = {f: churn_list(db, month=month, flow=f, **asked) for f in FLOWS}
        for flow in FLOWS[:-1]:
            assert len(listed[flow]) == getattr(flows, flow), flow
        assert len(listed["lost"]) == flows.churned + flows.arrived_and_left
        of_tiers = {
            tier: [len(churn_list(db, month=month, flow=f, tier=(tier,), **asked)) for f in FLOWS]
            for tier in (*RANKED, "none")
        }
        assert [sum(counts) for counts in zip(*of_tiers.values(), strict=True)] == [
            len(listed[flow]) for flow in FLOWS
        ]
        for tier, customers, churned in rows(
            tier_churn(db, month=month, **asked), "tier", "customers", "churned"
        ):
            assert (customers, churned) == tuple(of_tiers[tier][:2])
        hold_to_the_plain_one(world, month, silent_days, listed)
    for flow in FLOWS[:-1]:
        whole = churn_list(db, flow=flow, whole_period=True, **asked)
        assert len(whole) == sum(churn_flows(db, **asked)[flow])
    assert [row[0] for row in plain.reported_months(world, silent_days, as_of)] == months


def hold_to_the_plain_one(world, month, silent_days, listed):
    """The very customers, and what is told of them, from every fact there is."""
    end = plain.after(month)
    begins = {c for c in world.ids if plain.is_active(world, c, month, silent_days)}
    ends = {c for c in world.ids if plain.is_active(world, c, end, silent_days)}
    known = {c for c in world.ids if plain._has_come(world, c, month)}
    came = {c for c in world.ids if plain._has_come(world, c, end)} - known
    expected = {
        "active": begins,
        "churned": begins - ends,
        "won_back": (ends - begins) & known,
        "arrived": came,
        "arrived_and_left": came - ends,
        "lost": (begins - ends) | (came - ends),
    }
    assert {flow: set(ids(frame)) for flow, frame in listed.items()} == expected
    stood = {(row["month"], row["customer_id"]): row for row in plain.standing(world)}
    for customer, tier, revenue, value, last_day, silent_for in [
        row
        for frame in listed.values()
        for row in rows(
            frame, "customer_id", "tier", "revenue", "value", "last_trade_day", "silent_for"
        )
    ]:
        at = stood.get((month if customer in begins else end, customer))
        assert tier == (plain.tier_of(at, FEW) if at else "none")
        worth = (at["revenue"], at["value"]) if at else (0, 0)
        assert [None if v is None else float(v) for v in worth] == [revenue, value]
        days = [d for d in world.trade_days(customer) if plain.year_before(month) <= d < end]
        assert last_day == max(days, default=None)
        assert silent_for == ((end - last_day).days if days else None)


# Tiers --------------------------------------------------------------------------------------------


def test_a_tier_names_its_customers_with_their_badge_and_share():
    db = draw(
        complete_to=date(2024, 5, 31),
        customers="""
            customer_id | name | region | kind
            a           | Ann  | West   | person
        """,
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-05-20 | 100     | 20
            2        | b           | 2024-01-20 | 50      | 20
            3        | c           | 2024-05-20 | 50      | 60
        """,
    )
    listed = tier_list(db, settings=FEW)
    assert rows(listed) == [
        (
            *("a", "Ann", "A", "West", "person", "top_20", True, date(2024, 5, 20), 12),
            *(100, 80, 0.8, 3),
        ),
        (
            *("b", None, "B", None, None, "other_80", False, date(2024, 1, 20), 133),
            *(50, 30, 0.3, 3),
        ),
        (
            *("c", None, "C", None, None, "destroys_profit", True, date(2024, 5, 20), 12),
            *(50, -10, -0.1, 3),
        ),
    ]
    assert ids(tier_list(db, tier=("B", "C"), settings=FEW)) == ["b", "c"]
    assert list(tier_list(db, tier=("C",), settings=FEW)["share_of_value"]) == [-0.1]
    assert rows(tier_list(db, settings=DEFAULTS), "tier", "badge") == [
        ("none", None),
        ("none", None),
        ("none", "destroys_profit"),
    ]


@settings(max_examples=15, deadline=None)
@given(worlds(), st.sampled_from(SILENCES), st.integers(-70, 400))
def test_as_many_customers_stand_behind_a_tier_as_it_counts(world, silent_days, days_before):
    db = draw(**world.drawn())
    day = world.as_of - timedelta(days_before)
    asked = {"silent_days": silent_days, "day": day, "settings": FEW}
    everyone = tier_list(db, **asked)
    assert len(everyone) == sum(tiers(db, **asked)["customers"])
    for _, row in tiers(db, **asked).iterrows():
        listed = tier_list(db, tier=(row.tier,), **asked)
        assert len(listed) == row.customers
        active = tier_list(db, tier=(row.tier,), only_active=True, **asked)
        assert len(active) == sum(listed["active"]) == row.active
        assert all(active["active"])
        assert sum(listed["revenue"]) == pytest.approx(row.revenue)
        for sums in ("value", "share_of_value"):
            known = listed[sums].dropna()
            assert sum(known) == pytest.approx(0 if isna(row[sums]) else row[sums])
        assert ids(listed) == [c for c, t in rows(everyone, "customer_id", "tier") if t == row.tier]


# Opportunities ------------------------------------------------------------------------------------

OPPORTUNITIES = """
    opportunity_id | name | owner | customer_id | created_on | stage | amount | closed_on  | outcome
    1              | Tea  | Kim   | a           | 2024-02-01 | Offer | 100    | 2024-02-21 | won
    2              | Cake | Lee   | a           | 2024-03-01 | Lead  |        |            | open
    3              |      |       |             | 2024-03-02 | Lead  | 30     | 2024-03-09 | lost
    4              | Milk | Kim   | b           | 2024-02-05 | Lead  | 200    |            |
"""
MORE = {"2": {"expected_close_on": "2024-04-01"}, "3": {"lost_because": "price"}}
DEALS = {
    "complete_to": date(2024, 3, 10),
    "stages": STAGES,
    "customers": """
        customer_id | name | region | kind
        a           | Ann  | West   | person
    """,
    "orders": """
        order_id | customer_id | ordered_on | revenue
        1        | a           | 2024-01-20 | 50
        2        | b           | 2024-02-20 | 90
    """,
    "opportunities": [line | MORE.get(line["opportunity_id"], {}) for line in parse(OPPORTUNITIES)],
    "stage_changes": """
        opportunity_id | stage | entered_at
        1              | Lead  | 2024-02-01 09:00
        1              | Offer | 2024-02-11 09:00
        4              | Lead  | 2024-02-05 09:00
        4              | Offer | 2024-02-10 09:00
        4              | Lead  | 2024-03-05 09:00
    """,
}


@pytest.fixture(scope="module")
def deals():
    return draw(**DEALS)


def test_an_opportunity_is_told_with_its_customer_and_its_days(deals):
    listed = opportunity_list(deals, stage="Lead", fate="advanced", settings=FEW)
    of_funnel = rows(listed, "opportunity_id", "fate", "days_in_stage", "days_open", "total")
    assert of_funnel == [("4", "advanced", 5, 34, 2), ("1", "advanced", 10, 20, 2)]
    assert rows(listed.tail(1)) == [
        (
            *("1", "Tea", "a", "Ann", "A", "West", "person", "other_80", "Kim", "Lead"),
            *("advanced", 100, date(2024, 2, 1), None, date(2024, 2, 21), None, 10, 20),
            *(date(2024, 1, 20), 41, 50, 50, 2),
        )
    ]


def test_an_open_one_counts_its_days_from_when_it_last_came_to_where_it_stands(deals):
    listed = opportunity_list(deals, behind="pipeline", settings=FEW)
    assert rows(listed, "opportunity_id", "stage", "amount", "days_in_stage", "days_open") == [
        ("4", "Lead", 200, 5, 34),
        ("2", "Lead", None, 9, 9),
    ]
    earlier = opportunity_list(deals, behind="pipeline", as_of=date(2024, 2, 7), settings=FEW)
    assert rows(earlier, "opportunity_id", "days_in_stage") == [("4", 2), ("1", 6)]


def test_one_of_nobody_known_has_no_customer_and_tells_why_it_was_lost(deals):
    listed = opportunity_list(deals, behind="win_rate", fate="lost", settings=FEW)
    columns = ("opportunity_id", "customer_id", "tier", "value", "lost_because", "days_in_stage")
    assert rows(listed, *columns) == [("3", None, "none", None, "price", 7)]
    before = opportunity_list(deals, behind="pipeline", as_of=date(2024, 3, 8), settings=FEW)
    assert ("3", None, None) in rows(before, "opportunity_id", "closed_on", "lost_because")


def test_some_customers_and_a_tier_choose_opportunities_as_in_the_metrics(deals):
    for asked in ({"customers": WEST}, {"tier": ("A",)}, {"tier": ("none",)}, {"tier": ("B", "C")}):
        asked |= {"settings": FEW}
        for stage, entered in rows(sales_funnel(deals, **asked), "stage", "entered"):
            assert len(opportunity_list(deals, stage=stage, **asked)) == entered
        for tier in opportunity_list(deals, **asked)["tier"]:
            assert tier in asked.get("tier", (*RANKED, "none"))


def test_each_metric_knows_its_own_fates(deals):
    told = ("opportunity_id", "fate")
    assert rows(opportunity_list(deals, fate="won"), *told) == [("1", "won")]
    assert rows(opportunity_list(deals, fate="lost"), *told) == [("3", "lost")]
    assert rows(opportunity_list(deals, fate="open"), *told) == [("4", "open"), ("2", "open")]
    assert rows(opportunity_list(deals, stage="Offer", fate="open"), *told) == [("4", "open")]
    for behind, fate in (("tiers", None), ("sales_funnel", "won"), ("pipeline", "lost")):
        with pytest.raises(BadQuestion):
            opportunity_list(deals, behind=behind, fate=fate)


@pytest.fixture(scope="module")
def any_deals():
    return draw(complete_to=AS_OF, stages=STAGES)


@settings(max_examples=30, deadline=None)
@given(
    pipelines(),
    st.none() | near(AS_OF, date(2024, 3, 4), most=1).filter(lambda day: day <= AS_OF),
    st.none() | near(date(2024, 3, 4)),
    st.none() | near(date(2024, 3, 6)),
)
def test_as_many_opportunities_stand_behind_a_mark_as_it_counts(
    any_deals, drawn, as_of, since, until
):
    put(any_deals, *drawn)
    period = {"as_of": as_of, "since": since, "until": until}

    listed = opportunity_list(any_deals, fate="entered", **period)
    told = rows(listed, "opportunity_id", "stage", "fate", "days_in_stage")
    assert sorted(told, key=str) == sorted(
        plain_stays(*drawn, as_of or AS_OF, since, until), key=str
    )
    for row in sales_funnel(any_deals, **period).itertuples():
        of_stage = listed[listed["stage"] == row.stage]
        assert len(of_stage) == row.entered
        for fate in ("advanced", "lost", "open"):
            found = opportunity_list(any_deals, stage=row.stage, fate=fate, **period)
            assert len(found) == getattr(row, fate)
            assert set(found["opportunity_id"]) == set(
                of_stage[of_stage["fate"] == fate]["opportunity_id"]
            )

    for stage, count in rows(pipeline(any_deals, as_of=as_of), "stage", "count"):
        asked = {"behind": "pipeline", "stage": stage, "as_of": as_of}
        assert len(opportunity_list(any_deals, **asked)) == count

    for row in win_rate(any_deals, **period).itertuples():
        for fate in ("won", "lost"):
            found = opportunity_list(any_deals, behind="win_rate", fate=fate, **period)
            assert len(found) == getattr(row, fate)
            if fate == "won":
                days = found["days_open"].dropna()
                assert days.median() == row.median_days if len(days) else isna(row.median_days)


def plain_stays(opportunities, changes, as_of, since, until):
    """(opportunity, stage, what became of it there, days) of those created in the period."""
    for opportunity in opportunities:
        created = opportunity["created_on"]
        if (since or until) and created is None:
            continue
        if (since and created < since) or (until and created > until):
            continue
        for stage, result, days in stays(opportunity, changes, NAMES, as_of):
            yield opportunity["opportunity_id"], stage, result, days


# Answers ------------------------------------------------------------------------------------------

ANSWERS = """
    response_id | customer_id | answered_on | aspect | layer   | expected | perceived | importance
    1           | a           | 2024-01-20  | speed  | emotion | 5        | 4         |
    2           | a           | 2024-02-20  | speed  | emotion | 5        | 4         | 3
    3           | b           | 2024-02-20  | speed  | emotion | 4        | 1         | 1
    4           |             | 2024-02-20  | speed  | emotion | 4        | 4         | 1
    4           |             | 2024-02-20  | price  |         | 4        | 2         | 1
    5           | c           |             | speed  | emotion |          | 5         | 1
"""


@pytest.fixture(scope="module")
def surveyed():
    return draw(
        complete_to=date(2024, 3, 10),
        ratings=[line | {"scale_max": "5"} for line in parse(ANSWERS)],
        customers=DEALS["customers"],
        orders=DEALS["orders"],
    )


def test_respondents_are_told_the_furthest_short_of_what_they_expected_first(surveyed):
    listed = answer_list(surveyed, aspect="speed", settings=FEW)
    who = ("customer_id", "response_id", "total")
    assert rows(listed, *who) == [("b", None, 3), ("a", None, 3), (None, "4", 3)]
    for column, wanted in (
        ("expected", [4, 5, 4]),
        ("perceived", [1, 4, 4]),
        ("gap", [-3, -1, 0]),
        ("ratio", [0.25, 0.8, 1]),
    ):
        assert list(listed[column]) == pytest.approx(wanted)
    told = ("answers", "weight", "answered_on", "tier", "badge", "silent_for", "value")
    assert rows(listed, *told) == [
        (1, 1, date(2024, 2, 20), "none", "top_20", 10, 90),
        # the first answer weighs as much as speed does on average, 1.5
        (2, 4.5, date(2024, 2, 20), "A", "other_80", 41, 50),
        (1, 1, date(2024, 2, 20), "none", None, None, None),
    ]


def test_answers_of_one_month_or_layer_are_listed(surveyed):
    def told(**asked):
        return rows(answer_list(surveyed, **asked), "customer_id", "response_id", "answers")

    assert told(month=date(2024, 1, 31)) == [("a", None, 1)]
    assert told(layer="emotion") == [("b", None, 1), ("a", None, 2), (None, "4", 1)]
    assert told() == [("b", None, 1), (None, "4", 2), ("a", None, 2)]
    assert told(customers=WEST) == [("a", None, 2)]
    assert told(tier=("A",), settings=FEW) == [("a", None, 1)]
    assert told(since=date(2024, 2, 1), aspect="speed", limit=1) == [("b", None, 1)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        answered.ratings,
        min_size=8,
        max_size=40,
        unique_by=lambda row: (row["response_id"], row["aspect"]),
    ),
    st.sampled_from(["aspect", "layer", "month", "tier", "all"]),
    st.booleans(),
)
def test_as_many_respondents_stand_behind_a_ratio_as_it_counts(found, by, one_scale):
    for row in found if one_scale else []:
        row["scale_max"] = 5
    orders = [
        {"order_id": customer, "customer_id": customer, "ordered_on": day, "revenue": worth}
        for customer, day, worth in (("a", date(2023, 12, 1), 5), ("b", date(2023, 5, 2), 1))
    ]
    db = draw(ratings=found, orders=orders, complete_to=answered.AS_OF)
    for row in satisfaction_ratio(db, by=by, settings=FEW).itertuples():
        if isna(row.group):
            continue
        mark = {"all": {}, "tier": {"tier": (row.group,)}}.get(by, {by: row.group})
        listed = answer_list(db, settings=FEW, **mark)
        assert len(listed) == row.respondents
        assert sum(listed["answers"]) == row.answers
        for mean in ("expected", "perceived", "gap") if one_scale else ():
            sums = (listed["weight"] * listed[mean]).sum(min_count=1)
            whole = sums / (listed["weight"].sum() or nan)
            assert whole == pytest.approx(getattr(row, mean), nan_ok=True)
        if not isna(row.ratio):
            sides = (listed["weight"] * listed[side] for side in ("perceived", "expected"))
            perceived, expected = (side.sum() for side in sides)
            assert perceived / expected == pytest.approx(row.ratio)
        assert list(listed["tier"]) == [row.group] * len(listed) or by != "tier"


# Campaigns ----------------------------------------------------------------------------------------

CAMPAIGNS = """
    campaign_id | name   | channel | started_on | cost
    x           | Spring | e-mail  | 2024-02-01 | 10
    y           |        | e-mail  | 2024-02-01 | 10
    z           | Radio  | radio   | 2024-02-01 | 10
"""
TOUCHES = """
    campaign_id | customer_id | touched_on | kind      | in_control
    x           | a           | 2024-02-05 | sent      |
    x           | a           | 2024-02-07 | responded |
    x           | b           | 2024-02-05 | sent      |
    x           | c           | 2024-02-05 | sent      | true
    y           | b           | 2024-02-06 | sent      |
"""
BOUGHT = """
    order_id | customer_id | ordered_on | revenue | cost | campaign_id
    1        | a           | 2024-02-10 | 40      | 30   |
    2        | b           | 2024-02-10 | 60      | 20   |
    3        | d           | 2024-02-12 | 9       | 5    | x
    4        |             | 2024-02-12 | 6       | 5    | x
"""


@pytest.fixture(scope="module")
def campaigns():
    return draw(
        complete_to=date(2024, 3, 10),
        campaigns=CAMPAIGNS,
        touches=TOUCHES,
        orders=BOUGHT,
        customers=DEALS["customers"],
    )


def test_who_a_campaign_reached_or_sold_to_is_told_with_what_is_due_to_it(campaigns):
    listed = campaign_list(campaigns, campaign_id="x", settings=FEW)
    told = ("customer_id", "reached", "responded", "touched_on")
    due = ("attributed_orders", "attributed_revenue", "attributed_profit")
    assert rows(listed, *told, *due) == [
        ("a", True, True, date(2024, 2, 5), 1, 40, 10),
        ("d", False, False, None, 1, 9, 4),
        (None, False, False, None, 1, 6, 1),
        ("b", True, False, date(2024, 2, 5), 0, 0, 0),
    ]
    assert rows(listed.head(1), "campaign", "channel", "name", "region", "basis", "total") == [
        ("Spring", "e-mail", "Ann", "West", "marginal", 4)
    ]
    standing = ("tier", "badge", "last_trade_day", "silent_for", "revenue", "value")
    assert rows(listed.head(1), *standing) == [
        ("none", "other_80", date(2024, 2, 10), 20, 40, 10)  # nobody was ranked when it was sent
    ]


def test_a_channel_lists_each_of_its_campaigns_customers(campaigns):
    told = ("campaign_id", "customer_id", "attributed_profit")
    assert rows(campaign_list(campaigns, channel="e-mail", limit=2), *told) == [
        ("y", "b", 40),
        ("x", "a", 10),
    ]
    shared = campaign_list(campaigns, attribution="linear", customers=WEST)
    assert rows(shared, *told) == [("x", "a", 10)]


@settings(max_examples=40, deadline=None)
@given(
    campaigned.order_rows,
    campaigned.touch_rows,
    st.sampled_from(ATTRIBUTIONS),
    st.sampled_from([campaigned.WINDOW, LOOKED_BACK + 1]),
    st.sampled_from(["campaign", "channel", "all"]),
    st.sampled_from([(), ("A",), ("none",), ("A", "B")]),
    st.none() | campaigned.days,
    st.none() | campaigned.days,
)
def test_the_customers_behind_a_campaign_add_up_to_what_it_brought(
    orders, touches, attribution, window_days, by, tier, since, until
):
    long_ago = {"order_id": "0", "customer_id": "1", "ordered_on": date(2023, 9, 1), "revenue": 9}
    db = draw(
        complete_to=campaigned.AS_OF,
        orders=[*orders, long_ago],
        touches=touches,
        campaigns=[
            {"campaign_id": name, "cost": cost, "channel": "post" if name in "ab" else "phone"}
            for name, cost in campaigned.COSTS.items()
        ],
    )
    asked = {
        "attribution": attribution,
        "window_days": window_days,
        "since": since,
        "until": until,
        "tier": tier,
        "settings": FEW,
    }
    for row in campaign_roi(db, by=by, **asked).itertuples():
        mark = {"campaign": {"campaign_id": row.campaign_id}, "channel": {"channel": row.channel}}
        listed = campaign_list(db, **mark.get(by, {}), **asked)
        assert sum(listed["reached"]) == (0 if isna(row.reached) else row.reached)
        assert sum(listed["responded"]) == (0 if isna(row.responded) else row.responded)
        for due in ("orders", "revenue", "profit"):
            whole = getattr(row, due)
            found = listed[f"attributed_{due}"].sum()
            assert found == pytest.approx(0 if isna(whole) else whole, abs=1e-3)
        assert set(listed["basis"]) <= {row.basis}
        assert set(listed["tier"]) <= set(tier or (*RANKED, "none"))
        assert not listed.duplicated(["campaign_id", "customer_id"]).any()


# All of them --------------------------------------------------------------------------------------


def test_every_list_can_be_asked_from_the_command_line(deals):
    for words, expected in (
        ("churn_list month=2024-01-31 tier=A,B flow=active limit=1", []),
        ("tier_list tier=A limit=1", ["b"]),
        ("tier_list region=West only_active=yes", ["a"]),
        ("opportunity_list stage=Lead fate=advanced limit=1", ["b"]),
        ("answer_list aspect=speed", []),
        ("campaign_list campaign_id=x", []),
    ):
        metric, *given_words = words.split()
        told = json.loads(answer(deals, metric, given_words, FEW, "json"))
        assert [row["customer_id"] for row in told] == expected, words
    with pytest.raises(BadQuestion, match="only_active is yes or no, not maybe"):
        answer(deals, "tier_list", ["only_active=maybe"], FEW, "json")


@pytest.fixture(scope="module")
def company():
    """The sample company, a small one."""
    db = connect_writer(":memory:")
    for statement in create_tables():
        db.execute(statement)
    fill(db, customers=400, seed=7, progress=silent)
    build(db)
    return Database(db)


@pytest.mark.parametrize("only", [EVERYONE, Customers((("kind", ("business",)),))])
def test_at_the_sample_company_every_list_is_as_long_as_its_mark(company, only):
    asked = {"customers": only}
    for row in churn_flows(company, **asked).tail(3).itertuples():
        for flow in FLOWS[:-1]:
            listed = churn_list(company, month=row.month, flow=flow, **asked)
            assert len(listed) == getattr(row, flow)
    for row in tier_churn(company, **asked).tail(8).itertuples():
        mark = asked | {"month": row.month, "tier": (row.tier,)}
        assert len(churn_list(company, flow="churned", **mark)) == row.churned
        assert len(churn_list(company, flow="active", **mark)) == row.customers
    for row in tiers(company, **asked).itertuples():
        assert len(tier_list(company, tier=(row.tier,), **asked)) == row.customers
    for row in sales_funnel(company, **asked).itertuples():
        for fate in ("entered", "advanced", "lost", "open"):
            listed = opportunity_list(company, stage=row.stage, fate=fate, **asked)
            assert len(listed) == getattr(row, fate)
    for row in pipeline(company, **asked).itertuples():
        listed = opportunity_list(company, behind="pipeline", stage=row.stage, **asked)
        assert (len(listed), listed["amount"].sum()) == (row.count, pytest.approx(row.amount))
    for row in campaign_roi(company, **asked).query("claimed == 0").itertuples():
        listed = campaign_list(company, campaign_id=row.campaign_id, **asked)
        assert listed["attributed_profit"].sum() == pytest.approx(row.profit, abs=1e-3)
        assert listed["reached"].sum() == (0 if isna(row.reached) else row.reached)
    for row in satisfaction_ratio(company, **asked).itertuples():
        assert len(answer_list(company, aspect=row.group, **asked)) == row.respondents
    for by in ("region", "segment"):
        for row in satisfaction_ratio(company, by=by, **asked).itertuples():
            group = None if isna(row.group) else row.group
            assert len(answer_list(company, by=by, group=group, **asked)) == row.respondents
