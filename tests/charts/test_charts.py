"""What each figure says: its marks, their order, their labels; not how it looks."""

import json
from dataclasses import replace
from html import unescape

import pytest
from plotly.graph_objects import Figure

from lib import charts
from lib.charts.campaigns import ends_of
from lib.charts.kit import BAD, BRAND, GOOD, LONGEST_NAME, SYMBOLS, inert, short_ticks, spread
from lib.charts.sketch import Sketch
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame

ALL = {
    "best_customers": frames.PROFILE,
    "new_by_group": frames.NEWCOMERS,
    "rfm_segments": frames.RFM,
    "cohort_map": frames.COHORTS,
    "retention_curves": frames.RETENTION,
    "value_ahead": frames.AHEAD,
    "value_by_cohort": frames.COHORTS_AHEAD,
    "foretold_and_actual": frames.HOLDOUT,
    "foretold_by_class": frames.CLASSES,
    "losses_by_reason": frames.LOST,
    "losses_against_usual": frames.LOST_MONTHS,
    "value_lost_by_month": frames.LOST_MONTHS,
    "returns_by_step": frames.WON_BACK,
    "whale_curve": frames.PARETO,
    "value_bridge": frames.BRIDGE,
    "profit_of_months": frames.PROFIT_MONTHS,
    "tier_streams": frames.TIER_MOVES,
    "tier_grid": frames.TIER_MOVES,
    "cost_of_winning": frames.ACQUISITION,
    "cost_by_channel": frames.CHANNELS_WON,
    "churn_by_tier": frames.CHURN,
    "customers_gained_and_lost": frames.FLOWS,
    "expected_and_perceived": frames.ASPECTS,
    "satisfaction_by_month": frames.MONTHS,
    "satisfaction_by_tier": frames.TIERED,
    "funnel_stages": frames.FUNNEL,
    "open_pipeline": frames.PIPELINE,
    "return_by_campaign": frames.ROI,
    "return_by_channel": frames.ROI,
    "lift_by_campaign": frames.LIFT,
    "silence_errors": frames.SILENCE,
    "contact_gaps_by_tier": frames.GAPS,
    "receivables_by_age": frames.RECEIVABLES,
    "sales_by_group": frames.PERFORMANCE,
    "targets_by_group": frames.TARGET_GROUPS,
    "targets_by_month": frames.TARGETS,
    "quality_by_table": frames.QUALITY,
    "satisfaction_by_group": frames.TIERED,
    "driver_shares": frames.DRIVERS,
    "importance_performance": frames.DRIVERS,
    "correction_steps": frames.CORRECTION,
    "survey_reach": frames.REACH,
    "content_by_group": frames.CONTENT,
    "profit_of_customer": frames.ONE_PROFIT,
    "standing_of_customer": frames.ONE_STANDING,
    "beside_peers": frames.PEERS,
    "customer_ahead": frames.ONE_AHEAD,
    "kept_orders_and_revenue": frames.KEPT,
    "loyal_share_by_tier": frames.LOYAL_TIERS,
    "loyal_share_by_group": frames.LOYAL_GROUPS,
    "steps_of_loyalty": frames.LEVELS,
    "satisfied_and_loyal": frames.GRID,
    "chain_of_satisfaction": frames.CHAIN,
    "complaints_by_kind": frames.COMPLAINED,
    "complaints_against_usual": frames.WIDESPREAD,
    "causes_of_complaints": frames.CAUSES,
    "repeats_by_kind": frames.AGAIN,
    "complaints_by_customer": frames.COMPLAINING,
    "on_time_by_group": frames.IN_TIME,
    "content_by_handovers": frames.HANDED,
    "recovery_steps_done": frames.STEPS_DONE,
    "what_recovery_earns": frames.EARNED,
    "three_things_to_measure": frames.THREE,
}


def labels(figure):
    return [
        unescape(note.text).replace("<b>", "").replace("</b>", "")
        for note in figure.layout.annotations
    ]


def test_every_chart_is_drawn_here():
    assert set(ALL) == set(charts.CHARTS)


@pytest.mark.parametrize("say", [ENGLISH, CHINESE], ids=lambda language: language.code)
@pytest.mark.parametrize("name", ALL)
def test_a_chart_sets_no_colour_of_text_or_paper(name, say):
    figure = charts.CHARTS[name](frame(ALL[name]), say)
    assert figure.layout.font.color is None
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert not figure.layout.showlegend


