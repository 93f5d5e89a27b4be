"""The overview's numbers: one of each kind, how it moved, and what it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui import data
from lib.ui.behind import ANSWERS, COMPLAINTS, CUSTOMERS, OPPORTUNITIES
from lib.ui.drill import Drawer
from lib.ui.filters import BEFORE, DAY, TARGET, later
from lib.ui.kpis.campaigns import fraction as roi_fraction
from lib.ui.kpis.churn import newest
from lib.ui.kpis.comparing import only_row, target_of
from lib.ui.kpis.number import BASES, CALLED, Kpi, Past, movement, resting_on, written
from lib.ui.kpis.sales import fraction as win_rate_fraction
from lib.ui.kpis.satisfaction import fraction as satisfaction_fraction
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

MOST = 10  # numbers an overview can show before it is a table


@dataclass(frozen=True)
class Measure:
    """How a measure of `overview` is called, which metric defines it, and whose SQL gave it."""

    label: str
    metric: str
    before: str = N_("the period before")
    statement: str = ""


A_MONTH_AGO = N_("a month ago")

OF_A_MONTH = {
    "churn_rate": N_("Churn in {month}"),
    "churn_rate_a": N_("Tier A churn in {month}"),
}

# In the order of the cards: those that tell an executive most come first.
MEASURES = {
    "satisfaction_ratio": Measure(N_("Satisfaction ratio"), "satisfaction_ratio"),
    "churn_rate": Measure(N_("Monthly churn"), "tier_churn", A_MONTH_AGO, "overview"),
    "churn_rate_a": Measure(N_("Tier A churn"), "tier_churn", A_MONTH_AGO, "overview"),
    "active_customers": Measure(N_("Active customers"), "churn_flows", A_MONTH_AGO, "overview"),
    "value": Measure(N_("Value of 12 months"), "tiers", A_MONTH_AGO, "overview"),
    "complaints_per_1000": Measure(N_("Complaints per 1,000 active"), "complaints"),
    "cash_received": Measure(N_("Cash received"), "three_measures"),
    "win_rate": Measure(N_("Win rate"), "win_rate", statement="overview_by_month"),
    "weighted_pipeline": Measure(
        N_("Weighted pipeline"), "pipeline", A_MONTH_AGO, "overview_pipeline"
    ),
    "campaign_roi": Measure(N_("Campaign ROI"), "campaign_roi"),
    "top_20_share": Measure(N_("Share of the best fifth"), "tiers", A_MONTH_AGO, "overview"),
}


def overview() -> list[Kpi]:
    """A card for each measure whose data is there, at most ten."""
    answer = ask("overview")
    told = {row.measure: row for row in rows_of(answer.frame)}
    trends = _trends()
    cards = [
        _card(told[name], measure, answer, trends.get(name, ()))
        for name, measure in MEASURES.items()
        if name in told
    ]
    return cards[:MOST]


def _card(row: Any, measure: Measure, overview: Answer, trend: Sequence[float]) -> Kpi:
    change, improved, compared = _movement(row, measure, overview)
    card = Kpi(
        name=row.measure,
        label=_label(row.measure, measure, overview),
        value=written(row.value, row.unit),
        answer=overview,
        metric=measure.metric,
        statement=measure.statement or measure.metric,
        change=change,
        improved=improved,
        compared=compared,
        trend=trend,
        parts=PARTS.get(row.measure),
        rows=ROWS.get(row.measure),
    )
    return resting_on(card, row.n, BASES.get(row.measure))


def _label(name: str, measure: Measure, overview: Answer) -> str:
    """Churn is that of one month: which, is part of its name."""
    if name not in OF_A_MONTH or not overview.filters.until:
        return _(measure.label)
    last = min(overview.filters.until, data.facts().as_of or overview.filters.until)
    month = later((last + DAY).replace(day=1), -1)
    return _(OF_A_MONTH[name], month=reader().month(month))


def _movement(row: Any, measure: Measure, overview: Answer) -> tuple[str, bool | None, str]:
    """Against what the reader compares with; where that is not known, what came before."""
    past = past_of(row, measure, overview)
    change, improved, compared = movement(row.value, past, row.unit, row.better)
    if past.value is None and overview.filters.comparison == TARGET and row.better:
        compared = _("no target is set")
    return change, improved, compared


def past_of(row: Any, measure: Measure, overview: Answer) -> Past:
    """A year ago, else what came before; what came before; or the target."""
    comparison = overview.filters.comparison
    if comparison == TARGET:
        return Past(target_of(overview.question.settings, row.measure), CALLED[TARGET])
    if comparison == BEFORE or row.a_year_before is None:
        return Past(row.before, measure.before)
    return Past(row.a_year_before, CALLED[comparison])


def _satisfaction_parts() -> About:
    row = only_row(ask("satisfaction_ratio", by="all"))
    return satisfaction_fraction(row) if row else ()


def _churn_parts(tier: tuple[str, ...] = ()) -> About:
    """Of the period's last month."""
    say = reader()
    if not tier and not ask("churn_flows").filters.tier:
        row = newest(ask("churn_flows"))
        pair = (row.churned, row.active) if row else None
    else:
        answer = ask("tier_churn", tier=tier) if tier else ask("tier_churn")
        rows = rows_of(answer.frame)
        row = newest(answer)
        last = [each for each in rows if each.month == row.month] if row else []
        pair = (sum(r.churned for r in last), sum(r.customers for r in last)) if last else None
    if not pair:
        return ()
    lost = _(
        "{n} active customers lost in {month}", n=say.number(pair[0]), month=say.month(row.month)
    )
    return (
        (_("Numerator"), lost),
        (_("Denominator"), _("{n} active at its start", n=say.number(pair[1]))),
    )


