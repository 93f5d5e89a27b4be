"""What customers are worth: by hand on drawn companies, and against the same in pandas."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.command_line.answers import answer
from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.acquisition import acquisition
from lib.metrics.churn import tiers
from lib.metrics.value import customer_profit, pareto, pareto_summary, profit_by_month
from lib.metrics.value_lists import bridge_list, new_customers, pareto_list, tier_move_list
from lib.metrics.value_moves import profit_bridge, tier_moves
from lib.settings import DEFAULTS
from tests.drawing import draw, rows
from tests.metrics import plain_standing as standing_plain
from tests.metrics import plain_value as plain
from tests.metrics.worlds import worlds

FEW = replace(DEFAULTS, tiers_from=1)  # tiers however few the customers
DAY = timedelta(days=1)
LEVELS = ("revenue", "marginal", "contribution", "net")

# Profit ------------------------------------------------------------------------------------------

SALES = """
    order_id | customer_id | ordered_on | revenue | cost
    1        | a           | 2024-01-10 |     100 |   60
    2        | b           | 2024-01-20 |     200 |   80
    3        |             | 2024-01-25 |      50 |   20
    4        | a           | 2024-02-05 |      40 |
    5        | b           | 2024-02-06 |     960 |  500
    6        | a           | 2024-03-10 |      10 |    4
"""
SERVING = """
    customer_id | spent_on   | kind  | amount
    b           | 2024-01-31 | visit | 30
    c           | 2024-02-01 | visit | 5
"""
CAMPAIGNS = """
    campaign_id | purpose | started_on | ended_on   | cost
    letter      | keep    | 2024-01-01 | 2024-01-10 | 20
    poster      | win     | 2024-01-22 | 2024-02-20 | 30
"""
TOUCHES = """
    campaign_id | customer_id | touched_on | kind | in_control
    letter      | a           | 2024-01-02 | sent |
    letter      | b           | 2024-01-09 | sent |
    letter      | c           | 2024-01-09 | sent | true
