"""Charts and sentences of who customers are, who stays and what is foretold."""

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, GOOD, NEUTRAL
from lib.findings import FINDINGS
from lib.findings.profiles import best_segment
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels

# Few and no tier: they are no group to be compared with the tiers.
UNRANKED = """\
    none  |    0 |      40 |      0 |     1.00 |      |      |        40
    none  |  400 |      40 |      1 |     0.98 | 0.90 | 0.99 |        40
"""


def marks_of(figure):
    return [tuple(m[1:]) for trace in figure.data for m in trace.customdata or () if len(m) > 1]


def test_a_value_is_above_or_below_everyone_only_where_its_interval_says_so():
    figure = charts.best_customers(frame(frames.PROFILE), ENGLISH)
    (dots,) = [trace for trace in figure.data if trace.mode == "markers"]
    assert list(dots.x) == [1.6, 1.0, 0.2]
    assert list(dots.marker.color) == [GOOD, NEUTRAL, BAD]
    assert list(dots.marker.symbol) == ["triangle-up", "circle-open", "triangle-down"]
    assert marks_of(figure) == [("hotel",), ("kiosk",), ("café",)]


def test_new_customers_are_stacked_the_largest_group_first_and_named_at_the_end():
    figure = charts.new_by_group(frame(frames.NEWCOMERS), ENGLISH)
    stacks = [trace for trace in figure.data if trace.type == "bar"]
    assert [list(trace.y) for trace in stacks] == [[20, 10, 8], [4, 6, 2]]
    assert labels(figure) == ["search 8", "fair 2"]
    (trend,) = [trace for trace in figure.data if trace.type == "scatter"]
    assert list(trend.y) == [17.0, 15.0]
    assert ("2024-02-01", "fair") in marks_of(figure)


def test_groups_beyond_the_colours_are_drawn_together_and_lead_nowhere():
    many = frames.NEWCOMERS + "".join(f"    2024-03-01 | g{n} | 1 | 1 | 0\n" for n in range(5))
    figure = charts.new_by_group(frame(many), ENGLISH)
    assert labels(figure)[-1] == "others 2"
    assert len({group for _, group in marks_of(figure)}) == 5


def test_segments_without_customers_are_not_drawn():
    figure = charts.rfm_segments(frame(frames.RFM), ENGLISH)
    assert marks_of(figure) == [("champions",), ("attention",), ("lost",)]
    assert labels(figure)[:2] == ["Champions", "20   80% of revenue"]


def test_a_cell_a_cohort_and_month_blank_where_it_is_not_known():
    figure = charts.cohort_map(frame(frames.COHORTS), ENGLISH)
    cells, texts = figure.data
    assert marks_of(figure) == [("2024-01-01", 1), ("2024-01-01", 2), ("2024-04-01", 1)]
    assert list(texts.text) == ["60", "50", "40"]
    assert list(figure.layout.yaxis.ticktext) == ["Jan 2024* · 100  ", "Apr 2024 · 50  "]
    grey, grey_too, green = cells.marker.color
    assert grey.startswith("rgba(122") and green.startswith("rgba(37")


def test_a_curve_a_group_with_a_mark_each_quarter():
    figure = charts.retention_curves(frame(frames.RETENTION), ENGLISH)
    curves = [trace for trace in figure.data if trace.line.shape == "hv"]
    assert [list(curve.y) for curve in curves] == [[1.0, 0.9, 0.75], [1.0, 0.5, 0.5]]
    quarters = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.y) for trace in quarters] == [[0.9] * 4, [0.5] * 4]
    assert labels(figure) == ["Tier A 75%", "Tier D 50%"]
    assert set(marks_of(figure)) == {("A",), ("D",)}


def test_value_ahead_stands_tier_by_tier_and_red_where_it_is_below_nothing():
    figure = charts.value_ahead(frame(frames.AHEAD), ENGLISH)
    assert labels(figure)[::2] == ["Tier A", "Tier D"]
    assert list(figure.data[0].marker.color)[1] == BAD
    said = caveats("value_ahead", frame(frames.AHEAD), ENGLISH)
    assert said[0].startswith("40 customers have one trade day")
    assert "0.42" in said[-1]


def test_what_cannot_be_foretold_is_said_with_its_reason():
    nothing = frame(frames.AHEAD).assign(value=None, reason="the likelihood is flat")
    assert caveats("value_ahead", nothing, ENGLISH) == [
        "Nothing can be foretold: these orders do not tell when customers stop; more months of "
        "them may."
    ]
    assert FINDINGS["value_ahead"](nothing, ENGLISH) == ""


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "best_customers",
            frames.PROFILE,
            "“hotel” is 1.6 times as frequent among the best as among all; “café” 0.2",
        ),
        (
            "new_by_group",
            frames.NEWCOMERS,
            "50 new customers, 76% of them “search”; 15 a month over the last year, 17 in Feb 2024",
        ),
        (
            "rfm_segments",
            frames.RFM,
            "50 customers are going quiet, 50% of all; they brought $1K",
        ),
        ("cohort_map", frames.COHORTS, "Of new customers bought again: 40% in month 1"),
        (
            "retention_curves",
            frames.RETENTION,
            "After a year 90% are there of Tier A, 50% of Tier D",
        ),
        (
            "retention_curves",
            frames.RETENTION + UNRANKED,
            "After a year 90% are there of Tier A, 50% of Tier D",
        ),
        (
            "value_ahead",
            frames.AHEAD,
            "$8.5K in the next 12 months; 100 customers are in groups "
            "that cost more than they bring",
        ),
        (
            "foretold_and_actual",
            frames.HOLDOUT,
            "24 purchases were expected in 2 weeks the model had not seen, 20 came: +20.0% off",
        ),
        (
            "foretold_by_class",
            frames.CLASSES,
            "Furthest off for those with one repeat purchase before: 0.4 expected each, 0.7 came",
        ),
    ],
)
def test_a_finding_says_the_number_behind_it(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH) == sentence
    assert FINDINGS[name](frame(drawing), CHINESE)


def test_the_segment_that_brings_most_is_told():
    told = best_segment(frame(frames.RFM), ENGLISH)
    assert told == "“Champions” are 20% of the customers and bring 80% of the revenue"
