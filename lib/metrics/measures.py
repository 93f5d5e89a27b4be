"""The numbers of the overview: what each is made of, and how it is found for a span of months."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame, Series, isna

from lib.database import query
from lib.metrics.campaigns import campaign_roi
from lib.metrics.complaints import complaints
from lib.metrics.sales import pipeline, win_rate
from lib.metrics.satisfaction import satisfaction_ratio
from lib.metrics.spans import CUSTOMERS, DAY, YEAR, Asked, Span

Found = tuple[float | None, float | None]
NOTHING: Found = (None, None)


@dataclass(frozen=True)
class Measure:
    """One number: what it is made of, and how it is found for a span of months.

    A flow is what happened in the span; another is how things stood at its end. `find` gets the
    span, None where no table carries a day, and whether it is for comparison: it then answers
    None unless the data reaches back over all it is made of. `each` finds it for all months of a
    span at once; without it `find` does, which then must not ask the database for each.

    Beside a ratio `find` tells how many it rests on: customers, respondents, opportunities closed,
    orders due; None where the number is no ratio.
    """

    name: str
    unit: str
    better: str | None
    tables: tuple[str, ...]
    find: Callable[[Asked, Span | None, bool], Found]
    is_flow: bool = False
    each: Callable[[Asked, Span], Mapping[date, float]] | None = None
    is_told_by_month: bool = True

    def told(self, asked: Asked) -> tuple[float | None, int | None, float | None, float | None]:
        """The number now, how many it rests on, and the number before and a year before."""
        span = asked.span(*self.tables)
        found, rests_on = self.find(asked, span, False)
        now, n = _known(found), _whole(rests_on)
        if span is None:
            return now, n, None, None
        before, a_year_before = span.back(span.length if self.is_flow else 1), span.back(YEAR)
        compared = self._compared(asked, before)
        if a_year_before == before:
            return now, n, compared, compared
        return now, n, compared, self._compared(asked, a_year_before)

    def by_month(self, asked: Asked) -> dict[date, float | None]:
        """The number of each month; empty where it is not told by month or never known."""
        span = asked.span(*self.tables)
        if span is None or not self.is_told_by_month:
            return {}
        values = self.each(asked, span) if self.each else None
        told = {
            month.first: _known(values.get(month.first))
            if values is not None and self._reaches(asked, month)
            else self._compared(asked, month)
            for month in span.months
        }
        return told if any(value is not None for value in told.values()) else {}

    def _compared(self, asked: Asked, span: Span) -> float | None:
        return _known(self.find(asked, span, True)[0]) if self._reaches(asked, span) else None

    def _reaches(self, asked: Asked, span: Span) -> bool:
        """Does the data reach back over all of the span, as a flow needs?"""
        begin = asked.begin(*self.tables)
        return not self.is_flow or (begin is not None and begin <= span.first)


def _satisfaction(asked: Asked, span: Span | None, compared: bool) -> Found:
    told = satisfaction_ratio(asked.db, by="all", **_period(asked, span, "ratings"))
    # Undated answers count in every period: alone they would be compared with themselves.
    if compared and (told["undated"] == told["answers"]).all():
        return NOTHING
    return _first(told["ratio"]), _first(told["respondents"])


def _satisfaction_by_month(asked: Asked, span: Span) -> dict[date, float]:
    told = satisfaction_ratio(asked.db, by="month", **_period(asked, span, "ratings"))
    return _by_month(told["group"], told["ratio"])


def _win_rate(asked: Asked, span: Span | None, compared: bool) -> Found:
    if span is None:
        told = win_rate(asked.db, **_period(asked, span, "opportunities"))
        return _first(told["rate"]), _first(told["won"] + told["lost"])
    months = [month for month in asked.decided if span.first <= month <= span.last]
    won = sum(asked.decided[month].won for month in months)
    n = won + sum(asked.decided[month].lost for month in months)
    return won / n if n else None, n


def _win_rate_by_month(asked: Asked, span: Span) -> dict[date, float]:
    return {month: told.win_rate for month, told in asked.decided.items()}


def _campaign_roi(asked: Asked, span: Span | None, compared: bool) -> Found:
    told = campaign_roi(asked.db, by="all", **_period(asked, span, *CAMPAIGNS))
    return _first(told["roi"]), _first(told["orders"])


def _weighted_pipeline(asked: Asked, span: Span | None, compared: bool) -> Found:
    if span:
        return asked.weighted.get(span.end - DAY), None
    told = pipeline(asked.db, **asked.whom("opportunities"))
    return float(told["weighted"].sum(min_count=1)), None


def _churn_rate(asked: Asked, span: Span | None, compared: bool) -> Found:
    month = asked.at(span.last) if span else None
    return (month.churn_rate, month.active) if month else NOTHING


def _churn_rate_a(asked: Asked, span: Span | None, compared: bool) -> Found:
    month = asked.at(span.last) if span and (not asked.tier or "A" in asked.tier) else None
    return (month.churn_rate_a, month.active_a) if month else NOTHING


def _active_customers(asked: Asked, span: Span | None, compared: bool) -> Found:
    month = asked.at(span.end) if span else None
    return (month.active, None) if month and (month.knows_silence or not compared) else NOTHING


def _value(asked: Asked, span: Span | None, compared: bool) -> Found:
    month = asked.at(span.end) if span else None
    return (month.value, None) if month and (month.knows_a_year or not compared) else NOTHING


def _top_20_share(asked: Asked, span: Span | None, compared: bool) -> Found:
    month = asked.at(span.end) if span and not asked.tier else None
    return (month.top_20_share, None) if month and (month.knows_a_year or not compared) else NOTHING


def _complaints(asked: Asked, span: Span | None, compared: bool) -> Found:
    told = _complaints_by(asked, span, "all")
    return _first(told["per_1000_active"]), None


def _complaints_by_month(asked: Asked, span: Span) -> dict[date, float]:
    told = _complaints_by(asked, span, "month")
    return _by_month(told["group"], told["per_1000_active"])


def _complaints_by(asked: Asked, span: Span | None, by: str) -> DataFrame:
    period = _period(asked, span, "complaints")
    return complaints(asked.db, by=by, silent_days=asked.silent_days, **period)


def _cash(asked: Asked, span: Span | None, compared: bool) -> Found:
    received = _cash_by_month(asked, span) if span else {}
    return (sum(received.values()), None) if received else NOTHING


def _cash_by_month(asked: Asked, span: Span) -> dict[date, float]:
    """Of the whole company: of some customers or tiers it is not told."""
    if asked.tier or asked.customers:
        return {}
    period: dict[str, Any] = {"since": span.first, "until": span.end - DAY}
    told = query(asked.db, "three_measures", as_of=asked.day("payments"), **period)
    return _by_month(told["month"], told["cash"])


CAMPAIGNS = ("campaigns", "touches", "campaign_days")

MEASURES = (
    Measure(
        "satisfaction_ratio",
        "ratio",
        "up",
        ("ratings",),
        _satisfaction,
        is_flow=True,
        each=_satisfaction_by_month,
    ),
    Measure("churn_rate", "share", "down", CUSTOMERS, _churn_rate),
    Measure("churn_rate_a", "share", "down", CUSTOMERS, _churn_rate_a),
    Measure("active_customers", "customers", "up", CUSTOMERS, _active_customers),
    Measure("value", "money", "up", CUSTOMERS, _value),
    Measure("top_20_share", "share", None, CUSTOMERS, _top_20_share),
    Measure(
        "complaints_per_1000",
        "rate",
        "down",
        ("complaints",),
        _complaints,
        is_flow=True,
        each=_complaints_by_month,
    ),
    Measure(
        "cash_received",
        "money",
        "up",
        ("payments",),
        _cash,
        is_flow=True,
        each=_cash_by_month,
    ),
    Measure(
        "win_rate",
        "share",
        "up",
        ("opportunities",),
        _win_rate,
        is_flow=True,
        each=_win_rate_by_month,
    ),
    Measure(
        "weighted_pipeline",
        "money",
        "up",
        ("opportunities",),
        _weighted_pipeline,
        is_told_by_month=False,
    ),
    Measure(
        "campaign_roi",
        "ratio",
        "up",
        CAMPAIGNS,
        _campaign_roi,
        is_flow=True,
        is_told_by_month=False,
    ),
)


def _period(asked: Asked, span: Span | None, *tables: str) -> dict[str, Any]:
    """What a metric of these tables takes for the span."""
    whom = asked.whom(*tables)
    return whom | {"since": span.first, "until": span.end - DAY} if span else whom


def _first(values: Series) -> float | None:
    return None if values.empty else values.iloc[0]


def _whole(value: float | None) -> int | None:
    known = _known(value)
    return None if known is None else round(known)


def _by_month(months: Series, values: Series) -> dict[date, float]:
    pairs: list[Any] = list(zip(months, values, strict=True))
    return {month.date(): value for month, value in pairs if not isna(month)}


def _known(value: float | None) -> float | None:
    return None if value is None or isna(value) else float(value)
