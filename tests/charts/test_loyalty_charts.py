"""Loyalty: what its figures, findings and caveats say, worked out by hand from drawn frames."""

from html import unescape

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, BRAND, GOOD
from lib.findings import FINDINGS
from lib.findings.loyalty import how_loyalty_stands
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels


def drawn(name, drawing, say=ENGLISH):
    return charts.CHARTS[name](frame(drawing), say)


def marks_of(figure):
    """What each mark that leads on stands for, in the order drawn."""
    return [tuple(mark[1:]) for trace in figure.data for mark in trace.customdata or ()]


def hovers(figure):
    return [unescape(mark[0]) for trace in figure.data for mark in trace.customdata or ()]


# What customers kept ------------------------------------------------------------------------------


def test_marks_stand_in_the_middle_of_their_band_as_large_as_their_customers():
    figure = drawn("kept_orders_and_revenue", frames.KEPT)
    others, loyal = figure.data
    assert list(loyal.x) == pytest.approx([0.85, 2.05])
    assert list(loyal.y) == pytest.approx([0.95, 2.05])
    ninth, quarter = loyal.marker.size[1], loyal.marker.size[0]
    assert quarter / ninth == pytest.approx(5 / 3)  # areas as 25 to 9
    assert (loyal.marker.symbol, others.marker.symbol) == ("circle", "diamond")
    assert marks_of(figure) == [(0, 0), (0.5, 1.2), (1, 0.7), (0.8, 0.9), (2, 2)]


def test_each_quadrant_tells_what_its_customers_did_and_how_many_they_are():
    figure = drawn("kept_orders_and_revenue", frames.KEPT)
    assert set(labels(figure)) == {
        "Loyal<br>34",
        "Fewer, larger<br>orders<br>4",
        "Smaller orders<br>36",
        "Less<br>of both<br>100",
    }
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert {(line.x0, line.y0) for line in lines} == {(0.8, 0), (0, 0.8)}


def test_the_last_band_has_no_upper_end():
    assert hovers(drawn("kept_orders_and_revenue", frames.KEPT))[-1] == (
        "Orders kept 200%+, revenue kept 200%+<br>9 customers, $5K in 12 months"
    )


# Beside chance ------------------------------------------------------------------------------------


def test_tiers_stand_in_order_and_each_is_told_above_or_below_chance_by_colour_and_pattern():
    figure = drawn("loyal_share_by_tier", frames.LOYAL_TIERS)
    rest, share = figure.data[:2]
    assert list(share.x) == [0.90, 0.60, 0.40, 0.00]
    assert list(rest.x) == [1, 1, 1, 1]
    assert list(share.marker.color) == [GOOD, BRAND, BAD, BAD]
    assert list(share.marker.pattern.shape) == ["", "", "/", "/"]
    chance = figure.data[-1]
    assert (list(chance.x), chance.mode) == ([0.64, 0.58, 0.56, 0.35], "markers")
    assert labels(figure)[::2] == ["Tier A", "Tier B", "Tier D", "not ranked"]
    assert labels(figure)[1] == "64% by chance   90%"
    assert labels(figure)[-1] == "35% by chance   0% of 20"


def test_the_loyal_and_the_others_of_a_group_are_marks_of_their_own():
    figure = drawn("loyal_share_by_group", frames.LOYAL_GROUPS)
    assert marks_of(figure) == [
        *[("café", "no"), ("", "no"), ("hotel", "no")],
        *[("café", "yes"), ("", "yes"), ("hotel", "yes")],
    ]
    assert hovers(figure)[0] == "café: 20 of 100 not loyal"
    assert hovers(figure)[4].startswith("not told: 55 of 100 loyal, 55.0% (45.0% to 64.0%)")


def test_of_many_groups_the_largest_are_drawn_and_the_others_counted():
    line = "{n} |{customers}|{customers}| 1.00| 0.71|  1.00|0.55| 12 |2022-01-01|2023-01-01"
    many = frames.LOYAL_GROUPS.strip().splitlines()[0] + "\n"
    many += "\n".join(line.format(n=f"g{n}", customers=10 + n) for n in range(11))
    figure = drawn("loyal_share_by_group", many)
    assert set(labels(figure)[::2]) == {f"g{n}" for n in range(3, 11)}
    assert caveats("loyal_share_by_group", frame(many), ENGLISH) == [
        "Smaller groups that are not shown: 3."
    ]


