"""Loyalty in four numbers."""

from functools import partial
from typing import Any

from lib.charts.loyalty import against_chance
from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, only_row, past
from lib.ui.kpis.number import Kpi
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

LABELS = {"apostles": N_("Apostles' value"), "hostages": N_("Hostages' value")}
IMPROVED = {"above": True, "below": False, "alike": None}


def loyalty() -> list[Kpi]:
    """The loyal share beside chance, two cells of the grid, and who would recommend us: those
    that the data tells."""
    cards = [_share(), *_cells(), _nps()]
    return [card for card in cards if card]


def _share() -> Kpi | None:
    answer = ask("loyalty")
    row = only_row(answer)
    if row is None or row.share is None:
        return None
    say = reader()
    return Kpi(
        "loyal_share",
        _("Loyal customers"),
        say.percent(row.share),
        answer,
        change=say.points(row.share - row.expected_share),
        improved=IMPROVED[against_chance(row)],
        compared=_("vs {share} by chance alone", share=say.percent(row.expected_share)),
        parts=partial(fraction, row),
        rows=Drawer(CUSTOMERS, "loyalty_list", (("loyal", "yes"),)),
    )


def fraction(row: Any) -> About:
    """What the share divides by what, its interval, and the months compared."""
    say = reader()
    later, earlier = say.month(row.later_from), say.month(row.earlier_from)
    compared = _(
        "{n} months from {later}, against those from {earlier}",
        n=row.months,
        later=later,
        earlier=earlier,
    )
    interval = _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high))
    return (
        (_("Numerator"), _("{n} loyal customers", n=say.number(row.loyal))),
        (_("Denominator"), _("{n} who bought before", n=say.number(row.customers))),
        (_("95% interval"), interval),
        (_("By chance"), say.percent(row.expected_share)),
        (_("Compared"), compared),
    )


def _cells() -> list[Kpi]:
    """What the satisfied and loyal bring, and the loyal who are not satisfied."""
    answer = ask("satisfaction_by_loyalty")
    rows = {row.cell: row for row in rows_of(answer.frame)}
    if not sum(row.customers for row in rows.values()):
        return []
    return [_cell(name, rows[name], answer) for name in ("apostles", "hostages")]


def _cell(name: str, row: Any, answer: Answer) -> Kpi:
    say = reader()
    return Kpi(
        name,
        _(LABELS[name]),
        say.money(row.value),
        answer,
        compared=_("{n} customers", n=say.number(row.customers)),
        rows=Drawer(CUSTOMERS, "loyalty_list", (("cell", name),)),
    )


def _nps() -> Kpi | None:
    """On the scale from -100 to +100 that it is known by."""
    answer = ask("nps", by="all")
    row = only_row(answer)
    if row is None or row.nps is None:
        return None
    say = reader()
    then = only_row(ask_compared("nps", "responses", by="all"))
    before = past(then.nps if then else None)
    change = None if before.value is None else (row.nps - before.value) * 100
    months = known(rows_of(ask("nps", by="month").frame), "group", "nps")
    return Kpi(
        "nps",
        _("NPS"),
        say.signed(row.nps * 100),
        answer,
        change="" if change is None else say.signed(change),
        improved=None if not change else change > 0,
        compared="" if change is None else _("vs {then}", then=_(before.called)),
        trend=[month.nps * 100 for month in months],
        parts=partial(promoters, row),
    )


def promoters(row: Any) -> About:
    """What the score is the difference of, and its interval."""
    say = reader()
    interval = _("{low} to {high}", low=say.signed(row.low * 100), high=say.signed(row.high * 100))
    return (
        (_("Promoters"), say.percent(row.promoters / row.answers)),
        (_("Detractors"), say.percent(row.detractors / row.answers)),
        (_("Rests on"), _("{n} answers", n=say.number(row.answers))),
        (_("95% interval"), interval),
    )
