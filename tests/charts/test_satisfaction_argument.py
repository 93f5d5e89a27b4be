"""What drives satisfaction, what corrects it, whom surveys reach: marks, sentences, warnings."""

from datetime import date

import pytest
from pandas import DataFrame, Timestamp

from lib import charts
from lib.caveats import caveats
from lib.charts.happened import in_two_lines, mark_events
from lib.charts.sketch import Sketch
from lib.findings import FINDINGS
from lib.findings.drivers import (
    content_by_group,
    correction_steps,
    driver_shares,
    importance_performance,
    mend_first,
    survey_reach,
)
from lib.languages import LANGUAGES
from tests.charts import frames
from tests.charts.frames import frame

say = LANGUAGES["en"]


def drivers(*rows, r_squared=0.6, answers=200, complete=180, paired=190, is_listwise=False):
    names = ("aspect", "layer", "share", "sign", "performance", "quadrant", "is_sure", "dropped")
    made = [dict(zip(names, row, strict=True)) for row in rows]
    for row in made:
        share = row["share"]
        row |= {
            "low": share and share - 0.05,
            "high": share and share + 0.05,
            "is_ratio": True,
            "held_in": 0.97 if row["is_sure"] else 0.6,
            "performance_sd": 0.01,
            "share_sd": 0.02,
            "correlation": 0.1,
            "r_squared": r_squared,
            "respondents": answers,
            "answers": answers,
            "answers_paired": paired,
            "answers_complete": complete,
            "is_listwise": is_listwise,
        }
    return DataFrame(made)


FOUR = drivers(
    ("timely", "process & technology", 0.5, 1, 0.8, "concentrate here", True, None),
    ("quality", "core product", 0.3, 1, 1.05, "keep up the good work", True, None),
    ("price", "core product", 0.1, 0, 0.85, "low priority", False, None),
    ("warmth", "emotion", 0.1, -1, 1.1, "possible overkill", True, None),
)


def texts(figure):
    return [annotation.text for annotation in figure.layout.annotations]


def test_drivers_stand_by_layer_and_the_largest_of_each_first():
    figure = charts.driver_shares(FOUR, say)
    marks = figure.data[-1]
    assert list(marks.x) == [0.3, 0.1, 0.5, 0.1]
    assert list(marks.marker.symbol) == ["circle", "circle-open", "square", "diamond"]
    assert "<b>quality</b>" in texts(figure)
    assert [row[1] for row in marks.customdata] == ["quality", "price", "timely", "warmth"]


def test_the_map_names_the_fields_and_what_is_in_them():
    figure = charts.importance_performance(FOUR, say)
    named = texts(figure)
    assert "timely" in named and "<i>Concentrate here</i>" in named
    marks = figure.data[-1]
    assert list(marks.x) == [0.8, 1.05, 0.85, 1.1]
    assert list(marks.marker.symbol) == ["circle", "circle", "circle-open", "circle"]
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert pytest.approx(0.95) in [shape.x0 for shape in lines]
    ellipse = figure.data[0]
    assert max(ellipse.x) - min(ellipse.x) == pytest.approx(2 * 0.01 * 5.991**0.5, rel=1e-3)


def test_names_on_the_map_never_lie_upon_each_other():
    same = [(f"aspect {n}", None, 0.2, 1, 1.0, "low priority", True, None) for n in range(5)]
    figure = charts.importance_performance(drivers(*same), say)
    named = [text for text in texts(figure) if text.startswith("aspect")]
    assert len(named) <= 2  # above the marks and below them; the others when pointed at


def test_the_first_to_mend_is_said_with_its_reasons():
    assert mend_first(FOUR, say) == (
        "Mend “timely” first: it explains 50% of the overall score, more than any other that "
        "falls short, and reaches only 80% of what was expected"
    )
    unsure = FOUR.assign(is_sure=False)
    assert mend_first(unsure, say).startswith("“timely” may be the first to mend")
    none = FOUR[FOUR["quadrant"] != "concentrate here"]
    assert "“quality” above all" in mend_first(none, say)