# Steps --------------------------------------------------------------------------------------------


def test_each_step_is_as_long_as_those_who_reach_it():
    figure = drawn("steps_of_loyalty", frames.LEVELS)
    stopped, further, not_asked = figure.data
    assert list(stopped.x) == [100, 70, 30, 20, 15]
    assert list(further.x) == [70, 30, 20, 15]
    assert list(stopped.marker.pattern.shape) == ["", "/", "", "", ""]  # where most stop
    assert stopped.marker.color[-1] == GOOD
    assert list(not_asked.y) == [5]
    assert labels(figure)[::2] == [
        *["Asked", "Cognitive: prefer us", "Affective: satisfied twice"],
        *["Conative: would buy again", "Action: kept buying", "Not asked"],
    ]
    assert labels(figure)[1::2] == [
        "100%   100",
        "70%   70",
        "30%   30",
        "20%   20",
        "15%   15",
    ] + ["300"]


def test_who_stops_and_who_goes_further_are_marks_of_their_own():
    figure = drawn("steps_of_loyalty", frames.LEVELS)
    assert marks_of(figure) == [
        *[(0, False), (1, False), (2, False), (3, False), (4, False)],
        *[(1, True), (2, True), (3, True), (4, True)],
        (-1, False),
    ]
    assert hovers(figure)[1] == "Cognitive: prefer us: 40 stop here, $400"
    assert hovers(figure)[5] == "Asked: 70 go further"


def test_where_nobody_was_asked_there_are_no_steps():
    nobody = "\n".join(frames.LEVELS.strip().splitlines()[:1] + ["| | 300 | 3000 |"])
    figure = drawn("steps_of_loyalty", nobody)
    assert not figure.data
    assert FINDINGS["steps_of_loyalty"](frame(nobody), ENGLISH) == ""
    assert caveats("steps_of_loyalty", frame(nobody), ENGLISH) == [
        "Nobody was asked in these 12 months whether they prefer us."
    ]


# The grid and the chain ---------------------------------------------------------------------------


def test_the_satisfied_stand_above_and_the_loyal_to_the_right():
    figure = drawn("satisfied_and_loyal", frames.GRID)
    (cells,) = figure.data
    assert list(zip(cells.x, cells.base, strict=True)) == [
        *[(1, 0.515), (0, 0.515), (1, -0.485), (0, -0.485)],
    ]
    assert marks_of(figure) == [("apostles",), ("mercenaries",), ("hostages",), ("defectors",)]
    assert labels(figure)[0] == "Apostles<br>40 customers<br>$7K · 70%"
    assert list(figure.layout.xaxis.ticktext) == ["Not loyal", "Loyal"]


def test_a_grid_of_nobody_is_blank_and_says_why():
    nobody = frames.GRID
    for n in ("40", "10", "20", " 5"):
        nobody = nobody.replace(f"|        {n} |", "|         0 |")
    assert not drawn("satisfied_and_loyal", nobody).data
    (said,) = caveats("satisfied_and_loyal", frame(nobody), ENGLISH)
    assert "what was expected" in said


def test_bands_without_customers_are_left_out_and_what_is_not_known_has_no_bar():
    figure = drawn("chain_of_satisfaction", frames.CHAIN)
    loyal, churned, value = figure.data[1::2]
    assert [len(bar.x) for bar in (loyal, churned, value)] == [2, 3, 3]
    assert list(loyal.y) == [0, 2]  # of too few it is not known
    longest = value.x[2]
    assert list(value.x) == pytest.approx([longest / 4, longest / 2, longest])
    assert list(loyal.x) == pytest.approx([longest * 0.5, longest * 0.8])  # of all there could be
    assert list(churned.marker.pattern.shape) == ["", "/", ""]
    assert labels(figure)[8:14:2] == ["Below 80%", "90%–100%", "100% and more"]


