"""Who came and who went, in four numbers."""

from collections.abc import Callable
from typing import Any

from lib.charts.churn import flows_of
from lib.frames import rows_of
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.filters import Plain
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Kpi, movement, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "churn_flows"


def churn() -> list[Kpi]:
    """Active at the end of the period; lost, won back and new in it. None without a month."""
    answer = ask(METRIC)
    months = flows_of(answer.frame)
    if not months:
        return []
    told = ask_compared(METRIC, "orders")
    then = flows_of(told.frame) if told else []
    if len(then) != len(months):  # the data does not reach back over all of it
        then = []
    return [
        _card("active", _("Active customers"), "up", months, then, answer),
        _card("lost", _("Lost in {n} months", n=len(months)), "down", months, then, answer),
        _card("won_back", _("Won back in {n} months", n=len(months)), "up", months, then, answer),
        _card("arrived", _("New in {n} months", n=len(months)), "up", months, then, answer),
    ]


def active_at_end(month: Any) -> float:
    """The next month's start, told by this month's comings and goings."""
    return float(month.active + month.won_back + month.arrived - month.lost)


def _in_all(flow: str, months: list[Any]) -> float | None:
    if not months:
        return None
    if flow == "active":
        return active_at_end(months[-1])
    return float(sum(getattr(month, flow) for month in months))


def _card(
    flow: str, label: str, better: str, months: list[Any], then: list[Any], answer: Answer
) -> Kpi:
    value = _in_all(flow, months)
    target = "active_customers" if flow == "active" else ""
    before = past(_in_all(flow, then), target)
    change, improved, compared = movement(value, before, "customers", better)
    each: Callable[[Any], float] = (
        active_at_end if flow == "active" else lambda month: float(getattr(month, flow))
    )
    return Kpi(
        flow,
        label,
        written(value, "customers"),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[each(month) for month in months],
        parts=_moves(months) if flow == "lost" else None,
        rows=_behind(flow),
    )


def _behind(flow: str) -> Drawer:
    """As the card counts them: those active at the end, or who moved in any of the months, of
    every tier."""
    everyone: tuple[tuple[str, Plain], ...] = (("tier", ()),)
    if flow == "active":
        return Drawer(CUSTOMERS, "tier_list", (*everyone, ("only_active", True)))
    moved = (("flow", flow), ("whole_period", True))
    return Drawer(CUSTOMERS, "churn_list", (*everyone, *moved))


def _moves(months: list[Any]) -> Callable[[], About]:
    """What the customers lost are made of."""
    say = reader()
    lapsed = say.number(sum(month.churned for month in months))
    passing = say.number(sum(month.arrived_and_left for month in months))
    words = _("{n} lapsed or left, {m} came and left in the same month", n=lapsed, m=passing)
    return lambda: ((_("Rests on"), words),)


def newest(answer: Answer) -> Any:
    """The newest month of an answer month by month; None where it has none."""
    return max(rows_of(answer.frame), key=lambda row: row.month, default=None)
