"""How the company's customer relationships stand: one number of each kind, and how it moved."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database
from lib.metrics.asking import as_of_day
from lib.metrics.churn import silence
from lib.metrics.measures import MEASURES
from lib.metrics.spans import Asked
from lib.settings import DEFAULTS, Settings

COLUMNS = ("measure", "value", "unit", "before", "a_year_before", "better", "n")
TABLES = tuple(table for measure in MEASURES for table in measure.tables)


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
            complaints_per_1000, rate: valid complaints a month of 1,000 active customers.
            cash_received, money: in the period, less what was paid back; of the whole company, so
                not told of some customers or tiers.
            win_rate, share: of the opportunities closed in the period.
            weighted_pipeline, money: open at the period's end.
            campaign_roi, ratio: of the period, all campaigns, by last touch.
        value: shares and ratios are fractions, 1 meaning 100 %.
        before: of the period of the same length before; for churn, customers, value, share and
            pipeline of a month earlier.
        a_year_before: of a year earlier.
        better: up or down; NULL where neither is.
        n: how many a ratio or share rests on: respondents, customers active at the month's start,
            opportunities closed, orders due to campaigns; NULL of what is none.

    The period is the months that `since` and `until` lie in, at most to the latest complete one;
    without `since` the 12 months to its end. before and a_year_before are NULL where the data
    does not reach back over all they would be made of, or where it carries no days.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown tier, or an as-of day later
    than the data's. Source: metrics.md section 6.
    """
    as_of_day(db, as_of, *TABLES)
    days = silence(silent_days, settings)
    asked = Asked(db, days, since, until, as_of, tier, customers, settings)
    told = ((measure, measure.told(asked)) for measure in MEASURES if asked.knows(*measure.tables))
    rows = [
        (measure.name, now, measure.unit, before, a_year_before, measure.better, n)
        for measure, (now, n, before, a_year_before) in told
        if now is not None
    ]
    frame = DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"value": float, "before": float, "a_year_before": float, "n": "Int64"})


def overview_by_month(
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
    """How the overview's numbers moved: one row a measure and month, in the overview's order.

    Columns:
        measure: as in overview, without weighted_pipeline and campaign_roi, which would have to
            be asked for every month anew.
        month: its first day; the months of overview's period.
        value: satisfaction_ratio and win_rate of the month alone (answers without a day are in no
            month); churn_rate and churn_rate_a of the month; active_customers, value and
            top_20_share at its end, value and top_20_share of the 12 months to there. NULL where
            that is not known, or the data does not reach back over all it would be made of.

    A measure without a value in any month has no rows.

    Raises BadQuestion for silent_days outside 31 to 365, an unknown tier, or an as-of day later
    than the data's. Source: metrics.md section 6.
    """
    as_of_day(db, as_of, *TABLES)
    days = silence(silent_days, settings)
    asked = Asked(db, days, since, until, as_of, tier, customers, settings)
    rows = [
        (measure.name, month, value)
        for measure in MEASURES
        if asked.knows(*measure.tables)
        for month, value in measure.by_month(asked).items()
    ]
    frame = DataFrame(rows, columns=["measure", "month", "value"])
    return frame.astype({"month": "datetime64[us]", "value": float})