"""


@pytest.fixture(scope="module")
def shop():
    """Open until the tenth of March: a month that is not over."""
    return draw(
        complete_to=date(2024, 3, 10),
        orders=SALES,
        costs_to_serve=SERVING,
        campaigns=CAMPAIGNS,
        touches=TOUCHES,
    )


def test_a_customers_month_has_each_level_as_far_as_it_is_known(shop):
    found = customer_profit(shop, since=date(2024, 1, 1))
    assert rows(found, "month", "customer_id", *LEVELS) == [
        (date(2024, 3, 1), "a", 10, 6, None, None),  # nobody's cost to serve is known in March
        (date(2024, 2, 1), "b", 960, 460, 460, 460),
        (date(2024, 2, 1), "c", 0, 0, -5, -5),
        (date(2024, 2, 1), "a", 40, None, None, None),
        (date(2024, 1, 1), "b", 200, 120, 90, 80),
        (date(2024, 1, 1), "a", 100, 40, 40, 30),
    ]


def test_the_margin_rate_is_net_by_revenue_and_unknown_without_any(shop):
    found = customer_profit(shop, month=date(2024, 2, 17))
    assert rows(found, "customer_id", "margin_rate", "total") == [
        ("b", 460 / 960, 3),
        ("c", None, 3),
        ("a", None, 3),
    ]


def test_the_best_customers_and_one_of_them(shop):
    assert set(customer_profit(shop, top=1)["customer_id"]) == {"b"}
    assert list(customer_profit(shop, customer_id="c")["net"]) == [-5]
    assert customer_profit(shop, customer_id="nobody").empty
    assert len(customer_profit(shop, limit=2)) == 2
    with pytest.raises(BadQuestion):
        customer_profit(shop, top=-1)


def test_the_company_has_the_lines_of_nobody_and_campaigns_that_touched_nobody(shop):
    """The poster ran ten days of January and twenty of February: 30 in proportion."""
    found = profit_by_month(shop)
    columns = ("month", "customers", *LEVELS, "without_customer", "not_allotted", "is_complete")
    assert rows(found, *columns) == [
        (date(2024, 1, 1), 2, 350, 190, 160, 130, 50, 10, True),
        (date(2024, 2, 1), 3, 1000, 460, 455, 435, 0, 20, True),
        (date(2024, 3, 1), 1, 10, 6, None, None, 0, 0, False),
    ]
    assert list(found["margin_rate"])[0] == 130 / 350


def test_a_level_known_for_less_than_most_of_the_revenue_is_not_told(shop):
    dearer = SALES.replace("      40 |", "      60 |")
    db = draw(complete_to=date(2024, 3, 10), orders=dearer)
    assert list(profit_by_month(db)["marginal"].isna()) == [False, True, False]


def test_some_customers_only_have_neither_others_lines_nor_what_was_not_allotted(shop):
    people = "customer_id | region\n a | West\n b | East"
    db = draw(
        complete_to=date(2024, 3, 10),
        orders=SALES,
        customers=people,
        costs_to_serve=SERVING,
        campaigns=CAMPAIGNS,
        touches=TOUCHES,
    )
    east = Customers(columns=(("region", ("East",)),))
    found = profit_by_month(db, customers=east, until=date(2024, 1, 31))
    columns = ("revenue", "net", "without_customer", "not_allotted")
    assert rows(found, *columns) == [(200, 80, 0, 0)]
    of_tier = profit_by_month(db, tier=("A",), settings=FEW)
    # At the start of February b leads with 90 of contribution, and in March too.
    assert rows(of_tier, "month", "revenue") == [
        (date(2024, 1, 1), 0),
        (date(2024, 2, 1), 960),
        (date(2024, 3, 1), 0),
    ]


def test_an_earlier_day_leaves_out_the_month_it_cuts(shop):
    found = profit_by_month(shop, as_of=date(2024, 2, 10))
    assert rows(found, "month", "is_complete") == [(date(2024, 1, 1), True)]


# The whale curve ---------------------------------------------------------------------------------


def crowd(values, day="2024-01-10"):
    """One customer a value, called by its place in the list."""
    return [
        {"order_id": f"{n}", "customer_id": f"c{n:02}", "ordered_on": day, "revenue": value}
        for n, value in enumerate(values)
    ]


@cache
def whale():
    """Two who earn, one who brings nothing, two whose refunds outweigh what they bought."""
    sold = crowd([60, 50, 0, 10, 10])
    back = [
        {"order_id": "r3", "customer_id": "c03", "ordered_on": "2024-01-20", "revenue": -20},
        {"order_id": "r4", "customer_id": "c04", "ordered_on": "2024-01-20", "revenue": -10.5},
    ]
    return draw(orders=sold + back, complete_to=date(2024, 1, 31))


def test_the_whale_curve_rises_to_its_peak_and_falls():
    """Values 60, 50, 0, -0.5, -10 of 99.5."""
    found = pareto(whale())
    assert list(found) == ["percentile", "customers", "value", "share", "cumulative_share"]
    assert list(found["percentile"]) == list(range(1, 101))
    held = found[found["customers"] > 0]
    assert list(held["percentile"]) == [1, 21, 41, 61, 81]
    assert list(held["cumulative_share"]) == pytest.approx(
        [60 / 99.5, 110 / 99.5, 110 / 99.5, 109.5 / 99.5, 1]
    )


def test_the_peak_stands_where_the_first_takes_away_and_gini_is_not_told_beside_losses():
    now, before = pareto_summary(whale()).itertuples(index=False)
    assert (now.side, now.basis, now.customers, now.value) == ("now", "revenue", 5, 99.5)
    assert (now.peak, now.peak_share, now.peak_at) == (110, pytest.approx(110 / 99.5), 0.6)
    assert (now.beyond, now.beyond_value) == (2, -10.5)
    assert now.top_20_share == pytest.approx(60 / 99.5)
    assert rows(pareto_summary(whale()), "gini", "customers")[0][0] is None
    assert before.side == "a_year_ago"
    assert rows(pareto_summary(whale()), "value")[1] == (None,)


@pytest.mark.parametrize(
    ("values", "gini"), [([5, 5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([0, 0], None)]
)
def test_gini_of_a_few(values, gini):
    db = draw(orders=crowd(values), complete_to=date(2024, 1, 31))
    found = rows(pareto_summary(db), "gini")[0][0]
    assert found == (None if gini is None else pytest.approx(gini))


def test_behind_the_curve_stand_as_many_customers_as_it_says():
    db = whale()
    beyond = pareto_list(db, beyond_peak=True, settings=FEW)
    assert rows(beyond, "customer_id", "badge", "place") == [
        ("c03", "destroys_profit", 5),
        ("c04", "destroys_profit", 4),
    ]
    assert rows(pareto_list(db, percentile=21), "customer_id", "value") == [("c01", 50)]
    assert pareto_list(db, percentile=22).empty
    with pytest.raises(BadQuestion):
        pareto_list(db, percentile=0)


def test_some_customers_are_ranked_among_themselves():
    people = [{"customer_id": f"c{n:02}", "region": "West"} for n in (1, 2)]
    db = draw(orders=crowd([60, 50, 30]), customers=people, complete_to=date(2024, 1, 31))
    west = Customers(columns=(("region", ("West",)),))
    found = pareto(db, customers=west)
    assert rows(found[found["customers"] > 0], "percentile", "value") == [(1, 50), (51, 30)]
    assert len(pareto_list(db, percentile=51, customers=west)) == 1


# From year to year -------------------------------------------------------------------------------

YEARS = """
    order_id | customer_id | ordered_on | revenue
    1        | old         | 2021-12-20 | 1
    2        | grown       | 2022-06-01 | 10
    3        | shrunk      | 2022-06-01 | 30
    4        | lost        | 2022-06-01 | 7
    5        | same        | 2022-06-01 | 5
    6        | grown       | 2023-06-01 | 25
    7        | shrunk      | 2023-06-01 | 12
    8        | same        | 2023-06-01 | 5
    9        | new         | 2023-06-01 | 40
    10       | old         | 2023-06-02 | 3
