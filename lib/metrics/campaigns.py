"""What campaigns cost and what they brought: by attribution, and against a control group."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import as_of_day, one_of, tier_parameters
from lib.metrics.intervals import welch
from lib.settings import DEFAULTS, Settings

GROUPINGS = ("campaign", "channel", "all")
ATTRIBUTIONS = ("last", "first", "linear")
LOOKED_BACK = 90  # days the build looks back from an order for touches
BUYERS_NEEDED = 10  # in each arm, for the interval of a lift


def campaign_roi(
    db: Database,
    *,
    by: str = "campaign",
    attribution: str = "last",
    window_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What campaigns brought for what they cost: one row a campaign, channel, or one for all.

    Columns:
        campaign, channel: the campaign's name (its id without one) and its channel; NULL where
            `by` adds over them.
        cost: of campaign_days where the campaign has any there, else of campaigns; NULL unknown.
        reached, responded: customers touched, and those who responded, control aside. Over
            several campaigns a customer counts once for each.
        orders, revenue: trade orders due to the campaign, and their revenue. An order that names
            its campaign belongs to it; otherwise it is due to touches 0 to window_days days
            before it: 'last' or 'first' to one campaign, 'linear' to each in equal shares. On the
            same day responded goes before clicked, opened and sent, then the lower campaign_id.
            Where no order was ever due to the campaign, what campaign_days claims counts instead,
            and its impressions and clicks are `reached` and `responded`. NULL where nothing could
            tell: neither touches, nor claims, nor any order that names a campaign.
        profit: marginal profit of those orders, or their revenue, as
        basis: says: 'marginal' where the cost of goods is known for 95 % of the revenue, else
            'revenue'. Lines without a known cost then add nothing.
        roi: (profit - cost) / cost; NULL where the cost is 0 or not known.
        campaign_id: the campaign's id, as several may share a name.
        share_costed: share of the revenue whose cost of goods is known.
        campaigns, judged, claimed: how many campaigns the row adds up, for how many of them cost
            and revenue are both known (only those are in `roi`), and how many rest on claims.

    A period cuts orders, touches and campaign_days by their day and campaigns.cost in proportion
    to the campaign's days; without one everything to the as-of day counts. For some customers
    only (their tier: of the month of the order, or of the campaign's first touch), cost counts
    by their share of the customers it touched, and claims not at all.

    Raises BadQuestion for an unknown grouping, attribution or tier, or a window below 0 days.
    Source: metrics.md section 5.
    """
    one_of("by", by, GROUPINGS)
    asked = touches_asked(db, window_days, as_of, tier, settings)
    asked["attribution"] = one_of("attribution", attribution, ATTRIBUTIONS)
    if attribution == "last" and not asked["variant"]:
        asked["variant"] = asked.pop("attribution")
    found = query(
        db,
        "campaign_roi",
        customers=customers,
        since=since,
        until=until,
        everyone=not customers,
        **asked,
    )
    return _alone(found[found.pop("grouping") == by].reset_index(drop=True))


def _alone(answer: DataFrame) -> DataFrame:
    """Rows that were found with others, in the types they have without them."""
    whole = {
        name: "int64"
        for name in answer.select_dtypes("Int64")
        if not answer.empty and answer[name].notna().all()
    }
    empty = [name for name in ("campaign", "channel", "campaign_id") if answer[name].isna().all()]
    return answer.astype(whole).assign(**dict.fromkeys(empty))


def campaign_lift(
    db: Database,
    *,
    window_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What campaigns brought beyond what would have come anyway: one row per campaign and arm.

    Columns:
        campaign: its name, its id without one. Campaigns without a control group have no row.
        arm: 'treated' or 'control', as assigned by the customer's first touch.
        customers: in the arm, with a finished window of window_days days after that touch.
        basis: 'marginal' where the cost of goods is known for 95 % of both arms' revenue, else
            'revenue'.
        value_per_customer: of trade orders in the window, customers without one included.
        lift: treated less control, money per customer; this and what follows in the treated row.
        low, high: its 95 % Welch interval; NULL with fewer than 10 buyers in an arm.
        incremental_value: lift x treated customers.
        incremental_roi: (incremental_value - cost) / cost; NULL where the cost is 0 or unknown.
        break_even_lift: the lift at which incremental_roi is 0.
        cost: of the campaign, by the share of its treated customers that are counted here.
        buyers: customers of the arm with a trade order in the window.
        campaign_id: the campaign's id.

    The period is that of the first touch; without one everything counts. Two lifts that share a
    control group are not independent and never added.

    Raises BadQuestion for an unknown tier or a window below 0 days.
    Source: metrics.md section 5; Welch 1947.
    """
    arms = query(
        db,
        "campaign_lift",
        customers=customers,
        since=since,
        until=until,
        **touches_asked(db, window_days, as_of, tier, settings),
    )
    rows = arms.to_dict("records")
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lifts = [row for treated, control in pairs for row in (_lift(treated, control), {})]
    answer = arms.join(DataFrame(lifts, columns=LIFT, dtype=float))
    return answer[[*ARM, *LIFT, "buyers", "campaign_id"]]


ARM = ["campaign", "arm", "customers", "basis", "value_per_customer"]
Row = Mapping[Hashable, Any]

LIFT = [
    "lift",
    "low",
    "high",
    "incremental_value",
    "incremental_roi",
    "break_even_lift",
    "cost",
]


def _lift(treated: Row, control: Row) -> dict[str, float | None]:
    """What the treated arm has beyond the control arm; nan stays nan where an arm is empty."""
    lift = treated["value_per_customer"] - control["value_per_customer"]
    low, high = None, None
    if min(treated["buyers"], control["buyers"]) >= BUYERS_NEEDED:
        low, high = welch(
            lift,
            (treated["variance"], control["variance"]),
            (treated["customers"], control["customers"]),
        )
    gained = lift * treated["customers"]
    cost = treated["cost_per_treated"] * treated["customers"]
    return {
        "lift": lift,
        "low": low,
        "high": high,
        "incremental_value": gained,
        "incremental_roi": (gained - cost) / cost if cost else None,
        "break_even_lift": treated["cost_per_treated"],
        "cost": cost,
    }


def touches_asked(
    db: Database,
    window_days: int | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
) -> dict[str, Any]:
    """The parameters all answers share: the window, the as-of day, and the tiers asked for."""
    window = settings.window_days if window_days is None else window_days
    if window < 0:
        raise BadQuestion("window_days is {found}; it is 0 or more.", found=window)
    return {
        "window_days": window,
        "variant": "wide" if window > LOOKED_BACK else "",
        "as_of": as_of_day(db, as_of, "touches", "campaign_days"),
        **tier_parameters(tier, settings),
    }
