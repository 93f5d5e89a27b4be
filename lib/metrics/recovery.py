"""How complaints are put right step by step, and what that goes with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import nan, sqrt
from typing import Any

import numpy as np
from pandas import DataFrame
from scipy.stats import t

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, tier_parameters
from lib.metrics.intervals import LEVEL
from lib.settings import DEFAULTS, Settings

STEPS = ("apologise", "solve", "talk", "delight", "improve", "report", "keep_in_touch")
COUNTS = ((0, 0), (1, 2), (3, 4), (5, 7))  # steps done: from, to
FEWEST = 5  # complaints below which a share says nothing
ENOUGH = 30  # complaints from which something is called the better


def recovery(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How far complaints are put right: one row for each of the seven steps, in their order.

    Columns:
        step: apologise, solve, talk, delight, improve, report, keep_in_touch.
        complaints: opened in the period, those that proved unfounded aside.
        done: of those, the step done by the as-of day; a complaint that is resolved is solved.
            NULL where no steps are recorded at all.
        share: done / complaints, 0 to 1; NULL without complaints.
        median_hours: from the complaint to the step, of those done.

    Without a period: the 12 months to the as-of day. With one end of it, the other is open. The
    tier is that of the complaint's month. Raises BadQuestion for an unknown tier or an as-of day
    later than the data's. Source: metrics.md section 6.
    """
    return query(
        db,
        "recovery",
        customers=customers,
        everyone=not customers,
        **complaints_asked(db, since, until, as_of, tier, settings),
    )


