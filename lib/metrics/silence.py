"""After how many days of silence a customer is lost: what each answer would have got wrong."""

from datetime import date, timedelta

import numpy as np
from pandas import DataFrame, Timestamp

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day
from lib.settings import DEFAULTS, RANGES, Settings

SHORT, LONG = 180, 365  # days after the reference day in which a customer may come back
LONG_FROM = 30  # months of data from which the longer is used
RETURNED = 0.8  # of the gaps between trade days, the share that the suggestion covers


def silence(
    db: Database,
    *,
    silent_days: int | None = None,
    as_of: date | None = None,
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What calling customers lost after N days would have got wrong: one row for N from 31 to 365.

    Customers with trade in the 365 days to a reference day are looked at as they stood on it, and
    whether they traded in the horizon_days after it: then they were back, else gone.

    Columns:
        silent_days: N.
        called: silent for more than N days on the reference day.
        back: of those, the ones who came back.
        back_share: back / called, 0 to 1: how often calling them lost would have been wrong; NULL
            where nobody is called.
        gone: customers gone, the same in every row.
        missed: of those gone, silent for N days or less: not called yet.
        missed_share: missed / gone; NULL where nobody is gone.
        suggested: N that covers four in five gaps between trade days (Kaplan-Meier, gaps still
            open censored), within 31 and 365; 90 where that is not known. The same in every row.
        chosen: the N asked about with `silent_days`, else the settings'; the same in every row.
        reference_day, horizon_days: 365 days before the as-of day, and as many after it; 180 with
            less than 30 months of data.

    No rows where nobody traded in the 365 days to the reference day. Raises BadQuestion for an
    as-of day later than the data's. Source: metrics.md section 2, "choosing N"; Kaplan & Meier
    1958.
    """
    day = as_of_day(db, as_of)
    first: date | None = db.value("select first_trade_day from company")
    if day is None or first is None:
        return DataFrame(columns=list(COLUMNS))
    horizon = LONG if _months_before(day, LONG_FROM) >= first else SHORT
    reference = day - timedelta(horizon)
    silent = query(db, "silence", customers=customers, reference=reference, horizon=horizon)
    if silent.empty:
        return DataFrame(columns=list(COLUMNS))
    gaps = query(db, "silence_gaps", customers=customers, as_of=day)
    curves = _curves(silent)
    return curves.assign(
        suggested=_suggested(gaps),
        chosen=settings.silent_days if silent_days is None else silent_days,
        reference_day=Timestamp(reference),
        horizon_days=horizon,
    )[list(COLUMNS)]


COLUMNS = (
    *("silent_days", "called", "back", "back_share", "gone", "missed", "missed_share"),
    *("suggested", "reference_day", "horizon_days", "chosen"),
)
LEAST, MOST = (int(edge) for edge in RANGES["silent_days"])


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last there is."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return first.replace(day=min(day.day, last.day))


def _curves(silent: DataFrame) -> DataFrame:
    """Both errors for every N, from how many were silent for how long and how many came back."""
    lengths, (customers, back) = silent["silence"].to_numpy(), _cumulated(silent)
    limits = np.arange(LEAST, MOST + 1)
    upto = np.searchsorted(lengths, limits, side="right")
    gone = customers - back
    called, called_back = customers[-1] - customers[upto], back[-1] - back[upto]
    return DataFrame(
        {
            "silent_days": limits,
            "called": called,
            "back": called_back,
            "back_share": _share(called_back, called),
            "gone": gone[-1],
            "missed": gone[upto],
            "missed_share": _share(gone[upto], np.full(len(limits), gone[-1])),
        }
    )


def _cumulated(silent: DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Customers, and of them those who came back, by the number of rows counted so far."""
    counts = silent[["customers", "back"]].to_numpy()
    sums = np.vstack([np.zeros(2, counts.dtype), counts.cumsum(axis=0)])
    return sums[:, 0], sums[:, 1]


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _suggested(gaps: DataFrame) -> int:
    """The days within which four in five gaps have ended, an open one censored at its length."""
    ended, all_ = gaps["ended"].to_numpy(), (gaps["ended"] + gaps["open"]).to_numpy()
    at_risk = all_[::-1].cumsum()[::-1]
    still_open = np.cumprod(1 - ended / at_risk)
    enough = np.flatnonzero(still_open <= 1 - RETURNED + 1e-12)
    if not enough.size:
        return DEFAULTS.silent_days
    return int(np.clip(gaps["days"].iloc[enough[0]], LEAST, MOST))
