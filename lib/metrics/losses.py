"""Whom we lost and why, whether that is more than usual, and who came back after what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from pandas import DataFrame, Timestamp
from pandas.tseries.offsets import MonthEnd

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.alarms import judged_by_past
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_cuts, tier_parameters
from lib.metrics.churn import period, silence
from lib.metrics.spans import DAY
from lib.settings import DEFAULTS, Settings

SIZES = ("large", "medium", "small", "none")  # none: neither a size nor a tier is known
OF_NOTE = SIZES[:2]  # the sizes whose losses raise an alarm
REASONS = ("left", "contract_ended", "fell_silent")  # ours, where the company tells none
STEPS = ("campaign", "complaint_resolved", "contact", "offer", "nothing")

BY_REASON = (
    *("reason", "size", "customers", "value_lost", "back", "value_back"),
    *("expected", "limit", "alarm"),
)
BY_MONTH = (
    *("month", "customers", "value_lost", "large_or_medium", "active"),
    *("expected", "limit", "alarm", "history_months"),
)
GROUPS = ("reason", "month")


def lost_customers(
    db: Database,
    *,
    by: str = "reason",
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Whom we lost, why, and whether that is more than usual: one row a reason and size, or with
    `by` = month one a month.

    Lost is who was active at a month's start and is no longer at the next one's, as in tier_churn;
    who is lost twice counts twice.

    Columns, by reason:
        reason: left_because in the company's words; where it tells none, left (on a known day),
            contract_ended or fell_silent.
        size: the customer's own, else large in tier A, medium in B, small in C and D, all at the
            month's start; none where neither is known.
        customers, value_lost: losses, and money of the 12 months before each on the company's
            basis; value NULL where it is not known.
        back, value_back: of those, who traded or was under contract again by the as-of day.
        expected, limit, alarm: of all large and medium customers lost in the latest month of the
            period, for whatever reason; the same on each of their rows, NULL on the others.
    By month:
        month: its first day.
        customers, value_lost: of any size.
        large_or_medium, active: of large and medium customers those lost, and those active at the
            month's start.
        expected, limit, alarm: what the 12 months before let expect of large_or_medium, the most
            that chance explains, and whether it is more; NULL with fewer than 6 months before.
        history_months: as in tier_churn.

    Of the months of tier_churn lying wholly in the period; without one, the latest 12.
    Raises BadQuestion for an unknown `by` or tier, silent_days outside 31 to 365, or an as-of day
    later than the data's. Source: metrics.md section 2; the alarm is lib/metrics/alarms.py.
    """
    by = one_of("by", by, GROUPS)
    asked = Losses(db, silence(silent_days, settings), as_of, tier, customers, settings)
    months = asked.months(since, until)
    if by == "month":
        return months
    told = asked.query("lost_customers", since, until)
    told["size"] = told["size"].fillna("none")
    latest = months.tail(1)
    for name in ("expected", "limit", "alarm"):
        value = latest[name].iloc[0] if len(latest) else np.nan
        told[name] = np.where(told["size"].isin(OF_NOTE), value, np.nan)
    return told[list(BY_REASON)]


@dataclass(frozen=True)
class Losses:
    """A question about the customers lost."""

    db: Database
    silent_days: int
    as_of: date | None
    tier: tuple[str, ...]
    customers: Customers
    settings: Settings

    def query(
        self, metric: str, since: date | None, until: date | None, **more: object
    ) -> DataFrame:
        """What a metric tells of a period; of the latest 12 months where none is given."""
        if since is None and until is None:
            since = _year_to(self._day)
        return self._query(metric, since, until, **more)

    def months(self, since: date | None, until: date | None) -> DataFrame:
        """Each month of the period, judged by those before it, in the period or not."""
        told = self._all_months()
        if until:
            told = told[told["month"] + MonthEnd(0) <= Timestamp(until)]
        judged = judged_by_past(told["counted"].to_numpy(), told["active"].to_numpy())
        told = told.rename(columns={"counted": "large_or_medium"}).assign(**vars(judged))
        if since is None and until is None:
            since = _year_to(self._day)
        shown = told["month"] >= Timestamp(since) if since else slice(None)
        return told.loc[shown, list(BY_MONTH)].reset_index(drop=True)

    def _all_months(self) -> DataFrame:
        """Of all tiers and months there are: other tiers, another period, and the one it is
        compared with, then ask nothing."""
        told = query(
            self.db,
            "lost_customers_by_month",
            customers=self.customers,
            silent_days=self.silent_days,
            since=None,
            until=None,
            as_of=self._day,
            **tier_cuts(self.settings),
        )
        meant = told[told["tier"].isin(self.tier)] if self.tier else told
        months = told[["month", "history_months"]].drop_duplicates(ignore_index=True)
        by_month = meant.groupby("month")
        for name in ("customers", "counted", "active"):
            months[name] = months["month"].map(by_month[name].sum()).fillna(0).astype("int64")
        value_lost = months["month"].map(by_month["value_lost"].sum(min_count=1))
        months["value_lost"] = value_lost.mask(months["customers"] == 0, 0.0).astype(float)
        return months

    @property
    def _day(self) -> date | None:
        return as_of_day(self.db, self.as_of)

    def _query(
        self, metric: str, since: date | None, until: date | None, **more: object
    ) -> DataFrame:
        return query(
            self.db,
            metric,
            customers=self.customers,
            silent_days=self.silent_days,
            since=since,
            until=until,
            as_of=self._day,
            **tier_parameters(self.tier, self.settings),
            **more,
        )


