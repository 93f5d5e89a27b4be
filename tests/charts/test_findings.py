"""What a frame says in a sentence: worked out by hand from the drawn frames."""

import pytest
from pandas import concat

from lib.caveats import CAVEATS, caveats
from lib.charts import CHARTS
from lib.findings import FINDINGS
from lib.languages import CHINESE, ENGLISH
from tests.charts import frames
from tests.charts.frames import frame
from tests.charts.test_charts import ALL


def found(name, drawing, say=ENGLISH):
    return FINDINGS[name](frame(drawing), say)


def test_every_chart_has_a_finding_and_every_caveat_a_chart():
    assert set(FINDINGS) >= set(CHARTS)
    assert set(CHARTS) >= set(CAVEATS)


# Charts that say why they are blank.
SAYS_WHY = {
    "tier_grid",
    "tier_streams",
    "value_bridge",
    "whale_curve",
    "chain_of_satisfaction",
    "correction_steps",
    "cost_by_channel",
    "kept_orders_and_revenue",
    "lift_by_campaign",
    "losses_by_reason",
    "loyal_share_by_group",
    "loyal_share_by_tier",
    "satisfied_and_loyal",
    "steps_of_loyalty",
}


@pytest.mark.parametrize("name", FINDINGS)
def test_nothing_is_found_in_nothing(name):
    empty = frame(ALL.get(name, frames.TIERS)).iloc[:0]
    assert FINDINGS[name](empty, ENGLISH) == ""
    assert caveats(name, empty, ENGLISH) == [] or name in SAYS_WHY


def test_without_a_control_group_the_lift_says_so():
    empty = frame(frames.LIFT).iloc[:0]
    (said,) = caveats("lift_by_campaign", empty, ENGLISH)
    assert "held customers back" in said


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "churn_by_tier",
            frames.CHURN,
            "Tier D loses most: 8.0% in Feb 2024 (+2.0 pt since Jan 2024); tier A 2.0%",
        ),
        (
            "customers_gained_and_lost",
            frames.FLOWS,
            "19 customers came or came back and 17 left: +2",
        ),
        (
            "silence_errors",
            frames.SILENCE,
            "At 32 days, 55.0% of those called lost came back and 64.0% of those gone were not "
            "called yet; four in five buy again within 33 days",
        ),
        (
            "silence_errors",
            frames.SILENCE.replace("|    32|", "|    34|"),
            "At 34 days nobody was called lost yet; four in five buy again within 33 days",
        ),
        (
            "expected_and_perceived",
            frames.ASPECTS,
            "“punctuality” falls furthest short of what was expected, at 75.0%; 1 of 2 meet it",
        ),
        (
            "satisfaction_by_month",
            frames.MONTHS,
            "95.0% of what was expected in Feb 2024, +5.0 pt since Jan 2024",
        ),
        (
            "satisfaction_by_tier",
            frames.TIERED,
            "Tier D is least satisfied, at 75.0%; tier A most, at 90.0%",
        ),
        (
            "funnel_stages",
            frames.FUNNEL,
            "20 of 100 new opportunities were won so far (20%); fewest advance from “Proposal”, "
            "40%",
        ),
        (
            "open_pipeline",
            frames.PIPELINE,
            "$3K open in 15 opportunities; past wins make it worth $1.2K",
        ),
        (
            "return_by_campaign",
            frames.ROI,
            "“Letter” returns most, +200% on its cost; 1 of 2 do not earn their cost",
        ),
        ("return_by_channel", frames.ROI, "“post” returns most, +200%; “event” least, -50%"),
        (
            "lift_by_campaign",
            frames.LIFT,
            "1 of 4 are shown to add value; “Voucher” adds most, +$3.00 a customer",
        ),
        (
            "tiers",
            frames.TIERS,
            "Tier A is 20% of the customers and brings 70% of the value",
        ),
    ],
)
def test_a_finding(name, drawing, sentence):
    assert found(name, drawing) == sentence


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "return_by_campaign",
            frames.ROI.replace("|  2.0 |", "| -0.1 |"),
            "None of 2 earns its cost; “Letter” comes closest, -10%",
        ),
        (
            "return_by_campaign",
            frames.ROI.replace("|  2.0 |", "|      |"),
            "“Fair” returns -50% on its cost",
        ),
        (
            "return_by_channel",
            frames.ROI.replace("|  2.0 |", "|      |"),
            "“event” returns -50% on its cost",
        ),
    ],
)
def test_a_campaign_that_loses_money_is_not_said_to_return_most(name, drawing, sentence):
    assert found(name, drawing) == sentence


@pytest.mark.parametrize(
    ("name", "drawing"), [("return_by_campaign", "ROI"), ("lift_by_campaign", "LIFT")]
)
def test_of_many_campaigns_it_is_said_that_not_all_are_drawn(name, drawing):
    few = frame(getattr(frames, drawing))
    many = concat([few] * 6)
    said = "campaigns the best and the worst are drawn."
    assert any(said in caveat for caveat in caveats(name, many, ENGLISH))
    assert not any(said in caveat for caveat in caveats(name, few, ENGLISH))


def test_without_a_lift_that_is_known_there_is_nothing_to_compare():
    unknown = frame(frames.LIFT).assign(lift=None, low=None, high=None)
    (said,) = caveats("lift_by_campaign", unknown, ENGLISH)
    assert "nothing to compare yet" in said


