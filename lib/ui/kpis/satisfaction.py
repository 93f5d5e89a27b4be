"""Satisfaction in four numbers."""

from typing import Any

from lib.frames import known, rows_of
from lib.ui.drill import ANSWERS, Drawer
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Kpi, movement, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "satisfaction_ratio"


def satisfaction() -> list[Kpi]:
    """The ratio, its two sides, and who answered; none where nobody did."""
    answer = ask(METRIC, by="all")
    now = next(iter(rows_of(answer.frame)), None)
    if now is None:
        return []
    then = _first(ask_compared(METRIC, "ratings", by="all"))
    months = known(rows_of(ask(METRIC, by="month").frame), "group", "ratio")
    return [
        _ratio(now, then, answer, months),
        _mean(_("Expected"), "expected", now, then, answer, months),
        _mean(_("Perceived"), "perceived", now, then, answer, months),
        _respondents(now, then, answer, months),
    ]


def _first(answer: Answer | None) -> Any:
    return next(iter(rows_of(answer.frame)), None) if answer else None


def _ratio(now: Any, then: Any, answer: Answer, months: list[Any]) -> Kpi:
    before = past(then.ratio if then else None, METRIC)
    change, improved, compared = movement(now.ratio, before, "ratio", "up")
    return Kpi(
        "satisfaction",
        _("Satisfaction ratio"),
        written(now.ratio, "ratio"),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[month.ratio for month in months],
        parts=lambda: fraction(now),
        rows=Drawer(ANSWERS, "answer_list"),
    )


def fraction(row: Any) -> About:
    """What the ratio divides by what, and its interval."""
    say = reader()
    parts = [
        (_("Numerator"), _("perceived, weighted mean {n}", n=say.number(row.perceived, 2))),
        (_("Denominator"), _("expected, weighted mean {n}", n=say.number(row.expected, 2))),
        (_("Rests on"), _("{n} respondents", n=say.number(row.respondents))),
    ]
    if row.low is not None:
        interval = _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high))
        parts.append((_("95% interval"), interval))
    return tuple(parts)


def _mean(label: str, side: str, now: Any, then: Any, answer: Answer, months: list[Any]) -> Kpi:
    """One side of the ratio, in points of the scale where there is one."""
    say = reader()
    value = getattr(now, side)
    before = getattr(then, side) if then and then.scale_max == now.scale_max else None
    change = "" if before is None or value is None else say.signed(value - before, 2)
    return Kpi(
        side,
        label,
        _of_scale(value, now.scale_max),
        answer,
        change=change,
        compared=_("vs {then}", then=_(past(before).called)) if change else "",
        trend=[getattr(month, side) for month in months if month.scale_max == now.scale_max],
    )


def _of_scale(value: float | None, most: float | None) -> str:
    say = reader()
    if value is None or not most or most == 1:
        return say.number(value, 2)
    return _("{points} of {most}", points=say.number(value, 2), most=say.number(most))


def _respondents(now: Any, then: Any, answer: Answer, months: list[Any]) -> Kpi:
    before = past(then.respondents if then else None)
    change, improved, compared = movement(now.respondents, before, "customers", None)
    return Kpi(
        "respondents",
        _("Respondents"),
        reader().short(now.respondents),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[float(month.respondents) for month in months],
    )