def _year_to(day: date | None) -> date | None:
    """The first day of the 12 latest months that are complete on this day."""
    if day is None:
        return None
    after: Any = (day + DAY).replace(day=1)
    return after.replace(year=after.year - 1)


def lost_customers_list(
    db: Database,
    *,
    reason: str | None = None,
    size: str | None = None,
    large_or_medium: bool = False,
    still_gone: bool = False,
    month: date | None = None,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind lost_customers, to be called: one row a month and customer lost.

    Each of these narrows the list: `reason` and `size` as there, `large_or_medium` for those that
    raise an alarm, `still_gone` for those not back by the as-of day, `month` by any day of it.

    Columns:
        month: in which the customer was lost, by its first day.
        customer_id, name, region, kind: who.
        size, tier, badge, value, revenue: at the month's start; the badge as in tier_list, money of
            the 12 months before, value NULL where it is not known.
        reason, left_on: as in lost_customers; the day as the company tells it.
        last_trade_day, silent_for: by the month's end, and the days from it to the as-of day.
        back_on: the first day of trade or of a contract since; NULL while there is none.
        contacted_on, contacted_by: the last contact with the customer, in or out, and its channel.
        complained_on, complained_of, complaint_resolved: the last complaint.
        ratio, answered_on: the latest satisfaction ratio in the 12 months to the as-of day.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for an unknown size or tier, silent_days outside 31
    to 365, a limit below 0, or an as-of day later than the data's. Source: metrics.md section 2.
    """
    asked = Losses(db, silence(silent_days, settings), as_of, tier, customers, settings)
    listed = asked.query(
        "lost_customers_list",
        **period(month, since, until),
        reason=reason,
        size=size and one_of("size", size, SIZES),
        large_or_medium=large_or_medium,
        still_gone=still_gone,
        limit=rows_at_most(limit),
    )
    listed["size"] = listed["size"].fillna("none")
    return listed


def win_backs(
    db: Database,
    *,
    by: str = "customer",
    preceded: str | None = None,
    month: date | None = None,
    silent_days: int | None = None,
    window_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who came back, and what preceded it: one row a month and customer, or with `by` = preceded
    one row a step.

    Back is who is active at the end of a month and was not at its start, having come before it, as
    won_back of churn_flows; the tier is the one at the month's end.

    Columns:
        preceded: the latest of what was done in the `window_days` days before (the settings' where
            not given), and since the customer was last seen: campaign (a touch of one), complaint
            put right (complaint_resolved), contact (of ours), offer (an opportunity opened); on
            the same day the first of these. nothing where none was. What preceded a return need
            not have caused it.
        month, customer_id, name, region, kind: who, and the month by its first day.
        tier, badge, value: at the month's end; money of the 12 months before it.
        back_on: the first trade day of the month, or the first day of a contract.
        last_seen_on, away_for: the last day of trade or of a contract before, and the days between.
        campaign, touched_on, resolved_on, contacted_on, offered_on: the latest of each.
        total: rows there are without `limit`.
    By step: preceded, customers, value, and the median of away_for.

    Of the months of tier_churn lying wholly in the period; without one, the latest 12. The most
    valuable first. Raises BadQuestion for an unknown `by`, step or tier, silent_days outside 31 to
    365, a window or a limit below 0, or an as-of day later than the data's.
    Source: metrics.md section 2.
    """
    by = one_of("by", by, ("customer", "preceded"))
    asked = Losses(db, silence(silent_days, settings), as_of, tier, customers, settings)
    days = settings.window_days if window_days is None else rows_at_most(window_days)
    when = period(month, since, until)
    if by == "preceded":
        return asked.query("win_backs_by_step", **when, window_days=days)
    return asked.query(
        "win_backs",
        **when,
        window_days=days,
        preceded=preceded and one_of("preceded", preceded, STEPS),
        limit=rows_at_most(limit),
    )