@pytest.mark.parametrize("name", ALL)
def test_plotly_takes_what_a_chart_is_made_of(name):
    figure = charts.CHARTS[name](frame(ALL[name]), ENGLISH)
    checked = Figure(figure.to_dict())
    assert json.loads(checked.to_json()) == json.loads(figure.to_json())


@pytest.mark.parametrize("name", ALL)
def test_a_chart_of_nothing_is_blank_and_not_an_error(name):
    figure = charts.CHARTS[name](frame(ALL[name]).iloc[:0], ENGLISH)
    assert not any(len(trace.x) for trace in figure.data if trace.x is not None)


def test_churn_has_one_line_per_tier_a_first_each_with_its_own_shape():
    figure = charts.churn_by_tier(frame(frames.CHURN), ENGLISH)
    lines = [line for line in figure.data if line.line.dash == "solid"]
    ends = [line for line in figure.data if line.mode == "markers"]
    assert [line.name for line in lines] == ["Tier A", "Tier D"]
    assert [list(line.y) for line in lines] == [[0.01, 0.02], [0.06, 0.08]]
    assert [end.marker.symbol for end in ends] == [SYMBOLS["A"], SYMBOLS["D"]]


def test_churn_is_labelled_at_the_newest_month():
    figure = charts.churn_by_tier(frame(frames.CHURN), ENGLISH)
    assert labels(figure) == ["A  2.0%", "D  8.0%"]


def test_a_tier_of_fewer_than_five_shows_no_rate():
    few = frames.CHURN.replace("        50 ", "         4 ")
    figure = charts.churn_by_tier(frame(few), ENGLISH)
    assert {trace.name for trace in figure.data if trace.name} == {"Tier A"}


def test_a_tier_of_fewer_than_thirty_ends_hollow():
    few = frames.CHURN.replace("        50 ", "        20 ")
    figure = charts.churn_by_tier(frame(few), ENGLISH)
    ends = [trace.marker.symbol for trace in figure.data if trace.mode == "markers"]
    assert ends == ["circle", "triangle-up-open"]


def test_months_with_little_history_are_dotted():
    young = frames.CHURN.replace(
        "2024-01-01 | A    |       100 |       1 |       0.01 |             12",
        "2024-01-01 | A    |       100 |       1 |       0.01 |              3",
    )
    figure = charts.churn_by_tier(frame(young), ENGLISH)
    dotted, solid = [trace for trace in figure.data if trace.name == "Tier A"]
    assert (dotted.line.dash, list(dotted.y)) == ("dot", [0.01, 0.02])
    assert (solid.line.dash, list(solid.y)) == ("solid", [0.02])


def test_months_are_written_in_the_readers_language():
    figure = charts.churn_by_tier(frame(frames.CHURN), CHINESE)
    assert list(figure.layout.xaxis.ticktext) == ["1月<br>2024年", "2月"]


def test_both_errors_of_a_limit_are_drawn_as_far_as_they_are_known():
    figure = charts.silence_errors(frame(frames.SILENCE), ENGLISH)
    missed, back = figure.data
    assert (list(missed.x), list(missed.y)) == ([31, 32, 33, 34], [0.60, 0.64, 0.70, 1.00])
    assert (list(back.x), list(back.y)) == ([31, 32, 33], [0.60, 0.55, 0.40])
    assert missed.line.dash != back.line.dash
    assert labels(figure) == ["Gone, not called yet", "Called lost, came back"]


def test_the_chosen_limit_and_the_suggested_one_are_marked():
    figure = charts.silence_errors(frame(frames.SILENCE), ENGLISH)
    assert [(line.x0, line.line.dash) for line in figure.layout.shapes] == [
        (32, "solid"),
        (33, "dot"),
    ]


def test_customers_lost_hang_below_the_line_those_come_and_gone_among_them():
    figure = charts.customers_gained_and_lost(frame(frames.FLOWS), ENGLISH)
    bars = {bar.name: list(bar.y) for bar in figure.data}
    assert bars == {"New": [10, 4], "Won back": [3, 2], "Lost": [-8, -9]}
    assert labels(figure) == ["New 4", "Won back 2", "Lost 9"]


def test_aspects_stand_worst_gap_first_and_those_without_expectation_last():
    figure = charts.expected_and_perceived(frame(frames.ASPECTS), ENGLISH)
    assert labels(figure)[::2] == ["punctuality", "price", "parking"]
    assert labels(figure)[1::2] == ["gap -1.00   ▼ 75%", "gap +0.30   ▲ 110%", "3.50"]


