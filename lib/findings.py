"""What a frame says, in one sentence: the subtitle of its chart and its words for a screen reader.

Deterministic: the same frame gives the same sentence. A finding is plain text, never markup, and
is empty where there is nothing to say yet.
"""

from collections.abc import Callable
from typing import Any

from pandas import DataFrame

from lib.charts.campaigns import verdict
from lib.charts.churn import flows_of
from lib.charts.kit import TIERS, TOO_FEW
from lib.charts.sales import weakest_stage
from lib.charts.satisfaction import measure
from lib.frames import known, rows_of
from lib.languages import Language
from lib.loyalty_findings import (
    chain_of_satisfaction,
    kept_orders_and_revenue,
    loyal_share_by_group,
    loyal_share_by_tier,
    satisfied_and_loyal,
    steps_of_loyalty,
)
from lib.quality_findings import data_freshness, data_quality, quality_by_table
from lib.satisfaction_findings import (
    correction_steps,
    driver_shares,
    importance_performance,
    satisfaction_by_group,
    survey_reach,
)

Finding = Callable[[DataFrame, Language], str]


def churn_by_tier(tier_churn: DataFrame, say: Language) -> str:
    """Which tier loses most in the newest month, how it moved, and how tier A fares beside it."""
    rows = [row for row in known(rows_of(tier_churn), "churn_rate") if row.customers >= TOO_FEW]
    if not rows:
        return ""
    month = max(row.month for row in rows)
    now = {row.tier: row for row in rows if row.month == month}
    worst = max(now.values(), key=lambda row: (row.churn_rate, row.tier))
    if not worst.churn_rate:
        return say("No customer was lost in {month}", month=say.month(month))
    sentence = say(
        "Tier {tier} loses most: {rate} in {month}"
        if len(now) > 1
        else "Tier {tier} lost {rate} in {month}",
        tier=worst.tier,
        rate=say.percent(worst.churn_rate),
        month=say.month(month),
    )
    first = min((row for row in rows if row.tier == worst.tier), key=lambda row: row.month)
    if first.month < month:
        change = say.points(worst.churn_rate - first.churn_rate)
        sentence += say(" ({change} since {month})", change=change, month=say.month(first.month))
    if "A" in now and worst.tier != "A":
        sentence += say("; tier A {rate}", rate=say.percent(now["A"].churn_rate))
    return sentence


def customers_gained_and_lost(churn_flows: DataFrame, say: Language) -> str:
    """How many came, how many left, and what remains of both."""
    rows = flows_of(churn_flows)
    if not rows:
        return ""
    gained = sum(row.arrived + row.won_back for row in rows)
    lost = sum(row.lost for row in rows)
    return say(
        "{gained} customers came or came back and {lost} left: {net}",
        gained=say.number(gained),
        lost=say.number(lost),
        net=say.signed(gained - lost),
    )


def silence_errors(silence: DataFrame, say: Language) -> str:
    """Both errors of the chosen limit, and the limit that four in five gaps would suggest."""
    row = next((row for row in rows_of(silence) if row.silent_days == row.chosen), None)
    if row is None:
        return ""
    return say(
        "At {days} days, {back} of those called lost came back and {missed} of those gone were not "
        "called yet; four in five buy again within {suggested} days",
        days=say.number(row.chosen),
        back=say.percent(row.back_share),
        missed=say.percent(row.missed_share),
        suggested=say.number(row.suggested),
    )


def tiers(tiers: DataFrame, say: Language) -> str:
    """How much of the value the best customers bring."""
    rows = [row for row in rows_of(tiers) if row.tier in TIERS]
    best = next((row for row in known(rows, "share_of_value") if row.tier == "A"), None)
    if best is None or not best.customers:
        return ""
    everyone = sum(row.customers for row in rows)
    return say(
        "Tier A is {customers} of the customers and brings {value} of the value",
        customers=say.percent(best.customers / everyone, 0),
        value=say.percent(best.share_of_value, 0),
    )


