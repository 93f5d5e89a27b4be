"""The three things most in need of measuring: customers, employees, and the cash that comes in."""

from datetime import date
from typing import Any

from pandas import DataFrame, Series, Timestamp
from pandas.tseries.offsets import MonthEnd

from lib.database import Database, query
from lib.metrics.asking import as_of_day
from lib.metrics.satisfaction import satisfaction_ratio
from lib.metrics.service import span
from lib.settings import DEFAULTS, Settings

FEWEST = 5  # respondents whose answers are told (metrics.md section 0)
COLUMNS = (
    *("month", "customers", "customers_low", "customers_high", "customers_asked"),
    *("employees", "employees_asked", "cash", "payments", "is_complete"),
)


def three_measures(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Customers' satisfaction, employees' satisfaction, cash received: one row a month.

    Columns:
        month: its first day; months that tell one of the three, the first one whole.
        customers, customers_low, customers_high: the satisfaction ratio of the month's answers and
            its 95 % interval; NULL with fewer than 5 respondents.
        customers_asked: who answered.
        employees: the mean answer of employees as a share of the scale's maximum, 0 to 1; NULL with
            fewer than 5 respondents.
        employees_asked: who answered.
        cash: money received less what was paid back; NULL without a payment.
        payments: how many.
        is_complete: does the month end on or before the as-of day?

    Of the whole company. Without a period: the 12 months to the as-of day. Raises BadQuestion for
    an as-of day later than the data's. Source: metrics.md section 6, "three_measures".
    """
    day = as_of_day(db, as_of, "ratings", "employee_surveys", "payments")
    if day is None:
        return DataFrame(columns=list(COLUMNS))
    period = _whole_months(**span(since, until, day))
    answered = satisfaction_ratio(db, by="month", as_of=as_of, settings=settings, **period)
    answered = answered.dropna(subset=["group"]).set_index("group")
    others = query(db, "three_measures", as_of=day, **period).set_index("month")
    months = answered.index.union(others.index)
    answered, others = answered.reindex(months), others.reindex(months)
    asked = _whole(others["employee_respondents"])
    told = DataFrame(
        {
            "month": Series(months, index=months),
            "customers": answered["ratio"].astype(float),
            "customers_low": answered["low"].astype(float),
            "customers_high": answered["high"].astype(float),
            "customers_asked": _whole(answered["respondents"]),
            "employees": others["employees"].where(asked >= FEWEST).astype(float),
            "employees_asked": asked,
            "cash": others["cash"].astype(float),
            "payments": _whole(others["payments"]),
        }
    )
    told["is_complete"] = told["month"] + MonthEnd(0) <= Timestamp(day)
    return told.reset_index(drop=True)


def _whole_months(since: date | None, until: date | None) -> dict[str, Any]:
    """The period from the first of its first month."""
    return {"since": since and since.replace(day=1), "until": until}


def _whole(counts: Series) -> Series:
    return counts.fillna(0).astype(int)
