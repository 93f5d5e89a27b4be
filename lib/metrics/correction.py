"""The satisfaction ratio corrected by what customers do: complain, and send things back."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from pandas import DataFrame, Series

from lib.database import EVERYONE, Database, query
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.churn import silence
from lib.metrics.satisfaction import satisfaction_ratio
from lib.settings import DEFAULTS, Settings

COLUMNS = (
    *("month", "surveyed", "low", "high", "respondents"),
    *("complaints", "complaints_expected", "active_customers", "complaint_factor"),
    *("returns", "returns_expected", "units", "return_factor"),
    "corrected",
)
LEAST, MOST = 0.8, 1.1  # how far one factor may move the ratio
STEADY = 10  # added to what is expected, so that few complaints move little
FEWEST_MONTHS = 6  # of its own past that a rate is made of; ours


def satisfaction_correction(
    db: Database,
    *,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What surveys say, made worse or better by complaints and returns: one row a complete month.

    Of the whole company: complaints and returns are compared with its own past, not with others.

    Columns:
        month: its first day.
        surveyed, low, high: the satisfaction ratio of the month's answers and its 95 % interval;
            NULL with fewer than 5 respondents.
        respondents: whom it rests on; 0 where nobody answered.
        complaints: valid ones opened in the month (those not said to be unfounded).
        complaints_expected: those of the 12 months before (at least 6) per active customer, times
            this month's; or the setting reference_complaints per 1,000 of them.
        active_customers: at the month's start.
        complaint_factor: 1 - strength x (complaints - expected) / (expected + 10), within .8 and
            1.1, with the setting correction_strength; 1 where it is not known what to expect.
        returns, returns_expected, units, return_factor: the same of returns and repairs, per unit
            sold; the setting is reference_returns.
        corrected: surveyed x complaint_factor x return_factor.

    Raises BadQuestion for silent_days outside 31 to 365, or an as-of day later than the data's.
    Source: metrics.md section 1, "satisfaction_correction" (the formula is ours).
    """
    day = as_of_day(db, as_of)
    tiers = tier_parameters((), settings)
    del tiers["tier"]
    counted = query(
        db,
        "satisfaction_correction",
        customers=EVERYONE,
        silent_days=silence(silent_days, settings),
        as_of=day,
        since=since,
        until=until,
        **tiers,
    )
    told = _with_surveys(db, counted, day, settings)
    for kind, reference in (
        (COMPLAINTS, settings.reference_complaints),
        (RETURNS, settings.reference_returns),
    ):
        told[f"{kind.counted}_expected"] = _expected(told, kind, reference)
        told[kind.factor] = _factor(told, kind, settings.correction_strength)
    told["corrected"] = told["surveyed"] * told[COMPLAINTS.factor] * told[RETURNS.factor]
    return told[list(COLUMNS)]


@dataclass(frozen=True)
class Kind:
    """What corrects the ratio: what is counted, of what it is a rate, and the factor's name."""

    counted: str
    exposure: str
    factor: str


COMPLAINTS = Kind("complaints", "active_customers", "complaint_factor")
RETURNS = Kind("returns", "units", "return_factor")


def _with_surveys(
    db: Database, counted: DataFrame, day: date | None, settings: Settings
) -> DataFrame:
    """The counted months, with what was answered in each."""
    months = counted["month"]
    if months.empty:
        return counted.assign(surveyed=[], low=[], high=[], respondents=[])
    surveyed = satisfaction_ratio(
        db,
        by="month",
        since=months.iloc[0].date(),
        until=day,
        as_of=day,
        settings=settings,
    ).dropna(subset="group")
    surveyed = surveyed.rename(columns={"group": "month", "ratio": "surveyed"})
    kept = surveyed[["month", "surveyed", "low", "high", "respondents"]]
    told = counted.merge(kept, on="month", how="left")
    told["respondents"] = told["respondents"].fillna(0).astype("int64")
    return told


def _expected(told: DataFrame, kind: Kind, reference: float | None) -> Series:
    """How many there would be at the usual rate; NULL where it, or the month's exposure, is not
    known."""
    if reference is not None:
        return told[kind.exposure].astype(float) * reference / 1000
    rate = told[f"base_{kind.counted}"].astype(float) / told[f"base_{kind.exposure}"].astype(float)
    known = told[f"months_of_{kind.counted}"] >= FEWEST_MONTHS
    expected = (rate * told[kind.exposure].astype(float)).where(known)
    return expected.where(np.isfinite(expected))


def _factor(told: DataFrame, kind: Kind, strength: float) -> Series:
    expected = told[f"{kind.counted}_expected"]
    excess = (told[kind.counted].astype(float) - expected) / (expected + STEADY)
    return (1 - strength * excess).clip(LEAST, MOST).fillna(1.0)
