"""Churn by tier, the flows behind it, and what tiers are worth."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.churn import churn_flows, tier_churn, tiers
from lib.settings import DEFAULTS
from tests.drawing import draw, rows
from tests.metrics import plain_standing as plain
from tests.metrics.worlds import IDS, MONTHS, SILENCES, worlds

FEW = replace(DEFAULTS, tiers_from=1)  # tiers however few the customers


def in_tier(db, month, **asked):
    """{tier: (customers, churned)} of the tiers with anybody active."""
    churn = tier_churn(db, month=month, settings=FEW, **asked)
    told = rows(churn, "tier", "customers", "churned")
    return {tier: (customers, churned) for tier, customers, churned in told if customers}


# Active -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "start", "end"),
    [
        (date(2024, 1, 1), None, None),
        (date(2024, 1, 2), 1, 1),  # 90 days before the 1st of April
        (date(2024, 1, 31), 1, 1),
        (date(2024, 2, 1), 1, 0),  # 90 days before the 1st of May
        (date(2024, 3, 31), 1, 0),
    ],
)
def test_a_customer_churns_in_the_month_of_the_day_silence_passes_n(last_day, start, end):
    db = draw(
        complete_to=date(2024, 4, 30),
        orders=f"""
            order_id | customer_id | ordered_on | revenue
            1        | old         | 2023-01-01 | 1
            2        | a           | {last_day} | 10
        """,
    )
    found = in_tier(db, date(2024, 4, 1))
    assert found == ({"A": (start, end)} if start else {})


def test_silence_is_counted_once_unless_the_customer_trades_again_before_the_month_ends():
    db = draw(
        complete_to=date(2024, 5, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-01-20 | 10
            2        | a           | 2024-01-10 | 10
            3        | a           | 2024-04-30 | 10
        """,
    )
    churned = rows(tier_churn(db, tier=("A",), settings=FEW), "month", "customers", "churned")
    assert churned[-4:] == [
        (date(2024, 2, 1), 1, 0),
        (date(2024, 3, 1), 1, 0),
        (date(2024, 4, 1), 1, 0),  # 90 days passed on the 9th, but back on the 30th
        (date(2024, 5, 1), 1, 0),
    ]


def test_a_running_contract_keeps_a_silent_customer_active():
    db = draw(
        complete_to=date(2024, 5, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-01-20 | 10
        """,
        contracts="""
            customer_id | starts_on  | ends_on
            a           | 2023-01-20 | 2024-05-15
        """,
    )
    churned = rows(tier_churn(db, tier=("A",), settings=FEW), "month", "customers", "churned")
    assert churned[-2:] == [(date(2024, 4, 1), 1, 0), (date(2024, 5, 1), 1, 1)]


def test_a_customer_who_left_churns_in_the_month_of_leaving():
    db = draw(
        complete_to=date(2024, 5, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-01-20 | 10
            2        | a           | 2024-04-20 | 10
        """,
        customers="""
            customer_id | left_on
            a           | 2024-04-30
        """,
    )
    assert in_tier(db, date(2024, 4, 1)) == {}
    assert in_tier(db, date(2024, 5, 1)) == {}
    flows = churn_flows(db)
    assert rows(flows, "active", "churned", "won_back", "arrived")[-2:] == [(0, 0, 0, 0)] * 2


# Months reported ----------------------------------------------------------------------------------

HISTORY = """
    order_id | customer_id | ordered_on | revenue
    1        |             | 2022-01-01 | 10
    2        | a           | {first}    | 10
    3        | a           | 2023-12-30 | 10
"""


@pytest.mark.parametrize(
    ("first", "silent_days", "month", "history"),
    [
        (date(2023, 1, 1), 90, date(2023, 4, 1), 3),
        (date(2023, 1, 2), 90, date(2023, 5, 1), 3),
        (date(2023, 1, 1), 31, date(2023, 4, 1), 3),
        (date(2022, 12, 31), 120, date(2023, 5, 1), 4),
        (date(2023, 1, 1), 120, date(2023, 5, 1), 4),
        (date(2023, 1, 2), 120, date(2023, 6, 1), 4),
    ],
)
def test_reporting_begins_with_enough_history(first, silent_days, month, history):
    db = draw(orders=HISTORY.format(first=first), complete_to=date(2024, 6, 30))
    churn = tier_churn(db, silent_days=silent_days)
    assert rows(churn, "month", "history_months")[0] == (month, history)


def test_history_is_told_up_to_twelve_months():
    db = draw(orders=HISTORY.format(first="2023-01-15"), complete_to=date(2024, 4, 30))
    told = dict(rows(tier_churn(db), "month", "history_months"))
    assert told[date(2024, 1, 1)] == 11
    assert told[date(2024, 2, 1)] == 12
    assert told[date(2024, 4, 1)] == 12


def test_only_complete_months_are_reported():
    for complete_to, last in ((date(2024, 4, 29), 3), (date(2024, 4, 30), 4)):
        db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=complete_to)
        assert rows(tier_churn(db), "month")[-1] == (date(2024, last, 1),)
        assert rows(churn_flows(db), "month")[-1] == (date(2024, last, 1),)


