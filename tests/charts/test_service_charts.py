"""Charts and sentences of service: what is drawn where, and said how."""

import pytest

from lib import charts
from lib.charts.kit import BAD, BRAND, GOOD, NEUTRAL
from lib.findings import FINDINGS
from lib.findings.service import escalation, what_service_needs
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import labels

WAITING = """
    complaint_id | tier | level | owner | hours_over
    1            | A    |     3 |       |        900
    2            | A    |     1 | Ann   |         12
    3            | C    |     2 |       |         60
    4            | D    |     0 | Ann   |        -10
"""
NOTHING = frame(frames.WIDESPREAD).iloc[:0], frame(frames.EARNED).iloc[:0]


def test_a_kind_above_its_limit_is_hatched_and_says_so():
    kinds, usual = frame(frames.COMPLAINED), frame(frames.WIDESPREAD)
    bars = charts.complaints_by_kind(kinds, ENGLISH, usual).data[0]
    assert list(bars.marker.color) == [BRAND, BAD, BRAND]
    assert list(bars.marker.pattern.shape) == ["", "/", ""]
    assert [mark[1] for mark in bars.customdata] == ["<b>late</b>", "billing", ""]
    drawn = [note.text for note in charts.complaints_by_kind(kinds, ENGLISH).layout.annotations]
    assert "<b>&#60;b&#62;late&#60;/b&#62;</b>" in drawn  # a name is text and never markup


def test_a_month_of_alarm_has_its_own_mark_and_number():
    figure = charts.complaints_against_usual(frame(frames.WIDESPREAD), ENGLISH)
    limit, expected, line = figure.data
    assert (list(limit.y), list(expected.y)) == ([9.4, 10.5], [3.0, 3.1])
    assert list(line.marker.symbol) == ["circle", "circle", "diamond"]
    assert [tuple(mark[1:]) for mark in line.customdata][-1] == ("2024-03-01", "billing")
    assert labels(figure) == ["Limit 10.5", "Usual 3.1", "31"]


def test_who_is_in_time_stands_least_in_time_first_beside_all():
    """65 of 106 are in time."""
    track, bars = charts.on_time_by_group(frame(frames.IN_TIME), ENGLISH).data[:2]
    assert list(bars.x) == [0, 0.4, 0.9]
    assert list(bars.marker.color) == [BAD, BAD, GOOD]
    assert [tuple(mark[1:]) for mark in bars.customdata][2] == ("Ann", "on_time")
    assert [tuple(mark[1:]) for mark in track.customdata][0] == ("", "missed")


def test_a_step_that_pays_is_told_apart_by_shape_too():
    steps = charts.what_recovery_earns(frame(frames.EARNED), ENGLISH).data[-1]
    assert list(steps.x) == [0.22, -0.02]
    assert list(steps.marker.symbol) == ["diamond", "circle"]
    assert list(steps.marker.color) == [GOOD, NEUTRAL]


def test_three_measures_share_their_months_and_an_unfinished_one_is_hollow():
    figure = charts.three_things_to_measure(frame(frames.THREE), ENGLISH)
    customers, employees, cash = figure.data
    assert [len(line.x) for line in figure.data] == [3, 2, 3]
    assert list(cash.marker.symbol) == ["circle", "circle", "circle-open"]
    assert [len(mark) for mark in customers.customdata] == [3] * 3  # leads to the answers
    assert [len(mark) for mark in employees.customdata] == [1] * 2
    assert {"94.0%", "70.0%", "$30K"} <= set(labels(figure))


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        ("complaints_by_kind", frames.COMPLAINED, "“<b>late</b>” is 60% of 100 valid complaints"),
        (
            "complaints_against_usual",
            frames.WIDESPREAD,
            "“billing” in Mar 2024: 31, above the limit of 10.5; 3.1 were to be expected",
        ),
        ("causes_of_complaints", frames.CAUSES, "60% of failures: too slow"),
        (
            "repeats_by_kind",
            frames.AGAIN,
            "20 of 150 complaints are the same customer's again within 90 days",
        ),
        (
            "complaints_by_customer",
            frames.COMPLAINING,
            "Most from “Tier A”, 30.0 a month of 1,000 active; fewest from “Tier C”, 10.0",
        ),
        ("on_time_by_group", frames.IN_TIME, "61% were put right in time; “<i>Bo</i>” only 40%"),
        (
            "content_by_handovers",
            frames.HANDED,
            "22% were passed on; with one hand-over customers rate the handling 2.7 of 5 instead "
            "of 3.5",
        ),
        (
            "recovery_steps_done",
            frames.STEPS_DONE,
            "Seldom done: “talk it over”, for 58% of complaints",
        ),
        (
            "what_recovery_earns",
            frames.EARNED,
            "“talk it over” goes with +22.0 pt who trade again: an association, no proof",
        ),
        (
            "three_things_to_measure",
            frames.THREE,
            "Feb 2024: customers 93.0%, cash $71K",
        ),
    ],
)
def test_a_finding_says_the_number_behind_it(name, drawing, sentence):
    assert FINDINGS[name](frame(drawing), ENGLISH) == sentence
    assert FINDINGS[name](frame(drawing), CHINESE) != sentence


def test_what_to_do_is_said_in_one_breath():
    said = what_service_needs(
        frame(WAITING), frame(frames.WIDESPREAD), frame(frames.EARNED), ENGLISH
    )
    assert said == (
        "3 complaints are overdue, 2 of them of tier A and 2 nobody's: call these first, give each "
        "an owner. “billing” is out of hand: 31 complaints in Mar 2024 where 3.1 were to be "
        "expected; find the cause. Of the steps of recovery, “talk it over” goes with customers "
        "staying: +22.0 pt."
    )


def test_where_nothing_is_overdue_it_says_that():
    calm, nobody = frame(WAITING).iloc[3:], frame(WAITING).iloc[:0]
    assert what_service_needs(calm, *NOTHING, ENGLISH) == "No complaint is overdue."
    assert what_service_needs(nobody, *NOTHING, ENGLISH) == "No complaint is open."


def test_how_many_wait_at_which_level():
    sentence = "1 at level 3, 1 at level 2, 1 at level 1, 1 still in time"
    assert escalation(frame(WAITING), ENGLISH) == sentence
    assert escalation(frame(WAITING).iloc[3:], ENGLISH) == "1 still in time"
