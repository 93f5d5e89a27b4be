"""What the frames of losses say, in a sentence each; and first of all whether they are unusual."""

from typing import Any

from pandas import DataFrame

from lib.charts.losses import REASONS, STEPS, Reason, reasons_of
from lib.frames import known, rows_of
from lib.languages import Language


def how_losses_stand(by_month: DataFrame, by_reason: DataFrame, say: Language) -> str:
    """Is what was lost last month more than usual, and why did most value go? Empty without a
    month."""
    rows = sorted(rows_of(by_month), key=lambda row: row.month)
    if not rows:
        return ""
    verdict, why = _against_usual(rows[-1], say), _why(by_reason, say)
    return say("{stands} {first}", stands=verdict, first=why) if why else verdict


def _against_usual(row: Any, say: Language) -> str:
    told = {"month": say.month(row.month), "n": say.number(row.large_or_medium)}
    if row.limit is None:
        return say(
            "{n} large and medium customers were lost in {month}; whether that is usual cannot be "
            "said before there are six months to judge by.",
            **told,
        )
    told |= {"expected": say.number(row.expected), "limit": say.number(row.limit)}
    if row.alarm:
        return say(
            "Alarm: {n} large and medium customers were lost in {month}, where {expected} were to "
            "be expected and chance explains at most {limit}.",
            **told,
        )
    return say(
        "{n} large and medium customers were lost in {month}, within the usual: {expected} were "
        "to be expected, up to {limit} is chance.",
        **told,
    )


def _why(by_reason: DataFrame, say: Language) -> str:
    reasons = reasons_of(by_reason)
    total = sum(reason.value for reason in reasons)
    if not reasons or total <= 0:
        return ""
    first = reasons[0]
    share = say.percent(first.value / total, 0)
    if first.code == "fell_silent":
        return say(
            "{share} of the value lost fell silent without a word: call them first.", share=share
        )
    return say(
        "Most of the value lost, {share}, went for one reason: {reason}.",
        share=share,
        reason=_named(first, say),
    )


def _named(reason: Reason, say: Language) -> str:
    """Our own words as they are; the company's in quotes."""
    if reason.code in REASONS:
        return say(REASONS[reason.code])
    return say("“{name}”", name=reason.code)


def losses_by_reason(lost_customers: DataFrame, say: Language) -> str:
    """How many were lost, what they had brought, and for which reason most of it went."""
    reasons = reasons_of(lost_customers)
    if not reasons:
        return ""
    first = reasons[0]
    return say(
        "{n} customers lost, who had brought {value}; most of it went for: {reason}",
        n=say.number(sum(reason.customers for reason in reasons)),
        value=say.money(sum(reason.value for reason in reasons)),
        reason=_named(first, say),
    )


def losses_against_usual(lost_customers: DataFrame, say: Language) -> str:
    """In which months more were lost than chance explains."""
    rows = sorted(known(rows_of(lost_customers), "limit"), key=lambda row: row.month)
    if not rows:
        return ""
    above = [say.month(row.month) for row in rows if row.alarm]
    if above:
        return say("More than chance explains in {months}", months=say.listing(above))
    return say("Within the usual in all {n} months judged", n=say.number(len(rows)))


def value_lost_by_month(lost_customers: DataFrame, say: Language) -> str:
    """The month in which most went, and what went in all."""
    rows = known(rows_of(lost_customers), "value_lost")
    if not rows:
        return ""
    worst = max(rows, key=lambda row: row.value_lost)
    return say(
        "{total} in {n} months, most of it in {month}: {value}",
        total=say.money(sum(row.value_lost for row in rows)),
        n=say.number(len(rows)),
        month=say.month(worst.month),
        value=say.money(worst.value_lost),
    )


def returns_by_step(win_backs: DataFrame, say: Language) -> str:
    """How many came back, and after what step of ours, if any."""
    by_step = {row.preceded: row for row in rows_of(win_backs)}
    everyone = sum(row.customers for row in by_step.values())
    if not everyone:
        return ""
    ours = [by_step[step] for step in STEPS if step in by_step and step != "nothing"]
    if not ours:
        return say("{n} came back, all of them by themselves", n=say.number(everyone))
    best = max(ours, key=lambda row: row.customers)
    return say(
        "{n} came back, {share} after something we did; most often: {step}",
        n=say.number(everyone),
        share=say.percent(sum(row.customers for row in ours) / everyone, 0),
        step=say(STEPS[best.preceded]),
    )
