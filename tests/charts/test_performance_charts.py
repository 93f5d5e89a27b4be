"""What the figures and findings of sales, targets, bills and contacts say."""

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, BRAND
from lib.findings import FINDINGS
from lib.findings.performance import how_performance_stands
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels


def test_sales_stand_most_first_each_against_its_target_else_last_year():
    figure = charts.sales_by_group(frame(frames.PERFORMANCE), ENGLISH)
    sold, last_year, target = figure.data
    assert list(sold.x) == [600, 300, 100]
    assert list(sold.marker.color) == [BRAND, BAD, BRAND]
    assert list(sold.marker.pattern.shape) == ["", "/", ""]
    assert list(last_year.x) == [500, 400]
    assert list(target.x) == [550, 400]
    assert labels(figure)[::2] == ["Ann", "Bo", "not known"]
    assert labels(figure)[1::2] == ["109% of target   $600", "75% of target   $300", "$100"]


def test_a_bar_of_sales_names_its_group_or_that_nobody_told():
    figure = charts.sales_by_group(frame(frames.PERFORMANCE), ENGLISH)
    stands_for = [tuple(mark[1:]) for mark in figure.data[0].customdata]
    assert stands_for == [("Ann", False), ("Bo", False), (None, True)]


def test_months_behind_their_pace_are_hatched_and_the_unfinished_one_is_pale():
    bars, targets = charts.targets_by_month(frame(frames.TARGETS), ENGLISH).data
    assert list(bars.y) == [120, 90, 40]
    assert list(bars.marker.pattern.shape) == ["", "/", "/"]
    assert list(bars.marker.opacity) == [1, 1, 0.55]
    assert list(targets.y) == [100, 100, 100]
    assert bars.customdata[2][0].endswith("80% of what 50% of the month should have brought")
    assert bars.customdata[2][1] == "2024-03-01"


def test_who_is_furthest_behind_stands_first_and_who_is_not_known_nowhere():
    figure = charts.targets_by_group(frame(frames.TARGET_GROUPS), ENGLISH)
    assert list(figure.data[0].x) == [0.75, 1.1]
    assert labels(figure)[::2] == ["South", "North"]


def test_old_bills_are_hatched_and_each_band_says_how_many_owe():
    figure = charts.receivables_by_age(frame(frames.RECEIVABLES), ENGLISH)
    (bars,) = figure.data
    assert list(bars.x) == [600, 100, 60, 240]
    assert list(bars.marker.pattern.shape) == ["", "", "/", "/"]
    assert [mark[1] for mark in bars.customdata] == ["to_30", "to_60", "to_90", "over_90"]
    assert labels(figure)[1] == "8 customers   $600"


def test_each_tier_is_divided_by_how_long_ago_somebody_spoke_to_it():
    figure = charts.contact_gaps_by_tier(frame(frames.GAPS), ENGLISH)
    assert [list(band.x) for band in figure.data] == [
        [0.6, 0.2],
        [0.2, 0.2],
        [0.06, 0.1],
        [0.12, 0.1],
        [0.02, 0.4],
    ]
    assert labels(figure)[1::2] == ["7 of 50 not for 180 days", "50 of 100 not for 180 days"]
    assert tuple(figure.data[4].customdata[0]) == ("1 of 50 customers: never", "A", "never")


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "sales_by_group",
            frames.PERFORMANCE,
            "“Ann” sold most, $600, 60% of all; furthest behind its target is “Bo”, at 75%",
        ),
        (
            "targets_by_month",
            frames.TARGETS,
            "1 of 2 months reached their target; Mar 2024 stands at 80% of its planned pace",
        ),
        (
            "targets_by_group",
            frames.TARGET_GROUPS,
            "1 of 2 are behind their target; furthest “South”, at 75%",
        ),
        ("receivables_by_age", frames.RECEIVABLES, "$1K is open, $300 of it for over 60 days"),
        (
            "contact_gaps_by_tier",
            frames.GAPS,
            "Of tier A, 7 of 50 were not spoken to for 180 days",
        ),
        (
            "product_pairs",
            frames.PAIRS,
            "“tea” goes with “milk”: 4.0 times as often as chance, in 12 orders",
        ),
    ],
)
def test_a_finding(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH) == sentence


def test_what_to_do_first_is_said_before_how_sales_stand():
    told = [frame(drawing) for drawing in (frames.TARGETS, frames.RECEIVABLES, frames.GAPS)]
    assert how_performance_stands(*told, ENGLISH) == (
        "Collect first: $300 has been open for over 60 days, 30% of what is owed. Call the 7 tier "
        "A customers nobody has spoken to for over 180 days. Revenue of Mar 2024 stands at 80% of "
        "its planned pace."
    )
    assert how_performance_stands(*told, CHINESE).startswith("先催收")
    assert how_performance_stands(*[each.iloc[:0] for each in told], ENGLISH) == ""


def test_what_is_never_told_is_no_group_and_the_chart_says_so():
    untold = frame(frames.PERFORMANCE).iloc[2:3]
    assert not charts.sales_by_group(untold, ENGLISH).data[0].x
    assert FINDINGS["sales_by_group"](untold, ENGLISH) == ""
    assert caveats("sales_by_group", untold, ENGLISH) == [
        "The orders of these months do not tell it."
    ]


def test_what_was_paid_too_much_stands_apart_from_what_is_owed():
    assert caveats("receivables_by_age", frame(frames.RECEIVABLES), ENGLISH) == [
        "Paid too much, which is not taken off: $5.00 by 1 customers."
    ]
