"""Recovery a second time, over rows of complaints in pandas, to hold SQL and formulas to.

Every customer's trade days stand in one list here, and each question looks through all of it.
"""

from datetime import datetime, timedelta
from math import nan, sqrt

import pandas as pd
from scipy.stats import norm, t

from tests.metrics import plain_standing as plain
from tests.metrics.plain_standing import DAY, after

STEPS = ("apologise", "solve", "talk", "delight", "improve", "report", "keep_in_touch")


def followed(world, complaints, steps, settings):
    """A row a complaint that counts and whose days 15 to 104 are over."""
    stood = {(row["month"], row["customer_id"]): row for row in plain.standing(world)}
    told = []
    for row in sorted(complaints, key=lambda row: (row["opened_at"], row["complaint_id"])):
        day = row["opened_at"].date()
        if row["valid"] is False or row["customer_id"] is None or day + 104 * DAY > world.as_of:
            continue
        month = day.replace(day=1)
        standing = stood.get((month, row["customer_id"]))
        done = {
            step["step"]
            for step in steps
            if step["complaint_id"] == row["complaint_id"]
            and step["done_at"]
            and step["done_at"].date() <= day + 14 * DAY
        }
        if row["resolved_at"] and row["resolved_at"].date() <= day + 14 * DAY:
            done.add("solve")
        told.append(
            {
                "customer_id": row["customer_id"],
                "month": month,
                "day": day,
                "tier": plain.tier_of(standing, settings) if standing else "none",
                "recency": recency(world, row["customer_id"], day, month),
                "traded": trades(world, row["customer_id"], day),
                **{step: step in done for step in STEPS},
            }
        )
    columns = ["customer_id", "month", "day", "tier", "recency", "traded", *STEPS]
    return pd.DataFrame(told, columns=columns).drop_duplicates(["customer_id", "month"])


def recency(world, customer, day, month):
    """The band of days since the last trade, within the twelve months before the month."""
    since = month.replace(year=month.year - 1)
    before = [d for d in world.trade_days(customer) if since <= d < day]
    days = (day - max(before)).days if before else 999
    return next((band for band in (30, 90, 180) if days <= band), 365)


def trades(world, customer, day):
    return any(day + 15 * DAY <= d <= day + 104 * DAY for d in world.trade_days(customer))


def like(world, complaints, cases, settings):
    """{(month, tier, band): (like customers, of those who traded)}."""
    counted = {key: [0, 0] for key in zip(cases.month, cases.tier, cases.recency, strict=True)}
    for row in plain.standing(world):
        month, customer = row["month"], row["customer_id"]
        key = month, plain.tier_of(row, settings), recency(world, customer, month, month)
        complained = any(
            each["customer_id"] == customer
            and month - 90 * DAY <= each["opened_at"].date() < after(month)
            for each in complaints
        )
        if key in counted and not complained:
            counted[key][0] += 1
            counted[key][1] += trades(world, customer, month)
    return {key: tuple(counts) for key, counts in counted.items()}


def effect(cases, usual):
    """(compared, dropped, share, like, difference, low, high) of cases, each with the share of
    like customers who trade; None without any. `usual` are strata: (like customers, traded)."""
    keys = list(zip(cases.month, cases.tier, cases.recency, strict=True))
    of = [usual[key] for key in keys]
    kept = [bool(n) for n, _traded in of]
    traded = cases.traded[kept].astype(float).reset_index(drop=True)
    expected = pd.Series([traded_ / n for n, traded_ in of if n], dtype=float)
    n = len(traded)
    if n < 5:
        return n, len(cases) - n, nan, nan, nan, nan, nan
    error = (traded - expected).var() / n
    if traded.nunique() == 1:
        guess = (traded.sum() + 2) / (n + 4)
        error = max(error, guess * (1 - guess) / n)
    strata = pd.Series([key for key, keep in zip(keys, kept, strict=True) if keep]).value_counts()
    for key, many in strata.items():
        share = usual[key][1] / usual[key][0]
        error += (many / n) ** 2 * share * (1 - share) / usual[key][0]
    difference, half = (traded - expected).mean(), t.ppf(0.975, n - 1) * sqrt(error)
    return (
        *(n, len(cases) - n, traded.mean(), expected.mean(), difference),
        *(difference - half, difference + half),
    )


def remedy(complaints, name, tested):
    """(share, others, lower bound) of one remedy among complaints of its kind, by Mantel and
    Haenszel; `complaints` have remedy, severity, tier and traded."""
    top = bottom = given_share = other_share = chance = 0.0
    for _stratum, rows in complaints.groupby(["severity", "tier"]):
        given, others = rows[rows.remedy == name].traded, rows[rows.remedy != name].traded
        if not len(given) or not len(others):
            continue
        weight = len(given) * len(others) / len(rows)
        top += weight * (given.mean() - others.mean())
        bottom += weight
        given_share += weight * given.mean()
        other_share += weight * others.mean()
        hits = rows.traded.sum()
        chance += weight * hits * (len(rows) - hits) / len(rows) / max(1, len(rows) - 1)
    z = norm.ppf(1 - 0.025 / tested)
    low = top / bottom - z * sqrt(chance) / bottom
    return given_share / bottom, other_share / bottom, max(-1, low)


def steps_done(complaints, steps, since, as_of):
    """{step: (done, median hours)} of complaints opened from `since` on."""
    told = {}
    for step in STEPS:
        hours = []
        for row in complaints:
            if row["valid"] is False or not since <= row["opened_at"].date() <= as_of:
                continue
            at = [
                each["done_at"]
                for each in steps
                if (each["complaint_id"], each["step"]) == (row["complaint_id"], step)
            ]
            at += [row["resolved_at"]] if step == "solve" else []
            at = [moment for moment in at if moment and moment.date() <= as_of]
            if at:
                hours.append((_minute(min(at)) - _minute(row["opened_at"])) / timedelta(hours=1))
        ahead = pd.Series([h for h in hours if h >= 0], dtype=float)
        told[step] = (len(hours), ahead.median() if len(ahead) else None)
    return told


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
