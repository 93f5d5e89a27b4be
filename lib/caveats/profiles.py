"""What a reader must know of who the customers are and how long they stay."""

from pandas import DataFrame

from lib.charts.cohorts import cohorts_drawn, curves_of
from lib.charts.kit import FEW, TIERS
from lib.charts.profiles import values_drawn
from lib.frames import known, rows_of
from lib.languages import Language


def best_customers(profile: DataFrame, say: Language) -> list[str]:
    rows = values_drawn(profile)
    if not rows:
        return []
    said = [say("A grey mark is not told apart from 1; the band is its 95% interval.")]
    if any(row.customers < FEW for row in rows):
        said.append(say("A hollow mark rests on fewer than 30 customers."))
    if hidden := len(profile) - len(rows):
        said.append(say("Not shown: {n} more values.", n=say.number(hidden)))
    return said


def new_by_group(prospecting: DataFrame, say: Language) -> list[str]:
    rows = rows_of(prospecting)
    said = []
    if known(rows, "trend"):
        said.append(say("The dotted line is the mean of 12 months, all groups together."))
    if any(row.may_hold_older for row in rows):
        said.append(say("The first months may hold customers who came before the data begins."))
    return said


def cohort_map(cohort_retention: DataFrame, say: Language) -> list[str]:
    cohorts = cohorts_drawn(cohort_retention)
    said = []
    if any(rows[0].may_hold_older for rows in cohorts.values()):
        said.append(say("* Grey: may hold customers who came before the data begins."))
    if hidden := cohort_retention["cohort"].nunique() - len(cohorts):
        n = say.number(hidden)
        said.append(
            say("Cohorts not drawn: {n}. They are older, or not followed for a month yet.", n=n)
        )
    return said


def retention_curves(retention_curve: DataFrame, say: Language) -> list[str]:
    curves = curves_of(retention_curve)
    if not curves:
        return []
    said = [
        say("Flat at first: nobody counts as lost before the days of silence have passed."),
        say("Who is still there counts for as long as they have been watched."),
    ]
    if set(curves) & set(TIERS):
        said.append(say("The tier is the first one held: today's would favour who stayed."))
    groups = {row.group for row in rows_of(retention_curve)}
    if hidden := len(groups) - len(curves):
        said.append(say("Smaller groups not drawn: {n}.", n=say.number(hidden)))
    return said