"""


@cache
def years():
    return draw(orders=YEARS, complete_to=date(2023, 12, 31))


def test_the_bridge_names_what_became_of_each_customers_value():
    found = profit_bridge(years())
    assert rows(found, "part", "customers", "value", "before", "after") == [
        ("new", 2, 43, 0, 43),  # one for the first time, one again
        ("grown", 1, 15, 10, 25),
        ("shrunk", 1, -18, 30, 12),
        ("lost", 1, -7, 7, 0),
        ("unchanged", 1, 0, 5, 5),
    ]


def test_the_bridge_stands_between_the_values_of_the_tiers():
    db = years()
    found = profit_bridge(db)
    ends = [tiers(db, day=day)["value"].sum() for day in (date(2023, 1, 1), date(2024, 1, 1))]
    assert [found["before"].sum(), found["after"].sum()] == ends
    assert found["value"].sum() == ends[1] - ends[0]


def test_there_is_no_bridge_before_both_years_are_whole():
    db = years()
    assert profit_bridge(db, as_of=date(2023, 11, 30)).empty
    assert list(profit_bridge(db, as_of=date(2023, 12, 31))["part"])
    assert list(profit_bridge(db)) == ["part", "customers", "value", "before", "after"]


def test_who_is_not_valued_in_one_of_the_years_is_told_apart_and_all_adds_up():
    heading, *costed = (f"{line} | 0" for line in YEARS.strip().splitlines())
    lines = [heading.replace("| 0", "| cost"), *costed]
    lines[5] = lines[5].removesuffix("0")  # of `same` in 2022
    db = draw(orders="\n".join(lines), complete_to=date(2023, 12, 31))
    found = profit_bridge(db)
    assert rows(found, "part", "customers", "value")[-2:] == [
        ("unchanged", 0, 0),
        ("not_known", 1, 5),
    ]
    ends = [tiers(db, day=day)["value"].sum() for day in (date(2023, 1, 1), date(2024, 1, 1))]
    assert found["value"].sum() == ends[1] - ends[0]
    assert rows(bridge_list(db, part="not_known"), "customer_id", "value_before", "change") == [
        ("same", None, None)
    ]


def test_the_bridges_customers_are_listed_by_how_much_they_changed():
    db = years()
    found = bridge_list(db, settings=FEW)
    assert rows(found, "customer_id", "part", "change", "tier") == [
        ("new", "new", 40, "A"),
        ("shrunk", "shrunk", -18, "B"),
        ("grown", "grown", 15, "B"),
        ("lost", "lost", -7, "C"),  # as it stood a year ago
        ("old", "new", 3, "D"),
        ("same", "unchanged", 0, "C"),
    ]
    with pytest.raises(BadQuestion):
        bridge_list(db, part="gone")


WORTH = tuple(map(Decimal, ("5", "10", "10", "-10", "0.5")))
near_years = st.dates(date(2021, 12, 1), date(2024, 1, 2))
trades = st.lists(
    st.tuples(st.sampled_from("abcdef"), near_years, st.sampled_from(WORTH)),
    max_size=25,
)


@settings(max_examples=8, deadline=None)
@given(trades)
def test_the_bridge_is_what_pandas_makes_of_the_orders(trades):
    world = standing_plain.World(
        orders=[
            {"order_id": str(n), "customer_id": who, "ordered_on": day, "revenue": worth}
            | dict.fromkeys(("quantity", "cost", "product_id", "status"))
            for n, (who, day, worth) in enumerate([*trades, ("z", date(2021, 12, 1), WORTH[0])])
        ],
        complete_to=date(2024, 1, 2),
    )
    db = draw(**world.drawn())
    stood = standing_plain.standing(world)
    wanted = plain.bridge(*(plain.at(stood, date(year, 1, 1)) for year in (2023, 2024)))
    found = {
        part: (customers, value)
        for part, customers, value in rows(profit_bridge(db), "part", "customers", "value")
        if customers
    }
    assert found == wanted
    for part, (customers, _) in wanted.items():
        assert len(bridge_list(db, part=part)) == customers


# Between tiers -----------------------------------------------------------------------------------


def test_moves_between_tiers_add_up_to_the_tiers_at_either_end():
    db = years()
    found = tier_moves(db, from_=date(2023, 1, 20), to=date(2024, 1, 3), settings=FEW)
    moved = found[found["customers"] > 0]
    # A year ago 30, 10, 7 and 5 make A, B, C and C; now 40, 25, 12, 5 and 3 make A, B, B, C and D.
    assert rows(moved, "tier_from", "tier_to", "customers", "value_from", "value_to") == [
        ("A", "B", 1, 30, 12),
        ("B", "B", 1, 10, 25),
        ("C", "C", 1, 5, 5),
        ("C", "left", 1, 7, 0),
        ("new", "A", 1, 0, 40),
        ("new", "D", 1, 0, 3),
    ]
    for name, day in (("tier_from", date(2023, 1, 1)), ("tier_to", date(2024, 1, 1))):
        sums = found.groupby(name)["customers"].sum()
        standing = tiers(db, day=day, settings=FEW).set_index("tier")["customers"]
        assert all(sums[tier] == count for tier, count in standing.items())
    assert set(found["history_months"]) == {12}


def test_of_a_tier_are_those_who_stood_in_it_then():
    """A year ago 30, 10, 7 and 5 make A, B, C and C; now 40, 25, 12, 5 and 3 make A, B, B, C, D."""
    db = years()
    asked = {"tier": ("A", "C"), "settings": FEW}
    bridge = profit_bridge(db, **asked)
    assert rows(bridge[bridge["customers"] > 0], "part", "value", "before", "after") == [
        ("shrunk", -18, 30, 12),
        ("lost", -7, 7, 0),
        ("unchanged", 0, 5, 5),
    ]
    assert list(bridge_list(db, **asked)["customer_id"]) == ["shrunk", "lost", "same"]
    moved = tier_moves(db, **asked)
    moved = moved[moved["customers"] > 0]
    assert rows(moved, "tier_from", "tier_to") == [("A", "B"), ("C", "C"), ("C", "left")]
    assert len(tier_move_list(db, **asked)) == 3
    curve = pareto(db, tier=("B",), settings=FEW)
    assert rows(curve[curve["customers"] > 0], "percentile", "value") == [(1, 25), (51, 12)]
    sides = rows(pareto_summary(db, tier=("B",), settings=FEW), "side", "customers", "value")
    assert sides[0] == ("now", 2, 37)
    listed = pareto_list(db, tier=("B",), settings=FEW)
    assert rows(listed, "customer_id", "place") == [("grown", 1), ("shrunk", 2)]


def test_moves_are_asked_for_on_the_command_line_by_from_and_to():
    db = years()
    told = answer(db, "tier_moves", ["from=2023-01-01", "to=2024-01-01"], FEW, "csv")
    assert told.splitlines()[2] == "A,B,1,30,12,2023-01-01,2024-01-01,12"
    with pytest.raises(BadQuestion, match="from is 2024-02-01"):
        tier_moves(db, from_=date(2024, 2, 1), to=date(2024, 1, 1))
    assert tier_moves(db, from_=date(2021, 12, 3)).empty


# Winning and keeping -----------------------------------------------------------------------------

COMINGS = """
    order_id | customer_id | ordered_on | revenue | cost
    1        | first       | 2023-01-01 |      10 | 0
    2        | first       | 2023-05-10 |      10 | 0
    3        | a           | 2023-05-11 |      40 | 10
    4        | b           | 2023-05-12 |      20 | 10
    5        | a           | 2023-06-11 |      40 | 10
    6        | c           | 2023-06-12 |      20 | 10
    7        | first       | 2023-06-13 |      30 | 0
