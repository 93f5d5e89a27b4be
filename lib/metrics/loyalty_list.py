"""The customers behind a mark of the loyalty metrics: as many rows as the number it shows."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import one_of, rows_at_most
from lib.metrics.churn import silence
from lib.metrics.groups import attribute_asked
from lib.metrics.loyalty import GROUPS, LEVELS
from lib.metrics.loyalty_months import loyalty_asked
from lib.settings import DEFAULTS, Settings

CELLS = ("apostles", "hostages", "mercenaries", "defectors")
NOT_ASKED = -1  # the level of those who were not asked whether they prefer us
UNHAPPY = ("all", "silent")
BANDS = 4


def loyalty_list(
    db: Database,
    *,
    loyal: str | None = None,
    cell: str | None = None,
    level: int | None = None,
    or_higher: bool = False,
    band: int | None = None,
    orders_kept: float | None = None,
    revenue_kept: float | None = None,
    by: str = "all",
    group: str | None = None,
    dissatisfied: str | None = None,
    left_after: bool = False,
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a mark of a loyalty metric: one row a customer.

    Each of these narrows the list; without level, band or dissatisfied it holds those that
    `loyalty` judges, who traded in the earlier months.
        loyal: yes or no, of those judged.
        cell: apostles, hostages, mercenaries or defectors, as in satisfaction_by_loyalty.
        level: 0 to 4 as in loyalty_levels, with `or_higher` those above it too; -1 is not asked.
        band: 1 to 4 as in satisfaction_chain.
        orders_kept, revenue_kept: the lower end of a band of loyalty_kept.
        by, group: a group of `loyalty`; '' holds those of whom it is not told.
        dissatisfied: all or silent, as in silent_customers.
        left_after: active on the day of their latest answer, and by satisfaction_chain no longer 90
            days later.

    Columns:
        customer_id, name, tier, region, kind, badge: who, at the end of the months compared; the
            badge as in tier_list.
        value: money of the 12 months before that, on the company's basis; NULL without trade.
        loyal, orders_before, orders_since, revenue_before, revenue_since: in the months compared;
            NULL for who did not trade in the earlier ones.
        cell, loyalty_level: as above, the level by its name; NULL where it is not known.
        ratio, answered_on: the latest satisfaction ratio, at most 12 months old, and its day.
        last_trade_day: in the 12 months before.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for an unknown word, a limit below 0, or an as-of
    day later than the data's. Source: metrics.md section 2.
    """
    listed = query(
        db,
        "loyalty_list",
        customers=customers,
        loyal=_yes_or_no("loyal", loyal),
        cell=cell and one_of("cell", cell, CELLS),
        level=_between("level", level, NOT_ASKED, len(LEVELS) - 1),
        or_higher=or_higher,
        band=_between("band", band, 1, BANDS),
        orders_band=_tenths(orders_kept),
        revenue_band=_tenths(revenue_kept),
        by=by,
        attribute=attribute_asked(db, by, GROUPS),
        group=group,
        dissatisfied=dissatisfied is not None,
        silent=dissatisfied is not None and one_of("dissatisfied", dissatisfied, UNHAPPY) != "all",
        judged=level is None and band is None and dissatisfied is None,
        left_after=left_after,
        silent_days=silence(silent_days, settings),
        satisfied_at=settings.satisfied_at,
        limit=rows_at_most(limit),
        **loyalty_asked(db, as_of, tier, settings),
    )
    names = dict(enumerate(LEVELS))
    listed["loyalty_level"] = listed["loyalty_level"].map(names.get, na_action="ignore")
    return listed


def _yes_or_no(name: str, word: str | None) -> bool | None:
    return None if word is None else one_of(name, word, ("yes", "no")) == "yes"


def _tenths(kept: float | None) -> int | None:
    return None if kept is None else round(kept * 10)


def _between(name: str, value: int | None, least: int, most: int) -> int | None:
    if value is None or least <= value <= most:
        return value
    raise BadQuestion(
        "{name} is {value}; it lies between {least} and {most}.",
        name=name,
        value=value,
        least=least,
        most=most,
    )
