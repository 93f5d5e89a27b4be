"""The sentences on top of the pages of churn, sales and campaigns, worked out by hand."""

import pytest

from lib.findings.campaigns import what_to_repeat
from lib.findings.churn import how_churn_stands
from lib.findings.sales import where_to_help
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame


def churn_stands(churn, say=ENGLISH, flows=None):
    """Without flows, those who have a tier are all there are."""
    everyone = frame(flows or frames.FLOWS)
    return how_churn_stands(churn, say, everyone if flows else everyone.iloc[:0])


def test_who_has_no_tier_is_counted_too():
    told = churn_stands(frame(frames.CHURN), flows=frames.FLOWS.replace("105", "160"))
    assert told.startswith("9 of 160 active customers were lost in Feb 2024 (5.6%). Call the 2 of")


def test_churn_says_how_many_were_lost_last_month_and_whom_to_call_first():
    assert churn_stands(frame(frames.CHURN)) == (
        "6 of 150 active customers were lost in Feb 2024 (4.0%). Call the 2 of tiers A and B "
        "first: “Lost customers” lists them."
    )
    assert "请先联系其中 A、B 级的 2 位" in churn_stands(frame(frames.CHURN), CHINESE)


@pytest.mark.parametrize(
    ("lost_of_a", "lost_of_d", "sentence"),
    [
        (0, 4, "4 of 150 active customers were lost in Feb 2024 (2.7%). Nobody of tiers A and B "),
        (0, 0, "None of 150 active customers was lost in Feb 2024."),
    ],
)
def test_where_none_of_the_best_are_lost_nobody_is_to_be_called(lost_of_a, lost_of_d, sentence):
    churn = frame(frames.CHURN)
    churn["churned"] = [1, 3, lost_of_a, lost_of_d]
    assert churn_stands(churn).startswith(sentence)


def test_of_other_tiers_alone_the_best_are_not_spoken_of():
    of_d = frame(frames.CHURN).query("tier == 'D'")
    assert churn_stands(of_d) == ("4 of 50 active customers were lost in Feb 2024 (8.0%).")


def test_sales_names_the_stage_to_help_and_what_lies_open_there():
    funnel, pipeline = frame(frames.FUNNEL), frame(frames.PIPELINE)
    assert where_to_help(funnel, pipeline, ENGLISH) == (
        "Help opportunities past “Proposal” first: only 40% advance from it, and $2K in 5 of them "
        "lies open there."
    )
    assert where_to_help(funnel, pipeline.iloc[:1], ENGLISH) == (
        "Help opportunities past “Proposal” first: only 40% advance from it."
    )


def test_campaigns_name_those_to_change_and_the_one_to_repeat():
    roi = frame(frames.ROI)
    assert what_to_repeat(roi, ENGLISH) == (
        "Change or stop 1 of 2 campaigns: of $100 they cost, $50.00 did not come back. “Letter” is "
        "the one to repeat: +200% on its cost."
    )
    assert what_to_repeat(roi.iloc[1:], ENGLISH).startswith("Every campaign earned its cost.")
    assert what_to_repeat(roi.iloc[:1], ENGLISH).endswith("did not come back.")


def test_nothing_is_said_of_nothing():
    empty = {name: frame(getattr(frames, name)).iloc[:0] for name in ("CHURN", "FUNNEL", "ROI")}
    assert churn_stands(empty["CHURN"]) == ""
    assert where_to_help(empty["FUNNEL"], frame(frames.PIPELINE), ENGLISH) == ""
    assert what_to_repeat(empty["ROI"], ENGLISH) == ""
