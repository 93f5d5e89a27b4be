"""Satisfaction in four numbers."""

from functools import partial
from typing import Any

from lib.frames import known, rows_of
from lib.ui.drill import ANSWERS, Drawer
from lib.ui.kpis.comparing import ask_compared, card, only_row, past
from lib.ui.kpis.number import BASES, Kpi, resting_on
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "satisfaction_ratio"


def satisfaction() -> list[Kpi]:
    """The ratio, its two sides, and who answered; none where nobody did."""
    answer = ask(METRIC, by="all")
    now = only_row(answer)
    if now is None:
        return []
    then = only_row(ask_compared(METRIC, "ratings", by="all"))
    months = known(rows_of(ask(METRIC, by="month").frame), "group", "ratio")
    ratio = card(
        *("ratio", _("Satisfaction ratio"), "ratio", "up", now, then, answer),
        target=METRIC,
        trend=[month.ratio for month in months],
        parts=partial(fraction, now),
        rows=Drawer(ANSWERS, "answer_list"),
    )
    return [
        resting_on(ratio, now.respondents, BASES[METRIC]),
        _mean(_("Expected"), "expected", now, then, answer, months),
        _mean(_("Perceived"), "perceived", now, then, answer, months),
        card(
            *("respondents", _("Respondents"), "customers", None, now, then, answer),
            metric="respondents",
            trend=[float(month.respondents) for month in months],
        ),
    ]


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
    then_called = _("vs {then}", then=_(past(before).called)) if change else ""
    return Kpi(
        side,
        label,
        say.number(value, 2),
        answer,
        metric=side,
        change=change,
        compared=" · ".join(filter(None, (_scale(now.scale_max), then_called))),
        trend=[getattr(month, side) for month in months if month.scale_max == now.scale_max],
    )


def _scale(most: float | None) -> str:
    """The points there are; nothing where the answers share no scale."""
    return _("of {most} points", most=reader().number(most)) if most and most != 1 else ""
