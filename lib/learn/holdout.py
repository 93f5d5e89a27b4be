"""Do the models foretell? Fitted to the first part of the data, held against the rest."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from pandas import DataFrame, Timestamp

from lib.database import Database, query
from lib.learn.bgnbd import WEEK, PurchaseModel, purchase_model
from lib.metrics.asking import as_of_day, rows_at_most

LONGEST = 52  # weeks held out
MOST_REPEATS = 7  # the last class holds this many and more

WEEK_COLUMNS = (
    *("week", "week_start", "is_held_out", "actual", "expected"),
    *("actual_so_far", "expected_so_far", "customers", "fitted_to", "reason"),
)
CLASS_COLUMNS = (
    *("repeats", "customers", "actual", "expected", "actual_each", "expected_each"),
    *("fitted_to", "until", "reason"),
)


@dataclass(frozen=True)
class Split:
    """The data's whole weeks, cut in two: the first day, and the last of either part."""

    first: date
    fitted_to: date
    until: date

    @property
    def weeks(self) -> int:
        return ((self.until - self.first).days + 1) // WEEK


def holdout(db: Database, *, as_of: date | None = None) -> DataFrame:
    """Repeat purchases week by week, as they were and as BG/NBD expects them: one row a week.

    The model is fitted to the first half of the data's whole weeks, at least to all but the last
    52, and foretells the rest: of the customers who came by then.

    Columns:
        week: 1 is that of the first trade day in the data; week_start: its first day.
        is_held_out: not seen by the fit.
        actual: repeat trade days in it; expected: by the model, of customers who came when these
            did. NULL where it could not be fitted.
        actual_so_far, expected_so_far: the same added up from the first week.
        customers: who came by the end of the first part.
        fitted_to: the last day of the first part.
        reason: why there is no model, as in model_fits; NULL where there is one.

    No rows with less than 2 whole weeks of trade. Raises BadQuestion for an as-of day later than
    the data's. Source: metrics.md section 3; Fader, Hardie & Lee 2005, figure 2.
    """
    split = _split(db, as_of)
    if split is None:
        return DataFrame(columns=list(WEEK_COLUMNS))
    days = query(db, "holdout", as_of=split.fitted_to, until=split.until)
    model = purchase_model(db, split.fitted_to)
    length = split.weeks * WEEK
    day = days["day"].to_numpy()
    arrived = np.bincount(day, days["arrived"].to_numpy(dtype=float), length)
    actual = np.bincount(day, days["repeats"].to_numpy(dtype=float), length)
    so_far = actual.reshape(-1, WEEK).sum(axis=1).cumsum()
    expected = _expected_so_far(model, arrived)
    weeks = np.arange(1, split.weeks + 1)
    return DataFrame(
        {
            "week": weeks,
            "week_start": [Timestamp(split.first + timedelta(WEEK * int(n - 1))) for n in weeks],
            "is_held_out": weeks > ((split.fitted_to - split.first).days + 1) // WEEK,
            "actual": np.diff(so_far, prepend=0).astype(int),
            "expected": np.diff(expected, prepend=0),
            "actual_so_far": so_far.astype(int),
            "expected_so_far": expected,
            "customers": int(arrived.sum()),
            "fitted_to": Timestamp(split.fitted_to),
            "reason": model.estimates.reason,
        }
    )


