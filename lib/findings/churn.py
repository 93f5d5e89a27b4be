"""Who leaves and who comes, and what the tiers bring."""

from pandas import DataFrame

from lib.charts.churn import flows_of
from lib.charts.kit import TIERS, TOO_FEW
from lib.frames import known, rows_of
from lib.languages import Language


def how_churn_stands(tier_churn: DataFrame, say: Language, churn_flows: DataFrame) -> str:
    """How many were lost in the newest month, and whom of them to call first. `churn_flows` counts
    those of no tier too; without rows the tiers are all."""
    rows = [row for row in rows_of(tier_churn) if row.customers]
    if not rows:
        return ""
    month = max(row.month for row in rows)
    now = [row for row in rows if row.month == month]
    lost, active = (sum(getattr(row, of) for row in now) for of in ("churned", "customers"))
    if everyone := [row for row in rows_of(churn_flows) if row.month == month and row.active]:
        lost, active = everyone[0].churned, everyone[0].active
    told = {"month": say.month(month), "active": say.number(active)}
    if not lost:
        return say("None of {active} active customers was lost in {month}.", **told)
    sentence = say(
        "{lost} of {active} active customers were lost in {month} ({rate}).",
        lost=say.number(lost),
        rate=say.percent(lost / active),
        **told,
    )
    best = {row.tier: row.churned for row in now if row.tier in "AB"}
    if sum(best.values()):
        first = say(
            "Call the {n} of tiers A and B first: “Lost customers” lists them.",
            n=say.number(sum(best.values())),
        )
    elif best:
        first = say("Nobody of tiers A and B was among them.")
    else:
        first = ""
    return say.paragraph([sentence, first])


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
    if row.back_share is None:
        return say(
            "At {days} days nobody was called lost yet; four in five buy again within {suggested} "
            "days",
            days=say.number(row.chosen),
            suggested=say.number(row.suggested),
        )
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
