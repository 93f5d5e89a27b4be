"""What an import does to the figures of the last complete month, before and after it."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pandas import DataFrame, isna

from lib import store
from lib.database import Database
from lib.errors import NoStore
from lib.metrics.churn import tier_churn
from lib.metrics.overview import overview
from lib.settings import Settings

DAY = timedelta(days=1)

Figures = dict[str, tuple[float, str]]


@dataclass(frozen=True)
class Effect:
    """One figure of one month; None where the data did not, or does not, tell it.

    `unit` is money, share, ratio or customers; shares are fractions, 1 meaning 100 %.
    """

    metric: str
    month: date | None
    before: float | None
    after: float | None
    unit: str


def effects(
    folder: Path, after: Database, settings: Settings, *, afresh: bool
) -> tuple[Effect, ...]:
    """The figures of the live data beside those of a draft whose derived tables are built.

    They are those of the last month that was complete before, and of the one that is now, where
    that is another. `afresh`: the draft did not begin from the live data.
    """
    opened = None if afresh else _prepared(folder)
    if opened is None:
        return _compared(None, after, _last_month(after), settings)
    with opened.database.connection:
        before = opened.database
        months = dict.fromkeys((_last_month(before), _last_month(after)))
        return tuple(one for month in months for one in _compared(before, after, month, settings))


def _prepared(folder: Path) -> store.Opened | None:
    """The live data; None where there is none, or figures of it would not compare."""
    try:
        opened = store.open_store(folder)
    except NoStore:
        return None
    return opened if store.is_prepared(opened) else None


def _compared(
    before: Database | None, after: Database, month: date | None, settings: Settings
) -> tuple[Effect, ...]:
    was = _figures(before, month, settings) if before else {}
    now = _figures(after, month, settings)
    units = {name: unit for name, (_, unit) in (was | now).items()}
    return tuple(
        Effect(name, month, was.get(name, (None, ""))[0], now.get(name, (None, ""))[0], unit)
        for name, unit in units.items()
    )


def _figures(db: Database, month: date | None, settings: Settings) -> Figures:
    """What the overview tells of one month, and the churn of every tier; of all, without one."""
    reached = _last_month(db)
    if month and (reached is None or reached < month):
        return {}
    told = overview(db, since=month, until=month, settings=settings)
    figures = {row.measure: (float(row.value), row.unit) for row in _rows(told)}
    if month is None:
        return figures
    churn = tier_churn(db, month=month, settings=settings)
    tiers = {
        f"churn_rate_{row.tier.lower()}": (float(row.churn_rate), "share")
        for row in _rows(churn)
        if not isna(row.churn_rate)
    }
    return _revenue(db, month) | figures | tiers


def _revenue(db: Database, month: date) -> Figures:
    revenue = db.value("select sum(revenue) from sales_lines where month = $m", {"m": month})
    return {} if revenue is None else {"revenue": (float(revenue), "money")}


def _rows(frame: DataFrame) -> list:
    return list(frame.itertuples(index=False))


def _last_month(db: Database) -> date | None:
    """The first day of the last month that the data is complete for."""
    as_of = db.value("select as_of from company")
    if as_of is None:
        return None
    month: date = ((as_of + DAY).replace(day=1) - DAY).replace(day=1)
    return month
