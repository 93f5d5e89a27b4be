"""What customers will bring in the next 12 months: how often they come, times what they leave."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

import numpy as np
from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, Statement, query
from lib.learn.bgnbd import MOST_CELLS, WEEK, PurchaseModel, purchase_model
from lib.learn.gamma_gamma import SpendModel, spend_model
from lib.metrics.asking import as_of_day, rows_at_most, tier_parameters
from lib.metrics.groups import attribute_asked
from lib.settings import DEFAULTS, Settings

GROUPS = ("all", "tier", "cohort", *Customers.COLUMNS)
ALSO_CALLED = {"channel": "acquired_through", "none": "all"}
MONTHS = np.arange(1, 13)
WEEKS_A_MONTH = 4.348
DAYS_A_MONTH = WEEKS_A_MONTH * WEEK
DISCOUNT = 1.01  # a month

Rows = list[tuple[object, ...]]

ONE_DAY, BOUND, LEFT = "one trade day", "under contract", "left"


def lifetime_value(
    db: Database,
    *,
    by: str = "all",
    as_of: date | None = None,
    came_since: date | None = None,
    came_until: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What customers will bring in the next 12 months: one row a group.

    `by` is all, tier, cohort (the month of the first trade day), a column of customers such as
    acquired_through (channel means the same), or the name of an attribute; the tier is that of the
    latest month start. `came_since` and `came_until` leave out whose first trade day lies before
    or after them.

    Columns:
        group: NULL holds the customers of whom it is not told.
        customers: who ever traded, or are under contract.
        expected_orders: trade days expected of those not under contract, of all together.
        alive_share: mean probability that they will come again; NULL where all are under contract.
        value: money they will bring, discounted by 1 % a month, of all together; what was earned
            already is not in it. NULL where it cannot be told.
        value_each: value / customers.
        one_day: customers with one trade day, of whom the model says P(alive) = 1 by construction.
        under_contract, left: customers; the left are worth 0.
        unvalued: of those under contract, whose own value nothing tells yet, as it began after the
            latest month start; it is not in value.
        basis: what value is: contribution, marginal or revenue.
        reason: why nothing can be told; NULL where it can.
        correlation: of how often and how much customers spend a day; the model takes it to be 0.

    Value = sum over 12 months of the trade days BG/NBD expects in each / 1.01^k, times the mean of
    Gamma-Gamma, times the contribution rate of the customer's tier (value / revenue of trade lines
    in the 12 months before; of everyone where a customer has no tier; it may be negative). A
    customer under contract brings the own monthly value for as long as contracts last
    (Kaplan-Meier, given how long it has lasted). The models are fitted to all customers, whichever
    are asked about. Raises BadQuestion for an unknown `by` or tier, or an as-of day later than the
    data's. Source: metrics.md section 3; Fader, Hardie & Lee 2005; Fader & Hardie 2013.
    """
    by = ALSO_CALLED.get(by, by)
    asked = _asked(db, by, as_of, tier, settings)
    came = {"came_since": came_since, "came_until": came_until}
    rows = _rows(db, customers, asked, came)
    told = DataFrame(rows, columns=list(COLUMNS[:-3]))
    told["basis"] = db.value("select value_basis from company") if rows else None
    told["reason"] = unfitted(db, asked)
    told["correlation"] = spend_model(db, as_of_day(db, as_of)).correlation
    return told


def _rows(
    db: Database, customers: Customers, asked: dict[str, object], came: dict[str, date | None]
) -> Rows:
    """One a group. All together are made of what is asked tier by tier: both are worked out at
    once, and remembered with the statements that ran, which a receipt names."""
    by = asked["by"]
    if db.answers is None or by not in ("all", "tier"):
        return _rows_by_group(_cells_foretold(db, customers, asked, came))

    def foretell() -> tuple[dict[object, Rows], list[Statement]]:
        heard: list[Statement] = []
        listening = replace(db, note=heard.append)
        cells = _cells_foretold(listening, customers, {**asked, "by": "tier"}, came)
        together = cells.assign(group="all")
        return {"tier": _rows_by_group(cells), "all": _rows_by_group(together)}, heard

    given = {**asked, **came, "customers": customers, "by": None, "tier": str(asked["tier"])}
    known = ("foretold", "lifetime_value", tuple(sorted(given.items(), key=itemgetter(0))))
    rows, statements = db.answers.recall(known, foretell)
    for statement in statements:
        db.note(statement)
    return list(rows[by])


def _cells_foretold(
    db: Database, customers: Customers, asked: dict[str, object], came: dict[str, date | None]
) -> DataFrame:
    cells = query(db, "lifetime_value", customers=customers, **asked, **came, most_cells=MOST_CELLS)
    return cells.assign(**_foretold(db, cells, asked))


def _rows_by_group(foretold: DataFrame) -> Rows:
    return [_group(group, of) for group, of in _by_group(foretold)]


COLUMNS = (
    *("group", "customers", "expected_orders", "alive_share", "value", "value_each"),
    *("one_day", "under_contract", "left", "unvalued", "basis", "reason", "correlation"),
)


