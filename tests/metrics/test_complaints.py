"""What customers complain of: by hand, the alarm as lib/metrics/alarms.py judges it."""

from datetime import date

import numpy as np
import pytest
from pandas import Timestamp, isna

from lib.metrics.alarms import LEVEL_OF_MANY, judged_by_past
from lib.metrics.complaints import (
    complaint_pareto,
    complaints,
    failure_causes,
    repeat_complaints,
)
from lib.metrics.overview import overview, overview_by_month
from lib.metrics.promptness import complaint_list
from lib.metrics.three_measures import three_measures
from lib.metrics.widespread import widespread_complaints
from tests.drawing import draw, rows

TO = date(2024, 3, 31)
TOLD = """
    complaint_id | customer_id | opened_at  | kind | valid | cause | rating_after
    1            | a           | 2024-03-01 | late | true  | slow  | 4
    2            | a           | 2024-03-05 | late | false | slow  |
    3            | b           | 2024-03-05 | late |       | wrong | 2
    4            |             | 2024-02-05 | bill | true  |       |
    5            | b           | 2023-03-31 | bill | true  | slow  |
"""
# Active: a and b from April 2023 on, c until it falls silent.
ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2023-01-10 | 10
    2        | a           | 2024-02-20 | 10
    3        | b           | 2024-02-20 | 10
    4        | c           | 2024-01-20 | 10
"""


def told(**tables):
    return draw(complaints=TOLD, orders=ORDERS, complete_to=TO, **tables)


def test_complaints_of_a_month_beside_its_active_customers():
    """Without a period: from April 2023. On 1 March a, b and c are active, on 1 February only c."""
    asked = complaints(told())
    named = ("group", "complaints", "valid", "customers", "rated_complaints", "active_customers")
    assert rows(asked[asked["complaints"] > 0], *named) == [
        (date(2024, 2, 1), 1, 1, 0, 1, 1.0),
        (date(2024, 3, 1), 3, 2, 2, 2, 3.0),
    ]
    assert asked.iloc[-1]["per_1000_active"] == pytest.approx(2000 / 3)


def test_a_month_that_is_not_over_has_no_rate():
    asked = complaints(told(), as_of=date(2024, 3, 30), by="all", since=date(2024, 3, 1))
    assert asked.iloc[0]["complaints"] == 3
    assert isna(asked.iloc[0]["per_1000_active"])


def test_groups_of_complaints_share_the_customers_and_groups_of_customers_do_not():
    customers = "customer_id | region\n a | West\n b | East\n c | East"
    db = told(customers=customers)
    march = {"since": date(2024, 3, 1), "until": TO}
    by_kind = complaints(db, by="kind", **march)
    assert rows(by_kind, "group", "valid", "active_customers") == [("late", 2, 3.0)]
    by_region = complaints(db, by="region", **march)
    assert rows(by_region, "group", "complaints", "valid", "active_customers") == [
        ("West", 2, 1, 1.0),
        ("East", 1, 1, 2.0),
    ]


def test_kinds_by_how_often_they_are_complained_of_those_unfounded_left_out():
    db = told()
    assert rows(complaint_pareto(db), "kind", "complaints", "share", "cumulative_share") == [
        ("late", 2, pytest.approx(2 / 3), pytest.approx(2 / 3)),
        ("bill", 1, pytest.approx(1 / 3), 1),
    ]
    behind = complaint_list(db, by="kind", group="late", valid=True)
    assert list(behind["complaint_id"]) == ["3", "1"]


def test_causes_are_shares_of_those_told():
    db = told()
    asked = failure_causes(db, since=date(2023, 1, 1))
    assert rows(asked, "cause", "complaints") == [("slow", 2), ("wrong", 1), (None, 1)]
    assert asked["share"].isna().all()  # of fewer than five
    assert rows(failure_causes(db, kind="bill"), "cause", "complaints") == [(None, 1)]


def test_a_complaint_of_the_same_within_ninety_days_is_a_repeat():
    db = draw(
        complaints="""
            complaint_id | customer_id | opened_at        | kind
            1            | a           | 2024-01-01 10:00 | late
            2            | a           | 2024-03-31 09:00 | late
            3            | a           | 2024-03-31 10:00 | late
            4            | b           | 2023-12-31 10:00 | late
            5            | b           | 2024-03-31 10:00 | late
            6            | b           | 2024-03-31 10:00 | bill
            7            |             | 2024-03-31 10:00 | late
            8            | a           | 2024-03-31 10:00 |
        """,
        complete_to=TO,
    )
    asked = repeat_complaints(db, since=date(2024, 3, 1), until=TO)
    assert rows(asked, "group", "complaints", "repeats", "customers") == [
        ("late", 3, 2, 1),  # 90 days after the first; the other customer's came after 91
        ("bill", 1, 0, 0),
    ]
    assert list(complaint_list(db, fate="repeat")["complaint_id"]) == ["3", "2"]


# What is widespread -------------------------------------------------------------------------------


def company(counts, kind="late"):
    """So many complaints in each month from January 2023 on, by nobody known."""
    months = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(len(counts))]
    return [
        {"complaint_id": f"{kind}{month}{n}", "opened_at": month, "kind": kind}
        for month, count in zip(months, counts, strict=True)
        for n in range(count)
    ]


def test_a_surge_of_one_kind_is_an_alarm_and_the_others_are_none():
    usual, surge = [3, 4, 2, 3, 5, 3, 4, 3, 2, 4, 3, 4], [30]
    rows_ = company(usual + surge) + company([6] * 13, "bill")
    asked = widespread_complaints(draw(complaints=rows_, complete_to=date(2024, 1, 31)))
    assert list(asked[asked["alarm"].fillna(False)][["kind", "month"]].itertuples(index=False)) == [
        ("late", Timestamp("2024-01-01"))
    ]
    # Nobody's trade is known: months count alike.
    late = asked[asked["kind"] == "late"].iloc[-1]
    assert late["expected"] == pytest.approx(40 / 12)
    judged = judged_by_past(usual + surge, np.ones(13), LEVEL_OF_MANY)
    assert late["limit"] == pytest.approx(judged.limit[-1])
    assert asked["active_customers"].isna().all()


def test_a_month_with_fewer_than_six_before_it_is_not_judged():
    asked = widespread_complaints(
        draw(complaints=company([1] * 8), complete_to=date(2023, 8, 31)), since=date(2023, 1, 1)
    )
    assert list(asked["alarm"].isna()) == [True] * 6 + [False] * 2


def test_months_begin_with_the_first_that_is_known_whole_and_end_complete():
    some = [{"complaint_id": "1", "opened_at": "2023-01-02", "kind": "late"}]
    db = draw(complaints=some, complete_to=date(2023, 4, 29))
    asked = widespread_complaints(db, since=date(2023, 1, 1))
    assert [month.month for month in asked["month"]] == [2, 3]
    assert list(asked["complaints"]) == [0, 0]


def test_kinds_that_do_not_change_seldom_alarm():
    """False alarms of steady kinds over the months judged, by chance counts of a known rate."""
    chance = np.random.default_rng(7)
    counts = chance.poisson(4, (400, 30))
    assert np.nanmean(judged_by_past(counts, np.ones(30), LEVEL_OF_MANY).alarm) < 0.002
    rates = 4 * chance.gamma(5, 1 / 5, (400, 30))  # as much spread again as by chance alone
    counts = chance.poisson(rates)
    assert np.nanmean(judged_by_past(counts, np.ones(30), LEVEL_OF_MANY).alarm) < 0.005
    counts[:, -1] = 40
    assert judged_by_past(counts, np.ones(30), LEVEL_OF_MANY).alarm[:, -1].mean() > 0.95


# The three things most in need of measuring -------------------------------------------------------

ANSWERS = [
    {
        "answered_on": "2024-02-10",
        "respondent": str(n),
        "unit": "shop",
        "aspect": "pay",
        "score": 4,
        "score_max": 5 if n else None,  # one names no maximum: the others' is meant
    }
    for n in range(5)
]
PAID = """
    payment_id | paid_on    | amount
    1          | 2024-02-10 | 100
    2          | 2024-02-20 | -30
    3          | 2024-03-01 | 50
    4          | 2024-04-01 | 999
