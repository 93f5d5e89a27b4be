"""The overview: each number is the one of its own metric, now, before, and a year before."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from pandas import isna

from lib.build import later
from lib.database import Customers
from lib.errors import BadQuestion
from lib.metrics.campaigns import campaign_roi
from lib.metrics.churn import churn_flows, tier_churn, tiers
from lib.metrics.overview import overview, overview_by_month
from lib.metrics.sales import pipeline, win_rate
from lib.metrics.satisfaction import satisfaction_ratio
from lib.settings import DEFAULTS
from tests.drawing import draw, rows

FEW = replace(DEFAULTS, tiers_from=1)


@cache
def company():
    """Three customers and three years, complete to the middle of April 2024."""
    ordered = [date(2021 + n // 12, n % 12 + 1, 15) for n in range(40)]
    orders = [
        {
            "order_id": f"{customer}{day}",
            "customer_id": customer,
            "ordered_on": day,
            "revenue": worth * (1 + day.year - 2021),
        }
        for customer, worth, until in (
            ("a", 20, date(2024, 12, 1)),
            ("b", 70, date(2023, 12, 1)),
            ("c", 10, date(2024, 12, 1)),
        )
        for day in ordered
        if day < until
    ]
    ratings = [
        {
            "response_id": f"{year}-{n}",
            "customer_id": None,
            "answered_on": date(year, 3, 5 + n),
            "aspect": "speed",
            "expected": 10,
            "perceived": year - 2016,
        }
        for year in (2022, 2023, 2024)
        for n in range(5)
    ]
    return draw(
        orders=orders,
        ratings=ratings,
        opportunities="""
            opportunity_id | created_on | stage | amount | closed_on  | outcome
            1              | 2022-01-10 | Offer | 10     | 2022-06-01 | lost
            2              | 2022-05-10 | Offer | 10     | 2023-02-01 | won
            3              | 2022-05-10 | Offer | 10     | 2023-03-31 | lost
            4              | 2023-01-10 | Offer | 30     | 2023-05-01 | won
            5              | 2023-01-10 | Offer | 30     |            | open
        """,
        campaigns="""
            campaign_id | cost
            spring      | 100
        """,
        touches="""
            campaign_id | customer_id | touched_on | kind
            spring      | a           | 2021-01-10 | sent
            spring      | a           | 2024-02-10 | sent
        """,
        complete_to=date(2024, 4, 20),
    )


def told(db, **asked):
    found = rows(overview(db, settings=FEW, **asked), "measure", "value", "before", "a_year_before")
    return {measure: numbers for measure, *numbers in found}


def only(frame, column):
    ((value,),) = rows(frame, column)
    return value


def test_each_number_is_its_own_metrics_of_the_latest_complete_months():
    db = company()
    found = told(db)

    def ratio(since, until):
        return only(satisfaction_ratio(db, by="all", since=since, until=until), "ratio")

    now, earlier = (
        ratio(date(2023, 4, 1), date(2024, 3, 31)),
        ratio(date(2022, 4, 1), date(2023, 3, 31)),
    )
    assert (now, earlier) == (0.8, 0.7)
    assert found["satisfaction_ratio"] == [now, earlier, earlier]

    def closed(since, until):
        return only(win_rate(db, since=since, until=until), "rate")

    now, earlier = (
        closed(date(2023, 4, 1), date(2024, 3, 31)),
        closed(date(2022, 4, 1), date(2023, 3, 31)),
    )
    assert (now, earlier) == (1, 1 / 3)
    assert found["win_rate"] == [now, earlier, earlier]

    def churned(month):
        flows = churn_flows(db)
        flows = flows[flows["month"].dt.date == month]
        return (flows["churned"] / flows["active"]).iloc[0]

    # b bought last on the 15th of November, and passes 90 days on the 13th of February.
    assert churned(date(2024, 2, 1)) == 1 / 3
    assert found["churn_rate"] == [0, 1 / 3, 0]

    def standing(day, column):
        return rows(tiers(db, day=day, settings=FEW), column)

    april, march, last = date(2024, 4, 1), date(2024, 3, 1), date(2023, 4, 1)
    assert found["active_customers"] == [
        sum(active for (active,) in standing(day, "active")) for day in (april, march, last)
    ]
    assert found["value"] == [
        sum(value for (value,) in standing(day, "value")) for day in (april, march, last)
    ]
    assert found["top_20_share"] == [
        only(tiers(db, day=day, settings=FEW).query("tier == 'A'"), "share_of_value")
        for day in (april, march, last)
    ]
    assert found["weighted_pipeline"] == [
        pipeline(db, as_of=day)["weighted"].sum()
        for day in (date(2024, 3, 31), date(2024, 2, 29), date(2023, 3, 31))
    ]
    year = {"since": date(2023, 4, 1), "until": date(2024, 3, 31)}
    assert found["campaign_roi"][0] == only(campaign_roi(db, by="all", **year), "roi")


def test_tier_a_churn_is_that_of_the_periods_last_month():
    db = company()
    found = told(db, until=date(2024, 2, 10))
    rates = dict(rows(tier_churn(db, settings=FEW, tier=("A",)), "month", "churn_rate"))
    assert rates[date(2024, 2, 1)] == 1
    assert found["churn_rate_a"] == [
        rates[month] for month in (date(2024, 2, 1), date(2024, 1, 1), date(2023, 2, 1))
    ]


def test_a_shorter_period_is_compared_with_the_one_before_and_the_same_a_year_before():
    db = company()
    found = told(db, since=date(2024, 3, 1), until=date(2024, 3, 31))
    # Five answers each March, none in February.
    assert found["satisfaction_ratio"] == [0.8, None, 0.7]
    quarter = told(db, since=date(2023, 5, 1), until=date(2023, 7, 31))
    assert quarter["win_rate"] == [1, 0.5, 0]
    assert quarter["active_customers"][0] == 3


def test_an_earlier_day_tells_what_was_known_then():
    db = company()
    found = told(db, as_of=date(2023, 4, 29))
    assert found["satisfaction_ratio"] == [0.7, None, None]
    assert found["value"][0] == (100 * 2) * 9 + (100 * 3) * 3
    assert told(db, as_of=date(2024, 3, 31))["value"] == told(db)["value"]


def test_what_the_data_does_not_reach_back_over_is_not_compared():
    db = company()
    found = told(db, as_of=date(2021, 12, 31))
    assert found["value"] == [100 * 12, None, None]
    assert found["active_customers"] == [3, 3, None]
    assert "win_rate" not in found
    # On the 1st of January 2022 the data reached back to the 15th a year before, not the 1st.
    assert told(db, as_of=date(2022, 1, 31))["value"][1] is None
    assert told(db, as_of=date(2022, 2, 28))["value"][1] == 100 * 11 + 200


def test_a_flow_is_compared_only_with_spans_that_lie_wholly_in_the_data():
    # The year to August 2022 holds answers too, but the first of them is of March.
    found = told(company(), as_of=date(2023, 8, 31))
    assert found["satisfaction_ratio"] == [0.7, None, None]
    assert told(company(), as_of=date(2024, 2, 29))["satisfaction_ratio"] == [0.7, None, None]


def test_customers_are_compared_once_the_data_reaches_back_far_enough():
    # From the 15th of January, 76 days lie before the 1st of April, 106 before the 1st of May.
    spring = told(company(), as_of=date(2021, 4, 30))
    assert spring["active_customers"] == [3, None, None]
    assert "churn_rate" not in spring
    assert told(company(), as_of=date(2022, 1, 31))["top_20_share"][1] is None
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2023-03-01 | 10
            2        | a           | 2024-03-10 | 20
        """,
        complete_to=date(2024, 3, 31),
    )
    assert told(db)["value"] == [20, 10, None]


