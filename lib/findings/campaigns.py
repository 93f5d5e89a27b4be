"""What campaigns returned, and what they truly changed."""

from typing import Any

from pandas import DataFrame

from lib.charts.campaigns import verdict
from lib.frames import known, rows_of
from lib.languages import Language


def what_to_repeat(campaign_roi: DataFrame, say: Language) -> str:
    """Which campaigns cost more than they brought, what that came to, and which to repeat."""
    rows = known(rows_of(campaign_roi), "roi", "campaign", "cost", "profit")
    if not rows:
        return ""
    best = max(rows, key=lambda row: row.roi)
    poor = [row for row in rows if row.roi < 0]
    repeat = ""
    if best.roi > 0:
        repeat = say(
            "“{name}” is the one to repeat: {roi} on its cost.",
            name=best.campaign,
            roi=say.signed_percent(best.roi),
        )
    if not poor:
        return say.paragraph([say("Every campaign earned its cost."), repeat])
    sentence = say(
        "Change or stop {n} of {all} campaigns: of {cost} they cost, {lost} did not come back.",
        n=say.number(len(poor)),
        all=say.number(len(rows)),
        cost=say.money(sum(row.cost for row in poor)),
        lost=say.money(sum(row.cost - row.profit for row in poor)),
    )
    return say.paragraph([sentence, repeat])


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