def test_a_band_leads_to_its_customers_and_its_loyal_and_those_who_left_to_them():
    figure = drawn("chain_of_satisfaction", frames.CHAIN)
    words = dict(zip(hovers(figure), marks_of(figure), strict=True))
    assert words["Below 80%: 20 of 40 loyal"] == (1, "yes", False)
    assert words["Below 80%: 50 customers; 8 of 40 followed left within 90 days"] == (1, None, True)
    assert words["100% and more: 100 customers, $400 each"] == (4, None, False)


# In a sentence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "kept_orders_and_revenue",
            frames.KEPT,
            "34 of 174 customers kept four fifths of both; 100 bought next to nothing again",
        ),
        (
            "loyal_share_by_tier",
            frames.LOYAL_TIERS,
            "Above chance: tier A; below it: tier D",
        ),
        (
            "loyal_share_by_group",
            frames.LOYAL_GROUPS,
            "“café” stands above chance, 80% against 55%; “hotel” stands below chance, 40% "
            "against 55%",
        ),
        (
            "steps_of_loyalty",
            frames.LEVELS,
            "15 of 100 asked reach the last step; most stop at “Cognitive: prefer us”, 40",
        ),
        (
            "satisfied_and_loyal",
            frames.GRID,
            "$7K comes from the satisfied and loyal; $2K from the loyal who are not satisfied",
        ),
        (
            "chain_of_satisfaction",
            frames.CHAIN,
            "The most satisfied bring $400 each, the least $100; 5.0% against 20.0% left within "
            "90 days",
        ),
    ],
)
def test_a_finding_is_what_the_frame_says(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH) == sentence


ONE = """
    group|customers|loyal| share| low | high |expected_share|months|earlier_from|later_from
    all  |      200|  120|  0.60| 0.53|  0.67|          {chance}|12|  2022-01-01|2023-01-01
"""


@pytest.mark.parametrize(
    ("chance", "told"),
    [("0.50", "they are loyal"), ("0.62", "shows no loyalty"), ("0.70", "drifting away")],
)
def test_the_page_says_first_how_loyalty_stands_against_chance(chance, told):
    said = how_loyalty_stands(frame(ONE.format(chance=chance)), frame(frames.GRID), ENGLISH)
    assert told in said
    assert "Look after the 20 hostages first" in said
    assert "$2K a year" in said


def test_whom_to_look_after_first_is_who_brings_more():
    grid = frames.GRID.replace("|  2000", "|   100")
    said = how_loyalty_stands(frame(ONE.format(chance="0.50")), frame(grid), ENGLISH)
    assert "Win back the 10 mercenaries first" in said


def test_without_surveys_it_says_to_ask_and_without_a_history_nothing():
    loyalty = frame(ONE.format(chance="0.50"))
    nobody = frame(frames.GRID).assign(customers=0, value=0)
    assert how_loyalty_stands(loyalty, nobody, ENGLISH).endswith("are satisfied: ask them.")
    assert how_loyalty_stands(loyalty.iloc[:0], nobody, ENGLISH) == ""


def test_what_to_mind_is_said_below():
    assert caveats("loyal_share_by_tier", frame(frames.LOYAL_TIERS), ENGLISH) == [
        "Tiers are those at the end of these months: who bought less stands lower for it.",
        "Not shown, with fewer than 5 customers: 1.",
    ]
    assert caveats("loyal_share_by_group", frame(frames.LOYAL_GROUPS), ENGLISH) == [
        "Half years are compared: the data is shorter than 24 months."
    ]
    assert caveats("steps_of_loyalty", frame(frames.LEVELS), ENGLISH) == [
        "75% of the customers were not asked whether they prefer us."
    ]
    assert caveats("chain_of_satisfaction", frame(frames.CHAIN), ENGLISH) == [
        "What comes with satisfaction need not come from it.",
        "A hatched bar rests on fewer than 30 customers.",
    ]


def test_the_trades_own_words_in_chinese():
    assert labels(drawn("satisfied_and_loyal", frames.GRID, CHINESE))[2].startswith("囚徒")
    assert labels(drawn("steps_of_loyalty", frames.LEVELS, CHINESE))[2] == "认知忠诚：偏好我们"
