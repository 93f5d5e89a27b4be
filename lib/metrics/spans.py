"""Spans of months, and a question about one that several measures share."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pandas import DataFrame, isna

from lib.database import Customers, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.schema import TABLES
from lib.settings import Settings

DAY = timedelta(days=1)
YEAR = 12  # months
CUSTOMERS = ("orders", "contracts")


@dataclass(frozen=True)
class Span:
    """Whole months, told by the first days of the first and the last."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The first day after it."""
        return later(self.last, 1)

    @property
    def length(self) -> int:
        """In months."""
        years, months = self.last.year - self.first.year, self.last.month - self.first.month
        return 12 * years + months + 1

    @property
    def months(self) -> list["Span"]:
        """Each month alone."""
        starts = (later(self.first, ahead) for ahead in range(self.length))
        return [Span(month, month) for month in starts]

    def back(self, months: int) -> "Span":
        return Span(later(self.first, -months), later(self.last, -months))


@dataclass(frozen=True)
class Asked:
    """The question that all measures share, and what several of them need, asked once."""

    db: Database
    silent_days: int
    since: date | None
    until: date | None
    as_of: date | None
    tier: tuple[str, ...]
    customers: Customers
    settings: Settings

    def knows(self, *tables: str) -> bool:
        """Is there anything in one of these tables?"""
        return any(table in self.filled for table in tables)

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
        newest = (self.reach[table][1] for table in tables if table in self.reach)
        reached = self.complete_to or max((day for day in newest if day), default=None)
        return min(reached, self.as_of or reached) if reached else None

    def begin(self, *tables: str) -> date | None:
        """The first day these tables know of."""
        oldest = (self.reach[table][0] for table in tables if table in self.reach)
        return min((day for day in oldest if day), default=None)

    @cached_property
    def filled(self) -> set[str]:
        """The tables that hold anything."""
        stored = self.db.run("select table_name from information_schema.tables")["table_name"]
        asked = (
            f"select '{table}' as name where exists (from {table})"
            for table in TABLES
            if table in set(stored)
        )
        return set(self.db.run(" union all ".join(asked))["name"])

    @cached_property
    def complete_to(self) -> date | None:
        return as_of_day(self.db, None)

    @cached_property
    def reach(self) -> dict[str, tuple[date | None, date | None]]:
        """The first and last day that each table knows of."""
        found = self.db.run("select table_name, oldest_on, newest_on from newest_days")
        return {row.table_name: (_day(row.oldest_on), _day(row.newest_on)) for row in _rows(found)}

    def span(self, *tables: str) -> Span | None:
        """The months asked about, as far as these tables have them complete."""
        day = self.day(*tables)
        if day is None:
            return None
        last = later(_month(day + DAY), -1)
        if self.until:
            last = min(last, _month(self.until))
        return Span(min(_month(self.since), last) if self.since else later(last, 1 - YEAR), last)

    def at(self, month: date) -> Any:
        """The customers at this month start, as overview.sql has them; None before the data."""
        return self._standing.get(month)

    @cached_property
    def _standing(self) -> dict[date, Any]:
        """The customers at every month start that a measure asks about."""
        span = self.span(*CUSTOMERS)
        if span is None:
            return {}
        # All of them, whichever are told: overview and overview_by_month ask the same.
        told = [*span.months, span, span.back(1), span.back(YEAR)]
        found = query(
            self.db,
            "overview",
            customers=self.customers,
            months=sorted({month for each in told for month in (each.last, each.end)}),
            silent_days=self.silent_days,
            since=None,
            until=None,
            as_of=self.day(),
            **tier_parameters(self.tier, self.settings),
        )
        return {row.month.date(): row for row in _rows(found)}

    @cached_property
    def decided(self) -> dict[date, Any]:
        """What was won and lost in each month that a measure asks about, of those with any."""
        span = self.span("opportunities")
        if span is None:
            return {}
        before = min(span.back(span.length), span.back(YEAR), key=lambda back: back.first)
        found = self._of_opportunities(
            "overview_by_month",
            since=before.first,
            until=span.end - DAY,
            as_of=self.day("opportunities"),
        )
        return {row.month.date(): row for row in _rows(found)}

    @cached_property
    def weighted(self) -> dict[date, float]:
        """What the open pipeline was worth on each day that a measure asks about."""
        span = self.span("opportunities")
        if span is None:
            return {}
        ends = {"day": span, "day_before": span.back(1), "day_a_year_before": span.back(YEAR)}
        days = {name: each.end - DAY for name, each in ends.items()}
        found = self._of_opportunities("overview_pipeline", **days)
        return {row.day.date(): row.weighted for row in _rows(found)}

    def _of_opportunities(self, name: str, **asked: object) -> DataFrame:
        whom = tier_parameters(self.tier, self.settings)
        return query(self.db, name, customers=self.customers, **asked, **whom)


def _rows(frame: DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))


def _day(moment: Any) -> date | None:
    return None if isna(moment) else moment.date()


def _month(day: date) -> date:
    return day.replace(day=1)


def later(month: date, months: int) -> date:
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)
