"""What a reader must know of what is foretold."""

from typing import Any

from pandas import DataFrame

from lib.charts.foretold import cohorts_worth
from lib.charts.kit import FEW
from lib.frames import rows_of
from lib.languages import N_, Language

UNTOLD = N_("these orders do not tell when customers stop; more months of them may")
REASONS = {
    "too few customers came again": N_("too few customers came again"),
    "the fit did not converge": N_("no model of how customers buy fits these orders"),
    "a parameter lies at its bound": UNTOLD,
    "the likelihood is flat": UNTOLD,
    "q is not above 1: customers' spending has no mean": N_("customers' spending has no mean"),
}

TIED = 0.3  # correlation of how often and how much from which the model's assumption is doubted


def _no_model(rows: list[Any], say: Language) -> list[str]:
    reason = next((row.reason for row in rows if row.reason), None)
    if reason is None:
        return []
    return [say("Nothing can be foretold: {reason}.", reason=say(REASONS[reason]))]


def value_ahead(lifetime_value: DataFrame, say: Language) -> list[str]:
    rows = rows_of(lifetime_value)
    said = _no_model(rows, say)
    if said or not rows:
        return said
    if n := sum(row.one_day for row in rows):
        said.append(
            say(
                "{n} customers have one trade day: the model takes them to be alive, as nothing "
                "tells.",
                n=say.number(n),
            )
        )
    if n := sum(row.unvalued for row in rows):
        words = say("{n} new contracts are not in it: nothing tells their value yet.", n=n)
        said.append(words)
    tied = rows[0].correlation
    if tied is not None and abs(tied) > TIED:
        said.append(
            say(
                "Who buys often spends more each time here (correlation {r}); the model takes the "
                "two to be independent."
                if tied > 0
                else "Who buys often spends less each time here (correlation {r}); the model takes "
                "the two to be independent.",
                r=say.number(tied, 2),
            )
        )
    return said


def customer_ahead(customer_ahead: DataFrame, say: Language) -> list[str]:
    row = next(iter(rows_of(customer_ahead)), None)
    if row is None or row.reason:
        return _no_model(rows_of(customer_ahead), say)
    return [*_one_ahead(row, say), *_compared_with(row, say)]


def _one_ahead(row: Any, say: Language) -> list[str]:
    if row.note == "one trade day":
        return [say("There was one trade day: the model takes the customer to be alive.")]
    if row.note == "under contract" and row.lifetime_value is None:
        return [say("The contract is new: nothing tells its value yet.")]
    if row.note == "under contract":
        return [say("Under contract: the own monthly value, for as long as contracts last.")]
    return []


def _compared_with(row: Any, say: Language) -> list[str]:
    """How many stand for those like the customer, where these are too many to work out each."""
    if row.typical is None or row.drawn >= row.peers:
        return []
    drawn, peers = say.number(row.drawn), say.number(row.peers)
    return [say("Compared with {drawn} evenly drawn of the {peers}.", drawn=drawn, peers=peers)]


def value_by_cohort(lifetime_value: DataFrame, say: Language) -> list[str]:
    rows = rows_of(lifetime_value)
    said = _no_model(rows, say)
    drawn = cohorts_worth(lifetime_value)
    if said or not drawn:
        return said
    said.append(say("Of older cohorts more are gone; what they brought already is not in it."))
    if any(row.customers < FEW for row in drawn):
        said.append(say("Hatched months hold fewer than 30 customers; below 5 none is shown."))
    months = {row.group for row in rows if row.group}
    if older := len([month for month in months if month < drawn[0].group]):
        said.append(say("Older months not drawn: {n}.", n=say.number(older)))
    return said


def holdout(holdout: DataFrame, say: Language) -> list[str]:
    rows = rows_of(holdout)
    if not rows:
        return []
    said = _no_model(rows, say)
    day = say.day(rows[0].fitted_to)
    return [*said, say("The model saw the data to {day}, and only who had come by then.", day=day)]