def test_where_the_data_does_not_tell_it_is_said_why():
    untold = FOUR.assign(quadrant=None)
    little = untold.assign(r_squared=0.04)
    assert "explain only 4%" in mend_first(little, say)
    few = untold.assign(share=None, r_squared=None)
    assert "the 200 answers with an overall score are too few" in mend_first(few, say)
    assert "no answer gives an overall score" in mend_first(few.assign(answers=0), say)
    assert "single aspect" in mend_first(untold.head(1), say)
    assert mend_first(FOUR.head(0), say) == ""


def test_findings_and_warnings_of_drivers():
    assert driver_shares(FOUR, say) == (
        "“timely” drives the overall score most, 50% of what is explained; all aspects explain "
        "60% of it"
    )
    assert importance_performance(FOUR, say) == "To concentrate on: “timely”"
    warned = caveats("driver_shares", FOUR, say)
    assert "A hollow mark does not tell in which direction the aspect works." in warned
    dropped = FOUR.assign(dropped=["constant", None, "few_answers", None])
    assert "All gave the same answer: “timely”." in caveats("driver_shares", dropped, say)
    assert "Answered by less than half: “price”." in caveats("driver_shares", dropped, say)
    listwise = drivers(("a", None, 1.0, 1, 1.0, None, None, None), is_listwise=True)
    assert "Of the 180 answers to all aspects" in caveats("driver_shares", listwise, say)[-1]


def correction(**changed):
    row = {
        "month": Timestamp(2024, 2, 1),
        "surveyed": 0.9,
        "low": 0.85,
        "high": 0.95,
        "respondents": 40,
        "complaints": 30,
        "complaints_expected": 20.0,
        "active_customers": 1000,
        "complaint_factor": 0.97,
        "returns": 4,
        "returns_expected": None,
        "units": None,
        "return_factor": 1.0,
        "corrected": 0.873,
    }
    earlier = row | {"month": Timestamp(2024, 1, 1), "surveyed": None, "corrected": None}
    return DataFrame([earlier, row | changed])


def test_the_correction_goes_step_by_step():
    figure = charts.correction_steps(correction(), say)
    marks = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(marks.x) == pytest.approx([0.9, 0.873, 0.873])
    assert "-2.7 pt   <b>87.3%</b>" in texts(figure)
    assert correction_steps(correction(), say) == (
        "90.0% in Feb 2024, 87.3% after more complaints or returns than usual"
    )
    assert caveats("correction_steps", correction(), say) == [
        "Returns correct nothing: their usual number is not known."
    ]
    same = correction(complaint_factor=1.0, corrected=0.9)
    assert "as usual" in correction_steps(same, say)
    assert "fewer" in correction_steps(correction(complaint_factor=1.1, corrected=0.99), say)


def test_without_a_surveyed_month_there_is_nothing_to_correct():
    empty = correction(surveyed=None)
    assert len(charts.correction_steps(empty, say).data) == 0
    assert correction_steps(empty, say) == ""


def reach(*rows):
    names = ("group", "customers", "answered", "share", "low", "high", "index")
    return DataFrame([dict(zip(names, row, strict=True)) for row in rows])