def test_every_month_tells_all_four_tiers_and_no_rate_of_nobody():
    db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=date(2024, 4, 30))
    told = rows(
        tier_churn(db, month=date(2024, 3, 17), settings=FEW),
        "month",
        "tier",
        "customers",
        "churned",
        "churn_rate",
    )
    assert told == [
        (date(2024, 3, 1), "A", 1, 1, 1.0),
        (date(2024, 3, 1), "B", 0, 0, None),
        (date(2024, 3, 1), "C", 0, 0, None),
        (date(2024, 3, 1), "D", 0, 0, None),
    ]


def test_an_earlier_as_of_day_ends_the_report_earlier_and_changes_nothing_before():
    db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=date(2024, 4, 30))
    earlier = tier_churn(db, as_of=date(2024, 3, 30))
    whole = tier_churn(db)
    assert rows(earlier, "month")[-1] == (date(2024, 2, 1),)
    assert rows(earlier) == rows(whole)[: len(earlier)]


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        (None, None, 4, 12),
        (date(2023, 6, 1), date(2023, 8, 31), 6, 8),
        (date(2023, 5, 31), date(2023, 9, 1), 6, 8),
        (date(2023, 6, 2), date(2023, 8, 31), 7, 8),
        (date(2023, 6, 1), date(2023, 8, 30), 6, 7),
        (date(2023, 12, 1), None, 12, 12),
        (date(2023, 12, 2), None, None, None),
        (None, date(2023, 4, 30), 4, 4),
        (None, date(2023, 4, 29), None, None),
        (date(2023, 6, 1), date(2023, 6, 1), None, None),
        (date(2023, 8, 1), date(2023, 6, 30), None, None),
        (date(1, 1, 1), date.max, 4, 12),
    ],
)
@pytest.mark.parametrize("metric", [tier_churn, churn_flows])
def test_a_period_holds_the_months_lying_wholly_in_it_as_the_whole_report_has_them(
    metric, since, until, first, last
):
    db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=date(2024, 1, 15))
    found = rows(metric(db, since=since, until=until, settings=FEW))
    assert found == [
        row
        for row in rows(metric(db, settings=FEW))
        if first and date(2023, first, 1) <= row[0] <= date(2023, last, 1)
    ]
    assert bool(found) == bool(first)


def test_a_month_is_asked_for_by_any_of_its_days_and_within_the_period():
    db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=date(2024, 4, 30))

    def months(**asked):
        return sorted(set(rows(tier_churn(db, **asked), "month")))

    for day in (date(2024, 2, 1), date(2024, 2, 29)):
        assert months(month=day) == [(date(2024, 2, 1),)]
        assert months(month=day, since=date(2024, 2, 1)) == [(date(2024, 2, 1),)]
        assert months(month=day, since=date(2024, 3, 1)) == []
        assert months(month=day, until=date(2024, 1, 31)) == []
    assert months(month=date.max) == []


def test_a_store_without_orders_has_no_churn():
    db = draw()
    for metric in (tier_churn, churn_flows, tiers):
        assert metric(db).empty
    assert list(tier_churn(db).columns) == [
        "month",
        "tier",
        "customers",
        "churned",
        "churn_rate",
        "history_months",
    ]


