"""Who the customers are, who of them comes, stays and is worth most: a sentence each."""

from typing import Any

from pandas import DataFrame

from lib.charts.cohorts import at, cohorts_drawn, curves_of
from lib.charts.foretold import MOST_REPEATS, called, cohorts_worth, groups_drawn
from lib.charts.kit import FEW, TIERS
from lib.charts.profiles import (
    GOING,
    SEGMENTS,
    against_everyone,
    group_in_words,
    groups_by_size,
    values_drawn,
)
from lib.frames import known, rows_of
from lib.languages import Language

YEAR = 365


def best_customers(profile: DataFrame, say: Language) -> str:
    """Which value the best have more often than everyone, and which less, where that is sure."""
    rows = values_drawn(profile)
    if not rows:
        return ""
    more = next((row for row in rows if against_everyone(row) == "above"), None)
    less = next((row for row in reversed(rows) if against_everyone(row) == "below"), None)
    if more and less:
        return say(
            "“{value}” is {index} times as frequent among the best as among all; “{other}” {less}",
            value=more.value,
            index=say.number(more.index, 1),
            other=less.value,
            less=say.number(less.index, 1),
        )
    if told := more or less:
        return say(
            "“{value}” is {index} times as frequent among the best as among all",
            value=told.value,
            index=say.number(told.index, 1),
        )
    return say("The best are told apart by none of these values: they are like everyone")


def new_by_group(prospecting: DataFrame, say: Language) -> str:
    """How many came, most of them from where, and where the trend goes."""
    rows = rows_of(prospecting)
    everyone = sum(row.customers for row in rows)
    if not everyone:
        return say("Nobody bought for the first time in these months") if rows else ""
    first = groups_by_size(rows)[0]
    n = sum(row.customers for row in rows if row.group == first)
    sentence = say("{n} new customers", n=say.number(everyone))
    if first not in (None, "all"):
        sentence += say(
            ", {share} of them “{group}”",
            share=say.percent(n / everyone, 0),
            group=say(group_in_words(first, say)) if first in ("business", "person") else first,
        )
    return sentence + _trend(rows, say)


def _trend(rows: list[Any], say: Language) -> str:
    """The 12-month mean at both ends, where it is known."""
    months = sorted({row.month for row in rows})
    unknown = {row.month for row in rows if row.trend is None}
    told = [month for month in months if month not in unknown]
    if len(told) < 2:
        return ""
    ends = [sum(row.trend for row in rows if row.month == month) for month in (told[0], told[-1])]
    return say(
        "; {now} a month over the last year, {then} in {month}",
        now=say.number(ends[1]),
        then=say.number(ends[0]),
        month=say.month(told[0]),
    )


def best_segment(rfm: DataFrame, say: Language) -> str:
    """How few bring how much: the segment that brings most."""
    rows = [row for row in rows_of(rfm) if row.customers]
    if not rows:
        return ""
    best = max(rows, key=lambda row: row.revenue)
    return say(
        "“{segment}” are {customers} of the customers and bring {revenue} of the revenue",
        segment=say(SEGMENTS[best.segment]),
        customers=say.percent(best.share, 0),
        revenue=say.percent(best.share_of_revenue, 0),
    )


def rfm_segments(rfm: DataFrame, say: Language) -> str:
    """How many are going, and what they brought."""
    rows = [row for row in rows_of(rfm) if row.customers]
    if not rows:
        return ""
    going = [row for row in rows if row.segment in GOING]
    if not going:
        return say("Nobody is going quiet")
    return say(
        "{n} customers are going quiet, {share} of all; they brought {money}",
        n=say.number(sum(row.customers for row in going)),
        share=say.percent(sum(row.share for row in going), 0),
        money=say.money(sum(row.revenue for row in going)),
    )


def cohort_map(cohort_retention: DataFrame, say: Language) -> str:
    """How many of a cohort buy after one month, and after six; the oldest apart."""
    cohorts = cohorts_drawn(cohort_retention)
    every = [row for rows in cohorts.values() for row in rows]
    told = [row for row in every if not row.may_hold_older] or every
    parts = []
    for month in (1, 6, 12):
        rows = [row for row in told if row.month_number == month]
        if customers := sum(row.customers for row in rows):
            share = sum(row.active for row in rows) / customers
            parts.append(
                say("{share} in month {n}", share=say.percent(share, 0), n=say.number(month))
            )
    if not parts:
        return ""
    return say("Of new customers bought again: {parts}", parts=say.listing(parts))


