"""Charts and sentences of value: what is drawn where, and said how."""

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, BRAND, GOOD
from lib.findings import FINDINGS
from lib.findings.value import how_value_stands
from lib.languages import ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels


def told(figure):
    """What the marks that lead anywhere stand for."""
    return [tuple(m[1:]) for trace in figure.data for m in trace.customdata or () if len(m) > 1]


def test_the_whale_curve_turns_at_its_peak_and_one_mark_opens_those_beyond():
    figure = charts.whale_curve(frame(frames.PARETO), ENGLISH, frame(frames.PARETO_SUMMARY))
    rising, falling, best, takers = figure.data
    assert (list(rising.x), list(rising.y)) == ([0, 1, 20, 60], [0, 0.6, 0.9, 1.1])
    assert (list(falling.x), falling.line.color) == ([60, 100], BAD)
    assert (list(best.x), list(best.y)) == ([20], [0.9])
    assert tuple(takers.customdata[0][1:]) == (None, True)
    assert labels(figure) == ["Best 20%: 90%", "2 customers take $10.00 away"]


def test_of_few_customers_nobody_speaks_of_a_fifth():
    few = frames.PARETO.replace("19 |", " 2 |").replace(" 40 |", "  4 |")
    assert labels(charts.whale_curve(frame(few), ENGLISH)) == []
    assert FINDINGS["whale_curve"](frame(few), ENGLISH) == ""


def test_a_hundredth_without_customers_has_no_mark():
    figure = charts.whale_curve(frame(frames.PARETO), ENGLISH)
    assert {mark[0] for mark in told(figure)} == {1, 20, 60, 100}


def test_the_bridge_stands_on_both_years_and_each_part_begins_where_the_one_before_ended():
    figure = charts.value_bridge(frame(frames.BRIDGE), ENGLISH)
    before, after, parts = figure.data
    assert [list(before.x), list(after.x)] == [[1000], [1300]]
    assert list(parts.base) == [1000, 1400, 1600, 1500]
    assert list(parts.x) == [400, 200, -100, -200]
    assert list(parts.marker.color) == [GOOD, GOOD, BAD, BAD]
    assert told(figure) == [("new",), ("grown",), ("shrunk",), ("lost",)]
    assert labels(figure)[-1] == "+30.0%   $1.3K"


def test_profit_is_told_at_the_highest_level_that_every_complete_month_knows():
    figure = charts.profit_of_months(frame(frames.PROFIT_MONTHS), ENGLISH)
    (bar,) = figure.data
    assert list(bar.y) == [250, -50]
    assert figure.layout.yaxis.title.text == "Net profit (USD)"
    no_costs = frame(frames.PROFIT_MONTHS).assign(net=None, contribution=None)
    figure = charts.profit_of_months(no_costs, ENGLISH)
    (bar,) = figure.data
    assert list(bar.y) == [400, 200, 50]
    assert list(bar.marker.line.width) == [0, 0, 2]  # the last is not over: hollow
    assert bar.marker.color[0] == BRAND != bar.marker.color[2]


def test_streams_are_as_many_as_moves_and_their_ends_are_the_tiers():
    figure = charts.tier_streams(frame(frames.TIER_MOVES), ENGLISH)
    assert len(figure.layout.shapes) == 5
    assert {("A", "B"), ("B", "left"), ("new", "B"), ("A", None), (None, "left")} <= set(
        told(figure)
    )
    assert "Tier A 40" in labels(figure)
    assert "No longer buying 15" in labels(figure)


def test_a_cell_of_the_grid_counts_a_move_and_leaves_out_tiers_nobody_holds():
    figure = charts.tier_grid(frame(frames.TIER_MOVES), ENGLISH)
    (cells,) = figure.data
    assert told(figure) == [("A", "A"), ("A", "B"), ("B", "A"), ("B", "left"), ("new", "B")]
    assert labels(figure) == ["30", "10", "20", "15", "25"]
    assert list(figure.layout.xaxis.ticktext) == ["A", "B", "Stopped<br>buying"]
    assert len(cells.x) == 5


