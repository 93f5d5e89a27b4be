"""The funnel in four numbers."""

from typing import Any

from lib.frames import rows_of
from lib.ui.drill import OPPORTUNITIES, Drawer
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Kpi, movement, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "win_rate"


def sales() -> list[Kpi]:
    """How much is won, how fast; none where nothing was decided."""
    answer = ask(METRIC)
    now = next(iter(rows_of(answer.frame)), None)
    if now is None:
        return []
    told = ask_compared(METRIC, "opportunities")
    then = next(iter(rows_of(told.frame)), None) if told else None
    return [
        _card("rate", _("Win rate"), "share", "up", now, then, answer, target="win_rate"),
        _card("rate_by_value", _("Win rate by value"), "share", "up", now, then, answer),
        _card("median_days", _("Days to win"), "days", "down", now, then, answer),
        _card("velocity", _("Velocity, a day"), "money", "up", now, then, answer),
    ]


def _card(
    column: str,
    label: str,
    unit: str,
    better: str,
    now: Any,
    then: Any,
    answer: Answer,
    *,
    target: str = "",
) -> Kpi:
    value = getattr(now, column)
    before = past(getattr(then, column) if then else None, target)
    change, improved, compared = movement(value, before, unit, better)
    return Kpi(
        column,
        label,
        written(value, unit),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        parts=lambda: fraction(column, now),
        rows=Drawer(OPPORTUNITIES, "opportunity_list", (("fate", "won"),)),
    )


def fraction(column: str, row: Any) -> About:
    """What the number divides by what."""
    say = reader()
    if column == "rate_by_value":
        won, lost = row.won_amount, row.lost_amount
        both = None if won is None and lost is None else (won or 0) + (lost or 0)
        return (
            (_("Numerator"), _("{amount} won", amount=say.money(won))),
            (_("Denominator"), _("{amount} decided", amount=say.money(both))),
        )
    if column == "rate":
        parts = [
            (_("Numerator"), _("{n} won", n=say.number(row.won))),
            (_("Denominator"), _("{n} decided", n=say.number(row.won + row.lost))),
        ]
        if row.low is not None:
            interval = _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high))
            parts.append((_("95% interval"), interval))
        return tuple(parts)
    return ((_("Rests on"), _("{n} won", n=say.number(row.won))),)