def recovery_effect(
    db: Database,
    *,
    by: str = "step",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who trades again after a complaint, beside like customers who had none: one row a step and
    whether it was done by day 14.

    With `by` = count, one row for so many steps done; with `by` = all, one of all complaints.

    Columns:
        group: the step, or how many steps (0, 1-2, 3-4, 5-7), or all.
        done: was the step done by the 14th day after the complaint? NULL but by step.
        complaints: a customer's first of a month in the period, those that proved unfounded aside,
            whose days 15 to 104 are over.
        dropped: of those, without a like customer; they count in none of the other columns.
        compared: the rest; traded: of those, with trade on days 15 to 104.
        share: traded / compared, 0 to 1.
        like: the same share of like customers: same tier, month and band of days since the last
            trade (30, 90, 180, more), without a complaint in the 90 days before the month's start
            or in it, on days 15 to 104 after that start; weighted as the complaints are.
        difference, low, high: share - like, and its 95 % interval.
        gain, gain_low, gain_high: of a step done, the difference less that of those for whom it was
            not done, and its 95 % interval.
        pays: is the gain above 0 by more than chance explains, where seven steps are looked at
            (Bonferroni) and at least 30 complaints stand on either side?

    Shares are NULL with fewer than 5. Whoever is talked to may be those who would have stayed: an
    association, not an effect proven. Without a period: the 12 months to the as-of day; the latest
    104 days can have no complaint followed to the end. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 6.
    """
    by = one_of("by", by, ("step", "count", "all"))
    strata = query(
        db,
        "recovery_effect",
        customers=customers,
        **complaints_asked(db, since, until, as_of, tier, settings),
    )
    return effects(strata, by)


EFFECTS = (
    *("group", "done", "complaints", "dropped", "compared", "traded", "share", "like"),
    *("difference", "low", "high", "gain", "gain_low", "gain_high", "pays"),
)


def effects(strata: DataFrame, by: str = "step") -> DataFrame:
    """recovery_effect of the strata that its SQL counts."""
    if strata.empty:
        return DataFrame(columns=list(EFFECTS))
    groups = Groups.of(strata)
    steps_done = strata[list(STEPS)].sum(axis=1).to_numpy()
    if by == "all":
        told = [_row("all", None, groups.beside())]
    elif by == "count":
        told = [
            _row(str(low) if low == high else f"{low}-{high}", None, groups.beside(chosen))
            for low, high in COUNTS
            for chosen in [(low <= steps_done) & (steps_done <= high)]
        ]
    else:
        told = [
            row for step in STEPS for row in _rows_of_step(step, groups, strata[step].to_numpy())
        ]
    return DataFrame(told, columns=list(EFFECTS))


@dataclass(frozen=True)
class Beside:
    """Complaints beside like customers; `spread` is the variance of the mean of what each
    complainer did less what like customers did, `unsure` that of the latter alone."""

    complaints: int
    compared: int
    traded: int
    like: float
    spread: float
    unsure: float

    @property
    def share(self) -> float:
        return self.traded / self.compared if self.compared else nan

    @property
    def difference(self) -> float:
        return self.share - self.like

    @property
    def is_told(self) -> bool:
        return self.compared >= FEWEST


@dataclass(frozen=True)
class Groups:
    """Complaints by stratum and steps done: how many, who traded again, of how many like
    customers, of whom this share trades, and which stratum it is."""

    complaints: np.ndarray
    traded: np.ndarray
    like: np.ndarray
    usual: np.ndarray
    stratum: np.ndarray

    @classmethod
    def of(cls, strata: DataFrame) -> "Groups":
        like = strata["like_customers"].to_numpy(float)
        return cls(
            strata["complaints"].to_numpy(float),
            strata["traded"].to_numpy(float),
            like,
            strata["like_traded"].to_numpy(float) / np.maximum(like, 1),
            strata.groupby(["month", "tier", "recency"]).ngroup().to_numpy(),
        )

    def beside(self, chosen: np.ndarray | None = None) -> Beside:
        """Those chosen, all where none are, beside like customers; without any, they drop."""
        meant = np.ones(len(self.like), dtype=bool) if chosen is None else chosen
        complaints = int(self.complaints[meant].sum())
        kept = meant & (self.like > 0)
        n, hits, usual = self.complaints[kept], self.traded[kept], self.usual[kept]
        compared, traded = n.sum(), hits.sum()
        if not compared:
            return Beside(complaints, 0, 0, nan, nan, nan)
        mean = (hits - n * usual).sum() / compared
        squares = (hits * (1 - usual) ** 2 + (n - hits) * usual**2).sum()
        spread = max(0.0, squares - compared * mean**2) / (compared * max(1.0, compared - 1))
        if traded in (0, compared):  # no spread seen is not none
            guess = (traded + 2) / (compared + 4)
            spread = max(spread, guess * (1 - guess) / compared)
        return Beside(
            complaints=complaints,
            compared=int(compared),
            traded=int(traded),
            like=float((n * usual).sum() / compared),
            spread=float(spread),
            unsure=self._unsure(kept, compared),
        )

    def _unsure(self, kept: np.ndarray, compared: float) -> float:
        """Rows of one stratum share its like customers."""
        stratum = self.stratum[kept]
        weights = np.bincount(stratum, self.complaints[kept]) / compared
        some, first = np.unique(stratum, return_index=True)
        usual, like = self.usual[kept][first], self.like[kept][first]
        return float((weights[some] ** 2 * usual * (1 - usual) / like).sum())


def _rows_of_step(step: str, groups: Groups, flags: np.ndarray) -> list[dict[str, Any]]:
    done, not_done = (groups.beside(flags == flag) for flag in (1, 0))
    told = _row(step, True, done)
    if done.is_told and not_done.is_told:
        gain = done.difference - not_done.difference
        low, high = _around(gain, (done, not_done), LEVEL)
        strict, _high = _around(gain, (done, not_done), 1 - (1 - LEVEL) / len(STEPS))
        enough = min(done.compared, not_done.compared) >= ENOUGH
        told |= {"gain": gain, "gain_low": low, "gain_high": high}
        told["pays"] = bool(enough and strict > 0)
    return [told, _row(step, False, not_done)]


def _row(group: str, done: bool | None, beside: Beside) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(EFFECTS, nan) | {"pays": None}
    told |= {"group": group, "done": done, "complaints": beside.complaints}
    told |= {"compared": beside.compared, "traded": beside.traded}
    told["dropped"] = beside.complaints - beside.compared
    if beside.is_told:
        half = float(t.ppf(LEVEL, beside.compared - 1)) * sqrt(beside.spread + beside.unsure)
        told |= {"share": beside.share, "like": beside.like, "difference": beside.difference}
        told |= {"low": beside.difference - half, "high": beside.difference + half}
    return told


def _around(gain: float, sides: tuple[Beside, Beside], level: float) -> tuple[float, float]:
    """The interval of the difference of two means with unlike variances (Welch 1947)."""
    spreads = [side.spread + side.unsure for side in sides]
    total = sum(spreads)
    parts = (s**2 / (side.compared - 1) for s, side in zip(spreads, sides, strict=True))
    freedom = total**2 / (sum(parts) or nan)
    half = float(t.ppf(level, freedom)) * sqrt(total) if total else 0.0
    return gain - half, gain + half


def complaints_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: Sequence[str],
    settings: Settings,
) -> dict[str, object]:
    """Which complaints count: those of the 12 months to the as-of day where no period is asked."""
    day = as_of_day(db, as_of, "complaints")
    if since is None and until is None and day:
        since = _year_before(day)
    return {
        "as_of": day,
        "since": since or date.min,
        "until": until or date.max,
        **tier_parameters(tier, settings),
    }


def _year_before(day: date) -> date:
    """The first of the 12 months to `day`."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day) + timedelta(days=1)
