"""What is sold, reached, owed and said to customers, in a sentence each; and what to do first."""

from typing import Any

from pandas import DataFrame

from lib.charts.owed import LONG, OLD
from lib.charts.performance import groups_sold, is_behind
from lib.frames import known, rows_of
from lib.languages import Language


def how_performance_stands(
    targets: DataFrame, receivables: DataFrame, contact_gaps: DataFrame, say: Language
) -> str:
    """What to do: whom to ask for money, whom to call; and where sales stand. Empty where nothing
    of it is known."""
    told = [_collect(receivables, say), _call(contact_gaps, say), _stand(targets, say)]
    return say.paragraph(told)


def to_collect(receivables: DataFrame) -> tuple[float, float]:
    """The money open for over 60 days, and all that is open."""
    rows = rows_of(receivables)
    old = sum(row.amount for row in rows if row.band in OLD)
    return old, sum(row.amount for row in rows)


def _collect(receivables: DataFrame, say: Language) -> str:
    old, everything = to_collect(receivables)
    if old <= 0:
        return ""
    return say(
        "Collect first: {amount} has been open for over 60 days, {share} of what is owed.",
        amount=say.money(old),
        share=say.percent(old / everything, 0),
    )


def _call(contact_gaps: DataFrame, say: Language) -> str:
    (best, *_others) = [row for row in rows_of(contact_gaps) if row.tier == "A"] or [None]
    silent = sum(getattr(best, band) for band in LONG) if best else 0
    if not silent:
        return ""
    return say(
        "Call the {n} tier A customers nobody has spoken to for over 180 days.",
        n=say.number(silent),
    )


def _stand(targets: DataFrame, say: Language) -> str:
    rows = sorted(known(rows_of(targets), "month", "pace"), key=lambda row: row.month)
    if not rows:
        return ""
    newest = rows[-1]
    told = {"month": say.month(newest.month), "pace": say.percent(newest.pace, 0)}
    if newest.share_gone < 1:
        return say("Revenue of {month} stands at {pace} of its planned pace.", **told)
    return say("Revenue of {month} reached {pace} of its target.", **told)


def sales_by_group(performance: DataFrame, say: Language) -> str:
    """What sold most, and what lies furthest behind its target or last year."""
    rows = groups_sold(performance)
    if not rows:
        return ""
    first = rows[0]
    sentence = say(
        "{first} sold most, {amount}, {share} of all",
        first=_quoted(first.group, say),
        amount=say.money(first.revenue),
        share=say.percent(first.share, 0),
    )
    behind = [row for row in rows if is_behind(row)]
    if not behind:
        return sentence
    worst = min(behind, key=lambda row: row.revenue / _least(row))
    against = say("its target") if worst.target is not None else say("the year before")
    return sentence + say(
        "; furthest behind {against} is {name}, at {share}",
        against=against,
        name=_quoted(worst.group, say),
        share=say.percent(worst.revenue / _least(worst), 0),
    )


def _least(row: Any) -> float:
    least: float = row.target if row.target is not None else row.last_year
    return least


def _quoted(name: str | None, say: Language) -> str:
    return say("“{name}”", name=name) if name is not None else say("what tells none")


def targets_by_month(targets: DataFrame, say: Language) -> str:
    """How many finished months reached their target, and how the unfinished one stands."""
    rows = sorted(known(rows_of(targets), "month", "pace"), key=lambda row: row.month)
    if not rows:
        return ""
    over = [row for row in rows if row.share_gone >= 1]
    told = say(
        "{n} of {all} months reached their target",
        n=say.number(sum(row.pace >= 1 for row in over)),
        all=say.number(len(over)),
    )
    newest = rows[-1]
    if newest.share_gone >= 1:
        return told
    return told + say(
        "; {month} stands at {pace} of its planned pace",
        month=say.month(newest.month),
        pace=say.percent(newest.pace, 0),
    )


def targets_by_group(targets: DataFrame, say: Language) -> str:
    """Who is furthest behind, and how many are."""
    rows = known(rows_of(targets), "group", "pace")
    if not rows:
        return ""
    last = min(rows, key=lambda row: row.pace)
    behind = sum(row.pace < 1 for row in rows)
    if not behind:
        return say("All {n} are on their target or ahead of it", n=say.number(len(rows)))
    return say(
        "{n} of {all} are behind their target; furthest “{name}”, at {pace}",
        n=say.number(behind),
        all=say.number(len(rows)),
        name=last.group,
        pace=say.percent(last.pace, 0),
    )


def receivables_by_age(receivables: DataFrame, say: Language) -> str:
    """How much is open, and how much of it is old."""
    rows = rows_of(receivables)
    if not rows:
        return ""
    old, everything = to_collect(receivables)
    if everything <= 0:
        return say("Everything ordered is paid")
    return say(
        "{all} is open, {old} of it for over 60 days",
        all=say.money(everything),
        old=say.money(old),
    )


def contact_gaps_by_tier(contact_gaps: DataFrame, say: Language) -> str:
    """How long the best customers wait for a word."""
    rows = [row for row in rows_of(contact_gaps) if row.customers]
    rows = [row for row in rows if row.tier != "none"] or rows
    if not rows:
        return ""
    first = rows[0]
    silent = sum(getattr(first, band) for band in LONG)
    who = say("tier {tier}", tier=first.tier) if first.tier != "none" else say("all customers")
    return say(
        "Of {who}, {n} of {all} were not spoken to for 180 days",
        who=who,
        n=say.number(silent),
        all=say.number(first.customers),
    )


def product_pairs(pairs: DataFrame, say: Language) -> str:
    """The pair found together most often beyond chance, as one would say it."""
    rows = rows_of(pairs)
    if not rows:
        return ""
    best = rows[0]
    return say(
        "“{a}” goes with “{b}”: {lift} times as often as chance, in {n} orders",
        a=best.name_a,
        b=best.name_b,
        lift=say.number(best.lift, 1),
        n=say.number(best.together),
    )
