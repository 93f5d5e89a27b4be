"""How the company's customer relationships stand: one number of each kind, and how it moved."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame, Series, isna

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.campaigns import campaign_roi
from lib.metrics.churn import silence, tier_churn
from lib.metrics.sales import pipeline, win_rate
from lib.metrics.satisfaction import satisfaction_ratio
from lib.settings import DEFAULTS, Settings

DAY = timedelta(days=1)
YEAR = 12  # months
COLUMNS = ("measure", "value", "unit", "before", "a_year_before", "better")


def overview(
    db: Database,
    *,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """One number of each kind, those whose data is there: one row a measure, in this order.

    Columns:
        measure and unit:
            satisfaction_ratio, ratio: of the period, all aspects together.
            churn_rate, share: of the period's last month, all customers.
            churn_rate_a, share: the same of tier A.
            active_customers, customers: on the day after the period.
            value, money: of the 12 months to the period's end, on the basis that `tiers` names.
            top_20_share, share: of that value, what the best fifth of the customers brought.
            win_rate, share: of the opportunities closed in the period.
            weighted_pipeline, money: open at the period's end.
            campaign_roi, ratio: of the period, all campaigns, by last touch.
        value: shares and ratios are fractions, 1 meaning 100 %.
        before: of the period of the same length before; for churn, customers, value, share and
            pipeline of a month earlier.
        a_year_before: of a year earlier.
        better: up or down; NULL where neither is.

    The period is the months that `since` and `until` lie in, at most to the latest complete one;
    without `since` the 12 months to its end. before and a_year_before are NULL where the data
    does not reach back over all they would be made of, or where it carries no days.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown tier, or an as-of day later
    than the data's. Source: metrics.md section 6.
    """
    as_of_day(db, as_of, *(table for measure in MEASURES for table in measure.tables))
    days = silence(silent_days, settings)
    asked = Asked(db, days, since, until, as_of, tier, customers, settings)
    told = ((measure, measure.told(asked)) for measure in MEASURES)
    rows = [
        (measure.name, now, measure.unit, before, a_year_before, measure.better)
        for measure, (now, before, a_year_before) in told
        if now is not None
    ]
    frame = DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"value": float, "before": float, "a_year_before": float})


@dataclass(frozen=True)
class Span:
    """Whole months, told by the first days of the first and the last."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The first day after it."""
        return _later(self.last, 1)

    @property
    def months(self) -> int:
        years, months = self.last.year - self.first.year, self.last.month - self.first.month
        return 12 * years + months + 1

    def back(self, months: int) -> "Span":
        return Span(_later(self.first, -months), _later(self.last, -months))


@dataclass(frozen=True)
class Asked:
    """The question that all measures share."""

    db: Database
    silent_days: int
    since: date | None
    until: date | None
    as_of: date | None
    tier: tuple[str, ...]
    customers: Customers
    settings: Settings
    seen: dict[date, Any] = field(default_factory=dict)

    def whom(self, *tables: str) -> dict[str, Any]:
        """What every metric made of these tables takes."""
        return {
            "as_of": self.day(*tables),
            "tier": self.tier,
            "customers": self.customers,
            "settings": self.settings,
        }

    def day(self, *tables: str) -> date | None:
        """How far these tables reach, or the as-of day asked for where it is earlier."""
        reached = as_of_day(self.db, None, *tables)
        return min(reached, self.as_of or reached) if reached else None

    def span(self, *tables: str) -> Span | None:
        """The months asked about, as far as these tables have them complete."""
        day = self.day(*tables)
        if day is None:
            return None
        last = _later(_month(day + DAY), -1)
        if self.until:
            last = min(last, _month(self.until))
        return Span(min(_month(self.since), last) if self.since else _later(last, 1 - YEAR), last)

    def at(self, month: date) -> Any:
        """The customers at this month start, as overview.sql has them; None before the data."""
        if month not in self.seen:
            found = query(
                self.db,
                "overview",
                customers=self.customers,
                months=[month],
                since=None,
                until=None,
                silent_days=self.silent_days,
                as_of=self.day(),
                **tier_parameters(self.tier, self.settings),
            )
            self.seen[month] = next(found.itertuples(index=False), None)
        return self.seen[month]

    def begin(self, *tables: str) -> date | None:
        """The first day these tables know of."""
        first: date | None = self.db.value(
            "select min(oldest_on) from newest_days where list_contains($tables, table_name)",
            {"tables": list(tables)},
        )
        return first