def test_expected_is_open_perceived_filled_and_a_shortfall_has_its_own_colour():
    figure = charts.expected_and_perceived(frame(frames.ASPECTS), ENGLISH)
    expected, perceived = [trace for trace in figure.data if trace.mode == "markers"]
    assert (expected.marker.symbol, list(expected.x)) == ("diamond-open", [4.0, 3.0])
    assert list(perceived.x) == [3.0, 3.3, 3.5]
    assert list(perceived.marker.color)[:2] == [BAD, GOOD]


def test_the_interval_of_the_ratio_is_drawn_on_the_scale_of_the_aspect():
    figure = charts.expected_and_perceived(frame(frames.ASPECTS), ENGLISH)
    interval = next(trace for trace in figure.data if trace.line.width == 9)
    assert list(interval.x) == pytest.approx([0.70 * 4.0, 0.80 * 4.0])


def test_months_of_few_respondents_are_hollow_and_of_very_few_left_out():
    figure = charts.satisfaction_by_month(frame(frames.MONTHS), ENGLISH)
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert list(line.y) == [0.90, 0.95, 0.50]  # the last is not over
    assert list(line.marker.symbol) == ["circle", "circle-open", "circle-open"]


def test_satisfaction_by_tier_shows_ranked_tiers_only_a_at_the_top():
    figure = charts.satisfaction_by_tier(frame(frames.TIERED), ENGLISH)
    assert labels(figure)[::2] == ["Tier A", "Tier D"]


def test_where_nobody_said_what_they_expected_the_mean_answer_is_drawn():
    months = charts.satisfaction_by_month(frame(frames.MEANS_BY_MONTH), ENGLISH)
    line = months.data[-1]
    assert list(line.y) == [3.6, 3.8, 2.0]
    assert list(line.marker.symbol) == ["circle", "circle-open", "circle-open"]
    assert labels(months) == ["2.00"]
    assert months.layout.yaxis.title.text == "Mean answer"
    tiers = charts.satisfaction_by_tier(frame(frames.UNEXPECTED), ENGLISH)
    assert [list(trace.x) for trace in tiers.data] == [[3.6]]
    assert labels(tiers) == ["Tier A", "3.60"]


@pytest.mark.parametrize(
    ("drawing", "title"),
    [
        (frames.ASPECTS, "Mean answer:  ◇ expected   ● perceived<br>with 95% interval"),
        (frames.MEANS, "Mean answer"),
    ],
)
def test_the_axis_tells_what_the_marks_of_an_aspect_are(drawing, title):
    figure = charts.expected_and_perceived(frame(drawing), ENGLISH)
    assert figure.layout.xaxis.title.text == title