"""
WON = """
    customer_id | acquired_on | acquisition_cost
    a           | 2023-05-02  | 15
    b           |             | 5
"""
SPENDING = """
    campaign_id | purpose | started_on | ended_on   | cost
    fair        | win     | 2023-05-21 | 2023-06-09 | 40
    card        | keep    | 2023-06-01 | 2023-06-10 | 6
    talk        |         | 2023-06-01 | 2023-06-10 | 99
"""


def comings(**more):
    told = {"orders": COMINGS, "customers": WON, "campaigns": SPENDING} | more
    return draw(complete_to=date(2023, 6, 30), **told)


def test_winning_is_counted_where_it_is_spent_and_paid_back_by_what_the_newly_won_bring():
    """The fair ran eleven of its twenty days in May. In June a, b and c had come within the year,
    and so had the first, in January; together they bring 30 + 0 + 10 + 30."""
    found = acquisition(comings(), since=date(2023, 5, 1))
    columns = ("month", "new", "kept", "spend_to_win", "cac", "won", "won_value", "value_each")
    assert rows(found, *columns) == [
        (date(2023, 5, 1), 2, 0, 42, 21, 3, 50, pytest.approx(50 / 3)),
        (date(2023, 6, 1), 1, 3, 18, 18, 4, 70, 17.5),
    ]
    assert list(found["payback_months"]) == pytest.approx([21 / (50 / 3), 18 / 17.5])
    assert rows(found, "spend_to_keep", "cost_per_kept", "basis") == [
        (None, None, "marginal"),
        (6, 2, "marginal"),
    ]


def test_all_months_together_are_ratios_of_sums():
    found = acquisition(comings(), by="all", since=date(2023, 5, 1))
    columns = ("month", "new", "spend_to_win", "cac", "spend_to_keep", "cost_per_kept")
    assert rows(found, *columns) == [(None, 3, 60, 20, 6, 2)]
    assert list(found["payback_months"]) == pytest.approx([20 / (120 / 7)])


def test_what_a_campaign_costs_is_not_known_of_some_customers_or_without_its_cost():
    unknown = comings(campaigns=SPENDING.replace("| 40", "|   "))
    everyone = acquisition(unknown, since=date(2023, 5, 1))
    assert list(everyone["spend_to_win"].isna()) == [True, True]
    people = "customer_id | region\n a | West\n b | West"
    west = Customers(columns=(("region", ("West",)),))
    some = acquisition(comings(customers=people), since=date(2023, 5, 1), customers=west)
    assert rows(some, "new", "spend_to_win") == [(2, None), (0, None)]


def test_by_channel_a_campaign_counts_where_customers_name_its_channel():
    """a and b came through the fair in May, c in June does not tell; nobody names radio."""
    db = comings(
        customers="""
            customer_id | acquired_on | acquisition_cost | acquired_through
            a           | 2023-05-02  | 15               | fair
            b           |             |                  | fair
            first       |             |                  | shop
        """,
        campaigns="""
            campaign_id | purpose | channel | started_on | ended_on   | cost
            fair        | win     | fair    | 2023-05-21 | 2023-06-09 | 40
            radio       | win     | radio   | 2023-05-01 | 2023-05-10 | 7
            card        | keep    | fair    | 2023-06-01 | 2023-06-10 | 6
        """,
    )
    found = acquisition(db, by="channel", since=date(2023, 5, 1))
    columns = ("channel", "new", "spend_to_win", "cac", "won", "won_value", "kept", "spend_to_keep")
    assert rows(found, *columns) == [
        ("fair", 2, 55, 27.5, 4, 70, None, None),
        (None, 1, 7, None, 1, 10, None, None),
    ]
    assert found["payback_months"][0] == pytest.approx(27.5 / (70 / 4))
    everyone = acquisition(db, by="all", since=date(2023, 5, 1))
    assert everyone["spend_to_win"][0] == found["spend_to_win"].sum()
    for channel, wanted in (("fair", ["a", "b"]), ("", ["c"]), ("shop", [])):
        who = new_customers(db, since=date(2023, 5, 1), channel=channel)
        assert sorted(who["customer_id"]) == wanted


def test_behind_the_new_stand_as_many_customers():
    db = comings()
    assert rows(new_customers(db, month=date(2023, 5, 9)), "customer_id", "acquisition_cost") == [
        ("a", 15),
        ("b", 5),
    ]
    assert len(new_customers(db)) == acquisition(db)["new"].sum()


EMPTY = {
    "nothing": {},
    "campaigns alone": {"campaigns": SPENDING, "touches": TOUCHES},
    "costs alone": {"costs_to_serve": SERVING},
    "contracts alone": {"contracts": "customer_id | starts_on\n a | 2024-01-01"},
}
ASKED = (
    *(customer_profit, profit_by_month, profit_bridge, pareto, pareto_summary, tier_moves),
    *(acquisition, pareto_list, bridge_list, tier_move_list, new_customers),
)


@pytest.mark.parametrize("tables", EMPTY.values(), ids=EMPTY)
def test_every_metric_answers_whatever_is_missing(tables):
    db = draw(**tables)
    for metric in ASKED:
        assert len(metric(db).columns) > 4, metric.__name__
    for by in ("all", "channel"):
        assert list(acquisition(db, by=by).columns) == list(acquisition(db).columns)


# Against pandas -----------------------------------------------------------------------------------


@settings(max_examples=8, deadline=None)
@given(worlds(orders=20), st.integers(1, 12))
def test_value_is_what_pandas_makes_of_the_same_company(world, months):
    """One build for all of it, as that is what takes the time."""
    db = draw(**world.drawn())
    stood = standing_plain.standing(world)
    _profit_is_the_same(db, world)
    latest = (world.as_of + DAY).replace(day=1)
    first = latest
    for _ in range(months):
        first = (first - DAY).replace(day=1)
    for day in (first, latest):
        _curve_is_the_same(db, plain.at(stood, day).values(), day)
    _moves_are_the_same(db, stood, first, latest)


def _profit_is_the_same(db, world):
    since = min(world.months, default=world.as_of)
    table = plain.customer_profit(world)
    levels = zip(table.index, table.itertuples(index=False), strict=True)
    found = customer_profit(db, since=since)
    assert {
        (customer, month): tuple(map(plain.money, levels))
        for customer, month, *levels in rows(found, "customer_id", "month", *LEVELS)
    } == {key: tuple(map(plain.money, values)) for key, values in levels}
    # The company: what is known of customers, and of lines without one.
    lines = plain.lines(world)
    everyone = lines.groupby("month")["revenue"].sum()
    nobody = lines[lines["customer"] == ""].dropna()
    by_nobody = (nobody["revenue"] - nobody["cost"]).groupby(nobody["month"]).sum()
    for month, revenue, *levels in rows(profit_by_month(db, since=since), "month", *LEVELS):
        assert plain.money(revenue) == plain.money(everyone.get(month, 0.0))
        of_month = table[table.index.get_level_values("month") == month]
        for name, level in zip(LEVELS[1:], levels, strict=True):
            total = of_month[name].sum() + by_nobody.get(month, 0.0)
            assert level is None or level == pytest.approx(total, abs=1e-3)


def _curve_is_the_same(db, standing, day):
    values = [value for value in standing if value is not None]
    found = pareto(db, day=day)
    if not values:
        # Before the first month start, or with nobody valued there, nothing is drawn.
        assert found.empty or found["customers"].sum() == 0 or day < date(2022, 12, 1)
        return
    wanted = plain.pareto(values)
    assert list(found["customers"]) == list(wanted["count"])
    for name, column in (("value", "sum"), ("share", "share"), ("cumulative_share",) * 2):
        assert list(found[name].astype(float)) == pytest.approx(
            list(wanted[column]), abs=1e-9, nan_ok=True
        )
    told = pareto_summary(db, day=day).iloc[0]
    for name, value in plain.summary(values).items():
        if value is None:
            assert told.isna()[name], name
        else:
            assert float(told[name]) == pytest.approx(value, abs=1e-9), name


def _moves_are_the_same(db, stood, first, latest):
    """And each cell opens its customers."""
    found = tier_moves(db, from_=first, to=latest, settings=FEW)
    if found.empty:  # the data begins later
        return
    wanted = plain.tier_moves(stood, first, latest, FEW)
    assert rows(found, "tier_from", "tier_to", "customers") == wanted
    for tier_from, tier_to, customers in wanted:
        if customers:
            asked = {"tier_from": tier_from, "tier_to": tier_to, "from_": first, "to": latest}
            assert len(tier_move_list(db, settings=FEW, **asked)) == customers
