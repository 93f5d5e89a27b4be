"""Numbers for cards: how each reads, how it moved, and whether that is good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui.definitions import DEFINITIONS
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, ask


@dataclass(frozen=True)
class Kpi:
    """One number for a card.

    `change` carries its sign; `improved` is None where neither direction is better, or nothing
    moved; `compared` says with what, and in a word whether that is better or worse.
    """

    label: str
    value: str
    change: str = ""
    improved: bool | None = None
    compared: str = ""
    trend: Sequence[float] = ()
    about: str = ""


MOST = 8  # numbers an overview can show before it is a table


@dataclass(frozen=True)
class Measure:
    """How a measure of `overview` is called, and which metric defines it."""

    label: str
    metric: str
    compared: str = N_("the period before")


A_MONTH_AGO = N_("a month ago")

# In the order of the cards: those that tell an executive most come first.
MEASURES = {
    "satisfaction_ratio": Measure(N_("Satisfaction ratio"), "satisfaction_ratio"),
    "churn_rate": Measure(N_("Monthly churn"), "tier_churn", A_MONTH_AGO),
    "churn_rate_a": Measure(N_("Tier A churn"), "tier_churn", A_MONTH_AGO),
    "active_customers": Measure(N_("Active customers"), "churn_flows", A_MONTH_AGO),
    "value": Measure(N_("Value of 12 months"), "tiers", A_MONTH_AGO),
    "win_rate": Measure(N_("Win rate"), "win_rate"),
    "weighted_pipeline": Measure(N_("Weighted pipeline"), "pipeline", A_MONTH_AGO),
    "campaign_roi": Measure(N_("Campaign ROI"), "campaign_roi"),
    "top_20_share": Measure(N_("Share of the best fifth"), "tiers", A_MONTH_AGO),
}


def overview(overview: Answer) -> list[Kpi]:
    """A card for each measure whose data is there, at most eight."""
    told = {row.measure: row for row in rows_of(overview.frame)}
    trends = _trends(told)
    cards = [
        _card(told[name], measure, overview, trends.get(name, ()))
        for name, measure in MEASURES.items()
        if name in told
    ]
    return cards[:MOST]


def _card(row: Any, measure: Measure, overview: Answer, trend: Sequence[float]) -> Kpi:
    change, improved, compared = _movement(row, measure)
    return Kpi(
        label=_(measure.label),
        value=_written(row),
        change=change,
        improved=improved,
        compared=compared,
        trend=trend,
        about=DEFINITIONS[measure.metric].said(overview.question.settings, reader()),
    )


def _written(row: Any) -> str:
    say = reader()
    if row.unit == "money":
        return say.money(row.value)
    if row.unit == "customers":
        return say.short(row.value)
    return say.percent(row.value)


def _movement(row: Any, measure: Measure) -> tuple[str, bool | None, str]:
    """The change since a year ago, or since before; whether it is good; and both in words."""
    past = row.before if row.a_year_before is None else row.a_year_before
    if past is None:
        return "", None, ""
    since = _(measure.compared if row.a_year_before is None else N_("a year ago"))
    change = row.value - past
    written = _change_written(row, change, past)
    if row.better is None or not any(digit in written for digit in "123456789"):
        return written, None, _("vs {then}", then=since)
    if (change > 0) == (row.better == "up"):
        return written, True, _("better than {then}", then=since)
    return written, False, _("worse than {then}", then=since)


def _change_written(row: Any, change: float, past: float) -> str:
    """Shares move by points, amounts by a share of what they were."""
    say = reader()
    if row.unit not in ("money", "customers"):
        return say.points(change)
    return say.signed_percent(change / abs(past), 1) if past else ""


def _trends(told: Iterable[str]) -> dict[str, list[float]]:
    """Month by month, for the measures that have a metric by month."""
    trends: dict[str, list[float]] = {}
    if "satisfaction_ratio" in told:
        months = rows_of(ask("satisfaction_ratio", by="month").frame)
        trends["satisfaction_ratio"] = [m.ratio for m in known(months, "group", "ratio")]
    if "churn_rate" in told:
        tiers = rows_of(ask("tier_churn").frame)
        trends["churn_rate"] = _rates(tiers)
        trends["churn_rate_a"] = _rates([row for row in tiers if row.tier == "A"])
        trends["active_customers"] = [row.active for row in rows_of(ask("churn_flows").frame)]
    return trends


def _rates(tier_churn: list[Any]) -> list[float]:
    """Churned ÷ active of each month, over all these tiers: a ratio of sums."""
    months = sorted({row.month for row in tier_churn})
    sums = [[row for row in tier_churn if row.month == month] for month in months]
    return [
        sum(row.churned for row in rows) / active
        for rows in sums
        if (active := sum(row.customers for row in rows))
    ]


def win_rate(win_rate: Answer) -> list[Kpi]:
    """The funnel in four numbers; none where nothing was decided."""
    say = reader()
    rows = rows_of(win_rate.frame)
    if not rows:
        return []
    row = rows[0]
    about = DEFINITIONS["win_rate"].said(win_rate.question.settings, say)
    interval = ""
    if row.low is not None:
        interval = _("{low} to {high}", low=say.percent(row.low, 0), high=say.percent(row.high, 0))
    decided = _(
        "{won} of {decided}", won=say.number(row.won), decided=say.number(row.won + row.lost)
    )
    return [
        Kpi(_("Win rate"), say.percent(row.rate), decided, compared=interval, about=about),
        Kpi(
            _("Win rate by value"),
            say.percent(row.rate_by_value),
            say.money(row.won_amount),
            compared=_("won"),
        ),
        Kpi(
            _("Days to win"), say.number(row.median_days), _("median"), compared=_("from creation")
        ),
        Kpi(
            _("Velocity"),
            say.money(row.velocity),
            _("a day"),
            compared=_("from {n} open", n=say.number(row.open)),
        ),
    ]