def lifetime_value_list(
    db: Database,
    *,
    customer_id: str | None = None,
    by: str = "all",
    group: str | None = None,
    as_of: date | None = None,
    came_since: date | None = None,
    came_until: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What each customer will bring in the next 12 months: one row a customer, or the one of this
    id; of a group of lifetime_value where `group` is given ('' holds those of whom it is not told),
    and of those who came in its days.

    Columns:
        customer_id, name, tier, region, kind, badge: who, as in tier_list.
        lifetime_value: money, as in lifetime_value; NULL where it cannot be told.
        expected_orders: trade days expected in 12 months; NULL under contract.
        alive: probability that the customer will come again; NULL under contract.
        note: one trade day (P(alive) = 1 there by construction), under contract, left, or NULL.
        first_trade_day, last_trade_day, trade_days: to the as-of day.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion as lifetime_value does, and for a limit below 0.
    Source: metrics.md section 3.
    """
    by = ALSO_CALLED.get(by, by)
    asked = _asked(db, by, as_of, tier, settings)
    came = {"came_since": came_since, "came_until": came_until}
    listed = query(
        db,
        "lifetime_value_list",
        customers=customers,
        variant="one" if customer_id else "",
        customer_id=customer_id,
        group=None if by == "all" else group,
        **asked,
        **came,
    )
    listed = foretold_of_each(db, listed, asked)
    traded = listed["first_trade_day"].notna()
    listed["trade_days"] = (listed["repeats"] + 1).where(traded, 0)
    listed["total"] = len(listed)
    ordered = listed.sort_values(
        ["lifetime_value", "customer_id"], ascending=[False, True], na_position="last"
    )
    return ordered[list(LIST_COLUMNS)].head(rows_at_most(limit)).reset_index(drop=True)


def foretold_of_each(db: Database, listed: DataFrame, asked: dict[str, object]) -> DataFrame:
    """The customers, a row each, with what the models say of them."""
    alone = listed.assign(customers=1, valued=listed["monthly"].notna().astype(int))
    foretold = _foretold(db, alone, asked)
    bound, left = listed["is_bound"].astype(bool), listed["is_left"].astype(bool)
    words = [np.array(word, dtype=object) for word in (LEFT, BOUND, ONE_DAY, None)]
    return listed.assign(
        lifetime_value=foretold["value"],
        expected_orders=np.where(bound, np.nan, foretold["expected"]),
        alive=np.where(bound, np.nan, foretold["living"]),
        note=np.select([left, bound, listed["repeats"] == 0], words[:3], words[3]),
    )


LIST_COLUMNS = (
    *("customer_id", "name", "tier", "region", "kind", "badge"),
    *("lifetime_value", "expected_orders", "alive", "note"),
    *("first_trade_day", "last_trade_day", "trade_days", "total"),
)


def model_fits(db: Database, *, as_of: date | None = None) -> DataFrame:
    """Whether the models of purchases and of spending could be fitted: one row a model.

    Columns:
        model: bgnbd, gamma_gamma.
        customers: it rests on.
        is_fitted, reason: why not: too few customers came again, the fit did not converge, a
            parameter lies at its bound (its logarithm at -8 or 8), the likelihood is flat, or q is
            not above 1; NULL where it is fitted.

    Raises BadQuestion for an as-of day later than the data's. Source: metrics.md section 3.
    """
    day = as_of_day(db, as_of)
    reasons = {
        "bgnbd": purchase_model(db, day).estimates.reason,
        "gamma_gamma": spend_model(db, day).estimates.reason,
    }
    told = query(db, "model_fits", as_of=day).sort_values("model", ignore_index=True)
    return told.assign(
        is_fitted=[reasons[model] is None for model in told["model"]],
        reason=told["model"].map(reasons),
    )


def _asked(
    db: Database, by: str, as_of: date | None, tier: tuple[str, ...], settings: Settings
) -> dict[str, object]:
    return {
        "by": by,
        "attribute": attribute_asked(db, by, GROUPS),
        "as_of": as_of_day(db, as_of),
        "day": None,
        **tier_parameters(tier, settings),
    }


def unfitted(db: Database, asked: dict[str, object]) -> str | None:
    """Why the models tell nothing; None where they do."""
    day = asked["as_of"]
    assert day is None or isinstance(day, date)
    models = (purchase_model(db, day), spend_model(db, day))
    return next((m.estimates.reason for m in models if m.estimates.reason), None)


def _by_group(foretold: DataFrame) -> Iterable[tuple[object, DataFrame]]:
    return foretold.groupby("group", sort=False, dropna=False)


def _group(group: object, of: DataFrame) -> tuple[object, ...]:
    free = of[~of["is_bound"]]
    everyone, others = int(of["customers"].sum()), int(free["customers"].sum())
    valued = free["value"].sum(skipna=False) + of.loc[of["is_bound"], "value"].sum()
    value = float(valued)
    return (
        group,
        everyone,
        float(free["expected"].sum(skipna=False)),
        float(free["living"].sum(skipna=False)) / others if others else np.nan,
        value,
        value / everyone,
        int(of["one_day"].sum()),
        everyone - others,
        int(of.loc[of["is_left"], "customers"].sum()),
        everyone - others - int(of.loc[of["is_bound"], "valued"].sum()),
    )


# What the models make of customers who are alike


def _foretold(db: Database, cells: DataFrame, asked: dict[str, object]) -> dict[str, np.ndarray]:
    """Of each row's customers together: trade days expected, how many live, and their value."""
    day = asked["as_of"]
    assert day is None or isinstance(day, date)
    told = _of_the_free(purchase_model(db, day), spend_model(db, day), cells)
    value = told.worth * _rates(db, cells, asked)
    if cells["is_bound"].any():
        bound = cells["is_bound"].to_numpy(dtype=bool)
        value[bound] = _of_the_bound(db, cells[bound], day)
    left = cells["is_left"].to_numpy(dtype=bool)
    settled = left | cells["is_bound"].to_numpy(dtype=bool)
    value[left] = 0.0
    return {
        "expected": np.where(settled, 0.0, told.expected),
        "living": np.where(settled, 0.0, told.living),
        "value": value,
    }


@dataclass(frozen=True)
class Foretold:
    """Of customers who are free to come or not; `worth` is the revenue, discounted."""

    expected: np.ndarray
    living: np.ndarray
    worth: np.ndarray


def _of_the_free(purchases: PurchaseModel, spending: SpendModel, cells: DataFrame) -> Foretold:
    nothing = np.full(len(cells), np.nan)
    if not purchases.is_fitted:
        return Foretold(nothing, nothing, nothing)
    repeats = cells["repeats"].to_numpy(dtype=float)
    recency, age = (cells[name].to_numpy(dtype=float) / WEEK for name in ("recency", "age"))
    customers = cells["customers"].to_numpy(dtype=float)
    orders, discounted = _growth(purchases, repeats, age)
    living = customers * purchases.alive(repeats, recency, age)
    if not spending.is_fitted:
        return Foretold(living * orders, living, nothing)
    paying = cells["is_paying"].to_numpy(dtype=bool)
    amounts = spending.expected_sum(
        np.where(paying, repeats, 0.0), cells["spend"].to_numpy(dtype=float), customers
    )
    return Foretold(living * orders, living, living / customers * discounted * amounts)


def _growth(
    purchases: PurchaseModel, repeats: np.ndarray, age: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Trade days in 12 months of who is alive, plain and discounted month by month.

    Few histories differ in both, so that each pair is worked out once.
    """
    repeats_met, of_repeats = np.unique(repeats, return_inverse=True)
    ages_met, of_age = np.unique(age, return_inverse=True)
    pairs, of = np.unique(of_repeats * len(ages_met) + of_age, return_inverse=True)
    repeats_of, age_of = np.divmod(pairs, max(len(ages_met), 1))
    ahead = np.concatenate([[0.0], WEEKS_A_MONTH * MONTHS])
    by_month = purchases.growth(
        repeats_met[repeats_of][:, None], ages_met[age_of][:, None], ahead[None, :]
    )
    gained = np.diff(by_month, axis=1)
    return by_month[:, -1][of], (gained / DISCOUNT**MONTHS).sum(axis=1)[of]


def _rates(db: Database, cells: DataFrame, asked: dict[str, object]) -> np.ndarray:
    """What is left of a customer's revenue, by tier; of everyone where a tier does not tell."""
    names = ("as_of", "day", "tier_a", "tier_b", "tier_c", "tiers_from")
    told = query(db, "lifetime_value_rates", customers=EVERYONE, **{n: asked[n] for n in names})
    traded = told[told["revenue"] > 0]
    everyone = told["value"].sum() / traded["revenue"].sum() if len(traded) else np.nan
    rates = dict(zip(traded["tier"], traded["value"] / traded["revenue"], strict=True))
    rates.pop("none", None)
    numbers, tiers = cells["tier"].factorize()  # -1 for none, the last of what follows
    return np.array([*(rates.get(tier, everyone) for tier in tiers), everyone], float)[numbers]


def _of_the_bound(db: Database, cells: DataFrame, day: date | None) -> np.ndarray:
    """A month's value for each of 12 months, as likely as the contract lasts until then."""
    lengths = query(db, "lifetime_value_contracts", as_of=day)
    ended, all_ = lengths["ended"].to_numpy(), (lengths["ended"] + lengths["open"]).to_numpy()
    still = np.cumprod(1 - ended / all_[::-1].cumsum()[::-1])
    starts = np.concatenate([[-1], lengths["days"].to_numpy()])
    curve = np.concatenate([[1.0], still])

    def lasting(days: np.ndarray) -> np.ndarray:
        return curve[np.searchsorted(starts, days, side="right") - 1]

    bound_for = cells["bound_for"].to_numpy(dtype=float)
    ahead = lasting(bound_for[:, None] + DAYS_A_MONTH * MONTHS) / lasting(bound_for)[:, None]
    monthly = cells["monthly"].to_numpy(dtype=float)
    return monthly * (ahead / DISCOUNT**MONTHS).sum(axis=1)