def retention_curves(retention_curve: DataFrame, say: Language) -> str:
    """How many are there after a year; of several groups those who stay most and least, where they
    are enough to tell."""
    curves = curves_of(retention_curve)
    reached = {
        group: at(curve, YEAR).survival
        for group, curve in curves.items()
        if curve[-1].days >= YEAR and group not in (None, "none") and curve[0].customers >= FEW
    }
    if not reached:
        return ""
    best, worst = max(reached, key=lambda g: reached[g]), min(reached, key=lambda g: reached[g])
    if best == worst:
        return say("{share} are there after a year", share=say.percent(reached[best], 0))
    return say(
        "After a year {most} are there of {best}, {least} of {worst}",
        most=say.percent(reached[best], 0),
        best=_group(str(best), say),
        least=say.percent(reached[worst], 0),
        worst=_group(str(worst), say),
    )


def _group(group: str, say: Language) -> str:
    if group in TIERS:
        return say("Tier {tier}", tier=group)
    return say("not ranked") if group == "none" else f"“{group}”"


def value_ahead(lifetime_value: DataFrame, say: Language) -> str:
    """What all groups will bring, and most of it from where."""
    rows = known(rows_of(lifetime_value), "value")
    if not rows:
        return ""
    everyone = sum(row.value for row in rows)
    best = max(groups_drawn(lifetime_value), key=lambda row: row.value)
    sentence = say("{value} in the next 12 months", value=say.money(everyone))
    if len(rows) > 1 and everyone >= best.value:
        sentence += say(
            ", {share} of it from “{group}”",
            share=say.percent(best.value / everyone, 0),
            group=best.group if _is_a_name(best.group) else called(best.group, say),
        )
    if losing := [row for row in rows if row.value < 0]:
        n = say.number(sum(row.customers for row in losing))
        sentence += say("; {n} customers are in groups that cost more than they bring", n=n)
    return sentence


def value_by_cohort(lifetime_value: DataFrame, say: Language) -> str:
    """What one of the newest year's customers will bring, beside one of those before."""
    rows = sorted(known(rows_of(lifetime_value), "group", "value"), key=lambda row: row.group)
    newest, before = rows[-12:], rows[:-12]
    if not cohorts_worth(lifetime_value):
        return ""
    told = {"n": say.number(len(newest)), "each": say.money(_each(newest))}
    if not before:
        return say("Each who came in these {n} months will bring {each} in the next 12", **told)
    return say(
        "Each who came in the newest {n} months will bring {each} in the next 12, each who came "
        "before {older}",
        **told,
        older=say.money(_each(before)),
    )


def _each(cohorts: list[Any]) -> float:
    """What a customer of these together will bring."""
    customers = sum(row.customers for row in cohorts)
    return float(sum(row.value for row in cohorts)) / customers


def _is_a_name(group: str | None) -> bool:
    """From the data: what a label spells out for a chart is not wanted in a sentence."""
    return group is not None and group not in (*TIERS, "none", "all") and not group[:4].isdigit()


def foretold_and_actual(holdout: DataFrame, say: Language) -> str:
    """What was expected of the weeks held out, and what came."""
    rows = [row for row in known(rows_of(holdout), "expected") if row.is_held_out]
    actual = sum(row.actual for row in rows)
    if not actual:
        return ""
    expected = sum(row.expected for row in rows)
    return say(
        "{expected} purchases were expected in {weeks} weeks the model had not seen, {actual} "
        "came: {off} off",
        expected=say.number(expected),
        weeks=say.number(len(rows)),
        actual=say.number(actual),
        off=say.signed_percent(expected / actual - 1, 1),
    )


def foretold_by_class(holdout_classes: DataFrame, say: Language) -> str:
    """The class furthest off, a customer; one of few customers only where all are of few."""
    rows = known(rows_of(holdout_classes), "actual_each", "expected_each")
    if not rows:
        return ""
    many = [row for row in rows if row.customers >= FEW]
    worst = max(many or rows, key=lambda row: abs(row.expected_each - row.actual_each))
    told = {
        "expected": say.number(worst.expected_each, 1),
        "actual": say.number(worst.actual_each, 1),
    }
    if worst.repeats == 1:
        return say(
            "Furthest off for those with one repeat purchase before: {expected} expected each, "
            "{actual} came",
            **told,
        )
    return say(
        "Furthest off for those with {repeats} repeat purchases before: {expected} expected each, "
        "{actual} came",
        repeats=f"{worst.repeats}+" if worst.repeats == MOST_REPEATS else str(worst.repeats),
        **told,
    )
