"""What customers expected and what they perceived."""

from typing import Any

from pandas import DataFrame

from lib.charts.kit import TIERS, TOO_FEW
from lib.charts.satisfaction import measure
from lib.frames import known, rows_of
from lib.languages import Language


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
