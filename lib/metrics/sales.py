"""How opportunities become business: the funnel, what is in it, and how much of it is won."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.intervals import wilson
from lib.settings import DEFAULTS, Settings


def sales_funnel(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How far opportunities created in the period came: one row a stage, in order.

    Columns:
        position, stage: as `stages` orders them. A stage it does not list follows those it does,
            by the median place of its first entry among the stages of the same opportunity; where
            no history names it, by the share of its opportunities that were won.
        entered: opportunities that reached the stage; one that skipped it on its way counts.
        advanced, lost, open: those that went on to a later stage or were won, were lost there,
            or are there still; together they are `entered`. The first entry counts.
        conversion: probability of advancing, 0 to 1, by Aalen-Johansen: losing competes, open
            ones are censored at the as-of day. advanced / entered where nothing is open, NULL
            while over half are open. Entries that ended without a known duration are weighted in
            by their number.
        median_days: days in the stage, by Kaplan-Meier; NULL where half have not left yet.
        amount: money of the opportunities that entered.
        durations_known: entries whose days in the stage are known. Under half of `entered`,
            conversion is advanced / (advanced + lost), and
        method: says 'counts' instead of 'aalen-johansen'.
        without_history: of `entered`, those without stage changes: they count in their present
            stage since the day they were created, as having skipped those before.
        undated: opportunities without created_on. They are left out of a period and counted here
            (the same number in every row); without a period they take part.

    Without a period: all opportunities. As of a day, what was created later is left out, what
    closed later is open. No rows where there are no opportunities. Raises BadQuestion for an
    unknown tier.
    Source: metrics.md section 4; Aalen & Johansen 1978; Kaplan & Meier 1958.
    """
    return query(
        db,
        "sales_funnel",
        customers=customers,
        since=since,
        until=until,
        **opportunities_asked(db, as_of, tier, settings),
    )


def pipeline(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What open opportunities are worth: one row a stage that holds one, in order.

    Columns:
        stage: where they stand on the as-of day, which may be a stage they came back to.
        count: open opportunities.
        amount: their money; NULL where none tells it, a sum of those known otherwise.
        win_rate: won / (won + lost) of all that have ever been in the stage or passed over it.
        weighted: amount x win_rate.
        won, lost: what win_rate is made of.
        amounts_known: how many of `count` tell an amount.
        position: of the stage, as in sales_funnel.

    Raises BadQuestion for an unknown tier. Source: metrics.md section 4.
    """
    return query(
        db,
        "pipeline",
        customers=customers,
        **opportunities_asked(db, as_of, tier, settings),
    )


def win_rate(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How much of what was decided was won: one row, of opportunities closed in the period.

    Columns:
        won, lost: opportunities.
        rate: won / (won + lost), 0 to 1.
        rate_by_value: the same by amount; NULL where the won or the lost ones tell no amount.
        median_days: days from creation to winning.
        velocity: open x rate x mean amount won / mean days to win: money a day.
        open: opportunities open on the as-of day.
        won_amount, lost_amount: what rate_by_value is made of.
        undated: closed opportunities without closed_on, which no period holds.
        low, high: 95 % Wilson interval of rate.

    Without a period: the 12 months to the as-of day; all where no row carries a day. With only
    one end of it, the other is open. No row where there are no opportunities. Raises BadQuestion
    for an unknown tier.
    Source: metrics.md sections 0 and 4; Wilson 1927.
    """
    rate = query(
        db,
        "win_rate",
        customers=customers,
        since=since,
        until=until,
        **opportunities_asked(db, as_of, tier, settings),
    )
    limits = [wilson(won, won + lost) for won, lost in zip(rate["won"], rate["lost"], strict=True)]
    rate["low"] = [low for low, _ in limits]
    rate["high"] = [high for _, high in limits]
    return rate.astype({"low": float, "high": float})


def large_deals(
    db: Database,
    *,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Which open opportunities are large: one row.

    Columns:
        threshold: the amount from which an opportunity is large: the setting large_deal, else the
            90th percentile (by nearest rank) of all amounts won up to the as-of day; NULL where
            none was won.
        open, amount: open opportunities of that amount or more, and their money; NULL for none.
        open_all, amount_all: all open ones that tell an amount.

    No row where there are no opportunities. Raises BadQuestion for an unknown tier, or an as-of
    day later than the data's. Source: metrics.md section 4, "large deals".
    """
    return query(
        db,
        "large_deals",
        customers=customers,
        large_deal=settings.large_deal,
        **opportunities_asked(db, as_of, tier, settings),
    )


def opportunities_asked(
    db: Database,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, object]:
    """The parameters of the relation `opportunities_as_of`."""
    return {
        "as_of": as_of_day(db, as_of, "opportunities"),
        **tier_parameters(tier, settings),
    }