"""


def test_three_measures_by_month():
    db = draw(payments=PAID, employee_surveys=ANSWERS, orders=ORDERS, complete_to=TO)
    named = ("month", "employees", "employees_asked", "cash", "payments", "is_complete")
    assert rows(three_measures(db), *named) == [
        (date(2024, 2, 1), 0.8, 5, 70.0, 2, True),
        (date(2024, 3, 1), None, 0, 50.0, 1, True),
    ]


def test_few_employees_stay_unheard():
    few = ANSWERS[:4]
    db = draw(employee_surveys=few, complete_to=TO)
    assert rows(three_measures(db), "employees", "employees_asked") == [(None, 4)]


def test_the_overview_tells_complaints_and_cash():
    db = draw(payments=PAID, complaints=TOLD, orders=ORDERS, complete_to=TO)
    told_ = overview(db, since=date(2024, 3, 1), until=TO).set_index("measure")["value"]
    assert told_["complaints_per_1000"] == pytest.approx(2000 / 3)
    assert told_["cash_received"] == 50
    months = overview_by_month(db, since=date(2024, 2, 1), until=TO)
    cash = months[months["measure"] == "cash_received"]["value"]
    assert list(cash)[-1] == 50


@pytest.mark.parametrize(
    "metric",
    [
        complaints,
        complaint_pareto,
        widespread_complaints,
        repeat_complaints,
        failure_causes,
        three_measures,
    ],
)
def test_a_store_without_complaints_gives_columns_and_no_rows(metric):
    assert metric(draw()).empty
    assert len(metric(draw()).columns) > 4
