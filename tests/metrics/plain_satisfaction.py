"""The satisfaction ratio a second time, answer by answer, to hold the SQL to."""

from collections import defaultdict
from statistics import fmean

import numpy as np
from scipy.stats import t


def plain_ratio(ratings, surveys, group_of, as_of, since=None, until=None):
    """{group: what satisfaction_ratio tells of it}; `surveys` names the survey of a response."""
    known = [row for row in ratings if row["answered_on"] is None or row["answered_on"] <= as_of]
    chosen = [row for row in known if _in_period(row["answered_on"], since, until)]
    groups = defaultdict(list)
    for row in chosen:
        groups[group_of(row)].append(row)
    counted = {
        group: [row for row in rows if row["expected"] is not None] or rows
        for group, rows in groups.items()
    }
    scales = {_scale(row, known, surveys) for rows in counted.values() for row in rows}
    points = scales.pop() if len(scales) == 1 else 1
    return {group: _told(rows, known, surveys, points) for group, rows in counted.items()}


def _in_period(day, since, until):
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


def _survey(row, known, surveys):
    name = surveys.get(row["response_id"])
    return [other for other in known if surveys.get(other["response_id"]) == name]


def _scale(row, known, surveys):
    if row["scale_max"] is not None:
        return row["scale_max"]
    stated = [other["scale_max"] for other in _survey(row, known, surveys)]
    return max((scale for scale in stated if scale is not None), default=1)


def _weight(row, known, surveys):
    survey = _survey(row, known, surveys)
    for like in ([row], [other for other in survey if other["aspect"] == row["aspect"]], survey):
        stated = [other["importance"] for other in like if other["importance"] is not None]
        if stated:
            return fmean(stated)
    return 1


def _told(rows, known, surveys, points):
    weights = np.array([_weight(row, known, surveys) for row in rows], float)
    scales = np.array([_scale(row, known, surveys) for row in rows], float)
    perceived = np.array([row["perceived"] for row in rows], float) / scales
    expected = np.array([np.nan if row["expected"] is None else row["expected"] for row in rows])
    expected = expected / scales
    people = np.array([row["customer_id"] or f"response {row['response_id']}" for row in rows])
    n = len(set(people))
    told = {
        "expected": _mean(expected, weights, points),
        "perceived": _mean(perceived, weights, points),
        "gap": _mean(perceived - expected, weights, points),
        "ratio": None,
        "low": None,
        "high": None,
        "respondents": n,
        "answers": len(rows),
        "undated": sum(row["answered_on"] is None for row in rows),
        "scale_max": scales[0] if len(set(scales)) == 1 else None,
    }
    total = np.sum(weights * expected)
    if n >= 5 and total > 0:
        ratio = np.sum(weights * perceived) / total
        missing = np.array(
            [
                np.sum((weights * (perceived - ratio * expected))[people == who])
                for who in set(people)
            ]
        )
        error = np.sqrt(n / (n - 1) * np.sum(missing**2)) / total
        half = t(n - 1).ppf(0.975) * error
        told |= {"ratio": ratio, "low": max(0.0, ratio - half), "high": ratio + half}
    return told


def _mean(values, weights, points):
    if not weights.sum() or np.isnan(values).any():
        return None
    return points * np.sum(values * weights) / weights.sum()