def test_months_that_won_few_are_hatched_and_very_few_left_out():
    figure = charts.cost_of_winning(frame(frames.ACQUISITION), ENGLISH)
    (bar,) = figure.data
    assert list(bar.y) == [100, 150]
    assert list(bar.marker.pattern.shape) == ["", "/"]


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        ("whale_curve", frames.PARETO, "The best 20% bring 90% of the value; it peaks at 110.0%"),
        ("value_bridge", frames.BRIDGE, "+$300 in a year (+30.0%): +$600 from customers new or"),
        ("profit_of_months", frames.PROFIT_MONTHS, "Net profit was -$50.00 in Feb 2024, -6.2%"),
        (
            "tier_streams",
            frames.TIER_MOVES,
            "Of 75 customers 20 rose, 10 fell and 15 no longer buy",
        ),
        (
            "tier_grid",
            frames.TIER_MOVES,
            "30 of 40 customers stayed in tier A; the others bring $6",
        ),
        ("cost_of_winning", frames.ACQUISITION, "Winning a customer cost $150 in Feb 2024, paid b"),
    ],
)
def test_a_finding_says_what_the_chart_shows(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH).startswith(sentence)
    assert FINDINGS[name](frame(drawing).iloc[:0], ENGLISH) == ""


def test_the_page_begins_with_what_matters():
    stands = how_value_stands(frame(frames.PARETO_SUMMARY), ENGLISH)
    assert stands.startswith(
        "The best 20% of 100 customers bring 90% of the contribution. 2 customers"
    )
    nobody = frame(frames.PARETO_SUMMARY).assign(beyond=0)
    assert how_value_stands(nobody, ENGLISH).endswith("Nobody takes any away.")
    unknown = nobody.assign(basis="revenue")
    assert "is not known" in how_value_stands(unknown, ENGLISH)
    assert how_value_stands(nobody.iloc[1:], ENGLISH) == ""


@pytest.mark.parametrize(
    ("name", "drawing", "words"),
    [
        ("whale_curve", frames.PARETO.replace(" 40 |", "  4 |"), "steps"),
        ("profit_of_months", frames.PROFIT_MONTHS, "hollow"),
        ("cost_of_winning", frames.ACQUISITION, "Hatched"),
        ("tier_grid", frames.TIER_MOVES.replace("        12\n", "         7\n"), "12 months"),
    ],
)
def test_what_to_mind_is_said_under_the_chart(name, drawing, words):
    assert words in " ".join(caveats(name, frame(drawing), ENGLISH))


@pytest.mark.parametrize("name", ["whale_curve", "value_bridge", "tier_streams", "tier_grid"])
def test_a_chart_without_anything_says_why(name):
    drawing = {"whale_curve": frames.PARETO, "value_bridge": frames.BRIDGE}
    nothing = frame(drawing.get(name, frames.TIER_MOVES)).iloc[:0]
    assert caveats(name, nothing, ENGLISH)


def test_a_channel_whose_cost_is_not_known_is_named_without_a_bar():
    told = frame(frames.CHANNELS_WON)
    ahead = frame("group | customers | value_each\nfair | 20 | 100\nwebsite | 90 | 70")
    figure = charts.cost_by_channel(told, ENGLISH, ahead)
    assert list(figure.data[0].x) == [100, 40]
    (ring,) = figure.data[1].customdata  # leads to its customers as a bar does
    assert ring[1] == "website"
    notes = [note.text for note in figure.layout.annotations][1::2]
    assert notes == ["<b>$100</b>", "brings 2.5 times   <b>$40.00</b>", "cost not known"]
    assert FINDINGS["cost_by_channel"](told, ENGLISH) == (
        "A customer cost most through “<b>ads</b>”, $100, and least through “fair”, $40.00"
    )
    assert caveats("cost_by_channel", told, ENGLISH) == [
        "Cost not known: nothing was spent that names this channel.",
        "Hatched channels won fewer than 30 customers; below 5 none is shown.",
        "$700 went into channels no customer names.",
        "4 new customers do not tell how they were won.",
    ]
