"""Customers in four numbers: what they will bring, whether they stay, how long, how many come."""

from functools import partial
from typing import Any

from lib.frames import rows_of
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, only_row, past
from lib.ui.kpis.number import Kpi, movement
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

MONTH = 365.25 / 12  # days


def profiles() -> list[Kpi]:
    """Those that the data tells."""
    persistency = ask("persistency")
    stays = only_row(persistency)
    cards = [_ahead(), _retention(stays, persistency), _tenure(stays, persistency), _new()]
    return [card for card in cards if card]


def _ahead() -> Kpi | None:
    answer = ask("lifetime_value")
    row = only_row(answer)
    if row is None or row.value is None:
        return None
    say = reader()
    return Kpi(
        "value_ahead",
        _("Value, next 12 months"),
        say.money(row.value),
        answer,
        compared=_("{each} a customer", each=say.money(row.value_each)),
        rows=Drawer(CUSTOMERS, "lifetime_value_list"),
    )


def _retention(row: Any, answer: Answer) -> Kpi | None:
    if row is None or row.retention is None:
        return None
    say = reader()
    return Kpi(
        "retention",
        _("Still active after a year"),
        say.percent(row.retention),
        answer,
        compared=_("of {n} a year ago", n=say.number(row.active_then)),
        parts=partial(_fraction, row),
    )


def _fraction(row: Any) -> About:
    say = reader()
    return (
        (_("Numerator"), _("{n} customers", n=say.number(row.kept))),
        (_("Denominator"), _("{n} customers", n=say.number(row.active_then))),
        (
            _("95% interval"),
            _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high)),
        ),
    )


def _tenure(row: Any, answer: Answer) -> Kpi | None:
    if row is None or row.tenure is None:
        return None
    say = reader()
    return Kpi(
        "tenure",
        _("Months with us"),
        say.number(row.tenure / MONTH),
        answer,
        compared=_("median of {n} active", n=say.short(row.customers)),
    )


def _new() -> Kpi | None:
    answer = ask("prospecting", by="all")
    months = rows_of(answer.frame)
    if not months:
        return None
    told = ask_compared("prospecting", "orders", by="all")
    then = rows_of(told.frame) if told else []
    known = len(then) == len(months) and not any(month.may_hold_older for month in then)
    value = float(sum(month.customers for month in months))
    before = past(float(sum(month.customers for month in then)) if known else None)
    change, improved, compared = movement(value, before, "customers", "up")
    return Kpi(
        "new_customers",
        _("New in {n} months", n=len(months)),
        reader().short(value),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[float(month.customers) for month in months],
        rows=Drawer(CUSTOMERS, "cohort_list"),
    )