def test_a_finding_in_chinese():
    assert (
        found("churn_by_tier", frames.CHURN, CHINESE)
        == "D 级流失最多：2024年2月流失 8.0%（较 2024年1月 +2.0 个百分点）；A 级 2.0%"
    )


def test_without_ranked_customers_tier_a_brings_nothing_to_say():
    unranked = frame(frames.TIERS).assign(customers=[0, 0, 0, 7])
    assert FINDINGS["tiers"](unranked, ENGLISH) == ""


def test_tiers_whose_intervals_overlap_are_not_said_to_differ():
    close = frames.TIERED.replace("0.70 | 0.80", "0.70 | 0.86")
    assert found("satisfaction_by_tier", close).startswith("The tiers' intervals overlap")


def test_where_every_aspect_meets_expectations_the_best_is_named():
    met = frames.ASPECTS.replace("0.75 | 0.70 | 0.80 | -1.0", "1.25 | 1.20 | 1.30 |  1.0")
    assert found("expected_and_perceived", met) == (
        "Every aspect customers had expectations of meets them; “punctuality” does best, at 125.0%"
    )


@pytest.mark.parametrize(
    ("name", "drawing", "sentence"),
    [
        (
            "expected_and_perceived",
            frames.MEANS,
            "“speed” is rated lowest, 3.10; “price” highest, 4.05",
        ),
        (
            "satisfaction_by_month",
            frames.MEANS_BY_MONTH,
            "A mean answer of 3.80 in Feb 2024, +0.20 since Jan 2024",
        ),
        (
            "satisfaction_by_month",
            frames.MEANS_BY_MONTH.replace("20 |", " 2 |"),
            "A mean answer of 3.60 in Jan 2024",
        ),
        ("satisfaction_by_tier", frames.UNEXPECTED, ""),
    ],
)
def test_where_nobody_said_what_they_expected_the_mean_is_told(name, drawing, sentence):
    assert found(name, drawing) == sentence


def test_a_lift_that_is_not_shown_is_not_claimed():
    unsure = frames.LIFT.replace("1.0 |  5.0", "-1.0 |  5.0")
    assert found("lift_by_campaign", unsure).startswith("No campaign is shown")


def test_a_name_from_the_data_stands_in_a_finding_as_it_is():
    markup = frames.FUNNEL.replace("Proposal", "![x](http://evil.example/x.png)")
    assert "![x](http://evil.example/x.png)" in found("funnel_stages", markup)


@pytest.mark.parametrize(
    ("name", "drawing", "said"),
    [
        ("churn_by_tier", frames.CHURN, []),
        (
            "churn_by_tier",
            frames.CHURN.replace("|        50 |", "|        20 |"),
            ["A hollow mark rests on fewer than 30 customers."],
        ),
        (
            "silence_errors",
            frames.SILENCE,
            [
                "Over half of those called lost at this limit came back.",
                "Judged on Jan 31, 2024: who bought in the 180 days after it was back, the others "
                "gone.",
            ],
        ),
        (
            "silence_errors",
            frames.SILENCE.replace("|    32|", "|    33|"),
            [
                "Judged on Jan 31, 2024: who bought in the 180 days after it was back, the others "
                "gone.",
            ],
        ),
        (
            "satisfaction_by_tier",
            frames.TIERED,
            ["2 answers carry no day: they count in every period."],
        ),
        (
            "expected_and_perceived",
            frames.ASPECTS,
            ["Not shown, with fewer than 5 respondents: 1."],
        ),
        (
            "satisfaction_by_month",
            frames.MONTHS,
            [
                "The newest month is not over: it is drawn hollow and may still move.",
                "A hollow month rests on fewer than 30 respondents.",
                "Not shown, with fewer than 5 respondents: 1.",
            ],
        ),
        (
            "satisfaction_by_tier",
            frames.UNEXPECTED,
            ["No answer tells what was expected: there is a mean, but no ratio."],
        ),
        (
            "funnel_stages",
            frames.FUNNEL,
            [
                "3 opportunities carry no day: they are left out of a period.",
                "7 have no history of stages: they count in their present one.",
                "Where few durations are known, advancing is counted among those decided.",
            ],
        ),
        (
            "return_by_campaign",
            frames.ROI,
            [
                "Without a known cost, and so without a return: 1.",
                "Where the cost of goods is not known, revenue stands in for profit.",
                "Resting on what their channel claims, not on orders: 1.",
            ],
        ),
    ],
)
def test_caveats(name, drawing, said):
    assert caveats(name, frame(drawing), ENGLISH) == said


def test_one_tier_alone_loses_neither_most_nor_least():
    only_a = "\n".join(line for line in frames.CHURN.splitlines() if "| D " not in line)
    assert found("churn_by_tier", only_a) == (
        "Tier A lost 2.0% in Feb 2024 (+1.0 pt since Jan 2024)"
    )


def test_a_month_that_nobody_left_in_has_no_tier_that_loses_most():
    nobody = frames.CHURN.replace("       2 |       0.02", "       0 |       0.00")
    nobody = nobody.replace("       4 |       0.08", "       0 |       0.00")
    assert found("churn_by_tier", nobody) == "No customer was lost in Feb 2024"
