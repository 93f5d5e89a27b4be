"""What the answers to surveys say beyond the ratio: what to mend first, what corrects it, whom
they reach."""

from typing import Any

from pandas import DataFrame

from lib.charts.drivers import MEND_FIRST
from lib.charts.kit import TIERS, TOO_FEW
from lib.charts.satisfaction import groups_with_answers
from lib.charts.surveys import content_group, content_groups, newest_corrected
from lib.frames import known, rows_of
from lib.languages import Language

UNHEARD = 0.8  # a group whose share of answers is below this much of all is under-heard


def mend_first(satisfaction_drivers: DataFrame, say: Language) -> str:
    """What to mend first and why; or that the data does not tell, and why not."""
    rows = rows_of(satisfaction_drivers)
    if not rows:
        return ""
    placed = known(rows, "quadrant")
    if not placed:
        return _untold(rows, say)
    urgent = [row for row in placed if row.quadrant == MEND_FIRST]
    if not urgent:
        return say(
            "No aspect both matters much and falls short of the others: keep up what drives "
            "satisfaction, “{aspect}” above all",
            aspect=max(placed, key=lambda row: row.share).aspect,
        )
    first = max(urgent, key=lambda row: (row.is_sure, row.share))
    said = {
        "aspect": first.aspect,
        "share": say.percent(first.share, 0),
        "ratio": say.percent(first.performance, 0),
    }
    if not first.is_sure:
        return say(
            "“{aspect}” may be the first to mend, but the answers are too few to be sure: it "
            "explains {share} of the overall score",
            **said,
        )
    if first.is_ratio:
        return say(
            "Mend “{aspect}” first: it explains {share} of the overall score, more than any other "
            "that falls short, and reaches only {ratio} of what was expected",
            **said,
        )
    return say(
        "Mend “{aspect}” first: it explains {share} of the overall score, and is rated below the "
        "others",
        **said,
    )


def _untold(rows: list[Any], say: Language) -> str:
    explained = known(rows, "r_squared")
    if rows[0].answers == 0:
        return say(
            "The data does not tell what to mend first: no answer gives an overall score beside "
            "its aspects; have the next survey ask for one"
        )
    if not explained:
        return say(
            "The data does not tell what to mend first: the {n} answers with an overall score are "
            "too few, or all alike, for {aspects} aspects",
            n=say.number(rows[0].answers),
            aspects=say.number(len(rows)),
        )
    if len(known(rows, "share")) < 2:
        return say("With a single aspect there is nothing to choose between")
    return say(
        "The data does not tell what to mend first: the aspects explain only {share} of the "
        "overall score",
        share=say.percent(explained[0].r_squared, 0),
    )


def driver_shares(satisfaction_drivers: DataFrame, say: Language) -> str:
    """What drives the overall score most, and how much all aspects explain."""
    rows = known(rows_of(satisfaction_drivers), "share")
    if not rows:
        return ""
    first = max(rows, key=lambda row: row.share)
    return say(
        "“{aspect}” drives the overall score most, {share} of what is explained; all aspects "
        "explain {all} of it",
        aspect=first.aspect,
        share=say.percent(first.share, 0),
        all=say.percent(first.r_squared, 0),
    )


def importance_performance(satisfaction_drivers: DataFrame, say: Language) -> str:
    """Which aspects matter much and perform below the others."""
    placed = known(rows_of(satisfaction_drivers), "quadrant")
    if not placed:
        return ""
    urgent = sorted(
        (row for row in placed if row.quadrant == MEND_FIRST), key=lambda row: -row.share
    )
    sure = [row.aspect for row in urgent if row.is_sure]
    if sure:
        return say("To concentrate on: {aspects}", aspects=_quoted(sure, say))
    if urgent:
        aspects = _quoted([row.aspect for row in urgent], say)
        return say("To concentrate on, though unsure: {aspects}", aspects=aspects)
    return say("Nothing matters much and falls short of the others")


def _quoted(names: list[str], say: Language) -> str:
    return say.listing([f"“{name}”" for name in names])


def correction_steps(satisfaction_correction: DataFrame, say: Language) -> str:
    """What is left of the newest month's ratio after complaints and returns."""
    row = newest_corrected(satisfaction_correction)
    if row is None:
        return ""
    said = {
        "month": say.month(row.month),
        "surveyed": say.percent(row.surveyed),
        "corrected": say.percent(row.corrected),
    }
    if abs(row.corrected - row.surveyed) < 0.0005:
        return say(
            "{surveyed} in {month}; complaints and returns were as usual, or are not known", **said
        )
    if row.corrected < row.surveyed:
        return say(
            "{surveyed} in {month}, {corrected} after more complaints or returns than usual", **said
        )
    return say(
        "{surveyed} in {month}, {corrected} after fewer complaints or returns than usual", **said
    )


def content_by_group(csat: DataFrame, say: Language) -> str:
    """Who is satisfied least, beside all, where the intervals tell that it is so."""
    rows = content_groups(csat)
    told = [row for row in rows if row.group not in (None, "none")]
    if not rows:
        return ""
    satisfied, answers = sum(row.satisfied for row in rows), sum(row.answers for row in rows)
    share = say.percent(satisfied / answers, 0)
    if len(told) < 2:
        return say("{share} of {n} answers are satisfied", share=share, n=say.number(answers))
    least, most = told[0], told[-1]
    if least.high >= most.low:
        return say("{share} are satisfied; no group is shown to differ", share=share)
    named = {"least": content_group(least.group, say), "most": content_group(most.group, say)}
    return say(
        "“{least}” is satisfied least, {low}; “{most}” most, {high}",
        low=say.percent(least.share, 0),
        high=say.percent(most.share, 0),
        **named,
    )


def survey_reach(survey_reach: DataFrame, say: Language) -> str:
    """How many of the customers are heard, and the group heard least."""
    rows = [row for row in rows_of(survey_reach) if row.customers >= TOO_FEW]
    if not rows:
        return ""
    customers = sum(row.customers for row in rows)
    answered = sum(row.answered for row in rows)
    sentence = say(
        "{share} of customers answered: {n} of {all}",
        share=say.percent(answered / customers, 0),
        n=say.number(answered),
        all=say.number(customers),
    )
    told = [row for row in known(rows, "group", "index") if row.group != "none"]
    least = min(told, key=lambda row: row.index, default=None)
    if least is None or least.index >= UNHEARD or len(told) < 2:
        return sentence
    heard = say.percent(least.share, 0)
    if least.group in TIERS:
        return sentence + say(
            "; tier {tier} is heard least, {share}", tier=least.group, share=heard
        )
    return sentence + say("; “{group}” is heard least, {share}", group=least.group, share=heard)


def satisfaction_by_group(satisfaction_ratio: DataFrame, say: Language) -> str:
    """Which group is least satisfied, where the intervals tell it from the most satisfied."""
    rows = known(groups_with_answers(satisfaction_ratio), "group", "ratio", "low", "high")
    if len(rows) < 2:
        return ""
    least = min(rows, key=lambda row: row.ratio)
    most = max(rows, key=lambda row: row.ratio)
    if least.high >= most.low:
        return say("The groups' intervals overlap: no difference between them is shown")
    return say(
        "“{least}” is least satisfied, at {low}; “{most}” most, at {high}",
        least=least.group,
        low=say.percent(least.ratio),
        most=most.group,
        high=say.percent(most.ratio),
    )