def test_a_month_that_is_not_over_is_never_told():
    assert told(company(), until=date(2024, 12, 31)) == told(company())


def test_campaigns_that_carry_no_day_are_not_compared():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue | campaign_id
            1        | a           | 2022-03-10 | 10      |
            2        | a           | 2024-03-10 | 30      | spring
        """,
        campaigns="""
            campaign_id | cost
            spring      | 10
        """,
        complete_to=date(2024, 3, 31),
    )
    assert told(db)["campaign_roi"] == [2, None, None]


def test_a_share_of_no_gain_is_not_told():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-03-10 | 10      | 4
            2        | b           | 2024-03-10 | 10      | 40
        """,
        complete_to=date(2024, 3, 31),
    )
    found = told(db)
    assert found["value"] == [-24, None, None]
    assert "top_20_share" not in found


def test_the_best_fifth_is_not_a_customer_more():
    worth = range(1, 11)
    db = draw(
        orders=[
            {"order_id": str(n), "customer_id": str(n), "ordered_on": "2024-01-10", "revenue": n}
            for n in worth
        ],
        complete_to=date(2024, 1, 31),
    )
    # Two of ten are better than the third: 20 %.
    assert told(db)["top_20_share"][0] == (10 + 9) / sum(worth)


def test_tiers_asked_for_are_the_only_ones_counted():
    db = company()
    found = told(db, tier=("B",))
    assert found["active_customers"][0] == 1
    assert found["value"][0] == only(tiers(db, settings=FEW).query("tier == 'B'"), "value")
    winter = date(2024, 2, 29)
    assert "top_20_share" not in told(db, tier=("A",), until=winter)
    assert "churn_rate_a" in told(db, tier=("A",), until=winter)
    assert "churn_rate_a" not in told(db, tier=("C",), until=winter)