def expected_and_perceived(satisfaction_ratio: DataFrame, say: Language) -> str:
    """The aspect furthest below what was expected, and how many meet it."""
    rows = [row for row in rows_of(satisfaction_ratio) if row.respondents >= TOO_FEW]
    if measure(rows) == "perceived":
        return _rated(known(rows, "perceived"), say)
    rows = known(rows, "ratio")
    short = [row for row in rows if row.ratio < 1]
    if not short:
        best = max(rows, key=lambda row: row.ratio)
        return say(
            "Every aspect customers had expectations of meets them; “{aspect}” does best, at "
            "{ratio}",
            aspect=best.group,
            ratio=say.percent(best.ratio),
        )
    worst = min(short, key=lambda row: row.gap)
    return say(
        "“{aspect}” falls furthest short of what was expected, at {ratio}; {met} of {all} meet it",
        aspect=worst.group,
        ratio=say.percent(worst.ratio),
        met=len(rows) - len(short),
        all=len(rows),
    )


def _rated(rows: list[Any], say: Language) -> str:
    """The aspects with the lowest and the highest mean, where nobody said what they expected."""
    if len(rows) < 2:
        return ""
    lowest = min(rows, key=lambda row: row.perceived)
    highest = max(rows, key=lambda row: row.perceived)
    return say(
        "“{lowest}” is rated lowest, {low}; “{highest}” highest, {high}",
        lowest=lowest.group,
        low=say.number(lowest.perceived, 2),
        highest=highest.group,
        high=say.number(highest.perceived, 2),
    )


def satisfaction_by_month(satisfaction_ratio: DataFrame, say: Language) -> str:
    """The ratio of the newest month that is over, or the mean answer where nobody said what they
    expected; and how it moved since the first."""
    rows = [row for row in rows_of(satisfaction_ratio) if row.respondents >= TOO_FEW]
    rows = [row for row in rows if row.is_complete]
    shown = measure(rows)
    rows = sorted(known(rows, "group", shown), key=lambda row: row.group)
    if not rows:
        return ""
    first, last = rows[0], rows[-1]
    if shown == "perceived":
        return _mean_of_month(first, last, say)
    ratio, month = say.percent(last.ratio), say.month(last.group)
    if len(rows) == 1:
        return say("{ratio} of what was expected in {month}", ratio=ratio, month=month)
    return say(
        "{ratio} of what was expected in {month}, {change} since {first}",
        ratio=ratio,
        month=month,
        change=say.points(last.ratio - first.ratio),
        first=say.month(first.group),
    )


def _mean_of_month(first: Any, last: Any, say: Language) -> str:
    mean, month = say.number(last.perceived, 2), say.month(last.group)
    if first is last:
        return say("A mean answer of {mean} in {month}", mean=mean, month=month)
    return say(
        "A mean answer of {mean} in {month}, {change} since {first}",
        mean=mean,
        month=month,
        change=say.signed(last.perceived - first.perceived, 2),
        first=say.month(first.group),
    )


def satisfaction_by_tier(satisfaction_ratio: DataFrame, say: Language) -> str:
    """Which tier is least satisfied, where the intervals tell them apart."""
    rows = [row for row in rows_of(satisfaction_ratio) if row.group in TIERS]
    rows = known([row for row in rows if row.respondents >= TOO_FEW], "ratio", "low", "high")
    if len(rows) < 2:
        return ""
    least = min(rows, key=lambda row: row.ratio)
    most = max(rows, key=lambda row: row.ratio)
    if least.high >= most.low:
        return say("The tiers' intervals overlap: no difference between them is shown")
    return say(
        "Tier {least} is least satisfied, at {low}; tier {most} most, at {high}",
        least=least.group,
        low=say.percent(least.ratio),
        most=most.group,
        high=say.percent(most.ratio),
    )


