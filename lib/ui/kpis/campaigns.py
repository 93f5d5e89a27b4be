"""The return of all campaigns together, in four numbers."""

from typing import Any

from lib.frames import rows_of
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Kpi, movement, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

METRIC = "campaign_roi"


def campaigns() -> list[Kpi]:
    """What came back, what it cost, what was sold; none without a campaign."""
    answer = ask(METRIC, by="all")
    now = next(iter(rows_of(answer.frame)), None)
    if now is None:
        return []
    told = ask_compared(METRIC, "touches", by="all") or ask_compared(
        METRIC, "campaign_days", by="all"
    )
    then = next(iter(rows_of(told.frame)), None) if told else None
    return [
        _card("roi", _("Campaign ROI"), "ratio", "up", now, then, answer, target="campaign_roi"),
        _card("profit", _("Profit due to campaigns"), "money", "up", now, then, answer),
        _card("cost", _("Cost of campaigns"), "money", None, now, then, answer),
        _card("orders", _("Orders due to campaigns"), "customers", "up", now, then, answer),
    ]


def _card(
    column: str,
    label: str,
    unit: str,
    better: str | None,
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
        parts=(lambda: fraction(now)) if column == "roi" else None,
    )


def fraction(row: Any) -> About:
    """What the return divides by what."""
    say = reader()
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
