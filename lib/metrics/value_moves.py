"""How customers' value moved from one year to the next: by what they did, and by their tier."""

from datetime import date, timedelta

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import as_of_day, tier_parameters
from lib.settings import DEFAULTS, Settings

DAY = timedelta(days=1)


def profit_bridge(
    db: Database,
    *,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What became of the customers' value from one year to the next: one row a part.

    Columns:
        part: new (with trade or a contract in the latest 12 months and not in the 12 before, be it
            for the first time or again), grown, shrunk, lost (the other way round), unchanged; and
            where there are any not_known, of whom one of the values is not known.
        customers: in the part.
        value: money, after less before. All parts together are the difference of the two years.
        before, after: what they brought in the 12 months before, and in the latest 12 months, on
            the company's basis; each adds up to the value of `tiers` at its month start.

    The latest 12 months end before the month start of `day`, the latest without it. `tier` is that
    of the month start a year earlier: nobody who is new had any. No rows where the data does not
    reach back over both years. Raises BadQuestion for an unknown tier or an as-of day later than
    the data's. Source: metrics.md section 3; by which tier is our own rule.
    """
    return query(
        db,
        "profit_bridge",
        customers=customers,
        **years_asked(db, day, as_of),
        **tier_parameters(tier, settings),
    )


def tier_moves(
    db: Database,
    *,
    from_: date | None = None,
    to: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How customers moved between tiers: one row per tier held at first and tier held at last.

    `from_` (on the command line `from`) and `to` are any days of the months whose starts are
    compared: by default the latest, and the one a year before it. `tier` keeps those who stood in
    it at the first.

    Columns:
        tier_from: A to D, none (not ranked), and new: not a customer at the first, with neither
            trade in the 12 months before it nor a contract.
        tier_to: A to D, none, and left: no longer a customer in that sense at the second.
        customers: who moved so. Those of a tier_from add up to the tier's customers at the first,
            those of a tier_to to the tier's customers at the second.
        value_from, value_to: money of the 12 months before either, on the company's basis, as far
            as it is known.
        from_day, to_day: the month starts compared.
        history_months: whole calendar months of trade before the first, at most 12; below that its
            tiers rest on a shorter past than they should.

    No rows where the data begins after the first. Raises BadQuestion where `from` is not before
    `to`, or for an as-of day later than the data's. Source: metrics.md sections 2 and 3.
    """
    return query(
        db,
        "tier_moves",
        customers=customers,
        **moves_asked(db, from_, to, as_of, tier, settings),
    )


def years_asked(db: Database, day: date | None, as_of: date | None) -> dict[str, date | None]:
    """The month start by `day`, at most that of the day after the as-of day, and a year before."""
    reached = as_of_day(db, as_of)
    if reached is None:
        return {"from_month": None, "to_month": None}
    last = min(day or reached + DAY, reached + DAY).replace(day=1)
    return {"from_month": last.replace(year=last.year - 1), "to_month": last}


def moves_asked(
    db: Database,
    from_: date | None,
    to: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, object]:
    """The two month starts compared, and what the relation `tier_movements` needs."""
    cuts = tier_parameters(tier, settings)
    asked = years_asked(db, to, as_of)
    last = asked["to_month"]
    if last is None or from_ is None:
        return asked | cuts
    first = from_.replace(day=1)
    if first >= last:
        raise BadQuestion(
            "from is {first} and to is {last}; from lies in an earlier month.",
            first=from_,
            last=to or last,
        )
    return {"from_month": first, "to_month": last} | cuts
