"""Value in eight numbers: how it is spread, what winning customers costs, and keeping them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lib.charts.value import MANY
from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, card, only_row, past
from lib.ui.kpis.number import Kpi, movement
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

OF_12_MONTHS = {
    "contribution": N_("Contribution, 12 months"),
    "marginal": N_("Marginal profit, 12 months"),
    "revenue": N_("Revenue, 12 months"),
}


def value() -> list[Kpi]:
    """Those that the data tells."""
    return [*_spread(), *_winning()]


def _spread() -> list[Kpi]:
    """What customers bring, what the best fifth do, and who takes how much away."""
    answer = ask("pareto_summary")
    now = _side(answer)
    if now is None:
        return []
    then = _side(ask_compared("pareto_summary", "orders"))
    for row in filter(None, (now, then)):
        row.taken = -row.beyond_value
    everyone = Drawer(CUSTOMERS, "pareto_list")
    takers = Drawer(CUSTOMERS, "pareto_list", (("beyond_peak", True),))
    label = _(OF_12_MONTHS[now.basis])
    cards = [card("value", label, "money", "up", now, then, answer, rows=everyone)]
    if now.top_20_share is not None and now.customers >= MANY:
        label = _("Share of the best fifth")
        # Of some tiers, or of some customers only, their best fifth is not tier A.
        is_tier_a = not (answer.filters.tier or answer.filters.customers)
        best = Drawer(CUSTOMERS, "tier_list", (("tier", ("A",)),)) if is_tier_a else None
        parts = partial(_of_all, now)
        cards.append(
            card("top_20_share", label, "share", None, now, then, answer, rows=best, parts=parts)
        )
    if now.basis != "revenue" or now.beyond:
        label = _("Customers beyond the peak")
        cards.append(card("beyond", label, "customers", "down", now, then, answer, rows=takers))
        label = _("Value they take away")
        cards.append(card("taken", label, "money", "down", now, then, answer, rows=takers))
    return cards


def _side(answer: Answer | None) -> Any:
    """The row of the day asked about, where anyone is ranked then."""
    rows = known(rows_of(answer.frame), "customers") if answer else []
    return next((row for row in rows if row.side == "now"), None)


def _of_all(now: Any) -> About:
    """What the share is of, and how uneven that is."""
    say = reader()
    told = [
        (_("Denominator"), _("{amount} of all customers", amount=say.money(now.value))),
        (_("Peak"), _peak(now)),
    ]
    if now.gini is not None:
        told.append((_("Gini"), say.number(now.gini, 2)))
    return tuple(told)


def _peak(now: Any) -> str:
    say = reader()
    return _(
        "{share} of the value, with the best {customers} of the customers",
        share=say.percent(now.peak_share),
        customers=say.percent(now.peak_at),
    )


def _winning() -> list[Kpi]:
    """What winning a customer costs, when that is paid back, what it brings; what keeping costs."""
    answer = ask("acquisition", by="all")
    now = only_row(answer)
    if now is None:
        return []
    then = only_row(ask_compared("acquisition", "orders", by="all"))
    cards = []
    if now.cac is not None:
        won = Drawer(CUSTOMERS, "new_customers")
        parts: Callable[[], About] = partial(_spent, now)
        label = _("Cost of winning a customer")
        cards.append(card("cac", label, "money", "down", now, then, answer, rows=won, parts=parts))
        cards += [one for one in (_payback(now, then, answer), _worth(now)) if one]
    if now.cost_per_kept is not None:
        label = _("Cost of keeping one, a month")
        cards.append(card("cost_per_kept", label, "money", "down", now, then, answer))
    return cards


def _spent(now: Any) -> About:
    say = reader()
    return (
        (_("Numerator"), _("{amount} spent to win", amount=say.money(now.spend_to_win))),
        (_("Denominator"), _("{n} new customers", n=say.number(now.new))),
    )


def _payback(now: Any, then: Any, answer: Answer) -> Kpi | None:
    if now.payback_months is None:
        return None
    say = reader()
    before = past(then.payback_months if then else None)
    change, improved, compared = movement(now.payback_months, before, "days", "down")
    if before.value is not None:
        change = say.signed(now.payback_months - before.value, 1)
    return Kpi(
        "payback_months",
        _("Paid back in months"),
        say.number(now.payback_months, 1),
        answer,
        change=change,
        improved=improved if any(digit in change for digit in "123456789") else None,
        compared=compared,
    )


def _worth(now: Any) -> Kpi | None:
    """What a customer won in these months will bring, by what winning one cost."""
    answer = ask("lifetime_value", by="cohort", tier=())  # as what winning costs
    chosen = answer.filters
    cohorts = [
        row
        for row in known(rows_of(answer.frame), "group", "value")
        if chosen.since
        and chosen.until
        and str(chosen.since) <= str(row.group) <= str(chosen.until)
    ]
    customers = sum(row.customers for row in cohorts)
    if not customers or not now.cac:
        return None
    say = reader()
    each = sum(row.value for row in cohorts) / customers
    return Kpi(
        "ltv_to_cac",
        _("Lifetime value : cost"),
        f"{say.number(each / now.cac, 1)} : 1",
        answer,
        metric="ltv_to_cac",
        statement="lifetime_value",
        compared=_("{value} each to come", value=say.money(each)),
        rows=Drawer(
            CUSTOMERS,
            "lifetime_value_list",
            (("came_since", chosen.since), ("came_until", chosen.until), ("tier", ())),
        ),
    )