@pytest.mark.parametrize(
    "name", ["expected_and_perceived", "satisfaction_by_tier", "lift_by_campaign"]
)
def test_no_grid_runs_through_the_names_of_rows(name):
    figure = charts.CHARTS[name](frame(ALL[name]), ENGLISH)
    rails = [shape.y0 for shape in figure.layout.shapes if shape.y0 == shape.y1]
    assert not figure.layout.xaxis.showgrid
    assert rails == list(range(len(labels(figure)) // 2))


def test_no_mark_of_churn_is_cut_at_the_edge_of_its_plot():
    figure = charts.churn_by_tier(frame(frames.CHURN), ENGLISH)
    assert {line.cliponaxis for line in figure.data} == {False}


def test_a_lift_is_said_in_the_stores_currency():
    yuan = replace(CHINESE, currency="CNY")
    figure = charts.lift_by_campaign(frame(frames.LIFT), yuan)
    assert labels(figure)[1::2] == ["+¥9.00", "+¥3.00", "+¥0.50", "-¥2.00"]
    assert "CNY" in figure.layout.xaxis.title.text


def test_the_funnel_stands_in_order_ends_with_those_won_and_marks_its_weakest_stage():
    figure = charts.funnel_stages(frame(frames.FUNNEL), ENGLISH)
    track, bar = figure.data
    assert list(bar.x) == [100, 60, 20]
    assert list(track.x) == [100, 100, 100]
    assert labels(figure)[::2] == ["Enquiry", "Proposal", "Won"]
    assert labels(figure)[3] == "40% advance · 12 days   60"
    assert list(bar.marker.pattern.shape) == ["", "/", ""]
    assert list(bar.marker.color) == [BRAND, BAD, GOOD]


def test_the_pipeline_shows_money_known_and_what_past_wins_make_of_it():
    figure = charts.open_pipeline(frame(frames.PIPELINE), ENGLISH)
    amount, weighted, whole_row = figure.data
    assert (list(amount.x), list(weighted.x)) == ([1000, 2000], [200, 1000])
    assert list(whole_row.x) == [1000, 2000]
    assert labels(figure)[1] == "$200 weighted of $1K"


def test_returns_stand_best_first_and_a_loss_is_told_by_shape_as_well_as_colour():
    figure = charts.return_by_campaign(frame(frames.ROI), ENGLISH)
    (bar,) = figure.data
    assert list(bar.x) == [2.0, -0.5]
    assert list(bar.marker.color) == [GOOD, BAD]
    assert list(bar.marker.pattern.shape) == ["", "/"]
    assert labels(figure) == ["Letter", "▲ +200%", "Fair", "▼ -50%"]


def test_of_many_campaigns_the_best_and_the_worst_are_drawn():
    assert ends_of(list(range(20)), 5) == [0, 1, 2, 18, 19]
    assert ends_of(list(range(5)), 5) == [0, 1, 2, 3, 4]


def test_a_lift_is_a_gain_or_a_loss_only_where_its_interval_leaves_zero_out():
    figure = charts.lift_by_campaign(frame(frames.LIFT), ENGLISH)
    marks = next(trace for trace in figure.data if trace.mode == "markers")
    assert labels(figure)[::2] == ["Visit", "Voucher", "Letter", "Call"]
    assert list(marks.marker.symbol) == [
        "circle-open",
        "triangle-up",
        "circle-open",
        "triangle-down",
    ]


HOSTILE = [
    "<b>bold</b>",
    '<a href="https://evil.example">x</a>',
    "%{customdata[0]}<extra></extra>",
    "$x^2$",
    "&#60;img src=x&#62;",
    "tab\tand\nline",
    "\u202egnirts",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_drawn_as_text(name):
    drawn = inert(name)
    assert not set("<>$%{}\"'") & set(drawn)
    assert drawn.count("&") == drawn.count("&#")
    visible = "".join(c for c in name if c.isprintable())
    assert unescape(drawn) in (visible, visible[: LONGEST_NAME - 1].rstrip() + "…")


def test_a_hostile_campaign_reaches_the_figure_only_as_text():
    hostile = frame(frames.ROI).assign(campaign='<a href="https://evil.example">x</a>')
    figure = charts.return_by_campaign(hostile, ENGLISH)
    assert "<a" not in figure.to_json()


@pytest.mark.parametrize(
    ("chart", "drawing", "marks"),
    [
        ("churn_by_tier", frames.CHURN, {("2024-01-01", "A"), ("2024-02-01", "D")}),
        ("expected_and_perceived", frames.ASPECTS, {("punctuality",), ("price",), ("parking",)}),
        ("satisfaction_by_month", frames.MONTHS, {("2024-01-01",), ("2024-02-01",)}),
        ("satisfaction_by_tier", frames.TIERED, {("A",), ("D",)}),
        (
            "funnel_stages",
            frames.FUNNEL,
            {("Enquiry", "entered"), ("Proposal", "entered"), ("Proposal", "advanced")},
        ),
        ("open_pipeline", frames.PIPELINE, {("Enquiry",), ("Proposal",)}),
        ("return_by_campaign", frames.ROI, {("fa", "Fair"), ("le", "Letter")}),
        ("lift_by_campaign", frames.LIFT, {("vo", "Voucher"), ("le", "Letter")}),
    ],
)
def test_a_mark_says_what_it_stands_for(chart, drawing, marks):
    figure = charts.CHARTS[chart](frame(drawing), ENGLISH)
    told = [mark for trace in figure.data for mark in trace.customdata or () if len(mark) > 1]
    assert marks <= {tuple(codes) for words, *codes in told}
    assert all(words for words, *codes in told)


def test_labels_that_would_touch_are_moved_apart_in_their_order():
    assert spread([0.5, 0.1, 0.52], 0.1) == pytest.approx([0.46, 0.06, 0.56])
    assert spread([0.1, 0.9], 0.1) == [0.1, 0.9]
    assert spread([], 0.1) == []


def test_the_ticks_of_one_axis_are_written_alike():
    figure = Sketch()
    for values, words in (
        ([250_000], ["0", "5万", "10万", "15万", "20万", "25万"]),
        ([1.2], ["0.0", "0.5", "1.0", "1.5"]),
    ):
        short_ticks(figure, values, CHINESE)
        assert list(figure.drawn().layout.yaxis.ticktext) == words
