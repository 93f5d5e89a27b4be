"""What one customer will bring in the next 12 months, beside customers like them."""

from datetime import date

from pandas import DataFrame, Series

from lib.database import EVERYONE, Database, query
from lib.learn.lifetime_value import foretold_of_each, unfitted
from lib.metrics.asking import as_of_day, tier_parameters
from lib.settings import DEFAULTS, Settings

MOST_ALIKE = 5_000  # of more, so many evenly drawn stand for all: others' histories are not read


def customer_ahead(
    db: Database,
    *,
    customer_id: str,
    as_of: date | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What one customer will bring in the next 12 months, beside those like them: one row, or none
    for who never traded and is under no contract.

    Like them are the customers of customer_peers, of the same tier and kind at the latest month
    start.

    Columns:
        lifetime_value, expected_orders, alive, note: as in lifetime_value_list.
        typical: the median of those like them, where they are more than 5,000 of as many of them
            evenly drawn, always the same ones; NULL without any.
        below: the share of those that will bring less.
        peers: how many they are; drawn: how many of them are compared.
        reason: why nothing can be told; NULL where it can.

    Raises BadQuestion for an as-of day later than the data's. Source: metrics.md section 3.
    """
    cuts = tier_parameters((), settings)
    del cuts["tier"]
    asked: dict[str, object] = {"as_of": as_of_day(db, as_of), "day": None, **cuts}
    found = query(
        db,
        "customer_ahead",
        customers=EVERYONE,
        customer_id=customer_id,
        variant="drawn",
        at_most=MOST_ALIKE,
        **asked,
    )
    told = foretold_of_each(db, found, asked)
    alike = told.loc[~told["is_theirs"], "lifetime_value"]
    valued = alike.dropna()
    theirs = told.loc[told["is_theirs"], list(COLUMNS[:4])]
    return theirs.assign(
        typical=valued.median(),
        below=theirs["lifetime_value"].map(lambda own: _share_below(own, valued)),
        peers=int(found["peers"].max()) if len(alike) else 0,
        drawn=len(alike),
        reason=unfitted(db, asked),
    ).reset_index(drop=True)


def _share_below(own: float, others: Series) -> float:
    return float((others < own).mean()) if own == own else float("nan")


COLUMNS = (
    *("lifetime_value", "expected_orders", "alive", "note"),
    *("typical", "below", "peers", "drawn", "reason"),
)