# What may be asked --------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", [tier_churn, churn_flows, tiers])
def test_silence_lies_within_31_and_365_days(metric):
    db = draw()
    for days in (30, 366, 0, -1):
        with pytest.raises(BadQuestion, match="31 and 365"):
            metric(db, silent_days=days)
    for days in (31, 365):
        metric(db, silent_days=days)


def test_the_settings_silence_holds_where_none_is_asked():
    db = draw(
        complete_to=date(2024, 4, 30),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-01-01 | 10
            2        | a           | 2024-02-25 | 10
        """,
    )
    patient = replace(FEW, silent_days=60)
    hasty = replace(FEW, silent_days=31)
    assert tier_churn(db, month=date(2024, 4, 1), settings=patient).churned.sum() == 1
    assert tier_churn(db, month=date(2024, 4, 1), settings=hasty).customers.sum() == 0
    asked = tier_churn(db, month=date(2024, 4, 1), settings=hasty, silent_days=90)
    assert asked.customers.sum() == 1
    assert asked.churned.sum() == 0


@pytest.mark.parametrize("metric", [tier_churn, churn_flows, tiers])
def test_a_day_after_the_data_ends_cannot_be_asked_about(metric):
    db = draw(orders=HISTORY.format(first="2023-01-01"), complete_to=date(2024, 4, 30))
    metric(db, as_of=date(2024, 4, 30))
    with pytest.raises(BadQuestion, match="2024-04-30"):
        metric(db, as_of=date(2024, 5, 1))


def test_an_unknown_tier_is_refused():
    with pytest.raises(BadQuestion, match="E"):
        tier_churn(draw(), tier=("E",))


# Tiers --------------------------------------------------------------------------------------------


def customers_worth(values):
    lines = "\n".join(f"{n} | {n:03} | 2024-01-10 | {value}" for n, value in enumerate(values))
    return f"order_id | customer_id | ordered_on | revenue\n{lines}"


def test_the_best_fifth_are_a_down_to_half_b_down_to_four_fifths_c():
    db = draw(orders=customers_worth(range(21, 0, -1)), complete_to=date(2024, 1, 31))
    counted = rows(tiers(db), "tier", "customers", "revenue")
    # Ranks 1-5 (four are better than the fifth: 19 %), 6-11 (10 better: 47.6 %), 12-17, 18-21.
    assert counted == [
        ("A", 5, 21 + 20 + 19 + 18 + 17),
        ("B", 6, 16 + 15 + 14 + 13 + 12 + 11),
        ("C", 6, 10 + 9 + 8 + 7 + 6 + 5),
        ("D", 4, 4 + 3 + 2 + 1),
        ("none", 0, 0),
    ]


def test_a_cut_that_falls_on_a_customer_lies_before_that_customer():
    db = draw(orders=customers_worth(range(20, 0, -1)), complete_to=date(2024, 1, 31))
    assert [count for (count,) in rows(tiers(db), "customers")] == [4, 6, 6, 4, 0]


def test_fewer_than_twenty_ranked_customers_have_no_tier():
    db = draw(orders=customers_worth(range(19, 0, -1)), complete_to=date(2024, 1, 31))
    assert rows(tiers(db), "tier", "customers") == [
        ("A", 0),
        ("B", 0),
        ("C", 0),
        ("D", 0),
        ("none", 19),
    ]


def test_tiers_add_up_and_share_the_value():
    db = draw(
        complete_to=date(2024, 4, 30),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | best        | 2024-01-10 | 100     | 40
            2        | next        | 2024-04-10 |  50     | 20
            3        | loss        | 2024-04-10 |  50     | 60
            4        | unknown     | 2024-04-10 |   1     |
        """,
    )
    # On the 1st of May the best has been silent for 112 days.
    assert rows(tiers(db, settings=replace(FEW, tier_a=30, tier_b=60, tier_c=90))) == [
        ("A", 1, 0, 100, 60, 0.75, "marginal"),
        ("B", 1, 1, 50, 30, 0.375, "marginal"),
        ("C", 1, 1, 50, -10, -0.125, "marginal"),
        ("D", 0, 0, 0, 0, 0, "marginal"),
        ("none", 1, 1, 1, None, None, "marginal"),
    ]


