"""The return of all campaigns together, in four numbers."""

from functools import partial
from typing import Any

from lib.ui.kpis.comparing import ask_compared, card, only_row
from lib.ui.kpis.number import BASES, Kpi, resting_on
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import ask

METRIC = "campaign_roi"


def campaigns() -> list[Kpi]:
    """What came back, what it cost, what was sold; none without a campaign."""
    answer = ask(METRIC, by="all")
    now = only_row(answer)
    if now is None:
        return []
    told = ask_compared(METRIC, "touches", by="all")
    then = only_row(told or ask_compared(METRIC, "campaign_days", by="all"))
    roi, profit = _("Campaign ROI"), _("Profit due to campaigns")
    cost, orders = _("Cost of campaigns"), _("Orders due to campaigns")
    parts = partial(fraction, now)
    rate = card("roi", roi, "ratio", "up", now, then, answer, target="campaign_roi", parts=parts)
    return [
        resting_on(rate, now.orders, BASES["campaign_roi"]),
        card("profit", profit, "money", "up", now, then, answer, metric="campaign_profit"),
        card("cost", cost, "money", None, now, then, answer, metric="campaign_cost"),
        card("orders", orders, "customers", "up", now, then, answer, metric="campaign_orders"),
    ]


def fraction(row: Any) -> About:
    """What the return divides by what; of how many campaigns, where not of all."""
    say = reader()
    if row.judged < row.campaigns:
        judged = _(
            "{n} of {all} campaigns, whose cost and return are known",
            n=say.number(row.judged),
            all=say.number(row.campaigns),
        )
        return ((_("Rests on"), judged),)
    kind = _("profit") if row.basis == "marginal" else _("revenue")
    return (
        (
            _("Numerator"),
            _(
                "{kind} {amount} less cost {cost}",
                kind=kind,
                amount=say.money(row.profit),
                cost=say.money(row.cost),
            ),
        ),
        (_("Denominator"), _("cost {cost}", cost=say.money(row.cost))),
    )