def test_only_measures_whose_data_is_there_have_a_row():
    assert overview(draw()).empty
    undated = draw(
        ratings=[
            {"response_id": str(n), "aspect": "speed", "expected": 5, "perceived": 4}
            for n in range(5)
        ]
    )
    assert told(undated) == {"satisfaction_ratio": [0.8, None, None]}
    nobody = draw(
        orders="""
            order_id | ordered_on | revenue
            1        | 2024-01-10 | 10
        """,
        complete_to=date(2024, 3, 31),
    )
    assert told(nobody) == {}


def test_undated_answers_are_not_compared_with_themselves():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2020-01-10 | 10
            2        | a           | 2024-03-10 | 10
        """,
        ratings=[
            {
                "response_id": str(n),
                "aspect": "speed",
                "expected": 5,
                "perceived": 4,
                "answered_on": date(2020, 1, 1) if n == 0 else None,
            }
            for n in range(6)
        ],
        complete_to=date(2024, 3, 31),
    )
    assert told(db)["satisfaction_ratio"] == [0.8, None, None]


def test_a_table_without_orders_is_told_to_its_own_last_complete_month():
    db = draw(
        opportunities="""
            opportunity_id | created_on | stage | amount | closed_on  | outcome
            1              | 2023-01-10 | Offer | 10     | 2023-06-30 | won
            2              | 2023-01-10 | Offer | 10     | 2023-07-15 | lost
        """,
        ratings="""
            response_id | answered_on | aspect | perceived
            1           | 2024-01-10  | speed  | 4
        """,
    )
    assert told(db)["win_rate"] == [1, None, None]


def test_a_question_that_cannot_be_answered_is_refused():
    db = company()
    with pytest.raises(BadQuestion, match="31 and 365"):
        overview(db, silent_days=20)
    with pytest.raises(BadQuestion, match="E"):
        overview(db, tier=("E",))
    with pytest.raises(BadQuestion, match="2024-04-20"):
        overview(db, as_of=date(2024, 4, 21))


def test_every_measure_says_its_unit_and_which_way_is_better():
    # By the end of February the only customer of tier A is still active.
    winter = overview(company(), until=date(2024, 2, 29), settings=FEW)
    found = rows(winter, "measure", "unit", "better")
    assert found == [
        ("satisfaction_ratio", "ratio", "up"),
        ("churn_rate", "share", "down"),
        ("churn_rate_a", "share", "down"),
        ("active_customers", "customers", "up"),
        ("value", "money", "up"),
        ("top_20_share", "share", None),
        ("win_rate", "share", "up"),
        ("weighted_pipeline", "money", "up"),
        ("campaign_roi", "ratio", "up"),
    ]


# Month by month -----------------------------------------------------------------------------------


def by_month(db, **asked):
    """{measure: {month: value}}"""
    told = {}
    for measure, month, value in rows(overview_by_month(db, settings=FEW, **asked)):
        told.setdefault(measure, {})[month] = value
    return told


def months(first, last):
    """Each month, the first day after it, and the period that it is."""
    while first <= last:
        end = later(first, 1)
        yield first, end, {"since": first, "until": end - timedelta(days=1)}
        first = end


WHOM = [
    {},
    {"tier": ("A", "B")},
    {"tier": ("B",)},
    {"customers": Customers(attributes=(("kind", ("old",)),))},
]


@pytest.mark.parametrize("whom", WHOM, ids=["all", "A and B", "B", "some"])
def test_each_month_is_told_as_its_own_metric_tells_it(whom):
    db = busy_company()
    first, last = date(2023, 2, 1), date(2024, 3, 1)
    found = by_month(db, since=date(2023, 2, 17), until=date(2024, 3, 2), **whom)
    asked = {"settings": FEW, **whom}
    some = {name: value for name, value in asked.items() if name != "tier"}
    tier = whom.get("tier", ())
    expected = {}

    def expect(measure, month, value):
        expected.setdefault(measure, {})[month] = value

    for month, end, period in months(first, last):
        ratio = satisfaction_ratio(db, by="all", **period, **asked)["ratio"]
        expect("satisfaction_ratio", month, ratio.iloc[0] if len(ratio) else None)
        churn = tier_churn(db, month=month, **asked)
        a = tier_churn(db, month=month, **some, tier=("A",))
        if not tier:
            flows = churn_flows(db, **period, **some)
            expect("churn_rate", month, ratio_of(flows, "churned", "active"))
        else:
            expect("churn_rate", month, ratio_of(churn, "churned", "customers"))
        if not tier or "A" in tier:
            expect("churn_rate_a", month, ratio_of(a, "churned", "customers"))
        stood = tiers(db, day=end, **some)
        meant = stood[stood["tier"].isin(tier)] if tier else stood
        expect("active_customers", month, meant["active"].sum())
        expect("value", month, meant["value"].sum())
        if not tier:
            expect("top_20_share", month, only(stood.query("tier == 'A'"), "share_of_value"))
        closed = win_rate(db, **period, **asked)["rate"]
        expect("win_rate", month, closed.iloc[0] if len(closed) else None)
    for name, values in expected.items():
        known = {month: None if isna(value) else value for month, value in values.items()}
        if name not in found:
            assert set(known.values()) == {None}, name
        else:
            assert found[name] == pytest.approx(known), name
    assert set(found) <= set(expected)
    assert len(found) >= 4


def ratio_of(frame, part, whole):
    return frame[part].sum() / frame[whole].sum() if frame[whole].sum() else None


@cache
def busy_company():
    """Eight customers who come and go, answer, and decide on opportunities."""
    start = date(2022, 1, 3)
    days = [start + timedelta(n * 7 % 836) for n in range(300)]
    return draw(
        orders=[
            {
                "order_id": str(n),
                "customer_id": str(n * n % 11 + n % 3),
                "ordered_on": day,
                "revenue": n % 13 + 1,
            }
            for n, day in enumerate(days)
            if n % 11 != day.month
        ],
        attributes=[
            {"customer_id": str(n), "attribute": "kind", "value": "old" if n % 3 else "new"}
            for n in range(13)
        ],
        ratings=[
            {
                "response_id": str(n),
                "customer_id": str(n % 13),
                "answered_on": day,
                "aspect": "speed",
                "expected": 10,
                "perceived": 5 + n % 6,
            }
            for n, day in enumerate(days)
        ],
        opportunities=[
            {
                "opportunity_id": str(n),
                "customer_id": str(n % 13),
                "created_on": day,
                "closed_on": day + timedelta(n % 50),
                "stage": "Offer",
                "amount": n,
                "outcome": ("won", "lost", "lost")[n % 3],
            }
            for n, day in enumerate(days[:200])
        ],
        complete_to=date(2024, 4, 20),
    )


def test_months_are_those_of_the_period_and_never_one_that_is_not_over():
    found = by_month(company())
    assert list(found["value"]) == [later(date(2023, 4, 1), ahead) for ahead in range(12)]
    assert by_month(company(), until=date(2024, 12, 31)) == found
    assert list(by_month(company(), since=date(2024, 3, 31))["value"]) == [date(2024, 3, 1)]
    assert found["value"][date(2024, 3, 1)] == told(company())["value"][0]


def test_a_month_the_data_does_not_reach_back_far_enough_for_is_unknown():
    found = by_month(company(), as_of=date(2022, 3, 31))
    # The first order is of the 15th of January 2021.
    assert [found["value"][date(2022, month, 1)] for month in (1, 2)] == [
        100 * 11 + 200,
        100 * 10 + 200 * 2,
    ]
    assert found["value"][date(2021, 12, 1)] is None
    assert found["churn_rate"][date(2021, 4, 1)] is None
    assert found["churn_rate"][date(2021, 5, 1)] == 0
    assert "satisfaction_ratio" not in found


def test_what_has_no_value_in_any_month_is_not_told_by_month():
    assert overview_by_month(draw()).empty
    undated = draw(
        ratings=[
            {"response_id": str(n), "aspect": "speed", "expected": 5, "perceived": 4}
            for n in range(5)
        ]
    )
    assert by_month(undated) == {}
    found = by_month(company(), tier=("A",))
    assert "top_20_share" not in found
    assert {"weighted_pipeline", "campaign_roi"}.isdisjoint(by_month(company()))


def test_what_cannot_be_asked_of_the_overview_cannot_be_asked_by_month():
    with pytest.raises(BadQuestion, match="31 and 365"):
        overview_by_month(company(), silent_days=20)
    with pytest.raises(BadQuestion, match="E"):
        overview_by_month(company(), tier=("E",))
    with pytest.raises(BadQuestion, match="2024-04-20"):
        overview_by_month(company(), as_of=date(2024, 4, 21))


def test_a_ratio_tells_how_many_it_rests_on():
    found = dict(rows(overview(company(), settings=FEW), "measure", "n"))
    # a and c were active on the 1st of March; b, who alone was of tier A, was not. a alone was
    # touched, and its order of the 30 days after is due to that.
    assert found == {
        "satisfaction_ratio": 5,
        "churn_rate": 2,
        "active_customers": None,
        "value": None,
        "top_20_share": None,
        "win_rate": 1,
        "weighted_pipeline": None,
        "campaign_roi": 1,
    }