def test_shares_of_a_total_that_is_no_gain_are_unknown():
    db = draw(
        complete_to=date(2024, 1, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | gain        | 2024-01-10 | 10      | 4
            2        | loss        | 2024-01-10 | 10      | 17
        """,
    )
    assert {share for (share,) in rows(tiers(db, settings=FEW), "share_of_value")} == {None}


def test_a_tier_on_a_day_is_the_one_of_its_months_start():
    db = draw(
        complete_to=date(2024, 4, 15),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-31 | 10
            2        | b           | 2024-03-31 | 10
            3        | c           | 2024-04-01 | 10
        """,
    )

    def customers(**asked):
        return tiers(db, settings=FEW, **asked).customers.sum()

    assert customers() == 2
    assert customers(day=date(2024, 4, 30)) == 2
    assert customers(day=date(2024, 4, 1)) == 2
    assert customers(day=date(2024, 3, 31)) == 1
    assert customers(as_of=date(2024, 3, 31)) == 2
    assert customers(as_of=date(2024, 3, 30)) == 1
    assert customers(day=date(2024, 1, 31)) == 0
    assert tiers(db, day=date(2023, 12, 31)).empty


# Some customers only ------------------------------------------------------------------------------


def test_some_customers_keep_the_tier_they_have_among_all():
    db = draw(
        complete_to=date(2024, 1, 31),
        orders=customers_worth(range(20, 0, -1)),
        customers="""
            customer_id | region
            000         | West
            004         | West
            019         | East
        """,
    )
    west = Customers(columns=(("region", ("West",)),))
    assert rows(tiers(db, customers=west), "tier", "customers", "share_of_value") == [
        ("A", 1, 20 / 36),
        ("B", 1, 16 / 36),
        ("C", 0, 0),
        ("D", 0, 0),
        ("none", 0, 0),
    ]


def test_churn_of_regions_adds_up_to_churn_of_all():
    db = draw(
        complete_to=date(2024, 5, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-01-20 | 10
            2        | a           | 2024-03-10 | 10
            3        | b           | 2024-02-10 | 30
            4        | c           | 2024-04-20 | 20
        """,
        customers="""
            customer_id | region
            a           | West
            b           | East
            c           | East
        """,
    )

    def counts(metric, columns, **asked):
        return metric(db, settings=FEW, **asked)[columns].to_numpy()

    for metric, columns in (
        (tier_churn, ["customers", "churned"]),
        (churn_flows, ["active", "churned", "won_back", "arrived", "arrived_and_left"]),
    ):
        parts = [
            counts(metric, columns, customers=Customers(columns=(("region", (region,)),)))
            for region in ("West", "East")
        ]
        assert (sum(parts) == counts(metric, columns)).all()
        assert parts[0].any()
        assert parts[1].any()


REGIONS = st.fixed_dictionaries({name: st.sampled_from(("West", "East", None)) for name in IDS})
FLOWS = ["active", "churned", "won_back", "arrived", "arrived_and_left"]


@settings(max_examples=25, deadline=None)
@given(worlds(), REGIONS, st.sampled_from(SILENCES))
def test_customers_counted_one_by_one_are_as_many_as_those_counted_together(world, regions, days):
    known = {row["customer_id"]: row for row in world.customers}
    world.customers = [known.get(name, {"customer_id": name}) for name in regions]
    for row in world.customers:
        row["region"] = regions[row["customer_id"]]
    held = [
        {"customer_id": name, "attribute": "home", "value": region or "elsewhere"}
        for name, region in regions.items()
    ]
    db = draw(**world.drawn(), attributes=held)
    everyone = Customers(attributes=(("home", ("West", "East", "elsewhere")),))
    west = Customers(columns=(("region", ("West",)),))
    home = Customers(attributes=(("home", ("West",)),))
    rest = Customers(attributes=(("home", ("East", "elsewhere")),))
    asked = {"settings": FEW, "silent_days": days}
    for metric in (tier_churn, churn_flows, tiers):
        assert rows(metric(db, **asked)) == rows(metric(db, customers=everyone, **asked))
        assert rows(metric(db, customers=west, **asked)) == rows(
            metric(db, customers=home, **asked)
        )
    parts = [churn_flows(db, customers=some, **asked)[FLOWS].to_numpy() for some in (west, rest)]
    assert (sum(parts) == churn_flows(db, **asked)[FLOWS].to_numpy()).all()


# Flows --------------------------------------------------------------------------------------------


def test_flows_tell_arrivals_lapses_and_returns_apart():
    db = draw(
        complete_to=date(2024, 6, 30),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | first       | 2023-10-01 | 10
            2        | stays       | 2024-01-05 | 10
            3        | stays       | 2024-03-05 | 10
            4        | stays       | 2024-05-05 | 10
            5        | back        | 2024-01-05 | 10
            6        | back        | 2024-05-10 | 10
            7        | gone        | 2024-05-12 | 10
        """,
        customers="""
            customer_id | left_on
            gone        | 2024-05-20
        """,
        contracts="""
            customer_id | starts_on  | ends_on
            brief       | 2024-05-02 | 2024-05-30
            bound       | 2024-06-01 |
        """,
    )
    assert rows(churn_flows(db)) == [
        (date(2024, 1, 1), 0, 0, 0, 2, 0),  # first has been silent for 92 days
        (date(2024, 2, 1), 2, 0, 0, 0, 0),
        (date(2024, 3, 1), 2, 0, 0, 0, 0),
        (date(2024, 4, 1), 2, 1, 0, 0, 0),  # back falls silent
        (date(2024, 5, 1), 1, 0, 1, 3, 2),  # bound has come by the 1st of June
        (date(2024, 6, 1), 3, 0, 0, 0, 0),
    ]


def test_flows_add_up_to_the_next_months_active():
    db = draw(**BUSY.drawn())
    flows = churn_flows(db)
    ends = flows.active + flows.won_back + flows.arrived - flows.churned - flows.arrived_and_left
    assert list(ends[:-1]) == list(flows.active[1:])
    assert flows.won_back.sum() > 0


def busy_world():
    """Forty customers who come and go, the same in every run."""
    start = date(2022, 1, 3)
    orders = [
        {
            "order_id": str(n),
            "line": None,
            "customer_id": str(n * n % 41),
            "ordered_on": start + timedelta(n * 5 % 911),
            "product_id": None,
            "quantity": None,
            "revenue": n % 17,
            "cost": None,
            "status": None,
        }
        for n in range(400)
    ]
    return plain.World(orders=orders, complete_to=date(2024, 7, 1))


BUSY = busy_world()


# The second opinion -------------------------------------------------------------------------------

CUTS = st.sampled_from([FEW, replace(FEW, tiers_from=4), replace(FEW, tier_a=34, tier_b=67)])
ASKED = ("month", "tier", "customers", "churned", "churn_rate", "history_months")


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from(SILENCES), CUTS, st.integers(0, 70))
def test_churn_is_what_loops_make_of_the_same_facts(world, silent_days, cuts, days_before):
    hold_to_the_plain_one(world, silent_days, cuts, days_before)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(worlds(), st.sampled_from(SILENCES), CUTS, st.integers(0, 70))
def test_churn_is_what_loops_make_of_many_more(world, silent_days, cuts, days_before):
    hold_to_the_plain_one(world, silent_days, cuts, days_before)


def hold_to_the_plain_one(world, silent_days, cuts, days_before):
    # A trade long ago, so that there is something to report even of a year's silence.
    world.orders.append(
        {
            "order_id": "0",
            "line": None,
            "customer_id": "d",
            "ordered_on": MONTHS[0],
            "product_id": "p",
            "quantity": 1,
            "revenue": 10,
            "cost": 1,
            "status": None,
        }
    )
    db = draw(**world.drawn())
    asked = {"silent_days": silent_days, "settings": cuts}
    churn = rows(tier_churn(db, **asked), *ASKED)
    assert churn == plain.tier_churn(world, silent_days, cuts)
    assert rows(churn_flows(db, **asked)) == plain.churn_flows(world, silent_days)

    as_of = world.as_of - timedelta(days_before)
    churn = rows(tier_churn(db, as_of=as_of, **asked), *ASKED)
    assert churn == plain.tier_churn(world, silent_days, cuts, as_of)
