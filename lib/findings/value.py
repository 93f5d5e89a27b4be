"""What customers are worth, in a sentence each."""

from typing import Any

from pandas import DataFrame

from lib.charts.kit import TOO_FEW
from lib.charts.profit import LEVELS, level_of
from lib.charts.tier_moves import RANKS, direction
from lib.charts.value import MANY, fifth_of, peak_of, placed
from lib.frames import known, rows_of
from lib.languages import N_, Language

# What the value is that customers are ranked by.
OF_BASIS = {
    "contribution": N_("the contribution"),
    "marginal": N_("the marginal profit"),
    "revenue": N_("the revenue"),
}


def how_value_stands(pareto_summary: DataFrame, say: Language) -> str:
    """What the best fifth bring and what those beyond the peak take away; empty where too few are
    ranked, or all of them together bring nothing."""
    rows = known(rows_of(pareto_summary), "customers", "top_20_share")
    now = next((row for row in rows if row.side == "now"), None)
    if now is None or now.customers < MANY:
        return ""
    best = say(
        "The best 20% of {n} customers bring {share} of {basis}.",
        n=say.number(now.customers),
        share=say.percent(now.top_20_share, 0),
        basis=say(OF_BASIS[now.basis]),
    )
    return say("{best} {beyond}", best=best, beyond=_beyond(now, say))


def _beyond(now: Any, say: Language) -> str:
    if now.beyond:
        return say(
            "{n} customers take {value} of it away again: look at what serving them costs, and at "
            "their prices.",
            n=say.number(now.beyond),
            value=say.money(-now.beyond_value),
        )
    if now.basis == "revenue":
        return say("What they cost is not known, so nobody can be seen to take any away.")
    return say("Nobody takes any away.")


def whale_curve(pareto: DataFrame, say: Language) -> str:
    """What the best fifth bring, and where the curve turns."""
    rows = placed(pareto)
    best = fifth_of(rows)
    if best is None:
        return ""
    sentence = say(
        "The best 20% bring {share} of the value", share=say.percent(best.cumulative_share, 0)
    )
    peak = peak_of(rows)
    if peak.cumulative_share <= 1:
        return sentence + say("; every customer adds to it")
    return sentence + say(
        "; it peaks at {peak} with the best {n}%, and customers beyond take it back to 100%",
        peak=say.percent(peak.cumulative_share),
        n=say.number(peak.reached),
    )


def value_bridge(profit_bridge: DataFrame, say: Language) -> str:
    """How the value moved between the two years, and what moved it most."""
    rows = rows_of(profit_bridge)
    before = sum(row.before for row in rows)
    change = sum(row.value for row in rows)
    if not rows or not before:
        return ""
    amount = say.signed_money(change)
    share = say.signed_percent(change / abs(before), 1)
    gained = sum(row.value for row in rows if row.part in ("new", "grown"))
    gone = sum(row.value for row in rows if row.part in ("shrunk", "lost"))
    return say(
        "{amount} in a year ({share}): {gained} from customers new or bringing more, {gone} from "
        "those bringing less or lost",
        amount=amount,
        share=share,
        gained=say.signed_money(gained),
        gone=say.signed_money(gone),
    )


def profit_of_months(profit_by_month: DataFrame, say: Language) -> str:
    """The newest complete month, and the best and the worst of them."""
    rows = rows_of(profit_by_month)
    if not any(row.customers or row.revenue for row in rows):
        return ""
    level = level_of(rows)
    complete = [row for row in known(rows, level) if row.is_complete]
    if not complete:
        return ""
    newest = max(complete, key=lambda row: row.month)
    best = max(complete, key=lambda row: getattr(row, level))
    sentence = say(
        "{level} was {amount} in {month}",
        level=say(LEVELS[level]),
        amount=say.money(getattr(newest, level)),
        month=say.month(newest.month),
    )
    if level == "net" and newest.margin_rate is not None:
        sentence += say(", {rate} of revenue", rate=say.percent(newest.margin_rate))
    if best is not newest:
        sentence += say(
            "; the best month was {month} with {amount}",
            month=say.month(best.month),
            amount=say.money(getattr(best, level)),
        )
    return sentence


def tier_streams(tier_moves: DataFrame, say: Language) -> str:
    """How many rose, fell and stopped buying, of those who stood in a tier a year ago."""
    rows = [row for row in rows_of(tier_moves) if row.tier_from in RANKS]
    everyone = sum(row.customers for row in rows)
    if not everyone:
        return ""
    rose = sum(row.customers for row in rows if direction(row.tier_from, row.tier_to) > 0)
    left = sum(row.customers for row in rows if row.tier_to == "left")
    fell = sum(row.customers for row in rows if direction(row.tier_from, row.tier_to) < 0) - left
    return say(
        "Of {n} customers {rose} rose, {fell} fell and {left} no longer buy",
        n=say.number(everyone),
        rose=say.number(rose),
        fell=say.number(fell),
        left=say.number(left),
    )


def tier_grid(tier_moves: DataFrame, say: Language) -> str:
    """What became of tier A, which is what most of the value stands on."""
    rows = [row for row in rows_of(tier_moves) if row.tier_from == "A"]
    everyone = sum(row.customers for row in rows)
    if everyone < TOO_FEW:
        return ""
    gone = [row for row in rows if row.tier_to != "A"]
    lost = sum(row.value_from - row.value_to for row in gone)
    return say(
        "{stayed} of {n} customers stayed in tier A; the others bring {value} less",
        stayed=say.number(everyone - sum(row.customers for row in gone)),
        n=say.number(everyone),
        value=say.money(lost),
    )