def test_who_is_heard_least_is_named():
    told = reach(
        ("A", 100, 60, 0.6, 0.5, 0.7, 1.5),
        ("D", 100, 20, 0.2, 0.13, 0.29, 0.5),
        ("none", 10, 1, 0.1, 0.0, 0.4, 0.25),
    )
    assert survey_reach(told, say) == (
        "39% of customers answered: 81 of 210; tier D is heard least, 20%"
    )
    figure = charts.survey_reach(told, say)
    assert list(figure.data[-1].x) == [0.6, 0.2]
    dash = [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert dash == [0.4, 0.4]


def test_who_is_satisfied_least_is_named_where_the_intervals_tell_them_apart():
    told = frame(frames.CONTENT)
    assert content_by_group(told, say) == (
        "“Delivered late” is satisfied least, 25%; “Delivered on time” most, 75%"
    )
    told.loc[0, "high"] = 0.7
    assert content_by_group(told, say) == "64% are satisfied; no group is shown to differ"
    assert content_by_group(told.iloc[1:2], say) == "75% of 160 answers are satisfied"
    figure = charts.content_by_group(frame(frames.CONTENT), say)
    assert list(figure.data[-1].x) == [0.25, 0.5, 0.75]


def test_events_stand_in_the_month_they_happened_in():
    months = DataFrame(
        {
            "group": [Timestamp(2024, n, 1) for n in (1, 2, 3)],
            "ratio": [0.9, 0.8, 0.9],
            "low": None,
            "high": None,
            "expected": 5.0,
            "perceived": 4.5,
            "respondents": 50,
            "is_complete": True,
            "scale_max": 5.0,
        }
    )
    events = DataFrame(
        {
            "happened_on": [date(2024, 2, 29), date(2024, 2, 1), date(2024, 4, 1)],
            "label": ["<b>strike</b>", "sale", "after the last"],
        }
    )
    figure = charts.satisfaction_by_month(months, say, events)
    lines = [s.x0 for s in figure.layout.shapes if s.type == "line" and s.x0 == s.x1]
    assert lines == [date(2024, 2, 1)]
    assert any("strike" in text and "<b>strike" not in text for text in texts(figure))
    assert not any("after the last" in text for text in texts(figure))


def test_words_of_an_event_stand_on_two_lines_where_they_are_long():
    assert in_two_lines("Sale") == "Sale"
    two = "New delivery<br>partner 更换配送商"
    assert in_two_lines("New delivery partner 更换配送商") == two
    assert in_two_lines("Back to the old one 恢复") == "Back to the<br>old one 恢复"
    assert in_two_lines("公司在三月更换了全部配送商") == "公司在三月更换了全部<br>配送商"
    assert in_two_lines("x" * 50) == "x" * 20 + "<br>" + "x" * 19 + "…"


def test_words_of_two_events_beside_each_other_lead_away_from_one_another():
    figure = Sketch()
    events = DataFrame(
        {"happened_on": [date(2024, 6, 1), date(2024, 7, 30)], "label": ["fails", "mended"]}
    )
    mark_events(figure, events, date(2024, 1, 1), date(2024, 12, 1))
    sides = [(a.text, a.xanchor, a.yshift) for a in figure.drawn().layout.annotations]
    assert sides == [("fails", "right", 2), ("mended", "left", 2)]


def test_no_line_leads_from_one_scale_to_another():
    months = DataFrame(
        {
            "group": [Timestamp(2024, n, 1) for n in (1, 2, 3, 4)],
            "ratio": [0.9, 0.8, 0.9, 0.9],
            "low": None,
            "high": None,
            "expected": 5.0,
            "perceived": 4.5,
            "respondents": 50,
            "is_complete": True,
            "scale_max": [5.0, 5.0, 10.0, None],
        }
    )
    lines = [t for t in charts.satisfaction_by_month(months, say).data if t.mode == "lines+markers"]
    assert [[month.month for month in line.x] for line in lines] == [[1, 2], [3], [4]]


def test_the_least_satisfied_group_comes_first_and_small_ones_are_hollow():
    told = DataFrame(
        {
            "group": ["North", None, "South"],
            "ratio": [0.9, 0.8, 0.7],
            "low": [0.85, 0.7, 0.65],
            "high": [0.95, 0.9, 0.75],
            "expected": 5.0,
            "perceived": 4.0,
            "respondents": [100, 40, 20],
            "undated": 0,
        }
    )
    figure = charts.satisfaction_by_group(told, say)
    marks = figure.data[-1]
    assert list(marks.x) == [0.7, 0.8, 0.9]
    assert list(marks.marker.symbol) == ["circle-open", "circle", "circle"]
    assert "<b>not told</b>" in texts(figure)
    assert FINDINGS["satisfaction_by_group"](told, say) == (
        "“South” is least satisfied, at 70.0%; “North” most, at 90.0%"
    )
    assert caveats("satisfaction_by_group", told, say)[0].startswith("A hollow mark")
