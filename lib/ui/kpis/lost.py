"""Customers lost and won back, in five numbers."""

from functools import partial
from typing import Any

from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Base, Kpi, movement, resting_on, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "lost_customers"
BACK = Base(N_("of {n} customers"), N_("fewer than 5 customers"))


def lost() -> list[Kpi]:
    """Who went and what went with them; large and medium ones beside what was to be expected; who
    came back. None without a month."""
    months = ask(METRIC, by="month")
    rows = rows_of(months.frame)
    if not rows:
        return []
    answer = ask(METRIC)
    cells = rows_of(answer.frame)
    told = ask_compared(METRIC, "orders", by="month")
    then = rows_of(told.frame) if told else []
    if len(then) != len(rows):  # the data does not reach back over all of it
        then = []
    return [
        _lost("customers", _("Customers lost"), "customers", rows, then, months),
        _lost("value_lost", _("Value lost"), "money", rows, then, months),
        _large_or_medium(rows, months),
        _won_back(),
        _share_back(cells, answer),
    ]


def _lost(
    column: str, label: str, unit: str, rows: list[Any], then: list[Any], answer: Answer
) -> Kpi:
    value, before = (_sum(each, column) for each in (rows, then))
    change, improved, compared = movement(value, past(before), unit, "down")
    return Kpi(
        column,
        label,
        written(value, unit),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[getattr(row, column) for row in known(rows, column)],
        rows=Drawer(CUSTOMERS, "lost_customers_list"),
    )


def _sum(rows: list[Any], column: str) -> float | None:
    told = [getattr(row, column) for row in known(rows, column)]
    return sum(told) if told else None


def _large_or_medium(rows: list[Any], answer: Answer) -> Kpi:
    """Of the months that can be judged, where there are any: only these have an expectation."""
    judged = known(rows, "expected")
    counted, say = judged or rows, reader()
    n = sum(row.large_or_medium for row in counted)
    expected = sum(row.expected for row in judged) if judged else None
    alarms = sum(row.alarm for row in judged)
    return Kpi(
        "large_or_medium",
        _("Large and medium lost"),
        say.short(n),
        answer,
        change=say.signed(n - expected) if expected is not None else "",
        improved=False if alarms else None,
        compared="" if expected is None else _("vs {n} expected", n=say.number(expected)),
        trend=[row.large_or_medium for row in rows],
        rows=Drawer(CUSTOMERS, "lost_customers_list", (("large_or_medium", True),)),
    )


def _won_back() -> Kpi:
    answer = ask("win_backs", by="preceded")
    rows, say = rows_of(answer.frame), reader()
    everyone = sum(row.customers for row in rows)
    after = sum(row.customers for row in rows if row.preceded != "nothing")
    return Kpi(
        "won_back",
        _("Won back"),
        say.short(everyone),
        answer,
        compared=_("{n} after something we did", n=say.number(after)) if everyone else "",
        rows=Drawer(CUSTOMERS, "win_backs"),
    )


def _share_back(cells: list[Any], answer: Answer) -> Kpi:
    """Of what the customers lost in the period had brought: of those who are back by now."""
    value, back = (
        sum(getattr(row, name) or 0 for row in cells) for name in ("value_lost", "value_back")
    )
    share = back / value if value > 0 and back >= 0 else None
    card = Kpi(
        "value_back",
        _("Value back"),
        written(share, "share"),
        answer,
        metric="value_back",
        compared=_("of what was lost"),
        parts=partial(fraction, value, back),
    )
    return resting_on(card, sum(row.customers for row in cells), BACK)


def fraction(value: float, back: float) -> About:
    say = reader()
    return (
        (_("Numerator"), _("{value} of customers who are back", value=say.money(back))),
        (_("Denominator"), _("{value} of customers lost", value=say.money(value))),
    )
