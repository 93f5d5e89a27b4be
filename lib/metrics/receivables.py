"""What customers paid, and what they still owe."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_parameters
from lib.settings import DEFAULTS, Settings

BANDS = ("to_30", "to_60", "to_90", "over_90")


def receivables(
    db: Database,
    *,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What was ordered and is not paid on the as-of day: one row a band of days since the order.

    Columns:
        position, band: to_30 (0 to 30 days), to_60 (31 to 60), to_90 (61 to 90), over_90. The
            files tell no day a bill is due.
        orders, customers: with something open. Orders of nobody known have no customer.
        amount: money open: revenue of the order's lines, refunds taken off, less its payments.
        share: of all bands, 0 to 1; NULL where nothing is open.
        over_paid, customers_over_paid: paid, or credited, beyond what was owed, and by how many:
            apart, taken off nothing; the same in every row.
        unallotted: payments of nobody known for no order known; the same in every row.

    Payments that name no order, or one that is not known, pay the customer's oldest open orders
    first (ours). Orders older than the first payment in the data, that no payment names, are left
    out: how they were paid is not told. Undated payments count. No rows without any payment.
    `tier` is the one at the month start of `day`, the latest without it. Raises BadQuestion for an
    unknown tier, or an as-of day later than the data's. Source: metrics.md section 4.
    """
    return query(
        db,
        "receivables",
        customers=customers,
        **_balances_asked(db, day, as_of, tier, settings),
    )


def receivables_list(
    db: Database,
    *,
    band: str | None = None,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who owes, in a band of `receivables` or in all: one row a customer.

    Columns:
        customer_id, name, tier, region, kind: who; NULL holds the orders of nobody known, which
            `receivables` does not count as a customer.
        orders, open_amount: open ones in the band, and their money.
        over_60: of it, what is older than 60 days.
        oldest_on, oldest_days: the oldest of these orders.
        value: of the customer's 12 months to the month start of `day`.
        total: rows there are without `limit`.

    Most money first. Raises BadQuestion for an unknown band or tier, a limit below 0, or an as-of
    day later than the data's. Source: metrics.md section 4.
    """
    return query(
        db,
        "receivables_list",
        customers=customers,
        band=band if band is None else one_of("band", band, BANDS),
        limit=rows_at_most(limit),
        **_balances_asked(db, day, as_of, tier, settings),
    )


def payments_by_month(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
) -> DataFrame:
    """Cash received: one row a month with a payment, up to the as-of day.

    Columns:
        month: its first day.
        payments: rows.
        received: money, what was paid back taken off.
        is_complete: the month ends on or before the as-of day.

    Of the whole company. Undated payments are left out. Raises BadQuestion for an as-of day later
    than the data's. Source: metrics.md section 6, "cash received".
    """
    day = as_of_day(db, as_of, "payments")
    return query(db, "payments_by_month", since=since, until=until, as_of=day)


def _balances_asked(
    db: Database,
    day: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, object]:
    """The parameters of the relation `aged_balances`."""
    return {
        "as_of": as_of_day(db, as_of, "payments"),
        "day": day,
        **tier_parameters(tier, settings),
    }