def holdout_classes(db: Database, *, as_of: date | None = None) -> DataFrame:
    """Purchases in the part held out by how often customers had come before: one row a class.

    Columns:
        repeats: repeat trade days in the first part: 0 to 6; 7 holds 7 and more.
        customers: of the class.
        actual: their trade days in the part held out; expected: by the model, given what each did.
        actual_each, expected_each: a customer; NULL with fewer than 5.
        fitted_to, until: the last days of the first part and of the part held out.
        reason: why there is no model, as in model_fits; NULL where there is one.

    Parts as in `holdout`. Raises BadQuestion for an as-of day later than the data's.
    Source: metrics.md section 3; Fader, Hardie & Lee 2005, figure 3.
    """
    split = _split(db, as_of)
    if split is None:
        return DataFrame(columns=list(CLASS_COLUMNS))
    cells = query(db, "holdout_classes", as_of=split.fitted_to, until=split.until)
    model = purchase_model(db, split.fitted_to)
    cells["expected"] = _expected(model, cells, (split.until - split.fitted_to).days / WEEK)
    cells["repeats"] = cells["repeats"].clip(upper=MOST_REPEATS)
    told = cells.groupby("repeats", as_index=False)[["customers", "actual", "expected"]].sum(
        min_count=1
    )
    enough = told["customers"] >= FEWEST
    for name in ("actual", "expected"):
        told[f"{name}_each"] = (told[name] / told["customers"]).where(enough)
    return told.assign(
        fitted_to=Timestamp(split.fitted_to),
        until=Timestamp(split.until),
        reason=model.estimates.reason,
    )[list(CLASS_COLUMNS)]


LIST_COLUMNS = (
    *("customer_id", "name", "region", "kind", "repeats", "actual", "expected"),
    *("first_trade_day", "last_trade_day", "total"),
)


def holdout_list(
    db: Database,
    *,
    repeats: int | None = None,
    as_of: date | None = None,
    limit: int | None = None,
) -> DataFrame:
    """The customers behind a holdout: one row a customer who came by the end of the first part, of
    one class of holdout_classes where `repeats` names it (7 is 7 and more).

    Columns:
        customer_id, name, region, kind: who.
        repeats, first_trade_day, last_trade_day: in the first part.
        actual, expected: trade days in the part held out, and by the model.
        total: rows there are without `limit`.

    Those with most trade days in the part held out first. Raises BadQuestion for a limit below 0,
    or an as-of day later than the data's. Source: metrics.md section 3.
    """
    split = _split(db, as_of)
    if split is None:
        return DataFrame(columns=list(LIST_COLUMNS))
    listed = query(
        db,
        "holdout_list",
        repeats=repeats,
        most_repeats=MOST_REPEATS,
        as_of=split.fitted_to,
        until=split.until,
    )
    model = purchase_model(db, split.fitted_to)
    listed["expected"] = _expected(model, listed, (split.until - split.fitted_to).days / WEEK)
    listed["total"] = len(listed)
    ordered = listed.sort_values(["actual", "customer_id"], ascending=[False, True])
    return ordered[list(LIST_COLUMNS)].head(rows_at_most(limit)).reset_index(drop=True)


FEWEST = 5  # customers that a mean needs (metrics.md section 0)


def _split(db: Database, as_of: date | None) -> Split | None:
    day = as_of_day(db, as_of)
    first: date | None = db.value("select first_trade_day from company")
    if day is None or first is None:
        return None
    weeks = ((day - first).days + 1) // WEEK
    if weeks < 2:
        return None
    held_out = min(weeks // 2, LONGEST)
    return Split(
        first,
        first + timedelta(WEEK * (weeks - held_out) - 1),
        first + timedelta(WEEK * weeks - 1),
    )


def _expected(model: PurchaseModel, cells: DataFrame, ahead: float) -> np.ndarray:
    if not model.is_fitted:
        return np.full(len(cells), np.nan)
    repeats, recency, age = (
        cells[name].to_numpy(dtype=float) for name in ("repeats", "recency", "age")
    )
    each = model.expected(repeats, recency / WEEK, age / WEEK, ahead)
    return each * cells["customers"].to_numpy()


def _expected_so_far(model: PurchaseModel, arrived: np.ndarray) -> np.ndarray:
    """By the end of each week, of customers who came on these days: each has that much time."""
    if not model.is_fitted:
        return np.full(len(arrived) // WEEK, np.nan)
    of_one = model.expected_of_new(np.arange(len(arrived)) / WEEK)
    return np.convolve(arrived, of_one)[: len(arrived)][WEEK - 1 :: WEEK]