def funnel_stages(sales_funnel: DataFrame, say: Language) -> str:
    """How many of those that came in were won, and the stage where most is lost."""
    rows = sorted(rows_of(sales_funnel), key=lambda row: row.position)
    if not rows or not rows[0].entered:
        return ""
    won, entered = rows[-1].advanced, rows[0].entered
    sentence = say(
        "{won} of {entered} new opportunities were won so far ({share})",
        won=say.number(won),
        entered=say.number(entered),
        share=say.percent(won / entered, 0),
    )
    weakest = weakest_stage(rows)
    if weakest is None:
        return sentence
    share = say.percent(weakest.conversion, 0)
    return sentence + say(
        "; fewest advance from “{stage}”, {share}", stage=weakest.stage, share=share
    )


def open_pipeline(pipeline: DataFrame, say: Language) -> str:
    """What is open, and what past wins make of it."""
    rows = known(rows_of(pipeline), "amount")
    if not rows:
        return ""
    weighted = known(rows, "weighted")
    return say(
        "{amount} open in {n} opportunities; past wins make it worth {weighted}",
        amount=say.money(sum(row.amount for row in rows)),
        n=say.number(sum(row.count for row in rows)),
        weighted=say.money(sum(row.weighted for row in weighted) if weighted else None),
    )


def return_by_campaign(campaign_roi: DataFrame, say: Language) -> str:
    """The best return, and how many campaigns did not earn their cost."""
    rows = known(rows_of(campaign_roi), "roi", "campaign")
    if not rows:
        return ""
    best = max(rows, key=lambda row: row.roi)
    roi = say.signed_percent(best.roi)
    if len(rows) == 1:
        return say("“{name}” returns {roi} on its cost", name=best.campaign, roi=roi)
    if best.roi < 0:
        return say(
            "None of {all} earns its cost; “{name}” comes closest, {roi}",
            all=len(rows),
            name=best.campaign,
            roi=roi,
        )
    sentence = say("“{name}” returns most, {roi} on its cost", name=best.campaign, roi=roi)
    lost = sum(row.roi < 0 for row in rows)
    if lost:
        sentence += say("; {lost} of {all} do not earn their cost", lost=lost, all=len(rows))
    return sentence


def return_by_channel(campaign_roi: DataFrame, say: Language) -> str:
    """The channels with the best and the worst return."""
    rows = known(rows_of(campaign_roi), "roi", "channel")
    if not rows:
        return ""
    best = max(rows, key=lambda row: row.roi)
    worst = min(rows, key=lambda row: row.roi)
    roi = say.signed_percent(best.roi)
    if best is worst:
        return say("“{name}” returns {roi} on its cost", name=best.channel, roi=roi)
    return say(
        "“{best}” returns most, {high}; “{worst}” least, {low}",
        best=best.channel,
        high=roi,
        worst=worst.channel,
        low=say.signed_percent(worst.roi),
    )


def lift_by_campaign(campaign_lift: DataFrame, say: Language) -> str:
    """Which campaigns are shown to have changed anything."""
    rows = known([row for row in rows_of(campaign_lift) if row.arm == "treated"], "lift")
    if not rows:
        return ""
    gains = [row for row in rows if verdict(row.low, row.high) == "gain"]
    if not gains:
        return say("No campaign is shown to have added anything: every interval holds zero")
    best: Any = max(gains, key=lambda row: row.lift)
    return say(
        "{gains} of {all} are shown to add value; “{campaign}” adds most, {lift} a customer",
        gains=len(gains),
        all=len(rows),
        campaign=best.campaign,
        lift=say.signed_money(best.lift),
    )


# A finding is known by the name of the chart it stands under.
FINDINGS: dict[str, Finding] = {
    finding.__name__: finding
    for finding in (
        chain_of_satisfaction,
        kept_orders_and_revenue,
        loyal_share_by_group,
        loyal_share_by_tier,
        satisfied_and_loyal,
        steps_of_loyalty,
        churn_by_tier,
        correction_steps,
        customers_gained_and_lost,
        data_freshness,
        data_quality,
        driver_shares,
        expected_and_perceived,
        importance_performance,
        satisfaction_by_group,
        survey_reach,
        funnel_stages,
        lift_by_campaign,
        open_pipeline,
        quality_by_table,
        return_by_campaign,
        return_by_channel,
        satisfaction_by_month,
        satisfaction_by_tier,
        silence_errors,
        tiers,
    )
}