@dataclass(frozen=True)
class Measure:
    """One number: what it is made of, and how it is found for a span of months.

    A flow is what happened in the span; another is how things stood at its end. `find` gets the
    span, None where no table carries a day, and whether it is for comparison: it then answers
    None unless the data reaches back over all it is made of.
    """

    name: str
    unit: str
    better: str | None
    tables: tuple[str, ...]
    find: Callable[[Asked, Span | None, bool], float | None]
    is_flow: bool = False

    def told(self, asked: Asked) -> tuple[float | None, float | None, float | None]:
        """The number now, before, and a year before."""
        if not any(asked.db.rows_of(table) for table in self.tables):
            return None, None, None
        span = asked.span(*self.tables)
        now = _known(self.find(asked, span, False))
        if span is None:
            return now, None, None
        before = span.back(span.months if self.is_flow else 1)
        return now, self._compared(asked, before), self._compared(asked, span.back(YEAR))

    def _compared(self, asked: Asked, span: Span) -> float | None:
        begin = asked.begin(*self.tables)
        if self.is_flow and (begin is None or begin > span.first):
            return None
        return _known(self.find(asked, span, True))


def _satisfaction(asked: Asked, span: Span | None, compared: bool) -> float | None:
    told = satisfaction_ratio(asked.db, by="all", **_period(asked, span, "ratings"))
    # Undated answers count in every period: alone they would be compared with themselves.
    if compared and (told["undated"] == told["answers"]).all():
        return None
    return _first(told["ratio"])


def _win_rate(asked: Asked, span: Span | None, compared: bool) -> float | None:
    return _first(win_rate(asked.db, **_period(asked, span, "opportunities"))["rate"])


def _campaign_roi(asked: Asked, span: Span | None, compared: bool) -> float | None:
    return _first(campaign_roi(asked.db, by="all", **_period(asked, span, *CAMPAIGNS))["roi"])


def _weighted_pipeline(asked: Asked, span: Span | None, compared: bool) -> float | None:
    whom = asked.whom("opportunities")
    if span:
        whom["as_of"] = span.end - DAY
    return float(pipeline(asked.db, **whom)["weighted"].sum(min_count=1))


def _churn_rate(asked: Asked, span: Span | None, compared: bool) -> float | None:
    month = asked.at(span.last) if span else None
    return month.churn_rate if month else None


def _churn_rate_a(asked: Asked, span: Span | None, compared: bool) -> float | None:
    if span is None or (asked.tier and "A" not in asked.tier):
        return None
    only_a = asked.whom() | {"tier": ("A",), "silent_days": asked.silent_days}
    return _first(tier_churn(asked.db, month=span.last, **only_a)["churn_rate"])


def _active_customers(asked: Asked, span: Span | None, compared: bool) -> float | None:
    month = asked.at(span.end) if span else None
    return month.active if month and (month.knows_silence or not compared) else None


def _value(asked: Asked, span: Span | None, compared: bool) -> float | None:
    month = asked.at(span.end) if span else None
    return month.value if month and (month.knows_a_year or not compared) else None


def _top_20_share(asked: Asked, span: Span | None, compared: bool) -> float | None:
    month = asked.at(span.end) if span and not asked.tier else None
    return month.top_20_share if month and (month.knows_a_year or not compared) else None


CUSTOMERS = ("orders", "contracts")
CAMPAIGNS = ("campaigns", "touches", "campaign_days")

MEASURES = (
    Measure("satisfaction_ratio", "ratio", "up", ("ratings",), _satisfaction, is_flow=True),
    Measure("churn_rate", "share", "down", CUSTOMERS, _churn_rate),
    Measure("churn_rate_a", "share", "down", CUSTOMERS, _churn_rate_a),
    Measure("active_customers", "customers", "up", CUSTOMERS, _active_customers),
    Measure("value", "money", "up", CUSTOMERS, _value),
    Measure("top_20_share", "share", None, CUSTOMERS, _top_20_share),
    Measure("win_rate", "share", "up", ("opportunities",), _win_rate, is_flow=True),
    Measure("weighted_pipeline", "money", "up", ("opportunities",), _weighted_pipeline),
    Measure("campaign_roi", "ratio", "up", CAMPAIGNS, _campaign_roi, is_flow=True),
)


def _period(asked: Asked, span: Span | None, *tables: str) -> dict[str, Any]:
    """What a metric of these tables takes for the span."""
    whom = asked.whom(*tables)
    return whom | {"since": span.first, "until": span.end - DAY} if span else whom


def _first(values: Series) -> float | None:
    return None if values.empty else values.iloc[0]


def _known(value: float | None) -> float | None:
    return None if value is None or isna(value) else float(value)


def _month(day: date) -> date:
    return day.replace(day=1)


def _later(month: date, months: int) -> date:
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)