def complaint_parts() -> About:
    say = reader()
    row = only_row(ask("complaints", by="all"))
    if not row:
        return ()
    counted = _("{n} valid complaints in complete months", n=say.number(row.rated_complaints))
    active = _("{n} active at the months' starts, added up", n=say.number(row.active_customers))
    return ((_("Numerator"), counted), (_("Denominator"), active))


def _win_rate_parts() -> About:
    row = only_row(ask("win_rate"))
    return win_rate_fraction("rate", row) if row else ()


def _pipeline_parts() -> About:
    say = reader()
    rows = known(rows_of(ask("pipeline").frame), "amount")
    amount = sum(row.amount for row in rows)
    return (
        (
            _("Rests on"),
            _(
                "{amount} open in {n} opportunities",
                amount=say.money(amount),
                n=say.number(sum(row.count for row in rows)),
            ),
        ),
    )


def _roi_parts() -> About:
    row = only_row(ask("campaign_roi", by="all"))
    return roi_fraction(row) if row else ()


def _top_20_parts() -> About:
    say = reader()
    rows = known(rows_of(ask("tiers").frame), "value")
    total = say.money(sum(row.value for row in rows))
    return ((_("Denominator"), _("{amount} of all customers", amount=total)),)


PARTS: dict[str, Callable[[], About]] = {
    "satisfaction_ratio": _satisfaction_parts,
    "churn_rate": _churn_parts,
    "churn_rate_a": lambda: _churn_parts(("A",)),
    "top_20_share": _top_20_parts,
    "complaints_per_1000": complaint_parts,
    "win_rate": _win_rate_parts,
    "weighted_pipeline": _pipeline_parts,
    "campaign_roi": _roi_parts,
}

ROWS = {
    "satisfaction_ratio": Drawer(ANSWERS, "answer_list"),
    "churn_rate": Drawer(CUSTOMERS, "churn_list", (("flow", "churned"),)),
    "churn_rate_a": Drawer(CUSTOMERS, "churn_list", (("flow", "churned"), ("tier", ("A",)))),
    "active_customers": Drawer(CUSTOMERS, "tier_list", (("only_active", True),)),
    "value": Drawer(CUSTOMERS, "tier_list"),
    "top_20_share": Drawer(CUSTOMERS, "tier_list", (("tier", ("A",)),)),
    "complaints_per_1000": Drawer(COMPLAINTS, "complaint_list", (("valid", True),)),
    "win_rate": Drawer(OPPORTUNITIES, "opportunity_list", (("fate", "won"),)),
    "weighted_pipeline": Drawer(
        OPPORTUNITIES,
        "opportunity_list",
        (("behind", "pipeline"), ("fate", "open")),
        like="pipeline",
    ),
}


def _trends() -> dict[str, list[float]]:
    """Month by month, for the measures that are known by month."""
    trends: dict[str, list[float]] = {}
    for row in known(rows_of(ask("overview_by_month").frame), "value"):
        trends.setdefault(row.measure, []).append(row.value)
    return trends
