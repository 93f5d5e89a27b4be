"""One customer seen from every side, and how to find them."""

from datetime import date
from typing import Any

from pandas import DataFrame

from lib.database import Database, query
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.schema import PAST_DAYS
from lib.settings import DEFAULTS, Settings


def customer_search(
    db: Database,
    *,
    text: str = "",
    day: date | None = None,
    as_of: date | None = None,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers whose id or name holds `text`, in capitals or not: one row a customer.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        last_trade_day, silent_for, revenue, value: at the month start of `day` (the latest without
            it): the last day with trade of the 12 months before and the days since, the money of
            those months; NULL for who does not stand then.
        total: rows there are without `limit`.

    Who is called exactly so first, then the most valuable. Raises BadQuestion for a limit below 0,
    or an as-of day later than the data's. Source: metrics.md section 2.
    """
    return query(
        db,
        "customer_search",
        text=text.strip(),
        limit=rows_at_most(limit),
        **_stand(db, day, as_of, settings),
    )


def customer_standing(
    db: Database,
    *,
    customer_id: str,
    as_of: date | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How one customer stood at each month start at which they did: one row a month.

    Columns:
        month: its first day.
        tier, badge: as in tier_list.
        orders, revenue, value: of the 12 months before; the value on the company's basis.
        value_rank, ranked: their place among the customers ranked.
        last_trade_day, silent_for: the last day with trade, and the days from it to the month.
        is_left: had they left, or had their last contract ended?

    Raises BadQuestion for an as-of day later than the data's. Source: metrics.md section 2.
    """
    known: dict[str, Any] = tier_parameters((), settings)
    del known["tier"]
    return query(
        db,
        "customer_standing",
        customer_id=customer_id,
        as_of=as_of_day(db, as_of, "orders"),
        **known,
    )


def customer_products(db: Database, *, customer_id: str, as_of: date | None = None) -> DataFrame:
    """What one customer buys: one row a product, the one that brought most first.

    Columns:
        product_id, product, category: which; NULL for lines without a product.
        orders, units, revenue: orders and units that count as trade, money after refunds.
        last_bought_on, days_since: the last day with trade in it, and the days since.
        every_days: mean days between those days; NULL with fewer than two.

    Raises BadQuestion for an as-of day later than the data's. Source: metrics.md section 3 (7P).
    """
    return query(
        db,
        "customer_products",
        customer_id=customer_id,
        as_of=as_of_day(db, as_of, "orders"),
    )


def customer_timeline(
    db: Database,
    *,
    customer_id: str,
    month: date | None = None,
    as_of: date | None = None,
    limit: int | None = None,
) -> DataFrame:
    """All that is known to have happened with one customer: one row a happening, newest first.

    `month` is any day of the only month to tell of.

    Columns:
        happened_on: the day; what has none is not on it.
        kind: order, return, payment, complaint, answer, opportunity, campaign, contact, contract
            or life (won as a customer, left).
        outcome: how it went, in a code: late, cancelled, returned, repair, return, open, resolved,
            opened, won, lost, sent, clicked, responded, held_back, inbound, outbound, starts, ends,
            left.
        subject: what it was about, in the data's own words.
        amount: money of an order, a return (negative), a payment or an opportunity.
        score: of an answer: perceived / expected, without expectations the share of full marks.
        reference: its id; of a contact with another subject its channel.
        total: rows there are without `limit`.

    Up to the as-of day. Raises BadQuestion for a limit below 0, or an as-of day later than the
    data's. Source: metrics.md section 0 (only what happened by then is told).
    """
    return query(
        db,
        "customer_timeline",
        customer_id=customer_id,
        month=month and month.replace(day=1),
        as_of=as_of_day(db, as_of, *PAST_DAYS),
        limit=rows_at_most(limit),
    )


def customer_peers(
    db: Database,
    *,
    customer_id: str,
    day: date | None = None,
    as_of: date | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How one customer differs from those like them: one row a measure.

    Like them are the customers of the same tier and kind at the month start of `day` (the latest
    without it).

    Columns:
        measure: revenue, value, orders, mean_order (money), silent_for (days), complaints; of the
            12 months before.
        theirs: the customer's own.
        typical: the median of those like them; NULL without any.
        below: the share of those that has less.
        peers: how many they are.

    Raises BadQuestion for an as-of day later than the data's. Source: metrics.md section 2.
    """
    return query(
        db,
        "customer_peers",
        variant="drawn",
        customer_id=customer_id,
        **_stand(db, day, as_of, settings),
    )


def peer_list(
    db: Database,
    *,
    customer_id: str,
    day: date | None = None,
    as_of: date | None = None,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers like one customer, as customer_peers compares them: one row a customer.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        last_trade_day, silent_for, orders, revenue, value: at the month start of `day`, of the 12
            months before.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for a limit below 0, or an as-of day later than
    the data's. Source: metrics.md section 2.
    """
    return query(
        db,
        "peer_list",
        variant="drawn",
        customer_id=customer_id,
        limit=rows_at_most(limit),
        **_stand(db, day, as_of, settings),
    )


def _stand(
    db: Database, day: date | None, as_of: date | None, settings: Settings
) -> dict[str, Any]:
    """What standing_month and tiered need."""
    known = tier_parameters((), settings)
    del known["tier"]
    return {"as_of": as_of_day(db, as_of, "orders"), "day": day, **known}
