"""The funnel in four numbers."""

from functools import partial
from typing import Any

from lib.ui.behind import OPPORTUNITIES
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, card, only_row
from lib.ui.kpis.number import BASES, Kpi, resting_on
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import ask

METRIC = "win_rate"
SHARES = ("rate", "rate_by_value")

# Column -> its unit, which way is better, and the target it may have.
COLUMNS = {
    "rate": ("share", "up", "win_rate"),
    "rate_by_value": ("share", "up", ""),
    "median_days": ("days", "down", ""),
    "velocity": ("money", "up", ""),
}


def sales() -> list[Kpi]:
    """How much is won, how fast; none where nothing was decided."""
    answer = ask(METRIC)
    now = only_row(answer)
    if now is None:
        return []
    then = only_row(ask_compared(METRIC, "opportunities"))
    labels = {
        "rate": _("Win rate"),
        "rate_by_value": _("Win rate by value"),
        "median_days": _("Days to win"),
        "velocity": _("Velocity, a day"),
    }
    decided = now.won + now.lost
    cards = [
        card(
            column,
            labels[column],
            unit,
            better,
            now,
            then,
            answer,
            target=target,
            metric=METRIC if column == "rate" else column,
            parts=partial(fraction, column, now),
            rows=Drawer(OPPORTUNITIES, "opportunity_list", (("fate", "won"),)),
        )
        for column, (unit, better, target) in COLUMNS.items()
    ]
    base = BASES["win_rate"]
    return [resting_on(each, decided, base) if each.name in SHARES else each for each in cards]


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
